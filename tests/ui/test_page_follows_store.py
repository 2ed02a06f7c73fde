"""Whatever happens to the store, by hand or elsewhere, the page shows what the store holds, in its order."""

import random
from contextlib import suppress

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.listing import Condition, Listing, Sort, ordered_ids
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from tests.make import TODAY
from tests.make_page import NO_DISPLAY, shown_page

pytestmark = NO_DISPLAY
TITLES = [
    "Survey private yards",
    "試験的整備の候補艦を選定する",
    "Confirm licence scope",
    "  spaced  ",
    "'quoted' \"text\"",
    "🚢 ship",
]
DATES = ["2024-07-01", "2024-07-15", "2024-07-19", "2025-03-31", None]
STATES = ["open", "in_progress", "blocked", "done", "cancelled", "unknown"]


def some(chance: random.Random) -> dict[str, str | None]:
    day = chance.choice(DATES)
    return {
        "description": chance.choice(TITLES),
        "due_date": day,
        "due_precision": chance.choice(["day", "by", "month"]) if day else None,
        "status": chance.choice(STATES),
    }


def change(store: Store, page: EntityPage, chance: random.Random) -> None:
    """One random act, as a person or another part of the program would do it."""
    ids = list(page.model.source.ids)
    act = chance.randrange(9)
    if act <= 1 or not ids:
        with store.write("Add") as step:
            step.add_many("action_items", [some(chance) for _ in range(chance.randrange(1, 4))])
    elif act <= 3:
        with suppress(FieldProblem), store.write("Change") as step:  # not every status may follow every other
            step.why = Why("Example reason", "Example side")
            step.update_many("action_items", chance.sample(ids, min(len(ids), 3)), some(chance))
    elif act == 4:
        page.table.select(chance.choice(ids))
        page.delete_selected()
    elif act == 5:
        page.table.select(chance.choice(ids))
        page.duplicate_selected()
    elif act == 6:
        page.model.sort_by(chance.randrange(6), further=chance.random() < 0.3)
    else:
        try:
            (store.undo if act == 7 else store.redo)()
        except UserProblem:
            return


def check(store: Store, page: EntityPage) -> None:
    page.model.finish()
    QApplication.processEvents()
    with store.read() as db:
        assert page.model.source.ids == ordered_ids(db, page.model.listing, TODAY)
    assert page.model.rowCount() == len(page.model.source.ids)
    for number in range(0, page.row_count(), 7):
        row = page.model.row(number)
        assert row is not None
        assert row.id == page.model.source.ids[number]
    assert set(page.table.selected_ids()) <= set(page.model.source.ids)
    page.grab()


@pytest.mark.parametrize("seed", range(6))
def test_the_page_shows_what_the_store_holds_after_any_sequence_of_acts(qtbot: QtBot, sample: Store, seed: int) -> None:
    chance = random.Random(seed)
    listings = [
        Listing("action_items"),
        Listing("action_items", (Condition("is", "=", "open"),)),
        Listing("action_items", (Condition("is", "=", "late"),), sort=(Sort("description", descending=True),)),
        Listing("action_items", text="ship"),
        Listing("action_items", (Condition("due_date", "empty"),), sort=(Sort("status"), Sort("ref"))),
    ]
    with shown_page(qtbot, sample, "action_items", (900, 400)) as page:
        for number in range(40):
            if number % 10 == 0:
                page.set_listing(chance.choice(listings))
                check(sample, page)
            change(sample, page, chance)
            check(sample, page)


def test_the_selection_is_kept_by_record_through_any_order(qtbot: QtBot, sample: Store) -> None:
    chance = random.Random(7)
    with shown_page(qtbot, sample, "action_items") as page:
        for _ in range(15):
            chosen = chance.choice(list(page.model.source.ids))
            page.table.select(chosen)
            page.model.sort_by(chance.randrange(6))
            page.model.finish()
            assert page.table.selected_ids() == [chosen]
            with suppress(FieldProblem), sample.write("Change") as step:
                step.why = Why("Example reason", "Example side")
                step.update("action_items", chosen, some(chance))
            page.model.finish()
            assert page.table.selected_ids() == [chosen]
            assert page.model.source.ids[page.table.currentIndex().row()] == chosen


def test_rows_of_a_file_that_went_away_stay_empty_and_the_window_says_why(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "sources", (900, 300)) as page:
        told: list[str] = []
        page.message.connect(told.append)
        sample.close()
        for part in sample.path.parent.glob(f"{sample.path.name}*"):
            part.unlink()
        page.model.source.forget()
        page.grab()
        assert told
        assert "\n" not in told[0]
        assert page.row_count() == 99
