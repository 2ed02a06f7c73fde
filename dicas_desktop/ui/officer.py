"""Who works here: the name under which steps are written, and the dialog that asks for it."""

import getpass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from dicas_desktop.domain.machine import workstation
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import unstorable_text
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.journal import Who
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.store.officer import officer_in
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.main_window import MainWindow

NAME = "officer/name"  # name of the setting


def officer_of(settings: Settings) -> Who:
    """Return who writes: the name the officer chose, else the account's, and the machine's name."""
    name = str(settings.value(NAME, "")) or getpass.getuser()
    return Who(name, workstation())


class OfficerDialog(Dialog):
    """Asks for the officer's name and says whether a person on record bears it."""

    def __init__(self, name: str, store: "Store | None", parent: QWidget) -> None:
        """`name` is the one of now."""
        note = _(
            "Steps in the journal bear this name, from the next opening of a workspace on. Where it is that of one "
            "person on record, “Mine” filters what this person's office leads."
        )
        banner = "" if store is None else LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Your name"), _("Keep"), parent, note, banner)
        self._store = store
        self.add_label(self.body, _("Name (empty: that of the account)"), "mute")
        self.name = QLineEdit(name, self)
        self.name.setAccessibleName(_("Your name"))
        self.name.textChanged.connect(self._tell)
        self.body.addWidget(self.name)
        self.told = self.add_label(self.body, " ", "mute")
        self.name.selectAll()
        self.name.setFocus()
        self._tell()

    def chosen(self) -> str:
        """Return the name as it is kept."""
        return " ".join(self.name.text().split())

    def check(self) -> str:
        """A name must be one that can be stored."""
        return unstorable_text(N_("The name"), self.chosen())

    def _tell(self, _text: str = "") -> None:
        """Say whom the name belongs to."""
        self.show_problem("")
        if self._store is None or not self.chosen() or self.check():
            self.told.setText(" ")
            return
        with self._store.read() as db:
            officer = officer_in(db, self.chosen())
            if officer is None:
                self.told.setText(_("No one person on record bears this name."))
                return
            (person,) = fetch(db, "persons", [officer.person])
        office = person.labels.get("org_id") or _("no office recorded")
        name = label_of(self._store.entities["persons"], person.values)
        self.told.setText(f"{person.values['ref']} · {name} · {office}")


def ask_name(window: "MainWindow") -> None:
    """Ask for the officer's name; the pages are made anew, because their filters go by it."""
    settings = window.settings
    dialog = OfficerDialog(str(settings.value(NAME, "")), window.store, window)

    def keep() -> None:
        settings.remember(NAME, dialog.chosen())
        window.rebuild()
        window.note(_("Steps will bear the name {name}.").format(name=officer_of(settings).name))

    dialog.accepted.connect(keep)
    dialog.open()
