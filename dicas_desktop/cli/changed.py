"""`changes`: what changed since a meeting, a day or a step."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_named
from dicas_desktop.cli.steps import moment
from dicas_desktop.cli.workspace import opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import points
from dicas_desktop.store.changes import Change, Changes, Gathered, changes, gathered, of_forum
from dicas_desktop.store.changes_told import GATHERED_FROM, Telling, ToldChange, field_words
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import StepRow

_PAGE = 500


def changed(arguments: Namespace) -> int:
    """Tell what changed between two points, by forum and kind of record; that nothing did is told, too."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        since = points.read_point(db, arguments.since, store.who.name)
        until = points.read_point(db, arguments.until, store.who.name, until=True) if arguments.until else None
        if until is not None and until.step < since.step:
            text = _("{until} lies before {since}: nothing can have changed between them.")
            raise UserProblem(text.format(until=until.words, since=since.words))
        forum = record_named(db, entity_named("forums"), arguments.forum) if arguments.forum else None
        found = changes(db, since.step, until.step if until else None)
        if forum is not None:
            found = of_forum(found, forum)
        for line in _head(since, until, found):
            sys.stdout.write(f"{line}\n")
        for line in _lines(db, found, 0 if arguments.all else GATHERED_FROM):
            sys.stdout.write(f"{line}\n")
    return 0


def _head(since: points.Point, until: points.Point | None, found: Changes) -> Iterator[str]:
    if since.note:
        yield plain(since.note)
    words = {"since": plain(since.words), "until": plain(until.words) if until else ""}
    if found.items:
        number = counted("{n} record changed", "{n} records changed", len(found.items))
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
    for start in range(0, len(rows), _PAGE):
        page = rows[start : start + _PAGE]
        told = iter(telling.tell([row for row in page if isinstance(row, Change)]))
        for row in page:
            if isinstance(row, Gathered):
                yield f"    {telling.gathered(row)}"
                yield _step(telling.step(row.step))
            else:
                yield from _record(next(told))


def _record(told: ToldChange) -> Iterator[str]:
    yield f"    {told.word}: {plain(f'{told.ref} {told.title}')}"
    for field in told.fields:
        yield f"       {plain(field_words(field))}"
    yield from map(_step, told.steps)


@cache
def _step(step: StepRow) -> str:
    words = plain(f"{step.who} @ {step.workstation}  {step.label}")
    return f"       {_('step {n}').format(n=step.id)}  {moment(step.at_utc)}  {words}"
