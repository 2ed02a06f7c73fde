"""One line of the readiness of the next meeting: its name at the left, sign and detail at the right."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.meetings.readiness import SIGNS, Ready
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Painted
from dicas_desktop.ui.meeting.ready_row import WORDS

_ONE, _LINE, _GAP = 27, 17, 12  # px at 100 %: height of a line alone, of a further one; between name and detail
_MOST = 2  # lines of a detail
_RIGHT = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignVCenter)
_WRAP = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


class ReadyFact(Painted):
    """Painted; as high as its detail needs. A press leads to what it counts, or to where it is made ready."""

    def __init__(self, ready: Ready, parent: QWidget | None = None) -> None:
        """Show this line."""
        super().__init__(f"{ready.word}, {_(WORDS[ready.state])}: {ready.detail}", True, parent)
        self.ready = ready
        self._words = f"{SIGNS[ready.state]} {ready.detail}"
        self.setToolTip(ready.detail)
        policy = QSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred
        )  # fixed, it would keep its hint
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """For a card of the usual width."""
        width = theme.size(280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """The detail is cut off in the end."""
        return QSize(theme.size(160), theme.size(_ONE))

    def heightForWidth(self, width: int) -> int:
        """One line; two where both sides or the detail stand below; three where the detail wraps there."""
        return theme.size(_ONE + _LINE * self._more(width))

    def hasHeightForWidth(self) -> bool:
        """The detail wraps."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw name, detail and line."""
        painter, tokens = QPainter(self), theme.current()
        self.ground(painter)
        painter.setFont(theme.font(theme.TABLE))
        painter.setPen(theme.colour(tokens.ink))
        one = theme.size(_ONE) - 1
        painter.drawText(QRect(0, 0, self.width(), one), int(Qt.AlignmentFlag.AlignVCenter), self.ready.word)
        painter.setFont(self._font())
        painter.setPen(theme.colour(tokens.tone(self.ready.state)))
        more, lines = self._more(self.width()), self._split()
        line, room = theme.size(_LINE), self._room(self.width())
        if more == 0:
            painter.drawText(QRect(self.width() - room, 0, room, one), _RIGHT, self._words)
        elif more == 1 and len(lines) == _MOST and self._fits(lines, room):
            for number, text in enumerate(lines):
                painter.drawText(QRect(0, number * line, self.width(), one), _RIGHT, text)
        else:
            metrics = painter.fontMetrics()
            most = more * self.width() - (
                theme.size(60) if more > 1 else 0
            )  # a line that wraps leaves a gap at its end
            text = metrics.elidedText(self._words, Qt.TextElideMode.ElideRight, most)
            if more == _MOST and self._fits(lines, self.width()):
                text = "\n".join(lines)
            painter.drawText(QRect(0, theme.size(22), self.width(), more * line + theme.size(4)), _WRAP, text)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))

    def _font(self) -> QFont:
        return theme.font(theme.TABLE, bold=self.ready.state == "late")

    def _room(self, width: int) -> int:
        """Px that the detail has in a row of this width."""
        name = QFontMetrics(theme.font(theme.TABLE)).horizontalAdvance(self.ready.word)
        return max(width - name - theme.size(_GAP), theme.size(40))

    def _split(self) -> list[str]:
        """The two sides, which may stand below each other."""
        return self._words.split(" · ", 1)

    def _fits(self, lines: list[str], room: int) -> bool:
        metrics = QFontMetrics(self._font())
        return all(metrics.horizontalAdvance(line) <= room for line in lines)

    def _more(self, width: int) -> int:
        """Lines that are wanted beyond the first."""
        room, lines = self._room(width), self._split()
        if self._fits([self._words], room):
            return 0
        if len(lines) == _MOST and self._fits(lines, room):
            return 1
        return 1 if self._fits([self._words], width) else _MOST
