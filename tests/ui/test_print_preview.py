"""The preview of a brief: real pages, paper, language, zoom, PDF, printer, refusals."""

from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.names import NameOrder
from dicas_desktop.store.connection import connect
from dicas_desktop.store.meetings.printed import printed as printed_at
from dicas_desktop.store.print_choices import keep_print_choices, print_choices
from dicas_desktop.store.store import Store
from dicas_desktop.ui.pages import meeting_page
from dicas_desktop.ui.print_preview import PrintPreview
from dicas_desktop.ui.section_choice import SectionsDialog
from tests.make_brief import part
from tests.make_keys import dialogs_of
from tests.make_people import named
from tests.make_window import NO_DISPLAY, Opened, open_window
from tests.read_paper import pages_of

pytestmark = NO_DISPLAY


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    """A window on the sample."""
    return open_window(qtbot, qapp, sample, "meetings")


@pytest.fixture
def preview(opened: Opened) -> PrintPreview:
    """The preview of the first DICAS meeting."""
    shown = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert shown is not None
    assert shown.pages is not None
    return shown


def test_the_pages_are_those_of_the_brief(opened: Opened, preview: PrintPreview) -> None:
    assert opened is not None
    assert preview.pages is not None
    assert preview.thumbs.count() == len(preview.pages.pictures) > 1
    assert preview.counts.text().startswith(f"{preview.thumbs.count()} pages")
    size = preview.pages.pictures[0].size()
    assert size.height() / size.width() == pytest.approx(297 / 210, rel=0.01)
    assert preview.primary.isEnabled()


def test_what_makes_the_paper_a_draft_stands_above_the_pages(opened: Opened, preview: PrintPreview) -> None:
    assert not preview.reasons.isVisibleTo(preview)
    with preview.source.store.write("Five topics that cannot be printed") as step:
        for number in range(5):
            step.add(
                "agenda_items", {"meeting_id": 10, "seq": 20 + number, "topic": f"Topic \U0001f600 {number} " * 40}
            )
    width = preview.minimumSizeHint().width()
    preview.make()
    opened.settle()
    lines = preview.reasons.text().splitlines()
    assert preview.reasons.isVisibleTo(preview)
    assert lines[0].startswith(
        "▲ DRAFT: A character that cannot be printed stands by its number in: Topic \U0001f600 0"
    )
    assert len(lines) == 4
    assert lines[-1] == "and 2 more, on the first page"
    assert len(preview.reasons.toolTip().splitlines()) == 5
    button = preview.chips["meeting"].sizeHint().width()  # which is there now, too
    assert preview.minimumSizeHint().width() <= width + button + 12


@pytest.mark.parametrize("way", ["click", "key"])
@pytest.mark.parametrize("paper", ["brief", "delegation_list"])
def test_what_makes_a_draft_leads_to_the_page_of_the_meeting(
    opened: Opened, sample: Store, paper: str, way: str
) -> None:
    meeting = named(sample, "meetings", "wg-ship-2024-06-11")
    commands = opened.commands
    shown = (
        commands.briefs.show(meeting, "Ship repair")
        if paper == "brief"
        else commands.papers.show(paper, meeting, "Ship repair")
    )
    opened.settle()
    assert shown is not None
    assert shown.reasons.text().startswith("▲ DRAFT: No head of delegation is recorded: United States.")
    button = shown.chips["meeting"]
    assert button.isVisible()
    assert button.text() == "Open the meeting"
    if way == "click":
        button.click()
    else:
        opened.press(Qt.Key.Key_F3)
    opened.settle()
    assert opened.window.desk is not None
    assert opened.window.desk.page == meeting_page(meeting)
    assert dialogs_of(opened) == []


def test_a_paper_without_a_fault_offers_no_way_to_mend_it(preview: PrintPreview) -> None:
    assert not preview.chips["meeting"].isVisible()


def test_another_page_is_shown_large(preview: PrintPreview) -> None:
    preview.thumbs.setCurrentRow(1)
    assert preview.sheet.accessibleName() == f"Page 2 of {preview.thumbs.count()}"


def test_letter_paper_makes_letter_pages(opened: Opened, preview: PrintPreview) -> None:
    preview.chips["letter"].click()
    opened.settle()
    assert preview.paper == "letter"
    assert not preview.chips["a4"].isChecked()
    assert preview.pages is not None
    size = preview.pages.pictures[0].size()
    assert size.height() / size.width() == pytest.approx(11 / 8.5, rel=0.01)


