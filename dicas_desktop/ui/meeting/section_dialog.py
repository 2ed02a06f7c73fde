"""Taking a section of an agenda away: names how many items it holds, and offers to move them instead."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.agenda import SectionContents, delete_section, move_section
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import Choice

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_DELETE = "\0"  # no section is called so


class SectionDialog(Dialog):
    """Moving stands first: what was planned is lost only if that is said."""

    def __init__(self, store: "Store", meeting_id: int, found: SectionContents, parent: QWidget) -> None:
        """`found` is the section as it is shown; another officer's change since then is refused."""
        name = found.name or _("Without a section")
        super().__init__(
            _("Take the section “{name}” away").format(name=name), _("Move the items"), parent, found.words,
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._meeting, self._found = store, meeting_id, found
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

    def check(self) -> str:
        """Do it as one step; what is refused is told and nothing is written."""
        where = str(self.choice.currentData())
        name = self._found.name or _("Without a section")
        label = _("Delete the section “{name}”") if where == _DELETE else _("Move the items of “{name}”")
        try:
            with self._store.write(label.format(name=name)) as step:
                if where == _DELETE:
                    delete_section(step, self._meeting, self._found)
                else:
                    move_section(step, self._meeting, self._found, where)
        except UserProblem as problem:
            return str(problem)
        return ""

    def _name_deed(self) -> None:
        deleting = self.choice.currentData() == _DELETE
        self.primary.setText(_("Delete the items") if deleting else _("Move the items"))
        self.primary.setAccessibleName(self.primary.text())
