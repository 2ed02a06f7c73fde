"""The column at the right of a meeting: what is ready, the fields of the meeting, its documents."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import show, typed
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import FactRow, Words
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.meeting.reading import Shown
from dicas_desktop.ui.meeting.ready_row import ReadyRow
from dicas_desktop.ui.record_links import capitals
from dicas_desktop.ui.value_row import ValueRow

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

FIELDS = (
    "title", "title_ja", "start_date", "end_date", "start_time", "end_time", "time_zone", "city", "country", "venue",
    "forum_id", "wg_id", "host_org_id", "meeting_type", "purpose", "previous_meeting_id", "status",
)  # fmt: skip


class FactsPane(QFrame):
    """Readiness, fields and documents, in one column that scrolls."""

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
        self._ready, self._papers = QVBoxLayout(), QVBoxLayout()
        for part in (self._ready, self._papers):
            part.setSpacing(0)
        self.rows: dict[str, ValueRow] = {}
        column.addWidget(capitals(_("Readiness"), content))
        column.addLayout(self._ready)
        column.addSpacing(theme.size(12))
        column.addWidget(capitals(_("The meeting"), content))
        for name in FIELDS:
            row = ValueRow(ENTITIES["meetings"].field(name), lambda f, up: make_editor(f, store, up), content)
            row.entered.connect(self.entered)
            self.rows[name] = row
            column.addWidget(row)
        column.addSpacing(theme.size(12))
        column.addWidget(capitals(_("Documents"), content))
        column.addLayout(self._papers)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))
        self._content = content

    def show_meeting(self, shown: Shown, *, writable: bool) -> None:
        """Show what was read."""
        for row in self.rows.values():
            values, labels = shown.values, shown.record.labels
            row.show_value(
                show(row.field, values, labels), typed(row.field, values, labels),
                editable=writable and not shown.closed,
            )  # fmt: skip
        self._show_ready(shown)
        self._show_papers(shown)

    def _show_ready(self, shown: Shown) -> None:
        _empty(self._ready)
        for line in shown.readiness:
            row = ReadyRow(line, self._content)
            row.clicked.connect(lambda where=line.where: self.asked.emit(where))
            self._ready.addWidget(row)

    def _show_papers(self, shown: Shown) -> None:
        _empty(self._papers)
        for document in shown.documents:
            row = FactRow(document.name, (Words(document.detail, "mute"),), live=False, parent=self._content)
            row.setToolTip(document.name)
            self._papers.addWidget(row)
        if not shown.documents:
            note = QLabel(_("None yet. Ctrl+P shows the brief."), self._content)
            note.setWordWrap(True)
            theme.set_role(note, "mute")
            self._papers.addWidget(note)


def _empty(column: QVBoxLayout) -> None:
    while (item := column.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
