"""The tree of organizations in the window: all open, filtered as one types, Enter goes there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.office_tree_dialog import OfficeTreeDialog
from tests.make_keys import by_key, dialog_of
from tests.make_people import named
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the meetings of the sample."""
    return open_window(qtbot, qapp, sample, "meetings")


def shown(opened: Opened) -> OfficeTreeDialog:
    by_key(opened, "office_tree")
    dialog = dialog_of(opened, "Organizations as a tree")
    assert isinstance(dialog, OfficeTreeDialog)
    return dialog


def visible(dialog: OfficeTreeDialog) -> list[str]:
    found, waiting = [], [dialog.tree.invisibleRootItem()]
    while waiting:
        item: QTreeWidgetItem = waiting.pop(0)
        children = [item.child(n) for n in range(item.childCount())]
        waiting += [child for child in children if child is not None]
        found += [child.text(0) for child in children if child is not None and not child.isHidden()]
    return found


def test_every_organization_is_in_the_tree_once(opened: Opened) -> None:
    dialog = shown(opened)
    assert len(visible(dialog)) == 52
    first = dialog.tree.topLevelItem(0)
    assert first is not None
    assert first.text(0) == "The White House"  # governments before companies
    dialog.grab()  # paints the angles
    dialog.reject()


@pytest.mark.parametrize("typed", ["atla", "防衛装備庁", "acquisition logistics"])
def test_what_is_typed_leaves_what_fits_with_what_is_above_it(opened: Opened, typed: str) -> None:
    dialog = shown(opened)
    QTest.keyClicks(dialog.words, typed) if typed.isascii() else dialog.words.setText(typed)
    agency = "Acquisition, Technology and Logistics Agency (ATLA)"
    assert visible(dialog) == ["Ministry of Defense (MOD)", agency]
    current = dialog.tree.currentItem()
    assert current is not None
    assert current.text(0) == agency
    dialog.reject()


def test_enter_goes_to_the_organization(opened: Opened, sample: Store) -> None:
    dialog = shown(opened)
    QTest.keyClicks(dialog.words, "atla")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == "organizations"
    assert opened.window.desk.selection == ("organizations", (named(sample, "organizations", "jp-atla"),))


def test_nothing_that_fits_is_told(opened: Opened) -> None:
    dialog = shown(opened)
    QTest.keyClicks(dialog.words, "zzz")
    assert visible(dialog) == []
    dialog.act()
    assert dialog.problem.text() == "No organization is marked: mark one in the tree."
    dialog.reject()


def test_a_circle_is_said(opened: Opened, sample: Store) -> None:
    office = named(sample, "organizations", "jp-mod")
    with sample.write("Make a circle") as step:
        step.update("organizations", office, {"parent_org_id": named(sample, "organizations", "jp-atla")})
    dialog = shown(opened)
    words = [dialog.tree.topLevelItem(n).text(2) for n in range(dialog.tree.topLevelItemCount())]  # type: ignore[union-attr]  # there are so many
    assert words.count("▲ stands below itself") == 1
    dialog.reject()
