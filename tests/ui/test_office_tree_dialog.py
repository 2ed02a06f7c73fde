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


def visible(dialog: OfficeTreeDialog, table: str = "organizations") -> list[str]:
    """What is not sifted out, level by level."""
    found, waiting = [], [dialog.tree.invisibleRootItem()]
    while waiting:
        item: QTreeWidgetItem = waiting.pop(0)
        children = [item.child(n) for n in range(item.childCount())]
        waiting += [child for child in children if child is not None]
        shown_ones = [child for child in children if child is not None and not child.isHidden()]
        found += [child.text(0) for child in shown_ones if child.data(0, Qt.ItemDataRole.UserRole)[0] == table]
    return found


def test_every_organization_and_every_person_is_in_the_tree_once(opened: Opened) -> None:
    dialog = shown(opened)
    assert len(visible(dialog)) == 52
    assert len(set(visible(dialog, "persons"))) == len(visible(dialog, "persons")) == 35
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
    people = ["Hajime Aoyagi", "Masaki Fukasawa", "Osamu Nishiwaki", "Takeshi Ishikawa"]
    assert visible(dialog, "persons") == people  # of the one that fits, none of the one above it
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


@pytest.mark.parametrize("typed", ["fukasawa", "深澤"])
def test_a_person_is_found_below_its_office_and_enter_goes_there(opened: Opened, sample: Store, typed: str) -> None:
    dialog = shown(opened)
    QTest.keyClicks(dialog.words, typed) if typed.isascii() else dialog.words.setText(typed)
    assert visible(dialog, "persons") == ["Masaki Fukasawa"]
    current = dialog.tree.currentItem()
    assert current is not None
    assert [current.text(column) for column in range(3)] == ["Masaki Fukasawa", "深澤雅貴", "Commissioner of ATLA"]
    assert dialog.primary.text() == "Show the person"
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("persons", (named(sample, "persons", "fukasawa-masaki"),))


def test_the_tree_is_walked_by_keys_alone(opened: Opened, sample: Store) -> None:
    dialog = shown(opened)
    assert dialog.tree.hasFocus()
    opened.press(Qt.Key.Key_Down)  # a person of the White House
    assert dialog.primary.text() == "Show the person"
    opened.press(Qt.Key.Key_Left)  # to the office
    opened.press(Qt.Key.Key_Left)  # closes it
    assert dialog.primary.text() == "Show the organization"
    opened.press(Qt.Key.Key_Down)
    opened.press(Qt.Key.Key_Return)
    assert opened.window.desk is not None
    assert opened.window.desk.selection == ("organizations", (named(sample, "organizations", "us-dod"),))


def test_nothing_that_fits_is_told(opened: Opened) -> None:
    dialog = shown(opened)
    QTest.keyClicks(dialog.words, "zzz")
    assert visible(dialog) == []
    dialog.act()
    assert dialog.problem.text() == "Nothing is marked: mark an organization or a person in the tree."
    dialog.reject()


def test_a_circle_is_said(opened: Opened, sample: Store) -> None:
    office = named(sample, "organizations", "jp-mod")
    with sample.write("Make a circle") as step:
        step.update("organizations", office, {"parent_org_id": named(sample, "organizations", "jp-atla")})
    dialog = shown(opened)
    words = [dialog.tree.topLevelItem(n).text(2) for n in range(dialog.tree.topLevelItemCount())]  # type: ignore[union-attr]  # there are so many
    assert words.count("▲ stands below itself") == 1
    dialog.reject()
