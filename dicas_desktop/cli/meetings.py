"""`agenda`, `ready`, `stage` and `capture`: a meeting held without a window."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import date

from dicas_desktop.cli.columns import WIDEST, aligned, cut, plain
from dicas_desktop.cli.naming import item_named, item_numbered, meeting_named, record_named, reference_of
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain import clocks
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.durations import show_duration
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.stages import IN_PROGRESS, LABELS, NO_STAGE
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.meetings.agenda import Agenda, Line, agenda
from dicas_desktop.store.meetings.capture import LETTERS, Outcome, capture, outcomes
from dicas_desktop.store.meetings.readiness import SIGNS, readiness
from dicas_desktop.store.meetings.stages import (
    BACKLOG,
    DEFERRED,
    DISCUSSED,
    DROPPED,
    Loose,
    advance,
    incomplete,
    next_stages,
    settle,
    stage_of,
)

_FATES = {"discussed": DISCUSSED, "next": DEFERRED, "backlog": BACKLOG, "drop": DROPPED}


def show_agenda(arguments: Namespace) -> int:
    """Print the agenda, with what was written under its items."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        meeting = meeting_named(db, arguments.meeting, as_of(arguments))
        stage, name = stage_of(db, meeting)
        when = clocks.when(fetch(db, "meetings", [meeting])[0].values)
        lines = [_head(stage, name), when, *_agenda(agenda(db, meeting)), *_outcomes(db, meeting, as_of(arguments))]
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return 0


def ready(arguments: Namespace) -> int:
    """Print the lines of readiness, each with the sign of its state."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        meeting = meeting_named(db, arguments.meeting, as_of(arguments))
        lines = readiness(db, meeting, as_of(arguments))
        head = _head(*stage_of(db, meeting))
    rows = [[f"{SIGNS[line.state]} {line.word}", line.detail] for line in lines]
    sys.stdout.write(f"{head}\n")
    width = max(len(row[0]) for row in rows)
    for word, detail in rows:
        sys.stdout.write(f"{word:{width}}  {plain(detail)}\n")
    return 0


def stage(arguments: Namespace) -> int:
    """Tell the stage and, in progress, what is open; or settle items and bring the meeting to a stage, as one step."""
    writes = arguments.stage is not None or bool(arguments.settle)
    with opened(arguments, read_only=not writes) as store:
        with store.read() as db:
            meeting = meeting_named(db, arguments.meeting, as_of(arguments))
            settled = [_settled(db, meeting, word) for word in arguments.settle]
            ref = reference_of(db, ENTITIES["meetings"], meeting)
        wanted = None if arguments.stage is None else _stage_named(arguments.stage)
        if writes:
            with store.write(_label(ref, wanted)) as step:
                for item, fate, reason in settled:
                    settle(step, item, fate, reason)
                if wanted is not None:
                    advance(step, meeting, wanted, arguments.reason)
        with store.read() as db:
            for line in _stage_lines(db, meeting):
                sys.stdout.write(f"{line}\n")
    return 0


def captured(arguments: Namespace) -> int:
    """Write an outcome and print its reference."""
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            item = item_named(db, arguments.item, as_of(arguments))
            ref = reference_of(db, ENTITIES["agenda_items"], item)
        kind = _(LETTERS.get(arguments.letter.upper(), "")) or arguments.letter
        label = _("{kind} at {item}: {text}").format(kind=kind, item=ref, text=cut(arguments.text, WIDEST))
        with store.write(label) as step:
            added = capture(step, item, arguments.letter, arguments.text, arguments.who, arguments.when)
    sys.stdout.write(f"{added.ref}\n")
    return 0


def _stage_named(text: str) -> str:
    """Return the stage that is meant, by its word here or in the window."""
    word = "_".join(text.casefold().split())
    for stage, label in LABELS.items():
        if word in (stage, "_".join(_(label).casefold().split())):
            return stage
    raise UserProblem(_("“{stage}” is not one of {known}.").format(stage=text, known=", ".join(LABELS)))


def _head(stage: str | None, name: str) -> str:
    return f"{plain(name)} · {_(LABELS[stage] if stage else NO_STAGE)}"


def _agenda(found: Agenda) -> Iterator[str]:
    rows = [_row(line) for line in found.lines]
    if not rows:
        yield _("No item yet")
        return
    names = [_("No."), _("Ref"), _("Time"), _("Elsewhere"), _("Length"), _("Section"), _("Topic"), _("State")]
    yield from aligned(names, rows, [True, *[False] * 7])
    time = [show_duration(found.total)] if found.total else []
    unknown = [counted("{n} item without minutes", "{n} items without minutes", found.unknown)] if found.unknown else []
    yield _("In all {time}").format(time=_(" and ").join([*time, *unknown]))
    if found.overrun:
        yield f"▲ {found.overrun_words}"


def _row(line: Line) -> list[str]:
    time = "" if line.begins is None else line.begins if line.ends is None else f"{line.begins}-{line.ends}"
    length = "" if line.minutes is None else show_duration(line.minutes)
    state = _(ENTITIES["agenda_items"].field("state").choice_label(line.state))
    words = [state, line.lineage, f"▲ {line.over_words}" if line.over else ""]
    return [
        str(line.seq),
        line.ref,
        time,
        line.elsewhere,
        length,
        line.section,
        line.topic,
        ", ".join(filter(None, words)),
    ]


def _outcomes(db: Db, meeting: int, today: date) -> Iterator[str]:
    found = outcomes(db, meeting)
    topics = {line.id: f"{line.seq}. {line.topic}" for line in agenda(db, meeting).lines}
    for item, written in found.items():
        yield ""
        yield plain(topics[item]) if item is not None else _("Of no item")
        yield from (f"  {_told(outcome, today)}" for outcome in written)


def _told(outcome: Outcome, today: date) -> str:
    known = outcome.state(today)
    more = ", ".join(filter(None, (outcome.who, outcome.when, known.brief if known is not None else "")))
    text = f"{outcome.letter}  {outcome.ref}  {outcome.text}" + (f" ({more})" if more else "")
    return plain(text)


def _settled(db: Db, meeting: int, word: str) -> tuple[int, str, str]:
    """Read ITEM=FATE or ITEM=drop:REASON; an item is named by its reference, or by its number on the agenda."""
    ref, sign, rest = word.partition("=")
    fate, _colon, reason = rest.partition(":")
    if not sign or fate not in _FATES:
        text = _(
            "“{word}” does not say what becomes of an item: write AG-0001=next, =backlog, =discussed or =drop:why."
        )
        raise UserProblem(text.format(word=word))
    if ref.strip().isdecimal():
        return item_numbered(db, meeting, ref), _FATES[fate], reason
    item = record_named(db, ENTITIES["agenda_items"], ref)
    if db.execute("SELECT meeting_id FROM agenda_items WHERE id = ?", (item,)).scalar() != meeting:
        raise UserProblem(_("{ref} is not on the agenda of this meeting.").format(ref=ref))
    return item, _FATES[fate], reason


def _label(ref: str, wanted: str | None) -> str:
    """How the step is called."""
    if wanted is None:
        return _("Settle items of {ref}").format(ref=ref)
    return _("Bring {ref} to {stage}").format(ref=ref, stage=_(LABELS[wanted]))


def _stage_lines(db: Db, meeting: int) -> Iterator[str]:
    stage, name = stage_of(db, meeting)
    yield _head(stage, name)
    following = ", ".join(_(LABELS[each]) for each in next_stages(stage))
    yield _("It can become: {stages}").format(stages=following)
    if stage != IN_PROGRESS:
        return
    found = incomplete(db, meeting)
    yield from _loose(_("Not discussed"), found.undiscussed)
    yield from _loose(_("Without a lead"), found.actions)


def _loose(head: str, found: Sequence[Loose]) -> Iterator[str]:
    if found:
        yield f"{head}: {len(found)}"
        yield from (f"  {loose.ref}  {plain(loose.words)}" for loose in found)
