"""Every command of the window, said once: its text, key, menu and when it can be used.

Menus, buttons, the list of keys in the help and the tests are made from `COMMANDS`.
"""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenuBar, QWidget

from dicas_desktop.domain.texts import N_, _
from dicas_desktop.ui.pages import Page
from dicas_desktop.ui.situations import (
    Reason,
    Rule,
    Situation,
    always,
    attach_here,
    can_go_back,
    can_redo,
    can_undo,
    can_write,
    change_document,
    change_item,
    change_line,
    change_meeting,
    change_record,
    change_seat,
    change_selection,
    change_table,
    is_open,
    move_line,
    on_changes,
    on_deletion,
    on_document,
    on_line,
    on_selection,
    on_table,
    on_timeline,
    on_trial,
    restore_version,
    two_of_directory,
    undo_step,
)
from dicas_desktop.ui.telling_menu import TellingMenu


class Command(NamedTuple):
    """One thing the officer can ask for. `{singular}`, `{undo}` and `{redo}` in the text are filled in."""

    id: str
    text: str  # English; pass through `_`
    key: str
    menu: str
    enabled: Rule = always
    checkable: bool = False
    rule: bool = False  # a line above it in the menu


FILE, EDIT, VIEW, GO, RECORD, TABLE, MEETING, TIMELINE, SECURITY, HELP = (
    N_("File"), N_("Edit"), N_("View"), N_("Go"), N_("Record"), N_("Table"), N_("Meeting"), N_("Timeline"),
    N_("Security"), N_("Help"),
)  # fmt: skip

