import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.store import Store
from dicas_desktop.ui.field_write import count_text, refs_of, set_field, subject
from dicas_desktop.ui.record_actions import delete_records, duplicate_records
from tests.make import RECORDED, dump, entered_today, reopen
from tests.make_page import head_of, id_of, record

ACTIONS, MEETINGS = ENTITIES["action_items"], ENTITIES["meetings"]


def ids_of(store: Store, table: str, number: int) -> list[int]:
    with store.read() as db:
        return [int(row_id) for row_id in db.execute(f"SELECT id FROM {table} ORDER BY id LIMIT {number}").scalars()]


# ------------------------------------------------------------------------------------------------- one field


@pytest.fixture(autouse=True)
def _entered_today(sample: Store) -> None:
    entered_today(sample)


def test_one_field_of_one_record_is_one_step_named_after_both(sample: Store) -> None:
    row_id = id_of(sample, "action_items", "act-gpi-contract")
    steps = sample.head.steps
    set_field(sample, ACTIONS, [row_id], ACTIONS.field("status"), "Blocked")
    assert record(sample, "action_items", row_id).values["status"] == "blocked"
    assert sample.head.steps == steps + 1
    assert sample.undo_label == f"Set Status of {record(sample, 'action_items', row_id).values['ref']}"


def test_one_field_of_many_records_is_one_step_too_and_one_undo(sample: Store) -> None:
    ids, before = ids_of(sample, "action_items", 14), dump(sample)
    set_field(sample, ACTIONS, ids, ACTIONS.field("priority"), "high")
    assert sample.undo_label == "Set Priority of 14 action items"
    assert {record(sample, "action_items", i).values["priority"] for i in ids} == {"high"}
    sample.undo()
    assert dump(sample) == before


def test_a_date_sets_its_precision_along_and_an_empty_text_clears_both(sample: Store) -> None:
    (row_id,) = ids_of(sample, "action_items", 1)
    due = ACTIONS.field("due_date")
    for text, expected in (
        ("by 2025-03", ("2025-03-31", "by")),
        ("Aug 2024", ("2024-08-31", "month")),
        ("from 2025", ("2025-01-01", "from")),
        ("2024-07-28", ("2024-07-28", "day")),
        ("", (None, None)),
        ("   ", (None, None)),
    ):
        set_field(sample, ACTIONS, [row_id], due, text)
        values = record(sample, "action_items", row_id).values
        assert (values["due_date"], values["due_precision"]) == expected


@pytest.mark.parametrize("name", ["o-26", "O-0026", "jp-atla", "ATLA", "atla", " ATLA "])
def test_a_reference_is_taken_by_reference_slug_or_exact_label(sample: Store, name: str) -> None:
    (row_id,) = ids_of(sample, "action_items", 1)
    atla = id_of(sample, "organizations", "jp-atla")
    assert record(sample, "organizations", atla).values["ref"] == "O-0026"
    set_field(sample, ACTIONS, [row_id], ACTIONS.field("owner_org_id"), name)
    assert record(sample, "action_items", row_id).values["owner_org_id"] == atla


@pytest.mark.parametrize("name", ["AI-0001", "nobody", "ATL"])
def test_a_reference_to_nothing_is_refused_with_the_words_typed(sample: Store, name: str) -> None:
    (row_id,) = ids_of(sample, "action_items", 1)
    before = head_of(sample)
    with pytest.raises(FieldProblem, match=name):
        set_field(sample, ACTIONS, [row_id], ACTIONS.field("owner_org_id"), name)
    assert head_of(sample) == before


def test_a_value_that_is_there_already_leaves_no_step(sample: Store) -> None:
    row_id = id_of(sample, "action_items", "act-gpi-contract")
    before = head_of(sample)
    set_field(sample, ACTIONS, [row_id], ACTIONS.field("status"), "done")
    set_field(sample, ACTIONS, [row_id], ACTIONS.field("due_date"), "by Mar 2025")
    assert head_of(sample) == before


