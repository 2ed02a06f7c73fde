"""What the window stands at: what its commands are judged by, and what its frame tells of the file."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import _
from dicas_desktop.store.clock import warning
from dicas_desktop.ui.pages import ADDED_ELSEWHERE, BIN, CHANGES, JOURNAL, TIMELINE, meeting_of
from dicas_desktop.ui.situations import Situation
from dicas_desktop.ui.unfinished import typed_in

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.main_window import MainWindow

CLOCK = "clock"  # name of the line that tells of a clock that cannot be right
TRIAL = "restored"  # name of the line that tells of a restored workspace
UNMARKED = "UNCLASSIFIED"  # nothing is shown while nothing is open


def situation_of(window: "MainWindow") -> Situation:
    """Return what the commands are judged by."""
    if window.locked:
        return Situation(locked=True)
    store, desk = window.store, window.desk
    if store is None or desk is None:
        return Situation(busy=window.busy)
    entity = ENTITIES.get(desk.page)
    singular = _((entity or ENTITIES[ADDED_ELSEWHERE]).singular)
    page: Any = desk.made.get(desk.page)
    on_page = meeting_of(desk.page) > 0
    return Situation(
        open=True,
        writable=not store.read_only,
        table=desk.page if entity else "",
        singular=singular[:1].lower() + singular[1:],
        selected=0 if on_page else len(desk.selection[1]),
        undo=_("typing") if typed_in(window, "undo") else store.undo_label,
        redo=_("typing") if typed_in(window, "redo") else store.redo_label,
        busy=window.busy,
        meeting=on_page or (desk.selection[0] == "meetings" and len(desk.selection[1]) == 1),
        meeting_page=on_page,
        line=desk.selection[0] if on_page else "",
        item=on_page and page.agenda.item > 0,
        document=page.documents.what if on_page else "",
        timeline=desk.page == TIMELINE or desk.panels.is_shown("timeline"),
        step=desk.page == JOURNAL and page.undoable,
        version=desk.page == JOURNAL and page.chosen is not None and page.record is not None,
        deletion=desk.page == BIN and page.chosen is not None,
        unseen=desk.page == CHANGES and page.unseen,
        trial=_trial_of(store),
    )


def show_state(window: "MainWindow") -> None:
    """Show the marking, the title and the file that is open; nothing new while the window is locked."""
    if window.locked:
        return
    store = window.store
    _show_trial(window)
    words = UNMARKED if store is None else LEVEL_WORDS.get(store.ceiling, store.ceiling)
    for banner in window.banners:
        banner.set_words(words)
    title = _("DICAS Desktop")
    if store is None:
        window.status.show_nothing()
        window.alerts.drop(JOURNAL)
    else:
        window.status.show_file(store.path.name, store.encrypted, store.read_only)
        kind = _("[RESTORED · READ-ONLY] ") if store.trial is not None else _("[READ-ONLY] ")
        title = f"{kind if store.read_only else ''}{store.path.name} — {title}"
    window.setWindowTitle(title)
    window.toolbar.search.setEnabled(store is not None)
    window.refresh()


def _trial_of(store: "Store") -> str:
    """How a restored workspace waits to be confirmed, as `Situation.trial` has it."""
    if store.trial is None:
        return ""
    if store.hold.file.lock is None:
        return "read"
    return "back" if store.trial.before else "keep"


def _show_trial(window: "MainWindow") -> None:
    """Say across the window that what is open was restored and waits to be kept."""
    trial = None if window.store is None else window.store.trial
    if trial is None:
        window.alerts.drop(TRIAL)
        return
    text = _("{label}. Look it over: it is only read until you keep this state or go back to the one before.")
    if not trial.before:
        text = _("{label}. Look it over: it is only read until you keep this state. Before, it was damaged or gone.")
    commands = ("keep_state", "go_back", "backups")
    window.alerts.tell(TRIAL, _("■ RESTORED, NOT CONFIRMED"), text.format(label=trial.label), commands)


def _show_clock(window: "MainWindow") -> None:
    """Say across the window that the computer's clock cannot be right; lists still go by it."""
    ahead = None if window.desk is None else window.desk.ahead
    if ahead is None:
        window.alerts.drop(CLOCK)
    else:
        heading, text = warning(ahead, window.clock.today())
        window.alerts.tell(CLOCK, f"▲ {heading}", text)


def show_journal(window: "MainWindow") -> None:
    """Show where the journal of the open file stands, what a check found wrong with it, and what it says of the clock.

    Nothing new while the window is locked.
    """
    if not window.locked:
        _show_clock(window)
    if window.store is not None and not window.locked:
        head = window.store.head
        saved = None if head.at is None else window.clock.told(datetime.fromisoformat(head.at))
        window.status.show_journal(head, saved, window.proof)
        if window.proof.fault:
            text = _("{fault} Every paper says so until a check passes.").format(fault=window.proof.fault)
            window.alerts.tell(JOURNAL, _("▲ Journal not verified"), text, ("check", "backups"))
        else:
            window.alerts.drop(JOURNAL)
