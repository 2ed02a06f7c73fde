"""The agenda and what came of it, as lines: sections with their sums, items with their times, outcomes below each."""

from collections.abc import Iterator
from datetime import date

from dicas_desktop.domain.durations import show_duration
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.meetings.agenda import Agenda
from dicas_desktop.store.meetings.agenda import Line as Item
from dicas_desktop.store.meetings.capture import LETTERS, Outcome
from dicas_desktop.ui.meeting.lines import Cell, Column, Kind, Line
from dicas_desktop.ui.meeting.reading import Shown
from dicas_desktop.ui.meeting.words import ITEM_LOOKS

COLUMNS = (
    Column("time", N_("Time"), 108),
    Column("elsewhere", N_("In the other capital"), 172, least=1080),  # else in the tip and in what is spoken
    Column("no", N_("No."), 36),
    Column("topic", N_("Topic"), 0),
    Column("lead", N_("Lead"), 112),
    Column("purpose", N_("Purpose"), 80, least=860),
    Column("minutes", N_("Duration"), 96, right=True),
    Column("state", N_("State"), 154),
)


class OutcomeLines:
    """Makes the lines of outcomes and keeps those of outcomes that stay as they are: a page may hold hundreds."""

    def __init__(self) -> None:
        """None yet."""
        self._known: dict[tuple[str, int], tuple[Outcome, date, Line]] = {}
        self._before = self._known

    def begin(self) -> None:
        """Begin a new reading: what it does not ask for is forgotten."""
        self._before, self._known = self._known, {}

    def line(self, outcome: Outcome, today: date) -> Line:
        """Return the line of an outcome."""
        key = outcome.table, outcome.id
        kept = self._before.get(key)
        if kept is None or kept[0] is not outcome or kept[1] != today:
            kept = outcome, today, outcome_line(outcome, today)
        self._known[key] = kept
        return kept[2]


def agenda_lines(shown: Shown, today: date, made: OutcomeLines) -> list[Line]:
    """Return the lines of a meeting's agenda; one quiet line where there is none."""
    made.begin()
    lines = list(_lines(shown, today, made))
    if lines:
        return lines
    text = _("No agenda yet.") if shown.closed else _("No agenda yet: Ctrl+Enter adds the first item.")
    return [Line(Kind.NOTE, cells=(("topic", Cell(text, "mute")),), spoken=text)]


def summary(agenda: Agenda) -> str:
    """Return what the agenda amounts to: "4 items · 2 h 30 min"."""
    words = [counted("{n} item", "{n} items", len(agenda.lines))]
    if agenda.total:
        words.append(show_duration(agenda.total))
        if agenda.unknown:
            words.append(counted("{n} without a duration", "{n} without a duration", agenda.unknown))
    return " · ".join(words)


def outcome_line(outcome: Outcome, today: date) -> Line:
    """Return the line of an outcome under its item."""
    known = outcome.state(today)
    word, tone = (f"{known.sign} {known.word}".strip(), known.tone) if known else ("", "mute")
    cells = (
        ("no", Cell(outcome.letter, "accent", bold=True)),
        ("topic", Cell(outcome.text, second=outcome.text_ja)),
        ("lead", Cell(outcome.who, "ink")),
        ("minutes", Cell(outcome.when, "mute")),
        ("state", Cell(word, tone)),
    )
    told = (_(LETTERS[outcome.letter]), outcome.ref, outcome.text, outcome.text_ja, outcome.who, outcome.when, word)
    return Line(Kind.OUTCOME, outcome.table, outcome.id, cells, ", ".join(filter(None, told)), owner=outcome.item or 0)


def _lines(shown: Shown, today: date, made: OutcomeLines) -> Iterator[Line]:
    sums = {section.name: section for section in shown.agenda.sections}
    now: str | None = None
    for item in shown.agenda.lines:
        if any(sums) and item.section != now:
            now = item.section
            known = sums[now]
            words = counted("{n} item", "{n} items", known.items)
            if known.minutes:
                words = f"{words} · {show_duration(known.minutes)}"
            yield _head(now or _("Without a section"), words)
        yield _item_line(item, shown.leads.get(item.id, ""))
        for outcome in shown.outcomes.get(item.id, ()):
            yield made.line(outcome, today)
    rest = shown.outcomes.get(None, ())
    if rest:
        yield _head(_("Of no agenda item"), counted("{n} outcome", "{n} outcomes", len(rest)))
    for outcome in rest:
        yield made.line(outcome, today)


def _head(name: str, words: str) -> Line:
    return Line(Kind.SECTION, cells=(("time", Cell(name, bold=True, second=words)),), spoken=f"{name}, {words}")


def _item_line(item: Item, lead: str) -> Line:
    look = ITEM_LOOKS.get(item.state, ITEM_LOOKS["planned"])
    clock = f"{item.begins}–{item.ends}" if item.begins and item.ends else item.begins or "—"
    late = bool(item.over)
    over = _("▲ {time} over").format(time=show_duration(item.over)) if late else look.text
    second = " · ".join(filter(None, (item.topic_ja, item.lineage)))
    minutes = show_duration(item.minutes) if item.minutes else ""
    purpose = _(item.purpose.capitalize()) if item.purpose else ""
    cells = (
        ("time", Cell(clock, "late" if late else "ink")),
        ("elsewhere", Cell(item.elsewhere, "mute")),
        ("no", Cell(str(item.seq), "mute")),
        ("topic", Cell(item.topic, second=second)),
        ("lead", Cell(lead or "—", "ink" if lead else "mute")),
        ("purpose", Cell(purpose, "mute")),
        ("minutes", Cell(minutes or "—", "ink" if minutes else "mute")),
        ("state", Cell(over, "late" if late else look.tone, bold=late)),
    )
    told = (
        clock,
        item.elsewhere,
        str(item.seq),
        item.topic,
        second,
        lead,
        purpose,
        minutes,
        item.over_words,
        _(look.word),
    )
    spoken = ", ".join(filter(None, (*told, item.state_reason)))
    return Line(Kind.ITEM, "agenda_items", item.id, cells, spoken)
