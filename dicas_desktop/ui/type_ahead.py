"""The editor that offers what fits while one types: choices, references, zones, countries, markings."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from dicas_desktop.domain.declaration import Field
from dicas_desktop.ui.field_editor import ENTER, FieldEditor
from dicas_desktop.ui.option_list import MOST_ROWS, Option, OptionList, Options

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -MOST_ROWS,
    Qt.Key.Key_PageDown: MOST_ROWS,
}


class TypeAheadEditor(FieldEditor):
    """A line with a drop-down. Down opens it; Enter takes the current row, which is the first one that fits."""

    def __init__(self, field: Field, options: Options, parent: QWidget | None = None, *, strict: bool = True) -> None:
        """`options(typed)` gives what fits. `strict`: only what is offered makes sense, so Enter takes the first."""
        super().__init__(field, parent)
        self._options, self._strict = options, strict
        self._chosen: Option | None = None
        self._steered = False  # the arrows chose the current row
        self._list: OptionList | None = None

    @property
    def is_open(self) -> bool:
        """The drop-down is shown."""
        return self._list is not None and self._list.isVisible()

    def text(self) -> str:
        """Return the chosen value, or what is typed if nothing was chosen."""
        typed = super().text()
        return self._chosen.value if self._chosen is not None and self._chosen.label == typed else typed

    def set_text(self, text: str) -> None:
        """Show a text; a stored word is shown by its label."""
        self._chosen = next((o for o in self._options(text) if o.value == text), None) if text else None
        super().set_text(self._chosen.label if self._chosen else text)

    def open(self, typed: str = "") -> None:
        """Open the drop-down with what fits; nothing typed shows everything."""
        options = self._options(typed)
        if not options or not self.isVisible():
            self.close_list()
            return
        listed = self._popup()
        shown = super().text()
        # a word of one's own, or one from the middle of a record, is not taken for the first that fits
        proposed = -1 if typed and not (self._strict and options[0].sure) else 0
        current = next((n for n, option in enumerate(options) if option.label == shown), proposed)
        listed.fill(options, current)
        listed.show_below(self.input)
        self._steered = False

    def close_list(self) -> None:
        """Close the drop-down."""
        if self._list is not None:
            self._list.hide()

    def take(self, option: Option) -> None:
        """Put a choice into the line."""
        self._chosen = option
        line = self.input
        if isinstance(line, QLineEdit):
            line.setText(option.label)
        self.close_list()
        self.show_note("")
        self.edited.emit(option.value)

    def on_edited(self, text: str) -> None:
        """Offer what fits the text."""
        self._chosen = None
        super().on_edited(text)
        if text.strip():
            self.open(text)
        else:
            self.close_list()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Arrows walk through the drop-down, Enter takes from it and commits, Esc closes it first."""
        if event.key() in _STEPS:
            return self._steer(_STEPS[Qt.Key(event.key())])
        if event.key() == Qt.Key.Key_Escape and self.is_open and self._steered:
            self.close_list()
            return True
        if event.key() in (*ENTER, Qt.Key.Key_Tab):
            self.settle()
        if event.key() == Qt.Key.Key_Escape:
            self.close_list()
        return super().handle_key(event)

    def settle(self) -> None:
        """Take the current row if the person typed part of it or walked to it."""
        option = self._list.current() if self._list is not None and self.is_open else None
        typed = super().text().strip()
        if option is not None and (self._steered or (self._strict and typed and self._chosen is None)):
            self.take(option)
        self.close_list()

    def show_problem(self, sentence: str) -> None:
        """Show why the text was not taken; the drop-down would lie over it."""
        self.close_list()
        super().show_problem(sentence)

    def _steer(self, rows: int) -> bool:
        if not self.is_open:
            self.open()
            self._steered = self.is_open
            return True
        if self._list is not None:
            self._list.step(rows)
        self._steered = True
        return True

    def _popup(self) -> OptionList:
        if self._list is None:
            self._list = OptionList(self)
            self._list.taken.connect(self._on_taken)
            self.left.connect(self.close_list)
        return self._list

    def _on_taken(self, option: Option) -> None:
        self.take(option)
        self.committed.emit()
