"""The preview of a brief: the real pages, to look at, to print through the system's dialog, to save as PDF."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QKeySequence, QPainter, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store.meetings.printed import note_printed
from dicas_desktop.store.print_choices import keep_print_choices, print_choices
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling
from dicas_desktop.ui.flow_layout import FlowLayout
from dicas_desktop.ui.print_choices import LANGUAGE, LANGUAGES, ORDER, PAPER, Choices, PrintChoices, plain_chip
from dicas_desktop.ui.work import Progress, Work

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from dicas_desktop.briefs.content import Brief
    from dicas_desktop.store.store import Store

SCREEN_PPI, PRINTER_PPI = 144.0, 300.0
_MOST_REASONS = 3  # lines above the pages; the first page lists all
_THUMB = 112  # px at 100 %
_SIZE = QSize(1040, 800)
_ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0)


@dataclass(frozen=True, slots=True)
class Pages:
    """A brief with its pages as pictures."""

    brief: "Brief"
    pictures: tuple[QImage, ...]


@dataclass(frozen=True, slots=True)
class BriefSource:
    """What a brief is made from: the meeting in a store, on a day, at a moment, and what the window's check found."""

    store: "Store"
    meeting: int
    today: date
    now: datetime
    fault: str = ""
    sections: tuple[str, ...] | None = field(default=None, kw_only=True)  # in their order; None: all
    order: NameOrder = field(default=NameOrder.GIVEN_FIRST, kw_only=True)

    def brief(self, language: str) -> "Brief":
        """Return its content. UserProblem if it cannot be made."""
        # imported here: the typesetter is not needed until someone asks for a paper
        from dicas_desktop.briefs.build import SECTIONS, build_brief
        from dicas_desktop.store.check import first_fault

        # kept choices may name a section of another version of the program
        sections = [key for key in self.sections or () if key in SECTIONS] or None
        with self.store.read() as db:
            return build_brief(
                db, self.meeting, as_of=self.today, now=self.now, head=self.store.head,
                ceiling=self.store.ceiling, language=language, fault=self.fault or first_fault(db, list(ENTITIES)),
                lens=self.store.lens, sections=sections, order=self.order,
            )  # fmt: skip

    def pages(self, language: str, paper: str, ppi: float) -> Pages:
        """Return its pages as pictures."""
        # imported here: see `brief`
        from dicas_desktop.briefs.typst_renderer import render_pages

        brief = self.brief(language)
        return Pages(brief, tuple(QImage.fromData(png) for png in render_pages(brief, paper, ppi)))

    def write_pdf(self, language: str, paper: str, path: Path) -> Path:
        """Write it as PDF, beside the target first, so that a failure leaves the old file."""
        # imported here: see `brief`
        from dicas_desktop.briefs.typst_renderer import render_pdf

        step = self.store.head.steps
        content = render_pdf(self.brief(language), paper)
        with beside(path) as part:
            part.write_bytes(content)
        self.remember(step)
        return path

    def remember(self, step: int) -> None:
        """Note that the brief was printed as of a step, so that the meeting knows whether it is still good."""
        note_printed(self.store, self.meeting, step, self.today)


class Reasons(QLabel):
    """What makes the paper a draft, and that its journal does not hold, said above its pages before it is printed."""

    def __init__(self, parent: QWidget) -> None:
        """Begin hidden: nothing is known yet."""
        super().__init__(parent)
        self.setWordWrap(True)
        self.setAccessibleName(_("What makes this a draft"))
        theme.set_role(self, "problem")
        self.hide()

    def tell(self, brief: "Brief") -> None:
        """Show the first few reasons, all of them in the tooltip; nothing for a paper that is final."""
        warnings = brief.warnings
        shown = [_("▲ Journal not verified: {fault}").format(fault=brief.fault)] if brief.fault else []
        shown += [f"▲ {brief.draft}: {warning}" for warning in warnings[:_MOST_REASONS]]
        if len(warnings) > _MOST_REASONS:
            shown.append(_("and {n} more, on the first page").format(n=len(warnings) - _MOST_REASONS))
        self.setText("\n".join(shown))
        self.setToolTip("\n".join(filter(None, (brief.fault, *warnings))))
        self.setVisible(bool(shown))


