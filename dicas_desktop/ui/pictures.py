"""Pictures of the window, its dialogs and previews, that repeat byte for byte."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.removal import Outcome, Trace
from dicas_desktop.store.store import Store
from dicas_desktop.store.trial import Trial
from dicas_desktop.ui import dialogs, open_dialogs, theme
from dicas_desktop.ui.bin_page import BinPage
from dicas_desktop.ui.brief_commands import BriefCommands
from dicas_desktop.ui.consent_dialog import ConsentDialog
from dicas_desktop.ui.desk import Desk
from dicas_desktop.ui.file_dialogs import PassphraseDialog
from dicas_desktop.ui.import_dialog import ImportDialog
from dicas_desktop.ui.journal_page import JournalPage
from dicas_desktop.ui.lock_screen import LockScreen
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.old_backups import question
from dicas_desktop.ui.pages import BIN, CHANGES, JOURNAL, OVERVIEW, OWED, TIMELINE, meeting_page
from dicas_desktop.ui.passphrase_dialogs import ChangePassphraseDialog
from dicas_desktop.ui.sanitise_dialogs import RemoveDialog, tell_outcomes

if TYPE_CHECKING:
    from collections.abc import Callable

_LOOKED_AT = 60  # rows among which a pressing one is selected
_LONGEST = 60_000  # ms
_IN_USE = (
    "tokyo-office.dicas is in use by Example colleague on example-desk since 2024-07-15 00:41:10 UTC (process 4711): "
    "close it there, open it read-only, or take it over."
)
_RISKY = (
    "tokyo-office.dicas lies in a folder that Nextcloud copies to other machines, where two writers could spoil it: "
    "open it read-only, or move it to a local disk."
)
_NOTICE = "\n\n".join(["This is a placeholder for the notice of your office. Its text stands in a file."] * 4)
_TRACES = [
    Trace(Path("/home/officer/tokyo-office.dicas"), "workspace"),
    Trace(Path("/home/officer/tokyo-office.dicas-wal"), "log of SQLite"),
    Trace(Path("/home/officer/.tokyo-office.dicas.owner"), "owner file"),
    Trace(Path("/home/officer/.config/dicas-desktop/window.ini"), "settings and recent files"),
]
_PAGES = (OVERVIEW, TIMELINE, CHANGES, JOURNAL, BIN, OWED, *ENTITIES)
_NAMED = ("meeting", "brief", "dialog")
_ROUNDS = 6  # of events until nothing moves any more


def take(app: QApplication, window: MainWindow, store: Store, page: str, size: tuple[int, int]) -> QPixmap:
    """Return the picture of a page of this store in a window of this size. UserProblem for an unknown page."""
    page = JOURNAL if page == "history" else page
    kind, _colon, name = page.partition(":")
    if page not in _PAGES and (kind not in _NAMED or not name):
        known = ", ".join((*_PAGES, "meeting:MEETING", "brief:MEETING", "dialog:NAME"))
        raise UserProblem(_("There is no page {page}: choose one of {known}.").format(page=page, known=known))
    store.read_only = False  # a picture shows what the officer sees; nothing is written
    window.setMinimumSize(1, 1)
    window.show()
    window.resize(QSize(*size))
    shown: QWidget = window
    if page == "dialog:start":
        window.settings.add_recent(store.path)
        window.close_store()
        settle(app, window)
        return window.grab()
    if kind == "meeting":
        page = meeting_page(_meeting(store, name)[0])
    shown_first = {"brief": "meetings", "dialog": "action_items"}.get(kind, page)
    if window.store is store and window.desk is not None:
        window.desk.go(shown_first)
    else:
        window.set_store(store, shown_first)
    settle(app, window)
    if kind == "brief":
        shown = _brief(app, window, store, name)
    elif kind == "dialog":
        _dialog(app, window, name)
    elif page in ENTITIES and window.desk is not None:
        _select_first(window.desk)
    settle(app, window)
    return _with_dialogs(shown)


def settle(app: QApplication, window: MainWindow) -> None:
    """Let everything under way come to its end: queries, counts, layouts, deleted widgets."""
    for _round in range(_ROUNDS):
        page = window.desk.entity_page() if window.desk is not None else None
        if page is not None:
            page.model.finish()
        if window.desk is not None and window.desk.panels.timeline is not None:
            window.desk.panels.timeline.reader.finish()
        window.work.wait(_LONGEST)
        app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if window.desk is not None:
            window.desk.settle()
    app.processEvents()
    app.processEvents()


def _select_first(desk: Desk) -> None:
    page = desk.entity_page()
    if page is not None:
        today, rows = desk.clock.today(), range(min(page.row_count(), _LOOKED_AT))
        records = [row.record for row in map(page.model.row, rows) if row is not None]
        states = [state(page.entity.table, record.values, today) for record in records]
        tones = [known.tone if known is not None else "" for known in states]
        pressing = [tones.index(tone) for tone in ("late", "soon", "open") if tone in tones]
        if records:
            page.select(int(records[pressing[0] if pressing else 0].values["id"]))
        desk.stack.setFocus()
        desk.settle()


def _meeting(store: Store, name: str) -> tuple[int, str]:
    with store.read() as db:
        meeting = find(db, "meetings", name)
        if meeting is None:
            raise UserProblem(_("There is no meeting {name}: give its reference or its id.").format(name=name))
        return meeting, str(fetch(db, "meetings", [meeting])[0].values["title"])


def _brief(app: QApplication, window: MainWindow, store: Store, name: str) -> QWidget:
    meeting, title = _meeting(store, name)
    preview = BriefCommands(window).show(meeting, title)
    if preview is None:
        return window
    preview.resize(window.size())
    settle(app, window)
    return preview


def _dialog(app: QApplication, window: MainWindow, name: str) -> None:
    if window.desk is not None:
        _select_first(window.desk)
    makers: dict[str, Callable[[], object]] = {
        "new_workspace": window.deeds["new_workspace"],
        "passphrase": lambda: PassphraseDialog(Path("tokyo-office.dicas"), window).open(),
        "in_use": lambda: open_dialogs.in_use("tokyo-office.dicas", _IN_USE, window).open(),
        "risky_folder": lambda: open_dialogs.risky_folder("tokyo-office.dicas", _RISKY, window).open(),
        "lock": window.deeds["lock"],
        "lock_encrypted": lambda: LockScreen.cover(window, "tokyo-office.dicas", encrypted=True),
        "lock_settings": window.deeds["lock_settings"],
        "change_passphrase": lambda: _change_passphrase(window),
        "old_backups": lambda: question(12, window, encrypted=True).open(),
        "verify_head": window.deeds["verify_head"],
        "consent": lambda: ConsentDialog(_NOTICE, window).open(),
        "remove_all": lambda: RemoveDialog("tokyo-office.dicas", _TRACES, window).open(),
        "removed": lambda: tell_outcomes(window, [Outcome(each, bool(n)) for n, each in enumerate(_TRACES)]),
        "import": lambda: _import_preview(window),
        "import_source": window.deeds["import"],
        **_of_the_journal(app, window),
        "choose_meeting": window.deeds["brief"],
        **{name: window.deeds[name] for name in ("bulk_edit", "deadline", "keys", "about")},
        "check": lambda: dialogs.tell_lines(
            window, _("The workspace is not as it should be"), _("1 thing is wrong. Restore a backup."),
            [_("The journal lacks step {id}.").format(id=7)], window.banners[0].words,
        ),
        "backups": lambda: _backups(window, "backups"),
        "restore": lambda: _backups(window, "restore"),
        "damaged": lambda: _backups(window, "damaged"),
        **{name: partial(_recovery, window, name) for name in ("recover", "recovered")},
        "search": lambda: _search(window),
        "new_record": window.deeds["new"],
    }  # fmt: skip
    if name not in makers:
        text = _("There is no dialog {name}: choose one of {known}.")
        raise UserProblem(text.format(name=name, known=", ".join(("start", *makers))))
    makers[name]()
    settle(app, window)


def _of_the_journal(app: QApplication, window: MainWindow) -> "dict[str, Callable[[], object]]":
    return {
        "delete": window.deeds["delete"],
        "undo": window.deeds["preview_undo"],
        "redo": window.deeds["preview_redo"],
        "undo_back": lambda: _at_journal(app, window, "undo_back"),
        "version": lambda: _version(app, window),
        "bin_restore": lambda: _at_bin(app, window),
        "empty_bin": window.deeds["empty_bin"],
        "compact": window.deeds["compact_file"],
        "not_verified": lambda: _not_verified(window),
        "restored": lambda: _restored(window),
    }


def _at_journal(app: QApplication, window: MainWindow, command: str) -> None:
    """Ask for a command at the oldest step of the journal's first rows that can be undone."""
    if window.desk is not None:
        window.desk.go(JOURNAL)
        settle(app, window)
        page = window.desk.made[JOURNAL]
        if isinstance(page, JournalPage):
            for row in range(min(page.model.rowCount(), _LOOKED_AT) - 1, -1, -1):
                page.table.selectRow(row)
                if page.undoable and page.model.row(row) is not None:
                    break
            settle(app, window)
        window.deeds[command]()


