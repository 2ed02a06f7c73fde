"""The window: marking strips, menus, toolbar, the start page or the desk of an open workspace, status line."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QMainWindow, QMenuBar, QStackedWidget, QVBoxLayout, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.alerts import Alerts
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.commands import CommandSet
from dicas_desktop.ui.pages import OVERVIEW, OWED, all_pages
from dicas_desktop.ui.proof import Proof
from dicas_desktop.ui.settings import Settings
from dicas_desktop.ui.status import StatusBar
from dicas_desktop.ui.toolbar import Toolbar
from dicas_desktop.ui.unfinished import takes_back_typing, waits_for_typing
from dicas_desktop.ui.window_state import UNMARKED, show_journal, show_state, situation_of
from dicas_desktop.ui.work import Work

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.search_box import SearchBox
    from dicas_desktop.ui.start_page import StartPage
    from dicas_desktop.ui.views import View

_SIZE = QSize(1440, 900)
_LEAST = QSize(640, 400)
_MENU = 26  # px at 100 %


class MainWindow(QMainWindow):
    """Holds the parts together. What the commands do is given to it by `deeds`, from the modules of each subject."""

    file_chosen = Signal(object)  # Path, on the start page

    def __init__(self, settings: Settings, clock: Clock, unforeseen: Callable[[BaseException], None]) -> None:
        """An empty window with its start page."""
        super().__init__()
        self.settings, self.clock = settings, clock
        self.store: Store | None = None
        self.desk: Desk | None = None
        self.locked = self.late_rebuild = False  # a locked window builds nothing anew until it is unlocked
        self.busy = ""  # title of the writing work under way
        self.proof = Proof()  # what checks have shown of the file that is open
        self.work = Work(unforeseen, self)
        self.commands = CommandSet(self, all_pages())
        self.deeds: dict[str, Callable[[], object]] = {}
        self.give_deeds: Callable[[], object] | None = None  # fills `deeds` when the first one is asked for
        self._start: StartPage | None = None
        self._search: SearchBox | None = None
        self.commands.asked.connect(self._do)
        self.commands.reason.connect(self.note)
        self.commands.looked_at.connect(self.refresh)
        self.resize(_SIZE)
        self.setMinimumSize(_LEAST)
        self._build()
        geometry = settings.state("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    # ------------------------------------------------------------------ what is open
    def set_store(self, store: "Store", page: str = "") -> None:
        """Work in this workspace from now on; the one before is closed."""
        self._let_go()
        self.store = store
        store.today = self.clock.today
        self._open_desk(page or str(self.settings.value("page", OVERVIEW)))

    @property
    def start(self) -> "StartPage":
        """The start page, made when it is first needed."""
        if self._start is None:
            # imported here: a window that opens a file at once has no use for it
            from dicas_desktop.ui.start_page import StartPage

            self._start = StartPage(self.commands, self._place)
            self._start.chosen.connect(self.file_chosen)
            self._place.addWidget(self._start)
        return self._start

    @property
    def search(self) -> "SearchBox":
        """What hangs below the search field, made when something is first typed there."""
        if self._search is None:
            # imported here: the window's first rows need not wait for it
            from dicas_desktop.ui.search_box import SearchBox

            self._search = SearchBox(self.toolbar.search, self._central)
            self._search.chosen.connect(self._open_hit)
            self._search.set_store(self.store)
        return self._search

    def show_start(self) -> None:
        """Show the start page with what was opened last."""
        self.start.show_recent(self.settings.recent)
        self._place.setCurrentWidget(self.start)

    def close_store(self) -> None:
        """Close the workspace, if one is open, and show the start page."""
        self._let_go()
        self.show_start()
        show_state(self)

    def rebuild(self) -> None:
        """Make everything anew after a change of colours or scale; pages, filters, orders and selection stay."""
        if self.locked:
            self.late_rebuild = True
            return
        desk = self.desk
        page, ids = ("", ()) if desk is None else (desk.page, desk.selection[1])
        # imported here: the window is painted before the pages are read in
        from dicas_desktop.ui.desk_pages import as_left

        left = {} if desk is None else as_left(desk)
        self._close_desk()
        self._build()
        if self.store is not None:
            self._open_desk(page, left)
            if self.desk is not None and len(ids) == 1 and page in ENTITIES:
                self.desk.open_record(page, ids[0])
        else:
            self.show_start()
        show_state(self)

    # ------------------------------------------------------------------ what it tells
    def note(self, text: str) -> None:
        """Show a sentence in the status line for a while."""
        self.status.show_note(text)

    def refresh(self) -> None:
        """Grey and name the commands by what the window stands at, and tell the state of the file."""
        self.commands.update(situation_of(self))
        show_journal(self)

    def set_busy(self, title: str) -> None:
        """Name the writing work under way, empty when it has ended; nothing can be changed meanwhile."""
        self.busy = title
        if self.desk is not None:
            self.desk.setEnabled(not title)
        self.refresh()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Say why a key that nobody wanted does nothing, if it is that of a grey command."""
        why = self.commands.why_not(QKeySequence(event.keyCombination()))
        if why:
            self.note(why)
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember how the window stands, end what is under way, close the file. What is half typed keeps it open."""
        if waits_for_typing(self, "quit"):
            event.ignore()
            return
        if self.store is not None:
            self.settings.add_recent(self.store.path)
        self.settings.remember("window/geometry", self.saveGeometry())
        self._let_go()
        self.settings.save()
        super().closeEvent(event)

    # ------------------------------------------------------------------ inside
    def _let_go(self) -> None:
        self._close_desk()
        self.work.finish()
        self.proof = Proof()
        if self.store is not None:
            self.store.close()
            self.store = None

    def _do(self, name: str) -> None:
        if name not in self.deeds and self.give_deeds is not None:
            self.give_deeds()
        if not takes_back_typing(self, name) and not waits_for_typing(self, name):
            self.deeds[name]()

    def _build(self) -> None:
        central = self._central = QWidget(self)
        self.banners = Banner(UNMARKED, central), Banner(UNMARKED, central)
        self.menus = QMenuBar(central)
        self.menus.setNativeMenuBar(False)
        self.menus.setFixedHeight(theme.size(_MENU))
        self.menus.setAccessibleName(_("Menus"))
        self.commands.fill(self.menus)
        self.toolbar = Toolbar(self.commands, central)
        self.toolbar.search.textEdited.connect(lambda _text: self.search.follow())
        self._start = self._search = None
        self.status = StatusBar(central)
        self.work.began.connect(self.status.progress.follow)
        self.work.ended.connect(self.status.progress.release)
        self.alerts = Alerts(self.commands, central)
        self._place = QStackedWidget(central)
        line = QFrame(central)
        theme.set_role(line, "line")
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top, bottom = self.banners
        for part in (top, self.menus, self.toolbar, line, self.alerts):
            column.addWidget(part)
        column.addWidget(self._place, 1)
        column.addWidget(self.status)
        column.addWidget(bottom)
        self.setCentralWidget(central)
        show_state(self)

    def _open_hit(self, table: str, row_id: int) -> None:
        # imported here: the window is painted before the pages are read in
        from dicas_desktop.ui.desk_pages import go_record

        if self.desk is not None:
            go_record(self.desk, table, row_id)

    def _open_desk(self, page: str, left: "dict[str, View] | None" = None) -> None:
        # imported here: the window is painted before the pages are read in
        from dicas_desktop.ui.desk import Desk
        from dicas_desktop.ui.desk_pages import is_meeting, load_counts

        if self.store is None:
            return
        desk = Desk(self.store, self.clock, self.settings, self.work, self._place)
        self.desk, desk.left = desk, left or {}
        desk.message.connect(self.note)
        for told in (desk.changed, desk.doubted):
            told.connect(self.refresh)
        desk.asked.connect(self._do)
        self._place.addWidget(desk)
        self._place.setCurrentWidget(desk)
        if self._search is not None:
            self._search.set_store(self.store)
        known = {OWED, *(each.name for each in all_pages())}
        desk.go(page if page in known or is_meeting(self.store, page) else OVERVIEW)
        load_counts(desk)
        show_state(self)

    def _close_desk(self) -> None:
        desk, self.desk = self.desk, None
        if self._search is not None:
            self._search.set_store(None)
        if desk is not None:
            for told in (desk.changed, desk.doubted):
                told.disconnect(self.refresh)
            desk.stop()
            self._place.removeWidget(desk)
            desk.hide()
            desk.deleteLater()
