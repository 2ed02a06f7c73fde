"""Dialogs about the workspace file: make a new one, give the passphrase of one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import CheckBox, Choice
from dicas_desktop.ui.passphrase_strength import SHORTEST, strength

SUFFIX = ".dicas"


class SecretField(QWidget):
    """A line for a passphrase that can be shown."""

    changed = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` is what a screen reader says."""
        super().__init__(parent)
        self.line = QLineEdit(self)
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(name)
        self.line.textChanged.connect(self.changed)
        self.show_it = QPushButton(_("Show"), self)
        self.show_it.setCheckable(True)
        self.show_it.setAutoDefault(False)
        self.show_it.setAccessibleName(_("Show the passphrase"))
        theme.set_role(self.show_it, "link")
        modes = QLineEdit.EchoMode
        self.show_it.toggled.connect(lambda on: self.line.setEchoMode(modes.Normal if on else modes.Password))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.line, 1)
        across.addWidget(self.show_it)
        self.setFocusProxy(self.line)

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()


class StrengthLine(QLabel):
    """Says while a new passphrase is typed how hard it is to guess."""

    def __init__(self, secret: SecretField, parent: QWidget) -> None:
        """Follow this field."""
        super().__init__(parent)
        self.setWordWrap(True)
        theme.set_role(self, "mute")
        secret.changed.connect(self._show)

    def _show(self, passphrase: str) -> None:
        words, tone = strength(passphrase)
        self.setText(words)
        self.setStyleSheet(f"color: {theme.current().tone(tone)};")


class NewFileField(QWidget):
    """A line for the path of a workspace to be made, and a button that asks for it in the system's dialog."""

    def __init__(self, path: Path, names: tuple[str, str], choose: Callable[[], None], parent: QWidget) -> None:
        """Propose the path; `names` are the accessible names of line and button."""
        super().__init__(parent)
        self.line = QLineEdit(str(path), self)
        button = QPushButton(_("Choose…"), self)
        button.setAutoDefault(False)
        for widget, name in zip((self.line, button), names, strict=True):
            widget.setAccessibleName(name)
        button.clicked.connect(choose)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self.line, 1)
        across.addWidget(button)

    def path(self) -> Path:
        """Return the path, with the program's own ending if none was typed."""
        path = Path(self.line.text().strip()).expanduser()
        return path if path.suffix else path.with_suffix(SUFFIX)


class PassphraseDialog(Dialog):
    """Asks for the passphrase of a workspace."""

    def __init__(self, path: Path, parent: QWidget, problem: str = "") -> None:
        """`problem` is why it is asked again."""
        super().__init__(
            _("Open {name}").format(name=path.name),
            _("Open"),
            parent,
            _("This workspace is encrypted. Without its passphrase nobody can read it, and nobody can recover it."),
        )
        self.passphrase = SecretField(_("Passphrase"), self)
        labelled(self, _("Passphrase"), self.passphrase)
        self.show_problem(problem)
        self.passphrase.setFocus()

    def check(self) -> str:
        """An empty passphrase opens nothing."""
        return "" if self.passphrase.text() else _("Passphrase is missing: type it.")


class NewWorkspaceDialog(Dialog):
    """Where the new workspace is kept, how it is protected, what it may hold."""

    def __init__(self, folder: Path, parent: QWidget) -> None:
        """Propose a free name in this folder."""
        super().__init__(_("New workspace"), _("Create the workspace"), parent)
        self._file = NewFileField(free_path(folder), (_("File"), _("Choose the file")), self._choose, self)
        self.path = self._file.line
        labelled(self, _("File"), self._file)
        self.encrypted = CheckBox(_("Encrypt it with a passphrase"), self)
        self.encrypted.setChecked(True)
        self.encrypted.toggled.connect(self._show_secrets)
        self.body.addWidget(self.encrypted)
        self.passphrase = SecretField(_("Passphrase"), self)
        self.again = SecretField(_("Passphrase again"), self)
        self._secrets = [
            *labelled(self, _("Passphrase"), self.passphrase),
            *labelled(self, _("The same again"), self.again),
        ]
        self.strength = StrengthLine(self.passphrase, self)
        self.body.addWidget(self.strength)
        self.ceiling = Choice(self)
        self.ceiling.setAccessibleName(_("Highest marking it may hold"))
        for level, words in LEVEL_WORDS.items():
            self.ceiling.addItem(words, level)
        labelled(self, _("Highest marking it may hold"), self.ceiling)
        self.sample = CheckBox(_("Fill it with the public record (sample)"), self)
        self.body.addWidget(self.sample)
        self.path.setFocus()

    def chosen_path(self) -> Path:
        """Return the file, with the program's own ending if none was typed."""
        return self._file.path()

    def chosen_passphrase(self) -> str | None:
        """Return the passphrase, None for a file that is not encrypted."""
        return self.passphrase.text() if self.encrypted.isChecked() else None

    def check(self) -> str:
        """The file must be new, both passphrases the same and not too short."""
        if not self.path.text().strip():
            self.path.setFocus()
            return _("File is missing: choose where the workspace is kept.")
        if is_there(self.chosen_path()):
            self.path.setFocus()
            return _("{name} exists already: choose another name.").format(name=self.chosen_path().name)
        if self.encrypted.isChecked():
            if len(self.passphrase.text()) < SHORTEST:
                self.passphrase.setFocus()
                return _("The passphrase is too short: use at least {n} letters, better several words.").format(
                    n=SHORTEST
                )
            if self.passphrase.text() != self.again.text():
                self.again.setFocus()
                return _("The two passphrases differ: type the same one twice.")
        return ""

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("New workspace"), self.path.text(), _("DICAS workspace (*.dicas)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()

    def _show_secrets(self, on: bool) -> None:
        for part in (*self._secrets, self.strength):
            part.setVisible(on)


def free_path(folder: Path) -> Path:
    """Return a file name in a folder that is not taken."""
    path, number = folder / f"workspace{SUFFIX}", 2
    while path.exists():
        path, number = folder / f"workspace-{number}{SUFFIX}", number + 1
    return path


def labelled(dialog: Dialog, text: str, widget: QWidget) -> tuple[QLabel, QWidget]:
    """Put a field into a dialog with its name above; return both."""
    label = dialog.add_label(dialog.body, text, "mute")
    label.setBuddy(widget)
    dialog.body.addWidget(widget)
    return label, widget
