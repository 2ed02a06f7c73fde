"""The action register: leads, drafts, status flow, extensions, evidence, sub-items, numbers that are given once."""

from typing import Any

import pytest

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.register import trail_words
from dicas_desktop.store import leads, register
from dicas_desktop.store.listing import Condition, Listing, fetch, ordered_ids
from dicas_desktop.store.reasons import OpenSubItems, ReasonNeeded, Why
from dicas_desktop.store.store import Store
from dicas_desktop.store.versions import restore_version, version
from tests.make import TODAY, dump

EARLIER = {"entered_on": "2024-06-01"}  # not entered on the day of the tests


def office(store: Store, name: str = "Example office") -> int:
    with store.write("Add an office") as step:
        return step.add("organizations", {"name_en": name}).id


def action(store: Store, **values: Any) -> int:  # noqa: ANN401 - columns of an action
    with store.write("Add an action") as step:
        return step.add("action_items", {"description": "Example action", **values}).id


def led(store: Store, **values: Any) -> int:  # noqa: ANN401 - columns of an action
    return action(store, owner_org_id=office(store, f"Office {store.head.steps}"), **values)


def change(store: Store, row_id: int, **values: Any) -> None:  # noqa: ANN401 - columns of an action
    with store.write("Change an action") as step:
        step.update("action_items", row_id, values)


def row(store: Store, row_id: int, table: str = "action_items") -> dict[str, Any]:
    with store.read() as db:
        return fetch(db, table, [row_id])[0].values


def refused(store: Store, row_id: int, **values: Any) -> str:  # noqa: ANN401 - columns of an action
    before, head = dump(store), store.head
    with pytest.raises(FieldProblem) as caught:
        change(store, row_id, **values)
    assert (dump(store), store.head) == (before, head)
    return str(caught.value)


# ------------------------------------------------------------------ leads and drafts
def test_an_action_without_a_lead_is_kept_as_a_draft(empty: Store) -> None:
    assert row(empty, action(empty))["status"] == "draft"
    assert row(empty, action(empty, status="blocked"))["status"] == "draft"
    assert row(empty, led(empty))["status"] == "open"
    assert row(empty, action(empty, kind="commitment", owner_side="JP"))["status"] == "open"
    assert row(empty, action(empty, kind="commitment"))["status"] == "draft"
    assert row(empty, action(empty, status="done"))["status"] == "done", "what happened happened"


def test_a_draft_leaves_only_with_a_lead(empty: Store) -> None:
    row_id = action(empty)
    sentence = "Lead (OPR) is missing: name the office that leads before the action leaves Draft."
    assert refused(empty, row_id, status="open") == sentence
    change(empty, row_id, status="open", owner_org_id=office(empty))
    assert row(empty, row_id)["status"] == "open"
    assert refused(empty, row_id, owner_org_id=None).startswith("Lead (OPR): an action that is not closed has one")


def test_a_draft_is_neither_open_nor_late_and_still_lacks_its_lead(empty: Store) -> None:
    action(empty, due_date="2024-07-01")
    found = {}
    with empty.read() as db:
        for word in ("open", "late", "soon", "undated", "no_lead", "draft"):
            listing = Listing("action_items", (Condition("is", "=", word),))
            found[word] = list(ordered_ids(db, listing, TODAY))
    assert found == {"open": [], "late": [], "soon": [], "undated": [], "no_lead": [1], "draft": [1]}


def test_an_office_supports_an_action_once_and_not_the_one_it_leads(empty: Store) -> None:
    lead, other = office(empty, "Example lead"), office(empty, "Example support")
    row_id = action(empty, owner_org_id=lead)
    with empty.write("Add an OCR") as step:
        leads.support(step, row_id, other)
    before = dump(empty)
    for org, sentence in (
        (lead, "Office: Example lead leads AI-0001 already."),
        (other, "Office: Example support supports AI-0001 already."),
    ):
        with pytest.raises(FieldProblem) as caught, empty.write("Add an OCR") as step:
            leads.support(step, row_id, org)
        assert str(caught.value) == sentence
    assert dump(empty) == before
    change(empty, row_id, owner_org_id=other)
    assert row(empty, 1, "parties")["deleted_at"], "an office that leads supports no more"
    empty.undo()
    assert dump(empty) == before


