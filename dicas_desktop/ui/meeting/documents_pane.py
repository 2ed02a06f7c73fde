"""The documents of a meeting: its papers with their versions, and the files that are kept with it."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.ui import theme
from dicas_desktop.ui.meeting.line_form import stacked
from dicas_desktop.ui.meeting.line_view import Layout, LineView
from dicas_desktop.ui.meeting.lines import Cell, Column, Kind, Line
from dicas_desktop.ui.meeting.reading import Document
from dicas_desktop.ui.record_links import capitals

FILES, PAPERS = "attachments", "papers"
# each paper that can be made of the records, by the command that shows it
MADE = (
    ("brief", N_("Brief")), ("minutes", N_("Minutes")), ("readout", N_("Readout")),
    ("delegation_list", N_("Delegation list")),
)  # fmt: skip
_COLUMNS = (Column("name", N_("Name"), 0), Column("detail", N_("State"), 92, right=True))


class DocumentsPane(QWidget):
    """Shows what is read; Enter asks to open what the keyboard stands at."""

    asked = Signal(str)  # id of a command
    chosen = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        self.add = QPushButton(_("Attach…"), self)
        self.add.setAccessibleName(_("Attach a file to the meeting"))
        theme.set_role(self.add, "link")
        self.add.clicked.connect(lambda: self.asked.emit("attach"))
        self.view = LineView(_("Documents"), Layout(_COLUMNS, edge=0), self)
        self.view.edit_asked.connect(lambda _column: self.asked.emit("open_document"))
        self.view.delete_asked.connect(lambda: self.asked.emit("delete"))
        self.view.below_asked.connect(lambda: self.asked.emit("attach"))
        self.view.chosen.connect(self.chosen)
        self._known: tuple[Document, ...] | None = None
        bar = QWidget(self)
        row = QHBoxLayout(bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(capitals(_("Documents"), bar), 1)
        row.addWidget(self.add)
        stacked(self, bar, self.view)

    def show_documents(self, documents: tuple[Document, ...], *, writable: bool) -> None:
        """Show these."""
        self.add.setVisible(writable)
        if documents == self._known:
            return
        self._known = documents
        self.view.show_lines(list(_lines(documents)))
        height = sum(self.view.sizeHintForRow(row) for row in range(len(self.view.lines.lines)))
        self.view.setFixedHeight(height + theme.size(2))

    @property
    def active(self) -> bool:
        """The keyboard is here."""
        return self.view.hasFocus()

    @property
    def document(self) -> Line | None:
        """What the keyboard stands at."""
        return self.view.current if self.active else None

    @property
    def what(self) -> str:
        """What that is: a table, "made" for a paper of the records of now, empty for nothing."""
        line = self.document
        return "" if line is None else line.table or "made"

    def made(self) -> str:
        """Return the command of the paper that the keyboard stands at."""
        return MADE[-self.document.id - 1][0] if self.document is not None else ""


def _lines(documents: Sequence[Document]) -> Iterator[Line]:
    for place, (kind, word) in enumerate(MADE, 1):
        kept = [one for one in documents if (one.table, one.kind) == (PAPERS, kind)]
        told = "" if kept else _("as of now")
        yield _line("", -place, _(word), told)
        for one in kept:
            yield _line(PAPERS, one.id, f"    {one.name}", one.detail, final=one.final)
    for one in documents:
        if one.table == FILES:
            yield _line(FILES, one.id, one.name, one.detail, one.note)


def _line(table: str, row_id: int, name: str, detail: str, note: str = "", *, final: bool = False) -> Line:
    cells = ("name", Cell(name, second=note)), ("detail", Cell(detail, "done" if final else "mute"))
    return Line(Kind.DOCUMENT, table, row_id, cells, ", ".join(filter(None, (name.strip(), detail, note))))
