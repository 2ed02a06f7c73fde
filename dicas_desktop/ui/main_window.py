"""The window: marking strips, menus, toolbar, the start page or the desk of an open workspace, status line."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QMainWindow, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.commands import CommandSet, Situation
from dicas_desktop.ui.pages import ADDED_ELSEWHERE, OVERVIEW, TIMELINE, all_pages
from dicas_desktop.ui.search_box import SearchBox
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.start_page import StartPage
from dicas_desktop.ui.status import StatusBar
from dicas_desktop.ui.toolbar import Toolbar
from dicas_desktop.ui.work import Work

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.desk import Desk

_SIZE = QSize(1440, 900)
_LEAST = QSize(640, 400)
_MENU = 26  # px at 100 %
_UNMARKED = "UNCLASSIFIED"  # nothing is shown while nothing is open


class MainWindow(QMainWindow):
    """Holds the parts together. What the commands do is given to it by `deeds`, from the modules of each subject."""

    file_chosen = Signal(object)  # Path, on the start page

    def __init__(self, settings: Settings, clock: Clock, unforeseen: Callable[[BaseException], None]) -> None:
        """An empty window with its start page."""
        super().__init__()
        self.settings, self.clock = settings, clock
        self.store: Store | None = None
        self.desk: Desk | None = None
        self.busy = ""  # title of the writing work under way
        self.verified = ""  # digest of the journal's head that a check has confirmed
        self.work = Work(unforeseen, self)
        self.commands = CommandSet(self, all_pages())
        self.deeds: dict[str, Callable[[], object]] = {}
        self.commands.asked.connect(self._do)
        self.commands.reason.connect(self.note)
        self.resize(_SIZE)
        self.setMinimumSize(_LEAST)
        self._build()
        geometry = settings.state("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # ------------------------------------------------------------------ what is open
    def set_store(self, store: "Store", page: str = "") -> None:
        """Work in this workspace from now on; the one before is closed."""
        self.close_store()
        self.store = store
        self._open_desk(page or str(self.settings.value("page", OVERVIEW)))

    def close_store(self) -> None:
        """Close the workspace, if one is open, and show the start page."""
        self._close_desk()
        if self.store is not None:
            self.work.finish()
            self.store.close()
            self.store = None
        self.verified = ""
        self._show_state()

    def rebuild(self) -> None:
        """Make everything anew after a change of colours or scale; page and selection stay."""
        desk = self.desk
        page, ids = ("", ()) if desk is None else (desk.page, desk.selection[1])
        self._close_desk()
        self._build()
        if self.store is not None:
            self._open_desk(page)
            if self.desk is not None and len(ids) == 1 and page in ENTITIES:
                self.desk.open_record(page, ids[0])
        self._show_state()

    # ------------------------------------------------------------------ what it tells
    def note(self, text: str) -> None:
        """Show a sentence in the status line for a while."""
        self.status.show_note(text)

    def refresh(self) -> None:
        """Grey and name the commands by what the window stands at, and tell the state of the file."""
        self.commands.update(self.situation())
        self._show_journal()

    def situation(self) -> Situation:
        """Return what the commands are judged by."""
        store, desk = self.store, self.desk
        if store is None or desk is None:
            return Situation(busy=self.busy)
        entity = ENTITIES.get(desk.page)
        singular = _((entity or ENTITIES[ADDED_ELSEWHERE]).singular)
        return Situation(
            open=True,
            writable=not store.read_only,
            table=desk.page if entity else "",
            singular=singular[:1].lower() + singular[1:],
            selected=len(desk.selection[1]),
            undo=store.undo_label,
            redo=store.redo_label,
            busy=self.busy,
            meeting=desk.selection[0] == "meetings" and len(desk.selection[1]) == 1,
            timeline=desk.page == TIMELINE or desk.panels.is_shown("timeline"),
        )

    def set_busy(self, title: str) -> None:
        """Name the writing work under way, empty when it has ended; nothing can be changed meanwhile."""
        self.busy = title
        if self.desk is not None:
            self.desk.setEnabled(not title)
        self.refresh()

    def show_start(self) -> None:
        """Show the start page over what is open."""
        self._place.setCurrentWidget(self.start)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stands, end what is under way, close the file."""
        if self.store is not None:
            self.settings.add_recent(self.store.path)
        self.settings.remember("window/geometry", self.saveGeometry())
        self._close_desk()
        self.work.finish()
        if self.store is not None:
            self.store.close()
            self.store = None
        self.settings.save()
        super().closeEvent(event)

    # ------------------------------------------------------------------ inside
    def _do(self, name: str) -> None:
        self.deeds[name]()

    def _build(self) -> None:
        central = QWidget(self)
        self.banners = Banner(_UNMARKED, central), Banner(_UNMARKED, central)
        self.menus = QMenuBar(central)
        self.menus.setNativeMenuBar(False)
        self.menus.setFixedHeight(theme.size(_MENU))
        self.menus.setAccessibleName(_("Menus"))
        self.commands.fill(self.menus)
        self.toolbar = Toolbar(self.commands, central)
        self.search = SearchBox(self.toolbar.search, central)
        self.search.chosen.connect(self._open_hit)
        self.start = StartPage(self.commands, central)
        self.start.chosen.connect(self.file_chosen)
        self.status = StatusBar(central)
        self.work.began.connect(self.status.progress.follow)
        self.work.ended.connect(self.status.progress.release)
        self._place = QStackedWidget(central)
        self._place.addWidget(self.start)
        line = QFrame(central)
        theme.set_role(line, "line")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, bottom = self.banners
        for part in (top, self.menus, self.toolbar, line):
            column.addWidget(part)
        column.addWidget(self._place, 1)
        column.addWidget(self.status)
        column.addWidget(bottom)
        self.setCentralWidget(central)
        self._show_state()

    def _open_hit(self, table: str, row_id: int) -> None:
        if self.desk is not None:
            self.desk.open_record(table, row_id)

    def _open_desk(self, page: str) -> None:
        # imported here: the window is painted before the pages are read in
        from dicas_desktop.ui.desk import Desk

        if self.store is None:
            return
        desk = Desk(self.store, self.clock, self.settings, self.work, self._place)
        self.desk = desk
        desk.message.connect(self.note)
        desk.changed.connect(self.refresh)
        self._place.addWidget(desk)
        self._place.setCurrentWidget(desk)
        self.search.set_store(self.store)
        known = {each.name for each in all_pages()}
        desk.go(page if page in known else OVERVIEW)
        desk.load_counts()
        self._show_state()

    def _close_desk(self) -> None:
        desk, self.desk = self.desk, None
        self.search.set_store(None)
        if desk is not None:
            desk.changed.disconnect(self.refresh)
            desk.stop()
            self._place.removeWidget(desk)
            desk.hide()
            desk.deleteLater()

    def _show_state(self) -> None:
        store = self.store
        words = _UNMARKED if store is None else LEVEL_WORDS.get(store.ceiling, store.ceiling)
        for banner in self.banners:
            banner.set_words(words)
        title = _("DICAS Desktop")
        if store is None:
            self.status.show_nothing()
            self.start.show_recent(self.settings.recent)
        else:
            self.status.show_file(store.path.name, store.encrypted, store.read_only)
            title = f"{store.path.name}{_(' [read-only]') if store.read_only else ''} — {title}"
        self.setWindowTitle(title)
        self.toolbar.search.setEnabled(store is not None)
        self.refresh()

    def _show_journal(self) -> None:
        if self.store is not None:
            head = self.store.head
            saved = None if head.at is None else datetime.fromisoformat(head.at)
            self.status.show_journal(head.steps, head.short, saved, head.digest == self.verified)
