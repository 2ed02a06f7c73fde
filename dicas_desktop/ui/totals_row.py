"""The strip below a table that says what its columns come to: how many values, sums, the least and the most."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.totals import ORDERED, Total, group_totals_of, totals_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.asked import Asked
from dicas_desktop.ui.entity_table import EntityTable
from dicas_desktop.ui.field_write import count_text
from dicas_desktop.ui.group_heads import GroupTotals
from dicas_desktop.ui.paint_guard import PaintGuard
from dicas_desktop.ui.row_delegate import PADDING
from dicas_desktop.ui.totals_words import Told, told_of

if TYPE_CHECKING:
    from dicas_desktop.ui.entity_page import EntityPage

_HEIGHT = 42  # px at 100 %: two lines


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
        model, fields = self._table.rows, [c.field for c in self._table.shown_columns() if c.field is not None]
        listing, today = model.listing, model.look.today
        names, ordered = [f.name for f in fields], [f.name for f in fields if f.kind in ORDERED]
        self.asked.ask(
            lambda db: (
                totals_of(db, listing, today, names),
                GroupTotals(listing.group, group_totals_of(db, listing, today, ordered)),
            )
        )

    def told(self, name: str) -> Told | None:
        """Return the totals of a column in words, None while they are not known."""
        model = self._table.rows
        if name in self.totals:
            return told_of(model.entity, model.entity.field(name), self.totals[name])
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

    def _take(self, answer: "tuple[dict[str, Total], GroupTotals]") -> None:
        self.totals, self._table.rows.group_totals = answer
        self._table.viewport().update()
        totals = self.totals
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


def show_totals(page: "EntityPage", *, shown: bool) -> None:
    """Show the totals of a page below its table, or hide them; remembered with its columns."""
    if page.totals is None:
        if not shown:
            return
        page.totals = TotalsRow(page.table, page)
        page.totals.message.connect(page.message)
        page.box.addWidget(page.totals)
    page.totals.setVisible(shown)
    if not shown:
        page.model.group_totals = GroupTotals()
        page.table.viewport().update()
    page.totals.reload()
    if page.settings is not None:
        page.settings.remember(f"totals/{page.entity.table}", "true" if shown else "false")
