"""What pages and commands read: order, filters, counts, references, links, each against a plain Python count."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store import listing
from dicas_desktop.store.listing import Condition, Listing, Record, Sort
from dicas_desktop.store.store import Store
from tests.make import RECORDED, SAMPLE, TODAY

SORTABLE = [(table, f.name) for table, entity in ENTITIES.items() for f in entity.fields] + [
    (table, name) for table in ("action_items", "meetings", "sources") for name in ("ref", "slug")
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample, only read from, with a few records in the bin and names in small letters."""
    from tests.make import sample_store

    opened = sample_store(tmp_path_factory.mktemp("listing") / "w.dicas")
    with opened.write("Prepare") as step:
        step.delete("sources", [3, 4])
        step.update("organizations", 2, {"name_en": "a name in small letters"})
        step.update("organizations", 3, {"name_en": "Äther 100% _under_ \\slash"})
        step.update_many("action_items", [1, 2], {"priority": "high", "due_offset": -5})
        step.update("action_items", 3, {"priority": "low", "due_offset": 10})
    yield opened
    opened.close()


def everything(store: Store, table: str) -> list[Record]:
    with store.read() as db:
        ids = db.execute(f"SELECT id FROM {table} ORDER BY id").scalars()
        return [r for r in listing.fetch(db, table, ids) if r.values["deleted_at"] is None]


def sorted_ids(store: Store, wanted: Listing, limit: int | None = None) -> list[int]:
    with store.read() as db:
        return list(listing.ordered_ids(db, wanted, TODAY, limit))


def lower(text: str) -> str:
    """The text as SQLite compares it without regard to case: only A to Z."""
    return "".join(c.lower() if c.isascii() else c for c in text)


def key_of(table: str, name: str) -> Callable[[Record], Any]:
    if name == "ref":
        return lambda record: record.values["id"]
    if name == "slug":
        return lambda record: record.values["slug"]
    kind = ENTITIES[table].field(name).kind
    if kind is Kind.REFERENCE:
        return lambda record: lower(record.labels[name]) if name in record.labels else None
    if kind in (Kind.TEXT, Kind.LONG_TEXT):
        return lambda record: None if record.values[name] is None else lower(record.values[name])
    return lambda record: record.values[name]


@pytest.mark.parametrize("descending", [False, True], ids=["up", "down"])
@pytest.mark.parametrize("table", ENTITIES)
def test_every_column_sorts_both_ways_with_the_empty_ones_last(store: Store, table: str, descending: bool) -> None:
    records = everything(store, table)
    for name in [name for of, name in SORTABLE if of == table]:
        key = key_of(table, name)
        full = [r for r in records if key(r) is not None]
        # equal ones stay in the order of their ids, whichever way the column goes
        expected = sorted(full, key=key, reverse=False)
        if descending:
            groups: dict[Any, list[Record]] = {}
            for record in expected:
                groups.setdefault(key(record), []).append(record)
            expected = [record for value in sorted(groups, reverse=True) for record in groups[value]]
        expected += [r for r in records if key(r) is None]
        wanted = Listing(table, sort=(Sort(name, descending),))
        found = sorted_ids(store, wanted)
        assert found == [r.values["id"] for r in expected], name
        for limit in (0, 1, len(full), len(full) + 1):
            assert sorted_ids(store, wanted, limit) == found[:limit], (name, limit)


def test_dates_of_every_precision_sort_by_the_day_that_counts(empty: Store) -> None:
    days = [
        ("2025-03-31", "by", "by Mar 2025"), ("2025-03-15", "day", "15 Mar 2025"), ("2025-12-31", "year", "2025"),
        ("2025-04-01", "from", "from 1 Apr 2025"), ("2025-03-01", "day", "1 Mar 2025"), (None, None, "none"),
        ("2025-02-28", "month", "Feb 2025"), ("2024-12-31", "year", "2024"),
    ]  # fmt: skip
    with empty.write("Add") as step:
        step.add_many("action_items", [{"description": words, "due_date": day, "due_precision": precision}
                                       for day, precision, words in days])  # fmt: skip
    order = ["2024", "Feb 2025", "1 Mar 2025", "15 Mar 2025", "by Mar 2025", "from 1 Apr 2025", "2025"]
    for descending, expected in ((False, [*order, "none"]), (True, [*order[::-1], "none"])):
        ids = sorted_ids(empty, Listing("action_items", sort=(Sort("due_date", descending),)))
        assert [days[i - 1][2] for i in ids] == expected


def test_several_sort_keys_are_taken_in_their_order(store: Store) -> None:
    ids = sorted_ids(store, Listing("action_items", sort=(Sort("status"), Sort("due_date", descending=True))))
    records = {r.values["id"]: r.values for r in everything(store, "action_items")}
    pairs = [(records[i]["status"], records[i]["due_date"]) for i in ids]
    assert [status for status, _due in pairs] == sorted(status for status, _due in pairs)
    for status in {status for status, _due in pairs}:
        due = [day for of, day in pairs if of == status]
        filled = [day for day in due if day]
        assert due == [*sorted(filled, reverse=True), *[None] * (len(due) - len(filled))]


def test_a_list_without_sort_key_has_the_order_of_its_kind(store: Store) -> None:
    for table, entity in ENTITIES.items():
        assert sorted_ids(store, Listing(table)) == sorted_ids(store, Listing(table, sort=(Sort(entity.sort),)))


def test_small_and_capital_letters_sort_together(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": name} for name in ("beta", "Alpha", "Gamma", "alpha 2")])
    for sort in ((Sort("name_en"),), (Sort("name_en"), Sort("ref"))):
        assert sorted_ids(empty, Listing("organizations", sort=sort)) == [2, 4, 1, 3]


def values_of(record: Record, name: str) -> Any:  # noqa: ANN401 - a value of any column
    return record.values[name]


CONDITIONS: list[tuple[str, Condition, Callable[[Record], bool]]] = [
    ("action_items", Condition("status", "=", "open"), lambda r: r.values["status"] == "open"),
    ("action_items", Condition("status", "!=", "open"), lambda r: r.values["status"] != "open"),
    ("action_items", Condition("priority", "!=", "high"), lambda r: r.values["priority"] != "high"),
    ("action_items", Condition("priority", "=", None), lambda r: r.values["priority"] is None),
    ("action_items", Condition("due_date", "<", "2025-01-01"), lambda r: (r.values["due_date"] or "9") < "2025-01-01"),
    ("action_items", Condition("due_date", "<=", "2024-07-31"),
     lambda r: (r.values["due_date"] or "9") <= "2024-07-31"),
    ("action_items", Condition("due_date", ">", "2025-01-01"), lambda r: (r.values["due_date"] or "0") > "2025-01-01"),
    ("action_items", Condition("due_date", ">=", "2025-01-01"),
     lambda r: (r.values["due_date"] or "0") >= "2025-01-01"),
    ("action_items", Condition("due_offset", ">", 0), lambda r: (r.values["due_offset"] or 0) > 0),
    ("action_items", Condition("due_date", "empty"), lambda r: r.values["due_date"] is None),
    ("action_items", Condition("due_date", "filled"), lambda r: r.values["due_date"] is not None),
    ("action_items", Condition("status", "in", ["open", "done"]), lambda r: r.values["status"] in ("open", "done")),
    ("action_items", Condition("status", "in", ()), lambda _r: False),
    ("action_items", Condition("id", "in", (1, 5)), lambda r: r.values["id"] in (1, 5)),
    ("action_items", Condition("ref", "=", "AI-0007"), lambda r: r.values["id"] == 7),
    ("meetings", Condition("slug", "=", "dicas-2024-06-09"), lambda r: r.values["slug"] == "dicas-2024-06-09"),
    ("meetings", Condition("title", "~", "dicas"), lambda r: "dicas" in r.values["title"].lower()),
    ("organizations", Condition("name_en", "~", "100%"), lambda r: "100%" in r.values["name_en"]),
    ("organizations", Condition("name_en", "~", "_under"), lambda r: "_under" in r.values["name_en"]),
    ("organizations", Condition("name_en", "~", "\\sl"), lambda r: "\\sl" in r.values["name_en"]),
    ("organizations", Condition("name_ja", "~", "重工"), lambda r: "重工" in (r.values["name_ja"] or "")),
    ("organizations", Condition("name_en", "=", "' OR 1=1 --"), lambda _r: False),
]  # fmt: skip


@pytest.mark.parametrize(
    ("table", "condition", "holds"), CONDITIONS, ids=[f"{c.field}{c.op}" for _t, c, _h in CONDITIONS]
)
def test_a_filter_finds_what_a_plain_look_finds(
    store: Store, table: str, condition: Condition, holds: Callable[[Record], bool]
) -> None:
    wanted = Listing(table, (condition,), sort=(Sort("ref"),))
    expected = [r.values["id"] for r in everything(store, table) if holds(r)]
    assert sorted_ids(store, wanted) == expected
    with store.read() as db:
        assert listing.count(db, wanted, TODAY) == len(expected)


def test_all_filters_and_the_words_must_hold_together(store: Store) -> None:
    conditions = (Condition("status", "!=", "done"), Condition("owner_side", "=", "both"))
    wanted = Listing("action_items", conditions, text="ship repair", sort=(Sort("ref"),))
    alone = [set(sorted_ids(store, Listing("action_items", (one,)))) for one in conditions]
    words = [set(sorted_ids(store, Listing("action_items", text=word))) for word in ("ship", "repair")]
    assert set(sorted_ids(store, wanted)) == set.intersection(*alone, *words)
    assert sorted_ids(store, wanted)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        (Condition("colour", "=", "red"), "meetings has no field colour: use one of ref, slug, forum_id, "),
        (Condition("is", "=", "late"), "meetings has no field is: use one of "),
        (Condition("title; DROP TABLE meetings", "=", 1), "meetings has no field title; DROP TABLE meetings: "),
        (Condition("title", "LIKE", "x"), "meetings has no field title: use one of "),
        (Condition("uid", "=", "x"), "meetings has no field uid: use one of "),
    ],
)
def test_a_filter_of_an_unknown_field_is_told(store: Store, condition: Condition, sentence: str) -> None:
    with store.read() as db, pytest.raises(UserProblem) as refused:
        listing.count(db, Listing("meetings", (condition,)), TODAY)
    assert str(refused.value).startswith(sentence)


