"""`today`: the start page for the terminal, from the very reading that the window shows."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from dicas_desktop.cli.columns import aligned, plain, width
from dicas_desktop.cli.workspace import as_of, now, opened
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.clock import warning
from dicas_desktop.store.events import find_event
from dicas_desktop.store.figures import Figure
from dicas_desktop.store.lens import deadline_now
from dicas_desktop.store.meetings.readiness import SIGNS
from dicas_desktop.store.needs import MOST
from dicas_desktop.store.overview import Overview, Owed, read_overview
from dicas_desktop.store.overview_words import (
    before_words,
    deadline_words,
    due_note,
    no_meeting,
    no_milestone,
    no_needs,
)

Fact = tuple[str, str]  # name, value


def show(arguments: Namespace) -> int:
    """Print the start page; what a figure counts is listed by the other commands."""
    today, by_hand = as_of(arguments), arguments.as_of is not None
    with opened(arguments, read_only=True) as store:
        chosen = None
        if arguments.before:
            with store.read() as db:
                event = find_event(db, arguments.before, today)
                if event.days is None:
                    raise UserProblem(_("{event}: choose one that has a date.").format(event=event.label))
                chosen = deadline_now(db, today, (event.table, event.id))
        found = read_overview(store, today, chosen, now(), by_hand=by_hand)
    for line in _lines(found):
        sys.stdout.write(f"{line}\n")
    return 0


def _lines(shown: Overview) -> Iterator[str]:
    yield _("{day} · {deadline}").format(
        day=show_date(shown.today.isoformat(), weekday=True), deadline=plain(deadline_words(shown))
    )
    if shown.ahead is not None:
        heading, text = warning(shown.ahead, shown.today)
        yield f"▲ {heading}: {text}"
        yield _("Or give the day that counts as today: --as-of DATE.")
    yield from _part(_("Today"), _today(shown), due_note(shown))
    yield from _part(before_words(shown), _actions(shown))
    yield from _meeting(shown)
    yield from _part(_("Repair schedules"), _repairs(shown))
    yield from _part(_("Coming next in repair"), _ahead(shown), "" if shown.repairs.ahead else no_milestone(shown))
    yield from _needs(shown)


def _part(title: str, facts: Iterator[Fact], note: str = "") -> Iterator[str]:
    yield ""
    yield title
    rows = list(facts)
    widest = max((width(name) for name, _value in rows), default=0)
    for name, value in rows:
        yield f"  {plain(name)}{' ' * (widest - width(name))}  {plain(value)}"
    if note:
        yield f"  {note}"


def _today(shown: Overview) -> Iterator[Fact]:
    if shown.due is not None:
        yield _("Overdue"), _number(shown.due.overdue, "▲")
        yield _("Due in 7 days"), _number(shown.due.week, "◐")
        yield _("Due in 30 days"), _number(shown.due.month, "○")
    if shown.backup is not None:
        yield _("Last backup"), f"{SIGNS[shown.backup.tone]} {shown.backup.words}"
        if shown.backup.missing:
            yield "", shown.backup.missing


def _number(figure: Figure, sign: str) -> str:
    return f"{sign} {figure.number:,}" if figure.number else "0"


def _actions(shown: Overview) -> Iterator[Fact]:
    actions = shown.actions
    if actions.left is not None:
        days = actions.working_days
        exactly = "" if days is None else f", {counted('{n} joint working day', '{n} joint working days', days)}"
        yield _("Days left"), f"{actions.left.figure}{exactly}"
    if actions.late is not None:
        yield _("Late"), _number(actions.late, "▲")
    yield _("Open"), f"{actions.open.number:,}"
    yield _("Done"), f"{actions.done.number:,}"
    yield _("They owe us 日本側"), _owed(actions.japan)
    yield _("We owe them 米側"), _owed(actions.us)
    yield _("Both"), _owed(actions.both)
    yield _("No lead named"), f"{actions.no_lead.number:,}"


def _owed(owed: Owed) -> str:
    late = _(", {n} late").format(n=f"{owed.late.number:,}") if owed.late is not None and owed.late.number else ""
    return f"{owed.open.number:,}{late}"


def _meeting(shown: Overview) -> Iterator[str]:
    meeting = shown.meeting
    if meeting is None:
        yield from _part(_("Next meeting"), iter(()), no_meeting(shown))
        return
    day = show_date(meeting.day, meeting.precision, weekday=meeting.precision == "day")
    head = " · ".join((f"{meeting.ref} {meeting.title}", day, meeting.left.words, meeting.place or _("place not set")))
    lines: list[Fact] = [(line.word, f"{SIGNS[line.state]} {line.detail}") for line in meeting.ready]
    lines.append((_("Carry-over"), counted("{n} item", "{n} items", meeting.carry_over.number)))
    yield from _part(_("Next meeting: {meeting}").format(meeting=plain(head)), iter(lines))


def _repairs(shown: Overview) -> Iterator[Fact]:
    repairs = shown.repairs
    yield _("Under way or planned"), f"{repairs.running.number:,}"
    slip = repairs.worst_slip
    yield _("Worst slip"), _("n/a") if slip is None else _("{n:+} d").format(n=slip)
    for name, figure in (
        (_("Finish after the deadline"), repairs.after_deadline),
        (_("End has passed"), repairs.overdue),
        (_("No end recorded"), repairs.without_end),
    ):
        yield name, _("n/a") if figure is None else f"{figure.number:,}"
    finished = repairs.finished
    on_time = _("n/a") if finished is None or not finished[0] else f"{finished[1]} / {finished[0]}"
    yield _("On time, last 12 months"), on_time


def _ahead(shown: Overview) -> Iterator[Fact]:
    for coming in shown.repairs.ahead or ():
        day = show_date(coming.day, coming.precision)
        yield f"{coming.ref}  {day} · {coming.left.figure}", coming.title


def _needs(shown: Overview) -> Iterator[str]:
    yield ""
    more = _(", the first {n}").format(n=MOST) if len(shown.needs) == MOST else ""
    yield _("Needs a hand today{more}").format(more=more)
    if not shown.needs:
        yield f"  {no_needs(shown)}"
        return
    rows = [[need.words, need.ref, need.title, need.who] for need in shown.needs]
    for line in aligned([_("State"), _("Ref"), _("Title"), _("Lead (OPR)")], rows, [False] * 4):
        yield f"  {line}"
