"""Asks what the head of a delegation becomes when another takes the place: a delegation has one head."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import CAPACITIES
from dicas_desktop.store.delegations import DEPUTY, HEAD
from dicas_desktop.store.reasons import Answer
from dicas_desktop.ui import theme
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.meeting.step_dialog import StepDialog

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store


class StepDownDialog(StepDialog):
    """Names the head there is and asks for the capacity after stepping down; whoever asked writes both in one step."""

    def __init__(self, store: "Store", name: str, parent: QWidget) -> None:
        """`name` heads the delegation now."""
        text = _("{name} heads this delegation, and it has one head. Say what {name} becomes; Cancel changes nothing.")
        super().__init__(store, _("Who steps down?"), _("Change the head"), parent, text.format(name=name))
        label = QLabel(_("{name} steps down and becomes").format(name=name), self)
        theme.set_role(label, "mute")
        self.choice = Choice(self)
        self.choice.setAccessibleName(label.text())
        for choice in CAPACITIES:
            if choice.value != HEAD:
                self.choice.addItem(_(choice.label), choice.value)
        self.choice.setCurrentIndex(self.choice.findData(DEPUTY))
        self.body.addWidget(label)
        self.body.addWidget(self.choice)
        self.choice.setFocus()

    def answer(self) -> Answer:
        """Return what was chosen, as the answer to a write that was refused."""
        return Answer(steps_down=self.capacity)

    @property
    def capacity(self) -> str:
        """What the one who was head becomes."""
        return str(self.choice.currentData())
