"""The rows of a table: all ids in order as a compact array, and the few records that are on screen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from dicas_desktop.ui.row_cells import Column, Look, Words, cell_words, plain_text

if TYPE_CHECKING:
    from dicas_desktop.store.groups import Group
    from dicas_desktop.store.listing import Record

PAGE = 64  # records fetched together: two screens of 30 rows need at most two pages
PAGES_KEPT = 6  # a page is fetched in half a millisecond; kept longer, its objects would cost the collector more

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
        self.ids = array("q")
        self.groups: tuple[Group, ...] = ()
        self._fetch = fetch
        self.look = look
        self._pages: OrderedDict[int, dict[int, Row]] = OrderedDict()

    def __len__(self) -> int:
        """The number of rows, those of the heads of groups among them."""
        return len(self.ids)

    @property
    def records(self) -> int:
        """The number of records."""
        heads = rows = 0
        for group in self.groups:
            if rows >= len(self.ids):
                break
            heads, rows = heads + 1, rows + 1 + group.records
        return len(self.ids) - heads

    def group(self, number: int) -> "Group | None":
        """Return the group whose head stands at this place, None where a record stands."""
        row_id = self.ids[number] if 0 <= number < len(self.ids) else 0
        return self.groups[-row_id - 1] if row_id < 0 else None

    def show(self, ids: "array[int]") -> None:
        """Replace the order; pages are fetched anew."""
        self.ids = ids
        self._pages.clear()

    def extend(self, ids: "array[int]") -> None:
        """Take an order that begins with the present one; what is on screen stays."""
        self._pages.pop(len(self.ids) // PAGE, None)  # the last page, if it is not full
        self.ids = ids

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

    def rows(self, numbers: Iterable[int]) -> Iterable[Row]:
        """Yield the rows at these places without disturbing what is on screen: for copying a large selection."""
        wanted = [self.ids[number] for number in numbers]
        for start in range(0, len(wanted), PAGE * 8):
            for record in self._fetch(wanted[start : start + PAGE * 8]):
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

    def _load(self, page: int) -> dict[int, Row]:
        wanted = self.ids[page * PAGE : (page + 1) * PAGE]
        rows = {int(record.values["id"]): Row(record, self.look) for record in self._fetch(wanted)}
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return rows
