"""Saved views: a name for a filter, columns, an order and a group of one kind of record."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.periods import YEARS
from dicas_desktop.domain.problems import UserProblem, unstorable_text
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.grouping import column_of, years_of
from dicas_desktop.store.kept_views import keep_views, kept_views
from dicas_desktop.store.listing import Condition, Listing, Sort, where_of
from dicas_desktop.store.store import Store
from dicas_desktop.ui.folding import NONE_FOLDED, Folding

if TYPE_CHECKING:
    from dicas_desktop.ui.entity_page import EntityPage

LONGEST_NAME = 60  # characters


class View(NamedTuple):
    """One saved view; `columns` as `ColumnLayout.state` gives them."""

    name: str
    listing: Listing
    columns: str
    totals: bool = False  # shown below the table
    folding: Folding = NONE_FOLDED


def views_of(store: Store, table: str) -> list[View]:
    """Return the saved views of a kind of record in the order of their names; what makes no sense is left out."""
    with store.read() as db:
        found = [_view(table, kept) for kept in kept_views(db, table)]
    return sorted(filter(None, found), key=lambda view: view.name.casefold())


def save_views(store: Store, table: str, views: Iterable[View]) -> None:
    """Keep these views of a kind of record. UserProblem if the workspace cannot be written."""
    keep_views(store, table, [_kept(view) for view in views])


def checked_name(name: str, others: Iterable[str] = ()) -> str:
    """Return a name as it is kept. UserProblem if it is none or belongs to one of the others."""
    name = " ".join(name.split())
    if not name:
        raise UserProblem(_("A view needs a name: type one."))
    if len(name) > LONGEST_NAME:
        raise UserProblem(_("The name is longer than {n} characters: shorten it.").format(n=LONGEST_NAME))
    if sentence := unstorable_text(N_("The name"), name):
        raise UserProblem(sentence)
    if any(name.casefold() == other.casefold() for other in others):
        raise UserProblem(_("There is a view “{name}” already: choose another name.").format(name=name))
    return name


def view_of(page: "EntityPage", name: str) -> View:
    """Return what a page shows now as a view of this name."""
    totals = page.totals is not None and not page.totals.isHidden()
    listing = page.model.listing
    return View(name, listing, page.table.columns.state(), totals, page.model.folding.of(listing.group))


def open_view(page: "EntityPage", view: View) -> list[str]:
    """Show a view; return the columns it names that are there no more, without which it is shown."""
    missing: list[str] = []
    known = {column.name for column in page.model.columns}
    order = json.loads(view.columns)["order"] if view.columns else []
    missing.extend(name for name in order if name not in known)
    listing = view.listing
    where = []
    for condition in listing.where:
        try:
            where_of(Listing(page.entity.table, (condition,)), page.today)
            where.append(condition)
        except UserProblem:
            missing.append(condition.field)
    sort = tuple(key for key in listing.sort if key.field in known)
    missing.extend(key.field for key in listing.sort if key.field not in known)
    column = column_of(listing.group)
    group = listing.group if column in known and years_of(listing.group) in ("", *YEARS) else ""
    missing.extend([column] if listing.group and not group else [])
    if view.columns:
        page.table.columns.restore(view.columns)
        page.table.columns.changed.emit()
    # imported here: only where an officer has asked for them
    from dicas_desktop.ui.totals_row import show_totals

    show_totals(page, shown=view.totals)
    page.model.folding = view.folding.of(group)
    page.set_listing(Listing(page.entity.table, tuple(where), listing.text, sort, group))
    return list(dict.fromkeys(missing))


def _kept(view: View) -> dict[str, Any]:
    listing = view.listing
    return {
        "name": view.name,
        "where": [[c.field, c.op, list(c.value) if isinstance(c.value, tuple) else c.value] for c in listing.where],
        "text": listing.text,
        "sort": [[key.field, key.descending] for key in listing.sort],
        "group": listing.group,
        "columns": json.loads(view.columns) if view.columns else None,
        "totals": view.totals,
        "folded": {"every": view.folding.every, "but": list(view.folding.but)},
    }


def _view(table: str, kept: dict[str, Any]) -> View | None:
    """Return a view as it was kept, None if it makes no sense."""
    try:
        where = tuple(_condition(*each) for each in kept["where"])
        sort = tuple(Sort(str(field), bool(down)) for field, down in kept["sort"])
        columns = kept["columns"]
        if columns is not None:
            list(columns["order"])
        listing = Listing(table, where, str(kept["text"]), sort, str(kept["group"]))
        arranged = "" if columns is None else json.dumps(columns)
        folded = kept.get("folded") or {"every": False, "but": ()}
        folding = Folding(listing.group, bool(folded["every"]), frozenset(folded["but"]))
        return View(str(kept["name"]), listing, arranged, bool(kept.get("totals")), folding)
    except (KeyError, TypeError, ValueError):
        return None


def _condition(field: str, op: str, value: str | int | Sequence[Any] | None) -> Condition:
    return Condition(str(field), str(op), tuple(value) if isinstance(value, list) else value)
