"""The head of a meeting: title, where and when in both capitals, its stage, and the buttons of what comes next."""

from collections.abc import Mapping
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.clocks import when
from dicas_desktop.domain.stages import CLOSED, IN_PROGRESS, next_stages
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.ui import theme
from dicas_desktop.ui.meeting.reading import Shown
from dicas_desktop.ui.meeting.words import stage_look

if TYPE_CHECKING:
    from dicas_desktop.ui.meeting.words import Look

NEXT_KEY, BACK_KEY = "F12", "Shift+F12"
VERBS: Mapping[tuple[str | None, str], str] = {
    (None, "draft"): N_("Make it a draft"),
    ("draft", "open"): N_("Open for work"),
    ("open", "in_progress"): N_("Begin the meeting"),
    ("in_progress", "closed"): N_("Close the meeting"),
    ("closed", "in_progress"): N_("Reopen…"),
    ("open", "draft"): N_("Back to draft"),
    ("in_progress", "open"): N_("Back to open"),
}


def next_verb(shown: Shown) -> str:
    """Return the words of the button for the next stage; Close bears the number of what is incomplete."""
    stage = shown.values["stage"]
    verb = _(VERBS[stage, next_stages(stage)[0]])
    if stage == IN_PROGRESS and shown.incomplete:
        return f"{verb} · {counted('{n} incomplete', '{n} incomplete', shown.incomplete)}"
    return verb


def back_verb(shown: Shown) -> str:
    """Return the words of the step back, empty if there is none."""
    stage = shown.values["stage"]
    stages = next_stages(stage)
    return _(VERBS[stage, stages[1]]) if stage and len(stages) > 1 else ""


class MeetingHead(QFrame):
    """Shows what is read; its buttons ask for commands."""

    asked = Signal(str)  # id of a command

    def __init__(self, today: date, parent: QWidget) -> None:
        """Nothing yet."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.today = today
        self.title, self.stage = QLabel(self), QLabel(self)
        self.facts, self.strip = QLabel(self), QLabel(self)
        theme.set_role(self.title, "title")
        theme.set_role(self.facts, "mute")
        self.title.setTextFormat(Qt.TextFormat.RichText)
        self.facts.setTextFormat(Qt.TextFormat.PlainText)
        self.title.setWordWrap(True)
        self.facts.setWordWrap(True)
        self.strip.setWordWrap(True)
        self.carry = self._button(_("Carry over…"), "carry_over")
        self.next = self._button("", "next_stage")
        theme.set_role(self.next, "primary")
        side = theme.size(theme.PAGE_PADDING)
        first = QHBoxLayout()
        first.setSpacing(theme.size(12))
        first.addWidget(self.title, 1)
        for widget in (self.stage, self.carry, self.next):
            first.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(side, theme.size(8), side, theme.size(8))
        column.setSpacing(theme.size(4))
        column.addLayout(first)
        column.addWidget(self.facts)
        column.addWidget(self.strip)

    def show_meeting(self, shown: Shown, *, writable: bool) -> None:
        """Show the head of this meeting."""
        values, labels = shown.values, shown.record.labels
        quiet = f"color: {theme.current().mute}; font-weight: 400; font-size: {theme.points(theme.RECORD_TITLE):.5g}pt;"
        japanese = f' <span style="{quiet}">{escape(values["title_ja"])}</span>' if values["title_ja"] else ""
        self.title.setText(f"{escape(values['title'])}{japanese}")
        place = ", ".join(filter(None, (values["venue"], values["city"], values["country"])))
        words = (
            values["ref"], labels.get("forum_id"), labels.get("wg_id"), place or _("place not set"),
            when(values, self.today),
        )  # fmt: skip
        self.facts.setText(" · ".join(filter(None, words)))
        look = stage_look(values["stage"])
        self._show_stage(look, closed=shown.closed)
        self.next.setText(f"{next_verb(shown)}   {NEXT_KEY}")
        self.next.setAccessibleName(next_verb(shown))
        self.next.setToolTip(f"{next_verb(shown)}  {NEXT_KEY}")
        theme.set_role(self.next, "plain" if values["stage"] in (None, CLOSED) else "primary")
        self.next.setEnabled(writable)
        self.carry.setVisible(not shown.closed)
        self.carry.setEnabled(writable)

    def show_note(self, text: str, tone: str = "mute") -> None:
        """Say something under the head, such as that a draft was restored; empty hides it."""
        self.strip.setText(text)
        self.strip.setVisible(bool(text))
        tokens = theme.current()
        ground = tokens.late_soft if tone == "late" else tokens.accent_soft
        ink = tokens.late if tone == "late" else tokens.ink
        self.strip.setStyleSheet(
            f"background: {ground}; color: {ink}; border-radius: {theme.size(4)}px;"
            f"padding: {theme.size(3)}px {theme.size(8)}px;"
        )

    def _show_stage(self, look: "Look", *, closed: bool) -> None:
        text = _("{stage} · read-only").format(stage=look.text) if closed else look.text
        self.stage.setText(text)
        self.stage.setAccessibleName(_("Stage: {stage}").format(stage=text))
        self.stage.setStyleSheet(f"color: {theme.current().tone(look.tone)}; font-weight: 600;")

    def _button(self, text: str, command: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.clicked.connect(lambda: self.asked.emit(command))
        return button
