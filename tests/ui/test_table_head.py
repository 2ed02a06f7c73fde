from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.flow_layout import FlowLayout
from tests.make_page import NO_DISPLAY, collected, shown_page

pytestmark = NO_DISPLAY


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "production_targets") as shown:
        yield shown


def darkest(page: EntityPage, column: int) -> int:
    """How dark the strokes of a name are, 0 (black) to 255. Edges of letters are smoothed: colours only come near."""
    head = page.table.head
    image = head.viewport().grab().toImage()
    box = QRect(head.sectionViewportPosition(column), 0, head.sectionSize(column), head.height() - 1)
    ratio = image.devicePixelRatio()
    return min(
        image.pixelColor(int(x * ratio), int(y * ratio)).lightness()
        for x in range(box.left(), box.right())
        for y in range(box.top(), box.bottom())
    )


def test_the_sorted_column_is_named_in_ink_and_the_others_in_mute(page: EntityPage) -> None:
    tokens = theme.current()
    sorted_by = page.model.column_named(page.entity.sort)
    ink, mute = QColor(tokens.ink).lightness(), QColor(tokens.mute).lightness()
    assert darkest(page, sorted_by) <= ink + 8
    for name in ("ref", "unit", "quantity"):
        assert mute - 1 <= darkest(page, page.model.column_named(name)) <= mute + 12


def test_a_hair_line_runs_below_the_head_and_nothing_between_the_names(page: EntityPage) -> None:
    head, tokens = page.table.head, theme.current()
    image = head.viewport().grab().toImage()
    assert {image.pixelColor(x, head.height() - 1).name() for x in range(head.width())} == {tokens.line}
    edge = head.sectionViewportPosition(2)
    assert {image.pixelColor(edge, y).name() for y in range(head.height() - 1)} == {tokens.base}


def test_the_name_of_a_number_stands_over_its_right_edge(page: EntityPage) -> None:
    head, column = page.table.head, page.model.column_named("quantity")
    image = head.viewport().grab().toImage()
    left, width, base = head.sectionViewportPosition(column), head.sectionSize(column), theme.current().base
    inked = [
        x
        for x in range(left, left + width)
        if any(image.pixelColor(x, y).name() != base for y in range(head.height() - 1))
    ]
    assert left + width - inked[-1] <= 10
    assert inked[0] - left > 5


def test_columns_are_dragged_to_another_place(page: EntityPage) -> None:
    head = page.table.head
    before = [column.name for column in page.table.shown_columns()]
    start = QPoint(head.sectionViewportPosition(1) + 20, 10)
    end = QPoint(head.sectionViewportPosition(3) + 60, 10)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 11):
        QTest.mouseMove(head.viewport(), start + (end - start) * step / 10)
        QApplication.processEvents()
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=end)
    after = [column.name for column in page.table.shown_columns()]
    assert after != before
    assert sorted(after) == sorted(before)


def test_a_column_is_made_wider_by_its_edge_and_keeps_that_width(page: EntityPage) -> None:
    head, column = page.table.head, page.model.column_named("unit")
    changed = collected(page.table.columns.changed.connect)
    edge = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) - 1, 10)
    before = head.sectionSize(column)
    QTest.mousePress(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    QTest.mouseMove(head.viewport(), edge + QPoint(40, 0))
    QTest.mouseRelease(head.viewport(), Qt.MouseButton.LeftButton, pos=edge + QPoint(40, 0))
    assert head.sectionSize(column) == before + 40
    assert changed
    page.resize(900, 500)
    QApplication.processEvents()
    assert head.sectionSize(column) == before + 40


def test_a_double_click_on_an_edge_fits_the_column_to_its_content(page: EntityPage) -> None:
    head, column = page.table.head, page.model.column_named("unit")
    head.resizeSection(column, 400)
    edge = QPoint(head.sectionViewportPosition(column) + 399, 10)
    QTest.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=edge)
    assert head.sectionSize(column) == page.table.sizeHintForColumn(column) < 200


def test_the_menu_of_columns_opens_on_the_head(page: EntityPage) -> None:
    head, place = page.table.head, QPoint(30, 10)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, head.viewport().mapToGlobal(place))
    QApplication.sendEvent(head.viewport(), event)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert "Note" in [action.text() for action in popup.actions()]
    popup.close()


# ------------------------------------------------------------------------------------------ rows that break
def row_of(qtbot: QtBot, widths: list[int]) -> tuple[QWidget, FlowLayout, list[QWidget]]:
    frame = QWidget()
    qtbot.addWidget(frame)
    flow = FlowLayout(frame, 8)
    parts = []
    for width in widths:
        part = QWidget(frame)
        part.setFixedHeight(20)
        part.setMinimumWidth(width)
        flow.addWidget(part)
        parts.append(part)
    return frame, flow, parts


def test_widgets_stand_in_a_row_and_the_last_takes_the_rest(qtbot: QtBot) -> None:
    frame, _flow, parts = row_of(qtbot, [50, 60, 70])
    frame.resize(400, 100)
    frame.show()
    assert [(part.x(), part.y(), part.width()) for part in parts] == [(0, 0, 50), (58, 0, 60), (126, 0, 274)]


def test_what_does_not_fit_begins_a_new_row(qtbot: QtBot) -> None:
    frame, flow, parts = row_of(qtbot, [50, 60, 70])
    frame.resize(130, 100)
    frame.show()
    assert [(part.x(), part.y()) for part in parts] == [(0, 0), (58, 0), (0, 28)]
    assert flow.heightForWidth(130) == 48
    assert flow.heightForWidth(400) == 20
    assert flow.heightForWidth(60) == 76


def test_a_hidden_widget_leaves_no_gap_and_one_taken_out_is_gone(qtbot: QtBot) -> None:
    frame, flow, parts = row_of(qtbot, [50, 60, 70])
    parts[1].hide()
    frame.resize(400, 100)
    frame.show()
    assert parts[2].x() == 58
    flow.move_to_end(parts[0])
    assert flow.itemAt(2) is not None
    assert flow.count() == 3
    flow.removeWidget(parts[0])
    assert flow.count() == 2
    assert flow.itemAt(5) is None
    assert flow.takeAt(5) is None
