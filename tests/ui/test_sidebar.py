"""The list of pages: groups, live counts, what is late, arrow keys."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Counts
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.pages import BESIDE, BIN, CHANGES, JOURNAL, OVERVIEW, pages
from dicas_desktop.ui.sidebar import Sidebar, short_number
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def sidebar(qtbot: QtBot, qapp: QApplication) -> Sidebar:
    theme.apply(qapp)
    shown = Sidebar()
    qtbot.addWidget(shown)
    shown.set_pages(pages(ENTITIES))
    shown.resize(196, 760)
    shown.show()
    return shown


def texts(sidebar: Sidebar) -> list[str]:
    model = sidebar.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_pages_stand_in_their_groups_in_the_order_of_the_design(sidebar: Sidebar) -> None:
    shown = texts(sidebar)
    groups = ["Forum", "Work", "Sustainment", "Industry", "Directory", "Record"]
    assert [text for text in shown if text in groups] == groups
    assert shown[0] == "Overview"
    assert shown.index("Action items") == shown.index("Work") + 1
    assert shown[-2:] == ["Journal", "Bin"]
    assert "People" in shown
    assert "Co-production" in shown


def test_every_kind_of_record_has_its_page() -> None:
    listed = {table for table, entity in ENTITIES.items() if entity.listed}
    assert {page.name for page in pages(ENTITIES)} == {*listed, OVERVIEW, CHANGES, JOURNAL, BIN}
    assert {table for table in ENTITIES if table not in listed} >= set(BESIDE)


def test_counts_are_said_to_a_screen_reader(sidebar: Sidebar) -> None:
    sidebar.set_counts({"action_items": Counts(47, 3), "meetings": Counts(12, 0)})
    said = [
        str(sidebar.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(sidebar.model().rowCount())
    ]
    assert "Action items, 47, 3 late" in said
    assert "Meetings, 12" in said


def test_arrow_keys_open_pages_and_skip_the_heads(sidebar: Sidebar) -> None:
    chosen: list[str] = []
    sidebar.chosen.connect(chosen.append)
    sidebar.show_page(OVERVIEW)
    assert chosen == []
    sidebar.setFocus()
    for _step in range(3):
        QTest.keyClick(sidebar, Qt.Key.Key_Down)
    assert chosen == ["forums", "working_groups", "meetings"]


def test_showing_an_unlisted_page_marks_none(sidebar: Sidebar) -> None:
    sidebar.show_page("meetings")
    assert sidebar.page == "meetings"
    sidebar.show_page("timeline")
    assert sidebar.page == ""


@pytest.mark.parametrize("height", [760, 700, 640, 585])
def test_lines_get_lower_before_anything_scrolls(qtbot: QtBot, sidebar: Sidebar, height: int) -> None:
    assert qtbot is not None
    sidebar.resize(196, height)
    QApplication.processEvents()
    assert sidebar.verticalScrollBar().maximum() == 0


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (412, "412"), (12_345, "12,345"), (99_999, "99,999"), (250_000, "250 k"), (1_000_000, "1.0 M")],
)
def test_numbers_stay_short(number: int, text: str) -> None:
    assert short_number(number) == text


def test_a_million_records_leave_room_for_the_name(sidebar: Sidebar) -> None:
    sidebar.set_counts({"action_items": Counts(1_000_000, 990_000)})
    picture = sidebar.grab()
    assert picture.width() == 196
    assert sidebar.overflowing() == []


def test_the_counts_follow_the_store(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample)
    assert opened.window.store is not None
    with opened.window.store.write("Finish it") as step:
        step.update("action_items", 3, {"status": "done"})
        step.add("action_items", {"description": "Example"})
    opened.settle()
    assert opened.window.desk is not None
    sidebar = opened.window.desk.sidebar
    said = [
        str(sidebar.model().index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(sidebar.model().rowCount())
    ]
    assert "Action items, 30" in said
    assert "Journal, 3" in said
