"""Who works here."""

import getpass

from dicas_desktop.domain.machine import workstation
from dicas_desktop.store.journal import Who
from dicas_desktop.ui.settings import Settings


def officer_of(settings: Settings) -> Who:
    """Return who writes: the name the officer chose, else the account's, and the machine's name."""
    name = str(settings.value("officer/name", "")) or getpass.getuser()
    return Who(name, workstation())
