import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Condition, Listing, Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.new_record import fields_of
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.table_menu import table_menu
from tests.make import TODAY
from tests.make_page import NO_DISPLAY, click, collected, go_to, head_of, id_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "action_items") as shown:
        yield shown


def form_of(page: EntityPage) -> dict[str, str]:
    assert page.form is not None
    return {name: editor.text() for name, editor in page.form.editors.items()}


# ------------------------------------------------------------------------------------------------------ new records
def test_the_form_of_a_new_record_opens_above_the_table_and_enter_adds_it(page: EntityPage, sample: Store) -> None:
    messages, steps = collected(page.message.connect), sample.head.steps
    page.add()
    assert page.form is not None
    assert page.form.isVisible()
    title = page.form.editors["description"].input
    assert title.hasFocus()
    press(title, "Agree the example agenda", Key.Key_Return)
    assert not page.form.isVisible()
    assert sample.head.steps == steps + 1
    assert sample.undo_label == "Add action item “Agree the example agenda”"
    (added,) = page.table.selected_ids()
    values = record(sample, "action_items", added).values
    assert (values["description"], values["status"], values["kind"]) == ("Agree the example agenda", "draft", "action")
    assert messages == [(f"Added {values['ref']}.",)]
    assert page.table.hasFocus()


def test_what_is_missing_is_told_under_its_field_and_nothing_is_written(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    page.add()
    assert page.form is not None
    press(page.form.editors["description"].input, Key.Key_Return)
    assert page.form.isVisible()
    assert "Title is missing" in page.form.editors["description"].note.text()
    page.form.editors["description"].set_text("Example")
    page.form.editors["due_date"].set_text("31 Feb 2024")
    assert not page.form.add()
    assert "no day 31" in page.form.editors["due_date"].note.text()
    assert page.form.editors["due_date"].input.hasFocus()
    assert head_of(sample) == before


def test_escape_leaves_the_form_and_the_next_one_is_empty(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    page.add()
    assert page.form is not None
    press(page.form.editors["description"].input, "Not wanted", Key.Key_Escape)
    assert not page.form.isVisible()
    assert page.table.hasFocus()
    page.add()
    assert form_of(page) == {"description": "", "owner_org_id": "", "wg_id": "", "due_date": "", "status": "open"}
    assert head_of(sample) == before


def test_the_form_begins_with_what_the_filters_settle(page: EntityPage, sample: Store) -> None:
    group = id_of(sample, "working_groups", "wg-ship")
    page.set_listing(Listing("action_items", (Condition("wg_id", "=", group), Condition("status", "=", "blocked"))))
    page.add()
    assert form_of(page)["wg_id"] == record(sample, "working_groups", group).values["ref"]
    assert form_of(page)["status"] == "blocked"


def test_the_button_names_its_verb_and_adds(page: EntityPage) -> None:
    page.add()
    assert page.form is not None
    page.form.editors["description"].set_text("By button")
    button = next(b for b in page.form.findChildren(QPushButton) if b.text() == "Add action item")
    click(button)
    assert not page.form.isVisible()
    assert page.row_count() == 30


@pytest.mark.parametrize("table", list(ENTITIES))
def test_the_form_of_each_kind_asks_for_all_that_is_needed(table: str) -> None:
    fields = fields_of(ENTITIES[table])
    assert fields[0].name == ENTITIES[table].title
    assert {field.name for field in ENTITIES[table].fields if field.required} <= {field.name for field in fields}
    assert not any(field.hidden for field in fields)


# ------------------------------------------------------------------------------------------------- selecting, lists
def test_selecting_a_record_takes_filters_away_that_hide_it(page: EntityPage, sample: Store) -> None:
    page.filters.field.setText("zzzz")
    page.model.finish()
    assert page.row_count() == 0
    wanted = id_of(sample, "action_items", "act-gpi-contract")
    assert page.select(wanted)
    assert page.table.selected_ids() == [wanted]
    assert page.filters.text == ""
    assert page.table.viewport().rect().contains(page.table.visualRect(page.table.currentIndex()).center())


def test_a_record_that_is_not_there_is_not_selected(page: EntityPage) -> None:
    assert not page.select(999_999)


def test_a_list_can_be_given_before_the_page_is_shown(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "meetings") as page:
        page.hide()
        page.set_listing(Listing("meetings", (Condition("status", "=", "planned"),), "", (Sort("title"),)))
        page.show()
        page.model.finish()
        titles = [str(page.model.index(n, 1).data()) for n in range(page.row_count())]
        assert titles == sorted(titles, key=str.casefold)
        assert page.model.headerData(1, Qt.Orientation.Horizontal) == "Title ▲"
        assert 0 < len(titles) < 28


# -------------------------------------------------------------------------------------------------- change notices
def test_a_page_out_of_sight_reads_again_when_it_is_shown(page: EntityPage, sample: Store) -> None:
    page.hide()
    looked = collected(page.model.counted.connect)
    with sample.write("Add") as step:
        step.add("action_items", {"description": "Added meanwhile"})
    assert looked == []
    page.show()
    page.model.finish()
    assert page.row_count() == 30
    assert page.head.counts.text() == "30"


def test_a_write_in_another_thread_reaches_the_page(page: EntityPage, sample: Store, qtbot: QtBot) -> None:
    def work() -> None:
        with sample.write("Add") as step:
            step.add("action_items", {"description": "Added by a worker"})

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: page.row_count() == 30, timeout=2000)


@pytest.mark.usefixtures("qapp")
def test_a_page_that_is_gone_hears_no_more_of_its_store(sample: Store) -> None:
    page = EntityPage(sample, ENTITIES["forums"], TODAY)
    page.deleteLater()
    QCoreApplication.sendPostedEvents(page, QEvent.Type.DeferredDelete)
    with sample.write("Set the purpose") as step:
        step.update("forums", id_of(sample, "forums", "dicas"), {"purpose": "Example purpose"})


def test_undo_of_a_bulk_delete_brings_rows_and_counts_back(page: EntityPage, sample: Store) -> None:
    go_to(page, 0, "status")
    press(page.table, Key.Key_Down, Key.Key_Down, with_=SHIFT)
    page.delete_selected()
    assert page.head.counts.text() == "26"
    assert sample.undo_label == "Delete 3 action items"
    sample.undo()
    assert page.head.counts.text() == "29"


def test_deleting_tells_what_goes_along(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "meetings") as page:
        messages = collected(page.message.connect)
        page.select(id_of(sample, "meetings", "dicas-2024-06-09"))
        page.delete_selected()
        assert "records that belong to it" in str(messages[-1][0])


def test_deleting_nothing_says_so(page: EntityPage, sample: Store) -> None:
    before, messages = head_of(sample), collected(page.message.connect)
    page.table.clearSelection()
    page.delete_selected()
    page.duplicate_selected()
    assert [message[0] for message in messages] == ["Nothing is selected: choose a row first."] * 2
    assert head_of(sample) == before


# ------------------------------------------------------------------------------------------------ sorting, columns
def head_click(page: EntityPage, field: str, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    head = page.table.head
    column = page.model.column_named(field)
    x = head.sectionViewportPosition(column) + head.sectionSize(column) // 2
    click(head.viewport(), QPoint(x, head.height() // 2), keys)
    page.model.finish()


def names_in_head(page: EntityPage) -> list[str]:
    return [str(page.model.headerData(n, Qt.Orientation.Horizontal)) for n in range(6)]


def test_a_click_on_a_head_sorts_and_another_turns_it_round(page: EntityPage) -> None:
    assert names_in_head(page)[4] == "Due ▲"
    head_click(page, "description")
    assert names_in_head(page)[1] == "Title ▲"
    titles = [str(page.model.index(n, 1).data()) for n in range(page.row_count())]
    assert titles == sorted(titles, key=str.casefold)
    head_click(page, "description")
    assert names_in_head(page)[1] == "Title ▼"
    assert [str(page.model.index(n, 1).data()) for n in range(page.row_count())] == titles[::-1]


def test_shift_and_a_click_add_a_second_key(page: EntityPage) -> None:
    head_click(page, "status")
    head_click(page, "due_date", SHIFT)
    assert names_in_head(page)[4:] == ["Due ▲2", "Status ▲1"]
    head_click(page, "due_date", SHIFT)
    assert names_in_head(page)[4:] == ["Due ▼2", "Status ▲1"]
    assert page.model.listing.sort == (Sort("status"), Sort("due_date", descending=True))
    head_click(page, "status")
    assert names_in_head(page)[4:] == ["Due", "Status ▼"]


def test_the_selection_stays_when_the_order_changes(page: EntityPage) -> None:
    go_to(page, 4, "status")
    chosen = page.table.selected_ids()
    head_click(page, "description")
    assert page.table.selected_ids() == chosen
    assert page.model.source.ids[page.table.currentIndex().row()] == chosen[0]


def test_a_column_is_hidden_and_shown_from_the_menu_and_copied_as_shown(page: EntityPage) -> None:
    menu = page.table.columns.menu(page)
    priority = next(action for action in menu.actions() if action.text() == "Priority")
    status = next(action for action in menu.actions() if action.text() == "Status")
    assert (priority.isChecked(), status.isChecked()) == (False, True)
    priority.trigger()
    status.trigger()
    names = [column.name for column in page.table.shown_columns()]
    assert "priority" in names
    assert "status" not in names
    menu.actions()[-1].trigger()
    assert [column.name for column in page.table.shown_columns()] == list(ENTITIES["action_items"].columns)


def test_the_last_column_cannot_be_hidden(page: EntityPage) -> None:
    for column in page.table.shown_columns():
        page.table.columns.show(column.name, shown=False)
    assert len(page.table.shown_columns()) == 1


def test_columns_are_remembered(qtbot: QtBot, sample: Store) -> None:
    settings = Settings(None)
    first = EntityPage(sample, ENTITIES["action_items"], TODAY, settings=settings)
    qtbot.addWidget(first)
    first.table.head.moveSection(0, 2)
    first.table.columns.show("priority", shown=True)
    first.table.head.resizeSection(first.model.column_named("wg_id"), 333)
    second = EntityPage(sample, ENTITIES["action_items"], TODAY, settings=settings)
    qtbot.addWidget(second)
    assert [c.name for c in second.table.shown_columns()] == [c.name for c in first.table.shown_columns()]
    second.resize(1244, 600)
    with qtbot.waitExposed(second):
        second.show()
    second.model.finish()
    assert second.table.head.sectionSize(second.model.column_named("wg_id")) == 333


@pytest.mark.parametrize(
    "state",
    [
        "",
        "no json",
        "[]",
        '{"order": 1}',
        '{"order": [{}], "hidden": 1, "widths": {"wg_id": "x"}}',
        '{"order": ["gone", "status"], "hidden": ["gone"], "widths": {"gone": 5}}',
    ],
)
def test_a_remembered_state_that_makes_no_sense_does_no_harm(page: EntityPage, state: str) -> None:
    page.table.columns.restore(state)
    assert len(page.table.shown_columns()) >= 6
    page.table.fit()


def test_the_title_takes_the_width_that_is_left_and_nothing_scrolls_sideways(page: EntityPage) -> None:
    for width in (1244, 1000, 860, 800):
        page.resize(width, 500)
        QApplication.processEvents()
        widths = [page.table.head.sectionSize(page.model.column_named(c.name)) for c in page.table.shown_columns()]
        assert sum(widths) == page.table.viewport().width()
        assert page.table.horizontalScrollBar().maximum() == 0


# --------------------------------------------------------------------------------------------------------- the menu
def actions(menu: QMenu) -> dict[str, object]:
    return {action.text(): action for action in menu.actions() if action.text()}


def test_the_menu_names_what_it_would_change(page: EntityPage) -> None:
    go_to(page, 0, "status")
    assert list(actions(table_menu(page.table, page)))[:2] == ["Edit Status", "Open"]
    press(page.table, Key.Key_Down, with_=SHIFT)
    assert "Set Status of 2 action items" in actions(table_menu(page.table, page))
    menu = table_menu(page.table, page)
    next(action for action in menu.actions() if action.text() == "Sort by Status").trigger()
    page.model.finish()
    assert page.model.listing.sort == (Sort("status"),)


def test_the_menu_of_the_rows_opens_by_key_and_by_mouse(page: EntityPage) -> None:
    asked = collected(page.table.menu_requested.connect)
    go_to(page, 0, "status")
    place = page.table.visualRect(page.table.currentIndex()).center()
    for reason in (QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard):
        QApplication.sendEvent(
            page.table.viewport(), QContextMenuEvent(reason, place, page.table.viewport().mapToGlobal(place))
        )
        popup = QApplication.activePopupWidget()
        assert isinstance(popup, QMenu)
        popup.close()
    assert len(asked) == 2
