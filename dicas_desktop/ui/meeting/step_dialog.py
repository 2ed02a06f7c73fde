"""The frame of every question about a meeting: the marking, title and note, fields with their labels, one step."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QLineEdit, QScrollArea, QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store


class StepDialog(Dialog):
    """What is answered is written as one step; what is refused is told above the buttons, and nothing is written."""

    wide = 460  # px at 100 % that it is at least wide

    def __init__(self, store: "Store", title: str, verb: str, parent: QWidget, note: str = "") -> None:
        """`verb` is the text of the primary button."""
        super().__init__(title, verb, parent, note, LEVEL_WORDS.get(store.ceiling, store.ceiling))
        self.setMinimumWidth(theme.size(self.wide))
        self.store = store

    def label(self) -> str:
        """Return the name of the step: what the button says, if nothing more is to be said."""
        return self.primary.text()

    def write(self, step: "Step") -> None:
        """Do what was answered; UserProblem if it cannot be done."""

    def missing(self) -> str:
        """Return what has to be answered first, empty if nothing has."""
        return ""

    def check(self) -> str:
        """Write the step; the keyboard stays in the field that is refused."""
        if why := self.missing():
            return why
        try:
            with self.store.write(self.label()) as step:
                self.write(step)
        except UserProblem as problem:
            return str(problem)
        return ""

    def add_line(self, name: str, text: str = "") -> QLineEdit:
        """Add a line to be typed into, under its label, and take the keyboard there."""
        label, line = QLabel(name, self), QLineEdit(text, self)
        label.setBuddy(line)
        theme.set_role(label, "mute")
        line.setAccessibleName(name)
        self.body.addWidget(label)
        self.body.addWidget(line)
        line.selectAll()
        line.setFocus()
        return line

    def add_rows(self, content: QWidget, height: int) -> QScrollArea:
        """Add a part that scrolls, so many px high at 100 % if there is room."""
        area = scrolling(content, self)
        area.setMinimumHeight(theme.size(height))
        self.body.addWidget(area, 1)
        return area
