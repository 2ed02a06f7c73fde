"""Dialogs with a safe way and another one; those for a workspace that cannot simply be opened for writing."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Callable


class OtherWayDialog(Dialog):
    """Says why, offers what is safe as the primary button and one other way beside it."""

    def __init__(self, title: str, text: str, verb: str, parent: QWidget, *, primary: str = "") -> None:
        """`verb` is the text of the other button, `primary` that of the safe one."""
        super().__init__(title, primary or _("Open read-only"), parent, text)
        self.other = self._button(verb, self._go_other_way)
        # the safe way stays where the primary button always stands
        self.buttons.removeWidget(self.other)
        self.buttons.insertWidget(self.buttons.count() - 1, self.other)
        self.other_way: Callable[[], object] = lambda: None  # what the other button does

    def warn(self, text: str) -> None:
        """Add what follows from the other way."""
        self.add_label(self.body, text, "mute")

    def _go_other_way(self) -> None:
        self.reject()
        self.other_way()


def in_use(name: str, text: str, parent: QWidget) -> OtherWayDialog:
    """Return the dialog for a file that somebody else has open for writing."""
    dialog = OtherWayDialog(_("{name} is in use").format(name=name), text, _("Take over"), parent)
    dialog.warn(
        _(
            "Read-only shows everything and changes nothing. Taking over ends the other one's right to write: what is "
            "finished there is kept, what is being typed there is not. The journal will say who took over."
        )
    )
    return dialog


def risky_folder(name: str, text: str, parent: QWidget) -> OtherWayDialog:
    """Return the dialog for a file on a share or in a synchronised folder."""
    title = _("{name} is not on a local disk").format(name=name)
    dialog = OtherWayDialog(title, text, _("Write there anyway"), parent)
    dialog.warn(
        _(
            "On a share two programs may both believe they are alone; a cloud service copies a half-written file and "
            "keeps two versions when two machines write. Whoever writes there must see to it that nobody else does."
        )
    )
    return dialog
