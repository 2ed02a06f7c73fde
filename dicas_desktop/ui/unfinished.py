"""What stands half typed when a command is asked for: it is written first, and what cannot be written is not lost."""

from typing import TYPE_CHECKING

from dicas_desktop.domain.texts import _

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
    "backups",
    "dark", "system_theme", "larger", "smaller", "normal_size",
})  # fmt: skip


def waits_for_typing(window: "MainWindow", command: str) -> bool:
    """Write what is half typed. True if it cannot be written: the command has to wait, and the window says why."""
    if window.desk is None or window.locked or command in BESIDE:
        return False
    why = _write_typed(window.desk) or (_open_form(window.desk) if command in PARTING else "")
    if why:
        window.note(why)
    return bool(why)


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
