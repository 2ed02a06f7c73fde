"""After a change of the passphrase: the backups that still open with the old one, and what is to become of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.texts import _
from dicas_desktop.store.rekey_backups import delete, older, rekey
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.open_dialogs import OtherWayDialog
from dicas_desktop.ui.sanitise_dialogs import tell_outcomes

if TYPE_CHECKING:
    from dicas_desktop.store.backups import Backup
    from dicas_desktop.ui.main_window import MainWindow


def question(number: int, parent: "MainWindow", *, encrypted: bool) -> OtherWayDialog:
    """Return the dialog that asks what is to become of so many backups; `encrypted` as they were made."""
    title = _("{n} backups keep the old passphrase") if encrypted else _("{n} backups are not encrypted")
    text = _(
        "They lie beside the workspace. Whoever has the old passphrase can read them. Giving them the new one writes "
        "each anew and checks it; deleting them leaves no earlier state to go back to."
    )
    if not encrypted:
        text = _(
            "They lie beside the workspace, and anybody who gets them can read them. Giving them the passphrase writes "
            "each anew and checks it; deleting them leaves no earlier state to go back to."
        )
    dialog = OtherWayDialog(
        title.format(n=number), text, _("Delete them"), parent, primary=_("Give them the new passphrase")
    )
    dialog.leave.setText(_("Keep them so"))
    dialog.leave.setAccessibleName(_("Keep them so"))
    return dialog


def offer(window: "MainWindow", path: Path, old: str | None, new: str) -> None:
    """Look for such backups in the background and ask about them, if there are any."""

    def ask(found: list["Backup"]) -> None:
        if not found:
            return
        dialog = question(len(found), window, encrypted=old is not None)
        dialog.accepted.connect(lambda: _rekey(window, path, old, new))
        dialog.other_way = lambda: _delete(window, found)
        dialog.open()

    window.work.quietly(lambda: older(path), ask)


def _rekey(window: "MainWindow", path: Path, old: str | None, new: str) -> None:
    def tell(result: tuple[int, list[str]]) -> None:
        done, problems = result
        if problems:
            title = _("▲ {n} backups keep the old passphrase").format(n=len(problems))
            dialogs.tell_lines(window, title, _("{n} have the new one now.").format(n=done), problems)
        else:
            window.note(_("{n} backups open with the new passphrase now.").format(n=done))

    title = _("Encrypting the backups")
    window.work.start(
        title,
        lambda progress: rekey(path, old, new, progress),
        tell,
        lambda problem: dialogs.tell(window, title, str(problem)),
    )


def _delete(window: "MainWindow", found: list["Backup"]) -> None:
    window.work.start(
        _("Deleting the backups"),
        lambda _progress: delete(found),
        lambda outcomes: tell_outcomes(window, outcomes),
        lambda problem: dialogs.tell(window, _("Deleting the backups"), str(problem)),
    )
