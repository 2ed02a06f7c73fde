"""The previews of minutes, readout and delegation list: pages, languages, names, versions, final and compared."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.papers import kept
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.store import Store
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.paper_preview import CompareDialog, PaperPreview
from tests.make import dump
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.read_paper import pages_of

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the sample."""
    return open_window(qtbot, qapp, sample, "meetings")


def shown(opened: Opened, kind: str = "minutes") -> PaperPreview:
    preview = opened.commands.papers.show(kind, 10, "First DICAS")
    opened.settle()
    assert preview is not None
    return preview


def text_of(opened: Opened, preview: PaperPreview, tmp_path: Path) -> str:
    preview.save_pdf(tmp_path / "shown.pdf")
    opened.settle()
    return "".join(pages_of((tmp_path / "shown.pdf").read_bytes(), tmp_path))


def versions(store: Store, kind: str = "minutes") -> list[tuple[int, str]]:
    with store.read() as db:
        return [(one.version, one.state) for one in kept(db, 10, kind)]


def dialog_in(preview: PaperPreview, title: str) -> Dialog:
    (found,) = [each for each in preview.findChildren(Dialog) if each.isVisible() and each.windowTitle() == title]
    return found


def click(opened: Opened, button: object) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)  # type: ignore[call-overload]  # any widget
    opened.settle()


def in_list(preview: PaperPreview) -> list[str]:
    assert preview.versions is not None
    return [preview.versions.itemText(n) for n in range(preview.versions.count())]


@pytest.mark.parametrize("kind", ["minutes", "readout", "delegation_list"])
def test_a_preview_shows_the_pages_and_writes_nothing(opened: Opened, sample: Store, kind: str) -> None:
    before = dump(sample)
    preview = shown(opened, kind)
    assert preview.pages is not None
    assert preview.thumbs.count() == len(preview.pages.pictures) >= 1
    assert preview.file_name == f"{kind.replace('_', '-')}.pdf"
    assert in_list(preview) == ["As the records say now"]
    assert not preview.compare.isEnabled()
    assert dump(sample) == before


def test_language_and_order_of_the_names_are_chosen(opened: Opened, tmp_path: Path) -> None:
    preview = shown(opened, "delegation_list")
    assert "Masaki FUKASAWA" in text_of(opened, preview, tmp_path)
    click(opened, preview.chips["family-first"])
    assert "FUKASAWA Masaki" in text_of(opened, preview, tmp_path)
    click(opened, preview.chips["both"])
    both = text_of(opened, preview, tmp_path)
    assert "FUKASAWA Masaki" in both
    assert "深澤雅貴" in both
    click(opened, preview.chips["ja"])
    japanese = text_of(opened, preview, tmp_path)
    assert "深澤雅貴" in japanese
    assert "FUKASAWA" not in japanese


def test_the_papers_of_a_forum_are_printed_alike(opened: Opened, tmp_path: Path) -> None:
    preview = shown(opened, "delegation_list")
    click(opened, preview.chips["both"])
    click(opened, preview.chips["family-first"])
    preview.reject()
    minutes = shown(opened, "minutes")
    assert (minutes.language, minutes.order) == ("both", "family-first")
    assert "FUKASAWA Masaki" in text_of(opened, minutes, tmp_path)
    minutes.reject()
    brief = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert brief is not None
    assert (brief.language, brief.order) == ("en", "family-first")  # a brief is printed in one language


def test_a_version_is_kept_and_shown_as_it_was(opened: Opened, sample: Store, tmp_path: Path) -> None:
    preview = shown(opened)
    click(opened, preview.keep)
    assert versions(sample) == [(1, "draft")]
    assert sample.undo_label == "Keep the minutes of a meeting, version 1"
    assert in_list(preview) == ["As the records say now", "Version 1, draft"]
    assert preview.source_version == 1
    with sample.write("Change") as step:
        step.why = Why("Correction")
        step.update("decisions", 7, {"text": "Other words"})
    opened.settle()
    assert "Other words" not in text_of(opened, preview, tmp_path)
    assert not preview.keep.isEnabled()
    assert not preview.chips["ja"].isEnabled()
    assert preview.versions is not None
    preview.versions.setCurrentIndex(0)
    opened.settle()
    assert "Other words" in text_of(opened, preview, tmp_path)
    assert preview.keep.isEnabled()


