"""Asks after how many minutes without a touch the window locks itself."""

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import Choice

_OFFERED = (1, 2, 5, 10, 15, 30, 60)


class LockSettingsDialog(Dialog):
    """The time until the window locks."""

    def __init__(self, minutes: float, parent: QWidget) -> None:
        """`minutes` is the time of now; one that a settings file names is offered too."""
        note = _(
            "When nobody touches keyboard or mouse, every window is blanked, the key leaves the memory and the "
            "clipboard is emptied of what was copied here. The passphrase brings everything back as it was."
        )
        super().__init__(_("Lock after"), _("Keep"), parent, note)
        label = self.add_label(self.body, _("Minutes without a touch"), "mute")
        self.choice = Choice(self)
        self.choice.setAccessibleName(_("Minutes without a touch"))
        for offered in sorted({*map(float, _OFFERED), minutes}):
            self.choice.addItem(f"{offered:g}", offered)
        self.choice.setCurrentIndex(self.choice.findData(minutes))
        label.setBuddy(self.choice)
        self.body.addWidget(self.choice)
        self.choice.setFocus()

    def minutes(self) -> float:
        """Return the minutes chosen."""
        return float(self.choice.currentData())
