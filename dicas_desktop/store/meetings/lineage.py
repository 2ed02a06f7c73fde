"""How often something was on an agenda: the chain of items, each carried over from the one before."""

import json
from collections.abc import Iterable

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.db import Db

_CHAIN = (
    "WITH RECURSIVE chain (root, id, meeting) AS ("
    "SELECT id, id, meeting_id FROM agenda_items WHERE id IN (SELECT value FROM json_each(?)) UNION "
    "SELECT c.root, a.id, a.meeting_id FROM chain c JOIN agenda_items b ON b.id = c.id "
    "JOIN agenda_items a ON a.id = b.carried_from_id) "
)
_WORDS = (
    N_("second time on the agenda"),
    N_("third time on the agenda"),
    N_("fourth time on the agenda"),
    N_("fifth time on the agenda"),
    N_("sixth time on the agenda"),
    N_("seventh time on the agenda"),
    N_("eighth time on the agenda"),
    N_("ninth time on the agenda"),
    N_("tenth time on the agenda"),
)


def times_words(times: int) -> str:
    """Return "third time on the agenda" for 3, empty for the first time."""
    if times <= 1:
        return ""
    if times - 2 < len(_WORDS):
        return _(_WORDS[times - 2])
    return _("on the agenda for the {n}th time").format(n=times)


def times_of(db: Db, ids: Iterable[int]) -> dict[int, int]:
    """Return on how many agendas each of these items stood up to now, itself included. A circle is walked once."""
    statement = f"{_CHAIN} SELECT root, count(DISTINCT meeting) FROM chain GROUP BY root"
    return dict(db.execute(statement, (json.dumps(list(ids)),)).all())


def chain(db: Db, item_id: int) -> list[int]:
    """Return an item and those it was carried over from, the newest first."""
    return [int(row_id) for row_id in db.execute(f"{_CHAIN} SELECT id FROM chain", (f"[{item_id}]",)).scalars()]


def newest(db: Db, ids: Iterable[int]) -> dict[int, int]:
    """Return the last item that each of these was carried over to, itself if it never was."""
    found = {row_id: row_id for row_id in ids}
    walked: set[int] = set()
    while fresh := set(found.values()) - walked:
        walked |= fresh
        rows = db.execute(
            "SELECT n.carried_from_id, max(n.id) FROM agenda_items n JOIN meetings m ON m.id = n.meeting_id "
            "WHERE n.carried_from_id IN (SELECT value FROM json_each(?)) AND n.deleted_at IS NULL "
            "AND m.deleted_at IS NULL GROUP BY n.carried_from_id",
            (json.dumps(sorted(fresh)),),
        ).all()
        later = dict(rows)
        found = {row_id: later.get(item, item) for row_id, item in found.items()}
    return found