# ------------------------------------------------------------------ status
def test_a_status_follows_only_where_the_rules_let_it(empty: Store) -> None:
    row_id = led(empty)
    for status in ("in_progress", "blocked", "partly_done", "done"):
        change(empty, row_id, status=status)
    assert row(empty, row_id)["closed_on"] == "2024-07-15"
    assert (
        refused(empty, row_id, status="cancelled")
        == "Status: an action that is Done can only become Open, In progress, Blocked, Partly done or Not recorded."
    )
    change(empty, row_id, status="open")
    assert row(empty, row_id)["closed_on"] is None
    assert refused(empty, row_id, status="draft").startswith("Status: an action that is Open can only become Open, ")


def test_what_is_closed_without_evidence_is_listed_as_such(empty: Store) -> None:
    bare, told = led(empty), led(empty)
    change(empty, bare, status="done")
    change(empty, told, status="done", evidence="Example evidence")
    with empty.read() as db:
        listing = Listing("action_items", (Condition("is", "=", "no_evidence"),))
        assert list(ordered_ids(db, listing, TODAY)) == [bare]


# ------------------------------------------------------------------ extensions
def test_a_suspense_moves_only_with_a_reason_and_who_agreed(empty: Store) -> None:
    row_id = led(empty, due_date="2024-06-10", due_precision="day", **EARLIER)
    sentence = "Due: AI-0001 was due 10 Jun 2024; say why it moves and who agreed."
    assert refused(empty, row_id, due_date="2024-06-28") == sentence
    assert refused(empty, row_id, due_date=None) == sentence
    for reason, agreed, problem in (
        (" ", "Example side", "Reason is missing: say why the due date moves."),
        ("Example reason", "", "Agreed by is missing: say who agreed to the new date."),
    ):
        with pytest.raises(FieldProblem) as caught, empty.write("Extend") as step:
            register.extend(step, row_id, {"due_date": "2024-06-28"}, reason, agreed)
        assert str(caught.value) == problem
    assert row(empty, row_id)["first_due_date"] is None


def test_every_earlier_date_stays_readable(empty: Store) -> None:
    row_id = led(empty, due_date="2024-06-10", due_precision="day", **EARLIER)
    for day in ("2024-06-28", "2024-07-12"):
        with empty.write("Extend") as step:
            register.extend(step, row_id, {"due_date": day}, "Example reason", "Example side")
            assert step.why is None, "the reason holds for this extension alone"
    values = row(empty, row_id)
    assert (values["first_due_date"], values["due_date"]) == ("2024-06-10", "2024-07-12")
    with empty.read() as db:
        rows = register.extensions(db, row_id)
        assert list(ordered_ids(db, Listing("action_items", (Condition("is", "=", "extended"),)), TODAY)) == [row_id]
    assert trail_words(register.trail(rows), TODAY) == "10 Jun → 28 Jun → 12 Jul, 2 extensions"
    assert {(r["reason"], r["agreed_by"], r["extended_on"]) for r in rows} == {
        ("Example reason", "Example side", "2024-07-15")
    }
    empty.undo()
    assert row(empty, row_id)["due_date"] == "2024-06-28"
    with empty.read() as db:
        assert trail_words(register.trail(register.extensions(db, row_id)), TODAY) == "10 Jun → 28 Jun, 1 extension"
    assert empty.check() == []


@pytest.mark.parametrize(
    "values",
    [
        {"status": "draft", **EARLIER},
        {"status": "done", **EARLIER},
        {"status": "open", "entered_on": "2024-07-15"},
    ],
)
def test_a_date_that_was_promised_to_nobody_moves_freely(empty: Store, values: dict[str, str]) -> None:
    lead = {} if values["status"] == "draft" else {"owner_org_id": office(empty)}
    row_id = action(empty, due_date="2024-06-10", **lead, **values)
    change(empty, row_id, due_date="2024-06-28")
    assert dump(empty)["extensions"] == []


def test_a_first_date_is_no_extension(empty: Store) -> None:
    row_id = led(empty, **EARLIER)
    change(empty, row_id, due_date="2024-06-28")
    assert dump(empty)["extensions"] == []


