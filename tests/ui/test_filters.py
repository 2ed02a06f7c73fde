from collections.abc import Iterator
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.derived import is_derived
from dicas_desktop.store.listing import Condition, Listing, count
from dicas_desktop.store.store import Store
from dicas_desktop.store.two_plus_two import Deadline, next_two_plus_two
from dicas_desktop.ui.chips import Chip, PickChip, PickList
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.filters import condition_text, picked, picking, picks_of, toggles_of
from dicas_desktop.ui.marked_button import Mark
from tests.make import TODAY
from tests.make_page import NO_DISPLAY, click, collected, id_of, press, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
DEADLINE = Deadline("meetings", 1, "2+2", "2024-07-28", "day")


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        yield shown


def chip(page: EntityPage, label: str) -> Chip:
    return next(known for known in page.filters.chips if known.label == label)


def shown_count(page: EntityPage) -> int:
    page.model.finish()
    QApplication.processEvents()
    return page.row_count()


def counted(store: Store, *where: Condition, table: str = "action_items") -> int:
    with store.read() as db:
        return count(db, Listing(table, where), TODAY)


# ------------------------------------------------------------------------------------------------- the declaration
def test_action_items_offer_their_states_and_the_deadline() -> None:
    toggles = toggles_of(ENTITIES["action_items"], DEADLINE, TODAY)
    assert [toggle.label for toggle in toggles] == ["Open", "Before 2+2", "Late", "No lead"]
    assert toggles[1].condition == Condition("due_date", "<=", "2024-07-28")


def test_without_a_deadline_nothing_is_offered_for_it() -> None:
    assert "Before 2+2" not in [toggle.label for toggle in toggles_of(ENTITIES["action_items"], None, TODAY)]


@pytest.mark.parametrize("table", list(ENTITIES))
def test_each_kind_offers_only_fields_of_its_page(table: str) -> None:
    for pick in picks_of(ENTITIES[table]):
        assert pick.field.name in ENTITIES[table].columns or is_derived(table, pick.field.name)
        assert pick.label


def test_a_pick_keeps_and_gives_back_what_it_chose() -> None:
    pick = picks_of(ENTITIES["action_items"])[0]
    for values in ((), (None,), (3,), (3, 5)):
        assert picked(picking(pick, values), pick) == values


def test_any_filter_is_told_in_words() -> None:
    entity = ENTITIES["action_items"]
    told = {
        "Late": Condition("is", "=", "late"),
        "Due: ≤ 28 Jul 2024": Condition("due_date", "<=", "2024-07-28"),
        "Due recorded": Condition("due_date", "filled"),
        "Lead (OPR): none": Condition("owner_org_id", "empty"),
        "Meeting: a meeting": Condition("meeting_id", "=", 3),
        "Side that owes: Japan": Condition("owner_side", "=", "JP"),
        "Status: 2": Condition("status", "in", ("open", "blocked")),
        "3 chosen": Condition("id", "in", (1, 2, 3)),
    }
    for words, condition in told.items():
        assert condition_text(entity, condition, lambda _table, _id: "a meeting") == words


# ------------------------------------------------------------------------------------------------------- the chips
def test_a_chip_filters_and_a_second_click_takes_it_away(page: EntityPage, sample: Store) -> None:
    open_chip = chip(page, "Open")
    click(open_chip)
    assert shown_count(page) == counted(sample, Condition("is", "=", "open")) < 29
    assert open_chip.isChecked()
    assert (open_chip.text(), open_chip.mark) == ("Open", Mark.CROSS)
    assert page.head.counts.text() == f"{page.row_count()} of 29"
    click(open_chip)
    assert shown_count(page) == 29
    assert (open_chip.text(), open_chip.mark) == ("Open", Mark.NONE)


