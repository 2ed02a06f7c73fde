"""The filters above the journal: words or a record, who, kind, days."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.history import Wanted, record_in, uid_of, writers
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.flow_layout import FlowLayout

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

KINDS = {
    "edit": N_("Edit"),
    "import": N_("Import"),
    "undo": N_("Undo"),
    "redo": N_("Redo"),
    "passphrase": N_("Passphrase"),
    "take_over": N_("Taken over"),
    "consent": N_("Notice accepted"),
    "compact": N_("Compacting"),
    "restore": N_("Restore of a backup"),
    "recover": N_("Recovery"),
    "migrate": N_("Upgrade of the schema"),
    "create": N_("Creation"),
    "note": N_("Note"),
}
_DAYS = ((N_("Any day"), None), (N_("Today"), 0), (N_("Last 7 days"), 6), (N_("Last 30 days"), 29),
         (N_("Last 12 months"), 365))  # fmt: skip
_PATIENCE = 150  # ms after the last letter


class HistoryFilters(QWidget):
    """What is asked for, in one row."""

    changed = Signal()
    down_asked = Signal()  # the keyboard wants to go on to the table

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is asked for yet."""
        super().__init__(parent)
        self._store, self._clock = store, clock
        self.text = QLineEdit(self, placeholderText=_("Words, or a record such as AI-0012"), clearButtonEnabled=True)
        self.text.setMinimumWidth(theme.size(150))
        self.text.installEventFilter(self)
        self.who, self.kind, self.days = Choice(self), Choice(self), Choice(self)
        self.kind.addItem(_("Every kind"), "")
        for kind, label in KINDS.items():
            self.kind.addItem(_(label), kind)
        for label, number in _DAYS:
            self.days.addItem(_(label), number)
        row = FlowLayout(self, theme.size(8))
        for part, name in (
            (self.who, _("Who")), (self.kind, _("Kind")), (self.days, _("Days")),
            (self.text, _("Filter the journal by words or record")),
        ):  # fmt: skip
            part.setAccessibleName(name)
            part.setFont(theme.font(theme.TABLE))
            if isinstance(part, Choice):
                part.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(part)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._timer.timeout.connect(self.changed)
        self.text.textChanged.connect(lambda _text: self._timer.start())
        for choice in (self.who, self.kind, self.days):
            choice.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def load_writers(self) -> None:
        """Offer everybody who has written in this journal; who is chosen stays chosen."""
        with self._store.read() as db:
            names = writers(db)
        if names != [self.who.itemData(n) for n in range(1, self.who.count())]:
            chosen = self.who.currentData()
            self.who.blockSignals(True)
            self.who.clear()
            self.who.addItem(_("Everybody"), "")
            for name in names:
                self.who.addItem(name, name)
            self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
            self.who.blockSignals(False)

    def ask_for(self, text: str) -> None:
        """Ask for these words and nothing else, at once."""
        for part in (self.text, self.who, self.kind, self.days):
            part.blockSignals(True)
        self.text.setText(text)
        for choice in (self.who, self.kind, self.days):
            choice.setCurrentIndex(0)
        for part in (self.text, self.who, self.kind, self.days):
            part.blockSignals(False)
        self.changed.emit()

    def record(self) -> tuple[str, int] | None:
        """Return table and id of the record whose reference is typed."""
        text = self.text.text().strip()
        if not text:
            return None
        with self._store.read() as db:
            return record_in(db, text)

    def wanted(self) -> Wanted:
        """Return what is asked for. A reference asks for the steps of that record."""
        record, text = self.record(), self.text.text().strip()
        uid = ""
        if record is not None:
            with self._store.read() as db:
                uid = uid_of(db, *record) or ""
        back = self.days.currentData()
        since = "" if back is None else _days_before(self._clock.today(), back)
        return Wanted(
            text="" if uid else text, who=self.who.currentData() or "", kind=self.kind.currentData() or "",
            since=since, record=uid,
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Down and Enter go on to the table; Esc clears the words first."""
        if watched is self.text and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Down, *ENTER):
                self.down_asked.emit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                if self.text.text():
                    self.text.clear()
                else:
                    self.down_asked.emit()
                return True
        return super().eventFilter(watched, event)


def _days_before(today: date, days: int) -> str:
    return (today - timedelta(days=days)).isoformat()
