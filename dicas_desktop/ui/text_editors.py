"""Editors of fields that are typed freely: long text, numbers, dates, times. Each says what it understands."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from dicas_desktop.domain.clocks import read_clock
from dicas_desktop.domain.dates import read_date, show_date
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import ENTER, FieldEditor

LINES = 4


class LongTextEditor(FieldEditor):
    """Several lines; Enter makes a line, Ctrl+Enter commits."""

    def make_input(self) -> QPlainTextEdit:
        """Return a small multi-line field that leaves Tab to move on."""
        area = QPlainTextEdit(self)
        area.setTabChangesFocus(True)
        area.setFixedHeight(area.fontMetrics().lineSpacing() * LINES + theme.size(12))
        area.textChanged.connect(self._on_changed)
        return area

    def set_text(self, text: str) -> None:
        """Show a text; it does not count as edited."""
        self.input.blockSignals(True)
        super().set_text(text)
        self.input.blockSignals(False)

    def commits(self, event: QKeyEvent) -> bool:
        """Only Ctrl+Enter."""
        return event.key() in ENTER and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)

    def _on_changed(self) -> None:
        self.on_edited(self.text())


class NumberEditor(FieldEditor):
    """A whole number. Money is grouped by thousands while it is typed."""

    def make_input(self) -> QLineEdit:
        """Return a line aligned right, as in the table."""
        line = QLineEdit(self)
        line.setAlignment(Qt.AlignmentFlag.AlignRight)
        line.textEdited.connect(self.on_edited)
        return line

    def set_text(self, text: str) -> None:
        """Show a number, money grouped."""
        super().set_text(self._grouped(text))

    def on_edited(self, text: str) -> None:
        """Group anew and keep the cursor behind the same digit; say at once if it is no number."""
        line = self.input
        if isinstance(line, QLineEdit) and (grouped := self._grouped(text)) != text:
            behind = len(text) - line.cursorPosition()
            line.setText(grouped)
            line.setCursorPosition(max(len(grouped) - behind, 0))
        super().on_edited(self.text())
        digits = text.replace(",", "").replace(" ", "").removeprefix("-")
        if digits and not digits.isdecimal():
            self.show_note(_("Whole numbers only."))

    def _grouped(self, text: str) -> str:
        digits = text.replace(",", "")
        if (
            self.field.kind is not Kind.MONEY
            or not digits.removeprefix("-").isascii()
            or not digits.removeprefix("-").isdecimal()
        ):
            return text
        return f"{int(digits):,}"


class DateEditor(FieldEditor):
    """A date as people write it, with the precision in the words; the line below says what is understood."""

    def on_edited(self, text: str) -> None:
        """Show what the text means, or what is wrong with it."""
        super().on_edited(text)
        if not text.strip():
            return
        try:
            self.show_note(date_note(text, end=self.field.end))
        except UserProblem as problem:
            self.show_note(str(problem))


def date_note(text: str, *, end: bool) -> str:
    """Return how a typed date is understood; UserProblem if it is none. `end`: a period is counted as its last day."""
    day, precision = read_date(text, end)
    shown = show_date(day, precision, weekday=True)
    if precision in ("day", "by", "from"):
        return f"= {shown}"
    return _("= {date}, counted as {day}").format(date=shown, day=show_date(day))


class TimeEditor(FieldEditor):
    """A time of day; 930 is 09:30."""

    def on_edited(self, text: str) -> None:
        """Show the time that is understood."""
        super().on_edited(text)
        if text.strip():
            try:
                self.show_note(f"= {read_clock(text)}")
            except UserProblem as problem:
                self.show_note(str(problem))
