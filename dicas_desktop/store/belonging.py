"""What belongs to a change of a record without being named in it, so that every route makes the same change."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from dicas_desktop.domain.clocks import settled
from dicas_desktop.store.anchors import cut_or_resolve


def with_what_belongs(table: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of an update with what they bring along. `before` is the record as it stands.

    A meeting of one day stays one of one day when its day changes, and a longer one keeps its length where its first
    day would come after its last, and its zone says which of two times is meant. A deadline given as a date alone no
    longer hangs on an event.
    """
    completed = cut_or_resolve(table, before, values)
    if table == "meetings":
        completed.update(_last_day(before, values))
        completed.update(settled(before, completed))
    return completed


def new_with_what_belongs(table: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the values of a new record with what they bring along: which of two times of a meeting is meant."""
    return {**values, **settled({}, values)} if table == "meetings" else values


def _last_day(before: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    first, last, new = before["start_date"], before["end_date"], values.get("start_date")
    if "end_date" in values or not (first and last and new) or new == first:
        return {}
    if last == first:
        return {"end_date": new}
    if new > last:
        length = date.fromisoformat(last) - date.fromisoformat(first)
        return {"end_date": (date.fromisoformat(new) + length).isoformat()}
    return {}
