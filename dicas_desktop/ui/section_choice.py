"""Which sections a brief has and in which order: a list with ticks, worked by keys alone."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.option_list import Option, OptionRows

_OPTION = Qt.ItemDataRole.UserRole
_ROW, _WIDTH = 26, 360  # px at 100 %
_BY = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class SectionsDialog(Dialog):
    """All sections, those of the paper ticked and in its order. `chosen` holds the names of the ticked ones."""

    def __init__(self, titles: Mapping[str, str], chosen: Sequence[str], parent: QWidget) -> None:
        """`titles` names every section; those that are not chosen stand last."""
        note = _("Space or a click ticks a section, Alt+Up and Alt+Down move it. The sources always come last.")
        super().__init__(_("Sections of the brief"), _("Make the pages"), parent, note)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Sections"))
        self.list.setItemDelegate(OptionRows(self.list))
        self.list.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._tick())
        self.list.setMinimumSize(theme.size(_WIDTH), theme.size(_ROW) * len(titles) + theme.size(12))
        self.body.addWidget(self.list)
        self._fill([Option(key, titles[key], checked=key in chosen)
                    for key in (*chosen, *(key for key in titles if key not in chosen))], 0)  # fmt: skip
        self.list.setFocus()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The names of the ticked sections in their order."""
        return tuple(option.value for option in self._options() if option.checked)

    def check(self) -> str:
        """A brief without any section is no brief."""
        return "" if self.chosen else _("No section is ticked: tick one with Space.")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks, Alt with an arrow moves."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                self._tick()
                return True
            if event.key() in _BY and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(_BY[Qt.Key(event.key())])
                return True
        return super().eventFilter(watched, event)

    def _options(self) -> list[Option]:
        return [self.list.item(row).data(_OPTION) for row in range(self.list.count())]

    def _fill(self, options: Sequence[Option], row: int) -> None:
        self.list.clear()
        for number, option in enumerate(options):
            self.list.addItem(option.label)
            item = self.list.item(number)
            item.setData(_OPTION, option)
            said = _("{section}, printed") if option.checked else _("{section}, left out")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said.format(section=option.label))
        self.list.setCurrentRow(row)

    def _tick(self) -> None:
        options, row = self._options(), self.list.currentRow()
        option = options[row]
        options[row] = Option(option.value, option.label, checked=not option.checked)
        self._fill(options, row)
        self.show_problem("")

    def _move(self, by: int) -> None:
        options, row = self._options(), self.list.currentRow()
        place = min(max(row + by, 0), len(options) - 1)
        options.insert(place, options.pop(row))
        self._fill(options, place)
