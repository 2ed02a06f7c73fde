"""Every page in both themes and from 100 to 200 %: nothing is cut off, nothing overlaps, words can be read."""

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.history_page import HistoryPage
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY
from tests.make_page import NO_DISPLAY, editor_of, go_to, press
from tests.make_window import open_window

pytestmark = NO_DISPLAY
Key = Qt.Key
sizes = pytest.mark.parametrize("scale", [100, 125, 150, 200])
every_kind = pytest.mark.parametrize("table", list(ENTITIES))


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp)


def shown(
    qtbot: QtBot, store: Store, table: str, *, scale: int = 100, dark: bool = False, width: int = 1000
) -> EntityPage:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, dark=dark, scale=scale)
    page = EntityPage(store, ENTITIES[table], TODAY)
    qtbot.addWidget(page)
    page.resize(theme.size(width), theme.size(500))
    with qtbot.waitExposed(page):
        page.show()
    page.activateWindow()
    page.model.finish()
    QApplication.processEvents()
    return page


@sizes
@every_kind
def test_nothing_in_the_head_of_a_page_is_cut_off_or_overlaps(
    qtbot: QtBot, sample: Store, table: str, scale: int
) -> None:
    page = shown(qtbot, sample, table, scale=scale)
    for chip in page.filters.chips:
        words = QFontMetrics(chip.font()).horizontalAdvance(chip.text().replace("&&", "&"))
        assert chip.width() >= words
        assert chip.height() >= QFontMetrics(chip.font()).height()
        assert page.filters.rect().contains(chip.geometry())
    parts = [*page.filters.chips, page.filters.field]
    for one, other in pairwise(parts):
        assert not one.geometry().intersects(other.geometry())
    for label in page.head.findChildren(QLabel):
        assert label.height() >= QFontMetrics(label.font()).height()
        assert page.head.rect().contains(label.geometry())
    page.stop()


@sizes
def test_rows_and_heads_are_high_enough_for_their_letters(qtbot: QtBot, sample: Store, scale: int) -> None:
    page = shown(qtbot, sample, "meetings", scale=scale)
    assert page.table.row_height == theme.size(theme.ROW)
    assert page.table.row_height > QFontMetrics(theme.font(theme.TABLE)).height()
    assert page.table.head.height() == theme.size(theme.HEADER_ROW)
    page.table.set_compact(True)
    assert page.table.row_height > QFontMetrics(theme.font(theme.TABLE)).height()
    page.stop()


@sizes
@pytest.mark.parametrize("dark", [False, True])
def test_an_editor_its_note_and_its_drop_down_fit_the_page(qtbot: QtBot, sample: Store, scale: int, dark: bool) -> None:
    page = shown(qtbot, sample, "action_items", scale=scale, dark=dark)
    go_to(page, 1, "due_date")
    press(page.table, "31 Feb 2024")
    press(editor_of(page).input, Key.Key_Return)
    note = page.table.cell_edit._note  # noqa: SLF001 - the line is the edit's own
    assert page.table.viewport().rect().contains(note.geometry())
    lines = QFontMetrics(note.font()).boundingRect(
        QRect(0, 0, note.width(), 999), int(Qt.TextFlag.TextWordWrap), note.text()
    )
    assert note.height() >= lines.height()
    assert editor_of(page).input.height() <= page.table.row_height
    press(editor_of(page).input, Key.Key_Escape)
    page.stop()


@pytest.mark.parametrize("dark", [False, True])
@every_kind
def test_every_page_is_painted_in_its_theme(qtbot: QtBot, sample: Store, table: str, dark: bool) -> None:
    page = shown(qtbot, sample, table, dark=dark)
    tokens = theme.current()
    page.table.clearSelection()
    image = page.grab().toImage()
    ratio = image.devicePixelRatio()
    assert image.pixelColor(2, 2).name() == tokens.base
    row = page.table.viewport().mapTo(page, QPoint(page.table.viewport().width() - 2, 2))
    assert image.pixelColor(int(row.x() * ratio), int(row.y() * ratio)).name() == tokens.base
    other = QColor((theme.LIGHT if dark else theme.DARK).base).name()
    corners = [(1, 1), (page.width() - 2, 1), (1, page.height() - 2)]
    assert other not in {image.pixelColor(int(x * ratio), int(y * ratio)).name() for x, y in corners}
    page.stop()


def test_a_change_of_theme_is_followed_at_once(qtbot: QtBot, sample: Store, qapp: QApplication) -> None:
    page = shown(qtbot, sample, "forums")
    for dark in (True, False):
        theme.apply(qapp, dark=dark)
        QApplication.processEvents()
        image = page.table.viewport().grab().toImage()
        assert image.pixelColor(1, 1).name() == theme.current().base
        assert image.pixelColor(1, page.table.row_height - 1).name() == theme.current().line
    page.stop()


def test_the_whole_round_is_done_by_keyboard(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "action_items")
    page.table.setFocus()
    press(page.table, "/")
    field = page.filters.field
    assert field.hasFocus()
    press(field, "aircraft")
    page.model.finish()
    assert 0 < page.row_count() < 29
    press(field, Key.Key_Down)
    assert page.table.hasFocus()
    edited = page.table.selected_ids()
    assert edited == [page.model.source.ids[0]]
    press(page.table, Key.Key_Right, Key.Key_F2)
    press(editor_of(page).input, Key.Key_End, " in Japan", Key.Key_Escape)
    press(page.table, Key.Key_F2)
    press(editor_of(page).input, Key.Key_End, " in Japan", Key.Key_Return)
    assert sample.undo_label is not None
    assert sample.undo_label.startswith("Set Title of ")
    press(page.table, "/")
    press(field, Key.Key_Escape)
    page.model.finish()
    assert page.row_count() == 29
    sample.undo()
    assert page.select(edited[0])
    page.stop()


def test_every_part_of_a_page_has_a_name_for_screen_readers(qtbot: QtBot, sample: Store) -> None:
    page = shown(qtbot, sample, "action_items")
    assert page.table.accessibleName() == "Action items"
    assert page.filters.field.accessibleName() == "Filter this table"
    assert all(chip.accessibleName() for chip in page.filters.chips)
    page.add()
    assert page.form is not None
    assert all(editor.input.accessibleName() for editor in page.form.editors.values())
    page.stop()


@pytest.mark.parametrize(("scale", "stands"), [(100, True), (200, False)])
@pytest.mark.parametrize("page", ["journal", "bin"])
def test_the_panel_of_journal_and_bin_folds_before_their_table_is_cut_off(
    qtbot: QtBot, qapp: QApplication, sample: Store, page: str, scale: int, stands: bool
) -> None:
    with sample.write("Delete") as step:
        step.delete("action_items", [3])
    settings = Settings(None)
    settings.theme, settings.scale = "light", scale
    opened = open_window(qtbot, qapp, sample, page, settings=settings, size=(1280, 720))
    desk = opened.window.desk
    assert desk is not None
    shown = desk.made[page]
    assert isinstance(shown, HistoryPage)
    assert shown.panel.isVisible() is stands
    assert shown.table.width() >= theme.size(240)
    parts = [part for kind in (QComboBox, QLineEdit) for part in shown.findChildren(kind)]
    boxes = [QRect(part.mapTo(shown, QPoint(0, 0)), part.size()) for part in parts]
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2)), "no filter lies on another"
    theme.apply(qapp)