QUIT = "quit"
COMMANDS = (
    Command("new_workspace", N_("New workspace…"), "Ctrl+Shift+N", FILE),
    Command("open", N_("Open…"), "Ctrl+O", FILE),
    Command("open_read_only", N_("Open read-only…"), "Ctrl+Alt+O", FILE),
    Command("open_sample", N_("Open the sample"), "Ctrl+Shift+O", FILE),
    Command("start_page", N_("Close the workspace"), "Ctrl+W", FILE, is_open),
    Command("import", N_("Import…"), "Ctrl+Shift+I", FILE, can_write, rule=True),
    Command("export", N_("Export…"), "Ctrl+Shift+E", FILE, is_open),
    Command("export_journal", N_("Export the journal…"), "Ctrl+Alt+J", FILE, is_open),
    Command("check", N_("Check the workspace"), "Ctrl+Shift+K", FILE, is_open, rule=True),
    Command("backup", N_("Back up now"), "Ctrl+Shift+B", FILE, is_open),
    Command("backups", N_("Backups…"), "Ctrl+Alt+B", FILE, is_open),
    Command("keep_state", N_("Keep this state"), "Ctrl+Alt+A", FILE, on_trial),
    Command("go_back", N_("Go back to the state before…"), "Ctrl+Alt+W", FILE, can_go_back),
    Command("recover", N_("Recover what can be read…"), "Ctrl+Alt+S", FILE),
    Command("compact_file", N_("Compact the file…"), "Ctrl+Alt+C", FILE, can_write),
    Command("officer_name", N_("Your name…"), "Ctrl+Alt+Q", FILE, rule=True),
    Command(QUIT, N_("Quit"), "Ctrl+Q", FILE, rule=True),
    Command("undo", N_("Undo {undo}"), "Ctrl+Z", EDIT, can_undo),
    Command("redo", N_("Redo {redo}"), "Ctrl+Y", EDIT, can_redo),
    Command("preview_undo", N_("What undo would do…"), "Ctrl+Alt+Z", EDIT, can_undo),
    Command("preview_redo", N_("What redo would do…"), "Ctrl+Alt+Y", EDIT, can_redo),
    Command("undo_step", N_("Undo only the chosen step…"), "Ctrl+Alt+U", EDIT, undo_step),
    Command("undo_back", N_("Undo back to the chosen step…"), "Ctrl+Alt+K", EDIT, undo_step),
    Command("copy", N_("Copy"), "Ctrl+C", EDIT, on_selection, rule=True),
    Command("paste", N_("Paste"), "Ctrl+V", EDIT, change_selection),
    Command("select_all", N_("Select all"), "Ctrl+A", EDIT, on_table),
    Command("filter", N_("Filter this table"), "Ctrl+F", EDIT, on_table, rule=True),
    Command("search", N_("Search everything"), "Ctrl+K", EDIT, is_open),
    Command("inspector", N_("Inspector"), "Ctrl+I", VIEW, on_table, checkable=True),
    Command("timeline", N_("Timeline"), "Ctrl+T", VIEW, on_table, checkable=True),
    Command("compact", N_("Compact rows"), "Ctrl+Shift+C", VIEW, is_open, checkable=True),
    Command("next_pane", N_("Next pane"), "F6", VIEW, is_open),
    Command("deadline", N_("Choose the deadline…"), "Ctrl+Alt+G", VIEW, is_open, rule=True),
    Command("dark", N_("Dark colours"), "Ctrl+Shift+D", VIEW, checkable=True, rule=True),
    Command("system_theme", N_("Colours of the system"), "Ctrl+Shift+S", VIEW, checkable=True),
    Command("larger", N_("Larger"), "Ctrl++", VIEW, rule=True),
    Command("smaller", N_("Smaller"), "Ctrl+-", VIEW),
    Command("normal_size", N_("Normal size"), "Ctrl+0", VIEW),
    Command("back", N_("Back"), "Alt+Left", GO, is_open),
    Command("forward", N_("Forward"), "Alt+Right", GO, is_open),
    Command("new", N_("New {singular}"), "Ctrl+N", RECORD, can_write),
    Command("edit", N_("Edit the cell"), "F2", RECORD, change_line, rule=True),
    Command("open_record", N_("Show in the inspector"), "Ctrl+Return", RECORD, on_selection),
    Command("duplicate", N_("Duplicate"), "Ctrl+D", RECORD, change_selection),
    Command("bulk_edit", N_("Change a field of the selected…"), "Ctrl+B", RECORD, change_selection),
    Command("fill_down", N_("Fill down"), "Ctrl+Shift+F", RECORD, change_selection),
    Command("close_action", N_("Close with evidence…"), "Ctrl+U", RECORD, change_record, rule=True),
    Command("support", N_("Add a supporting office…"), "Ctrl+J", RECORD, change_record),
    Command("sub_item", N_("Add a sub-item…"), "Shift+F2", RECORD, change_record),
    Command("attach", N_("Attach a file…"), "Ctrl+E", RECORD, attach_here),
    Command("working_day_before", N_("Due on the joint working day before"), "Ctrl+[", RECORD, change_selection),
    Command("working_day_after", N_("Due on the joint working day after"), "Ctrl+]", RECORD, change_selection),
    Command("owed", N_("What each side owes"), "F5", RECORD, is_open),
    Command("delete", N_("Delete…"), "Del", RECORD, change_line, rule=True),
    Command("duplicates", N_("Duplicates…"), "Ctrl+Shift+U", RECORD, is_open, rule=True),
    Command("merge", N_("Merge the two selected…"), "Ctrl+Shift+J", RECORD, two_of_directory),
    Command("appoint", N_("Take up a post…"), "Ctrl+M", RECORD, can_write),
    Command("office_tree", N_("Organizations as a tree…"), "Ctrl+Shift+Y", RECORD, is_open),
    Command("record_history", N_("History of the record"), "Ctrl+H", RECORD, on_line, rule=True),
    Command("restore_version", N_("Restore an earlier version…"), "Ctrl+Alt+H", RECORD, restore_version),
    Command("changes_seen", N_("Mark the changes as seen"), "Ctrl+Alt+M", RECORD, on_changes),
    Command("restore", N_("Restore from the bin"), "Ctrl+R", RECORD, on_deletion, rule=True),
    Command("empty_bin", N_("Empty the bin…"), "Ctrl+Shift+Del", RECORD, can_write),
    Command("sort", N_("Sort by the column"), "F8", TABLE, on_table),
    Command("sort_further", N_("Then sort by the column"), "Shift+F8", TABLE, on_table),
    Command("sort_standard", N_("Standard order"), "Ctrl+F8", TABLE, on_table),
    Command("filter_column", N_("Filter by the column…"), "Shift+F5", TABLE, on_table),
    Command("group", N_("Group by the column"), "F7", TABLE, on_table, rule=True),
    Command("next_group", N_("Next group"), "Ctrl+F7", TABLE, on_table),
    Command("previous_group", N_("Previous group"), "Shift+F7", TABLE, on_table),
    Command("fold", N_("Fold or unfold the group"), "Shift+F9", TABLE, on_table),
    Command("fold_all", N_("Fold all groups"), "Ctrl+F9", TABLE, on_table),
    Command("unfold_all", N_("Unfold all groups"), "Ctrl+Shift+F9", TABLE, on_table),
    Command("totals", N_("Totals"), "Ctrl+Shift+T", TABLE, on_table, checkable=True),
    Command("column_left", N_("Move the column left"), "Ctrl+Shift+Left", TABLE, on_table, rule=True),
    Command("column_right", N_("Move the column right"), "Ctrl+Shift+Right", TABLE, on_table),
    Command("hide_column", N_("Hide the column"), "Ctrl+Shift+H", TABLE, on_table),
    Command("freeze", N_("Freeze the columns up to this one"), "F9", TABLE, on_table),
    Command("columns", N_("Choose columns…"), "Ctrl+Shift+L", TABLE, on_table),
    Command("views", N_("Views…"), "Ctrl+Shift+V", TABLE, on_table, rule=True),
    Command("save_view", N_("Save as a view…"), "Ctrl+Shift+A", TABLE, change_table),
    Command("standard_view", N_("Standard view"), "Ctrl+Alt+0", TABLE, on_table),
    Command("export_table", N_("Export this table…"), "Ctrl+Shift+X", TABLE, on_table, rule=True),
    Command("brief", N_("Meeting brief…"), "Ctrl+P", MEETING, is_open),
    Command("save_brief", N_("Save a meeting brief as PDF…"), "Ctrl+Shift+P", MEETING, is_open),
    Command("minutes", N_("Minutes…"), "Ctrl+Alt+I", MEETING, is_open, rule=True),
    Command("readout", N_("Readout…"), "Ctrl+Shift+R", MEETING, is_open),
    Command("delegation_list", N_("Delegation list…"), "Ctrl+Shift+G", MEETING, is_open),
    Command("next_meeting", N_("Go to the next meeting"), "Ctrl+Shift+M", MEETING, is_open, rule=True),
    Command("open_meeting", N_("Open the meeting"), "F3", MEETING, is_open),
    Command("new_meeting", N_("New meeting after a template or a meeting…"), "Ctrl+Alt+N", MEETING, can_write),
    Command("next_stage", N_("Next step of the meeting"), "F12", MEETING, change_meeting, rule=True),
    Command("back_stage", N_("Back a step, or reopen…"), "Shift+F12", MEETING, change_meeting),
    Command("carry_over", N_("Carry over…"), "Ctrl+Alt+F", MEETING, change_meeting),
    Command("save_template", N_("Save as a template…"), "Ctrl+Alt+E", MEETING, change_meeting),
    Command("capture_decision", N_("Capture a decision"), "D", MEETING, change_item, rule=True),
    Command("capture_commitment", N_("Capture a commitment"), "C", MEETING, change_item),
    Command("capture_action", N_("Capture an action"), "A", MEETING, change_item),
    Command("capture_note", N_("Capture a note"), "N", MEETING, change_item),
    Command("item_below", N_("Add an agenda item below"), "Ctrl+Enter", MEETING, change_meeting, rule=True),
    Command("item_state", N_("What becomes of the item…"), "F11", MEETING, change_item),
    Command("section", N_("Take the section away…"), "Ctrl+Alt+X", MEETING, change_item),
    Command("line_up", N_("Move up"), "Alt+Up", MEETING, move_line),
    Command("line_down", N_("Move down"), "Alt+Down", MEETING, move_line),
    Command("open_document", N_("Open the document"), "Shift+F3", MEETING, on_document, rule=True),
    Command("save_document", N_("Save the document as a file…"), "Ctrl+S", MEETING, on_document),
    Command("document_note", N_("Note of the document…"), "Shift+F11", MEETING, change_document),
    Command("add_delegate", N_("Add a delegate"), "Ctrl+Alt+D", MEETING, change_meeting, rule=True),
    Command("capacity", N_("Capacity of the delegate…"), "F4", MEETING, change_seat),
    Command("attendance", N_("Attendance of the delegate…"), "Shift+F4", MEETING, change_seat),
    Command("zoom_in", N_("Zoom in"), "Ctrl+Alt++", TIMELINE, on_timeline),
    Command("zoom_out", N_("Zoom out"), "Ctrl+Alt+-", TIMELINE, on_timeline),
    Command("to_today", N_("To today"), "Ctrl+Alt+T", TIMELINE, on_timeline),
    Command("lock", N_("Lock now"), "Ctrl+L", SECURITY, is_open),
    Command("lock_settings", N_("Lock after…"), "Ctrl+Alt+L", SECURITY),
    Command("passphrase", N_("Change the passphrase…"), "Ctrl+Alt+P", SECURITY, can_write, rule=True),
    Command("verify_head", N_("Verify the head on a paper…"), "Ctrl+Alt+V", SECURITY, is_open),
    Command("remove_all", N_("Remove all data…"), "Ctrl+Alt+R", SECURITY, can_write, rule=True),
    Command("keys", N_("Keyboard shortcuts"), "F1", HELP),
    Command("about", N_("About DICAS Desktop"), "Shift+F1", HELP),
)  # fmt: skip


