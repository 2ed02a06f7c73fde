"""The small round buttons of a filter row: off in mute, on in accent with a sign that takes them away."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.marked_button import MARK_SPACE, Mark, MarkedButton
from dicas_desktop.ui.option_list import MOST_ROWS, Option, OptionList, Options

WIDEST_TEXT = 26  # characters of a chosen value on a chip


class Chip(MarkedButton):
    """A button that is on or off. Del or Backspace takes it away where it is on."""

    removed = Signal()
    off_mark = Mark.NONE

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Show this label, off."""
        super().__init__(parent)
        self.label = label
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.show_state(on=False)

    def show_state(self, *, on: bool, text: str = "") -> None:
        """Show the chip on or off; `text` replaces the label while it is on."""
        self.setChecked(on)
        shown = text or self.label
        if len(shown) > WIDEST_TEXT:
            shown = shown[:WIDEST_TEXT].rstrip() + "…"
        self.setText(shown.replace("&", "&&"))
        self.set_mark(Mark.CROSS if on else self.off_mark)
        self.setAccessibleName(text or self.label)
        self.setAccessibleDescription(_("Filter, on") if on else _("Filter, off"))
        self.setToolTip(text if on and text != self.label else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter switches like Space; Del and Backspace take an active filter away."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.isChecked():
            self.removed.emit()
        elif event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class PickChip(Chip):
    """A chip that opens a drop-down. Its sign at the right takes the choice away."""

    opened = Signal()
    off_mark = Mark.CHEVRON

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        """Show this label with a sign that it opens."""
        super().__init__(label, parent)
        self.clicked.connect(self._on_clicked)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take the choice away where the sign stands."""
        on_sign = self.width() - event.position().x() <= theme.size(MARK_SPACE)
        if self.isChecked() and on_sign and self.rect().contains(event.position().toPoint()):
            self.setDown(False)
            self.removed.emit()
        else:
            super().mouseReleaseEvent(event)

    def _on_clicked(self) -> None:
        self.setChecked(not self.isChecked())  # opening alone switches nothing
        self.opened.emit()


class PickList(QFrame):
    """The drop-down of a pick chip: type to find, Enter or click chooses several, Esc closes."""

    chosen = Signal(str)  # value of an option that was switched

    def __init__(self, options: Options, checked: Callable[[], Sequence[str]], parent: QWidget) -> None:
        """Offer `options(typed)`; `checked()` are the values that are on."""
        super().__init__(parent, Qt.WindowType.Popup)
        self._options, self._checked = options, checked
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("picks")
        self.setStyleSheet(
            f"#picks {{ background: {theme.current().base}; border: 1px solid {theme.current().line}; }}"
        )
        self.field = QLineEdit(self, placeholderText=_("Type to find…"))
        self.field.setAccessibleName(_("Type to find"))
        self.field.textEdited.connect(self._fill)
        self.field.installEventFilter(self)
        self.list = OptionList(self, inside=True)
        self.list.taken.connect(self._switch)
        box = QVBoxLayout(self)
        box.setContentsMargins(*(theme.size(6),) * 4)
        box.setSpacing(theme.size(4))
        box.addWidget(self.field)
        box.addWidget(self.list)
        self.setFixedWidth(theme.size(300))
        self._fill("")

    def show_below(self, chip: QWidget) -> None:
        """Open below the chip with the keyboard in the field."""
        self.move(chip.mapToGlobal(QPoint(0, chip.height() + theme.size(2))))
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows walk, Enter switches, Esc closes."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(Qt.Key(event.key())):
            return True
        return super().eventFilter(watched, event)

    def _key(self, key: Qt.Key) -> bool:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -MOST_ROWS, Qt.Key.Key_PageDown: MOST_ROWS}
        option = self.list.current()
        if key in steps:
            self.list.step(steps[key])
        elif key in ENTER and option is not None:
            self._switch(option)
        elif key == Qt.Key.Key_Escape:
            self.close()
        else:
            return False
        return True

    def _switch(self, option: Option) -> None:
        row = self.list.currentRow()
        self.chosen.emit(option.value)
        self._fill(self.field.text())
        self.list.setCurrentRow(row)

    def _fill(self, typed: str) -> None:
        on = set(self._checked())
        self.list.fill([Option(o.value, o.label, o.second, o.value in on) for o in self._options(typed)])
        self.list.setFixedHeight(self.list.height_of_rows())
        self.adjustSize()