def test_chips_hold_together_and_the_head_names_the_deadline(page: EntityPage, sample: Store) -> None:
    click(chip(page, "Open"))
    click(chip(page, "Before 2+2"))
    wanted = counted(sample, Condition("is", "=", "open"), Condition("due_date", "<=", "2024-07-28"))
    assert shown_count(page) == wanted > 0
    assert page.head.counts.text() == f"{wanted} of 29 · before 2+2, Sun 28 Jul 2024"


def test_the_chip_follows_when_the_meeting_is_moved_or_gone(page: EntityPage, sample: Store) -> None:
    with sample.read() as db:
        meeting = next_two_plus_two(db, TODAY)
    assert meeting is not None
    click(chip(page, "Before 2+2"))
    before = shown_count(page)
    with sample.write("Move the 2+2") as step:
        step.update("meetings", meeting.id, {"start_date": "2024-12-31", "end_date": "2024-12-31"})
    QApplication.processEvents()
    moved = chip(page, "Before 2+2")
    assert moved.isChecked()
    assert shown_count(page) == counted(sample, Condition("due_date", "<=", "2024-12-31")) > before
    assert page.head.counts.text().endswith("before 2+2, Tue 31 Dec 2024")
    assert [known.label for known in page.filters.chips[:2]] == ["Open", "Before 2+2"]
    click(moved)
    assert shown_count(page) == 29
    with sample.write("Call it off") as step:
        step.update("meetings", meeting.id, {"status": "cancelled"})
    QApplication.processEvents()
    with sample.read() as db:
        left = next_two_plus_two(db, TODAY)
    assert ("Before 2+2" in [known.label for known in page.filters.chips]) == (left is not None)


def test_chips_are_worked_by_keyboard(page: EntityPage) -> None:
    late = chip(page, "Late")
    late.setFocus()
    press(late, Key.Key_Space)
    assert late.isChecked()
    press(late, Key.Key_Return)
    assert not late.isChecked()
    press(late, Key.Key_Space, Key.Key_Delete)
    assert not late.isChecked()
    assert shown_count(page) == 29


def test_every_chip_can_be_reached_with_tab_and_has_a_name(page: EntityPage) -> None:
    for known in page.filters.chips:
        assert known.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert known.accessibleName()
        assert known.accessibleDescription() == "Filter, off"


def picks_shown(page: EntityPage) -> PickList:
    return next(known for known in page.filters.findChildren(PickList) if known.isVisible())