def test_one_reason_serves_all_that_a_step_moves(empty: Store) -> None:
    ids = [led(empty, due_date="2024-06-10", **EARLIER) for _n in range(3)]
    with empty.write("Extend all") as step:
        step.why = Why("Example reason", "Example side")
        step.update_many("action_items", ids, {"due_date": "2024-08-01"})
    assert len(dump(empty)["extensions"]) == 3
    with empty.write("Without who agreed") as step:
        step.why = Why("Example reason")
        with pytest.raises(ReasonNeeded):
            step.update_many("action_items", ids, {"due_date": "2024-09-01"})


def test_an_extension_is_neither_edited_nor_deleted_by_itself(empty: Store) -> None:
    row_id = led(empty, due_date="2024-06-10", **EARLIER)
    with empty.write("Extend") as step:
        register.extend(step, row_id, {"due_date": "2024-06-28"}, "Example reason", "Example side")
    before = dump(empty)
    with pytest.raises(FieldProblem, match="An extension is never edited"), empty.write("Edit") as step:
        step.update("extensions", 1, {"reason": "Another"})
    with pytest.raises(FieldProblem, match="An extension is never deleted"), empty.write("Delete") as step:
        step.delete("extensions", [1])
    assert dump(empty) == before
    with empty.write("Mark it") as step:
        step.update("extensions", 1, {"marking": "U"})
    with empty.write("Delete the action") as step:
        assert step.delete("action_items", [row_id]).counts == {"action_items": 1, "extensions": 1}


def test_an_earlier_version_comes_back_as_an_extension(empty: Store) -> None:
    row_id = led(empty, due_date="2024-06-10", **EARLIER)
    first = empty.head.steps
    with empty.write("Extend") as step:
        register.extend(step, row_id, {"due_date": "2024-06-28"}, "Example reason", "Example side")
    with empty.read() as db:
        wanted = version(db, "action_items", row_id, first)
    restore_version(empty, wanted)
    with empty.read() as db:
        last = register.extensions(db, row_id)[-1]
    assert (last["new_due_date"], last["reason"]) == ("2024-06-10", f"Restored as of step {first}")


# ------------------------------------------------------------------ parts of an action
def test_closing_with_open_sub_items_lists_them_and_can_close_all(empty: Store) -> None:
    whole = led(empty)
    part = led(empty, parent_id=whole)
    led(empty, parent_id=part)
    led(empty, parent_id=whole, status="done")
    before = dump(empty)
    with pytest.raises(OpenSubItems) as caught, empty.write("Close") as step:
        register.close(step, [whole], {"status": "done"})
    assert str(caught.value) == "AI-0001 has 1 open sub-item, AI-0002: close it, too, or leave AI-0001 open."
    assert caught.value.lines == ("AI-0002 Example action",)
    assert dump(empty) == before
    with empty.write("Close all") as step:
        register.close(step, [whole], {"status": "done", "evidence": "Example evidence"}, with_sub_items=True)
    assert [row(empty, i)["status"] for i in (1, 2, 3, 4)] == ["done"] * 4
    assert [row(empty, i)["evidence"] for i in (1, 2, 3)] == ["Example evidence", None, None]
    empty.undo()
    assert dump(empty) == before


def test_an_action_is_no_part_of_itself_nor_an_open_part_of_something_closed(empty: Store) -> None:
    one = led(empty)
    two = led(empty, parent_id=one)
    assert refused(empty, one, parent_id=two) == (
        "Part of: AI-0001 → AI-0002 → AI-0001 is a circle; choose another action."
    )
    assert refused(empty, one, parent_id=one) == "Part of: AI-0001 → AI-0001 is a circle; choose another action."
    closed = led(empty, status="done")
    assert refused(empty, two, parent_id=closed) == "Part of: AI-0003 is closed; open it again first."
    with pytest.raises(FieldProblem, match="AI-0003 is closed"):
        led(empty, parent_id=closed)


# ------------------------------------------------------------------ numbers
def test_a_number_is_never_given_twice(empty: Store) -> None:
    action(empty)
    with empty.write("Delete") as step:
        step.delete("action_items", [1])
    action(empty)
    empty.undo()
    action(empty)
    action(empty)
    assert [values[2] for values in dump(empty)["action_items"]] == ["AI-0001", "AI-0003", "AI-0004"]
