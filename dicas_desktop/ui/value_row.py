"""One field of the inspector: looks like text until it is touched, then an editor stands in its place."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.offers import Offer, chosen_by, plain, rich

LABEL_WIDTH = 102  # px at 100 %
_BEGIN_KEYS = (Qt.Key.Key_F2, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)

MakeEditor = Callable[[Field, QWidget], FieldEditor]


class ValueLabel(QLabel):
    """A value as text. Click, Enter, F2 or typing asks for the editor."""

    touched = Signal(str)  # what was typed already
    taken = Signal(str)  # one of the offers, by its key

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says before the value."""
        super().__init__(parent)
        self._name = name
        self.offers: tuple[Offer, ...] = ()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setIndent(0)  # else Qt moves framed text by half a letter
        self.setAccessibleDescription(_("Enter edits"))
        theme.set_role(self, "value")

    def show_value(self, text: str, tone: str = "") -> None:
        """Show a value; an empty one as a quiet dash. `tone` as in `theme.STATES`."""
        self.setText(text or "—")
        self.setAccessibleName(f"{self._name}: {text or _('not recorded')}")
        colour = theme.current().tone(tone or ("ink" if text else "mute"))
        self.setStyleSheet(f"color: {colour};")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click begins editing."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.touched.emit("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, F2 and blank begin with the value, typing begins anew."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _BEGIN_KEYS and plain:
            self.touched.emit("")
        elif plain and event.text().isprintable() and event.text():
            self.touched.emit(event.text())
        elif (offer := chosen_by(event, self.offers)) is not None:
            self.taken.emit(offer.text)
        else:
            super().keyPressEvent(event)


class ValueRow(QWidget):
    """Label, value and, while edited, the editor. The text typed is handed over as it is."""

    entered = Signal(str, str)  # field name, text
    focused = Signal(str)  # field name

    def __init__(self, field: Field, make_editor: MakeEditor, parent: QWidget | None = None) -> None:
        """`make_editor(field, parent)` makes the editor when it is needed."""
        super().__init__(parent)
        self.field, self._make_editor = field, make_editor
        self.editor: FieldEditor | None = None
        self._typed = ""
        self.name = QLabel(_(field.label), self)
        self.name.setWordWrap(True)
        self.name.setIndent(0)
        self.name.setFixedWidth(theme.size(LABEL_WIDTH - 6))
        theme.set_role(self.name, "field-name")
        self.value = ValueLabel(_(field.label), self)
        self.value.touched.connect(self.edit)
        self._place = QVBoxLayout()
        self._place.addWidget(self.value)
        self.remark = QLabel(self, wordWrap=True)
        self.remark.linkActivated.connect(lambda link: self._take(self.value.offers[int(link)].text))
        self.value.taken.connect(self._take)
        theme.set_role(self.remark, "mute")
        self.remark.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.size(6))
        grid.addWidget(self.name, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(self._place, 0, 1)
        grid.addWidget(self.remark, 1, 1)
        grid.setColumnStretch(1, 1)

    def show_value(self, shown: str, typed: str, tone: str = "", *, editable: bool = True) -> None:
        """Show a value; `typed` is what its editor begins with. An editor that is open stays."""
        self._typed = typed
        self.value.show_value(shown, tone)
        self.value.setEnabled(editable)

    def show_remark(self, text: str, offers: tuple[Offer, ...] = ()) -> None:
        """Say something of the value below it, with what can be taken in its place; empty hides it."""
        self.value.offers = offers
        self.remark.setTextFormat(Qt.TextFormat.RichText if offers else Qt.TextFormat.PlainText)
        self.remark.setText(rich(text, offers) if offers else text)
        self.remark.setAccessibleName(plain(text, offers))
        self.remark.setVisible(bool(text))

    def edit(self, begin: str = "") -> None:
        """Put the editor in place of the value; `begin` was typed already."""
        if self.editor is not None or not self.value.isEnabled():
            return
        editor = self._make_editor(self.field, self)
        self.editor = editor
        editor.set_text(self._typed)
        editor.committed.connect(self._commit)
        editor.left.connect(self._leave)
        editor.cancelled.connect(self.close_editor)
        self._place.addWidget(editor)
        self.value.hide()
        editor.show()
        editor.setFocus()
        if begin:
            editor.type(begin)
        else:
            editor.select_all()
        self.focused.emit(self.field.name)

    def show_problem(self, sentence: str) -> None:
        """Keep the editor open with the sentence under it; the keyboard goes back to it."""
        if self.editor is None:
            self.edit()
        if self.editor is not None:
            self.editor.show_problem(sentence)
            QTimer.singleShot(0, self.editor, self.editor.setFocus)

    def finish(self) -> str:
        """Hand over what is typed, if anything is; return the sentence under the field if it is refused."""
        self._commit()
        return "" if self.editor is None else self.editor.note.text() or _("Answer first what is asked.")

    def close_editor(self) -> None:
        """Show the value again; what was typed and not taken is forgotten."""
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        had_focus = editor.input.hasFocus()
        editor.blockSignals(True)
        self._place.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self.value.show()
        if had_focus:
            self.value.setFocus()

    def _take(self, text: str) -> None:
        """Set an offer as if it had been typed; what is refused stands under the editor."""
        if self.value.isEnabled():
            self.entered.emit(self.field.name, text)

    def _commit(self) -> None:
        if self.editor is None:
            return
        text = self.editor.text()
        if text.strip() == self._typed.strip():
            self.close_editor()
        else:
            self.entered.emit(self.field.name, text)

    def _leave(self) -> None:
        if self.editor is not None and self.isVisible():
            self._commit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the value."""
        super().focusInEvent(event)
        self.value.setFocus()
