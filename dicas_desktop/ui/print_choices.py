"""The chips above the pages of a paper: which paper, which language, which order of names. One of each is chosen."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLayout, QPushButton, QWidget

from dicas_desktop.domain.names import ORDER_LABELS, NameOrder
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme

PAPERS = (("a4", "A4"), ("letter", "Letter"))
LANGUAGES = (("en", "English"), ("ja", "日本語"))
PAPER, LANGUAGE, ORDER = "paper", "language", "order"

Choices = Sequence[tuple[str, str]]  # name and label


class PrintChoices(QObject):
    """The chips by their names, in groups; the first of a group is chosen at the beginning."""

    changed = Signal()  # by the person

    def __init__(self, languages: Choices, parent: QWidget) -> None:
        """Make the chips; `languages` are those that the paper can be printed in."""
        super().__init__(parent)
        orders = tuple((order.value, _(ORDER_LABELS[order])) for order in NameOrder)
        self._groups: Mapping[str, Choices] = {PAPER: PAPERS, LANGUAGE: languages, ORDER: orders}
        self.chips: dict[str, QPushButton] = {}
        for group, choices in self._groups.items():
            for name, label in choices:
                self.chips[name] = self._chip(group, name, label, parent)

    def add_to(self, row: QLayout, holder: QWidget) -> None:
        """Put the chips into the row of a holder, a gap behind each group."""
        for choices in self._groups.values():
            for name, _label in choices:
                row.addWidget(self.chips[name])
            gap = QWidget(holder)
            gap.setFixedWidth(theme.size(4))
            row.addWidget(gap)

    def chosen(self, group: str) -> str:
        """Return the name that is chosen in a group."""
        return next(name for name, _label in self._groups[group] if self.chips[name].isChecked())

    def all_chosen(self) -> dict[str, str]:
        """Return what is chosen in each group."""
        return {group: self.chosen(group) for group in self._groups}

    def choose(self, group: str, name: object) -> None:
        """Choose one of a group; a name that is none of it changes nothing."""
        names = [each for each, _label in self._groups[group]]
        if name in names:
            for each in names:
                self.chips[each].setChecked(each == name)
        self.enable(on=self.chips[self.chosen(LANGUAGE)].isEnabled())

    def enable(self, *, on: bool) -> None:
        """Let language and order be chosen, or not; in Japanese there is one order."""
        for name, _label in self._groups[LANGUAGE]:
            self.chips[name].setEnabled(on)
        matters = self.chosen(LANGUAGE) != "ja"
        for name, _label in self._groups[ORDER]:
            self.chips[name].setEnabled(on and matters)
            self.chips[name].setToolTip("" if matters else _("In Japanese the family name stands first."))

    def _chip(self, group: str, name: str, label: str, parent: QWidget) -> QPushButton:
        chip = plain_chip(label, parent)
        chip.setCheckable(True)
        chip.setChecked(name == self._groups[group][0][0])
        chip.clicked.connect(partial(self._clicked, group, name))
        return chip

    def _clicked(self, group: str, name: str) -> None:
        self.choose(group, name)
        self.changed.emit()


def plain_chip(label: str, parent: QWidget) -> QPushButton:
    """Return a chip that Enter in its dialog does not press."""
    chip = QPushButton(label, parent)
    chip.setAutoDefault(False)
    chip.setAccessibleName(label)
    theme.set_role(chip, "chip")
    return chip
