"""The corrections of an agreed decision, as the journal has them: the words before, and why they were changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from dicas_desktop.domain.register import FIXED_TEXTS
from dicas_desktop.domain.zones import day_in_tokyo
from dicas_desktop.store.decisions import WORDS
from dicas_desktop.store.history import uid_of
from dicas_desktop.store.journal import read_values

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db


class Correction(NamedTuple):
    """One field whose agreed words were changed: by which step, when (UTC), by whom, why, and what stood there."""

    step_id: int
    at_utc: str
    who: str
    reason: str
    field: str
    before: str
    after: str

    @property
    def day(self) -> str:
        """The day of the correction in Tokyo."""
        return day_in_tokyo(datetime.fromisoformat(self.at_utc))


def corrections(db: "Db", row_id: int) -> list[Correction]:
    """Return the corrections of a decision that stand, the first one first; one that was undone stands no more."""
    found: dict[int, list[Correction]] = {}
    undone: dict[int, list[Correction]] = {}
    status: Any = None
    for step_id, label, who, at, kind, undoes, before, after in db.execute(
        "SELECT s.id, s.label, s.who, s.at_utc, s.kind, s.undoes, c.before, c.after FROM journal_changes c "
        "JOIN journal_steps s ON s.id = c.step_id WHERE c.row_uid = ? ORDER BY c.id",
        (uid_of(db, "decisions", row_id),),
    ):
        old, new = read_values(before), read_values(after)
        if kind == "undo" and undoes in found:
            undone[undoes] = found.pop(undoes)
        elif kind == "redo" and undoes in undone:
            found[undoes] = undone.pop(undoes)
        elif kind not in ("undo", "redo") and status in FIXED_TEXTS:
            why = label.partition(": ")[2] or label  # the reason stands behind the name of the step
            found.setdefault(step_id, []).extend(
                Correction(step_id, at, who, why, *change) for change in _changed(old, new)
            )
        status = new.get("status", status)
    return [each for corrected in found.values() for each in corrected]


def _changed(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield the words that were there and are others now; words that were missing may be added at any time."""
    for name in WORDS:
        if old.get(name) and name in new and new[name] != old[name]:
            yield name, str(old[name]), str(new[name] or "")
