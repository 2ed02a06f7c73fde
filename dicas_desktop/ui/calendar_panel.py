"""The calendar above the closures: choose whose and which year, and see its holidays, closures and working days."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.calendars import CALENDARS
from dicas_desktop.domain.dates import FIRST_YEAR, LAST_YEAR, japan_fiscal_year, show_date, us_fiscal_year
from dicas_desktop.domain.due import BOTH_WORK
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.year_calendar import (
    GOVERNMENTS,
    JAPAN_FISCAL,
    PLACES,
    US_FISCAL,
    YEAR,
    Off,
    calendar_named,
    calendar_of,
    name_of_year,
    show_span,
    year_named,
    year_of,
)
from dicas_desktop.ui import theme
from dicas_desktop.ui.chips import PickList
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.entity_page import EntityPage, StoreNotices
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.field_options import records_like
from dicas_desktop.ui.flow_layout import FlowLayout
from dicas_desktop.ui.marked_button import Mark, MarkedButton
from dicas_desktop.ui.option_list import Option
from dicas_desktop.ui.year_strip import YearStrip, sign_of

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_HEADS = (N_("Day off"), N_("Name"))
_KINDS = {YEAR: N_("Calendar year"), US_FISCAL: N_("U.S. fiscal year"), JAPAN_FISCAL: N_("Japanese fiscal year")}
_MOST = 20  # offices and facilities offered at once
_NARROWEST, _GAP = 180, 16  # px at 100 %: the list, and between it and the year
_LOWEST = 51  # px at 100 % of what is left of it in a low window
SIGNS = N_("U U.S. holiday · J Japanese holiday · B both · × closure · grey: Saturdays and Sundays")


class CalendarPanel(QFrame):
    """A year of a calendar. It follows the workspace; the closures themselves are edited in the table below it."""

    chosen = Signal(int)  # a closure of the list, to be selected in the table

    def __init__(self, store: "Store", today: date, parent: QWidget) -> None:
        """Show the joint calendar of this year."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("Calendar"))
        self._store, self._today = store, today
        self._calendar = BOTH_WORK  # US, JP, joint, or TABLE ID of an office or facility
        self.year = year_named(str(today.year))
        self._whose, self._which = self._button(self._pick_calendar), self._button(self._pick_year)
        self.kinds = {kind: self._kind(kind) for kind in _KINDS}
        self._told = QLabel(self)
        self._unlisted = QLabel(self, wordWrap=True)
        theme.set_role(self._unlisted, "problem")
        self._content = QWidget(self)
        self.strip, self.list = YearStrip(self), _make_list(self)
        self.list.cellDoubleClicked.connect(lambda row, _column: self._choose(row))
        self.list.installEventFilter(self)
        self._lay_out()
        self._notices = StoreNotices(store, self)
        self._notices.changed.connect(self._on_store_changed)
        self.reload()

    def reload(self) -> None:
        """Read the year again and show it."""
        with self._store.read() as db:
            table, _blank, row_id = self._calendar.partition(" ")
            calendar = calendar_of(db, table, int(row_id)) if row_id else calendar_named(db, self._calendar)
            shown = year_of(db, calendar, *self.year)
        name = name_of_year(shown.first)
        self._whose.setText(calendar.name.replace("&", "&&"))
        self._whose.setAccessibleName(_("Calendar: {name}").format(name=calendar.name))
        self._which.setText(name)
        self._which.setAccessibleName(_("Year: {name}").format(name=name))
        for kind, button in self.kinds.items():
            button.setChecked(kind == _kind_of(self.year[0]))
        self._told.setText(_("{n} working days of {days}").format(n=shown.working, days=shown.days))
        self._unlisted.setText(f"◐ {shown.unlisted}" if shown.unlisted else "")
        self._unlisted.setVisible(bool(shown.unlisted))
        self.strip.show_year(shown)
        self._fit()
        self._fill(shown.off)

    def show_calendar(self, name: str) -> None:
        """Show another calendar: US, JP, joint, or TABLE ID of an office or facility."""
        self._calendar = name
        self.reload()

    def show_year(self, text: str) -> None:
        """Show another year: 2026, FY2026, JFY2026. UserProblem if it is none."""
        self.year = year_named(text)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is no room for both, the list stays: it tells all that the year shows."""
        super().resizeEvent(event)
        gaps = 2 * theme.size(theme.PAGE_PADDING) + theme.size(_GAP)
        self.strip.setVisible(self.width() - gaps >= self.strip.minimumWidth() + self.list.minimumWidth())
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter on a closure of the list selects it below."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            self._choose(self.list.currentRow())
            return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ inside
    def _fit(self) -> None:
        """Be as high as the whole calendar where there is room for it."""
        width = self.width() - 2 * theme.size(theme.PAGE_PADDING)
        self._area.setMaximumHeight(self._content.heightForWidth(width))

    def _button(self, deed: object) -> MarkedButton:
        button = MarkedButton(self)
        button.set_mark(Mark.CHEVRON)
        button.clicked.connect(deed)
        return button

    def _kind(self, kind: str) -> MarkedButton:
        button = MarkedButton(self)
        button.setCheckable(True)
        button.setText(_(_KINDS[kind]))
        button.setAccessibleName(_(_KINDS[kind]))
        button.clicked.connect(lambda: self._show_kind(kind))
        return button

    def _show_kind(self, kind: str) -> None:
        """Go to another way of counting years: to the one that holds today, or else the middle of the year shown."""
        first, last = self.year
        day = self._today if first <= self._today <= last else first + (last - first) / 2
        numbers = {YEAR: day.year, US_FISCAL: us_fiscal_year(day), JAPAN_FISCAL: japan_fiscal_year(day)}
        self.show_year(f"{kind}{numbers[kind]}")

    def _fill(self, off: Sequence[Off]) -> None:
        self.list.setRowCount(len(off))
        for row, each in enumerate(off):
            texts = show_date(each.first.isoformat(), weekday=True, today=each.first), _told(each)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{show_span(each)}: {texts[1]} ({each.whose})")
                item.setData(Qt.ItemDataRole.UserRole, each.id)
                self.list.setItem(row, column, item)
        if off and self.list.currentRow() < 0:
            self.list.setCurrentCell(0, 0)

    def _choose(self, row: int) -> None:
        item = self.list.item(row, 0)
        row_id = item.data(Qt.ItemDataRole.UserRole) if item is not None else 0
        if row_id:
            self.chosen.emit(row_id)

    def _lay_out(self) -> None:
        side, small = theme.size(theme.PAGE_PADDING), theme.size(8)
        title, signs = QLabel(_("Calendar"), self), QLabel(_(SIGNS), self, wordWrap=True)
        theme.set_role(title, "title")
        theme.set_role(signs, "mute")
        theme.set_role(self._told, "mute")
        head = QHBoxLayout()
        head.setSpacing(theme.size(12))
        head.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        chips = QWidget(self)
        flow = FlowLayout(chips, small)
        for widget in (self._whose, self._which, *self.kinds.values(), QWidget(chips)):  # the last one takes the rest
            flow.addWidget(widget)
        head.addWidget(chips, 1)
        self.list.setFixedHeight(self.strip.height())
        body = QHBoxLayout()
        body.setSpacing(theme.size(_GAP))
        body.addWidget(self.strip, 3, Qt.AlignmentFlag.AlignTop)
        body.addWidget(self.list, 2)
        inside = QVBoxLayout(self._content)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(small)
        inside.addLayout(head)
        inside.addWidget(self._told)
        inside.addWidget(self._unlisted)
        inside.addLayout(body)
        inside.addWidget(signs)
        # where the window is low or the letters are large, the calendar scrolls and leaves room to the closures
        self._area = scrolling(self._content, self)
        self._area.setMinimumHeight(theme.size(_LOWEST))
        column = QVBoxLayout(self)
        column.setContentsMargins(side, theme.size(10), side, theme.size(6))
        column.addWidget(self._area)

    def _pick_calendar(self) -> None:
        def options(typed: str) -> Sequence[Option]:
            words = typed.strip().casefold()
            found = [Option(name, _(GOVERNMENTS[name])) for name in CALENDARS
                     if words in _(GOVERNMENTS[name]).casefold()]  # fmt: skip
            for table in PLACES:
                records = records_like(self._store, table, typed, _MOST)
                found += [Option(f"{table} {one.id}", one.label, one.second) for one in records]
            return found

        self._pick(options, self._calendar, self.show_calendar, self._whose)

    def _pick_year(self) -> None:
        kind, now = _kind_of(self.year[0]), int(name_of_year(self.year[0]).removeprefix(_kind_of(self.year[0])))

        def options(typed: str) -> Sequence[Option]:
            years = [f"{kind}{year}" for year in range(now - 5, now + 11) if FIRST_YEAR < year < LAST_YEAR]
            words = typed.strip()
            try:
                return [Option(name_of_year(year_named(words)[0]), name_of_year(year_named(words)[0]))]
            except UserProblem:
                return [Option(year, year) for year in years if words.casefold() in year.casefold()]

        self._pick(options, f"{kind}{now}", self.show_year, self._which)

    def _pick(self, options: object, now: str, take: object, button: MarkedButton) -> None:
        listed = PickList(options, lambda: [now], self)  # type: ignore[arg-type]  # as PickList says

        def chosen(value: str) -> None:
            listed.close()
            take(value)  # type: ignore[operator]  # one of the methods above
            button.setFocus()

        listed.chosen.connect(chosen)
        listed.show_below(button)

    def _on_store_changed(self, changed: dict[str, set[int]]) -> None:
        if {"closures", *PLACES} & changed.keys():
            self.reload()


def _kind_of(first: date) -> str:
    """Return how the year that begins on this day is counted: "", "FY", "JFY"."""
    return name_of_year(first).rstrip("0123456789")


def _make_list(panel: CalendarPanel) -> QTableWidget:
    table = QTableWidget(0, len(_HEADS), panel)
    theme.set_role(table, "journal")
    table.setAccessibleName(_("Days off of the year"))
    table.setHorizontalHeaderLabels([_(head) for head in _HEADS])
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(theme.size(24))
    table.setShowGrid(False)
    table.setFont(theme.font(theme.TABLE))
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setTabKeyNavigation(False)
    table.setMinimumWidth(theme.size(_NARROWEST))
    head = table.horizontalHeader()
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    head.setHighlightSections(False)
    head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    return table


def _told(off: Off) -> str:
    """Return the name of a line behind its letter in the year: "J Marine Day 海の日", "× Closing, to Fri 16 Aug"."""
    end = ""
    if off.last != off.first:
        end = _(", to {day}").format(day=show_date(off.last.isoformat(), weekday=True, today=off.last))
    return " ".join(filter(None, (sign_of((off,)), off.name, off.name_ja))) + end


def with_calendar(page: EntityPage) -> CalendarPanel:
    """Put the calendar above the closures of a page."""
    panel = CalendarPanel(page.store, page.today, page)
    panel.chosen.connect(lambda row_id: page.select(row_id) and page.table.setFocus())
    line = QFrame(page)
    theme.set_role(line, "line")
    page.box.insertWidget(0, panel)
    page.box.insertWidget(1, line)
    return panel
