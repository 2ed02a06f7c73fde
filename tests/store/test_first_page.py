import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from make import TODAY, sample_store

from dicas_desktop.store import first_page
from dicas_desktop.store.first_page import first_ids
from dicas_desktop.store.listing import Condition, Listing, Sort, ordered_ids
from dicas_desktop.store.store import Store

ACTIONS = Listing("action_items", sort=(Sort("due_date"),))
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
    store = sample_store(tmp_path_factory.mktemp("first") / "busy.dicas")
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


@pytest.mark.parametrize("many", [1, 50, 50_000])
@pytest.mark.parametrize("words", WORDS)
def test_the_first_ids_are_those_of_the_whole_list(
    busy: Store, monkeypatch: pytest.MonkeyPatch, words: str, many: int
) -> None:
    """Whichever way a word is looked up: as common (1), by its number of hits (50), as rare (50,000)."""
    monkeypatch.setattr(first_page, "MANY", many)
    monkeypatch.setattr(first_page, "HEAD", 700)
    for listing in (
        ACTIONS,
        replace(ACTIONS, sort=(Sort("due_date", descending=True),)),
        replace(ACTIONS, sort=(Sort("description"), Sort("ref"))),
        replace(ACTIONS, where=(Condition("status", "=", "open"),)),
        replace(ACTIONS, where=(Condition("is", "=", "late"),)),
    ):
        with busy.read() as db:
            filtered = replace(listing, text=words)
            assert first_ids(db, filtered, TODAY, 100) == ordered_ids(db, filtered, TODAY)[:100]


@pytest.mark.parametrize("table", ["persons", "sources", "meetings", "repair_schedules"])
def test_small_lists_are_found_whole(busy: Store, monkeypatch: pytest.MonkeyPatch, table: str) -> None:
    monkeypatch.setattr(first_page, "MANY", 1)
    for words in ("a", "ja", "japan", "三菱", "mhi"):
        with busy.read() as db:
            listing = Listing(table, text=words)
            assert first_ids(db, listing, TODAY, 500) == ordered_ids(db, listing, TODAY)


def test_records_in_the_bin_are_not_found(busy: Store) -> None:
    with busy.read() as db:
        gone = first_ids(db, replace(ACTIONS, text="review"), TODAY, 1)[0]
    with busy.write("Delete") as step:
        step.delete("action_items", [gone])
    with busy.read() as db:
        assert gone not in first_ids(db, replace(ACTIONS, text="review"), TODAY, 100)
    busy.undo()
