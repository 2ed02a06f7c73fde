"""Shows the notice of the office; nothing of a workspace is behind it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling

_WIDTH, _HEIGHT = 620, 320  # px at 100 %


class ConsentDialog(Dialog):
    """The notice word for word, and two answers."""

    def __init__(self, notice: str, parent: QWidget) -> None:
        """`notice` is shown as it stands in its file."""
        super().__init__(_("Notice and consent"), _("OK"), parent)
        self.setMinimumWidth(theme.size(_WIDTH))
        self.leave.setText(_("Leave"))
        self.leave.setAccessibleName(_("Leave"))
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.size(8), 0)
        self.text = QLabel(notice, holder)
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        column.addWidget(self.text)
        column.addStretch(1)
        area = scrolling(holder, self)
        area.setMinimumHeight(theme.size(_HEIGHT))
        area.setAccessibleName(_("Notice"))
        self.body.addWidget(area)
        self.primary.setFocus()
