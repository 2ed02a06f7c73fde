"""The one line in which things are entered where they stand, without dialog and mouse.

Enter writes, Tab goes on, Esc leaves.

What is being typed is handed to `edited` after each pause, so that its owner can keep it where no crash reaches it.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import FieldEditor

EMPTIED = " "  # of a field that was filled and is empty now: an empty text would be no draft
_PAUSE = 200  # ms after the last letter before the text is kept
_CHIP = 96  # px at 100 % of the word at the left


class Part(NamedTuple):
    """A field of the line: `width` in px at 100 %, 0 takes what the others leave."""

    field: Field
    width: int = 0


class LineForm(QFrame):
    """Fields side by side under the word that says what is entered."""

    entered = Signal()
    left = Signal()
    edited = Signal(str, dict)  # place of the line, what is typed and was not there, by field
    height_changed = Signal()

    def __init__(
        self,
        word: str,
        parts: Sequence[Part],
        make: Callable[[Field, QWidget], FieldEditor],
        hint: str,
        parent: QWidget,
    ) -> None:
        """`word` says what is entered; `make(field, parent)` makes an editor; `hint` tells the keys."""
        super().__init__(parent)
        self.setAutoFillBackground(True)
        self.setAccessibleName(word)
        self.hint = hint
        self.place = ""  # under which its half typed texts are kept (see `half_typed`)
        self.editors: dict[str, FieldEditor] = {}
        self._given: dict[str, str] = {}  # what the fields were filled with
        self.word, self.note = QLabel(word, self), QLabel(hint, self)
        self.word.setFixedWidth(theme.size(_CHIP))
        theme.set_role(self.word, "heading")
        self.note.setWordWrap(True)
        theme.set_role(self.note, "mute")
        grid = self._grid()
        grid.addWidget(self.word, 0, 0)
        for place, part in enumerate(parts, 1):
            editor = make(part.field, self)
            editor.float_note = True
            editor.input.setFont(theme.font(theme.TABLE))
            self._label(editor, _(part.field.label))
            if part.width:
                editor.setFixedWidth(theme.size(part.width))
            else:
                grid.setColumnStretch(place, 1)
            grid.addWidget(editor, 0, place)
            self.editors[part.field.name] = editor
            self._listen(editor)
        grid.addWidget(self.note, 1, 1, 1, len(parts))
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self._hand_over)

    # ------------------------------------------------------------------ what its owner asks
    def texts(self) -> dict[str, str]:
        """Return what is typed, by field."""
        return {name: editor.text() for name, editor in self.editors.items()}

    def typed(self) -> dict[str, str]:
        """Return what stands in the fields that are not as they were filled in; an emptied one holds `EMPTIED`."""
        return {name: text or EMPTIED for name, text in self.texts().items() if text != self._given.get(name, "")}

    def begin(self, texts: Mapping[str, str], first: str = "", typed: Mapping[str, str] | None = None) -> None:
        """Fill the fields and take the keyboard to one of them, the first if none is named.

        `typed` is what was half typed over that before.
        """
        for name, editor in self.editors.items():
            editor.set_text(texts.get(name, ""))
        self._given = self.texts()
        for name, text in (typed or {}).items():
            if name in self.editors:
                self.editors[name].set_text(text.strip())
        self.show_hint()
        editor = self.editors.get(first) or next(iter(self.editors.values()))
        editor.setFocus()
        editor.select_all()

    def show_problem(self, sentence: str, field: str = "") -> None:
        """Say under the line what is refused; the keyboard goes to the field."""
        self._tell(sentence, "problem")
        editor = self.editors.get(field)
        if editor is not None:
            editor.show_problem(sentence)
            editor.setFocus()

    def show_hint(self, text: str = "") -> None:
        """Show the keys again, or another quiet word."""
        self._tell(text or self.hint, "mute")

    def flush(self) -> None:
        """Hand over at once what is typed and was not handed over yet."""
        if self._pause.isActive():
            self._pause.stop()
            self._hand_over()

    def forget(self) -> None:
        """Hand over nothing more of what was typed up to now."""
        self._pause.stop()

    def wanted_height(self) -> int:
        """Return the height in px for the line and what stands under it."""
        layout = self.layout()
        above = self.parentWidget()
        width = above.width() if above is not None else self.width()
        least = layout.totalHeightForWidth(width) if layout is not None and layout.hasHeightForWidth() else 0
        return max(least, self.sizeHint().height())

    # ------------------------------------------------------------------ Qt
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes round within the line: leaving it is said by Esc."""
        editors = list(self.editors.values())
        at = next((n for n, editor in enumerate(editors) if editor.input.hasFocus()), 0)
        following = editors[(at + (1 if forward else -1)) % len(editors)]
        following.setFocus()
        following.select_all()
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """A soft ground between two lines."""
        painter, tokens = QPainter(self), theme.current()
        painter.fillRect(self.rect(), theme.colour(tokens.soft))
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))

    # ------------------------------------------------------------------ inside
    def _grid(self) -> QGridLayout:
        grid = QGridLayout(self)
        grid.setContentsMargins(*(theme.size(px) for px in (theme.PAGE_PADDING, 6, theme.PAGE_PADDING, 6)))
        grid.setHorizontalSpacing(theme.size(6))
        grid.setVerticalSpacing(theme.size(2))
        return grid

    def _label(self, editor: FieldEditor, label: str) -> None:
        editor.input.setPlaceholderText(label)
        editor.input.setAccessibleName(f"{self.accessibleName()}: {label}")

    def _listen(self, editor: FieldEditor) -> None:
        editor.committed.connect(self.entered)
        editor.cancelled.connect(self.left)
        editor.edited.connect(lambda _text: self._pause.start())
        editor.noted.connect(self._on_noted)

    def _hand_over(self) -> None:
        self.edited.emit(self.place, self.typed())

    def _on_noted(self, text: str, problem: bool) -> None:
        self._tell(text or self.hint, "problem" if problem else "mute")

    def _tell(self, text: str, role: str) -> None:
        if (text, role) != (self.note.text(), self.note.property("role")):
            self.note.setText(text)
            theme.set_role(self.note, role)
            self.height_changed.emit()


def stacked(parent: QWidget, *widgets: QWidget) -> QVBoxLayout:
    """Return a column of widgets without gaps."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for widget in widgets:
        column.addWidget(widget)
    return column
