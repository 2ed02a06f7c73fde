"""Writes a block of cells, or one value down a column, as one labelled step: all of it or nothing."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.register import closes_bare
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.values import typed
from dicas_desktop.store.anchors import columns_with, read_due, tell
from dicas_desktop.store.answered import evidence_needed, write_answered
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.delegations import SecondHead
from dicas_desktop.store.listing import Record, fetch
from dicas_desktop.store.reasons import Answer, EvidenceNeeded, OpenSubItems, ReasonNeeded, SecondLead, SuccessorNeeded
from dicas_desktop.store.store import Store
from dicas_desktop.ui.cell_block import Block
from dicas_desktop.ui.field_write import NOTHING_SAID, count_text, read_only_text
from dicas_desktop.ui.row_cells import REF, Column

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.step import Step

Progress = Callable[[int, int, str], bool]  # done, total, what is being done; False: stop, please
Values = dict[str, Any]

ASKED = (ReasonNeeded, OpenSubItems, EvidenceNeeded, SecondLead, SecondHead, SuccessorNeeded)
_PIECE = 200  # records between two reports of progress
_SHOWN = 60  # characters of a wrong cell in its sentence


class Fault(NamedTuple):
    """A cell that cannot be pasted: its line of the text (from 1), its column, what stands in it, why and the cure."""

    line: int
    column: str
    text: str
    why: str

    def sentence(self) -> str:
        """Return it as one line."""
        text = self.text if len(self.text) <= _SHOWN else f"{self.text[:_SHOWN].rstrip()}…"
        why = self.why.removeprefix(f"{self.column}: ")
        return _("Line {n}, {column}, “{text}”: {why}").format(n=self.line, column=self.column, text=text, why=why)


class PasteRefused(UserProblem):
    """Some cells cannot be pasted, and so none was."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Name them all."""
        number = counted("{n} cell cannot be pasted", "{n} cells cannot be pasted", len(faults))
        super().__init__(_("{cells}: nothing was changed.").format(cells=number))
        self.faults = tuple(faults)


class Target(NamedTuple):
    """Where a block goes: the records from the first line down, the columns from the first cell to the right."""

    entity: Entity
    ids: Sequence[int]
    columns: Sequence[Column]


def paste(store: Store, target: Target, block: Block, progress: Progress, answer: Answer = NOTHING_SAID) -> str:
    """Write a block; return what to tell. PasteRefused with every cell that is refused, and nothing is written then.

    A cell that is empty clears its field; the cells of the column of references must be those that stand there, and
    those of a column that follows from others are passed over.
    """
    if store.read_only:
        raise UserProblem(read_only_text(store))
    if all(column.derived for column in target.columns[: max(map(len, block))]):
        raise UserProblem(target.columns[0].fixed_because)
    with store.read() as db:
        faults, rows = _read_all(db, target, block, store.today())
    if faults:
        raise PasteRefused(faults)
    cells = counted("{n} cell", "{n} cells", sum(map(len, block)))
    records = count_text(target.entity, len(rows))
    title = _("Paste {cells} into {records}").format(cells=cells, records=records)
    with store.write(title) as step:
        for line, values in enumerate(rows):
            if line % _PIECE == 0 and not progress(line, len(rows), title):
                raise Cancelled
            try:
                faults.extend(_write_row(step, target, line, values, block[line], answer))
            except EvidenceNeeded as problem:  # asked once, for all that are closed
                closing = [target.ids[n] for n, row in enumerate(rows) if closes_bare(row)]
                raise _of_all(store, closing) from problem
        if faults:
            raise PasteRefused(faults)
    if not any(rows):
        return _("The text says what stands there already: nothing was changed.")
    return _("Pasted {cells} into {records}. Undo takes it back.").format(cells=cells, records=records)


def set_all(
    store: Store, entity: Entity, ids: Sequence[int], values: Values, title: str, progress: Progress, answer: Answer
) -> None:
    """Set the same stored values in many records as one step. FieldProblem if a rule is broken: nothing remains."""
    if store.read_only:
        raise UserProblem(read_only_text(store))
    with store.write(title) as step:
        for done in range(0, len(ids), _PIECE):
            if not progress(done, len(ids), title):
                raise Cancelled
            try:
                write_answered(step, entity.table, ids[done : done + _PIECE], values, answer)
            except EvidenceNeeded as problem:
                raise _of_all(store, ids) from problem


def _of_all(store: Store, ids: Sequence[int]) -> EvidenceNeeded:
    """Ask for the evidence of all these, as they stand before the open step."""
    with store.read() as db:
        return evidence_needed(db, ids)


def fill_down(
    store: Store, entity: Entity, ids: Sequence[int], column: Column, progress: Progress, answer: Answer = NOTHING_SAID
) -> str:
    """Give all these records the value that the first of them has in a column; return what to tell."""
    field = column.field
    if field is None:
        if column.derived:
            raise UserProblem(column.fixed_because)
        raise UserProblem(_("The reference is given once and stays: there is nothing to fill down in this column."))
    with store.read() as db:
        first = fetch(db, entity.table, ids[:1])[0]
    records = count_text(entity, len(ids) - 1)
    title = _("Fill {field} of {ref} down to {records}").format(
        field=_(field.label), ref=first.values[REF], records=records
    )
    set_all(store, entity, ids[1:], columns_with(entity.table, field, first.values), title, progress, answer)
    return _("{field} of {ref} now stands in {records} below. Undo takes it back.").format(
        field=_(field.label), ref=first.values[REF], records=records
    )


def _read_all(db: "Db", target: Target, block: Block, today: date) -> tuple[list[Fault], list[Values]]:
    """Return what is wrong with the cells, and the stored values that each line sets."""
    records = fetch(db, target.entity.table, target.ids)
    tell(db, target.entity.table, records, today)
    known: dict[tuple[str, str], Values | str] = {}  # what repeats is read once
    faults, rows = [], []
    for line, (cells, record) in enumerate(zip(block, records, strict=True), 1):
        values: Values = {}
        for column, text in zip(target.columns, cells, strict=False):
            if _stands_there(column, record, text):
                continue
            key = column.name, text
            found = known[key] = known[key] if key in known else _read(db, target.entity, column, text, today)
            if isinstance(found, str):
                faults.append(Fault(line, _(column.label), text, found))
            else:
                values |= found
        rows.append(values)
    return faults, rows


def _stands_there(column: Column, record: Record, text: str) -> bool:
    """Tell whether a cell is pasted onto itself: what a text like "2008" leaves out then stays as it is."""
    if column.derived:
        return True
    if column.field is None:
        return text.strip() in ("", str(record.values[REF]))
    return text == typed(column.field, record.values, record.labels)


def _read(db: "Db", entity: Entity, column: Column, text: str, today: date) -> Values | str:
    """Return the stored values of a cell, or what is wrong with it."""
    if column.field is None:
        return _("a reference is given once and stays: begin one column further right.")
    try:
        return dict(read_due(db, entity, column.field, text, today))
    except UserProblem as problem:
        return str(problem)


def _write_row(
    step: "Step", target: Target, line: int, values: Values, cells: Sequence[str], answer: Answer
) -> Iterator[Fault]:
    """Write a line; yield the rule it breaks, if it breaks one."""
    if not values:
        return
    try:
        write_answered(step, target.entity.table, [target.ids[line]], values, answer)
    except ASKED:  # once for all lines
        raise
    except FieldProblem as problem:
        names = [column.name for column in target.columns]
        place = names.index(problem.field) if problem.field in names[: len(cells)] else 0
        yield Fault(line + 1, _(target.columns[place].label), cells[place], str(problem))
