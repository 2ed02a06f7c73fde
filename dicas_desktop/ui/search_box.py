"""What the search found, in groups under the search field. The keyboard stays in the field."""

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLabel,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.search import Hit, search
from dicas_desktop.ui import theme
from dicas_desktop.ui.toolbar import SearchField

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_HIT = int(Qt.ItemDataRole.UserRole)
_WAIT = 60  # ms after a key before the store is asked
_IN_GROUP = 6  # hits shown of each kind
_ROW, _HEAD, _WIDTH, _HIGHEST = 42, 26, 520, 460  # px at 100 %
_Index = QModelIndex | QPersistentModelIndex


class _Hits(QStyledItemDelegate):
    """Paints the head of a group, or reference, title and the words around what was found."""

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """A hit has two lines."""
        return QSize(1, theme.size(_HEAD if index.data(_HIT) is None else _ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw one line of the list."""
        painter.save()
        hit, tokens = index.data(_HIT), theme.current()
        pad = theme.size(12)
        box = option.rect.adjusted(pad, 0, -pad, 0)
        if hit is None:
            painter.setFont(theme.font(theme.CAPITALS, bold=True, spacing=0.8))
            painter.setPen(theme.colour(tokens.mute))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        else:
            view = self.parent()
            chosen = isinstance(view, QListView) and view.currentIndex() == index
            if chosen:
                painter.fillRect(option.rect, theme.colour(tokens.accent_soft))
            half = box.height() // 2
            ref = theme.size(72)
            room = QFontMetrics(theme.font(theme.BODY)).horizontalAdvance(hit.title) <= box.width() - theme.size(72)
            around = words_around(hit, whole_title=room)
            drop = theme.size(3) if around else half // 2
            top = QRect(box.left(), box.top() + drop, box.width(), half)
            for text, px, tone, place in (
                (hit.ref, theme.COLUMN_HEAD, "mute", QRect(top.left(), top.top(), ref, half)),
                (hit.title, theme.BODY, "ink", top.adjusted(ref, 0, 0, 0)),
                (around, theme.COLUMN_HEAD, "mute", top.adjusted(ref, half - theme.size(2), 0, half)),
            ):
                painter.setFont(theme.font(px))
                painter.setPen(theme.colour(tokens.tone(tone, chosen)))
                line = " ".join(text.split())
                shown = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, place.width())
                painter.drawText(place, Qt.AlignmentFlag.AlignTop, shown)
        painter.restore()


def words_around(hit: Hit, *, whole_title: bool) -> str:
    """Return the words around what was found, nothing where they only say again a title that is shown whole."""
    words, title = " ".join(hit.snippet.split()), " ".join(hit.title.split())
    return "" if whole_title and words.strip("… ") in title else words


class SearchBox(QFrame):
    """Hangs below the search field of a window and follows what is typed there."""

    chosen = Signal(str, int)  # table, id

    def __init__(self, field: SearchField, window: QWidget) -> None:
        """Follow this field; without a store nothing is found."""
        super().__init__(window)
        theme.set_role(self, "popup")
        self.setAccessibleName(_("Found"))
        self._field, self._window = field, window
        self._store: Store | None = None
        self._timer = QTimer(self, singleShot=True, interval=_WAIT)
        self._timer.timeout.connect(self.look)
        self.list = QListView(self)
        self.list.setModel(QStandardItemModel(self.list))
        self.list.setItemDelegate(_Hits(self.list))
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(_("Found"))
        self.list.clicked.connect(self._take)
        self.note = QLabel(self)
        theme.set_role(self.note, "mute")
        self.note.setMargin(theme.size(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, theme.size(4), 1, theme.size(4))
        column.addWidget(self.list)
        column.addWidget(self.note)
        field.moved.connect(self._step)
        field.returnPressed.connect(self._enter)
        field.left.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    def set_store(self, store: "Store | None") -> None:
        """Search in this store from now on."""
        self._store = store
        self.hide()

    def follow(self) -> None:
        """Look for what was typed, after a short wait for the next key."""
        self._timer.start()

    def look(self) -> None:
        """Search for what stands in the field and show it."""
        self._timer.stop()
        words = self._field.text().strip()
        if not words or self._store is None:
            self.hide()
            return
        with self._store.read() as db:
            hits = search(db, words, limit=_IN_GROUP)
        self._fill(hits)
        text = counted(
            "{n} hit shown · Enter opens it where it lives", "{n} hits shown · Enter opens the marked one", len(hits)
        )
        self.note.setText(text if hits else _("Nothing found for “{words}”.").format(words=words))
        self._place()
        self.show()
        self.raise_()

    def hits(self) -> list[Hit]:
        """Return what is shown."""
        model = self._model()
        found = (model.item(row).data(_HIT) for row in range(model.rowCount()))
        return [hit for hit in found if hit is not None]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the field when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _fill(self, hits: list[Hit]) -> None:
        model = self._model()
        model.clear()
        first: QStandardItem | None = None
        for table, group in groupby(hits, key=lambda hit: hit.table):
            entity = self._store.entities[table] if self._store is not None else None
            head = QStandardItem(_(entity.plural).upper() if entity else table)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            model.appendRow(head)
            for hit in group:
                item = QStandardItem(hit.title)
                item.setData(hit, _HIT)
                item.setAccessibleText(f"{hit.ref}, {hit.title}")
                model.appendRow(item)
                first = first or item
        if first is not None:
            self.list.setCurrentIndex(first.index())

    def _step(self, by: int) -> None:
        model = self._model()
        row = self.list.currentIndex().row() + by
        while 0 <= row < model.rowCount() and model.item(row).data(_HIT) is None:
            row += by
        if 0 <= row < model.rowCount():
            self.list.setCurrentIndex(model.index(row, 0))

    def _enter(self) -> None:
        if self._timer.isActive() or not self.isVisible():
            self.look()
        if self.isVisible():
            self._take(self.list.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        hit = index.data(_HIT)
        if hit is not None:
            self.hide()
            self._field.clear()
            self.chosen.emit(hit.table, hit.id)

    def _place(self) -> None:
        window, model = self._window, self._model()
        heads = model.rowCount() - len(self.hits())
        tall = heads * theme.size(_HEAD) + len(self.hits()) * theme.size(_ROW)
        self.list.setVisible(model.rowCount() > 0)
        below = self._field.mapTo(window, QPoint(0, self._field.height() + theme.size(4)))
        most = min(theme.size(_HIGHEST), window.height() - below.y() - theme.size(60))
        width = min(max(self._field.width(), theme.size(_WIDTH)), window.width() - theme.size(24))
        x = min(max(below.x() + (self._field.width() - width) // 2, theme.size(12)), window.width() - width)
        self.setGeometry(x, below.y(), width, min(tall + theme.size(50), most))

    def _model(self) -> QStandardItemModel:
        model = self.list.model()
        assert isinstance(model, QStandardItemModel)  # noqa: S101 - set in __init__
        return model
