"""What every editor of a field has in common, in the table and in the inspector, and the plain one-line editor."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.offers import Offer, chosen_by, plain, rich

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FieldEditor(QWidget):
    """Edits the text of one field. What is typed is read by `domain.values.read` when it is committed, not here."""

    committed = Signal()  # Enter, or Ctrl+Enter where Enter makes a line
    cancelled = Signal()  # Esc
    left = Signal()  # the keyboard went elsewhere
    edited = Signal(str)  # the person changed the text
    noted = Signal(str, bool)  # a line to show under the field, and whether it is a problem

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        """Make the editor of this field, empty."""
        super().__init__(parent)
        self.field = field
        self.input: QLineEdit | QPlainTextEdit = self.make_input()
        self.input.setAccessibleName(_(field.label))
        self.input.installEventFilter(self)
        self.setFocusProxy(self.input)
        self.note = QLabel(self, wordWrap=True)
        self.note.hide()
        self.note.linkActivated.connect(lambda link: take_offer(self, self.offers[int(link)]))
        self.offers: tuple[Offer, ...] = ()  # what Alt+1, Alt+2 take instead of what is typed
        self.told = ""  # the line under the field without them
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.size(2))
        box.addWidget(self.input)
        box.addWidget(self.note)
        self.float_note = False
        self._given = self._given_raw = ""  # the text that was set, and as the input holds it: Qt changes line ends

    def make_input(self) -> QLineEdit | QPlainTextEdit:
        """Return the widget that is typed into."""
        line = QLineEdit(self)
        line.textEdited.connect(self.on_edited)
        return line

    def text(self) -> str:
        """Return what `values.read` is to read; one that nobody touched is as it was given."""
        raw = self._raw()
        return self._given if raw == self._given_raw else raw

    def _raw(self) -> str:
        if isinstance(self.input, QLineEdit):
            return self.input.text()
        # not `toPlainText`, which makes an ordinary blank of a non-breaking one
        return self.input.document().toRawText().replace("\u2029", "\n")

    def set_text(self, text: str) -> None:
        """Show a text; it does not count as edited."""
        if isinstance(self.input, QLineEdit):
            self.input.setText(text)
            self.input.setCursorPosition(0)
        else:
            self.input.setPlainText(text)
        self._given, self._given_raw = text, self._raw()
        self.show_note("")

    @property
    def changed(self) -> bool:
        """The text is not the one that was given."""
        return self._raw() != self._given_raw

    def restore(self) -> None:
        """Show the text that was given again."""
        if isinstance(self.input, QLineEdit):
            self.input.setText(self._given_raw)
        else:
            self.input.setPlainText(self._given_raw)
        self.show_note("")

    def type(self, text: str) -> None:
        """Replace everything as if the person had typed it."""
        self.input.selectAll()
        if isinstance(self.input, QLineEdit):
            self.input.insert(text)
            self.on_edited(self.input.text())
        else:
            self.input.insertPlainText(text)

    def select_all(self) -> None:
        """Select the whole text, so that typing replaces it."""
        self.input.selectAll()

    def show_problem(self, sentence: str) -> None:
        """Show why the text was not taken, under the field; the text stays."""
        self._mark(problem=bool(sentence))
        self._note(sentence, problem=True)

    def show_note(self, text: str, offers: Sequence[Offer] = ()) -> None:
        """Show a quiet line under the field, such as how a date is understood; empty hides it."""
        self._mark(problem=False)
        self._note(text, problem=False, offers=offers)

    def on_edited(self, text: str) -> None:
        """Hear that the person changed the text; editors that help while typing do it here."""
        self.show_note("")
        self.edited.emit(text)

    def commits(self, event: QKeyEvent) -> bool:
        """Tell whether this key press takes the text over."""
        return event.key() in ENTER

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key before the input sees it; True if it is dealt with."""
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            return True
        if self.commits(event):
            self.committed.emit()
            return True
        if (offer := chosen_by(event, self.offers)) is not None:
            take_offer(self, offer)
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter commits, Esc restores."""
        if watched is self.input:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.handle_key(event):
                return True
            if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._lets_go(event):
                event.ignore()
                return True
            if event.type() == QEvent.Type.FocusOut and event.reason() != Qt.FocusReason.PopupFocusReason:  # type: ignore[attr-defined]  # a QFocusEvent
                self.left.emit()
        return super().eventFilter(watched, event)

    def _lets_go(self, event: QKeyEvent) -> bool:
        """Tell whether this key is the window's undo: no typing is left to take back, and it is not held down."""
        undo = event.matches(QKeySequence.StandardKey.Undo)
        return undo and not event.isAutoRepeat() and not _has(self.input, redo=False)

    def _note(self, text: str, *, problem: bool, offers: Sequence[Offer] = ()) -> None:
        self.offers, self.told = tuple(offers), text
        told = plain(text, offers)
        self.noted.emit(told, problem)
        if not self.float_note:
            theme.set_role(self.note, "problem" if problem else "mute")
            self.note.setTextFormat(Qt.TextFormat.RichText if offers else Qt.TextFormat.PlainText)
            self.note.setText(rich(text, offers) if offers else text)
            self.note.setVisible(bool(text))
        self.input.setAccessibleDescription(told)

    def _mark(self, *, problem: bool) -> None:
        if bool(self.input.property("problem")) != problem:
            self.input.setProperty("problem", problem)
            self.input.style().unpolish(self.input)
            self.input.style().polish(self.input)


def take_offer(editor: FieldEditor, offer: Offer) -> None:
    """Put an offer in the place of what is typed, and commit it."""
    editor.type(offer.text)
    editor.committed.emit()


def can_take_back(field: QLineEdit | QPlainTextEdit, *, redo: bool = False) -> bool:
    """Tell whether typing in this field can be undone, or made again."""
    around = field.parentWidget()
    return _has(field, redo=redo) or (not redo and isinstance(around, FieldEditor) and around.changed)


def take_back(field: QLineEdit | QPlainTextEdit, *, redo: bool = False) -> None:
    """Undo typing, or make it again; a field that keeps no account of it, as it groups digits, goes back at once."""
    around = field.parentWidget()
    if not redo and not _has(field, redo=False) and isinstance(around, FieldEditor):
        around.restore()
    elif redo:
        field.redo()
    else:
        field.undo()


def _has(field: QLineEdit | QPlainTextEdit, *, redo: bool) -> bool:
    if isinstance(field, QPlainTextEdit):
        return field.document().isRedoAvailable() if redo else field.document().isUndoAvailable()
    return field.isRedoAvailable() if redo else field.isUndoAvailable()
