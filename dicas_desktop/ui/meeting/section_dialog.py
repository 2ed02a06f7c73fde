"""Taking a section of an agenda away: names how many items it holds, and offers to move them instead."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.agenda import SectionContents, delete_section, move_section
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.meeting.step_dialog import StepDialog

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store

_DELETE = "\0"  # no section is called so


class SectionDialog(StepDialog):
    """Moving stands first: what was planned is lost only if that is said."""

    def __init__(self, store: "Store", meeting_id: int, found: SectionContents, parent: QWidget) -> None:
        """`found` is the section as it is shown; another officer's change since then is refused."""
        name = found.name or _("Without a section")
        title = _("Take the section “{name}” away").format(name=name)
        super().__init__(store, title, _("Move the items"), parent, found.words)
        self._meeting, self._found = meeting_id, found
        for topic in found.topics:
            self.add_label(self.body, f"○ {topic}", "plain")
        self.choice = Choice(self)
        self.choice.setAccessibleName(_("What becomes of the items"))
        for other in found.others or ("",):
            text = _("Move them to “{name}”").format(name=other) if other else _("Keep them without a section")
            self.choice.addItem(text, other)
        self.choice.addItem(_("Delete them with the section"), _DELETE)
        self.choice.currentIndexChanged.connect(self._name_deed)
        self.body.addWidget(self.choice)
        self.choice.setFocus()

    def label(self) -> str:
        """Name the section."""
        name = self._found.name or _("Without a section")
        label = _("Delete the section “{name}”") if self._deleting else _("Move the items of “{name}”")
        return label.format(name=name)

    def write(self, step: "Step") -> None:
        """Move or delete; a section that holds other items now is refused."""
        if self._deleting:
            delete_section(step, self._meeting, self._found)
        else:
            move_section(step, self._meeting, self._found, str(self.choice.currentData()))

    @property
    def _deleting(self) -> bool:
        return bool(self.choice.currentData() == _DELETE)

    def _name_deed(self) -> None:
        self.primary.setText(_("Delete the items") if self._deleting else _("Move the items"))
        self.primary.setAccessibleName(self.primary.text())
