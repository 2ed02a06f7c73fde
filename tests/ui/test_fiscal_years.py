"""Fiscal years in the window: as a filter, typed into the filter, as groups with their heads, and in saved views."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.periods import bounds
from dicas_desktop.store.listing import Condition, Listing
from dicas_desktop.store.store import Store
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.filters import condition_text, picked, picking, picks_of
from dicas_desktop.ui.group_commands import group
from dicas_desktop.ui.group_heads import head_text
from dicas_desktop.ui.views import View, open_view, save_views, view_of, views_of
from tests.make_page import NO_DISPLAY, click, collected, press, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        yield shown


def refs(page: EntityPage) -> set[int]:
    page.model.finish()
    QApplication.processEvents()
    return {row_id for row_id in page.model.source.ids if row_id > 0}


def due_in(store: Store, *periods: str) -> set[int]:
    with store.read() as db:
        rows = db.execute("SELECT id, due_date FROM action_items WHERE due_date IS NOT NULL").all()
    return {i for i, day in rows if any(first <= day <= last for first, last in map(bounds, periods))}


def picks(page: EntityPage) -> PickList:
    (shown,) = [each for each in page.filters.findChildren(PickList) if each.isVisible()]
    return shown


def heads(page: EntityPage) -> list[str]:
    page.model.finish()
    return [head_text(page.entity, page.model.listing.group, each) for each in page.model.source.rows.groups]


def test_the_filter_of_dates_offers_fiscal_years_and_quarters_with_their_days(page: EntityPage, sample: Store) -> None:
    chip = next(each for each in page.filters.chips if each.label == "Due")
    click(chip)
    listed = picks(page).list
    offered = [listed.item(row).text() for row in range(listed.count())]
    assert offered[:4] == ["FY2024", "FY2025", "FY2023", "FY2024 Q1"]
    assert "JFY2024 令和6年度" in offered
    assert offered[-1] == "(none)"
    press(picks(page).field, "JFY2024", Key.Key_Return)
    assert refs(page) == due_in(sample, "JFY2024")
    assert chip.text() == "Due: JFY2024 令和6年度"
    picks(page).field.clear()
    press(picks(page).field, "fy23 q4", Key.Key_Return)
    assert refs(page) == due_in(sample, "JFY2024", "FY2023 Q4")
    assert chip.text() == "Due: 2"
    assert page.filters.where == (Condition("due_date", "during", ("JFY2024", "FY2023 Q4")),)
    press(picks(page).field, Key.Key_Escape)


def test_a_year_in_japanese_is_typed_too(page: EntityPage, sample: Store) -> None:
    click(next(each for each in page.filters.chips if each.label == "Due"))
    picks(page).field.setText("")
    picks(page).field.insert("令和7年度")
    picks(page).field.textEdited.emit("令和7年度")
    press(picks(page).field, Key.Key_Return)
    assert refs(page) == due_in(sample, "JFY2025")
    press(picks(page).field, Key.Key_Escape)


def test_the_typed_filter_finds_days_of_a_fiscal_year(page: EntityPage, sample: Store) -> None:
    page.focus_filter()
    press(page.filters.field, "FY2025")
    assert refs(page) >= due_in(sample, "FY2025") > set()
    with sample.read() as db:
        named = set(db.execute("SELECT id FROM action_items WHERE description LIKE '%FY2025%'").scalars())
    assert refs(page) == due_in(sample, "FY2025") | named


def test_the_key_of_groups_goes_from_months_to_both_fiscal_years(page: EntityPage) -> None:
    column = page.model.column_named("due_date")
    told = collected(page.message.connect)
    group(page, column)
    assert "Due: Jul 2024, 2 action items" in heads(page)
    group(page, column)
    assert "Due: FY2024, 1 Oct 2023 – 30 Sep 2024, 5 action items" in heads(page)
    group(page, column)
    assert any(head.startswith("Due: JFY2024 令和6年度, 1 Apr 2024 – 31 Mar 2025, ") for head in heads(page))
    assert heads(page)[-1].startswith("Due: not recorded, ")
    group(page, column)
    assert heads(page) == []
    assert [words for (words,) in told] == [
        "Grouped by Due: F7 again groups by another year.",
        "Grouped by Due, U.S. fiscal year: F7 again groups by another year.",
        "Grouped by Due, Japanese fiscal year: F7 again ends it.",
        "No groups any more.",
    ]


def test_a_saved_view_remembers_years_of_filter_and_groups(page: EntityPage, sample: Store) -> None:
    kept = Listing("action_items", (Condition("due_date", "during", ("FY2024", "JFY2025 Q1")),), group="due_date:JFY")
    page.set_listing(kept)
    before, shown = heads(page), refs(page)
    save_views(sample, "action_items", [view_of(page, "Years")])
    page.set_listing(Listing("action_items"))
    (view,) = views_of(sample, "action_items")
    assert open_view(page, view) == []
    assert (heads(page), refs(page)) == (before, shown)
    assert page.model.listing.where == kept.where
    assert page.model.listing.group == "due_date:JFY"


def test_a_view_of_a_kind_of_year_that_is_none_opens_without_it(page: EntityPage, sample: Store) -> None:
    wrong = Listing("action_items", (Condition("due_date", "during", ("soon",)),), group="due_date:XFY")
    save_views(sample, "action_items", [View("Wrong", wrong, "")])
    assert open_view(page, views_of(sample, "action_items")[0]) == ["due_date"]
    assert page.model.listing.where == ()
    assert page.model.listing.group == ""


def test_a_pick_of_dates_keeps_and_gives_back_what_it_chose() -> None:
    (pick,) = [each for each in picks_of(ENTITIES["meetings"]) if each.field.name == "start_date"]
    for values in ((), (None,), ("FY2026",), ("FY2026", "JFY2025 Q1")):
        assert picked(picking(pick, values), pick) == values
    one = Condition("start_date", "during", ("JFY2025",))
    assert condition_text(ENTITIES["meetings"], one, lambda _table, _row: "") == "Date: JFY2025 令和7年度"
    assert not pick.covers(Condition("start_date", "=", "2024-07-28"))
