"""The row of the commands used most, with the search field in its middle."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.commands import CommandSet

_SEARCH_WIDTH, _SEARCH_LEAST = 420, 110  # px at 100 %
_ROOM_FOR_KEY = 250  # px at 100 %: below it the field has no room for the key and the long text


class CommandButton(QPushButton):
    """A button that is a command: text, greying and tooltip follow it."""

    def __init__(self, action: QAction, text: str = "", parent: QWidget | None = None) -> None:
        """`text` replaces the command's own; `{text}` in it is the command's."""
        super().__init__(parent)
        self._action, self._text = action, text or "{text}"
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the cell that is being edited
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        text = self._text.format(text=self._action.text())
        self.setText(text)
        self.setAccessibleName(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setToolTip(self._action.toolTip())


class SearchField(QLineEdit):
    """Where one types what to look for; its key stands at its right end."""

    moved = Signal(int)  # arrow keys: down 1, up -1
    left = Signal()  # Esc, or the field lost the focus

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty field."""
        super().__init__(parent)
        theme.set_role(self, "search")
        self.setAccessibleName(_("Search everything"))
        self._key = QLabel("Ctrl K", self)
        theme.set_role(self._key, "key")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setMinimumWidth(theme.size(_SEARCH_LEAST))
        self.setMaximumWidth(theme.size(_SEARCH_WIDTH))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as in the design where there is room."""
        return QSize(theme.size(_SEARCH_WIDTH), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the key at the right end; leave it out where the field is narrow."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.size(_ROOM_FOR_KEY)
        self._key.setVisible(roomy)
        self._key.adjustSize()
        self._key.move(self.width() - self._key.width() - theme.size(8), (self.height() - self._key.height()) // 2)
        self.setTextMargins(0, 0, self._key.width() + theme.size(8) if roomy else 0, 0)
        self.setPlaceholderText(_("Search everything…") + "   すべて検索" if roomy else _("Search…"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the hits, Esc leaves."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.moved.emit(steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the officer has turned to something else."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class Toolbar(QFrame):
    """New, Undo, Redo at the left, search in the middle, Import, Export and Meeting brief at the right."""

    def __init__(self, commands: CommandSet, parent: QWidget | None = None) -> None:
        """Make the buttons of these commands."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setFixedHeight(theme.size(theme.TOOLBAR))
        actions = commands.actions
        self.new = CommandButton(actions["new"], "＋ {text}", self)
        theme.set_role(self.new, "primary")
        self.undo = CommandButton(actions["undo"], _("Undo"), self)
        self.redo = CommandButton(actions["redo"], _("Redo"), self)
        self.search = SearchField(self)
        self._left, self._right = QWidget(self), QWidget(self)
        _row(self._left, [self.new, self.undo, self.redo], Qt.AlignmentFlag.AlignLeft)
        self.ends = [CommandButton(actions[name], "", self) for name in ("export", "import", "brief")]
        _row(self._right, [self.ends[1], self.ends[0], self.ends[2]], Qt.AlignmentFlag.AlignRight)
        for side in (self._left, self._right):
            side.installEventFilter(self)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the search field in the middle of the window."""
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make room when the texts of the buttons change."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        margin, gap, height = theme.size(12), theme.size(16), self.height()
        left, right = self._left.sizeHint().width(), self._room_for_ends()
        self._left.setGeometry(margin, 0, left, height)
        self._right.setGeometry(self.width() - margin - right, 0, right, height)
        first, last = margin + left + gap, self.width() - margin - right - gap
        width = max(min(theme.size(_SEARCH_WIDTH), last - first), theme.size(_SEARCH_LEAST))
        x = min(max((self.width() - width) // 2, first), max(last - width, first))
        tall = self.search.sizeHint().height()
        self.search.setGeometry(x, (height - tall) // 2, width, tall)

    def _room_for_ends(self) -> int:
        """Leave out the ends that have no room, Export first; they are in the menu. Return the width of the rest."""
        room = self.width() - self._left.sizeHint().width() - 2 * theme.size(12) - 2 * theme.size(16)
        room -= theme.size(_SEARCH_LEAST)
        gap = theme.size(6)
        wanted = sum(button.sizeHint().width() + gap for button in self.ends) - gap
        for button in self.ends:
            button.setVisible(wanted <= room)
            wanted -= 0 if wanted <= room else button.sizeHint().width() + gap
        return max(wanted, 0)


def _row(box: QWidget, buttons: list[CommandButton], side: Qt.AlignmentFlag) -> None:
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.size(6))
    layout.setAlignment(side)
    for button in buttons:
        layout.addWidget(button)
