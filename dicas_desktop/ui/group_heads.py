"""The heads of groups in a table: their words and their totals."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.derived import column_field
from dicas_desktop.domain.periods import YEARS, year_words
from dicas_desktop.domain.texts import _
from dicas_desktop.store.grouping import column_of, years_of
from dicas_desktop.store.groups import Group
from dicas_desktop.store.totals import Total
from dicas_desktop.ui.field_write import count_text
from dicas_desktop.ui.totals_words import Told, told_of

if TYPE_CHECKING:
    from dicas_desktop.ui.row_cells import Column
    from dicas_desktop.ui.row_source import Row


def group_text(entity: Entity, name: str, group: Group) -> str:
    """Return what the records of a group have in common."""
    field, key = column_field(entity, column_of(name)), group.key
    if key is None:
        return _("not recorded")
    if field.kind is Kind.REFERENCE:
        return group.label
    if field.kind is Kind.DATE:
        return year_words(years_of(name), key) if years_of(name) else show_date(f"{key}-01", "month")
    if field.kind in (Kind.CHOICE, Kind.PRECISION):
        return _(field.choice_label(key))
    return f"{key:,}" if isinstance(key, int) else " ".join(str(key).split())


def group_words(name: str, labels: Mapping[str, str]) -> str:
    """Return what a table is grouped by: "Lead", "Due, U.S. fiscal year"."""
    label, years = labels[column_of(name)], years_of(name)
    return _("{column}, {years}").format(column=label, years=_(YEARS[years])) if years else label


def head_text(entity: Entity, name: str, group: Group, *, folded: bool = False) -> str:
    """Return the head of a group as one line, such as "Status: Done, 4 action items, folded"."""
    number = count_text(entity, group.records)
    text = f"{_(column_field(entity, column_of(name)).label)}: {group_text(entity, name, group)}, {number}"
    return _("{group}, folded").format(group=text) if folded else text


class GroupTotals(NamedTuple):
    """What the columns come to in each group, as far as it has been asked for."""

    group: str = ""  # the column that the table was grouped by when it was asked
    totals: Mapping[Any, Mapping[str, Total]] = MappingProxyType({})  # by key and name of the column

    def told(self, entity: Entity, name: str, key: object) -> dict[str, Told]:
        """Return the totals in words by column, of the group of this key in a table grouped by the column `name`."""
        found = self.totals.get(key, {}) if self.group == name else {}
        return {c: told_of(entity, entity.field(c), total) for c, total in found.items() if total.recorded}


def figures(told: Mapping[str, Told]) -> dict[str, str]:
    """Return what stands in the head of a group below each column: sums, or the least and the most."""
    return {name: _figure(each) for name, each in told.items()}


class HeadLook(NamedTuple):
    """What the lines of a table are written from beside its records, when they leave the window."""

    entity: Entity
    name: str  # the column of the groups, with the kind of fiscal year behind it
    totals: GroupTotals

    def cells(self, line: "Row | Group", columns: Sequence["Column"]) -> list[str]:
        """Return a record or a folded group as cells below these columns: of a group the head, then its totals."""
        if isinstance(line, Group):
            shown = figures(self.totals.told(self.entity, self.name, line.key))
            return [head_text(self.entity, self.name, line), *(shown.get(column.name, "") for column in columns[1:])]
        return [line.text(column) for column in columns]


def _figure(told: Told) -> str:
    return f"{told.first} {told.second}" if told.second.startswith("–") else told.first
