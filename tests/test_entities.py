"""Every kind of record through the same set: declaration, table, rules, reading and writing, undo and redo."""

import csv
import hashlib
import re
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from dicas_desktop.domain import catalogue, values
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.entities import MODELS, model
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store import listing
from dicas_desktop.store.connection import IntegrityError
from dicas_desktop.store.listing import Listing, Record
from dicas_desktop.store.step import owned_by
from dicas_desktop.store.store import Store
from tests.make import SAMPLE, TODAY, dump, sample_store

every_entity = pytest.mark.parametrize("entity", ENTITIES.values(), ids=list(ENTITIES))
recorded_entity = pytest.mark.parametrize(
    "entity", [e for e in ENTITIES.values() if e.recorded], ids=[e.table for e in ENTITIES.values() if e.recorded]
)
GROUPS = ("Forum", "Work", "Sustainment", "Industry", "Directory", "Record")
TYPED = {
    Kind.TEXT: "Example 例 'text'",
    Kind.LONG_TEXT: "Example 例\nin two lines",
    Kind.INTEGER: "7",
    Kind.MONEY: "1,234,567",
    Kind.DATE: "28 Jul 2024",
    Kind.TIME: "930",
    Kind.ZONE: "Asia/Tokyo",
    Kind.URL: "https://example.org/a?b=c",
    Kind.COUNTRY: "jp",
    Kind.MARKING: "U",
}
BYTES = b"Example"  # of an attachment
# what the rules of a kind ask for beyond each field alone
SETTLED: dict[str, dict[str, Any]] = {
    # a deadline that hangs on an event has the day that the event gives it: see tests/store/test_anchors.py;
    # one that was entered today moves without a reason
    "action_items": {"due_meeting_id": None, "due_milestone_id": None, "entered_on": TODAY.isoformat()},
    "milestones": {"anchor_meeting_id": None, "anchor_milestone_id": None},
    "meetings": {"stage": None},  # the rules of the stages are tried in tests/store/meetings
    "closures": {"facility_id": None},
    "papers": {"state": "draft"},  # a final one never changes: see tests/store/test_papers.py
    "attachments": {"sha256": hashlib.sha256(BYTES).hexdigest()},
    "decisions": {"superseded_by_id": None, "status": "proposed"},  # what is superseded has a successor
}
# what the first record of a kind has another way, so that a second one may follow
FIRST = {"parties": {"action_item_id": 1}}  # an office supports an action once
# what the store adds to a new record
ADDED = {"action_items": {"status": "draft", "entered_on": TODAY.isoformat()}}  # nobody leads it yet


@pytest.fixture
def sample(sample: Store) -> Store:
    """The public record with one record of each kind that only the program has."""
    for entity in ENTITIES.values():
        if not entity.recorded:
            with sample.write(f"Add one of {entity.plural}") as step:
                step.add(entity.table, {**filled(entity, sample), **FIRST.get(entity.table, {})})
                if entity.table == "attachments":
                    step.raw.execute("INSERT INTO contents VALUES (?, ?)", (hashlib.sha256(BYTES).hexdigest(), BYTES))
    return sample


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The public record, only read from."""
    store = sample_store(tmp_path_factory.mktemp("entities") / "w.dicas")
    yield store
    store.close()


def rows(store: Store, table: str) -> list[Record]:
    with store.read() as db:
        return listing.fetch(db, table, listing.ordered_ids(db, Listing(table), TODAY))


def finder(store: Store) -> Callable[[str, str], int | None]:
    def find(table: str, text: str) -> int | None:
        with store.read() as db:
            return listing.find(db, table, text)

    return find


def test_there_are_the_nineteen_kinds_of_the_public_record() -> None:
    recorded = sorted(name for name, entity in ENTITIES.items() if entity.recorded)
    assert recorded == sorted(path.stem for path in SAMPLE.glob("*.csv"))
    assert len(recorded) == 19
    assert len({entity.prefix for entity in ENTITIES.values()}) == len(ENTITIES)
    assert [kind.entity for kind in MODELS] == list(ENTITIES.values())
    assert all(model(table).entity is not None for table in ENTITIES)
    with pytest.raises(KeyError):
        model("nothing")


def test_the_declarations_on_file_are_those_of_the_classes() -> None:
    text = catalogue.__file__.replace("catalogue.py", "declared.json")
    with open(text, encoding="utf-8") as file:  # noqa: PTH123 - one line, no path is kept
        assert file.read() == catalogue.derive(), "run python -m dicas_desktop.domain.catalogue"


def test_what_only_the_program_has_is_no_column_of_a_file() -> None:
    own = [entity for entity in ENTITIES.values() if not entity.recorded]
    assert own
    assert not any(field.recorded for entity in own for field in entity.fields if field.name != "source_id")


@recorded_entity
def test_the_recorded_fields_are_the_columns_of_the_public_file_in_order(entity: Entity) -> None:
    with (SAMPLE / f"{entity.table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    recorded = [f.name for f in entity.fields if f.recorded]
    assert header == [entity.slug_column, *recorded]
    own = [f.name for f in entity.fields if not f.recorded]
    assert [f.name for f in entity.fields] == recorded + own, "the program's own fields come after the file's"
    assert {"marking", "releasability"} <= set(own)


@every_entity
def test_a_declaration_is_complete_and_names_only_what_is_there(entity: Entity) -> None:
    names = [f.name for f in entity.fields]
    assert len(set(names)) == len(names)
    assert re.fullmatch(r"[A-Z]{1,2}", entity.prefix)
    assert entity.group in GROUPS
    assert entity.singular
    assert entity.plural
    assert entity.field(entity.title)
    assert entity.field(entity.sort)
    assert set(entity.columns) <= {"ref", *names}
    assert set(entity.label) <= {"ref", "slug", *names}
    assert not any(entity.field(name).hidden for name in entity.columns if name != "ref")
    with pytest.raises(KeyError):
        entity.field("nothing")


@every_entity
def test_every_field_has_a_label_of_its_own_and_what_its_kind_needs(entity: Entity) -> None:
    labels = [f.label for f in entity.fields]
    assert all(label and label[0].isupper() for label in labels)
    assert len(set(labels)) == len(labels)
    for field in entity.fields:
        assert (field.kind is Kind.REFERENCE) == bool(field.target), field.name
        assert (field.kind in (Kind.CHOICE, Kind.PRECISION)) == bool(field.choices), field.name
        assert field.hidden == (field.kind is Kind.PRECISION), field.name
        assert not field.precision or entity.field(field.precision).kind is Kind.PRECISION
        assert not field.target or field.target in ENTITIES
        several = sum(f.owner for f in entity.fields) > 1
        assert not field.owner or field.required or several, "what belongs to a record cannot be without it"
        assert 40 <= field.width <= 500
        values_of_choices = [choice.value for choice in field.choices]
        assert len(set(values_of_choices)) == len(values_of_choices)
        assert all(choice.label for choice in field.choices)
        assert not field.closed or field.default is None or field.default in values_of_choices


@every_entity
def test_every_precision_belongs_to_a_date(entity: Entity) -> None:
    used = {f.precision for f in entity.fields if f.precision}
    assert used == {f.name for f in entity.fields if f.kind is Kind.PRECISION}


@every_entity
def test_the_table_is_strict_with_keys_and_a_check_for_each_closed_word(record: Store, entity: Entity) -> None:
    with record.read() as db:
        sql = db.execute("SELECT sql FROM sqlite_master WHERE name = ?", (entity.table,)).scalar()
        columns = {row[1]: row for row in db.execute(f"PRAGMA table_info({entity.table})")}
        keys = {(row[3], row[2], row[4]) for row in db.execute(f"PRAGMA foreign_key_list({entity.table})")}
        indexed = {
            db.execute(f"SELECT name FROM pragma_index_info('{row[1]}') LIMIT 1").scalar()
            for row in db.execute(f"PRAGMA index_list({entity.table})").all()
        }
    assert sql.rstrip().endswith("STRICT")
    assert list(columns)[:4] == ["id", "uid", "ref", "slug"]
    for field in entity.fields:
        whole = field.kind in (Kind.INTEGER, Kind.MONEY, Kind.REFERENCE)
        assert columns[field.name][2] == ("INTEGER" if whole else "TEXT"), field.name
        assert bool(columns[field.name][3]) == field.required, field.name
        if field.closed:
            words = " OR ".join(f"{field.name} = '{choice.value}'" for choice in field.choices)
            assert f"CHECK ({words})" in sql
        if field.kind is Kind.DATE:
            assert f"CHECK ({field.name} LIKE '____-__-__')" in sql
        if field.kind is Kind.TIME:
            assert f"CHECK ({field.name} LIKE '__:__')" in sql
    references = {(f.name, f.target, "id") for f in entity.fields if f.target}
    assert keys == references
    assert {name for name, _target, _id in references} | {"uid", "ref", "slug"} <= indexed


def spoiled(entity: Entity) -> Iterator[tuple[str, object]]:
    for field in entity.fields:
        if field.closed:
            yield field.name, "no such word"
        elif field.kind is Kind.DATE:
            yield field.name, "tomorrow"
        elif field.kind is Kind.TIME:
            yield field.name, "noon"
        elif field.kind in (Kind.INTEGER, Kind.MONEY, Kind.REFERENCE):
            yield field.name, "no number"


@every_entity
def test_the_table_itself_refuses_what_the_rules_would(sample: Store, entity: Entity) -> None:
    def write(statement: str, value: object) -> None:
        with sample.write("Past the rules") as step:
            step.raw.execute(statement, (value,))

    for name, value in spoiled(entity):
        with pytest.raises(UserProblem, match="refused the change") as refused:
            write(f"UPDATE {entity.table} SET {name} = ? WHERE id = 1", value)
        assert isinstance(refused.value.__cause__, IntegrityError), name
    for field in entity.fields:
        if field.target:
            with pytest.raises(UserProblem, match="FOREIGN KEY constraint failed"):
                write(f"UPDATE {entity.table} SET {field.name} = ? WHERE id = 1", 10**6)
        if field.required:
            with pytest.raises(UserProblem, match="NOT NULL constraint failed"):
                write(f"UPDATE {entity.table} SET {field.name} = ? WHERE id = 1", None)


@every_entity
def test_what_an_editor_begins_with_is_read_back_as_the_same_value(record: Store, entity: Entity) -> None:
    find = finder(record)
    seen: set[tuple[str, object, object]] = set()
    for row in rows(record, entity.table):
        for field in entity.fields:
            stored = {name: row.values[name] for name in (field.name, field.precision) if name}
            key = (field.name, *list(stored.values())[:1], stored.get(field.precision))
            if key in seen:
                continue
            seen.add(key)
            text = values.typed(field, row.values, row.labels)
            if field.target and text == "2+2 meeting":  # two meetings of one title
                with pytest.raises(FieldProblem, match=r"“2\+2 meeting” names several records of meetings: give a ref"):
                    values.read(field, text, find)
                continue
            read = values.read(field, text, find)
            if row.values[field.name] is not None:
                stored = {n: v or "day" if n == field.precision else v for n, v in stored.items()}
                if stored.get(field.precision) == "year":  # the day behind a year is not typed: 2008-04-01 is 2008
                    assert values.show(field, read, {}) == text
                    read[field.name] = stored[field.name]
                assert read == stored, (row.values["ref"], field.name, text)
            else:
                assert set(read.values()) == {None}
                assert text == ""


@every_entity
def test_every_value_of_the_record_is_shown(record: Store, entity: Entity) -> None:
    for row in rows(record, entity.table):
        for field in entity.fields:
            shown = values.show(field, row.values, row.labels, TODAY)
            assert bool(shown) == (row.values[field.name] is not None), (row.values["ref"], field.name)


def typed_for(field: Field, store: Store) -> str:
    if field.kind in (Kind.CHOICE, Kind.PRECISION):
        return field.choices[-1].label
    if field.kind is Kind.REFERENCE:
        with store.read() as db:
            return str(db.execute(f"SELECT ref FROM {field.target} ORDER BY id DESC LIMIT 1").scalar())
    return TYPED[field.kind]


def filled(entity: Entity, store: Store) -> dict[str, Any]:
    """Every field of a new record, as it would be typed."""
    columns: dict[str, Any] = {}
    find = finder(store)
    for field in entity.fields:
        if field.kind is not Kind.PRECISION:
            columns.update(values.read(field, typed_for(field, store), find))
    return {**columns, **SETTLED.get(entity.table, {})}


@every_entity
def test_add_edit_undo_and_redo_keep_every_field(sample: Store, entity: Entity) -> None:
    columns = filled(entity, sample)
    states = [dump(sample)]
    with sample.write("Add") as step:
        added = step.add(entity.table, {**columns, "slug": "example-slug"})
    states.append(dump(sample))
    deleted = columns["action_item_id"] if entity.table == "extensions" else added.id  # which goes with its action
    with sample.read() as db:
        stored = listing.fetch(db, entity.table, [added.id])[0].values
    assert {name: stored[name] for name in columns} == columns
    assert (stored["ref"], stored["uid"], stored["slug"]) == (added.ref, added.uid, "example-slug")
    optional = {f.name: None for f in entity.fields if not f.required and entity.table != "extensions"}  # never edited
    if optional:
        with sample.write("Empty what may be empty") as step:
            step.update(entity.table, added.id, optional)
        states.append(dump(sample))
    with sample.write("Delete") as step:
        step.delete("action_items" if entity.table == "extensions" else entity.table, [deleted])
    states.append(dump(sample))
    for state in reversed(states[:-1]):
        sample.undo()
        assert dump(sample) == state
    for state in states[1:]:
        sample.redo()
        assert dump(sample) == state
    assert sample.check() == []


@every_entity
def test_a_new_record_takes_the_defaults_of_its_kind(sample: Store, entity: Entity) -> None:
    required = {f.name: value for f in entity.fields if f.required for value in [filled(entity, sample)[f.name]]}
    with sample.write("Add") as step:
        added = step.add(entity.table, required)
    with sample.read() as db:
        stored = listing.fetch(db, entity.table, [added.id])[0].values
    assert {f.name: stored[f.name] for f in entity.fields} == {
        f.name: required.get(f.name, f.default) for f in entity.fields
    } | ADDED.get(entity.table, {})
    assert re.fullmatch(entity.prefix + r"-\d{4,}", added.ref)


def sentence_of(store: Store, table: str, columns: dict[str, Any]) -> tuple[str, str]:
    with pytest.raises(FieldProblem) as refused, store.write("Add") as step:
        step.add(table, columns)
    assert "\n" not in str(refused.value)
    return refused.value.field, str(refused.value)


@every_entity
def test_what_is_missing_or_out_of_the_vocabulary_is_told_under_its_field(sample: Store, entity: Entity) -> None:
    good = filled(entity, sample)
    before = dump(sample)
    tell = partial(sentence_of, sample, entity.table)
    for field in entity.fields:
        if field.required:
            for nothing in (None, ""):
                told = tell({**good, field.name: nothing})
                assert told == (field.name, f"{field.label} is missing: enter it.")
        if field.closed:
            known = ", ".join(choice.value for choice in field.choices)
            assert tell({**good, field.name: "x"}) == (field.name, f"{field.label}: x is not one of {known}.")
        if field.kind in (Kind.TEXT, Kind.LONG_TEXT):
            assert tell({**good, field.name: "a\0"})[0] == field.name
    assert dump(sample) == before


RULES = [
    ("meetings", {"start_date": "2024-06-11", "end_date": "2024-06-10"}, "end_date",
     "Last day: 2024-06-10 is before the beginning on 2024-06-11."),
    ("meetings", {"start_time": "09:30", "time_zone": None}, "time_zone",
     "Time zone is missing: a time of day needs one, such as Asia/Tokyo."),
    ("meetings", {"start_date": "2024-06-11", "end_date": "2024-06-11", "start_time": "10:00", "end_time": "09:59"},
     "end_time", "Ends at: 09:59 is before the beginning at 10:00."),
    ("agenda_items", {"minutes": 0}, "minutes", "Minutes: 0 is not between 1 and 1440."),
    ("agenda_items", {"minutes": 1441}, "minutes", "Minutes: 1441 is not between 1 and 1440."),
    ("delegations", {"headcount": -1}, "headcount", "Headcount: -1 is below zero."),
    ("action_items", {"due_meeting_id": 1, "due_milestone_id": 1}, "due_milestone_id",
     "Before milestone: the deadline already hangs on a meeting; clear one of them."),
    ("repair_schedules", {"planned_start": "2025-01-02", "planned_end": "2025-01-01"}, "planned_end",
     "Baseline finish: 2025-01-01 is before the beginning on 2025-01-02."),
    ("repair_schedules", {"forecast_start": "2025-01-02", "forecast_end": "2025-01-01"}, "forecast_end",
     "Forecast finish: 2025-01-01 is before the beginning on 2025-01-02."),
    ("repair_schedules", {"actual_start": "2025-01-02", "actual_end": "2025-01-01"}, "actual_end",
     "Actual finish: 2025-01-01 is before the beginning on 2025-01-02."),
    ("repair_schedules", {"contract_value_usd": -5}, "contract_value_usd", "Contract value, USD: -5 is below zero."),
    ("repair_schedules", {"progress": 101}, "progress", "Done: 101 is not between 0 and 100."),
    ("repair_schedules", {"progress": -1}, "progress", "Done: -1 is not between 0 and 100."),
    ("production_targets", {"quantity": -1}, "quantity", "Quantity: -1 is below zero."),
    ("production_actuals", {"quantity": -1}, "quantity", "Quantity: -1 is below zero."),
    ("production_actuals", {"period_start": "2024-02-01", "period_end": "2024-01-31"}, "period_end",
     "To: 2024-01-31 is before the beginning on 2024-02-01."),
]  # fmt: skip


@pytest.mark.parametrize(("table", "columns", "field", "sentence"), RULES, ids=[f"{r[0]}-{r[2]}" for r in RULES])
def test_the_rules_of_a_kind_are_told_in_plain_sentences(
    sample: Store, table: str, columns: dict[str, Any], field: str, sentence: str
) -> None:
    good = filled(ENTITIES[table], sample)
    with sample.write("The same without the fault") as step:
        step.add(table, good)
    assert sentence_of(sample, table, {**good, **columns}) == (field, sentence)


def test_what_is_at_the_edge_of_a_rule_is_taken(sample: Store) -> None:
    with sample.write("Edges") as step:
        step.add("meetings", {"title": "x", "start_date": "2024-06-11", "end_date": "2024-06-12", "start_time": "22:00",
                              "end_time": "01:00", "time_zone": "Asia/Tokyo"})  # fmt: skip
        step.add("meetings", {"title": "x", "start_date": "2024-06-11", "end_date": "2024-06-11"})
        for minutes in (1, 1440):
            step.add("agenda_items", {"meeting_id": 1, "seq": 1, "topic": "x", "minutes": minutes})
        for progress in (0, 100):
            step.add("repair_schedules", {"progress": progress, "planned_start": "2025-01-01",
                                          "planned_end": "2025-01-01", "contract_value_usd": 0})  # fmt: skip


def test_no_row_of_the_public_record_breaks_a_rule(record: Store) -> None:
    for table in ENTITIES:
        for row in rows(record, table):
            instance = object.__new__(model(table))
            instance.__dict__.update(row.values)
            assert list(instance.problems()) == []


def test_ownership_takes_along_what_cannot_stand_alone() -> None:
    assert {owner: sorted(owned_by(owner)) for owner in ENTITIES if list(owned_by(owner))} == {
        "meetings": [
            ("agenda_items", "meeting_id"),
            ("attachments", "meeting_id"),
            ("delegations", "meeting_id"),
            ("notes", "meeting_id"),
            ("papers", "meeting_id"),
        ],
        "action_items": [
            ("attachments", "action_item_id"),
            ("extensions", "action_item_id"),
            ("parties", "action_item_id"),
        ],
        "decisions": [("attachments", "decision_id")],
        "persons": [("posts", "person_id")],
        "templates": [("template_items", "template_id")],
        "delegations": [("delegation_members", "delegation_id")],
        "programmes": [("production_actuals", "programme_id"), ("production_targets", "programme_id")],
    }
