from typing import Any

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.derived import derived_of
from dicas_desktop.store.listing import Record
from dicas_desktop.ui.row_cells import Column, Look, Words, cell_words, columns_of, plain_text
from tests.make import TODAY

ACTIONS = ENTITIES["action_items"]


def look(table: str = "action_items", **second: str) -> Look:
    return Look(ENTITIES[table], TODAY, "U", {("organizations", int(key[1:])): name for key, name in second.items()})


def column(name: str, table: str = "action_items") -> Column:
    return next(known for known in columns_of(ENTITIES[table]) if known.name == name)


def made(table: str = "action_items", labels: dict[str, str] | None = None, **values: str | int | None) -> Record:
    known: dict[str, Any] = {"id": 1, "ref": "AI-0001", **{f.name: None for f in ENTITIES[table].fields}}
    return Record(table, {**known, **values}, labels or {})


def words(name: str, record: Record, table: str = "action_items", **second: str) -> tuple[Words, ...]:
    return cell_words(column(name, table), record, look(table, **second))


@pytest.mark.parametrize("table", list(ENTITIES))
def test_columns_of_the_page_come_first_and_all_others_begin_hidden(table: str) -> None:
    entity = ENTITIES[table]
    columns = columns_of(entity)
    shown = [known.name for known in columns if known.shown]
    derived = [field.name for field in derived_of(table)]
    assert shown == list(entity.columns)
    assert [known.name for known in columns[: len(shown)]] == shown
    assert {known.name for known in columns} == {"ref", *derived} | {f.name for f in entity.fields if not f.hidden}
    assert all(known.label for known in columns)


def test_the_reference_is_plain_and_not_editable() -> None:
    assert words("ref", made()) == (Words("AI-0001"),)
    assert not column("ref").editable
    assert column("status").editable


def test_the_title_carries_its_portion_mark_in_mute() -> None:
    assert words("description", made(description="Survey yards")) == (Words("(U)", "mute"), Words("Survey yards"))
    assert words("description", made(description="Survey", marking="S//NF"))[0] == Words("(S//NF)", "mute")


def test_what_is_not_known_is_a_dash_in_mute() -> None:
    for name in ("owner_org_id", "due_date", "note", "priority"):
        assert words(name, made()) == (Words("—", "mute"),)


def test_a_reference_shows_its_label_and_the_second_language_in_mute() -> None:
    record = made(labels={"owner_org_id": "ATLA"}, owner_org_id=26)
    assert words("owner_org_id", record) == (Words("ATLA"),)
    assert words("owner_org_id", record, o26="防衛装備庁") == (Words("ATLA"), Words("防衛装備庁", "mute", spare=True))
    assert plain_text(column("owner_org_id"), record, look(o26="防衛装備庁")) == "ATLA 防衛装備庁"


@pytest.mark.parametrize(
    ("due", "precision", "status", "expected"),
    [
        ("2024-07-12", "day", "open", Words("12 Jul · 3 d late", "late", bold=True)),
        ("2024-07-19", "day", "in_progress", Words("19 Jul · 4 d left", "soon")),
        ("2024-07-15", "day", "open", Words("15 Jul · due today", "soon")),
        ("2024-07-22", "day", "open", Words("22 Jul · 7 d left", "soon")),
        ("2024-07-26", "day", "open", Words("26 Jul")),
        ("2024-07-12", "day", "done", Words("12 Jul")),
        ("2024-07-12", "from", "open", Words("from 12 Jul")),
        ("2025-03-31", "by", "open", Words("by Mar 2025")),
        ("2024-08-31", "month", "open", Words("Aug 2024")),
        ("2023-12-31", "year", "unknown", Words("2023 · 197 d late", "late", bold=True)),
    ],
)
def test_a_deadline_tells_the_days_when_it_is_near_or_past(
    due: str, precision: str, status: str, expected: Words
) -> None:
    assert words("due_date", made(due_date=due, due_precision=precision, status=status)) == (expected,)


@pytest.mark.parametrize(
    ("status", "due", "expected"),
    [
        ("open", None, Words("○ Open")),
        ("in_progress", None, Words("◐ In progress")),
        ("blocked", None, Words("■ Blocked", "blocked")),
        ("done", None, Words("✓ Done", "done")),
        ("cancelled", None, Words("Cancelled", "mute")),
        ("open", "2024-07-12", Words("▲ Late", "late", bold=True)),
        ("unknown", "2024-07-12", Words("▲ Late", "late", bold=True)),
    ],
)
def test_a_status_is_a_sign_and_a_word(status: str, due: str | None, expected: Words) -> None:
    assert words("status", made(status=status, due_date=due, due_precision="day")) == (expected,)


def test_a_column_says_late_and_the_whole_is_told_where_there_is_room() -> None:
    late = made(status="unknown", due_date="2024-07-12", due_precision="day")
    assert words("status", late) == (Words("▲ Late", "late", bold=True),)
    assert plain_text(column("status"), late, look()) == "▲ Late, outcome not recorded"


def test_a_second_name_that_says_the_same_is_not_repeated() -> None:
    record = made(labels={"owner_org_id": "IHI"}, owner_org_id=33)
    assert words("owner_org_id", record, o33="IHI") == (Words("IHI"),)


def test_a_title_that_is_not_known_is_a_dash_behind_its_portion_mark() -> None:
    assert words("description", made()) == (Words("(U)", "mute"), Words("—", "mute"))


def test_numbers_stand_at_the_right_and_money_is_grouped() -> None:
    money = column("contract_value_usd", "repair_schedules")
    assert money.right
    assert not column("status").right
    record = made("repair_schedules", contract_value_usd=1234567)
    assert cell_words(money, record, look("repair_schedules")) == (Words("1,234,567"),)


def test_several_lines_are_shown_as_one() -> None:
    assert words("note", made(note="First\nsecond\t third")) == (Words("First second third"),)


def test_plain_text_has_neither_portion_mark_nor_dash() -> None:
    assert plain_text(column("description"), made(description="Survey"), look()) == "Survey"
    assert plain_text(column("due_date"), made(), look()) == ""
    assert plain_text(column("ref"), made(), look()) == "AI-0001"
