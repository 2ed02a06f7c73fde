"""The preview of what a meeting takes over: every proposal with a tick, where it comes from and how often it came."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.meetings.carry import Mode, Proposal, Proposals, carry, words_for
from dicas_desktop.ui import theme
from dicas_desktop.ui.fields import CheckBox, Choice
from dicas_desktop.ui.meeting.step_dialog import StepDialog
from dicas_desktop.ui.record_links import capitals

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store

_MODES: tuple[tuple[Mode, str], ...] = (
    ("move", N_("Move: outcomes go along")),
    ("copy", N_("Copy: the old record stays whole")),
)


class CarryDialog(StepDialog):
    """What is ticked comes onto the agenda; what is not was only looked at."""

    wide = 720

    def __init__(self, store: "Store", found: Proposals, title: str, parent: QWidget) -> None:
        """`title` is the meeting's."""
        note = _("Nothing comes onto the agenda that is not ticked here.")
        super().__init__(store, _("Carry over into {meeting}").format(meeting=title), _("Carry over"), parent, note)
        self._found = found
        self.ticks: dict[Proposal, CheckBox] = {}
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.size(8), 0)
        column.setSpacing(theme.size(2))
        for name, proposals, on in (
            (_("Undecided"), found.undecided, True),
            (_("Deferred"), found.deferred, True),
            (_("Open actions"), found.actions, True),
            (_("Backlog"), found.backlog, False),
        ):
            self._add_group(column, name, proposals, on=on)
        if not found.all:
            column.addWidget(QLabel(_("Nothing is left over from earlier meetings."), holder))
        column.addStretch(1)
        self.add_rows(holder, min(360, 60 + 46 * len(found.all)))
        self.mode = Choice(self)
        self.mode.setAccessibleName(_("How"))
        for mode, label in _MODES:
            self.mode.addItem(_(label), mode)
        self.mode.currentIndexChanged.connect(self._tell)
        self.sum = QLabel(self)
        theme.set_role(self.sum, "note")
        self.body.addWidget(self.mode)
        self.body.addWidget(self.sum)
        self._tell()
        if self.ticks:
            next(iter(self.ticks.values())).setFocus()

    def picks(self) -> list[Proposal]:
        """Return what is ticked."""
        return [proposal for proposal, tick in self.ticks.items() if tick.isChecked()]

    def missing(self) -> str:
        """Something must be ticked."""
        return "" if self.picks() else _("Nothing is ticked: tick what comes onto the agenda, or cancel.")

    def label(self) -> str:
        """Say how many are carried over."""
        return counted("Carry over {n} item", "Carry over {n} items", len(self.picks()))

    def write(self, step: "Step") -> None:
        """Carry over; what is no longer as it was shown is refused."""
        carry(step, self._found.meeting, self.picks(), self._mode())

    def _add_group(self, column: QVBoxLayout, name: str, proposals: tuple[Proposal, ...], *, on: bool) -> None:
        if proposals:
            column.addSpacing(theme.size(6))
            column.addWidget(capitals(name, self))
        for proposal in proposals:
            tick = CheckBox(_shortened(f"{proposal.ref}  {proposal.text}"), self)
            tick.setToolTip(proposal.text)
            tick.setChecked(on)
            tick.toggled.connect(self._tell)
            day = show_date(proposal.day) if proposal.day else ""
            origin = QLabel(" · ".join(filter(None, (proposal.origin, day, proposal.lineage))), self)
            origin.setIndent(theme.size(24))
            origin.setWordWrap(True)
            theme.set_role(origin, "mute")
            tick.setAccessibleName(f"{proposal.ref} {proposal.text}")
            tick.setAccessibleDescription(origin.text())
            column.addWidget(tick)
            column.addWidget(origin)
            self.ticks[proposal] = tick

    def _mode(self) -> Mode:
        return _MODES[self.mode.currentIndex()][0]

    def _tell(self) -> None:
        picks = self.picks()
        self.sum.setText(words_for(picks, self._mode()) if picks else _("Nothing is ticked."))


def _shortened(text: str, most: int = 92) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
