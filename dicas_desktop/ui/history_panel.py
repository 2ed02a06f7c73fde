"""The panel at the right of journal and bin: title, facts, what would happen, and buttons for it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.history_text import ChangeView
from dicas_desktop.ui.record_links import capitals

WIDTH = 340  # px at 100 %
_LEAST = 90  # px at 100 % that the view is high
_LEAST_TABLE = 260  # px at 100 % beside which the panel stands


class HistoryPanel(QFrame):
    """Tells about the chosen row. `buttons` are made by the page with `add_button`."""

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        """`empty` is what it says while nothing is chosen."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(name)
        self.setMinimumWidth(theme.size(240))
        self._empty = empty
        self.title, self.facts, self.problem = QLabel(self), QLabel(self), QLabel(self)
        self.caption = capitals("", self)
        self.view = ChangeView(name, self)
        self.view.setMinimumHeight(theme.size(_LEAST))
        side = theme.size(theme.PAGE_PADDING)
        content = QWidget(self)
        column = QVBoxLayout(content)
        column.setContentsMargins(side, side - theme.size(2), side, side)
        column.setSpacing(theme.size(6))
        for label, role in ((self.title, "record-title"), (self.facts, "mute")):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            theme.set_role(label, role)
            column.addWidget(label)
        column.addSpacing(theme.size(8))
        column.addWidget(self.caption)
        column.addWidget(self.view, 1)
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(self.problem, "problem")
        column.addWidget(self.problem)
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(theme.size(8))
        column.addLayout(self._buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(content, self))  # large letters on a small screen need more than its height
        self.show_nothing()

    def add_button(self, text: str) -> QPushButton:
        """Add a button at the foot."""
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        self._buttons.addWidget(button)
        return button

    def show_nothing(self) -> None:
        """Say what to do."""
        self.title.setText("")
        self.title.hide()
        self.facts.setText(self._empty)
        self.caption.hide()
        self.view.clear()
        self.view.hide()
        self.show_problem("")

    def show_head(self, title: str, facts: Sequence[str], caption: str) -> None:
        """Tell what is chosen; `caption` stands above what the view will show."""
        self.title.setText(title)
        self.title.show()
        self.facts.setText("\n".join(filter(None, facts)))
        self.caption.setText(caption.upper())
        self.caption.show()
        self.view.show()
        self.show_problem("")

    def show_problem(self, text: str) -> None:
        """Say what stands in the way."""
        self.problem.setText(f"▲ {text}" if text else "")
        self.problem.setVisible(bool(text))


class Beside(QSplitter):
    """A table and a panel beside it; where both have no room the panel folds, as the inspector does."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the panel or bring it back."""
        super().resizeEvent(event)
        panel = self.widget(1)
        if panel is not None:  # Qt asks while it is being made, too
            panel.setVisible(event.size().width() >= theme.size(WIDTH + _LEAST_TABLE))


def beside(table: QWidget, panel: QWidget, parent: QWidget) -> Beside:
    """Return table and panel side by side; the panel keeps its width when the window grows."""
    both = Beside(Qt.Orientation.Horizontal, parent)
    both.setHandleWidth(1)
    both.setChildrenCollapsible(False)
    both.addWidget(table)
    both.addWidget(panel)
    both.setStretchFactor(0, 1)
    both.setStretchFactor(1, 0)
    both.setSizes([theme.size(1440 - theme.SIDEBAR - WIDTH), theme.size(WIDTH)])
    return both


def head_of(title: str, note: QLabel, parent: QWidget, *right: QWidget) -> QHBoxLayout:
    """Return the head of a page: title, a mute note, and what stands at the right."""
    label = QLabel(title, parent)
    theme.set_role(label, "title")
    theme.set_role(note, "mute")
    head = QHBoxLayout()
    side = theme.size(theme.PAGE_PADDING)
    head.setContentsMargins(side, theme.size(10), side, theme.size(6))
    head.setSpacing(theme.size(12))
    head.addWidget(label)
    head.addWidget(note, 1)
    for part in right:
        head.addWidget(part)
    return head
