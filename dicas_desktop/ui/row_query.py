"""Orders the rows of a listing in a thread of its own: the first screen at once, the rest when it is there.

The thread never touches Qt; the model looks at what it has found. So a page can go away at any moment without a signal
arriving at what is no longer there.
"""

from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.grouping import by_reference
from dicas_desktop.store.groups import Group, groups_of
from dicas_desktop.store.listing import Listing, count, ordered_ids
from dicas_desktop.store.store import Store
from dicas_desktop.store.typed_filter import filtered_ids, first_ids

if TYPE_CHECKING:
    from array import array

    from dicas_desktop.store.db import Db

FIRST = 100  # ids of the first look: more than any screen shows


class Found(NamedTuple):
    """Ids in order; `whole` if there are no more, and then also how many records there are without the filters."""

    ids: "array[int]"
    whole: bool
    total: int | None = None
    groups: tuple[Group, ...] = ()


class Order(NamedTuple):
    """The whole order of a listing without its text, kept while only the text changes."""

    listing: Listing
    ids: "array[int]"
    total: int  # records without any filter

    def fits(self, listing: Listing) -> bool:
        """Tell whether another listing differs from this one in its text alone."""
        return replace(listing, text="") == self.listing


class RowQuery:
    """One run of one listing, begun by the constructor."""

    def __init__(
        self, store: Store, listing: Listing, today: date, *, at_once: bool, order: Order | None = None
    ) -> None:
        """`at_once`: give the whole only, for a reload that must not shorten what is shown meanwhile.

        `order` saves the ordering if it fits; afterwards the attribute holds the order that was used or made.
        """
        self._store, self._listing, self._today = store, listing, today
        self.order = order if order is not None and order.fits(listing) else None
        self._typed = bool(listing.text.strip())
        self._db: Db | None = None
        pool = ThreadPoolExecutor(1, thread_name_prefix="rows")
        self._parts: list[Future[Found]] = [] if at_once else [pool.submit(self._look, FIRST)]
        self._parts.append(pool.submit(self._look, None))
        pool.shutdown(wait=False)

    def take(self, seconds: float = 0) -> Found | None:
        """Return what was found next, waiting at most so long. Raises what went wrong in the thread."""
        if not self._parts or not wait(self._parts[:1], timeout=seconds).done:
            return None
        return self._parts.pop(0).result()

    def cancel(self) -> None:
        """Stop the run; a statement under way is interrupted."""
        for part in self._parts:
            part.cancel()
        if (db := self._db) is not None:
            db.raw.interrupt()

    def join(self) -> None:
        """Wait until the thread has let the store go. Call it after `cancel`, before the store is closed."""
        wait(self._parts, timeout=5)

    def _look(self, limit: int | None) -> Found:
        with self._store.read() as db:
            self._db = db
            try:
                return self._find(db, limit)
            finally:
                self._db = None

    def _find(self, db: "Db", limit: int | None) -> Found:
        groups = groups_of(db, self._listing, self._today)
        if limit is not None:
            ids = self._first(db, limit)
            if ids is not None and len(ids) == limit:
                return Found(ids, whole=False, groups=groups)
        found, total = self._whole(db)
        if groups and sum(group.records for group in groups) != len(found):
            self.order = None  # of a moment before a change that is counted in the groups already
            found, total = self._whole(db)
        return Found(found, whole=True, total=total, groups=groups)

    def _whole(self, db: "Db") -> "tuple[array[int], int]":
        listing, today = self._listing, self._today
        if self.order is None:
            plain = replace(listing, text="")
            ids = ordered_ids(db, plain, today)
            total = count(db, Listing(listing.table), today) if listing.where else len(ids)
            self.order = Order(plain, ids, total)
        order = self.order
        found = filtered_ids(db, listing.table, listing.text, order.ids) if self._typed else order.ids
        return found, order.total

    def _first(self, db: "Db", limit: int) -> "array[int] | None":
        """The first ids where they can be had sooner than all of them."""
        listing = self._listing
        if not self._typed:
            # what groups point to is named for all of them at once: the first rows are had no sooner than the rest
            no_sooner = self.order is not None or by_reference(ENTITIES[listing.table], listing.group)
            return None if no_sooner else ordered_ids(db, listing, self._today, limit)
        if self.order is None:
            return None
        return first_ids(db, listing.table, listing.text, self.order.ids, limit)
