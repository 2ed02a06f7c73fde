"""The column at the right of a meeting: what is ready, its documents, its fields."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import show, typed
from dicas_desktop.store.meetings.readiness import Ready
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.meeting.documents_pane import DocumentsPane
from dicas_desktop.ui.meeting.reading import Shown
from dicas_desktop.ui.meeting.ready_row import ReadyRow
from dicas_desktop.ui.record_links import capitals
from dicas_desktop.ui.value_row import ValueRow

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Record
    from dicas_desktop.store.store import Store

FIELDS = (
    "title", "title_ja", "start_date", "end_date", "start_time", "end_time", "time_zone", "city", "country", "venue",
    "forum_id", "wg_id", "host_org_id", "meeting_type", "purpose", "previous_meeting_id", "status",
)  # fmt: skip


class FactsPane(QFrame):
    """Readiness, documents and fields, in one column that scrolls."""

    entered = Signal(str, str)  # field, text
    asked = Signal(str)  # part of the page where something is made ready

    def __init__(self, store: "Store", parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("The meeting"))
        content = QWidget(self)
        side = theme.size(theme.PAGE_PADDING)
        column = QVBoxLayout(content)
        column.setContentsMargins(side, theme.size(8), side, side)
        column.setSpacing(theme.size(4))
        self._ready = QVBoxLayout()
        self._ready.setSpacing(0)
        self.documents = DocumentsPane(content)
        self.rows: dict[str, ValueRow] = {}
        self.ready: list[Ready] = []
        self._known: tuple[Record, bool] | None = None  # what the fields show
        column.addWidget(capitals(_("Readiness"), content))
        column.addLayout(self._ready)
        column.addSpacing(theme.size(12))
        column.addWidget(self.documents)
        column.addSpacing(theme.size(12))
        column.addWidget(capitals(_("The meeting"), content))
        for name in FIELDS:
            row = ValueRow(ENTITIES["meetings"].field(name), lambda f, up: make_editor(f, store, up), content)
            row.entered.connect(self.entered)
            self.rows[name] = row
            column.addWidget(row)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(content, self)
        outer.addWidget(self._area)
        self._content = content
        self.documents.chosen.connect(self._show_document)

    def _show_document(self) -> None:
        """Scroll to the document that the keyboard stands at."""
        view = self.documents.view
        if self.documents.active:
            place = view.viewport().mapTo(self._content, view.visualRect(view.currentIndex()).center())
            self._area.ensureVisible(place.x(), place.y(), 0, theme.size(40))

    def show_meeting(self, shown: Shown, *, writable: bool) -> None:
        """Show what was read."""
        known = (shown.record, writable)
        values, labels = shown.values, shown.record.labels
        for row in () if known == self._known else self.rows.values():
            row.show_value(
                show(row.field, values, labels), typed(row.field, values, labels),
                editable=writable and not shown.closed,
            )  # fmt: skip
        self._known = known
        self.documents.show_documents(shown.documents, writable=writable)

    def show_ready(self, lines: Sequence[Ready]) -> None:
        """Show what is ready and what is not."""
        if list(lines) == self.ready:
            return
        self.ready = list(lines)
        _empty(self._ready)
        for line in lines:
            row = ReadyRow(line, self._content)
            row.clicked.connect(lambda where=line.where: self.asked.emit(where))
            self._ready.addWidget(row)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