@pytest.mark.parametrize("value", ["half \ud800", 2**70])
def test_a_filter_by_what_no_column_can_hold_is_told(store: Store, value: object) -> None:
    with store.read() as db, pytest.raises(UserProblem, match=r"^A text holds half a character"):
        listing.count(db, Listing("meetings", (Condition("title", "=", value),)), TODAY)


@pytest.mark.parametrize("today", [TODAY, date(2024, 1, 1), date(2025, 3, 31), date(2025, 4, 1), date(2026, 12, 31)])
def test_late_soon_open_without_lead_and_undated_are_told_for_any_day(store: Store, today: date) -> None:
    records = everything(store, "action_items")
    unfinished = [r for r in records if r.values["status"] not in ("done", "cancelled")]
    last = (today + timedelta(days=30)).isoformat()

    def owed(record: Record) -> str | None:
        return None if record.values["due_precision"] == "from" else record.values["due_date"]

    expected = {
        "open": unfinished,
        "late": [r for r in unfinished if (owed(r) or "9") < today.isoformat()],
        "soon": [r for r in unfinished if today.isoformat() <= (owed(r) or "") <= last],
        "no_lead": [r for r in unfinished if r.values["owner_org_id"] is None],
        "undated": [r for r in unfinished if r.values["due_date"] is None],
    }
    for word, holding in expected.items():
        wanted = Listing("action_items", (Condition("is", "=", word),), sort=(Sort("ref"),))
        with store.read() as db:
            assert list(listing.ordered_ids(db, wanted, today)) == [r.values["id"] for r in holding], word
    tones = [state("action_items", r.values, today) for r in records]
    assert sum(tone is not None and tone.tone == "late" for tone in tones) == len(expected["late"])
    with store.read() as db:
        assert listing.counts(db, today)["action_items"] == listing.Counts(len(records), len(expected["late"]))


