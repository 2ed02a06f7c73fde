"""Dialogs about the key: another passphrase for the open workspace, and a head from an old paper."""

from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.heads import read_head
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.file_dialogs import SecretField, StrengthLine, labelled
from dicas_desktop.ui.passphrase_strength import SHORTEST


class ChangePassphraseDialog(Dialog):
    """The old passphrase, and the new one twice."""

    def __init__(self, name: str, parent: QWidget, *, encrypted: bool) -> None:
        """A workspace that is not encrypted has no old one."""
        note = _(
            "The file is written anew with another key, checked, and put in the place of the old one. An interruption "
            "leaves it as it was. Nobody can recover a forgotten passphrase."
        )
        title = _("Change the passphrase of {name}") if encrypted else _("Encrypt {name}")
        verb = _("Change the passphrase") if encrypted else _("Encrypt the workspace")
        super().__init__(title.format(name=name), verb, parent, note)
        self.old = SecretField(_("Passphrase of now"), self)
        if encrypted:
            labelled(self, _("Passphrase of now"), self.old)
        self.old.setVisible(encrypted)
        self._encrypted = encrypted
        self.new = SecretField(_("New passphrase"), self)
        self.again = SecretField(_("New passphrase again"), self)
        labelled(self, _("New passphrase"), self.new)
        labelled(self, _("The same again"), self.again)
        self.strength: QLabel = StrengthLine(self.new, self)
        self.body.addWidget(self.strength)
        self.add_label(
            self.body,
            _(
                "Copies and backups made before keep the passphrase of now. If somebody knows it, delete them or give "
                "each of them another passphrase too."
            ),
            "mute",
        )
        (self.old if encrypted else self.new).setFocus()

    def check(self) -> str:
        """The old one must be there, the new one long enough, another, and the same twice."""
        if self._encrypted and not self.old.text():
            self.old.setFocus()
            return _("Passphrase of now is missing: type it.")
        if len(self.new.text()) < SHORTEST:
            self.new.setFocus()
            return _("The passphrase is too short: use at least {n} letters, better several words.").format(n=SHORTEST)
        if self.new.text() != self.again.text():
            self.again.setFocus()
            return _("The two passphrases differ: type the same one twice.")
        if self._encrypted and self.new.text() == self.old.text():
            self.new.setFocus()
            return _("The new passphrase is the old one: type another.")
        return ""


class HeadDialog(Dialog):
    """Asks for the head that stands on a paper."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is typed yet."""
        note = _(
            "Each brief bears the head of the journal at its foot. If it is in the journal of now, everything up to "
            "that step is as it was when the paper was printed."
        )
        super().__init__(_("Verify the head on a paper"), _("Verify"), parent, note)
        self.head = QLineEdit(self)
        self.head.setAccessibleName(_("Journal head"))
        self.head.setPlaceholderText("1a2b 3c4d")
        labelled(self, _("Journal head, 8 or more digits"), self.head)
        self.head.setFocus()

    def check(self) -> str:
        """Say what keeps the text from being a head."""
        try:
            read_head(self.head.text())
        except UserProblem as problem:
            self.head.setFocus()
            return str(problem)
        return ""