def test_a_record_that_is_gone_is_told_and_nothing_is_written(sample: Store) -> None:
    before = head_of(sample)
    with pytest.raises(UserProblem, match="no longer there"):
        set_field(sample, ACTIONS, [999_999], ACTIONS.field("status"), "done")
    assert head_of(sample) == before


def test_a_read_only_store_says_so(sample: Store) -> None:
    sample.close()
    store = reopen(sample.path, read_only=True)
    for act in (
        lambda: set_field(store, ACTIONS, [1], ACTIONS.field("status"), "done"),
        lambda: delete_records(store, ACTIONS, [1]),
        lambda: duplicate_records(store, ACTIONS, [1]),
    ):
        with pytest.raises(UserProblem, match=r"sample\.dicas is open read-only"):
            act()
    store.close()


# ------------------------------------------------------------------------------------------------- whole records
def test_deleting_one_record_names_it_and_undo_brings_it_back(sample: Store) -> None:
    row_id, before = id_of(sample, "sources", "src-jdef-2024-06-11"), dump(sample)
    ref = record(sample, "sources", row_id).values["ref"]
    told = delete_records(sample, ENTITIES["sources"], [row_id])
    assert told == f"Moved to the bin: {ref}. Undo brings it back."
    assert sample.undo_label == f"Delete {ref}"
    assert record(sample, "sources", row_id).values["deleted_at"] is not None
    sample.undo()
    assert dump(sample) == before


def test_deleting_a_meeting_tells_how_many_records_go_along(sample: Store) -> None:
    row_id, before = id_of(sample, "meetings", "dicas-2024-06-09"), dump(sample)
    told = delete_records(sample, MEETINGS, [row_id])
    with sample.read() as db:
        gone = sum(
            db.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NOT NULL").scalar() for table in ENTITIES
        )
    assert f"and {gone - 1} records that belong to it" in told
    sample.undo()
    assert dump(sample) == before


def test_a_copy_has_every_field_but_its_own_identity(sample: Store) -> None:
    for table in RECORDED:
        entity = ENTITIES[table]
        # the copy of a head would be a second head, which is refused
        (row_id,) = [7] if table == "delegation_members" else ids_of(sample, table, 1)
        (copy,) = duplicate_records(sample, entity, [row_id])
        old, new = record(sample, table, row_id).values, record(sample, table, copy).values
        own = {"entered_on"}  # the day on which the copy was made
        assert {f.name: new[f.name] for f in entity.fields if f.name not in own} == {
            f.name: old[f.name] for f in entity.fields if f.name not in own
        }
        assert new["slug"] is None
        assert new["uid"] != old["uid"]
        assert new["ref"] != old["ref"]
        assert sample.undo_label == f"Duplicate {old['ref']}"


def test_copies_of_many_are_one_step(sample: Store) -> None:
    ids, steps = ids_of(sample, "persons", 5), sample.head.steps
    copies = duplicate_records(sample, ENTITIES["persons"], ids)
    assert len(set(copies)) == 5
    assert sample.head.steps == steps + 1
    assert sample.undo_label == "Duplicate 5 people"


def test_nothing_selected_is_told(sample: Store) -> None:
    for act in (delete_records, duplicate_records):
        with pytest.raises(UserProblem, match="Nothing is selected"):
            act(sample, ACTIONS, [])


def test_records_are_named_by_reference_or_number(sample: Store) -> None:
    ids = ids_of(sample, "action_items", 3)
    refs = refs_of(sample, "action_items", ids)
    assert refs == [record(sample, "action_items", i).values["ref"] for i in ids]
    assert refs_of(sample, "action_items", [*ids, 999_999]) == refs
    assert subject(sample, ACTIONS, ids[:1]) == refs[0]
    assert subject(sample, ACTIONS, ids) == "3 action items"
    assert subject(sample, ACTIONS, [999_999]) == ""
    assert count_text(ACTIONS, 1) == "1 action item"
    assert count_text(ACTIONS, 1_000_000) == "1,000,000 action items"
