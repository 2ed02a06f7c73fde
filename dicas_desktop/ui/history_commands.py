"""What the commands of the journal do: undo with a preview, of one step or back to one, and earlier versions."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import undo as undoing
from dicas_desktop.store import versions
from dicas_desktop.store.journal import label_of
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.field_write import refs_of
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import CHANGES, JOURNAL

if TYPE_CHECKING:
    from dicas_desktop.ui.journal_page import JournalPage
    from dicas_desktop.ui.work import Progress

_AT_ONCE = 200  # ms that writing work is waited for


class HistoryCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "preview_undo": lambda: self._preview(redo=False),
            "preview_redo": lambda: self._preview(redo=True),
            "undo_step": self.undo_step,
            "undo_back": self.undo_back,
            "record_history": self.record_history,
            "restore_version": self.restore_version,
            "changes_seen": self.changes_seen,
        }

    # ------------------------------------------------------------------ undo
    def undo_step(self) -> None:
        """Ask, then take back the step that is chosen in the journal."""
        page = self._journal()
        if page is not None and page.chosen is not None:
            self._ask_undo(page.chosen, redo=False)

    def undo_back(self) -> None:
        """List the steps back to the chosen one, ask once, and take them back."""
        # imported here: rarely asked for
        from dicas_desktop.ui.history_dialogs import back_dialog

        page, store = self._journal(), self._window.store
        if page is None or store is None or page.chosen is None:
            return
        steps = undoing.back_to(store, page.chosen)
        with store.read() as db:
            names = [(step_id, label_of(db.raw, step_id)) for step_id in steps]
        dialog = back_dialog(store, names, self._window)

        def done(came: undoing.Back) -> None:
            number = counted("{n} step was taken back.", "{n} steps were taken back.", len(came.done))
            if came.problem:
                dialogs.tell(self._window, _("Stopped"), f"{number} {came.problem}")
            else:
                self._window.note(number)

        dialog.accepted.connect(
            lambda: write(self._window, dialog.windowTitle(), lambda go: undoing.undo_back_to(store, steps, go), done)
        )
        dialog.open()

    def _preview(self, *, redo: bool) -> None:
        store = self._window.store
        if store is not None:
            stacks = store.hold.must_write().stacks
            stack = stacks.redo if redo else stacks.undo
            if stack:
                self._ask_undo(stack[-1], redo=redo)

    def _ask_undo(self, step_id: int, *, redo: bool) -> None:
        # imported here: rarely asked for
        from dicas_desktop.ui.history_dialogs import undo_dialog

        store = self._window.store
        if store is None:
            return
        with store.read() as db:
            seen = undoing.preview(db, step_id, redo=redo)
        dialog = undo_dialog(store, seen, self._window)

        def act() -> None:
            if redo:
                write(
                    self._window, seen.label, lambda _go: store.redo(), _noter(self._window, _("Done again: {label}"))
                )
            else:
                parents = dialog.with_parents
                write(
                    self._window,
                    seen.label,
                    lambda _go: undoing.undo_step(store, step_id, parents=parents),
                    _noter(self._window, _("Undone: {label}")),
                )

        dialog.accepted.connect(act)
        dialog.open()

    # ------------------------------------------------------------------ versions
    def record_history(self) -> None:
        """Show the steps of the selected record in the journal."""
        desk, store = self._window.desk, self._window.store
        if desk is None or store is None or len(desk.selection[1]) != 1:
            return
        (ref,) = refs_of(store, *desk.selection)
        desk.go(JOURNAL)
        page = self._journal()
        if page is not None:
            page.show_record(ref)

    def restore_version(self) -> None:
        """Ask, then make a record what it was after the step chosen in the journal or in the inspector's history.

        If none is chosen there yet, the keyboard goes to the versions of the selected record.
        """
        page, desk = self._journal(), self._window.desk
        if page is not None:
            if page.record is not None and page.chosen is not None:
                self.ask_version(*page.record, page.chosen)
        elif desk is not None:
            desk.panels.want_inspector()
            desk.settle()
            history = desk.inspector.history
            step_id = history.take() if history is not None else None
            if step_id is not None:
                table, (row_id,) = desk.inspector.shown
                self.ask_version(table, row_id, step_id)
            elif history is None or not history.focus_versions():
                self._window.note(_("This record has no earlier version."))

    def ask_version(self, table: str, row_id: int, step_id: int) -> None:
        """Show what restoring a version would change, and do it if the officer agrees."""
        # imported here: rarely asked for
        from dicas_desktop.ui.history_dialogs import version_dialog

        window, store = self._window, self._window.store
        if store is None:
            return
        try:
            with store.read() as db:
                wanted = versions.version(db, table, row_id, step_id)
        except UserProblem as problem:
            dialogs.tell(window, _("This version cannot be restored"), str(problem))
            return
        dialog = version_dialog(store, wanted, window)

        def act() -> None:
            parents = dialog.with_parents
            write(
                self._window,
                dialog.windowTitle(),
                lambda _go: versions.restore_version(store, wanted, parents=parents),
                window.note,
            )

        dialog.accepted.connect(act)
        dialog.open()

    def changes_seen(self) -> None:
        """Remember that the officer has seen what the page of changes shows."""
        desk = self._window.desk
        page: Any = desk.made.get(CHANGES) if desk is not None and desk.page == CHANGES else None
        if page is not None:
            try:
                self._window.note(page.mark_seen())
            except UserProblem as problem:
                dialogs.tell(self._window, _("It was not kept"), str(problem))

    # ------------------------------------------------------------------ inside
    def _journal(self) -> "JournalPage | None":
        desk = self._window.desk
        page = desk.made.get(JOURNAL) if desk is not None and desk.page == JOURNAL else None
        return cast("JournalPage | None", page)


def write(window: MainWindow, title: str, work: "Callable[[Progress], Any]", done: Callable[[Any], object]) -> None:
    """Do writing work off the main thread; what is quick is waited for, else nothing can be changed meanwhile."""
    job = window.work.start(title, work, done, problem_teller(window, _("Nothing was changed")))
    if not window.work.wait(_AT_ONCE):
        window.set_busy(title)
        job.ended.connect(lambda: window.set_busy(""))


def problem_teller(window: MainWindow, title: str) -> Callable[[UserProblem], object]:
    """Return what tells a problem under this title."""
    return lambda problem: dialogs.tell(window, title, str(problem))


def _noter(window: MainWindow, text: str) -> Callable[[str], object]:
    return lambda label: window.note(text.format(label=label))