def test_final_is_asked_for_and_says_no_draft(opened: Opened, sample: Store, tmp_path: Path) -> None:
    preview = shown(opened)
    click(opened, preview.make_final)
    QTest.keyClick(dialog_in(preview, "Make the paper final"), Qt.Key.Key_Escape)
    opened.settle()
    assert versions(sample) == []
    click(opened, preview.make_final)
    QTest.keyClick(dialog_in(preview, "Make the paper final"), Qt.Key.Key_Return)
    opened.settle()
    assert versions(sample) == [(1, "final")]
    assert in_list(preview) == ["As the records say now", "Version 1, final"]
    text = text_of(opened, preview, tmp_path)
    assert "1, final" in text
    assert "DRAFT" not in text


def test_what_stands_open_is_told_before_a_paper_becomes_final(opened: Opened, sample: Store) -> None:
    with sample.write("Take the head out") as step, sample.read() as db:
        (us,) = db.execute("SELECT id FROM delegations WHERE meeting_id = 10 AND side = 'US'").scalars()
        step.update("delegations", us, {"leader_person_id": None})
    preview = shown(opened, "delegation_list")
    assert preview.reasons.isVisibleTo(preview)
    click(opened, preview.make_final)
    QTest.keyClick(dialog_in(preview, "Make the paper final"), Qt.Key.Key_Return)
    opened.settle()
    dialog = dialog_in(preview, "Something stands open")
    assert dialog.note.text() == (
        "The delegation list cannot be final, 1 thing stands open: No head of delegation is recorded: United States. "
        "Settle it, or insist."
    )
    assert versions(sample, "delegation_list") == []
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    opened.settle()
    assert versions(sample, "delegation_list") == [(1, "final")]
    assert not preview.reasons.isVisibleTo(preview)


def test_two_versions_are_compared_in_words(opened: Opened, sample: Store) -> None:
    preview = shown(opened)
    click(opened, preview.keep)
    with sample.write("Change") as step:
        step.why = Why("Correction")
        step.update("decisions", 7, {"text": "Other words"})
    assert preview.versions is not None
    preview.versions.setCurrentIndex(0)
    opened.settle()
    click(opened, preview.keep)
    click(opened, preview.compare)
    dialog = dialog_in(preview, "Compare two versions")
    assert isinstance(dialog, CompareDialog)
    assert (dialog.first.currentText(), dialog.second.currentText()) == ("Version 1, draft", "Version 2, draft")
    assert dialog.view.toPlainText().startswith("page 1, Further outcomes, Decision D-0007:")
    told = dialog.view.toPlainText()
    assert "is now “(U) Other words (corrected 15 Jul 2024, Correction; before: “Principle: " in told
    dialog.first.setCurrentIndex(1)
    opened.settle()
    assert dialog.view.toPlainText() == "No difference."
    dialog.reject()


def test_minutes_of_a_meeting_that_has_not_begun_are_told(opened: Opened, sample: Store) -> None:
    before = dump(sample)
    preview = opened.commands.papers.show("minutes", 15, "2+2")
    opened.settle()
    assert preview is not None
    assert preview.problem.text() == "M-0015 begins on 28 Jul 2024: print its minutes from that day on."
    assert not preview.primary.isEnabled()
    click(opened, preview.keep)
    assert preview.problem.text() == "M-0015 begins on 28 Jul 2024: print its minutes from that day on."
    assert dump(sample) == before
