"""Lines across the window under the toolbar that stay as long as what they tell is so: sign, words, what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dicas_desktop.ui import theme
from dicas_desktop.ui.commands import CommandSet
from dicas_desktop.ui.toolbar import CommandButton

_LONGEST = 240  # letters of a line; the rest is in its tooltip


class Alert(QFrame):
    """One line: its heading in red with a sign, a sentence, and buttons of commands."""

    def __init__(self, commands: CommandSet, names: tuple[str, ...], parent: QWidget) -> None:
        """`names` are the commands whose buttons stand at the right."""
        super().__init__(parent)
        theme.set_role(self, "alert")
        self.heading, self.text = QLabel(self), QLabel(self)
        theme.set_role(self.heading, "alert")
        for label in (self.heading, self.text):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.buttons = {name: CommandButton(commands.actions[name], "", self) for name in names}
        across = QHBoxLayout(self)
        across.setContentsMargins(*(theme.size(side) for side in (theme.PAGE_PADDING, 6, 12, 6)))
        across.setSpacing(theme.size(12))
        across.addWidget(self.heading)
        across.addWidget(self.text, 1)
        for button in self.buttons.values():
            across.addWidget(button)

    def tell(self, heading: str, text: str) -> None:
        """Say it."""
        self.heading.setText(heading)
        self.text.setText(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…")
        self.text.setToolTip(text)
        self.setAccessibleName(f"{heading}: {text}")


class Alerts(QWidget):
    """The lines of one window, each known by a name; takes no room while there is none."""

    def __init__(self, commands: CommandSet, parent: QWidget) -> None:
        """Nothing is told."""
        super().__init__(parent)
        self._commands = commands
        self.lines: dict[str, Alert] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def tell(self, name: str, heading: str, text: str, commands: tuple[str, ...] = ()) -> None:
        """Show a line, or change what it says."""
        if name not in self.lines:
            self.lines[name] = Alert(self._commands, commands, self)
            self._column.addWidget(self.lines[name])
        self.lines[name].tell(heading, text)
        self.show()

    def drop(self, name: str) -> None:
        """Show a line no longer."""
        line = self.lines.pop(name, None)
        if line is not None:
            line.hide()
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self.lines))
