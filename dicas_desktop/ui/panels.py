"""Page, inspector and timeline in splitters: which are shown, who folds first where there is no room."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from dicas_desktop.ui import theme
from dicas_desktop.ui.pages import TIMELINE, WITH_INSPECTOR, WITH_TIMELINE
from dicas_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from dicas_desktop.ui.inspector import Inspector
    from dicas_desktop.ui.timeline.panel import TimelinePanel

# px at 100 %
_TIMELINE_HEIGHT = 268
_DIGITS = 6  # of a size that makes sense
_LEAST_PAGE_WIDTH, _LEAST_PAGE_HEIGHT, _LEAST_TIMELINE = 600, 190, 170


class _Strip(QWidget):
    """The place of the timeline, which makes it when it is first asked for, or after its empty place was painted.

    So whatever is painted together with it, such as the rows of the page, need not wait for it.
    """

    def __init__(self, parent: QWidget, make: "Callable[[], TimelinePanel]") -> None:
        super().__init__(parent)
        self._make = make
        self.made: TimelinePanel | None = None
        self.soon = QTimer(self, singleShot=True, interval=0)
        self.soon.timeout.connect(self.need)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def need(self) -> "TimelinePanel":
        """Return the timeline, made now if it was not before."""
        if self.made is None:
            self.soon.stop()
            self.made = self._make()
            self._column.addWidget(self.made)
            self.made.show()  # a widget that comes later is hidden until the next turn of the event loop
            self._column.activate()
        return self.made

    def paintEvent(self, event: QPaintEvent) -> None:
        """Have the timeline made next."""
        super().paintEvent(event)
        if self.made is None:
            self.soon.start()


class Panels(QWidget):
    """Inspector and timeline are shown where the officer wants them, the page has them, and there is room.

    Where there is not, the inspector folds first, then the timeline; asking for one brings it all the same.
    """

    def __init__(
        self, page: QWidget, settings: Settings, parent: QWidget, make_timeline: "Callable[[], TimelinePanel]"
    ) -> None:
        """Arrange them; the inspector is put in by `fill`, the timeline made when it is needed."""
        super().__init__(parent)
        self._settings = settings
        self._side = QWidget()  # where the inspector goes
        self._name = ""
        self._asked: set[str] = set()
        self._upper = QSplitter(Qt.Orientation.Horizontal, self)
        self._outer = QSplitter(Qt.Orientation.Vertical, self)
        self._low = _Strip(self, make_timeline)
        for splitter in (self._upper, self._outer):
            splitter.setHandleWidth(1)
            splitter.setChildrenCollapsible(False)
        self._upper.addWidget(page)
        self._upper.addWidget(self._side)
        QVBoxLayout(self._side).setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._upper)
        self._outer.addWidget(self._low)
        self._outer.setStretchFactor(0, 1)
        self._outer.setStretchFactor(1, 0)
        self._upper.setStretchFactor(0, 1)
        self._upper.setStretchFactor(1, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._outer)
        self._widths = _number(settings, "inspector", theme.INSPECTOR)
        self._heights = _number(settings, "timeline", _TIMELINE_HEIGHT)

    @property
    def timeline(self) -> "TimelinePanel | None":
        """The timeline; None as long as it has not been shown."""
        return self._low.made if self._low.isHidden() else self._low.need()

    def fill(self, inspector: "Inspector") -> None:
        """Put the inspector in its place."""
        layout = self._side.layout()
        if layout is not None:
            layout.addWidget(inspector)

    def show_page(self, name: str) -> None:
        """Show a page with what belongs beside it."""
        self._keep()
        self._name = name
        self._asked.clear()
        self._upper.show()
        self.fold()

    def show_timeline_alone(self) -> None:
        """Give the whole place to the timeline."""
        self._keep()
        self._name = TIMELINE
        self._upper.hide()
        self._low.need()
        self._low.show()

    def toggle(self, what: str) -> None:
        """Show or hide "inspector" or "timeline" as the officer asks; remembered."""
        wanted = not self.is_shown(what)
        if self._name in (WITH_INSPECTOR if what == "inspector" else WITH_TIMELINE):
            self._settings.remember(f"panels/show_{what}", "true" if wanted else "false")
        (self._asked.add if wanted else self._asked.discard)(what)
        self.fold()

    def want_inspector(self) -> None:
        """Show the inspector even where there is little room."""
        if not self.is_shown("inspector"):
            self.toggle("inspector")

    def resize_inspector(self, px: int) -> None:
        """Give the inspector this width, in px at 100 %."""
        self._widths = px
        self._share()

    def is_shown(self, what: str) -> bool:
        """Tell whether "inspector" or "timeline" is on screen."""
        return not (self._side if what == "inspector" else self._low).isHidden()

    def fold(self) -> None:
        """Show what is wanted and has room."""
        if self._name == TIMELINE:
            return
        self._side.setVisible(self._fits_inspector())
        self._low.setVisible(self._fits_timeline())
        self._share()

    def save(self) -> None:
        """Remember the sizes, and make nothing any more."""
        self._low.soon.stop()
        self._keep()
        self._settings.remember("panels/inspector", self._widths)
        self._settings.remember("panels/timeline", self._heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold and unfold as room comes and goes."""
        super().resizeEvent(event)
        if event.oldSize().isValid():
            self._keep(event.oldSize())
        self.fold()

    def minimumSizeHint(self) -> QSize:
        """Small: what has no room folds."""
        return QSize(theme.size(240), theme.size(160))

    # ------------------------------------------------------------------ inside
    def _wish(self, what: str) -> bool:
        on_page = self._name in (WITH_INSPECTOR if what == "inspector" else WITH_TIMELINE)
        return what in self._asked or (on_page and self._settings.flag(f"panels/show_{what}", default=True))

    def _fits_inspector(self) -> bool:
        room = self.width() - theme.size(self._widths) >= theme.size(_LEAST_PAGE_WIDTH)
        return self._wish("inspector") and self._name in WITH_INSPECTOR and (room or "inspector" in self._asked)

    def _fits_timeline(self) -> bool:
        room = self.height() >= theme.size(_LEAST_PAGE_HEIGHT + _LEAST_TIMELINE)
        return self._wish("timeline") and self._name in WITH_INSPECTOR and (room or "timeline" in self._asked)

    def _share(self) -> None:
        width, height = self.width(), self.height()
        side = min(theme.size(self._widths), width // 2)
        low = min(theme.size(self._heights), max(height - theme.size(_LEAST_PAGE_HEIGHT), height // 2))
        self._upper.setSizes([width - side, side])
        self._outer.setSizes([height - low, low])

    def _keep(self, whole: QSize | None = None) -> None:
        """Note the sizes that the officer gave the panels, in px at 100 %."""
        if self._name == TIMELINE or (whole is not None and whole != self._outer.size()):
            return
        if self.is_shown("inspector") and self._side.width() > 1:
            self._widths = round(self._upper.sizes()[1] * 100 / theme.scale())
        if self.is_shown("timeline") and self._low.height() > 1:
            self._heights = round(self._outer.sizes()[1] * 100 / theme.scale())


def _number(settings: Settings, name: str, default: int) -> int:
    value = str(settings.value(f"panels/{name}", default))
    return int(value) if value.isdecimal() and len(value) < _DIGITS and int(value) > 0 else default
