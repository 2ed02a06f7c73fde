"""The dialogs of a recovery: where what can be read is saved, and what was read and is missing."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _
from dicas_desktop.store.recovery_report import lines
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling
from dicas_desktop.ui.file_dialogs import SUFFIX, NewFileField, SecretField, labelled

if TYPE_CHECKING:
    from dicas_desktop.store.recover import Recovered

_WIDTH, _HEIGHT = 720, 300  # px at 100 %


class RecoverDialog(Dialog):
    """Asks for the passphrase of a damaged workspace, if it has one, and for the new file."""

    def __init__(self, path: Path, parent: QWidget, *, encrypted: bool, problem: str = "") -> None:
        """`problem` is why it is asked again."""
        note = _(
            "The file is only read. What is whole in it goes into a new workspace with the same passphrase; what its "
            "tables have lost is taken from the journal. A report names what is missing."
        )
        super().__init__(_("Recover {name}").format(name=path.name), _("Recover"), parent, note)
        self._encrypted = encrypted
        self.passphrase = SecretField(_("Passphrase"), self)
        if encrypted:
            labelled(self, _("Passphrase"), self.passphrase)
        self.passphrase.setVisible(encrypted)
        names = _("New workspace"), _("Choose the new file")
        self._file = NewFileField(_free(path), names, self._choose, self)
        self.path = self._file.line
        labelled(self, _("New workspace"), self._file)
        self.show_problem(problem)
        (self.passphrase if encrypted else self.path).setFocus()

    def output(self) -> Path:
        """Return the new file, with the program's own ending if none was typed."""
        return self._file.path()

    def check(self) -> str:
        """There must be a passphrase, and a name that is free."""
        if self._encrypted and not self.passphrase.text():
            self.passphrase.setFocus()
            return _("The passphrase is missing: type it.")
        self.path.setFocus()
        if not self.path.text().strip():
            return _("The new file is missing: choose where it is kept.")
        if is_there(self.output()):
            return _("{name} exists already: choose another name.").format(name=self.output().name)
        return ""

    def _choose(self) -> None:
        dialog = QFileDialog(self, _("New workspace"), self.path.text(), _("DICAS workspace (*.dicas)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX[1:])
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()


class ReportDialog(Dialog):
    """What was read, put in the place of what is lost, or is missing. Accepting opens the new workspace."""

    def __init__(self, name: str, out: Path, report: "Recovered", parent: QWidget) -> None:
        """Show this report."""
        title = _("✓ {name} was recovered whole") if report.complete else _("◐ {name} was recovered in part")
        note = _("{n} records and {steps} steps of the journal are in {out}.").format(
            n=f"{report.records:,}", steps=f"{report.head.steps:,}", out=out
        )
        banner = LEVEL_WORDS.get(report.ceiling, report.ceiling)
        super().__init__(title.format(name=name), _("Open the new workspace"), parent, note, banner)
        self.leave.setText(_("Close"))
        self.leave.setAccessibleName(_("Close"))
        self.setMinimumWidth(theme.size(_WIDTH))
        holder = QWidget(self)
        column = self._column(holder)
        for line in lines(report):
            particular = line.startswith(" ")
            label = self.add_label(column, line.strip(), "mute" if particular else "plain")
            label.setContentsMargins(theme.size(16) if particular else 0, 0, theme.size(12), 0)
        column.addStretch(1)
        area = scrolling(holder, self)
        area.setMinimumHeight(theme.size(_HEIGHT))
        area.setAccessibleName(_("Report"))
        self.body.addWidget(area)

    def _column(self, holder: QWidget) -> QVBoxLayout:
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size(6))
        return column


def _free(path: Path) -> Path:
    """Return a name beside a workspace that is not taken."""
    free, number = path.with_name(f"{path.stem}-recovered{SUFFIX}"), 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}-recovered-{number}{SUFFIX}"), number + 1
    return free
