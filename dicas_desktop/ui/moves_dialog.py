"""Lists the deadlines that hang on an event that is to be moved: old day, new day, and a tick on each."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.reasons import Answer, EventMoves
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import Ticks

_WIDTH, _HEIGHT, _ROW = 720, 340, 24  # px at 100 %
_TITLE = 1
_AT = Qt.ItemDataRole.UserRole


class MovesDialog(Dialog):
    """Everything is ticked at first; what is not ticked stays on its day and no longer hangs on the event."""

    def __init__(self, problem: EventMoves, parent: QWidget, banner: str = "") -> None:
        """`problem` is what the store answered."""
        note = _("Ticked deadlines move along. The others keep their day and no longer hang on the event.")
        title = counted("{n} deadline moves with it", "{n} deadlines move with it", len(problem.moving))
        super().__init__(title, _("Move"), parent, note, banner)
        self.list = QTreeWidget(self)
        self.list.setAccessibleName(_("Deadlines that move"))
        self.list.setHeaderLabels([_("Ref"), _("Title"), _("From"), _("To")])
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setItemDelegate(Ticks(self.list))
        self.setMinimumWidth(theme.size(_WIDTH))
        rows = theme.size(_ROW) * (len(problem.moving) + 2)
        self.list.setFixedHeight(min(rows, theme.size(_HEIGHT)))
        for line in problem.moving:
            new = _("▲ {day}, has passed").format(day=line.new) if line.passed else line.new
            item = QTreeWidgetItem([line.ref, line.title, line.old, new])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(0, Qt.CheckState.Checked)
            item.setData(0, _AT, (line.table, line.id))
            item.setToolTip(_TITLE, line.title)
            if line.passed:
                item.setForeground(3, theme.colour(theme.current().late))
            self.list.addTopLevelItem(item)
        head = self.list.header()
        head.setStretchLastSection(False)
        for column in range(4):
            fits = QHeaderView.ResizeMode.ResizeToContents
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch if column == _TITLE else fits)
        self.body.addWidget(self.list)
        if (first := self.list.topLevelItem(0)) is not None:
            self.list.setCurrentItem(first)
        self.list.setFocus()

    def answer(self) -> Answer:
        """Return what stays where it is."""
        items = [self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount())]
        left = [item.data(0, _AT) for item in items if item is not None and item.checkState(0) != Qt.CheckState.Checked]
        return Answer(stay=frozenset((str(table), int(number)) for table, number in left))
