"""What stands half typed when a command is asked for: it is written first, and what cannot be written is not lost."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.field_editor import can_take_back, take_back

if TYPE_CHECKING:
    from dicas_desktop.ui.desk import Desk
    from dicas_desktop.ui.main_window import MainWindow

# what touches no record and takes no widget away; F2 goes on with the open cell, the lock has its own way to keep it
BESIDE = frozenset({
    "lock", "lock_settings", "edit", "copy", "paste", "select_all", "next_pane", "compact", "timeline", "zoom_in",
    "zoom_out", "to_today", "check", "verify_head", "keys", "about",
})  # fmt: skip
# what closes the workspace or makes its pages anew: a form would go with them
PARTING = frozenset({
    "quit", "start_page", "new_workspace", "open", "open_read_only", "open_sample", "passphrase", "remove_all",
    "backups", "keep_state", "go_back", "officer_name",
    "dark", "system_theme", "larger", "smaller", "normal_size",
})  # fmt: skip


def typed_in(window: "MainWindow", command: str) -> QLineEdit | QPlainTextEdit | None:
    """Return the open editor in which `undo` or `redo` has something to take back, None if there is none."""
    page = window.desk.entity_page() if window.desk is not None else None
    cell = page.table.cell_edit.editor if page is not None else None
    places = (QApplication.focusWidget(), window.focusWidget(), None if cell is None else cell.input)
    fields = [each for each in places if isinstance(each, QLineEdit | QPlainTextEdit) and window.isAncestorOf(each)]
    return next((field for field in fields if can_take_back(field, redo=command == "redo")), None)


def takes_back_typing(window: "MainWindow", command: str) -> bool:
    """Undo or redo the typing in an open editor, if that was asked for and there is some. True if it was done."""
    field = typed_in(window, command) if command in ("undo", "redo") and not window.locked else None
    if field is None:
        return False
    take_back(field, redo=command == "redo")
    field.setFocus()
    window.refresh()
    return True


def waits_for_typing(window: "MainWindow", command: str) -> bool:
    """Write what is half typed. True if it cannot be written: the command has to wait, and the window says why."""
    if window.desk is None or window.locked or command in BESIDE:
        return False
    why = _write_typed(window.desk) or (_open_form(window.desk) if command in PARTING else "")
    if why:
        window.note(why)
    return bool(why)


def holds_back(desk: "Desk") -> str:
    """Write what is typed in the inspector before it shows another record; return why that cannot be, empty if it can.

    What is refused stays with its record and the sentence, and the selection goes back to that record if it is in view.
    """
    inspector, page = desk.inspector, desk.entity_page()
    table, ids = inspector.shown
    if (table, ids) == desk.selection or len(ids) != 1:
        return ""
    why = next(filter(None, [row.finish() for row in inspector.rows.values()]), "")
    if why and page is not None and page.entity.table == table:
        page.table.select(ids[0])
    return why


def _write_typed(desk: "Desk") -> str:
    # imported here: the window's first rows need not wait for the fields of the inspector
    from dicas_desktop.ui.value_row import ValueRow

    page = desk.entity_page()
    if page is not None and not page.table.cell_edit.commit():
        return page.table.cell_edit.problem
    return next(filter(None, [row.finish() for row in desk.findChildren(ValueRow)]), "")


def _open_form(desk: "Desk") -> str:
    # imported here: the window is painted before the pages are read in
    from dicas_desktop.ui.entity_page import EntityPage

    for page in desk.made.values():
        if isinstance(page, EntityPage) and page.form is not None and page.form.begun:
            noun = _(page.entity.singular)
            text = _("A new {kind} is half entered: add it with Enter or leave it with Esc first.")
            return text.format(kind=f"{noun[:1].lower()}{noun[1:]}")
    return ""