def _version(app: QApplication, window: MainWindow) -> None:
    """Ask for the first version of the selected record."""
    window.deeds["record_history"]()
    settle(app, window)
    page = window.desk.made[JOURNAL] if window.desk is not None else None
    if isinstance(page, JournalPage):
        page.table.selectRow(page.model.rowCount() - 1)
        settle(app, window)
        window.deeds["restore_version"]()


def _at_bin(app: QApplication, window: MainWindow) -> None:
    """Ask for the last row of the bin, whose parent may lie there too."""
    page = None
    if window.desk is not None:
        window.desk.go(BIN)
        settle(app, window)
        page = window.desk.made[BIN]
    if isinstance(page, BinPage):
        page.table.selectRow(page.model.rowCount() - 1)
        settle(app, window)
        window.deeds["restore"]()


def _import_preview(window: MainWindow) -> None:
    # imported here: it brings SQLAlchemy, which the window's first rows need not wait for
    from dicas_desktop.domain.places import resources
    from dicas_desktop.exchange.tables import plan_import

    if window.store is not None:
        with window.store.read() as db:
            plan = plan_import(db, resources() / "sample", ENTITIES)
        ImportDialog(plan, window.banners[0].words, window).open()


def _backups(window: MainWindow, name: str) -> None:
    # imported here: only their pictures need them
    from dicas_desktop.ui.backup_pictures import show

    show(window, name)


