"""The content of a meeting's brief, read from one snapshot of the store."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from dicas_desktop.briefs import actions, changes, people, production, repairs, work
from dicas_desktop.briefs.content import (
    Brief,
    Card,
    Footer,
    GlanceSection,
    Note,
    Section,
    SourceSection,
    printed_texts,
)
from dicas_desktop.briefs.glyphs import body_font, is_replaced
from dicas_desktop.briefs.occasion import (
    Occasion,
    both_times,
    deadline_mark,
    deadline_name,
    header,
    line_mark,
    read_occasion,
)
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.words import LANGUAGES, say
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import Head
from dicas_desktop.store.lens import Chosen

_TITLES = {
    "glance": "At a glance",
    "agenda": "Agenda",
    "delegations": "Delegations",
    "decisions_sought": "Decisions sought",
    "decisions_taken": "Decisions taken",
    "actions": "Open actions",
    "repairs": "Repair schedules",
    "production": "Co-production figures",
    "supply": "Supply risks",
    "commitments": "Commitments of the last meeting",
    "changes": "Changes since the last meeting",
    "sources": "Sources",
}
SECTIONS = tuple(_TITLES)
_MOST_REPLACED, _AROUND = 10, 30  # texts told one by one; characters shown at either side
_WEST_TO_EAST = (-12, 14)  # hours from UTC of the clocks that show the earliest and the latest date


def section_titles(language: str = "en") -> dict[str, str]:
    """Return the sections of a brief in their order: key and title."""
    return {key: say(title, language) for key, title in _TITLES.items()}


def build_brief(  # noqa: PLR0913 - what a paper depends on is named one by one, nothing is taken from outside
    db: Db,
    meeting_id: int,
    *,
    as_of: date,
    now: datetime,
    head: Head,
    ceiling: str,
    language: str = "en",
    sections: Sequence[str] | None = None,
    fault: str = "",
    lens: Chosen | None = None,
    order: NameOrder = NameOrder.GIVEN_FIRST,
) -> Brief:
    """Return the content of the brief of a meeting. UserProblem for an unknown meeting, section or language.

    `as_of` is the day that counts as today: what later meetings decided or gave rise to is left out. `now` is the
    moment of printing, with its zone; it is told only if it falls on that day. `ceiling` is the mark of what has none.
    `sections` chooses from `SECTIONS`, in this order; the sources, if chosen, stand last and name what others print.
    `lens` is the deadline to measure against, the next 2+2 by default. `fault` is what a check found: pages tell of it.
    """
    if language not in LANGUAGES:
        raise UserProblem(_("A brief is printed in en or ja, not in {language}.").format(language=language))
    reader = Reader(db, as_of, language, ceiling, order=order)
    occasion = read_occasion(reader, meeting_id, lens)
    top = header(reader, occasion)
    people.warn_of_missing_heads(reader, occasion)
    made = tuple(_MAKERS[key](reader, occasion, reader.say(_TITLES[key])) for key in _chosen(sections))
    warn_of_replaced(reader, printed_texts((top, made)))
    return Brief(
        language=language,
        as_of=as_of.isoformat(),
        banner=reader.banner(),
        header=top,
        sections=made,
        footer=footer(reader, now, head, reader.say("▲ Journal not verified") if fault else ""),
        draft=reader.say("DRAFT") if reader.warnings else "",
        warnings=tuple(reader.warnings),
        fault=fault,
    )


def warn_of_replaced(reader: Reader, texts: Iterable[str]) -> None:
    """Warn of texts with a character that no bundled font draws: on paper it stands by its number."""
    found = list(dict.fromkeys(text for text in texts if is_replaced(text, body_font())))
    for text in found[:_MOST_REPLACED]:
        reader.warn("A character that cannot be printed stands by its number in: {words}", words=_shortened(text))
    if len(found) > _MOST_REPLACED:
        reader.warn("The same holds for {n} more texts.", n=len(found) - _MOST_REPLACED)


def _shortened(text: str) -> str:
    """Return the text around its first character that is replaced; one that only steers is told by its number."""
    at = next(number for number, character in enumerate(text) if is_replaced(character, body_font()))
    first, last = max(0, at - _AROUND), at + _AROUND
    shown = "".join(one if one.isprintable() else f"[U+{ord(one):04X}]" for one in text[first:last])
    return ("…" if first else "") + shown + ("…" if last < len(text) else "")


def _chosen(sections: Sequence[str] | None) -> list[str]:
    chosen = list(dict.fromkeys(SECTIONS if sections is None else sections))
    for key in chosen:
        if key not in _TITLES:
            text = _("A brief has no section {key}; choose from {known}.")
            raise UserProblem(text.format(key=key, known=", ".join(SECTIONS)))
    return sorted(chosen, key=lambda key: key == "sources")


def footer(reader: Reader, now: datetime, head: Head, doubt: str) -> Footer:
    """Return the foot of every page: when it was made and from which journal."""
    # Another day than today was asked for: without the clock, that day from the same journal is always the same paper.
    today = reader.today in {(now.astimezone(UTC) + timedelta(hours=hours)).date() for hours in _WEST_TO_EAST}
    pattern = "Prepared {moment} from journal {steps} · {digest}" if today else "From journal {steps} · {digest}"
    if not head.steps:
        pattern = "Prepared {moment} from an empty journal" if today else "From an empty journal"
    prepared = reader.say(pattern, moment=both_times(reader, now), steps=head.steps, digest=head.short)
    as_of = reader.say("As of {day}", day=reader.day(reader.today.isoformat()))
    return Footer(prepared, as_of, reader.say("Page {page} of {pages}"), doubt)


def _glance(reader: Reader, occasion: Occasion, title: str) -> GlanceSection:
    cards = (_decisions(reader, occasion), _late(reader, occasion), _slip(reader, occasion), _days(reader, occasion))
    return GlanceSection("glance", title, reader.say("None recorded"), cards)


def _decisions(reader: Reader, occasion: Occasion) -> Card:
    asked = sum(map(len, work.sought(reader, occasion)))
    taken = len(work.taken(reader, occasion))
    if taken and not asked:
        return Card(str(taken), reader.say("decision taken" if taken == 1 else "decisions taken"))
    return Card(str(asked), reader.say("decision sought" if asked == 1 else "decisions sought"))


def _late(reader: Reader, occasion: Occasion) -> Card:
    deadline = occasion.deadline
    due = [
        row
        for row in actions.open_actions(reader, occasion)
        if actions.due_before(row, deadline.until if deadline else None)
    ]
    late = sum(actions.is_late(reader, row) for row in due)
    caption = "of {n} action due before {event}" if len(due) == 1 else "of {n} actions due before {event}"
    if deadline is None:
        what = "of {n} open action" if len(due) == 1 else "of {n} open actions"
        caption = f"{what}; no 2+2 on record after this day"
    return Card(
        reader.say("{n} late", n=late),
        reader.say(caption, n=len(due), event=deadline_name(reader, occasion)),
        "late" if late else "open",
    )


def _slip(reader: Reader, occasion: Occasion) -> Card:
    slip = repairs.worst_slip(reader, occasion)
    if slip is None:
        return Card(reader.say("n/a"), reader.say("forecast slip: no forecast recorded"), "mute")
    days, row = slip
    figure, mark = reader.say("{n} d", n=f"{days:+}"), line_mark(reader, occasion.meeting, row)
    return Card(figure, reader.say("worst forecast slip"), "late" if days > 0 else "open", mark)


def _days(reader: Reader, occasion: Occasion) -> Card:
    deadline = occasion.deadline
    if deadline is None:
        return Card(reader.say("n/a"), reader.say("no 2+2 on record after this day"), "mute")
    left = deadline.left(reader.today)
    day = reader.day(deadline.day, deadline.precision)
    caption = reader.say("to {event} ({day})", event=deadline_name(reader, occasion), day=day)
    days = max(left.days, 0) if left.under_way else left.days  # of one that has begun none are left
    return Card(reader.say("{n} d", n=f"{left.bound} {days}".strip()), caption, mark=deadline_mark(reader, occasion))


def _sources(reader: Reader, _occasion: Occasion, title: str) -> SourceSection:
    rows = reader.rows("sources", reader.cited)
    notes = tuple(_note(reader, row) for row in rows)
    return SourceSection("sources", title, reader.say("None recorded"), notes)


def _note(reader: Reader, row: Row) -> Note:
    day = reader.day(row["date"], row["date_precision"])
    origin = reader.joined(row["publisher"], day, reader.choice(row["source_kind"]))
    return Note(reader.cited[row["id"]], reader.text(row, row["title"]), origin, row["url"] or "")


_MAKERS: dict[str, Callable[[Reader, Occasion, str], Section]] = {
    "glance": _glance,
    "agenda": work.agenda,
    "delegations": people.delegations,
    "decisions_sought": work.decisions_sought,
    "decisions_taken": work.decisions_taken,
    "actions": actions.actions,
    "repairs": repairs.repairs,
    "production": production.production,
    "supply": production.supply,
    "commitments": actions.commitments,
    "changes": changes.changes_since,
    "sources": _sources,
}
