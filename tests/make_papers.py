"""Papers for tests: a meeting with outcomes at its items, and the way from a store to a paper."""

from datetime import date
from typing import Any

from dicas_desktop.briefs.content import Brief
from dicas_desktop.briefs.papers import Wish, build_paper
from dicas_desktop.store.store import Store
from tests.make import TODAY
from tests.make_brief import NOW
from tests.make_people import named

CALL = "kantei-call-2024-07-29"
LATER = date(2024, 11, 15)


def paper_of(store: Store, meeting: str, kind: str, as_of: date = TODAY, **wishes: Any) -> Brief:  # noqa: ANN401 - of Wish
    """Build a paper of a meeting named by reference or slug."""
    wish = Wish(kind, **wishes)
    row_id = named(store, "meetings", meeting)
    with store.read() as db:
        return build_paper(db, row_id, wish, as_of=as_of, now=NOW, head=store.head, ceiling=store.ceiling)


def held_meeting(store: Store) -> dict[str, int]:
    """Give a meeting of the record two agenda items with outcomes of each kind, in both languages; return their ids."""
    meeting, office = named(store, "meetings", CALL), named(store, "organizations", "jp-atla")
    with store.write("Hold a meeting") as step:
        first = step.add("agenda_items", {"meeting_id": meeting, "seq": 1, "topic": "Example topic",
                                          "topic_ja": "例の議題", "state": "discussed"}).id  # fmt: skip
        second = step.add("agenda_items", {"meeting_id": meeting, "seq": 2, "topic": "Second topic",
                                           "topic_ja": "第二の議題", "state": "deferred"}).id  # fmt: skip
        of_item = {"meeting_id": meeting, "agenda_item_id": first}
        decision = step.add("decisions", {**of_item, "text": "Example decision", "text_ja": "例の決定"}).id
        action = step.add("action_items", {**of_item, "description": "Example action", "description_ja": "例の措置",
                                           "owner_org_id": office, "due_date": "2025-03-31",
                                           "due_precision": "by"}).id  # fmt: skip
        step.add("action_items", {**of_item, "kind": "commitment", "description": "Example commitment",
                                  "description_ja": "例の約束", "owner_side": "both"})  # fmt: skip
        note = step.add("notes", {**of_item, "text": "Example note", "text_ja": "例の記録"}).id
        step.add("decisions", {"meeting_id": meeting, "text": "Decision without an item", "text_ja": "議題外の決定"})
    return {"meeting": meeting, "first": first, "second": second, "decision": decision, "action": action, "note": note}
