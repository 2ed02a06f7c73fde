"""Filters a table by the column of the keyboard: what is offered follows from its field and from what is typed."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint

from dicas_desktop.domain.dates import read_date, show_date
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.derived import column_field
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import read
from dicas_desktop.store.listing import Condition
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.filters import Pick, condition_text, picked
from dicas_desktop.ui.option_list import Option
from dicas_desktop.ui.pick_options import key_of, labels_in, pick_options
from dicas_desktop.ui.row_cells import REF

_NUMBERS = (Kind.INTEGER, Kind.MONEY)


class Offer(NamedTuple):
    """One filter that a column offers."""

    label: str  # in the language in use
    where: tuple[Condition, ...]  # empty: a sentence that cannot be chosen


def offers(field: Field, typed: str) -> list[Offer]:
    """Return the filters by a field for a typed text, a sentence where it is none that the field can hold."""
    name, words = field.name, typed.strip()
    if not words:
        filled = Offer(_("recorded"), (Condition(name, "filled"),))
        return [filled] if field.required else [filled, Offer(_("not recorded"), (Condition(name, "empty"),))]
    try:
        if field.kind is Kind.DATE:
            return _of_days(name, words)
        value = read(field, words, lambda _table, _words: None)[name]
    except UserProblem as problem:
        return [Offer(str(problem), ())]
    if field.kind in (*_NUMBERS, Kind.TIME):
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        texts = {"=": _("{value} only"), ">=": _("from {value} on"), "<=": _("up to {value}")}
        return [Offer(text.format(value=shown), (Condition(name, op, value),)) for op, text in texts.items()]
    return [Offer(_("contains “{text}”").format(text=words), (Condition(name, "~", words),))]


def filter_by_column(page: EntityPage, column: int) -> None:
    """Open the list of filters by a column below its head: type, Enter switches one on or off, Esc closes."""
    chosen = page.model.columns[column]
    if chosen.name == REF:
        page.message.emit(_("The reference is different in every record: Ctrl+F filters by any text."))
        return
    field = column_field(page.entity, chosen.name)
    pick = Pick(field, _(field.label).partition(" (")[0])
    listed = _picks(page, pick) if field.choices or field.kind is Kind.REFERENCE else _comparisons(page, field)
    listed.setAccessibleName(_("Filter by {column}").format(column=_(field.label)))
    head = page.table.head
    listed.show_below(head)
    room = page.window().width() - listed.width()
    left = min(head.mapTo(page.window(), QPoint(max(head.place_of(column), 0), 0)).x(), room)
    listed.move(page.window().mapToGlobal(QPoint(left, head.mapTo(page.window(), QPoint(0, head.height())).y())))


def _picks(page: EntityPage, pick: Pick) -> PickList:
    filters = page.filters
    options = pick_options(page.store, pick)
    listed = PickList(options, lambda: [key_of(value) for value in picked(filters.where, pick)], page)
    listed.chosen.connect(lambda key: filters.turn_value(pick, key))
    return listed


def _comparisons(page: EntityPage, field: Field) -> PickList:
    filters, known = page.filters, dict[str, Offer]()

    def options(typed: str) -> Sequence[Option]:
        on = [c for c in filters.where if c.field == field.name and not typed.strip()]
        there = [Offer(condition_text(page.entity, c, labels_in(page.store)), (c,)) for c in on]
        found = [*there, *(each for each in offers(field, typed) if each.where not in [one.where for one in there])]
        known.update((offer.label, offer) for offer in found)
        return [Option(offer.label, offer.label) for offer in found]

    def checked() -> list[str]:
        return [label for label, offer in known.items() if offer.where and set(offer.where) <= set(filters.where)]

    listed = PickList(options, checked, page)
    listed.chosen.connect(lambda label: filters.turn(known[label].where) if known[label].where else None)
    return listed


def _of_days(name: str, words: str) -> list[Offer]:
    """A day, or a month or a year with all its days."""
    first, last = read_date(words)[0], read_date(words, end=True)[0]
    span = show_date(first) if first == last else f"{show_date(first)} – {show_date(last)}"
    only = (
        (Condition(name, "=", first),) if first == last else (Condition(name, ">=", first), Condition(name, "<=", last))
    )
    return [
        Offer(_("{value} only").format(value=span), only),
        Offer(_("from {value} on").format(value=show_date(first)), (Condition(name, ">=", first),)),
        Offer(_("up to {value}").format(value=show_date(last)), (Condition(name, "<=", last),)),
    ]