def page_command(page: Page) -> Command:
    """Return the command of the Go menu that opens a page."""
    return Command(f"go:{page.name}", page.title, page.key, GO, is_open)


class CommandSet(QObject):
    """The commands as actions of one window: made from the declarations, greyed by the situation."""

    asked = Signal(str)  # id of a command someone triggered
    reason = Signal(str)  # why the command under the pointer is grey
    looked_at = Signal()  # a menu opens: what its entries say must hold now
    updated = Signal()

    def __init__(self, window: QWidget, pages: Iterable[Page]) -> None:
        """Make the actions and give them to the window, so that their keys work everywhere in it."""
        super().__init__(window)
        self.commands = {c.id: c for c in (*COMMANDS, *map(page_command, pages))}
        self.actions: dict[str, QAction] = {}
        self._looks: dict[str, tuple[str, Reason]] = {}  # text and why it is grey
        for command in self.commands.values():
            self.actions[command.id] = self._action(command, window)
        self.update(Situation())

    def update(self, situation: Situation) -> None:
        """Grey what cannot be used now, and name what the commands would act on."""
        names = {
            "singular": situation.singular or _("record"),
            "undo": situation.undo or "",
            "redo": situation.redo or "",
        }
        for name, command in self.commands.items():
            why = _("The window is locked.") if situation.locked and name != QUIT else command.enabled(situation)
            look = _(command.text).format(**names).strip(), why
            if self._looks.get(name) != look:
                self._looks[name] = look
                self._show(self.actions[name], command.key, *look)
        self.updated.emit()

    def why(self, name: str) -> str:
        """Return why a command is grey, empty if it can be used."""
        return self._looks[name][1]

    def why_not(self, key: QKeySequence) -> str:
        """Return why the command of a key is grey, empty if it can be used or the key is nobody's."""
        return next((why for name, (_text, why) in self._looks.items() if self.actions[name].shortcut() == key), "")

    def fill(self, bar: QMenuBar) -> None:
        """Put every command into its menu."""
        for title in dict.fromkeys(command.menu for command in self.commands.values()):
            menu = TellingMenu(_(title), bar)
            menu.setAccessibleName(_(title))
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(self.looked_at)
            menu.hovered.connect(lambda action: self.reason.emit(action.statusTip()))
            menu.over_grey.connect(self.reason)
            for command in self.commands.values():
                if command.menu == title:
                    if command.rule or (title == GO and command.id == f"go:{next(iter(self._page_ids()), '')}"):
                        menu.addSeparator()
                    menu.addAction(self.actions[command.id])
            bar.addMenu(menu)

    def _page_ids(self) -> list[str]:
        return [name.removeprefix("go:") for name in self.commands if name.startswith("go:")]

    def _show(self, action: QAction, key: str, text: str, why: Reason) -> None:
        action.setText(text)
        action.setEnabled(not why)
        tip = f"{text}  {key}" if key else text
        action.setToolTip(f"{tip} — {why}" if why else tip)
        action.setStatusTip(why)

    def _action(self, command: Command, window: QWidget) -> QAction:
        action = QAction(window)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        if command.key:
            action.setShortcut(QKeySequence(command.key))
        action.triggered.connect(lambda: self.asked.emit(command.id))
        window.addAction(action)
        return action
