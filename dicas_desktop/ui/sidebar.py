"""The list of pages at the left: groups in small capitals, live counts, what is late in its colour."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from dicas_desktop.domain.texts import _, counted
from dicas_desktop.ui import theme
from dicas_desktop.ui.pages import Page

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Counts

_NAME, _TOTAL, _LATE = (int(Qt.ItemDataRole.UserRole) + n for n in range(3))
_TOP = 12  # px at 100 %
_ROWS = (
    (26, 33),
    (24, 31),
    (22, 28),
    (20, 25),
    (19, 22),
)  # heights of a page and of a group's head, the first that fits is taken
_Index = QModelIndex | QPersistentModelIndex


def short_number(number: int) -> str:
    """Return a count that fits the sidebar: 412, 12,345, 250 k, 1.2 M."""
    if number < 100_000:
        return f"{number:,}"
    return f"{number / 1000:.0f} k" if number < 1_000_000 else f"{number / 1_000_000:.1f} M"


class _Rows(QStyledItemDelegate):
    """Paints one line of the sidebar."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self.heights = _ROWS[0]

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A page is lower than a group's head, which has air above it."""
        return QSize(1, theme.size(self.heights[0 if index.data(_NAME) else 1]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw ground, name and counts."""
        painter.save()
        if index.data(_NAME):
            self._page(painter, option.rect, index)
        else:
            self._group(painter, option.rect, index)
        painter.restore()

    def _group(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        painter.setFont(theme.font(theme.CAPITALS, bold=True, spacing=0.8))
        painter.setPen(theme.colour(theme.current().mute))
        foot = min(theme.size(26), rect.height())
        box = QRect(rect.left() + theme.size(16), rect.bottom() + 1 - foot, rect.width() - theme.size(32), foot)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(index.data()).upper())

    def _page(self, painter: QPainter, rect: QRect, index: _Index) -> None:
        tokens = theme.current()
        view = self._view
        chosen = view.selectionModel().isSelected(index)
        if chosen or index == view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(theme.colour(tokens.accent_soft if chosen else tokens.soft))
            painter.setPen(theme.colour(tokens.accent) if view.hasFocus() else Qt.PenStyle.NoPen)
            side = theme.size(8)
            painter.drawRoundedRect(rect.adjusted(side, 0, -side, -1), theme.size(6), theme.size(6))
        box = rect.adjusted(theme.size(16), 0, -theme.size(16), -1)
        right = self._counts(painter, box, index, chosen)
        painter.setFont(theme.font(theme.BODY, bold=chosen))
        painter.setPen(theme.colour(tokens.accent_on_soft if chosen else tokens.ink))
        name = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, right - box.left())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, name)

    def _counts(self, painter: QPainter, box: QRect, index: _Index, chosen: bool) -> int:
        """Draw the counts from the right and return where the name must end."""
        tokens, total, late = theme.current(), index.data(_TOTAL), index.data(_LATE)
        right = box.right() + 1
        if total is None:
            return right
        for text, bold, tone in (
            (short_number(total), False, "mute"),
            (_("{n} late").format(n=short_number(late)) if late else "", True, "late"),
        ):
            if text:
                painter.setFont(theme.font(theme.BODY, bold=bold))
                painter.setPen(theme.colour(tokens.tone(tone, chosen)))
                width = painter.fontMetrics().horizontalAdvance(text)
                painter.drawText(
                    QRect(right - width, box.top(), width, box.height()), Qt.AlignmentFlag.AlignVCenter, text
                )
                right -= width + theme.size(8)
        return right


class Sidebar(QListView):
    """The pages. The selected one is the page shown; arrow keys move on."""

    chosen = Signal(str)  # name of a page

    def __init__(self, parent: QWidget | None = None) -> None:
        """An empty list; `set_pages` fills it."""
        super().__init__(parent)
        self.setViewport(QWidget(self))  # its own, for the reason given in `rows_view`
        self.setFixedWidth(theme.size(theme.SIDEBAR))
        self.setAccessibleName(_("Pages"))
        self.setModel(QStandardItemModel(self))
        self._rows = _Rows(self)
        self.setItemDelegate(self._rows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        theme.set_role(self, "sidebar")
        self._items: dict[str, QStandardItem] = {}
        self.selectionModel().currentChanged.connect(self._moved)

    def set_pages(self, pages: Iterable[Page]) -> None:
        """Show these pages under their groups."""
        model, group = self._model(), ""
        model.clear()
        self._items.clear()
        for page in pages:
            if page.group != group:
                group = page.group
                head = QStandardItem(_(group))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                model.appendRow(head)
            item = QStandardItem(_(page.title))
            item.setData(page.name, _NAME)
            item.setToolTip(page.key)
            self._items[page.name] = item
            model.appendRow(item)
        self._fit()

    def set_counts(self, counts: "Mapping[str, Counts]") -> None:
        """Show how many records each page has and how many are late."""
        for name, count in counts.items():
            if name in self._items:
                self.set_count(name, count.total, count.late)

    def set_count(self, name: str, total: int, late: int = 0) -> None:
        """Show the counts of one page."""
        item = self._items[name]
        item.setData(total, _TOTAL)
        item.setData(late, _LATE)
        words = [item.text(), f"{total:,}", *([counted("{n} late", "{n} late", late)] if late else [])]
        item.setAccessibleText(", ".join(words))

    def show_page(self, name: str) -> None:
        """Mark the page that is shown, without asking for it; a page that is not listed marks none."""
        self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self._items[name].index() if name in self._items else QModelIndex())
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    @property
    def page(self) -> str:
        """Name of the marked page, empty if there is none."""
        return str(self.currentIndex().data(_NAME) or "")

    def overflowing(self) -> list[str]:
        """Return the names that do not fit their line, for the test of clipped labels."""
        metrics = QFontMetrics(theme.font(theme.BODY, bold=True))
        space = self.width() - theme.size(32)
        return [item.text() for item in self._items.values() if metrics.horizontalAdvance(item.text()) > space]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the tallest lines that still fit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setViewportMargins(0, theme.size(_TOP), 0, 0)
        heads = self._model().rowCount() - len(self._items)
        space = self.height() - theme.size(_TOP)
        for heights in _ROWS:
            self._rows.heights = heights
            if len(self._items) * theme.size(heights[0]) + heads * theme.size(heights[1]) <= space:
                break
        self.scheduleDelayedItemsLayout()

    def _model(self) -> QStandardItemModel:
        model = self.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101 - set in __init__
        return model

    def _moved(self, index: QModelIndex) -> None:
        if index.data(_NAME):
            self.chosen.emit(str(index.data(_NAME)))
