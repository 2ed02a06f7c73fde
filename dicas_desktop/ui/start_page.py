"""What the window shows while no workspace is open: the ones opened last, and the ways to get one."""

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Painted
from dicas_desktop.ui.commands import CommandSet
from dicas_desktop.ui.record_links import capitals
from dicas_desktop.ui.toolbar import CommandButton

_WIDTH, _ROW = 560, 44  # px at 100 %
_SHOWN = 6


class RecentRow(Painted):
    """One workspace: its name, and the folder it is in."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        """Show this file."""
        super().__init__(_("Open {path}").format(path=path), True, parent)
        self.path = path
        self.setToolTip(str(path))
        self.setFixedHeight(theme.size(_ROW))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(theme.size(200), theme.size(_ROW))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw both lines and the hair line below."""
        painter = QPainter(self)
        self.ground(painter)
        tokens, pad = theme.current(), theme.size(8)
        half = self.height() // 2
        lines = ((self.path.name, theme.BODY, "ink"), (str(self.path.parent), theme.COLUMN_HEAD, "mute"))
        for number, (text, px, tone) in enumerate(lines):
            painter.setFont(theme.font(px))
            painter.setPen(theme.colour(tokens.tone(tone)))
            box = QRect(pad, number * half, self.width() - 2 * pad, half)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, box.width())
            side = Qt.AlignmentFlag.AlignTop if number else Qt.AlignmentFlag.AlignBottom
            painter.drawText(box, side, shown)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))


class StartPage(QFrame):
    """The first thing one sees without a workspace."""

    chosen = Signal(object)  # Path

    def __init__(self, commands: CommandSet, parent: QWidget | None = None) -> None:
        """Offer these commands; `show_recent` fills the list."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("Start page"))
        self.rows: list[RecentRow] = []
        holder = QWidget(self)
        holder.setMaximumWidth(theme.size(_WIDTH))
        column = QVBoxLayout(holder)
        column.setSpacing(theme.size(8))
        title = QLabel(_("DICAS Desktop"), holder)
        theme.set_role(title, "title")
        column.addWidget(title)
        note = QLabel(_("One meeting cycle, one file, on this workstation only."), holder)
        note.setWordWrap(True)
        theme.set_role(note, "note")
        column.addWidget(note)
        column.addSpacing(theme.size(8))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.size(8))
        for name in ("new_workspace", "open", "open_sample"):
            button = CommandButton(commands.actions[name], "", holder)
            if name == "new_workspace":
                theme.set_role(button, "primary")
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(theme.size(20))
        self._head = capitals(_("Opened last"), holder)
        column.addWidget(self._head)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        _centre(holder, self)

    def show_recent(self, paths: Iterable[Path]) -> None:
        """List these workspaces, the newest first."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for path in list(paths)[:_SHOWN]:
            row = RecentRow(path, self)
            row.clicked.connect(lambda _checked=False, path=path: self.chosen.emit(path))
            self._list.addWidget(row)
            self.rows.append(row)
        self._head.setVisible(bool(self.rows))


def _centre(holder: QWidget, page: QWidget) -> None:
    outer = QVBoxLayout(page)
    outer.addStretch(2)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(holder, 6)
    across.addStretch(1)
    outer.addLayout(across)
    outer.addStretch(3)
