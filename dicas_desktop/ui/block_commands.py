"""What Paste, Fill down and Export this table do: many cells at once, off the main thread."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPlainTextEdit

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.reasons import Answer
from dicas_desktop.ui import clipboard, dialogs
from dicas_desktop.ui.asking import ask
from dicas_desktop.ui.cell_block import Block, read_block
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.entity_table import NOTHING_SELECTED
from dicas_desktop.ui.export_seen import Seen, write_seen
from dicas_desktop.ui.field_write import NOTHING_SAID, count_text
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.paste import PasteRefused, Progress, Target, fill_down, paste
from dicas_desktop.ui.table_commands import current_column

AT_ONCE = 200  # ms that a write is waited for before the window goes on without it
_MOST_LINES = 200  # faults that are listed


class BlockCommands:
    """Acts on the table of one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {"paste": self.paste, "fill_down": self.fill_down, "export_table": self.choose_file}

    def paste(self) -> None:
        """Paste into what is being edited, else onto the cells from the current one to the right and down."""
        editor, page = QApplication.focusWidget(), self._page()
        if isinstance(editor, QLineEdit | QPlainTextEdit):
            editor.paste()
            return
        if page is None or not page.table.cell_edit.commit():
            return
        block = read_block(clipboard.cells())
        if not any(cell for cells in block for cell in cells):
            self._window.note(_("There is no text to paste."))
            return
        page.model.finish()
        try:
            target, block = _fitted(page, block)
        except UserProblem as problem:
            self._window.note(str(problem))
            return
        store = page.store
        write_asking(
            self._window, _("Pasting"), lambda told, answer: paste(store, target, block, told, answer), self._refused
        )

    def fill_down(self) -> None:
        """Give the selected rows what the first of them has in the column of the keyboard."""
        page = self._page()
        if page is None:
            return
        ids, index = page.table.selected_ids(), page.table.currentIndex()
        if len(ids) < 2 or not index.isValid():
            self._window.note(_("Select several rows: the value of the first goes down to the others."))
            return
        store, entity, column = page.store, page.entity, page.model.columns[current_column(page)]
        write_asking(
            self._window,
            _("Filling down"),
            lambda told, answer: fill_down(store, entity, ids, column, told, answer),
            lambda problem: self._window.note(str(problem)),
        )

    def choose_file(self) -> None:
        """Ask for the file into which what the table shows is written."""
        page = self._page()
        if page is None:
            return
        name = f"{page.store.path.stem} {page.entity.table}.csv"
        dialog = QFileDialog(self._window, _("Export this table"), name, _("CSV (*.csv)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csv")
        dialog.fileSelected.connect(lambda chosen: self.export(page, Path(chosen)))
        dialog.open()

    def export(self, page: EntityPage, path: Path) -> None:
        """Write what the table shows into a file."""
        window, store, seen = self._window, page.store, Seen.of(page)

        def done(number: int) -> None:
            rows = counted("{n} row", "{n} rows", number)
            columns = counted("{n} column", "{n} columns", len(seen.columns))
            text = _("Wrote {rows} of {columns} to {path}.").format(rows=rows, columns=columns, path=path)
            window.note(" ".join(filter(None, [text, _folded_away(page, seen)])))

        def fail(problem: UserProblem) -> None:
            dialogs.tell(window, _("The table was not exported"), str(problem))

        window.work.start(_("Exporting"), lambda told: write_seen(store, seen, path, told), done, fail)

    def _page(self) -> EntityPage | None:
        return self._window.desk.entity_page() if self._window.desk is not None else None

    def _refused(self, problem: UserProblem) -> None:
        store = self._window.store
        if not isinstance(problem, PasteRefused) or store is None:
            self._window.note(str(problem))
            return
        lines = [fault.sentence() for fault in problem.faults[:_MOST_LINES]]
        if len(problem.faults) > _MOST_LINES:
            lines.append(counted("and {n} more", "and {n} more", len(problem.faults) - _MOST_LINES))
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        dialogs.tell_lines(self._window, _("Nothing was pasted"), str(problem), lines, banner)


def _folded_away(page: EntityPage, seen: Seen) -> str:
    """Say what a file lacks because it was folded away in the table."""
    if not (folded := seen.folded):
        return ""
    lines = counted("A folded group is one line", "{n} folded groups are one line each", len(folded))
    records = count_text(page.entity, sum(group.records for group in folded))
    return _("{lines}: unfold to write {records} more.").format(lines=lines, records=records)


def write_asking(
    window: MainWindow,
    title: str,
    write: Callable[[Progress, Answer], str],
    refused: Callable[[UserProblem], object],
    answer: Answer = NOTHING_SAID,
) -> None:
    """Write off the main thread; what the store asks is asked, and the write tried again with the answer."""

    def failed(problem: UserProblem) -> None:
        again = partial(write_asking, window, title, write, refused)
        if window.store is None or not ask(window, window.store, problem, answer, again, refused):
            refused(problem)

    write_apart(window, title, lambda told: write(told, answer), failed)


def write_apart(
    window: MainWindow,
    title: str,
    write: Callable[[Progress], str],
    failed: Callable[[UserProblem], object],
) -> None:
    """Write off the main thread with progress and Cancel; tell what `write` returns. What is quick is waited for."""
    focus = QApplication.focusWidget()
    job = window.work.start(title, write, window.note, failed)
    if window.work.wait(AT_ONCE):
        return
    window.set_busy(title)

    def end() -> None:
        window.set_busy("")
        if focus is not None and QApplication.focusWidget() is None:
            focus.setFocus()

    job.ended.connect(end)


def _fitted(page: EntityPage, block: Block) -> tuple[Target, Block]:
    """Return where a block goes. One line is repeated in all selected rows. UserProblem if it does not fit."""
    table, model = page.table, page.model
    chosen, index = table.selected_ids(), table.currentIndex()
    if not chosen or not index.isValid():
        raise UserProblem(_(NOTHING_SELECTED))
    shown = table.shown_columns()
    place = shown.index(model.columns[current_column(page)])
    wide = max(map(len, block))
    if wide > len(shown) - place:
        text = _("The text has {n} columns, but only {m} stand from here to the right: begin further left.")
        raise UserProblem(text.format(n=wide, m=len(shown) - place))
    if len(block) == 1 and len(chosen) > 1:
        ids, block = chosen, block * len(chosen)
    else:
        first = model.source.place_of(chosen[0])
        below = islice(model.source.ids, first, None)
        ids = list(islice((row_id for row_id in below if row_id > 0), len(block)))  # not the heads of groups
    if len(block) > len(ids):
        text = _(
            "The text has {n} lines, but only {m} rows stand from here down: begin higher up, or import new records "
            "with Ctrl+Shift+I."
        )
        raise UserProblem(text.format(n=len(block), m=len(ids)))
    return Target(page.entity, ids, shown[place:]), block
