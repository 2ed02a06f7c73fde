"""The parts of the overview's cards. What has a list behind it is a button; its words are painted, not laid out."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.texts import _
from dicas_desktop.store.needs import Need
from dicas_desktop.ui import theme

_FACT, _NEED = 27, 29  # heights in px at 100 %
_TITLE = 80  # px at 100 % that a title keeps
_STATE_WIDTH, _REF_WIDTH, _WHO_WIDTH = 104, 70, 130  # px at 100 %
_TITLE_WIDTH = 150  # px at 100 % that a title has before the office gives way
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class Words(NamedTuple):
    """A part of a value in one tone ("ink", "mute" or one of `theme.STATES`)."""

    text: str
    tone: str = "ink"
    bold: bool = False


class Card(QFrame):
    """A framed part of the page: heading at the left, a link at the right, then what is added to `body`."""

    asked = Signal()  # the link

    def __init__(self, title: str, link: str = "", parent: QWidget | None = None) -> None:
        """`link` is the text at the right, empty for none."""
        super().__init__(parent)
        theme.set_role(self, "card")
        self.setAccessibleName(title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        side = theme.size(theme.CARD_PADDING)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(side, theme.size(10), side, theme.size(10))
        self.body.setSpacing(0)
        head = QHBoxLayout()
        self.title = QLabel(title, self)
        theme.set_role(self.title, "heading")
        self.link = QPushButton(link, self)
        theme.set_role(self.link, "link")
        self.link.setVisible(bool(link))
        self.link.setAccessibleName(f"{title}: {link}")
        self.link.clicked.connect(self.asked)
        head.addWidget(self.title, 1)
        head.addWidget(self.link)
        self.body.addLayout(head)

    def add_note(self, text: str) -> QLabel:
        """Add quiet words."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        theme.set_role(label, "mute")
        self.body.addSpacing(theme.size(6))
        self.body.addWidget(label)
        return label

    def add_link(self, text: str) -> QPushButton:
        """Add words that lead on."""
        link = QPushButton(text, self)
        theme.set_role(link, "link")
        link.setAccessibleName(text)
        self.body.addSpacing(theme.size(4))
        self.body.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return link


class Painted(QAbstractButton):
    """A button that paints its own words; without a list behind it, it cannot be pressed."""

    def __init__(self, name: str, live: bool, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader says; `live` whether it can be pressed."""
        super().__init__(parent)
        self.live = live
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if live else Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not live)
        if live:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def ground(self, painter: QPainter) -> None:
        """Show that the pointer or the keyboard is here."""
        if self.live and (self.underMouse() or self.hasFocus()):
            painter.fillRect(self.rect(), theme.colour(theme.current().soft))
        if self.hasFocus():
            painter.setPen(theme.colour(theme.current().accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Subclasses draw."""


class FigureButton(Painted):
    """A large figure with words under it."""

    def __init__(self, figure: str, caption: str, tone: str, live: bool, parent: QWidget | None = None) -> None:
        """`tone` as in `theme.STATES`."""
        super().__init__(f"{figure} {caption}", live, parent)
        self._figure, self._caption, self._tone = figure, caption, tone
        self._fonts = theme.font(theme.FIGURE, bold=True), theme.font(theme.COLUMN_HEAD)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As wide as the wider line."""
        widths = [
            QFontMetrics(font).horizontalAdvance(text) for font, text in zip(self._fonts, self._lines, strict=True)
        ]
        return QSize(max(widths) + theme.size(2), theme.size(58))

    @property
    def _lines(self) -> tuple[str, str]:
        return self._figure, self._caption

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw figure and words."""
        painter = QPainter(self)
        self.ground(painter)
        tokens = theme.current()
        painter.setFont(self._fonts[0])
        painter.setPen(theme.colour(tokens.tone(self._tone)))
        painter.drawText(0, theme.size(32), self._figure)
        painter.setFont(self._fonts[1])
        painter.setPen(theme.colour(tokens.mute))
        painter.drawText(0, theme.size(52), self._caption)


class FactRow(Painted):
    """A label at the left, its value at the right, a hair line below."""

    def __init__(
        self,
        label: str,
        value: Sequence[Words],
        live: bool,
        *,
        last: bool = False,
        parent: QWidget | None = None,
        gives_way: bool = False,
    ) -> None:
        """`last` leaves the hair line out. A label that `gives_way` is the title of a record: cut as in a table."""
        super().__init__(f"{label}: {' '.join(part.text for part in value)}", live, parent)
        self._label, self._value, self._last, self._gives_way = label, tuple(value), last, gives_way
        self.setFixedHeight(theme.size(_FACT))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Wide enough for label and value, or for the value and a little of a title."""
        label = QFontMetrics(theme.font(theme.TABLE)).horizontalAdvance(self._label)
        return QSize((min(label, theme.size(_TITLE)) if self._gives_way else label) + self._value_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw label, value and line."""
        painter = QPainter(self)
        self.ground(painter)
        tokens = theme.current()
        right = self.width()
        for part in reversed(self._value):
            painter.setFont(theme.font(theme.TABLE, bold=part.bold))
            painter.setPen(theme.colour(tokens.tone(part.tone)))
            width = painter.fontMetrics().horizontalAdvance(part.text)
            painter.drawText(QRect(right - width, 0, width, self.height() - 1), _MIDDLE, part.text)
            right -= width
        painter.setFont(theme.font(theme.TABLE))
        painter.setPen(theme.colour(tokens.ink))
        room = right - theme.size(8)
        text = painter.fontMetrics().elidedText(self._label, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRect(0, 0, room, self.height() - 1), _MIDDLE, text)
        if not self._last:
            painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))

    def _value_width(self) -> int:
        fonts = {bold: QFontMetrics(theme.font(theme.TABLE, bold=bold)) for bold in (False, True)}
        return sum(fonts[part.bold].horizontalAdvance(part.text) for part in self._value) + theme.size(8)


