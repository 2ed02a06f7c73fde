"""The rows of a table: all ids in order as a compact array, and the few records that are on screen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

from dicas_desktop.ui.folding import Rows, laid_out
from dicas_desktop.ui.row_cells import Column, Look, Words, cell_words, plain_text

if TYPE_CHECKING:
    from dicas_desktop.store.groups import Group
    from dicas_desktop.store.listing import Record

PAGE = 64  # records fetched together: two screens of 30 rows need at most two pages
PAGES_KEPT = 6  # a page is fetched in half a millisecond; kept longer, its objects would cost the collector more

Mark: TypeAlias = int | tuple[Any]  # what outlives a new order: a record by its id, the head of a group by its key
Fetch = Callable[[Sequence[int]], "list[Record]"]


class Row:
    """One record on screen with the words of its cells, made when first painted."""

    __slots__ = ("_look", "_words", "laid", "record")

    def __init__(self, record: "Record", look: Look) -> None:
        """Take the record; `laid` is the painter's own note of where the words of a column fall."""
        self.record = record
        self._look = look
        self._words: dict[str, tuple[Words, ...]] = {}
        self.laid: dict[str, object] = {}

    @property
    def id(self) -> int:
        """The record's id."""
        return int(self.record.values["id"])

    def words(self, column: Column) -> tuple[Words, ...]:
        """Return the words of a cell."""
        known = self._words.get(column.name)
        if known is None:
            known = self._words[column.name] = cell_words(column, self.record, self._look)
        return known

    def text(self, column: Column) -> str:
        """Return a cell as one line of plain text."""
        return plain_text(column, self.record, self._look)


class RowSource:
    """Ids in order and an LRU of pages of rows, fetched when asked for."""

    def __init__(self, fetch: Fetch, look: Look) -> None:
        """`fetch(ids)` returns the records of these ids that exist, in their order."""
        self.rows = laid_out(array("q"))
        self._fetch = fetch
        self.look = look
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def __len__(self) -> int:
        """The number of rows, those of the heads of groups among them."""
        return len(self.rows.ids)

    @property
    def ids(self) -> "array[int]":
        """The ids of the rows, with a negative number for the head of a group."""
        return self.rows.ids

    @property
    def records(self) -> int:
        """The number of records, those in folded groups among them."""
        return len(self.rows.found)

    def group(self, place: int) -> "Group | None":
        """Return the group whose head stands at this place, None where a record stands."""
        row_id = self.ids[place] if 0 <= place < len(self.ids) else 0
        return self.rows.groups[-row_id - 1] if row_id < 0 else None

    def folded(self, place: int) -> "Group | None":
        """Return the group whose head stands at this place if it is folded: the keyboard stops at such a head."""
        group = self.group(place)
        return group if group is not None and self.rows.folding.holds(group.key) else None

    def standing(self, place: int) -> int:
        """Return where the keyboard stands if it goes to this place: below the head of a group that is open."""
        return place + (self.group(place) is not None and self.folded(place) is None)

    def show(self, rows: Rows) -> None:
        """Replace the rows; pages are fetched anew."""
        self.rows = rows
        self._pages.clear()

    def extend(self, rows: Rows) -> None:
        """Take rows that begin with the present ones; what is on screen stays."""
        self._pages.pop(len(self.ids) // PAGE, None)  # the last page, if it is not full
        self.rows = rows

    def forget(self) -> None:
        """Drop the fetched records, because what they show has changed."""
        self._pages.clear()

    def row(self, number: int) -> Row | None:
        """Return the row at this place; None for a record that is no longer there."""
        if not 0 <= number < len(self.ids):
            return None
        page, _place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            rows = self._load(page)
        else:
            self._pages.move_to_end(page)
        return rows.get(self.ids[number])

    def seen(self, places: Sequence[int]) -> "Iterable[Row | Group]":
        """Yield the records and the folded groups at these places, not the heads of open ones.

        What is on screen is not disturbed: for copying a large selection.
        """
        for start in range(0, len(places), PAGE * 8):
            part = places[start : start + PAGE * 8]
            wanted = [self.ids[place] for place in part if self.ids[place] > 0]
            records = {record.values["id"]: record for record in self._fetch(wanted)}
            for place in part:
                if (group := self.folded(place)) is not None:
                    yield group
                elif (record := records.get(self.ids[place])) is not None:
                    yield Row(record, self.look)

    def place_of(self, row_id: int) -> int:
        """Return where an id stands, -1 if it is not among the rows."""
        try:
            return self.ids.index(row_id)
        except ValueError:
            return -1

    def places_of(self, row_ids: set[int]) -> list[int]:
        """Return where these ids stand, in order; ids that are not among the rows are left out."""
        if len(row_ids) == 1:
            place = self.place_of(next(iter(row_ids)))
            return [] if place < 0 else [place]
        return [place for place, row_id in enumerate(self.ids) if row_id in row_ids]

    def mark(self, place: int) -> Mark | None:
        """Return what to look for to find this place in another order."""
        if not 0 <= place < len(self.ids):
            return None
        group = self.group(place)
        return self.ids[place] if group is None else (group.key,)

    def place_of_mark(self, mark: Mark) -> int:
        """Return where the keyboard stands for it now: a record that is folded away by the head of its group."""
        if isinstance(mark, int):
            place = self.place_of(mark)
            number = self.rows.number_of(mark) if place < 0 and self.rows.groups else -1
        else:
            place, number = -1, next((n for n, group in enumerate(self.rows.groups) if group.key == mark[0]), -1)
        return self.standing(self.rows.heads[number]) if 0 <= number < len(self.rows.heads) else place

    def _load(self, page: int) -> dict[int, Row]:
        wanted = self.ids[page * PAGE : (page + 1) * PAGE]
        rows = {int(record.values["id"]): Row(record, self.look) for record in self._fetch(wanted)}
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return rows
