"""The list of what changed: heads, and for each record the word, its name and its fields, old struck and new beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.changes_told import ToldField, moved_words
from dicas_desktop.store.told import NOTHING
from dicas_desktop.ui import theme
from dicas_desktop.ui.changes_lines import Head, Line
from dicas_desktop.ui.field_editor import ENTER

_WORD, _REF, _LABEL, _ABOUT = 132, 76, 132, 262  # px at 100 %: widths of the columns beside the names
_NARROW = 880  # px at 100 %: below it the step stands under the record and not at its right
_GAP, _AIR = 12, 7  # px at 100 % between columns; above and below a record
_HEADS = {1: 40, 2: 28}  # heights
_LONGEST = 600  # letters of a value
_Index = QModelIndex | QPersistentModelIndex
_LINE = int(Qt.ItemDataRole.UserRole)


class ChangesModel(QAbstractListModel):
    """The lines, all read."""

    def __init__(self, parent: QWidget) -> None:
        """Empty until `show_lines`."""
        super().__init__(parent)
        self.lines: Sequence[Head | Line] = ()

    def show_lines(self, lines: Sequence[Head | Line]) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """All of them."""
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - whatever the role asks for
        """The line itself for the painter, its words for everybody else."""
        line = self.lines[index.row()]
        if role == _LINE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.text}, {line.count:,}" if isinstance(line, Head) else line.spoken
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """The keyboard passes over heads."""
        if isinstance(self.lines[index.row()], Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class Block:
    """A text laid out: where it stands in its row, and its colour by token."""

    x: int
    y: int
    layout: QTextLayout
    tone: str


class _Painter(QStyledItemDelegate):
    """Lays lines out for the width of the view and paints them; what was laid out is kept until the width changes."""

    def __init__(self, view: "ChangesList") -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[int, tuple[list[Block], int]] = {}
        self._width = 0
        self._plain, self._bold = theme.font(theme.TABLE), theme.font(theme.TABLE, bold=True)

    def forget(self) -> None:
        """The lines are others now."""
        self._laid.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A row is as high as its texts."""
        line = index.data(_LINE)
        return QSize(1, theme.size(_HEADS[line.level]) if isinstance(line, Head) else self.row(index.row(), line)[1])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line."""
        painter.save()
        line: Head | Line = index.data(_LINE)
        if isinstance(line, Head):
            self._head(painter, option.rect, line)
        else:
            self._record(painter, option.rect, index, line)
        painter.restore()

    def _head(self, painter: QPainter, rect: QRect, head: Head) -> None:
        side = theme.size(theme.PAGE_PADDING)
        box = rect.adjusted(side, 0, -side, -theme.size(5))
        first = head.level == 1
        painter.setFont(theme.font(theme.BODY, bold=True) if first else self._bold)
        painter.setPen(theme.colour(theme.current().ink if first else theme.current().mute))
        metrics = painter.fontMetrics()
        count = f"{head.count:,}"
        room = box.width() - metrics.horizontalAdvance(count) - theme.size(8)
        text = metrics.elidedText(head.text, Qt.TextElideMode.ElideRight, room)
        low = Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, low, text)
        painter.setFont(self._plain)
        painter.setPen(theme.colour(theme.current().mute))
        painter.drawText(box.adjusted(metrics.horizontalAdvance(text) + theme.size(8), 0, 0, 0), low, count)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour(theme.current().line))

    def _record(self, painter: QPainter, rect: QRect, index: _Index, line: Line) -> None:
        tokens, chosen = theme.current(), self._view.selectionModel().isSelected(index)
        if chosen:
            painter.fillRect(rect, theme.colour(tokens.accent_soft))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour(tokens.line))
        if chosen and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top(), theme.size(3), rect.height() - 1, theme.colour(tokens.accent))
        for block in self.row(index.row(), line)[0]:
            painter.setPen(theme.colour(tokens.tone(block.tone, chosen)))
            block.layout.draw(painter, QPointF(rect.left() + block.x, rect.top() + block.y))

    def row(self, number: int, line: Line) -> tuple[list[Block], int]:
        """Return the texts of a line laid out for the width of the view, and its height."""
        width = self._view.viewport().width()
        if width != self._width:
            self._width = width
            self._laid.clear()
        if number not in self._laid:
            self._laid[number] = self._lay(line, width)
        return self._laid[number]

    def _lay(self, line: Line, width: int) -> tuple[list[Block], int]:
        """Word, reference, name and step beside each other, below them a line for each field."""
        side, gap, y = theme.size(theme.PAGE_PADDING), theme.size(_GAP), theme.size(_AIR)
        narrow = width < theme.size(_NARROW)
        at_ref = side + theme.size(_WORD) + gap
        at_name = side if narrow else at_ref + (theme.size(_REF) if line.ref else 0)
        right = 0 if narrow else theme.size(_ABOUT) + gap
        room = width - at_name - side - right
        blocks: list[Block] = []

        def put(x: int, top: int, text: str, wide: int, tone: str, font: QFont) -> int:
            layout = _laid_out(text, font, wide)
            blocks.append(Block(x, top, layout, tone))
            return top + round(layout.boundingRect().height())

        foot = put(side, y, line.word, theme.size(_WORD), line.tone, self._bold)
        if line.ref:
            put(at_ref, y, line.ref, theme.size(_REF), "mute", self._plain)
        if narrow:
            y = foot
        else:
            at_about = width - side - theme.size(_ABOUT)
            foot = max(foot, put(at_about, y, line.about, theme.size(_ABOUT), "mute", self._plain))
        y = put(at_name, y, line.title, room, "open", self._bold if line.fields else self._plain)
        for field in line.fields:
            y = self._field(blocks, field, (at_name, y + theme.size(2), room))
        if narrow:
            y = put(at_name, y + theme.size(2), line.about, room, "mute", self._plain)
        return blocks, max(y, foot) + theme.size(_AIR) + 1

    def _field(self, blocks: list[Block], field: ToldField, place: tuple[int, int, int]) -> int:
        x, y, room = place
        label = min(theme.size(_LABEL), room // 3)
        names = _laid_out(field.label, self._plain, label - theme.size(8))
        old, new = _cut(field.before), _cut(field.after)
        moved = f"  {moved_words(field)}" if field.moved else ""
        layout = _laid_out(f"{old} → {new}{moved}", self._plain, room - label, _looks(old, new, moved))
        blocks += (Block(x, y, names, "mute"), Block(x + label, y, layout, "open"))
        return y + round(max(names.boundingRect().height(), layout.boundingRect().height()))


class ChangesList(QListView):
    """The lines; heads are passed over, Enter and a double click open a record."""

    opened = Signal(object)  # Line

    def __init__(self, parent: QWidget | None = None) -> None:
        """Empty until `show_lines`."""
        super().__init__(parent)
        self.setViewport(QWidget(self))  # its own, for the reason given in `rows_view`
        self.lines = ChangesModel(self)
        self.setModel(self.lines)
        self._painter = _Painter(self)
        self.setItemDelegate(self._painter)
        self.setAccessibleName(_("What changed"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.doubleClicked.connect(lambda _index: self._open())

    @property
    def chosen(self) -> Line | None:
        """The record that the keyboard is at."""
        line = self.currentIndex().data(_LINE)
        return line if isinstance(line, Line) else None

    def show_lines(self, lines: Sequence[Head | Line]) -> None:
        """Show these; the record that was chosen stays chosen if it is still there, and so does the place."""
        before, place = self.chosen, self.verticalScrollBar().value()
        self._painter.forget()
        self.lines.show_lines(lines)
        records = [number for number, line in enumerate(lines) if isinstance(line, Line)]
        same = [n for n in records if before is not None and lines[n].change.uid == before.change.uid]  # type: ignore[union-attr]  # they are lines
        if records:
            self.setCurrentIndex(self.lines.index((same or records)[0]))
            self.verticalScrollBar().setValue(place if same else 0)

    def laid_out(self, number: int) -> "tuple[list[Block], int]":
        """Return the texts of a record as they stand in its row, and the height of the row in px."""
        line = self.lines.lines[number]
        return self._painter.row(number, line) if isinstance(line, Line) else ([], 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record."""
        if event.key() in ENTER and self.chosen is not None:
            self._open()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Texts wrap elsewhere."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _open(self) -> None:
        if self.chosen is not None:
            self.opened.emit(self.chosen)


def _looks(old: str, new: str, moved: str) -> list[QTextLayout.FormatRange]:
    """Strike the old value, and set the days by which a date moved in bold."""
    struck, bold = QTextCharFormat(), QTextCharFormat()
    struck.setFontStrikeOut(old != NOTHING)
    struck.setForeground(theme.colour(theme.current().mute_on_soft))  # the row may be a chosen one
    bold.setFontWeight(QFont.Weight.DemiBold)
    ranges = []
    for start, length, look in ((0, len(old), struck), (len(old) + 3 + len(new), len(moved), bold)):
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = start, length, look
        ranges.append(part)
    return ranges


def _laid_out(text: str, font: QFont, width: int, looks: Sequence[QTextLayout.FormatRange] = ()) -> QTextLayout:
    """Return a text wrapped to a width; lines of its own stand as they are."""
    layout = QTextLayout(text.replace("\n", "\N{LINE SEPARATOR}"), font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setFormats(list(looks))
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, y))
        y += line.height()
    layout.endLayout()
    return layout


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