def _change_passphrase(window: MainWindow) -> None:
    dialog = ChangePassphraseDialog("tokyo-office.dicas", window, encrypted=True)
    dialog.new.line.setText("four words of example")
    dialog.open()


def _recovery(window: MainWindow, name: str) -> None:
    # imported here: only their pictures need them
    from dicas_desktop.ui.recovery_pictures import show

    show(window, name)


def _not_verified(window: MainWindow) -> None:
    window.proof.fault = _("The journal lacks step {id}.").format(id=7)
    window.refresh()


def _restored(window: MainWindow) -> None:
    if window.store is not None:
        label = _("Restore the backup of {at}").format(at="14 Jul 2024 14:03 JST / 01:03 EDT")
        window.store.trial, window.store.read_only = Trial(label, "example.dicas"), True
        window.rebuild()


def _search(window: MainWindow) -> None:
    window.toolbar.search.setText("艦船")
    window.search.look()


def _with_dialogs(shown: QWidget) -> QPixmap:
    """The window with its open dialogs in its middle, as a window system would put them."""
    picture = shown.grab()
    for dialog in shown.findChildren(dialogs.Dialog):
        if dialog.isVisible() and dialog is not shown:
            dialog.resize(dialog.size().expandedTo(dialog.sizeHint()).boundedTo(shown.size()))
            part = dialog.grab()
            painter = QPainter(picture)
            x, y = (picture.width() - part.width()) // 2, (picture.height() - part.height()) // 2
            painter.fillRect(picture.rect(), theme.shade())
            painter.drawPixmap(x, y, part)
            painter.setPen(theme.colour(theme.current().baseline))
            painter.drawRect(x - 1, y - 1, part.width() + 1, part.height() + 1)
            painter.end()
    return picture