def test_a_deadline_is_late_from_the_day_after(empty: Store) -> None:
    owed = {"kind": "plan", "owner_side": "US"}
    with empty.write("Add") as step:
        step.add("action_items", {**owed, "description": "due", "due_date": "2024-07-15", "due_precision": "day"})
        step.add("action_items", {**owed, "description": "earliest", "due_date": "2024-07-01", "due_precision": "from"})
        step.add("action_items", {**owed, "description": "in 30 days", "due_date": "2024-08-14", "due_precision": "by"})
        step.add("action_items", {**owed, "description": "in 31 days", "due_date": "2024-08-15"})
        step.add("action_items", {**owed, "description": "no status", "due_date": "2024-07-01", "status": None})
    found = {}
    with empty.read() as db:
        for word in ("late", "soon"):
            wanted = Listing("action_items", (Condition("is", "=", word),))
            found[word] = [list(listing.ordered_ids(db, wanted, TODAY + timedelta(days=n))) for n in (0, 1)]
    assert found == {"late": [[], [1]], "soon": [[1, 3], [3, 4]]}


def test_the_counts_of_the_sidebar_are_those_of_the_public_record(sample: Store) -> None:
    with sample.read() as db:
        counts = listing.counts(db, TODAY)
    assert list(counts) == list(ENTITIES)
    for table in RECORDED:
        count = counts[table]
        with (SAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            assert count.total == sum(1 for _row in csv.DictReader(file)), table
    assert sum(count.total for count in counts.values()) == 597


def test_records_in_the_bin_are_in_no_list_but_can_be_fetched(store: Store) -> None:
    assert not {3, 4} & set(sorted_ids(store, Listing("sources")))
    with store.read() as db:
        fetched = listing.fetch(db, "sources", [4, 999, 5, 3])
        assert [r.values["id"] for r in fetched] == [4, 5, 3]
        assert [r.values["deleted_at"] is None for r in fetched] == [False, True, False]
        assert listing.find(db, "sources", "S-0003") is None


def test_a_page_of_many_records_is_fetched_in_the_order_asked(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": f"Example {n}", "parent_org_id": 1} for n in range(1_200)])
    ids = list(range(1_200, 0, -1))
    with empty.read() as db:
        records = listing.fetch(db, "organizations", ids)
    assert [r.values["id"] for r in records] == ids
    assert {r.labels["parent_org_id"] for r in records} == {"Example 0"}


@pytest.mark.parametrize(
    ("table", "text", "ref"),
    [
        ("meetings", "dicas-2024-06-09", "slug"),
        ("meetings", "  m-2 ", "M-0002"),
        ("meetings", "M0002", "M-0002"),
        ("meetings", "AI-0002", None),
        ("meetings", "nothing of that name", None),
        ("meetings", "", None),
        ("organizations", "a NAME in small letters", "O-0002"),
        ("organizations", "atla", "slug"),
        ("repair_schedules", "nothing", None),
    ],
)
def test_a_typed_reference_slug_or_label_names_a_record(store: Store, table: str, text: str, ref: str | None) -> None:
    with store.read() as db:
        found = listing.find(db, table, text)
        expected = db.execute(
            f"SELECT id FROM {table} WHERE {'ref' if ref != 'slug' else 'lower(coalesce(abbreviation, slug))'} = ?"
            if table == "organizations"
            else f"SELECT id FROM {table} WHERE {'ref' if ref != 'slug' else 'slug'} = ?",
            (text if ref == "slug" else ref,),
        ).scalar()
    assert found == expected
    assert (found is None) == (ref is None)


def test_a_label_that_two_records_bear_names_neither_of_them(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": "Twin"}, {"name_en": "twin"}, {"name_en": "Single"}])
    with empty.read() as db:
        with pytest.raises(UserProblem) as refused:
            listing.find(db, "organizations", " TWIN ")
        assert str(refused.value) == "“TWIN” names several records of organizations: give a reference, such as O-0001."
        assert listing.find(db, "organizations", "single") == 3


def test_the_label_of_a_record_is_the_first_that_is_filled() -> None:
    entity = ENTITIES["organizations"]
    assert listing.label_of(entity, {"abbreviation": "EX", "name_en": "Example", "ref": "O-0001"}) == "EX"
    assert listing.label_of(entity, {"abbreviation": None, "name_en": "Example", "ref": "O-0001"}) == "Example"
    assert listing.label_of(entity, {"abbreviation": None, "name_en": None, "ref": "O-0001"}) == "O-0001"
    assert listing.label_of(entity, {}) == ""


def test_choices_of_a_reference_are_found_by_any_word_of_the_record(store: Store) -> None:
    with store.read() as db:
        everyone = listing.choices_for(db, "organizations", "", limit=100)
        assert len(everyone) == len(everything(store, "organizations"))
        found = listing.choices_for(db, "organizations", "kawasaki")
        assert [label for _id, label, _second, _named in found] == ["KHI"]
        assert found[0][2].startswith("O-")
        assert found[0][2].endswith(" · Kawasaki Heavy Industries")
        assert listing.choices_for(db, "organizations", "川崎重工") == found
        assert [choice.named for choice in found] == [True]
        assert {choice.named for choice in listing.choices_for(db, "working_groups", "atla")} == {False}
        named = listing.choices_for(db, "persons", "", limit=1)
        assert named[0][2].startswith("PE-")
        assert "·" not in named[0][2], "the title would only repeat the label"
        assert listing.choices_for(db, "organizations", "no such words") == []


def test_links_name_who_points_to_a_record_and_how_often(store: Store) -> None:
    with store.read() as db:
        meeting = listing.find(db, "meetings", "dicas-2024-06-09")
        assert meeting is not None
        links = {(e.table, f.name): n for e, f, n in listing.links(db, "meetings", meeting)}
        assert listing.links(db, "sources", 999) == []
    for (table, name), number in links.items():
        assert number == sum(r.values[name] == meeting for r in everything(store, table))
    assert links["agenda_items", "meeting_id"] > 0
    assert links["delegations", "meeting_id"] == 2


def test_links_leave_out_what_is_in_the_bin(sample: Store) -> None:
    with sample.write("Delete") as step:
        agenda = step.raw.execute("SELECT id FROM agenda_items WHERE meeting_id = 1").fetchall()
        step.delete("agenda_items", [row[0] for row in agenda])
    with sample.read() as db:
        assert "agenda_items" not in {e.table for e, _f, _n in listing.links(db, "meetings", 1)}


@pytest.mark.parametrize("text", ["%", "_", "*", '"', "'", "\0", "( )", "\ud800"])
def test_signs_without_a_word_filter_nothing(store: Store, text: str) -> None:
    assert sorted_ids(store, Listing("meetings", text=text)) == sorted_ids(store, Listing("meetings"))


def test_words_are_found_in_the_record_and_in_what_it_points_to(store: Store) -> None:
    with store.read() as db:
        prime = listing.find(db, "organizations", "MHI")
    found = sorted_ids(store, Listing("programmes", text="Mitsubishi"))
    columns = [f.name for f in ENTITIES["programmes"].fields if f.target == "organizations"]
    pointing = [r.values["id"] for r in everything(store, "programmes") if prime in [r.values[c] for c in columns]]
    assert pointing
    assert set(pointing) <= set(found)


@pytest.mark.parametrize(
    ("table", "typed", "slug"),
    [
        ("persons", "深澤雅貴", "fukasawa-masaki"),
        ("persons", "深澤　雅貴", "fukasawa-masaki"),
        ("persons", "Ｍａｓａｋｉ　Ｆｕｋａｓａｗａ", "fukasawa-masaki"),
        ("persons", "ｳｨﾘｱﾑ・ﾗﾌﾟﾗﾝﾃ", "laplante-william"),
        ("organizations", "防衛省", "jp-mod"),
        ("organizations", "ＡＴＬＡ", "jp-atla"),
    ],
)
def test_a_record_of_the_directory_is_found_by_its_name_in_each_script_and_width(
    sample: Store, table: str, typed: str, slug: str
) -> None:
    with sample.read() as db:
        found = listing.find(db, table, typed)
        assert found == listing.find(db, table, slug)
        assert found is not None


def test_a_japanese_name_that_several_bear_asks_for_a_reference(sample: Store) -> None:
    with sample.write("Add") as step:
        step.add("persons", {"name_en": "Example Person", "name_ja": "深澤 雅貴"})
    with sample.read() as db, pytest.raises(UserProblem) as told:
        listing.find(db, "persons", "深澤雅貴")
    assert str(told.value) == "“深澤雅貴” names several records of persons: give a reference, such as PE-0002."
