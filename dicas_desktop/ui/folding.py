"""Which groups of a table are folded, and the rows that are left to show."""

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from dicas_desktop.store.groups import Group


class Folding(NamedTuple):
    """What is folded of a table that is grouped by the column `group`: these keys, or with `every` all but these.

    So a group that comes up while all are folded is folded too, and a saved view need not name each of a thousand.
    """

    group: str = ""
    every: bool = False
    but: frozenset[Any] = frozenset()  # keys of groups as they are stored

    def holds(self, key: object) -> bool:
        """Tell whether the group of this key is folded."""
        return (key in self.but) != self.every

    def turned(self, key: object) -> "Folding":
        """Return the folding with this one group the other way."""
        return self._replace(but=self.but ^ {key})

    def of(self, group: str) -> "Folding":
        """Return what of it holds in a table grouped by this column: nothing if it is another one."""
        return self if self.group == group else Folding(group)


NONE_FOLDED = Folding()


class Rows(NamedTuple):
    """The rows of a table from top to bottom, and what they were laid out from.

    `ids` are the ids of the records that are seen; above those of each group stands its number from 1, negative: the
    row of its head. A folded group has its head only.
    """

    ids: "array[int]"
    found: "array[int]"  # the ids of all records in order, seen or folded away
    groups: tuple[Group, ...] = ()
    folding: Folding = NONE_FOLDED
    heads: tuple[int, ...] = ()  # where the head of each group stands, as far as its records are known

    def number_at(self, place: int) -> int:
        """Return the number from 0 of the group that a row belongs to, -1 if there are no groups."""
        return bisect_right(self.heads, place) - 1

    def number_of(self, row_id: int) -> int:
        """Return the number from 0 of the group that holds a record, -1 if none does."""
        try:
            at = self.found.index(row_id)
        except ValueError:
            return -1
        for number, group in enumerate(self.groups):
            at -= group.records
            if at < 0:
                return number
        return -1

    def folded(self, number: int) -> bool:
        """Tell whether the group of this number from 0 is folded."""
        return 0 <= number < len(self.groups) and self.folding.holds(self.groups[number].key)


def laid_out(found: "array[int]", groups: Sequence[Group] = (), folding: Folding = NONE_FOLDED) -> Rows:
    """Lay out records that stand in the order of their groups; `found` may be the first of them only."""
    if not groups:
        return Rows(found, found)
    rows, heads, at = array("q"), [], 0
    for number, group in enumerate(groups, 1):
        if at >= len(found):
            break
        heads.append(len(rows))
        rows.append(-number)
        if not folding.holds(group.key):
            rows.extend(found[at : at + group.records])
        at += group.records
    return Rows(rows, found, tuple(groups), folding, tuple(heads))
