"""The sentences of the start page where there is nothing to count: the same in the window and in the command."""

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.events import TWO_PLUS_TWO
from dicas_desktop.store.overview import Overview


def due_note(shown: Overview) -> str:
    """Return that nothing is due, or that nothing is counted; empty where figures tell."""
    if shown.due is None:
        return _("Overdue and due soon are not counted until the date is right.")
    return _("Nothing is overdue and nothing is due in the next 30 days.") if shown.due.nothing else ""


def deadline_words(shown: Overview, longest: int = 200) -> str:
    """Return what is measured against, or why nothing is; `longest` in letters of the event's title."""
    deadline = shown.deadline
    if deadline is None:
        return _("No 2+2 on record after this day") if shown.ahead is None else _("No deadline until the date is right")
    title = deadline.title if len(deadline.title) <= longest else f"{deadline.title[: longest - 1].rstrip()}…"
    day = show_date(deadline.day, deadline.precision, weekday=True)
    return _("Deadline: {event}, {day}").format(event=title, day=day)


def before_words(shown: Overview) -> str:
    """Return what the actions that are counted against the deadline are called."""
    if shown.deadline is None:
        return _("Actions with a date")
    return _("Before the 2+2") if shown.deadline.title == TWO_PLUS_TWO else _("Before the deadline")


def no_meeting(shown: Overview) -> str:
    """Return why no meeting is told."""
    if shown.ahead is not None:
        return _("Which meeting is next is not told until the date is right.")
    return _("No meeting on record after this day.")


def no_milestone(shown: Overview) -> str:
    """Return why no milestone of repair is told."""
    if shown.repairs.ahead is None:
        return _("What is next is not told until the date is right.")
    return _("No milestone of repair is ahead.")


def no_needs(shown: Overview) -> str:
    """Return that nothing needs a hand."""
    if shown.ahead is not None:
        return _("Nothing is blocked or without a lead or a date.")
    return _("Nothing is late, missing or without a lead.")
