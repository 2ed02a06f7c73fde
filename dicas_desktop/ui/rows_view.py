"""How a table looks: whole rows painted in one go, heads, columns that fit. What it does is in `entity_table`."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from dicas_desktop.domain.derived import column_field
from dicas_desktop.domain.texts import _
from dicas_desktop.store.grouping import column_of
from dicas_desktop.store.groups import Group
from dicas_desktop.ui import theme
from dicas_desktop.ui.column_layout import ColumnLayout
from dicas_desktop.ui.group_heads import figures, group_text
from dicas_desktop.ui.paint_guard import PaintGuard
from dicas_desktop.ui.row_cells import Column
from dicas_desktop.ui.row_delegate import Head, RowPainter, Slot
from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.row_source import Row
from dicas_desktop.ui.table_head import TableHead
from dicas_desktop.ui.table_place import TablePlace, spans


class CellTips(QStyledItemDelegate):
    """Shows the whole of a text that does not fit. Painting and editing are the view's own."""

    def __init__(self, view: "RowsView") -> None:
        """Serve this view."""
        super().__init__(view)
        self._view = view

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Show the tip at the mouse."""
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), self._view.tip_at(event.pos()), view)
        return True


class RowsView(QTableView):
    """A view over a `RowModel`. All rows are equally high, so the place of a row is a multiplication."""

    def __init__(self, model: RowModel, parent: QWidget | None = None) -> None:
        """Show this model."""
        super().__init__(parent)
        self.rows = model
        self.empty_text = ""
        self._painter = RowPainter()
        self._measured = False
        self.setViewport(QWidget(self))  # to learn of one that Qt made itself, all kinds of widgets would be read in
        self.head = TableHead(self)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(CellTips(self))
        self.columns = ColumnLayout(self.head, model.columns)
        self.columns.start()
        self.columns.changed.connect(self.fit)
        self.columns.needed = self.needed_columns
        self._set_up()

    @property
    def row_height(self) -> int:
        """The height of every row in px."""
        return max(self.verticalHeader().defaultSectionSize(), 1)

    def shown_columns(self) -> list[Column]:
        """Return the columns on screen from left to right."""
        order = (self.head.logicalIndex(place) for place in range(self.head.count()))
        return [self.rows.columns[number] for number in order if not self.head.isSectionHidden(number)]

    def slots_shown(self) -> list[Slot]:
        """Return where the columns in view stand; those that stay while the others scroll are the last."""
        head, width, first = self.head, self.viewport().width(), self.head.first()
        stay, edge, slots = head.frozen(), head.frozen_width(), []
        for place in range(head.count()):
            number = head.logicalIndex(place)
            if not head.isSectionHidden(number):
                x, size, stays = head.place_of(number), head.sectionSize(number), number in stay
                if x < width and x + size > (0 if stays else edge):
                    slots.append(Slot(self.rows.columns[number], x, size, number == first, stays))
        return sorted(slots, key=lambda slot: slot.stays)

    def tip_at(self, place: QPoint) -> str:
        """Return the whole text of the cell at a place if it is cut off there, else nothing."""
        index = self.indexAt(place)
        if (group := self.rows.source.group(index.row())) is not None:
            told = self.rows.group_totals.told(self.rows.entity, self.rows.source.rows.folding.group, group.key)
            return "\n".join(each.sentence for each in told.values())
        row = self.rows.row(index.row()) if index.isValid() else None
        slot = next((s for s in reversed(self.slots_shown()) if s.x <= place.x() < s.x + s.width), None)
        if row is None or slot is None:
            return ""
        laid, whole = self._painter.lay(row, slot), row.text(slot.column)
        short = slot.column.name == "status" and whole not in [piece.text for piece in laid.pieces]
        return whole if whole and (laid.elided or short) else ""

    def needed_columns(self) -> set[str]:
        """Return the names of the columns that are not folded away now: what the rows are sorted or grouped by."""
        listing = self.rows.listing
        return {column_of(listing.group), *(key.field for key in listing.sort)}

    def set_compact(self, compact: bool) -> None:
        """Make rows lower or as high as usual; the top row stays the top row."""
        place = TablePlace.note(self, self.rows)
        self.verticalHeader().setDefaultSectionSize(theme.size(theme.COMPACT_ROW if compact else theme.ROW))
        place.restore(self, self.rows)

    def fit(self) -> None:
        """Give the columns their widths."""
        if not self._measured and len(self.rows.source) and self.isVisible():
            self._measured = True
            self.columns.measure(self.sizeHintForColumn)
        self.columns.fit(self.viewport().width(), fold=self.isVisible())

    # ------------------------------------------------------------------ Qt's events
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are asked for, each in one go."""
        with PaintGuard():
            self._paint_rows(event)

    def _paint_rows(self, event: QPaintEvent) -> None:
        asked = event.rect()
        height, offset = self.row_height, self.verticalOffset()
        last = min((asked.bottom() + offset) // height, len(self.rows.source) - 1)
        numbers = range((asked.top() + offset) // height, last + 1)
        rows = [self.rows.row(number) for number in numbers]
        slots, edge = self.slots_shown(), self.head.frozen_width()
        with QPainter(self.viewport()) as painter:
            painter.fillRect(asked, QColor(theme.current().base))
            shown = list(zip(numbers, rows, strict=True))
            moving = [slot for slot in slots if not slot.stays]
            self._paint_part(painter, asked.adjusted(max(edge - asked.left(), 0), 0, 0, 0), moving, shown)
            if edge:
                left = QRect(0, asked.top(), edge, asked.height())
                self._paint_part(painter, left, [slot for slot in slots if slot.stays], shown)
                painter.fillRect(edge - 1, asked.top(), 1, asked.height(), QColor(theme.current().line))
            if not rows and not len(self.rows.source) and not self.rows.busy:
                painter.setClipping(False)
                self._paint_empty(painter)

    def _paint_part(
        self, painter: QPainter, part: QRect, slots: Sequence[Slot], rows: Sequence[tuple[int, Row | None]]
    ) -> None:
        """Paint what of the rows lies in a part of the view."""
        painter.setClipRect(part)
        height, offset, chosen = self.row_height, self.verticalOffset(), spans(self)
        for number, row in rows:
            rect = QRect(0, number * height - offset, self.viewport().width(), height)
            marked = any(first <= number <= end for first, end in chosen)
            if (group := self.rows.source.group(number)) is not None:
                self._painter.paint_head(painter, self._head(group, number, slots), rect, selected=marked)
                continue
            self._painter.paint(painter, row, slots, rect, selected=marked)
        current = self.currentIndex()
        here = any(self.rows.column_named(slot.column.name) == current.column() for slot in slots)
        if here and self.hasFocus() and self.selectionModel().isSelected(current):
            cell = self.visualRect(current)
            if self.rows.source.group(current.row()) is not None:  # the head of a group is one cell over all columns
                cell = QRect(0, cell.top(), self.viewport().width(), cell.height())
            self._painter.paint_cursor(painter, cell)

    def sizeHintForColumn(self, column: int) -> int:
        """The width the rows in view need, for fitting a column to what is in it."""
        top = self.verticalOffset() // self.row_height
        wanted = self.head.wanted_width(column)
        for number in range(top, min(top + self.viewport().height() // self.row_height + 1, len(self.rows.source))):
            row = self.rows.row(number)
            if row is not None:
                wanted = max(wanted, self._painter.width(row, self.rows.columns[column], column == self.head.first()))
        return wanted

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        """Where a cell is seen, over the others if its column stays."""
        rect = super().visualRect(index)
        if index.isValid() and not rect.isEmpty():
            rect.moveLeft(self.head.place_of(index.column()))
        return rect

    def indexAt(self, p: QPoint) -> QModelIndex:
        """Return the cell that is seen at a place."""
        for column in self.head.frozen():
            x = self.head.place_of(column)
            if x <= p.x() < x + self.head.sectionSize(column):
                return self.rows.index(self.rowAt(p.y()), column)
        return super().indexAt(p)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, out from under the columns that stay."""
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if not index.isValid():
            return
        if index.column() in self.head.frozen():
            bar.setValue(before)
        elif (covered := self.head.frozen_width() - self.visualRect(index).left()) > 0:
            bar.setValue(bar.value() - covered)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Paint the columns that stay anew: Qt moves the whole picture."""
        super().scrollContentsBy(dx, dy)
        if dx and getattr(self, "columns", None) is not None and self.head.frozen():  # not while it is being made
            self.viewport().update()
            self.head.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Fit the columns to the width of now: a table out of sight has none."""
        super().showEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._painter = RowPainter()
            self.viewport().update()

    # ------------------------------------------------------------------ inside
    def _set_up(self) -> None:
        vertical = self.verticalHeader()
        vertical.setDefaultSectionSize(theme.size(theme.ROW))
        vertical.setSectionResizeMode(vertical.ResizeMode.Fixed)
        vertical.hide()
        self.setShowGrid(False)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))  # or the style draws a box where the scroll bars meet
        self.setWordWrap(False)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(_(self.rows.entity.plural))

    def _head(self, group: Group, place: int, slots: Sequence[Slot]) -> Head:
        entity, name = self.rows.entity, self.rows.source.rows.folding.group
        told = figures(self.rows.group_totals.told(entity, name, group.key))
        return Head(
            (_(column_field(entity, column_of(name)).label), group_text(entity, name, group), f"{group.records:,}"),
            self.rows.source.folded(place) is not None,
            tuple((slot, told[slot.column.name]) for slot in slots if slot.column.name in told),
        )

    def _paint_empty(self, painter: QPainter) -> None:
        painter.setFont(theme.font(theme.BODY))
        painter.setPen(QColor(theme.current().mute))
        box = self.viewport().rect().adjusted(theme.size(theme.PAGE_PADDING), 0, -theme.size(theme.PAGE_PADDING), 0)
        box.setHeight(min(box.height(), theme.size(160)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.empty_text)