class NeedRow(Painted):
    """One thing that needs a hand: state, reference, title, who has it."""

    widths: tuple[int, int, int] = (_STATE_WIDTH, _REF_WIDTH, _WHO_WIDTH)  # of state, reference and who

    def __init__(self, need: Need, parent: QWidget | None = None) -> None:
        """Show this one."""
        super().__init__(", ".join(filter(None, (need.words, need.ref, need.title, need.who))), True, parent)
        self.need = need
        self.setFixedHeight(theme.size(_NEED))
        self.setToolTip(" · ".join(filter(None, (need.title, need.who))))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Narrow: the title gives way."""
        return QSize(theme.size(sum(self.widths)), theme.size(_NEED))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the four columns and the line."""
        painter = QPainter(self)
        self.ground(painter)
        tokens, need = theme.current(), self.need
        state, ref, who = map(theme.size, self.widths)
        if self.width() - state - ref - who < theme.size(_TITLE_WIDTH):
            who = 0  # the tooltip tells it
        middle = self.width() - state - ref - who
        x = 0
        for text, width, tone, bold in (
            (need.words, state, need.tone, need.tone == "late"),
            (need.ref, ref, "ink", False),
            (need.title, middle, "ink", False),
            (need.who or "—", who, "mute", False),
        ):
            painter.setFont(theme.font(theme.TABLE, bold=bold))
            painter.setPen(theme.colour(tokens.tone(tone)))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width - theme.size(8))
            painter.drawText(QRect(x, 0, width, self.height() - 1), _MIDDLE, shown)
            x += width
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))


class ShareBar(QWidget):
    """How much is done, open and late, as shares of one bar."""

    def __init__(self, done: int, open_: int, late: int, parent: QWidget | None = None) -> None:
        """`open_` counts what is open and not late."""
        super().__init__(parent)
        self._parts = (("done", done), ("bar", open_), ("late", late))
        self.setFixedHeight(theme.size(8))
        self.setAccessibleName(_("{done} done, {open} open, {late} late").format(done=done, open=open_, late=late))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shares from left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, radius = theme.current(), self.height() / 2
        path = QPainterPath()
        path.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.setClipPath(path)
        painter.fillRect(self.rect(), theme.colour(tokens.line))
        total = sum(number for _token, number in self._parts)
        x = 0.0
        for token, number in self._parts:
            width = self.width() * number / total if total else 0.0
            painter.fillRect(QRectF(x, 0, width, self.height()), theme.colour(str(getattr(tokens, token))))
            x += width
