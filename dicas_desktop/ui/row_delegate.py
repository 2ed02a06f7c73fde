"""Paints whole rows of a table.

One call per row, not one per cell and role: a plain view asks its model 1,274 times a frame.
"""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from dicas_desktop.ui import theme
from dicas_desktop.ui.row_cells import Column, Words
from dicas_desktop.ui.row_source import Row

PADDING = 8  # px at 100 % left and right of the words of a cell
WIDTHS_KEPT = 4_000
MARK = 9  # px at 100 % of the triangle before the head of a group
GAP = 4  # px at 100 % between two parts of a cell


class Slot(NamedTuple):
    """Where a column stands: px from the left of the viewport, its width; `first` keeps the page's padding.

    `stays`: it stays there while the others scroll, and lies over them.
    """

    column: Column
    x: int
    width: int
    first: bool = False
    stays: bool = False


class Piece(NamedTuple):
    """Words laid out: px from the left of the cell, what fits, tone and weight."""

    x: int
    text: str
    tone: str
    bold: bool


class Laid(NamedTuple):
    """The words of a cell laid out for a width; `elided` if the whole does not fit."""

    width: int
    first: bool
    pieces: tuple[Piece, ...]
    elided: bool


class Head(NamedTuple):
    """The head of a group: name of the column, what its records share, how many; totals below their columns."""

    words: tuple[str, str, str]
    folded: bool = False
    figures: tuple[tuple[Slot, str], ...] = ()


class RowPainter:
    """Lays out and paints rows in the colours, fonts and scale in force when it was made."""

    def __init__(self) -> None:
        """Take fonts and lengths from the theme; make a new one when the theme changes."""
        self._fonts: dict[bool, QFont] = {bold: theme.font(theme.TABLE, bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetrics(font) for bold, font in self._fonts.items()}
        self._padding, self._gap = theme.size(PADDING), theme.size(GAP)
        self._widths: dict[tuple[str, bool], int] = {}
        self._edge, self._mark = theme.size(theme.PAGE_PADDING) - self._padding, theme.size(MARK)
        tokens = theme.current()
        self._line, self._selected, self._accent = (
            QColor(value) for value in (tokens.line, tokens.accent_soft, tokens.accent)
        )
        self._pens = {
            (tone, selected): QPen(QColor(tokens.tone(tone or "ink", selected)))
            for tone in ("", "mute", "late", "soon", "done", "blocked")
            for selected in (False, True)
        }

    def paint(self, painter: QPainter, row: Row | None, slots: Sequence[Slot], rect: QRect, *, selected: bool) -> None:
        """Paint one row over the whole width of `rect`: ground, words, hair line below."""
        if selected:
            painter.fillRect(rect, self._selected)
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if row is None:
            return
        metrics = self._metrics[False]
        baseline = rect.top() + (rect.height() - 1 + metrics.ascent() - metrics.descent()) // 2
        now: tuple[str, bool] | None = None
        for slot in slots:
            for piece in self.lay(row, slot).pieces:
                if now is None or now[1] != piece.bold:
                    painter.setFont(self._fonts[piece.bold])
                if now is None or now[0] != piece.tone:
                    painter.setPen(self._pens[piece.tone, selected])
                now = piece.tone, piece.bold
                painter.drawText(slot.x + piece.x, baseline, piece.text)

    def paint_head(self, painter: QPainter, head: Head, rect: QRect, *, selected: bool) -> None:
        """Paint the head of a group over the whole width of `rect`, totals where the words leave their columns free."""
        tokens = theme.current()
        painter.fillRect(rect, self._selected if selected else QColor(tokens.soft))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        metrics = self._metrics[False]
        baseline = rect.top() + (rect.height() - 1 + metrics.ascent() - metrics.descent()) // 2
        x, room = self._padding + self._edge, rect.width() - self._padding
        quiet = self._pens["mute", selected]
        _paint_triangle(painter, QRect(x, rect.top(), self._mark, rect.height() - 1), quiet.color(), head.folded)
        x += self._mark + self._gap
        for text, bold in zip(head.words, (False, True, False), strict=True):
            painter.setFont(self._fonts[bold])
            painter.setPen(self._pens["", selected] if bold else quiet)
            shown = self._metrics[bold].elidedText(text, Qt.TextElideMode.ElideRight, max(room - x, 0))
            painter.drawText(x, baseline, shown)
            x += self._metrics[bold].horizontalAdvance(shown) + 2 * self._gap
        painter.setPen(self._pens["", selected])
        for slot, figure in head.figures:
            left, right = self._insets(slot)
            shown = metrics.elidedText(figure, Qt.TextElideMode.ElideRight, max(slot.width - left - right, 0))
            spare = slot.width - left - right - metrics.horizontalAdvance(shown) if slot.column.right else 0
            if slot.x + left + spare >= x:
                painter.drawText(slot.x + left + spare, baseline, shown)

    def paint_cursor(self, painter: QPainter, rect: QRect) -> None:
        """Paint the frame of the cell the keyboard is at."""
        painter.setPen(QPen(self._accent))
        painter.drawRect(rect.adjusted(0, 0, -1, -2))

    def lay(self, row: Row, slot: Slot) -> Laid:
        """Return the words of a cell laid out for the slot's width; kept with the row."""
        known = row.laid.get(slot.column.name)
        if isinstance(known, Laid) and (known.width, known.first) == (slot.width, slot.first):
            return known
        laid = row.laid[slot.column.name] = self._lay(row.words(slot.column), slot)
        return laid

    def width(self, row: Row, column: Column, first: bool) -> int:
        """Return the width in px that the whole of a cell needs."""
        words = row.words(column)
        text = sum(map(self._advance, words))
        return text + self._gap * (len(words) - 1) + 2 * self._padding + (self._edge if first else 0) + 1

    def _lay(self, words: tuple[Words, ...], slot: Slot) -> Laid:
        left, right = self._insets(slot)
        room = slot.width - left - right
        pieces, x, elided = [], 0, False
        for word in words:
            metrics = self._metrics[word.bold]
            text, width = word.text, self._advance(word)
            if x + width > room and word.spare:
                elided = True
                break
            if x + width > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room - x, 0))
                width, elided = metrics.horizontalAdvance(text), True
            if text:
                pieces.append(Piece(left + x, text, word.tone, word.bold))
            x += width + self._gap
            if elided:
                break
        if slot.column.right:
            shift = room - (x - self._gap)
            pieces = [piece._replace(x=piece.x + shift) for piece in pieces]
        return Laid(slot.width, slot.first, tuple(pieces), elided)

    def _advance(self, word: Words) -> int:
        """The width of words in px. States, labels and markings come again and again, so they are measured once."""
        key = (word.text, word.bold)
        known = self._widths.get(key)
        if known is None:
            if len(self._widths) > WIDTHS_KEPT:
                self._widths.clear()
            known = self._widths[key] = self._metrics[word.bold].horizontalAdvance(word.text)
        return known

    def _insets(self, slot: Slot) -> tuple[int, int]:
        first = self._edge if slot.first else 0
        return self._padding + first, self._padding


def _paint_triangle(painter: QPainter, box: QRect, colour: QColor, folded: bool) -> None:
    """Paint what tells a folded group, pointing right, from an open one, pointing down. The font has no such glyph."""
    middle, half = QPointF(box.left() + box.width() / 2, box.top() + box.height() / 2), box.width() / 2
    third = half * 0.6
    corners = [(-third, -half), (-third, half), (third, 0)] if folded else [(-half, -third), (half, -third), (0, third)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
