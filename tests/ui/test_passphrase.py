"""Another passphrase and the head of a paper, in the window; and how strong a passphrase is said to be."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from dicas_desktop.store import backups
from dicas_desktop.store.faults import WrongPassphrase
from dicas_desktop.store.rekey_backups import older
from dicas_desktop.store.store import Store
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.open_dialogs import OtherWayDialog
from dicas_desktop.ui.passphrase_dialogs import ChangePassphraseDialog, HeadDialog
from dicas_desktop.ui.passphrase_strength import bits_of, strength
from tests.make import PASSPHRASE, Clock, new_store, reopen
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
OTHER = "six other placeholder words of ours"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = new_store(tmp_path / "w.dicas", PASSPHRASE)
    with store.write("Add") as step:
        step.add("organizations", {"name_en": "Example organization"})
    yield store
    store.close()


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, store: Store) -> Iterator[Opened]:
    opened = open_window(qtbot, qapp, store, "organizations")
    yield opened
    opened.window.close_store()


def dialog_of(opened: Opened) -> Dialog:
    shown = [dialog for dialog in opened.window.findChildren(Dialog) if dialog.isVisible()]
    assert len(shown) == 1
    return shown[0]


def change(opened: Opened, old: str, new: str, again: str | None = None) -> ChangePassphraseDialog:
    opened.do("passphrase")
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangePassphraseDialog)
    QTest.keyClicks(dialog.old.line, old)
    QTest.keyClicks(dialog.new.line, new)
    QTest.keyClicks(dialog.again.line, new if again is None else again)
    return dialog


def finish(opened: Opened) -> None:
    """Prove, rewrite and open again: three pieces of work one after the other."""
    for _piece in range(3):
        opened.settle()


def test_the_passphrase_is_changed_and_the_workspace_is_open_again(opened: Opened, store: Store) -> None:
    dialog = change(opened, PASSPHRASE, OTHER)
    QTest.keyClick(dialog.again.line, Qt.Key.Key_Return)
    finish(opened)
    window = opened.window
    assert window.store is not None
    assert window.store is not store
    assert window.store.encrypted
    assert window.desk is not None
    assert window.desk.page == "organizations"
    assert window.store.undo() == "Add"
    path = store.path
    window.close_store()
    with pytest.raises(WrongPassphrase):
        reopen(path, PASSPHRASE)
    reopen(path, OTHER).close()


def test_a_wrong_passphrase_of_now_asks_again_and_closes_nothing(opened: Opened, store: Store) -> None:
    dialog = change(opened, "wrong words", OTHER)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    again = dialog_of(opened)
    assert isinstance(again, ChangePassphraseDialog)
    assert "does not open w.dicas" in again.problem.text()
    assert opened.window.store is store
    again.reject()


@pytest.fixture
def backed_up(store: Store) -> Store:
    """The workspace with one backup."""
    backups.back_up(store.hold.file, "asked", Clock()())
    return store


def change_with_backup(opened: Opened) -> OtherWayDialog:
    dialog = change(opened, PASSPHRASE, OTHER)
    QTest.keyClick(dialog.again.line, Qt.Key.Key_Return)
    finish(opened)
    asked = dialog_of(opened)
    assert isinstance(asked, OtherWayDialog)
    assert asked.windowTitle() == "1 backups keep the old passphrase"
    assert asked.leave.text() == "Keep them so"
    return asked


def test_backups_get_the_new_passphrase_if_one_wants(backed_up: Store, opened: Opened) -> None:
    asked = change_with_backup(opened)
    assert asked.primary.text() == "Give them the new passphrase"
    QTest.mouseClick(asked.primary, Qt.MouseButton.LeftButton)
    finish(opened)
    assert opened.window.status.note.text() == "1 backups open with the new passphrase now."
    assert older(backed_up.path) == []
    assert len(backups.named(backed_up.path)) >= 1


def test_backups_are_deleted_if_one_wants(backed_up: Store, opened: Opened) -> None:
    asked = change_with_backup(opened)
    assert asked.other.text() == "Delete them"
    QTest.mouseClick(asked.other, Qt.MouseButton.LeftButton)
    finish(opened)
    told = dialog_of(opened)
    assert told.windowTitle() == "✓ Everything was removed"
    told.reject()
    assert older(backed_up.path) == []


def test_backups_are_left_as_they_are_if_one_wants(backed_up: Store, opened: Opened) -> None:
    change_with_backup(opened).reject()
    assert len(older(backed_up.path)) == 1


def test_a_plain_workspace_is_encrypted(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "action_items")
    opened.do("passphrase")
    dialog = dialog_of(opened)
    assert isinstance(dialog, ChangePassphraseDialog)
    assert dialog.windowTitle() == "Encrypt sample.dicas"
    assert not dialog.old.isVisible()
    QTest.keyClicks(dialog.new.line, OTHER)
    QTest.keyClicks(dialog.again.line, OTHER)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    finish(opened)
    assert opened.window.store is not None
    assert opened.window.store.encrypted
    assert opened.window.status.file.text() == "Encrypted · sample.dicas"
    opened.window.close_store()


@pytest.mark.parametrize(
    ("old", "new", "again", "told"),
    [
        ("", OTHER, OTHER, "Passphrase of now is missing: type it."),
        (PASSPHRASE, "short", "short", "The passphrase is too short: use at least 8 letters, better several words."),
        (PASSPHRASE, OTHER, "different words", "The two passphrases differ: type the same one twice."),
        (PASSPHRASE, PASSPHRASE, PASSPHRASE, "The new passphrase is the old one: type another."),
    ],
)
def test_what_cannot_be_is_said_in_the_dialog(opened: Opened, old: str, new: str, again: str, told: str) -> None:
    dialog = change(opened, old, new, again)
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    assert dialog.problem.text() == told
    assert dialog.isVisible()
    dialog.reject()


def test_the_dialog_says_what_happens_to_copies_and_that_nobody_recovers(opened: Opened) -> None:
    dialog = change(opened, "", "")
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Copies and backups made before keep the passphrase of now." in words
    assert "Nobody can recover a forgotten passphrase." in words
    QTest.keyClicks(dialog.new.line, OTHER)
    assert dialog.strength.text() == "✓ Strong, by this estimate"
    dialog.reject()


def test_a_head_from_a_paper_is_verified(opened: Opened, store: Store) -> None:
    printed = store.head.short
    with store.write("Add more") as step:
        step.add("organizations", {"name_en": "Another"})
    opened.do("verify_head")
    dialog = dialog_of(opened)
    assert isinstance(dialog, HeadDialog)
    QTest.keyClicks(dialog.head, "12")
    QTest.keyClick(dialog.head, Qt.Key.Key_Return)
    assert dialog.problem.text() == "A journal head has 8 to 64 digits; these are 2."
    dialog.head.setText(printed)
    QTest.keyClick(dialog.head, Qt.Key.Key_Return)
    opened.settle()
    told = dialog_of(opened)
    assert told.windowTitle() == f"✓ The head {printed.replace(' ', '')} is in the journal"
    assert told.note.text() == "Everything up to that step is as it was then; 1 steps followed."
    words = " ".join(label.text() for label in told.findChildren(QLabel))
    assert "Step 2, " in words
    assert "Example officer on example-desk: Add" in words
    told.reject()


def test_a_head_that_is_not_there_is_told(opened: Opened) -> None:
    opened.do("verify_head")
    dialog = dialog_of(opened)
    assert isinstance(dialog, HeadDialog)
    dialog.head.setText("0123 4567")
    QTest.mouseClick(dialog.primary, Qt.MouseButton.LeftButton)
    opened.settle()
    told = dialog_of(opened)
    assert told.windowTitle() == "▲ The head 01234567 is not in the journal"
    told.reject()


@pytest.mark.parametrize(
    ("passphrase", "tone"),
    [
        ("", "mute"),
        ("abc", "late"),
        ("1234567", "late"),
        ("aaaaaaaa", "soon"),
        ("wordwordword", "soon"),
        ("abcabcabcabc", "soon"),
        ("qwertyuiop", "soon"),
        ("asdfghjkl123456", "soon"),
        ("P@ssw0rd2024!", "soon"),
        ("Summer2024!", "soon"),
        ("tokyo2024tokyo", "soon"),
        ("20240715", "soon"),
        ("two words", "soon"),
        ("four words of placeholders", "ink"),
        (PASSPHRASE, "done"),
        ("qzvkwpmxtrjhsdfg", "done"),
        ("xK9#mQ2$vLw8", "done"),
        ("会議の前に茶を飲む人", "done"),
    ],
)
def test_strength_counts_words_rows_years_and_repetitions_as_what_they_are(passphrase: str, tone: str) -> None:
    assert strength(passphrase)[1] == tone


def test_more_words_are_never_weaker() -> None:
    words = PASSPHRASE.split()
    bits = [bits_of(" ".join(words[:number])) for number in range(1, len(words) + 1)]
    assert bits == sorted(bits)


def test_letters_that_change_their_number_with_their_case_do_no_harm() -> None:
    assert strength("İİİİİİİİpassword")[0]
    assert strength("\0" * 20)[1] == "soon"
    assert strength("🔑" * 9)[1] == "soon"
