"""Asks in place which time is meant where a clock changes: a small list under the field, with the keys of any list."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.clocks import WhichTime, in_both_capitals
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.option_list import Option, OptionList

_WIDTH = 340  # px at 100 %
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_NUMBERS = (Qt.Key.Key_1, Qt.Key.Key_2)


class ClockChoice(QFrame):
    """The times that may be meant, each with the moment in both capitals. Enter, 1, 2 or a click takes one."""

    def __init__(
        self, problem: WhichTime, taken: Callable[[str], object], left: Callable[[], object], parent: QWidget
    ) -> None:
        """`taken` gets what is typed for the time that is meant; `left` is called where none is taken."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._taken, self._left = taken, left
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        theme.set_role(self, "popup")
        self.setAccessibleName(str(problem))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.told = QLabel(str(problem), self, wordWrap=True)
        theme.set_role(self.told, "mute")
        self.list = OptionList(self, inside=True)
        self.list.fill([Option(c.text, f"{n}  {c.text}", in_both_capitals(c.moment))
                        for n, c in enumerate(problem.choices, 1)])  # fmt: skip
        self.list.taken.connect(self._take)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.size(8),) * 4)
        box.setSpacing(theme.size(6))
        box.addWidget(self.told)
        box.addWidget(self.list)
        self.setFixedWidth(theme.size(_WIDTH))
        self.list.setFixedHeight(self.list.height_of_rows() + theme.size(10))  # with its padding

    def show_below(self, field: QWidget) -> None:
        """Open below the field, inside the screen."""
        self.adjustSize()
        place, room = field.mapToGlobal(QPoint(0, field.height() + theme.size(2))), field.screen().availableGeometry()
        x = max(min(place.x(), room.right() - self.width()), room.left())
        y = place.y() if place.y() + self.height() < room.bottom() else place.y() - field.height() - self.height()
        self.move(x, max(y, room.top()))
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk, Enter and the numbers take, Esc closes."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.list.step(_STEPS[key])
        elif key in _NUMBERS:
            self.list.setCurrentRow(_NUMBERS.index(key))
            self._take(self.list.current())
        elif key in ENTER:
            self._take(self.list.current())
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closed without a choice, it was left."""
        super().closeEvent(event)
        left, self._left = self._left, _nothing
        left()

    def _take(self, option: Option | None) -> None:
        if option is not None:
            self._left = _nothing
            self.close()
            self._taken(option.value)


def _nothing() -> None:
    """Answer for a list that was settled already."""


def ask_which(
    problem: WhichTime, taken: Callable[[str], object], left: Callable[[], object], parent: QWidget
) -> ClockChoice:
    """Open the choice below the field that has the keyboard, else below the middle of the parent."""
    choice = ClockChoice(problem, taken, left, parent.window())
    choice.show_below(QApplication.focusWidget() or parent)
    return choice
