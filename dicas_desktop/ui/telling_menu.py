"""A menu that says why an entry cannot be used."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu


class TellingMenu(QMenu):
    """A menu that tells of grey entries too: Qt passes over them in silence."""

    over_grey = Signal(str)  # why the entry under the pointer is grey

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell why an entry is grey."""
        super().mouseMoveEvent(event)
        action: QAction | None = self.actionAt(event.position().toPoint())  # None beside the entries
        if action is not None and not action.isEnabled() and not action.isSeparator():
            self.over_grey.emit(action.statusTip())
