"""One line of the readiness of a meeting: sign and name, and below it how it stands. A press leads to the part."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.meetings.readiness import SIGNS, Ready
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Painted

WORDS = {"done": N_("ready"), "soon": N_("not whole"), "late": N_("missing"), "mute": N_("not known")}
_SIGN = 18  # px at 100 % of the sign's column
_MOST_LINES = 3
_WRAP = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)


class ReadyRow(Painted):
    """Painted, as high as its detail needs."""

    def __init__(self, ready: Ready, parent: QWidget) -> None:
        """Show this line."""
        super().__init__(f"{ready.word}, {_(WORDS[ready.state])}: {ready.detail}", True, parent)
        self._ready, self._sign = ready, SIGNS[ready.state]
        self.setToolTip(ready.detail)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        """For a column of the usual width."""
        width = theme.size(258)
        return QSize(width, self.heightForWidth(width))

    def heightForWidth(self, width: int) -> int:
        """One line for the name, up to three for the detail."""
        return theme.size(22) + self._detail_height(width) + theme.size(5)

    def hasHeightForWidth(self) -> bool:
        """The detail wraps."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw sign, name, detail and line."""
        painter, tokens = QPainter(self), theme.current()
        self.ground(painter)
        left = theme.size(_SIGN)
        painter.setFont(theme.font(theme.TABLE, bold=self._ready.state == "late"))
        painter.setPen(theme.colour(tokens.tone(self._ready.state)))
        first = QRect(0, theme.size(2), self.width(), theme.size(20))
        painter.drawText(first, int(Qt.AlignmentFlag.AlignVCenter), self._sign)
        painter.drawText(first.adjusted(left, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), self._ready.word)
        painter.setFont(theme.font(theme.COLUMN_HEAD))
        painter.setPen(theme.colour(tokens.mute))
        height = self._detail_height(self.width())
        painter.drawText(QRect(left, theme.size(21), self.width() - left, height), _WRAP, self._ready.detail)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour(tokens.line))

    def _detail_height(self, width: int) -> int:
        metrics = QFontMetrics(theme.font(theme.COLUMN_HEAD))
        box = metrics.boundingRect(QRect(0, 0, width - theme.size(_SIGN), 1000), _WRAP, self._ready.detail)
        return min(box.height(), metrics.lineSpacing() * _MOST_LINES)
