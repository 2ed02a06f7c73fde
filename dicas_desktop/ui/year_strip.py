"""A year at a glance: a row for each month, a cell for each day, and the number of working days at the end of the row.

What a day is stands in its cell as a letter, never as a colour alone: U and J for the holidays of the two countries, B
for both on one day, × for a closure. Weekends have a quiet ground.
"""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.year_calendar import Off, Year
from dicas_desktop.ui import theme
from dicas_desktop.ui.paint_guard import PaintGuard

ROW, NAME, COUNT, NARROWEST, WIDEST = 17, 62, 34, 12, 17  # px at 100 %
_DAYS, _SATURDAY = 31, 5


class YearStrip(QWidget):
    """Paints a year."""

    def __init__(self, parent: QWidget) -> None:
        """Empty until a year is shown."""
        super().__init__(parent)
        self.year: Year | None = None
        self.setFixedHeight(theme.size(ROW) * 13)
        self.setMinimumWidth(theme.size(NAME + COUNT + _DAYS * NARROWEST))
        self.setMaximumWidth(theme.size(NAME + COUNT + _DAYS * WIDEST))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the cells are high."""
        return QSize(self.maximumWidth(), self.height())

    def show_year(self, year: Year) -> None:
        """Paint this year."""
        self.year = year
        self.setAccessibleName(_("The days of the year"))
        self.setAccessibleDescription(
            ", ".join(f"{show_date(month.first.isoformat(), 'month')}: {month.working}" for month in year.months)
        )
        self.update()

    def words(self, place: QPoint) -> str:
        """Return what is to be said of the day at a place, empty where there is none."""
        row, column = place.y() // theme.size(ROW) - 1, (place.x() - theme.size(NAME)) // self._cell
        if self.year is None or not (0 <= row < len(self.year.months) and 0 <= column < _DAYS):
            return ""
        day = self.year.months[row].first + timedelta(days=column)
        if day.month != self.year.months[row].first.month:
            return ""
        names = [f"{off.name} {off.name_ja}".strip() + f" ({off.whose})" for off in self.year.closed(day)]
        return ": ".join(filter(None, (show_date(day.isoformat(), weekday=True), ", ".join(names))))

    def event(self, event: QEvent) -> bool:
        """Name the day under the mouse."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.words(event.pos()), self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint heads, days and counts."""
        if self.year is None:
            return
        with PaintGuard(), QPainter(self) as painter:
            painter.setFont(theme.font(theme.COLUMN_HEAD))
            self._heads(painter)
            for row, month in enumerate(self.year.months, 1):
                self._month(painter, row * theme.size(ROW), month.first, month.working)

    @property
    def _cell(self) -> int:
        return int((self.width() - theme.size(NAME + COUNT)) // _DAYS)

    def _heads(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().mute))
        for day in (1, 5, 10, 15, 20, 25, 30):
            painter.drawText(self._box(day, 0).adjusted(-8, 0, 8, 0), Qt.AlignmentFlag.AlignCenter, str(day))

    def _month(self, painter: QPainter, top: int, first: date, working: int) -> None:
        tokens, height = theme.current(), theme.size(ROW)
        painter.setPen(QColor(tokens.ink))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRect(0, top, theme.size(NAME), height), align, show_date(first.isoformat(), "month"))
        day = first
        while day.month == first.month:
            self._day(painter, day, top)
            day += timedelta(days=1)
        painter.setPen(QColor(tokens.ink))
        end = QRect(self._box(_DAYS, top).right(), top, theme.size(COUNT), height)
        painter.drawText(end, align | Qt.AlignmentFlag.AlignRight, str(working))

    def _day(self, painter: QPainter, day: date, top: int) -> None:
        tokens, box = theme.current(), self._box(day.day, top).adjusted(1, 1, 0, 0)
        off = self.year.closed(day) if self.year is not None else ()
        sign = sign_of(off)
        ground = tokens.late_soft if sign == "×" else tokens.accent_soft if sign else tokens.soft
        if sign or day.weekday() >= _SATURDAY:
            painter.fillRect(box, QColor(ground))
        if sign:
            font = QFont(theme.font(theme.COLUMN_HEAD))
            font.setBold(True)
            painter.setFont(font)
            painter.setPen(QColor(tokens.late if sign == "×" else tokens.accent_on_soft))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, sign)
            painter.setFont(theme.font(theme.COLUMN_HEAD))
        elif day.weekday() < _SATURDAY:
            painter.fillRect(QRect(box.center() - QPoint(1, 0), QSize(2, 2)), QColor(tokens.baseline))

    def _box(self, day: int, top: int) -> QRect:
        return QRect(theme.size(NAME) + (day - 1) * self._cell, top, self._cell, theme.size(ROW))


def sign_of(off: tuple[Off, ...]) -> str:
    """Return the letter of a day off, empty for any other."""
    if any(each.id for each in off):
        return "×"
    letters = {"U" if each.country == "US" else "J" for each in off}
    return "B" if len(letters) > 1 else next(iter(letters), "")
