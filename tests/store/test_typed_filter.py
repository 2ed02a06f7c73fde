import random
from array import array
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store import typed_filter
from dicas_desktop.store.listing import Condition, Listing, Sort, ordered_ids
from dicas_desktop.store.store import Store
from dicas_desktop.store.typed_filter import expressions_of, filtered_ids, first_ids
from tests.make import TODAY, sample_store

WORDS = [
    *(
        "",
        " ",
        "r",
        "re",
        "repair",
        "review",
        "Review",
        "working group",
        "berth rev",
        "技術",
        "資料",
        "技",
        "技術 review",
    ),
    *("技術abc", "#17", "zzzz", "ATLA", "防衛", '"', "a* OR b", "review review", "wor gro bef"),
]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample and 3,000 more actions in which some words are everywhere and some are rare."""
    store = sample_store(tmp_path_factory.mktemp("typed") / "busy.dicas")
    chance = random.Random(3)
    with store.read() as db:
        leads = db.execute("SELECT id FROM organizations").scalars()
    rows = [
        {
            "description": f"{chance.choice(['Review', 'Agree', 'Draft'])} 技術資料 for the working group #{number}",
            "status": chance.choice(["open", "done"]),
            "owner_org_id": chance.choice([*leads, None]),
            "due_date": f"2024-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            "due_precision": "day",
        }
        for number in range(3_000)
    ]
    with store.write("Add actions") as step:
        step.add_many("action_items", rows)
    yield store
    store.close()


LISTINGS = [
    Listing("action_items", sort=(Sort("due_date"),)),
    Listing("action_items", sort=(Sort("due_date", descending=True),)),
    Listing("action_items", sort=(Sort("description"), Sort("ref"))),
    Listing("action_items", (Condition("status", "=", "open"),)),
    Listing("action_items", (Condition("is", "=", "late"),)),
]


@pytest.mark.parametrize("words", WORDS)
def test_what_is_left_of_the_order_is_what_the_store_finds_by_itself(busy: Store, words: str) -> None:
    for listing in LISTINGS:
        with busy.read() as db:
            order = ordered_ids(db, listing, TODAY)
            found = filtered_ids(db, listing.table, words, order)
            assert found == ordered_ids(db, replace(listing, text=words), TODAY)


@pytest.mark.parametrize("words", WORDS)
def test_the_head_gives_the_same_first_ids_or_leaves_it_to_the_whole(
    busy: Store, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setattr(typed_filter, "COMMON", 1)
    monkeypatch.setattr(typed_filter, "HEAD", 700)
    told = 0
    for listing in LISTINGS:
        with busy.read() as db:
            order = ordered_ids(db, listing, TODAY)
            found = first_ids(db, listing.table, words, order, 100)
            if found is not None:
                told += 1
                assert found == ordered_ids(db, replace(listing, text=words), TODAY, 100)
    if words in ("r", "re", "working group", "資料"):
        assert told == len(LISTINGS)


def test_a_rare_word_is_not_tried_on_the_head(busy: Store) -> None:
    with busy.read() as db:
        order = ordered_ids(db, LISTINGS[0], TODAY)
        assert first_ids(db, "action_items", "review", order, 100) is None


def test_a_list_shorter_than_the_head_is_told_from_it(busy: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed_filter, "COMMON", 1)
    with busy.read() as db:
        order = ordered_ids(db, LISTINGS[0], TODAY)[:150]
        found = first_ids(db, "action_items", "review", order, 100)
        assert found == filtered_ids(db, "action_items", "review", order)


@pytest.mark.parametrize("table", list(ENTITIES))
def test_every_kind_is_filtered_alike(busy: Store, table: str) -> None:
    for words in ("a", "ja", "japan", "三菱", "mhi", "2024"):
        with busy.read() as db:
            order = ordered_ids(db, Listing(table), TODAY)
            assert filtered_ids(db, table, words, order) == ordered_ids(db, Listing(table, text=words), TODAY)


def test_records_in_the_bin_and_records_outside_the_order_are_not_found(busy: Store) -> None:
    with busy.read() as db:
        order = ordered_ids(db, LISTINGS[0], TODAY)
        found = filtered_ids(db, "action_items", "review", order)
    gone = found[0]
    with busy.write("Delete") as step:
        step.delete("action_items", [gone])
    with busy.read() as db:
        assert gone not in filtered_ids(db, "action_items", "review", order)
        assert filtered_ids(db, "action_items", "review", order[:0]) == array("q")
        assert set(filtered_ids(db, "action_items", "review", order[:100])) <= set(order[:100])
    busy.undo()


def test_text_without_a_word_leaves_the_order_as_it_is(busy: Store) -> None:
    with busy.read() as db:
        order = ordered_ids(db, LISTINGS[0], TODAY)
        for text in ("", "   ", '"', '" "'):
            assert expressions_of(text) == []
            assert filtered_ids(db, "action_items", text, order) == order
