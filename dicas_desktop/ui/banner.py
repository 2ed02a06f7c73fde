"""The marking strip at the top and the bottom of every window that shows data: colour and word."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.marking import banner_level
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme

_WORD = 11.0  # px at 100 %


class Banner(QWidget):
    """One strip with the highest marking of what is shown."""

    def __init__(self, words: str = "UNCLASSIFIED", parent: QWidget | None = None) -> None:
        """`words` is a banner line such as `domain.marking.roll_up` gives."""
        super().__init__(parent)
        self.setFixedHeight(theme.size(theme.BANNER))
        self._words = ""
        self.set_words(words)

    @property
    def words(self) -> str:
        """The banner line shown."""
        return self._words

    def set_words(self, words: str) -> None:
        """Show another banner line."""
        self._words = words
        self._strip, self._ink = theme.MARKING_COLOURS[banner_level(words)]
        self.setAccessibleName(_("Marking: {words}").format(words=words))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the strip and write the words in its middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour(self._strip))
        painter.setPen(theme.colour(self._ink))
        painter.setFont(theme.font(_WORD, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
