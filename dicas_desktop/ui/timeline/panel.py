"""The timeline with its head: title, what it shows, how far it zooms. Reads the store, writes moves to it."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.planning.lanes import Bar, Item
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline import editing, loading
from dicas_desktop.ui.timeline.chart import Chart
from dicas_desktop.ui.timeline.reading import PlanReader

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

HEAD, LEAST = 36, 140  # px at 100 %
# word, width of a day in px at 100 %
ZOOMS = ((N_("Week"), 46.0), (N_("Month"), 8.6), (N_("Quarter"), 2.8), (N_("Year"), 0.9))
_KINDS = (
    (loading.REPAIRS, N_("Repair schedules")),
    (loading.MEETINGS, N_("Meetings")),
    (loading.MILESTONES, N_("Deadlines")),
    (loading.ACTIONS, N_("Action items")),
)
_MONTH = 8.6


class TimelinePanel(QFrame):
    """Head and chart. `selected` and `opened` tell what a person chose here, `message` what the status bar says."""

    selected = Signal(str, int)
    opened = Signal(str, int)
    message = Signal(str)
    _stored = Signal(object)  # tables that changed; may come from another thread

    def __init__(self, store: "Store", today: date, parent: QWidget | None = None) -> None:
        """Read the store and show the days around today."""
        super().__init__(parent)
        self._store, self.today = store, today
        self._kinds = set(loading.SHOWN_AT_FIRST)
        self._headed = False
        self.chart = Chart(today.toordinal(), self)
        self.chart.details = self._details
        self.kind_chips: dict[str, QPushButton] = {}
        self.zoom_chips: dict[str, QPushButton] = {}
        theme.set_role(self, "page")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # the head folds, see `resizeEvent`
        box.addWidget(self._head())
        box.addWidget(self.chart, 1)
        self._wanted: tuple[str, int] | None = None  # what to select when its plan is there
        self.reader = PlanReader(store, today, self)
        self.reader.ready.connect(self.chart.show_plan)
        self.reader.ready.connect(lambda: self._wanted and self.select(*self._wanted))
        self.reader.refused.connect(self.message)
        self._again = QTimer(self, singleShot=True, interval=0)
        self._again.timeout.connect(self.reload)
        self._connect()
        self.reload()
        self._begin()

    def minimumSizeHint(self) -> QSize:
        """Two lanes, the scale and the head."""
        return QSize(theme.size(480), theme.size(LEAST))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out of the head what has no room; all of it has a key or a menu entry too."""
        room = (
            event.size().width() - 2 * theme.size(theme.PAGE_PADDING) - self._title.sizeHint().width() - theme.size(8)
        )
        zooms = [self.zoom_chips[word] for word in ("Today", "Month", "Week", "Quarter", "Year")]
        for chip in (*self.kind_chips.values(), *zooms, self.facility_chip):
            room -= chip.sizeHint().width() + theme.size(8)
            chip.setVisible(room >= 0)

    def reload(self) -> None:
        """Read the store again, in a thread if it takes long; days in view and selection stay."""
        self._again.stop()
        self.reader.ask(frozenset(self._kinds), headed=self._headed)

    def select(self, table: str, row_id: int) -> None:
        """Show a record's bar or point as selected; nothing is selected if the chart does not show it."""
        if self.reader.busy:
            self._wanted = table, row_id
            return
        self._wanted = None
        current = self.chart.current
        if current is None or (current.table, current.id) != (table, row_id):
            self.chart.choose(self.chart.geometry_.plan.find(table, row_id), tell=False)

    def group(self, on: bool) -> None:
        """Put the lanes of each facility under a heading, or name the facility in each lane."""
        self._headed = on
        self.facility_chip.setChecked(on)
        self.reload()

    def zoom_in(self) -> None:
        """Make days wider."""
        self.chart.zoom(1.25)

    def zoom_out(self) -> None:
        """Make days narrower."""
        self.chart.zoom(1 / 1.25)

    def to_today(self) -> None:
        """Bring today into view."""
        self.chart.show_today()

    def fit(self) -> None:
        """Show everything from the first to the last day."""
        self.chart.fit()

    def _begin(self) -> None:
        """From the first of the month before today, by months."""
        month = self.today.replace(day=1)
        before = (
            month.replace(year=month.year - 1, month=12) if month.month == 1 else month.replace(month=month.month - 1)
        )
        self.chart.geometry_.day = _MONTH * theme.scale() / 100
        self.chart.geometry_.left = float(before.toordinal())
        self._show_zoom()

    def _head(self) -> QWidget:
        head = QFrame(self)
        head.setFixedHeight(theme.size(HEAD))
        line = QHBoxLayout(head)
        line.setContentsMargins(theme.size(theme.PAGE_PADDING), 0, theme.size(theme.PAGE_PADDING), 0)
        line.setSpacing(theme.size(8))
        self._title = QLabel(_("Timeline"), head)
        self._title.setFont(theme.font(theme.BODY, bold=True))
        line.addWidget(self._title)
        for table, label in _KINDS:
            chip = _chip(_(label), line, head)
            chip.setChecked(table in self._kinds)
            chip.clicked.connect(lambda checked, table=table: self._switch(table, on=checked))
            self.kind_chips[table] = chip
        line.addStretch(1)
        self.facility_chip = _chip(_("By facility"), line, head)
        self.facility_chip.clicked.connect(self.group)
        for label, width in ZOOMS:
            chip = _chip(_(label), line, head)
            chip.clicked.connect(lambda _checked, width=width: self.chart.set_day_width(width))
            self.zoom_chips[label] = chip
        today = _chip(_("Today"), line, head)
        today.setCheckable(False)
        today.clicked.connect(self.chart.show_today)
        self.zoom_chips["Today"] = today
        return head

    def _connect(self) -> None:
        self.chart.selected.connect(self.selected)
        self.chart.opened.connect(self.opened)
        self.chart.said.connect(self.message)
        self.chart.moved.connect(self._move)
        self.chart.zoomed.connect(self._show_zoom)
        self._stored.connect(self._on_stored)
        self.destroyed.connect(self._store.subscribe(self._stored.emit))

    def _switch(self, table: str, *, on: bool) -> None:
        (self._kinds.add if on else self._kinds.discard)(table)
        self.reload()

    def _show_zoom(self) -> None:
        day = self.chart.geometry_.day * 100 / theme.scale()
        for label, width in ZOOMS:
            self.zoom_chips[label].setChecked(abs(day - width) < width / 100)

    def _move(self, bar: Bar, part: str, days: int) -> None:
        try:
            label = editing.move(self._store, bar, editing.Part(part), days)
        except UserProblem as problem:
            self.message.emit(str(problem))
        else:
            self.reload()
            self.message.emit(label)

    def _on_stored(self, changed: object) -> None:
        if isinstance(changed, dict) and loading.READS & changed.keys():
            self._again.start()

    def _details(self, item: Item) -> str:
        words = loading.details(self._store, item.table, item.id, self.today)
        late = loading.slip_words(item, self.today.toordinal()) if isinstance(item, Bar) else ""
        if late:
            words += "\n" + _("{days} against the baseline").format(days=late)
        return words


def _chip(label: str, line: QHBoxLayout, parent: QWidget) -> QPushButton:
    chip = QPushButton(label, parent)
    chip.setCheckable(True)
    chip.setAccessibleName(label)
    chip.setFixedHeight(theme.size(theme.CHIP_HEIGHT))
    theme.set_role(chip, "chip")
    line.addWidget(chip)
    return chip
