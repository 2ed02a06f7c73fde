"""What the commands of Edit and Record do."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.reasons import Answer
from dicas_desktop.ui import dialogs
from dicas_desktop.ui.block_commands import write_apart, write_asking
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.field_write import MANY, count_text, label_of_set
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import ADDED_ELSEWHERE
from dicas_desktop.ui.paste import Progress, set_all
from dicas_desktop.ui.record_actions import delete_records, duplicate_records
from dicas_desktop.ui.record_dialogs import BulkEditDialog, DeleteDialog
from dicas_desktop.ui.register_commands import withdraw_instead
from dicas_desktop.ui.value_row import ValueLabel, ValueRow

_AT_ONCE = 200  # ms that undo and redo are waited for


class RecordCommands:
    """Acts on the page and the selection of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "undo": self.undo,
            "redo": self.redo,
            "copy": lambda: self._page(lambda page: page.table.copy()),
            "select_all": lambda: self._page(lambda page: page.table.selectAll()),
            "filter": lambda: self._page(EntityPage.focus_filter),
            "search": self.search,
            "new": self.new,
            "edit": self.edit,
            "open_record": self.open_record,
            "duplicate": self.duplicate,
            "bulk_edit": self.bulk_edit,
            "delete": self.delete,
        }

    def undo(self) -> None:
        """Take the last step back and say which."""
        self._invert("undo", _("Undone: {label}"))

    def redo(self) -> None:
        """Make the last undone step again and say which."""
        self._invert("redo", _("Done again: {label}"))

    def new(self) -> None:
        """Open the form of a new record of the page's kind."""
        desk = self._window.desk
        if desk is not None and desk.entity_page() is None:
            desk.go(ADDED_ELSEWHERE)
        self._page(EntityPage.add)

    def search(self) -> None:
        """Take the keyboard to the search field."""
        field = self._window.toolbar.search
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        field.selectAll()

    def edit(self) -> None:
        """Edit the cell of the table, or the field of the inspector that has the keyboard."""
        now = QApplication.focusWidget()
        if isinstance(now, ValueLabel):
            row = now.parentWidget()
            if isinstance(row, ValueRow):
                row.edit()
            return
        desk = self._window.desk
        page = meeting_shown(desk) if desk is not None else None
        if page is None:
            self._page(_edit_cell)
        else:
            page.edit()

    def open_record(self) -> None:
        """Show the selected record in the inspector and take the keyboard there."""
        desk = self._window.desk
        if desk is not None:
            desk.panels.want_inspector()
            desk.settle()
            rows = list(desk.inspector.rows.values())
            if rows:
                rows[0].value.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def bulk_edit(self) -> None:
        """Ask for one field of all selected records."""
        desk, store = self._window.desk, self._window.store
        if desk is not None and store is not None and desk.selection[1]:
            table, ids = desk.selection
            dialog = BulkEditDialog(store, ENTITIES[table], ids, self._window)
            dialog.accepted.connect(lambda: self._set_later(dialog, table, ids) if dialog.later else None)
            dialog.open()

    def delete(self) -> None:
        """Ask what goes along, then put the selected records into the bin."""
        desk, store = self._window.desk, self._window.store
        if desk is None or store is None or not desk.selection[1]:
            return
        table, ids = desk.selection
        if table == "decisions" and withdraw_instead(self._window, store, ids):
            return
        dialog = DeleteDialog(store, ENTITIES[table], ids, self._window)
        if len(ids) > MANY:
            dialog.accepted.connect(
                lambda: self._apart(dialog.primary.text(), lambda _told: delete_records(store, ENTITIES[table], ids))
            )
        else:
            dialog.accepted.connect(lambda: self._delete(table, ids))
        dialog.open()

    def _delete(self, table: str, ids: tuple[int, ...]) -> None:
        desk = self._window.desk
        page = meeting_shown(desk) if desk is not None else None
        if page is None:
            self._page(EntityPage.delete_selected)
        else:
            page.writing.delete(table, ids)

    def duplicate(self) -> None:
        """Copy the selected records."""
        desk, store = self._window.desk, self._window.store
        if desk is None or store is None or len(desk.selection[1]) <= MANY:
            self._page(EntityPage.duplicate_selected)
            return
        table, ids = desk.selection
        records = count_text(ENTITIES[table], len(ids))

        def copy(_told: Progress) -> str:
            duplicate_records(store, ENTITIES[table], ids)
            return _("Copied {records}. Undo takes the copies away.").format(records=records)

        self._apart(_("Duplicate {records}").format(records=records), copy)

    def _set_later(self, dialog: BulkEditDialog, table: str, ids: Sequence[int]) -> None:
        """Write what a dialog has left to be written: a field of many records."""
        store, entity, values = self._window.store, ENTITIES[table], dict(dialog.later)
        if store is None:
            return
        title = label_of_set(store, entity, ids, dialog.chosen)

        def write(told: Progress, answer: Answer) -> str:
            set_all(store, entity, ids, values, title, told, answer)
            return _("Done: {label}. Undo takes it back.").format(label=title)

        write_asking(self._window, title, write, self._refuse)

    def _apart(self, title: str, write: Callable[[Progress], str]) -> None:
        write_apart(self._window, title, write, self._refuse)

    def _refuse(self, problem: UserProblem) -> None:
        dialogs.tell(self._window, _("Nothing was changed"), str(problem))

    def _page(self, deed: Callable[[EntityPage], object]) -> None:
        page = self._window.desk.entity_page() if self._window.desk is not None else None
        if page is not None:
            deed(page)

    def _invert(self, what: str, text: str) -> None:
        """Undo or redo off the main thread: a step can be a whole import. What is quick is waited for."""
        window, store = self._window, self._window.store
        if store is None:
            return
        title = window.commands.actions[what].text()
        job = window.work.start(
            title,
            lambda _progress: store.undo() if what == "undo" else store.redo(),
            lambda label: window.note(text.format(label=label)),
            lambda problem: window.note(str(problem)),
        )
        if not window.work.wait(_AT_ONCE):
            window.set_busy(title)
            job.ended.connect(lambda: window.set_busy(""))


def _edit_cell(page: EntityPage) -> None:
    """Edit the current cell; on the reference, which is never changed, the title of the record."""
    table, model = page.table, page.model
    if table.cell_edit.editor is not None:
        return
    index = table.currentIndex()
    row = model.row(index.row()) if index.isValid() else None
    if row is not None and model.columns[index.column()].derived:
        page.message.emit(model.columns[index.column()].fixed_because)
        return
    if row is not None and not model.columns[index.column()].editable:
        table.select(row.id, model.column_named(page.entity.title))
    table.edit_cell()
