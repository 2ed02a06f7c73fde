"""The strip below a table that says what its columns come to: how many values, sums, the least and the most."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.totals import NUMBERS, Total, Unit, totals_of, unit_fields
from dicas_desktop.ui import theme
from dicas_desktop.ui.asked import Asked
from dicas_desktop.ui.entity_table import EntityTable
from dicas_desktop.ui.field_write import count_text
from dicas_desktop.ui.paint_guard import PaintGuard
from dicas_desktop.ui.row_delegate import PADDING

if TYPE_CHECKING:
    from dicas_desktop.ui.entity_page import EntityPage

_HEIGHT = 42  # px at 100 %: two lines


class Told(NamedTuple):
    """The totals of a column in words: two short lines, and one sentence that leaves nothing out."""

    first: str
    second: str
    sentence: str
    refused: bool = False


class TotalsRow(QWidget):
    """Totals of the rows that a table shows, in the places of its columns."""

    message = Signal(str)  # why something is not added

    def __init__(self, table: EntityTable, parent: QWidget) -> None:
        """Stand below this table, empty until `show` asks for the totals."""
        super().__init__(parent)
        self._table = table
        self.totals: dict[str, Total] = {}
        self._warned = ""
        self.asked = Asked(table.rows.store, self)
        self.asked.answered.connect(self._take)
        self.asked.refused.connect(self.message)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        table.rows.counted.connect(lambda _number, total: self.reload() if total >= 0 else None)
        head = table.head
        for moved in (head.sectionResized, head.sectionMoved, table.horizontalScrollBar().valueChanged):
            moved.connect(lambda *_where: self.update())
        table.columns.changed.connect(self._follow_columns)
        table.columns.folded_changed.connect(lambda _number: self._follow_columns())

    def reload(self) -> None:
        """Ask for the totals of what the table shows now."""
        if self.isHidden():
            return
        model, names = self._table.rows, [column.name for column in self._table.shown_columns()]
        listing, today = model.listing, model.look.today
        self.asked.ask(lambda db: totals_of(db, listing, today, names))

    def told(self, name: str) -> Told | None:
        """Return the totals of a column in words, None while they are not known."""
        model = self._table.rows
        if name in self.totals:
            return _told(model.entity, model.entity.field(name), self.totals[name])
        if name == "ref":
            records = count_text(model.entity, model.source.records)
            return Told(_("Totals"), f"{model.source.records:,}", records)
        return None

    def sizeHint(self) -> QSize:
        """Two lines high."""
        return QSize(0, theme.size(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Say the whole of a column's totals where the mouse rests."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            slot = next(
                (s for s in reversed(self._table.slots_shown()) if s.x <= event.pos().x() < s.x + s.width), None
            )
            told = None if slot is None else self.told(slot.column.name)
            QToolTip.showText(event.globalPos(), "" if told is None else told.sentence, self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the two lines of each column below it."""
        tokens = theme.current()
        with PaintGuard(), QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(tokens.soft))
            painter.fillRect(0, 0, self.width(), 1, QColor(tokens.line))
            for slot in self._table.slots_shown():
                told = self.told(slot.column.name)
                if slot.stays:
                    painter.fillRect(slot.x, 1, slot.width, self.height() - 1, QColor(tokens.soft))
                if told is not None:
                    left = theme.size(theme.PAGE_PADDING if slot.first else PADDING)
                    box = QRect(slot.x + left, 1, slot.width - left - theme.size(PADDING), self.height() - 1)
                    self._paint_told(painter, told, box, right=slot.column.right)

    def _paint_told(self, painter: QPainter, told: Told, box: QRect, *, right: bool) -> None:
        tokens, half = theme.current(), box.height() // 2
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        lines = ((told.first, theme.TABLE, tokens.soon if told.refused else tokens.ink, 0),
                 (told.second, theme.COLUMN_HEAD, tokens.mute, half - theme.size(2)))  # fmt: skip
        for text, size, colour, down in lines:
            font = theme.font(size)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            line = QRect(box.left(), box.top() + down, box.width(), half)
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def _follow_columns(self) -> None:
        shown = {column.name for column in self._table.shown_columns() if column.field is not None}
        if shown - self.totals.keys():
            self.reload()
        self.update()

    def _take(self, totals: dict[str, Total]) -> None:
        self.totals = totals
        entity = self._table.rows.entity
        said = [told for name in totals if (told := self.told(name)) is not None]
        self.setAccessibleName(_("Totals of {records}").format(
            records=count_text(entity, self._table.rows.source.records)))  # fmt: skip
        self.setAccessibleDescription(" ".join(told.sentence for told in said))
        warned = " ".join(told.sentence for told in said if told.refused)
        if warned and warned != self._warned:
            self.message.emit(warned)
        self._warned = warned
        self.update()


def _told(entity: Entity, field: Field, total: Total) -> Told:
    name = _(field.label)
    number = counted("{n} recorded", "{n} recorded", total.recorded)
    if field.kind not in (*NUMBERS, Kind.DATE, Kind.TIME) or not total.recorded:
        return Told(f"{total.recorded:,}", _("recorded"), f"{name}: {number}.")
    least, most = _value(field, total.least), _value(field, total.most)
    span = least if least == most else f"{least} – {most}"
    if field.kind not in NUMBERS:
        sentence = _("{column}: {span}, {number}.").format(column=name, span=span, number=number)
        return Told(least, number if least == most else f"– {most}", sentence)
    if total.total is not None:
        figure = f"{total.total:,}"
        text = _("{column}: sum {total}, least {least}, most {most}, {number}.")
        sentence = text.format(column=name, total=figure, least=least, most=most, number=number)
        return Told(figure, span, sentence)
    if len(total.units) < 2:
        text = _("{column}: least {least}, most {most}, {number}.")
        return Told(span, number, text.format(column=name, least=least, most=most, number=number))
    units = [_unit(entity, field, unit) for unit in total.units[:2]]
    both = _("{one} and {other}").format(one=units[0], other=units[1])
    text = _("{column} has no sum: {units} are not added.")
    return Told(_("no sum"), both, text.format(column=name, units=both), refused=True)


def _value(field: Field, value: object) -> str:
    if field.kind is Kind.DATE:
        return show_date(str(value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _unit(entity: Entity, field: Field, unit: Unit) -> str:
    """Return what a number counts in words, such as "missiles per year"."""
    parts = [
        _(column.choice_label(value)) if column.choices else str(value)
        for column, value in zip(unit_fields(entity, field), unit, strict=True)
        if value is not None
    ]
    return " · ".join(parts) or _("no unit")


def show_totals(page: "EntityPage", *, shown: bool) -> None:
    """Show the totals of a page below its table, or hide them; remembered with its columns."""
    if page.totals is None:
        if not shown:
            return
        page.totals = TotalsRow(page.table, page)
        page.totals.message.connect(page.message)
        page.box.addWidget(page.totals)
    page.totals.setVisible(shown)
    page.totals.reload()
    if page.settings is not None:
        page.settings.remember(f"totals/{page.entity.table}", "true" if shown else "false")