def test_the_japanese_brief_can_be_shown(opened: Opened, preview: PrintPreview) -> None:
    preview.chips["ja"].click()
    opened.settle()
    assert preview.language == "ja"
    assert preview.pages is not None
    assert preview.pages.brief.language == "ja"


def names_in(preview: PrintPreview) -> list[str]:
    assert preview.pages is not None
    section = part(preview.pages.brief, "delegations")
    return [person.name.words for side in section.sides for person in side.people]


def test_one_order_of_names_is_chosen_for_the_whole_brief(opened: Opened, preview: PrintPreview) -> None:
    assert names_in(preview) == ["William A. LAPLANTE", "Masaki FUKASAWA"]
    preview.chips["family-first"].setFocus()
    opened.press(Qt.Key.Key_Space)
    assert preview.order is NameOrder.FAMILY_FIRST
    assert not preview.chips["given-first"].isChecked()
    assert names_in(preview) == ["LAPLANTE William A.", "FUKASAWA Masaki"]


def test_in_japanese_there_is_one_order_and_it_says_so(opened: Opened, preview: PrintPreview) -> None:
    preview.chips["ja"].click()
    opened.settle()
    assert names_in(preview) == ["ウィリアム・ラプランテ", "深澤雅貴"]
    for order in NameOrder:
        assert not preview.chips[order.value].isEnabled()
        assert preview.chips[order.value].toolTip() == "In Japanese the family name stands first."
    preview.chips["en"].click()
    opened.settle()
    assert preview.chips["family-first"].isEnabled()
    assert preview.chips["family-first"].toolTip() == ""


def test_what_was_chosen_is_there_at_the_next_meeting_of_the_forum(opened: Opened, preview: PrintPreview) -> None:
    for name in ("letter", "family-first", "ja"):
        preview.chips[name].click()
        opened.settle()
    preview.reject()
    ship, other = (named(preview.source.store, "meetings", name) for name in ("wg-ship-2024-06-11", "scc-2024-07-28"))
    again = opened.commands.briefs.show(ship, "Ship repair")
    opened.settle()
    assert again is not None
    assert (again.paper, again.language, again.order) == ("letter", "ja", NameOrder.FAMILY_FIRST)
    again.reject()
    fresh = opened.commands.briefs.show(other, "2+2")
    opened.settle()
    assert fresh is not None
    assert (fresh.paper, fresh.language, fresh.order) == ("a4", "en", NameOrder.GIVEN_FIRST)


def test_sections_are_kept_for_the_forum_and_those_of_another_version_are_passed_over(
    opened: Opened, preview: PrintPreview, tmp_path: Path
) -> None:
    store = preview.source.store
    keep_print_choices(store, 10, {"sections": ["delegations", "of a later version", "agenda"], "order": "sideways"})
    again = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert again is not None
    assert again.pages is not None
    assert [section.key for section in again.pages.brief.sections] == ["delegations", "agenda"]
    assert again.order is NameOrder.GIVEN_FIRST
    again.chips["sections"].click()
    opened.settle()
    (dialog,) = again.findChildren(SectionsDialog)
    assert dialog.chosen == ("delegations", "agenda")
    dialog.list.setFocus()
    opened.press(Qt.Key.Key_Space)  # takes the tick off the first
    opened.press(Qt.Key.Key_Return)
    with store.read() as db:
        assert print_choices(db, 10)["sections"] == ["agenda"]
    opened.commands.briefs.save_to(10, tmp_path / "again.pdf")
    opened.settle()
    assert "Delegations" not in "".join(page.extract_text() for page in PdfReader(tmp_path / "again.pdf").pages)


def test_a_brief_that_is_saved_at_once_is_as_the_forum_prints_it(
    opened: Opened, preview: PrintPreview, tmp_path: Path
) -> None:
    for name in ("letter", "family-first"):
        preview.chips[name].click()
        opened.settle()
    preview.reject()
    opened.commands.briefs.save_to(10, tmp_path / "saved.pdf")
    opened.settle()
    page = PdfReader(tmp_path / "saved.pdf").pages[0]
    assert float(page.mediabox.height) / float(page.mediabox.width) == pytest.approx(11 / 8.5, rel=0.01)
    assert any("FUKASAWA Masaki" in text for text in pages_of((tmp_path / "saved.pdf").read_bytes(), tmp_path))


def test_the_page_is_shown_larger_and_smaller(preview: PrintPreview) -> None:
    width = preview.sheet.pixmap().width()
    preview.zoom(1)
    assert preview.sheet.pixmap().width() > width
    preview.zoom(-1)
    assert preview.sheet.pixmap().width() == width
    for _step in range(20):
        preview.zoom(-1)
    assert preview.sheet.pixmap().width() > 0