def test_a_drop_down_chip_chooses_several_records(page: EntityPage, sample: Store) -> None:
    lead = chip(page, "Lead")
    assert isinstance(lead, PickChip)
    assert (lead.text(), lead.mark) == ("Lead", Mark.CHEVRON)
    click(lead)
    assert not lead.isChecked()
    listed = picks_shown(page)
    press(listed.field, "ASD(S)", Key.Key_Return)
    leads = [id_of(sample, "organizations", name) for name in ("ASD(S)", "USN")]
    assert shown_count(page) == counted(sample, Condition("owner_org_id", "=", leads[0])) > 0
    assert (lead.text(), lead.mark) == ("Lead: ASD(S)", Mark.CROSS)
    listed.field.clear()
    press(listed.field, "USN", Key.Key_Return)
    assert shown_count(page) == counted(sample, Condition("owner_org_id", "in", tuple(leads)))
    assert (lead.text(), lead.mark) == ("Lead: 2", Mark.CROSS)
    press(listed.field, Key.Key_Escape)
    assert not page.filters.findChildren(PickList) or not picks_visible(page)
    click(lead, QPoint(lead.width() - 8, lead.height() // 2))
    assert shown_count(page) == 29
    assert (lead.text(), lead.mark) == ("Lead", Mark.CHEVRON)


def picks_visible(page: EntityPage) -> bool:
    return any(known.isVisible() for known in page.filters.findChildren(PickList))


def test_a_drop_down_chip_finds_records_without_a_value(page: EntityPage, sample: Store) -> None:
    group = chip(page, "Working group")
    click(group)
    listed = picks_shown(page)
    listed.list.setCurrentRow(listed.list.count() - 1)
    press(listed.field, Key.Key_Return)
    assert shown_count(page) == counted(sample, Condition("wg_id", "empty"))
    assert group.text().startswith("Working group: none")
    listed.close()


def test_a_vocabulary_is_chosen_from_by_click(page: EntityPage, sample: Store) -> None:
    status = chip(page, "Status")
    click(status)
    listed = picks_shown(page)
    row = next(n for n in range(listed.list.count()) if listed.list.item(n).text() == "Done")
    click(listed.list.viewport(), listed.list.visualItemRect(listed.list.item(row)).center())
    assert shown_count(page) == counted(sample, Condition("status", "=", "done"))
    assert listed.list.currentRow() == row
    press(listed.field, Key.Key_Return)
    assert shown_count(page) == 29
    listed.close()


def test_a_list_that_another_page_opens_shows_its_filters_as_chips(page: EntityPage, sample: Store) -> None:
    meeting = id_of(sample, "meetings", "dicas-2024-06-09")
    where = (Condition("is", "=", "open"), Condition("meeting_id", "=", meeting))
    page.set_listing(Listing("action_items", where))
    assert shown_count(page) == counted(sample, *where) > 0
    assert chip(page, "Open").isChecked()
    other = chip(page, "Meeting: First DICAS")
    assert other.isChecked()
    click(other)
    assert shown_count(page) == counted(sample, where[0])
    assert page.filters.where == (where[0],)
    assert len(page.filters.chips) == 8


def test_chips_break_into_a_second_row_where_there_is_no_room(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "action_items", (560, 500)) as page:
        assert len({known.y() for known in page.filters.chips}) == 2
        assert page.filters.field.geometry().right() == page.filters.width() - 1
        for known in page.filters.chips:
            assert known.width() >= known.sizeHint().width()


# --------------------------------------------------------------------------------------------------- the free text
def test_filtering_follows_the_typing_in_both_languages(page: EntityPage) -> None:
    rows = []
    page.filters.field.setFocus()
    for letter in "aircraft":
        press(page.filters.field, letter)
        rows.append(shown_count(page))
    assert rows == sorted(rows, reverse=True)
    assert 0 < rows[-1] < 29
    page.filters.field.setText("防衛")
    assert 0 < shown_count(page) < 29


def test_escape_clears_the_text_and_then_goes_to_the_table(page: EntityPage) -> None:
    page.focus_filter()
    press(page.filters.field, "repair")
    assert shown_count(page) < 29
    press(page.filters.field, Key.Key_Escape)
    assert shown_count(page) == 29
    assert page.filters.field.hasFocus()
    press(page.filters.field, Key.Key_Escape)
    assert page.table.hasFocus()


def test_words_that_are_no_words_filter_nothing_and_break_nothing(page: EntityPage) -> None:
    for words in ('"', "*", "a* AND", "(((", "'; DROP TABLE action_items", "-", "%", "\\"):
        page.filters.field.setText(words)
        assert shown_count(page) >= 0
    page.filters.field.clear()
    assert shown_count(page) == 29


def test_a_filter_that_is_typed_on_takes_over_from_the_one_before(page: EntityPage) -> None:
    counts = collected(page.model.counted.connect)
    for words in ("r", "re", "rep", "repair", "zzzz"):
        page.filters.field.setText(words)
    assert shown_count(page) == 0
    assert counts[-1] == (0, 29)


def test_meetings_offer_those_to_come(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "meetings") as page:
        click(chip(page, "Upcoming"))
        wanted = counted(sample, Condition("start_date", ">=", "2024-07-15"), table="meetings")
        assert shown_count(page) == wanted
        days = [page.model.row(n) for n in range(wanted)]
        assert all(date.fromisoformat(row.record.values["start_date"]) >= TODAY for row in days if row is not None)