class PrintPreview(Dialog):
    """Pages at the left, the chosen one large; paper, language and zoom above; Print and Save as PDF below."""

    doubted = Signal(str)  # what is wrong with the journal, found while the pages were made
    drawn = Signal(bool)  # the pages are there; whether something is to be seen to first
    languages: Choices = LANGUAGES
    file_name = "brief.pdf"

    def __init__(self, source: BriefSource, title: str, work: Work, parent: QWidget) -> None:
        """Make the pages in the background and show them."""
        words = LEVEL_WORDS.get(source.store.ceiling, source.store.ceiling)
        super().__init__(title, _("Print…"), parent, "", words)
        self.source, self._work = source, work
        self.resize(_SIZE.boundedTo(parent.size()) if parent.isVisible() else _SIZE)
        self.setSizeGripEnabled(True)
        self.pages: Pages | None = None
        self._zoom = 0.8
        self.leave.setText(_("Close"))
        self.save = QPushButton(_("Save as PDF…"), self)
        self.save.setAutoDefault(False)
        self.save.setAccessibleName(_("Save as PDF"))
        self.save.clicked.connect(self.choose_pdf)
        self.buttons.insertWidget(2, self.save)
        self.choices = PrintChoices(self.languages, self)
        self.chips = self.choices.chips
        _take_kept(self.choices, source)
        self.head = self._head()
        self.body.addLayout(self.head)
        self.reasons = Reasons(self)
        self.body.addWidget(self.reasons)
        self.thumbs = QListWidget(self)
        self._set_up_thumbs()
        self.sheet = QLabel(self)
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        holder = QFrame(self)
        column = QVBoxLayout(holder)
        column.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._area = scrolling(holder, self)
        theme.set_role(holder, "panel")
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        across = QHBoxLayout()
        across.setSpacing(theme.size(8))
        across.addWidget(self.thumbs)
        across.addWidget(self._area, 1)
        self.body.addLayout(across, 1)
        self.thumbs.setFocus()
        self.make()

    @property
    def paper(self) -> str:
        """The paper chosen: a4 or letter."""
        return self.choices.chosen(PAPER)

    @property
    def language(self) -> str:
        """The language chosen: en, ja, or both where the paper has it."""
        return self.choices.chosen(LANGUAGE)

    @property
    def order(self) -> NameOrder:
        """The order of names chosen, which holds for the whole paper."""
        return NameOrder(self.choices.chosen(ORDER))

    def make(self) -> None:
        """Make the pages anew for what is chosen."""
        self.source = replace(self.source, order=self.order)
        self.show_problem("")
        self.counts.setText(_("Making the pages…"))
        self.primary.setEnabled(False)
        self.save.setEnabled(False)
        language, paper, source = self.language, self.paper, self.source
        self._work.start(
            _("Making the pages"), lambda _progress: source.pages(language, paper, SCREEN_PPI), self._show, self._fail
        )

    def act(self) -> None:
        """Print through the system's dialog."""
        # imported here: the printing library is not needed until someone prints
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle(_("Print {title}").format(title=self.windowTitle()))
        dialog.accepted.connect(lambda: self.print_on(printer))
        QDialog.open(dialog)  # QPrintDialog's own `open` wants a slot

    def print_on(self, printer: "QPrinter") -> None:
        """Make the pages as fine as a printer needs them and paint them on it."""
        # imported here: see `act`
        from dicas_desktop.ui.printing import paint_pages

        language, paper, source = self.language, self.paper, self.source
        step = source.store.head.steps

        def done(pages: Pages) -> None:
            paint_pages(printer, pages.pictures, paper)
            source.remember(step)
            self.show_problem("")

        self._work.start(_("Printing"), lambda _progress: source.pages(language, paper, PRINTER_PPI), done, self._fail)

    def choose_pdf(self) -> None:
        """Ask for the file and write it."""
        # imported here: see `act`
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self, _("Save as PDF"), self.file_name, _("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda name: self.save_pdf(Path(name)))
        dialog.open()

    def save_pdf(self, path: Path) -> None:
        """Write the brief as PDF."""
        language, paper, source = self.language, self.paper, self.source

        def write(_progress: Progress) -> Path:
            return source.write_pdf(language, paper, path)

        self._work.start(
            _("Writing {name}").format(name=path.name), write,
            lambda written: self.counts.setText(_("Saved as {path}").format(path=written)), self._fail,
        )  # fmt: skip

    def zoom(self, by: int) -> None:
        """Show the page larger or smaller."""
        nearest = min(range(len(_ZOOMS)), key=lambda n: abs(_ZOOMS[n] - self._zoom))
        self._zoom = _ZOOMS[min(max(nearest + by, 0), len(_ZOOMS) - 1)]
        self._show_sheet(self.thumbs.currentRow())

    # ------------------------------------------------------------------ inside
    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(theme.size(8))
        holder = QWidget(self)
        self.row = FlowLayout(holder, theme.size(8))  # at 200 % it takes more than a line
        self.choices.add_to(self.row, holder)
        self.choices.changed.connect(lambda: self.remember(self.choices.all_chosen()))
        self.choices.changed.connect(self.make)
        self.counts = QLabel(self)
        theme.set_role(self.counts, "mute")
        self.row.addWidget(self.counts)
        head.addWidget(holder, 1)
        for label, name, by, key in (("−", _("Smaller"), -1, "Ctrl+-"), ("＋", _("Larger"), 1, "Ctrl++")):
            chip = plain_chip(label, self)
            chip.setAccessibleName(name)
            chip.setToolTip(name)
            chip.clicked.connect(partial(self.zoom, by))
            QShortcut(QKeySequence(key), self).activated.connect(partial(self.zoom, by))
            head.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        return head

    def remember(self, chosen: dict[str, Any]) -> None:
        """Keep what was chosen for the forum, behind whatever is being written."""
        store, meeting = self.source.store, self.source.meeting
        self._work.quietly(lambda: keep_print_choices(store, meeting, chosen), lambda _none: None)

    def _set_up_thumbs(self) -> None:
        width = theme.size(_THUMB)
        self.thumbs.setAccessibleName(_("Pages"))
        self.thumbs.setViewMode(QListWidget.ViewMode.IconMode)
        self.thumbs.setMovement(QListWidget.Movement.Static)
        self.thumbs.setFlow(QListWidget.Flow.TopToBottom)
        self.thumbs.setWrapping(False)
        self.thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.thumbs.setIconSize(QSize(width, width * 3 // 2))
        self.thumbs.setFixedWidth(width + theme.size(40))
        self.thumbs.setSpacing(theme.size(4))
        self.thumbs.currentRowChanged.connect(self._show_sheet)

    def _show(self, pages: Pages) -> None:
        self.pages = pages
        row = max(self.thumbs.currentRow(), 0)
        self.thumbs.clear()
        for number, picture in enumerate(pages.pictures, 1):
            item = QListWidgetItem(_thumb(picture), f"{number}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Page {n}").format(n=number))
            self.thumbs.addItem(item)
        self.thumbs.setCurrentRow(min(row, len(pages.pictures) - 1))
        self.counts.setText(counted("{n} page", "{n} pages", len(pages.pictures)))
        self.reasons.tell(pages.brief)
        if pages.brief.fault:
            self.doubted.emit(pages.brief.fault)
        self.drawn.emit(bool(pages.brief.warnings))
        self.primary.setEnabled(True)
        self.save.setEnabled(True)

    def _show_sheet(self, row: int) -> None:
        if self.pages is not None and 0 <= row < len(self.pages.pictures):
            picture = self.pages.pictures[row]
            width = round(picture.width() * self._zoom * 96 / SCREEN_PPI * theme.scale() / 100)
            self.sheet.setPixmap(_fitted(picture, width))
            self.sheet.setAccessibleName(_("Page {n} of {total}").format(n=row + 1, total=len(self.pages.pictures)))

    def _fail(self, problem: UserProblem) -> None:
        self.counts.setText("")
        self.show_problem(str(problem))


def _take_kept(choices: PrintChoices, source: BriefSource) -> None:
    """Choose what was chosen for the forum when one of its papers was last looked at."""
    with source.store.read() as db:
        kept = print_choices(db, source.meeting)
    for group in (PAPER, LANGUAGE, ORDER):
        choices.choose(group, kept.get(group))


def _fitted(picture: QImage, width: int) -> QPixmap:
    """The page in a width, with a hair line around it."""
    pixmap = QPixmap.fromImage(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
    painter = QPainter(pixmap)
    painter.setPen(theme.colour(theme.current().line))
    painter.drawRect(pixmap.rect().adjusted(0, 0, -1, -1))
    painter.end()
    return pixmap


def _thumb(picture: QImage) -> QIcon:
    pixmap = _fitted(picture, theme.size(_THUMB))
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon
