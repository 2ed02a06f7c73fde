"""`changes`: what changed since a meeting, a day or a step."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from itertools import groupby

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_named
from dicas_desktop.cli.steps import moment
from dicas_desktop.cli.workspace import as_of, opened, progress
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import points
from dicas_desktop.store.changes import Change, Changes, Gathered, changes, gathered, of_forum
from dicas_desktop.store.changes_told import GATHERED_FROM, Telling, ToldChange, field_words
from dicas_desktop.store.collection import without_collection
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import StepRow

_PAGE = 5_000  # records put into words at once: their names are read by one query


def changed(arguments: Namespace) -> int:
    """Tell what changed between two points, by forum and kind of record; that nothing did is told, too."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        asking = store.who.name, as_of(arguments)
        since = points.read_point(db, arguments.since, *asking)
        until = points.read_point(db, arguments.until, *asking, until=True) if arguments.until else None
        if until is not None and until.step < since.step:
            text = _("{until} lies before {since}: nothing can have changed between them.")
            raise UserProblem(text.format(until=until.words, since=since.words))
        forum = record_named(db, entity_named("forums"), arguments.forum) if arguments.forum else None
        found = changes(db, since.step, until.step if until else None, progress())
        if forum is not None:
            found = of_forum(found, forum)
        for line in _head(since, until, found):
            sys.stdout.write(f"{line}\n")
        with without_collection():
            for line in _lines(db, found, 0 if arguments.all else GATHERED_FROM):
                sys.stdout.write(f"{line}\n")
    return 0


def _head(since: points.Point, until: points.Point | None, found: Changes) -> Iterator[str]:
    if since.note:
        yield plain(since.note)
    words = {"since": plain(since.words), "until": plain(until.words) if until else ""}
    if found.items:
        number = counted("{n:,} record changed", "{n:,} records changed", len(found.items))
        pattern = _("{number} since {since} up to {until}") if until else _("{number} since {since}")
        yield pattern.format(number=number, **words)
    else:
        pattern = _("No change since {since} up to {until}") if until else _("No change since {since}")
        yield pattern.format(**words)


def _lines(db: Db, found: Changes, most: int) -> Iterator[str]:
    telling = Telling(db, found)
    rows = list(gathered(found, most - 1)) if most else list(found.items)
    for forum, of_the_forum in groupby(rows, key=lambda row: row.forum):
        yield ""
        yield plain(telling.forum(forum))
        for table, of_the_kind in groupby(of_the_forum, key=lambda row: row.table):
            yield f"  {_(ENTITIES[table].plural)}"
            yield from _records(telling, list(of_the_kind))


def _records(telling: Telling, rows: Sequence[Change | Gathered]) -> Iterator[str]:
    steps: dict[int, str] = {}
    for start in range(0, len(rows), _PAGE):
        page = rows[start : start + _PAGE]
        told = iter(telling.tell([row for row in page if isinstance(row, Change)]))
        lines: list[str] = []
        for row in page:
            if isinstance(row, Gathered):
                lines += (f"    {telling.gathered(row)}", _step(telling.step(row.step), steps))
            else:
                _add_record(lines, next(told), steps)
        yield "\n".join(lines)


def _add_record(lines: list[str], told: ToldChange, steps: dict[int, str]) -> None:
    lines.append(f"    {told.word}: {plain(f'{told.ref} {told.title}')}")
    lines += [f"       {plain(field_words(field))}" for field in told.fields]
    lines += [steps.get(step.id) or _step(step, steps) for step in told.steps]


def _step(step: StepRow, steps: dict[int, str]) -> str:
    """The line of a step, made once."""
    if step.id not in steps:
        words = plain(f"{step.who} @ {step.workstation}  {step.label}")
        steps[step.id] = f"       {_('step {n}').format(n=step.id)}  {moment(step.at_utc)}  {words}"
    return steps[step.id]
