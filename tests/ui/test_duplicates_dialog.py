"""Duplicates in the window: listed, side by side, swapped, merged and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.duplicates_dialog import DuplicatesDialog
from tests.make import dump
from tests.make_keys import by_key, by_menu, dialog_of, dialogs_of, wake
from tests.make_people import add, row
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the people of the sample."""
    return open_window(qtbot, qapp, sample, "persons")


@pytest.fixture
def again(sample: Store) -> int:
    """A person who is there already, entered again."""
    return add(sample, "persons", name_en="FUKASAWA Masaki", name_kana="フカサワマサキ", org_id=26)


def shown(opened: Opened, command: str = "duplicates") -> DuplicatesDialog:
    opened.settle()
    wake(opened)
    by_key(opened, command)
    dialog = dialog_of(opened, "Duplicates")
    assert isinstance(dialog, DuplicatesDialog)
    return dialog


def chosen(dialog: DuplicatesDialog) -> dict[str, tuple[str, str]]:
    return {column: (kept.text(), gone.text()) for column, (kept, gone) in dialog.sides.choices.items()}


@pytest.mark.parametrize("ask", [by_key, by_menu])
def test_no_duplicates_are_said(opened: Opened, ask: object) -> None:
    ask(opened, "duplicates")  # type: ignore[operator]  # one of the two ways to ask
    dialog = dialog_of(opened, "Duplicates")
    assert isinstance(dialog, DuplicatesDialog)
    assert dialog.none.isVisible()
    assert not dialog.primary.isVisible()
    dialog.reject()


def test_a_pair_stands_side_by_side_with_a_tick_at_what_stays(opened: Opened, again: int) -> None:
    dialog = shown(opened)
    assert dialog.list.item(0).text() == (
        "PE-0002  Masaki Fukasawa\nPE-0036  FUKASAWA Masaki\nsame name in Latin letters\nsame organization"
    )
    assert dialog.pair == ("persons", 2, again)
    assert chosen(dialog) == {
        "name_en": ("✓ Masaki Fukasawa", "FUKASAWA Masaki"),
        "name_kana": ("—", "✓ フカサワマサキ"),
    }
    assert dialog.primary.text() == "Merge PE-0036 into PE-0002"
    dialog.reject()


def test_enter_merges_as_one_step_and_goes_on(opened: Opened, sample: Store, again: int) -> None:
    add(sample, "organizations", name_en="X", abbreviation="MOD", country="JP")
    before = dump(sample)
    dialog = shown(opened)
    assert dialog.list.count() == 2
    QTest.mouseClick(dialog.sides.choices["name_en"][1], Qt.MouseButton.LeftButton)
    assert chosen(dialog)["name_en"] == ("Masaki Fukasawa", "✓ FUKASAWA Masaki")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert (row(sample, "persons", 2)["name_en"], row(sample, "persons", 2)["name_kana"]) == (
        "FUKASAWA Masaki", "フカサワマサキ",
    )  # fmt: skip
    assert row(sample, "persons", again)["merged_into_id"] == 2
    assert dialog.list.count() == 1
    assert dialog.pair is not None
    assert dialog.pair[0] == "organizations"
    dialog.reject()
    opened.settle()
    assert opened.window.status.note.text() == "PE-0036 is now PE-0002: 0 links followed. Undo takes it back."
    opened.do("undo")
    assert dump(sample) == before


def test_the_other_one_can_stay(opened: Opened, sample: Store, again: int) -> None:
    dialog = shown(opened)
    assert dialog.sides.swap is not None
    QTest.keyClick(dialog.sides.swap, Qt.Key.Key_Space)
    assert dialog.pair == ("persons", again, 2)
    assert dialog.primary.text() == "Merge PE-0002 into PE-0036"
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert row(sample, "persons", 2)["deleted_at"]
    assert row(sample, "persons", again)["title"] == "Commissioner of ATLA"
    dialog.reject()


def test_two_selected_records_are_merged_whatever_they_are_called(opened: Opened, sample: Store) -> None:
    assert opened.window.commands.why("merge") == "Select two people or two organizations."
    assert opened.window.desk is not None
    other = add(sample, "persons", name_en="Another Person")
    opened.settle()
    opened.window.desk.on_selected("persons", [2, other])
    opened.settle()
    dialog = shown(opened, "merge")
    assert dialog.list.item(0).text().endswith("chosen by you")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert dialogs_of(opened) == []
    assert row(sample, "persons", other)["merged_into_id"] == 2


@pytest.mark.parametrize("way", ["key", "button", "tab"])
def test_these_two_are_not_the_same_is_kept_by_keys_alone(opened: Opened, sample: Store, again: int, way: str) -> None:
    before = dump(sample)
    dialog = shown(opened)
    if way == "key":
        opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    elif way == "button":
        QTest.mouseClick(dialog.apart, Qt.MouseButton.LeftButton)
    else:  # Enter on the button that has the keyboard is no merge
        for _time in range(40):
            if dialog.apart.hasFocus():
                break
            opened.press(Qt.Key.Key_Tab)
        opened.press(Qt.Key.Key_Return)
    opened.settle()
    assert dialog.none.isVisible()
    assert not dialog.apart.isVisible()
    assert row(sample, "persons", again)["not_same_as"] == "fukasawa-masaki"
    assert row(sample, "persons", again)["deleted_at"] is None
    assert opened.window.status.note.text() == (
        "PE-0036 is not PE-0002: they are not proposed again. Undo takes it back."
    )
    dialog.reject()
    opened.settle()
    assert shown(opened).none.isVisible()
    QTest.keyClick(dialogs_of(opened)[0], Qt.Key.Key_Escape)
    opened.settle()
    opened.do("undo")
    assert dump(sample) == before
    assert shown(opened).list.count() == 1


def test_a_pair_told_apart_can_still_be_merged_by_who_selects_it(opened: Opened, sample: Store, again: int) -> None:
    dialog = shown(opened)
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    dialog.reject()
    opened.settle()
    assert opened.window.desk is not None
    opened.window.desk.on_selected("persons", [2, again])
    opened.settle()
    dialog = shown(opened, "merge")
    opened.press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    assert dialog.problem.text() == "PE-0002 and PE-0036 were told apart before: they are not proposed any more."
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert row(sample, "persons", again)["merged_into_id"] == 2
    assert row(sample, "persons", 2)["not_same_as"] is None


def test_leaving_writes_nothing(opened: Opened, sample: Store, again: int) -> None:
    before = dump(sample)
    dialog = shown(opened)
    QTest.mouseClick(dialog.sides.choices["name_en"][1], Qt.MouseButton.LeftButton)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    opened.settle()
    assert dump(sample) == before
    assert row(sample, "persons", again)["deleted_at"] is None


def test_a_record_that_was_deleted_meanwhile_is_told(opened: Opened, sample: Store, again: int) -> None:
    dialog = shown(opened)
    with sample.write("Delete") as step:
        step.delete("persons", [again])
    before = dump(sample)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    assert dialog.problem.text() == "PE-0036 lies in the bin: take it out first, or choose another."
    assert dump(sample) == before
    dialog.reject()
