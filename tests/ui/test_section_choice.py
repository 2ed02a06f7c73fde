"""The sections of a brief, ticked and ordered by keys in the preview."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.briefs.build import SECTIONS
from dicas_desktop.store.store import Store
from dicas_desktop.ui.print_preview import PrintPreview
from dicas_desktop.ui.section_choice import SectionsDialog
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    return open_window(qtbot, qapp, sample, "meetings")


def dialog_of(preview: PrintPreview) -> SectionsDialog:
    QTest.mouseClick(preview.chips["sections"], Qt.MouseButton.LeftButton)
    (dialog,) = [each for each in preview.findChildren(SectionsDialog) if each.isVisible()]
    return dialog


def keys(dialog: SectionsDialog, *pressed: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key, modifier in pressed:
        QTest.keyClick(dialog.list, key, modifier)


NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier


def test_sections_are_left_out_and_moved_by_keys_and_the_pages_follow(opened: Opened) -> None:
    preview = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert preview is not None
    assert preview.pages is not None
    assert [section.key for section in preview.pages.brief.sections] == list(SECTIONS)
    dialog = dialog_of(preview)
    assert dialog.chosen == SECTIONS
    keys(dialog, (Qt.Key.Key_Space, NONE))  # at a glance
    last = dialog.list.count() - 2
    dialog.list.setCurrentRow(SECTIONS.index("changes"))
    assert last == SECTIONS.index("changes")
    keys(dialog, *[(Qt.Key.Key_Up, ALT)] * (last + 3))  # beyond the head of the list it stays there
    assert dialog.list.currentRow() == 0
    said = [dialog.list.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(2)]
    assert said == ["Changes since the last meeting, printed", "At a glance, left out"]
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    opened.settle()
    wanted = ["changes", *(key for key in SECTIONS if key not in ("glance", "changes"))]
    assert [section.key for section in preview.pages.brief.sections] == wanted
    again = dialog_of(preview)
    assert list(again.chosen) == wanted
    again.reject()


def test_a_brief_without_any_section_is_refused_under_the_list(opened: Opened) -> None:
    preview = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert preview is not None
    dialog = dialog_of(preview)
    for row in range(dialog.list.count()):
        dialog.list.setCurrentRow(row)
        keys(dialog, (Qt.Key.Key_Space, NONE))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.text() == "No section is ticked: tick one with Space."
    keys(dialog, (Qt.Key.Key_Space, NONE))
    assert not dialog.problem.isVisible()
    dialog.reject()
    opened.settle()
    assert preview.source.sections is None