def test_the_pdf_has_the_pages_of_the_preview(opened: Opened, preview: PrintPreview, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    preview.save_pdf(path)
    opened.settle()
    assert preview.counts.text() == f"Saved as {path}"
    assert len(PdfReader(path).pages) == preview.thumbs.count()
    assert [found.name for found in tmp_path.iterdir() if "brief" in found.name] == ["brief.pdf"]


def test_a_saved_brief_is_remembered_until_its_meeting_changes(
    opened: Opened, preview: PrintPreview, tmp_path: Path
) -> None:
    store = preview.source.store
    with store.read() as db:
        assert printed_at(db, 10) is None
    steps = store.head.steps
    preview.save_pdf(tmp_path / "brief.pdf")
    opened.settle()
    with store.read() as db:
        assert printed_at(db, 10) == (steps, preview.source.today.isoformat())


def test_a_pdf_that_cannot_be_written_leaves_the_old_file(
    opened: Opened, preview: PrintPreview, tmp_path: Path
) -> None:
    folder = tmp_path / "brief.pdf"
    folder.mkdir()
    preview.save_pdf(folder)
    opened.settle()
    assert "could not be written" in preview.problem.text()
    assert folder.is_dir()


def test_the_pages_reach_the_printer_whole(opened: Opened, preview: PrintPreview, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    preview.print_on(printer)
    opened.settle()
    printed = PdfReader(tmp_path / "printed.pdf").pages
    assert len(printed) == preview.thumbs.count()
    with preview.source.store.read() as db:
        assert printed_at(db, 10) is not None
    assert float(printed[0].mediabox.height) / float(printed[0].mediabox.width) == pytest.approx(297 / 210, rel=0.01)


def test_save_asks_for_a_pdf_file(preview: PrintPreview) -> None:
    preview.save.click()
    dialog = preview.findChildren(QFileDialog)[0]
    assert dialog.defaultSuffix() == "pdf"
    dialog.reject()


def test_a_meeting_that_is_gone_is_told(opened: Opened) -> None:
    shown = opened.commands.briefs.show(9_999, "Nothing")
    opened.settle()
    assert shown is not None
    assert shown.problem.text()
    assert not shown.primary.isEnabled()


def test_the_brief_can_be_saved_without_a_preview(opened: Opened, tmp_path: Path) -> None:
    opened.commands.briefs.save_to(13, tmp_path / "ship.pdf")
    opened.settle()
    assert opened.window.status.note.text().startswith("Saved as")
    assert (tmp_path / "ship.pdf").read_bytes().startswith(b"%PDF")


# ---------------------------------------------------------------------- a journal that does not hold
def spoil_step(store: Store) -> None:
    with closing(connect(store.path, None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET label = 'Something else' WHERE id = 2")


def test_a_check_that_failed_is_told_above_the_pages_and_on_each(opened: Opened, tmp_path: Path) -> None:
    opened.window.proof.fault = "The journal lacks step 7."
    shown = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert shown is not None
    assert shown.reasons.isVisibleTo(shown)
    assert shown.reasons.text() == "▲ Journal not verified: The journal lacks step 7."
    for made, write in (("preview.pdf", shown.save_pdf), ("saved.pdf", partial(opened.commands.briefs.save_to, 10))):
        write(tmp_path / made)
        opened.settle()
        pages = PdfReader(tmp_path / made).pages
        assert [page.extract_text().count("Journal not verified") for page in pages] == [1] * len(pages)


def test_what_is_found_while_a_paper_is_made_the_window_says_from_then_on(opened: Opened, sample: Store) -> None:
    spoil_step(sample)
    shown = opened.commands.briefs.show(10, "First DICAS")
    opened.settle()
    assert shown is not None
    assert shown.reasons.text().startswith("▲ Journal not verified: Step 2 of the journal")
    line = opened.window.alerts.lines["journal"]
    assert line.text.text().startswith("Step 2 of the journal, “Something else”, is not as it was written.")
    assert line.text.text().endswith("Every paper says so until a check passes.")


def test_a_paper_from_a_journal_that_holds_says_nothing_of_it(opened: Opened, preview: PrintPreview) -> None:
    assert preview.pages is not None
    assert preview.pages.brief.fault == ""
    assert not preview.reasons.isVisibleTo(preview)
    assert opened.window.alerts.lines == {}
