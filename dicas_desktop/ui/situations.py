"""What the window stands at, and the rules that say from it whether a command can be used, and if not, why."""

from collections.abc import Callable
from typing import NamedTuple

from dicas_desktop.domain.texts import _


class Situation(NamedTuple):
    """What the window stands at; commands say from it whether they can be used."""

    open: bool = False
    locked: bool = False  # nothing is shown and nothing can be done but to quit
    writable: bool = False
    table: str = ""  # kind of record on the page, empty on the overview and the journal
    singular: str = ""  # its name in the language in use, small: "action item"
    selected: int = 0
    undo: str | None = None
    redo: str | None = None
    busy: str = ""  # title of the writing work under way
    meeting: bool = False  # the selected record is a meeting, or the page is that of one
    meeting_page: bool = False  # the page of a meeting is shown
    line: str = ""  # kind of record that the keyboard stands at there
    item: bool = False  # an agenda item is chosen there
    document: str = ""  # what the keyboard stands at among its documents: attachments, papers, or "made" of the records
    timeline: bool = False  # a timeline is on the page
    step: bool = False  # a step that can be undone is chosen in the journal
    version: bool = False  # a step is chosen among those of one record
    deletion: bool = False  # a deletion is chosen in the bin
    unseen: bool = False  # changes are shown that can be marked as seen
    trial: str = ""  # restored and not confirmed: "read" only, "keep" is possible, "back" is possible too


Reason = str  # why a command is grey; empty: it is not
Rule = Callable[[Situation], Reason]


def always(_situation: Situation) -> Reason:
    """Usable at any time."""
    return ""


def is_open(situation: Situation) -> Reason:
    """Usable while a workspace is open."""
    return "" if situation.open else _("No workspace is open.")


def _busy(situation: Situation) -> Reason:
    text = _("“{work}” is under way: wait for its end.")
    return text.format(work=situation.busy) if situation.busy else ""


def can_write(situation: Situation) -> Reason:
    """Usable while the workspace can be changed."""
    if not situation.open:
        return _("No workspace is open.")
    if why := _busy(situation):
        return why
    if situation.trial:
        return _("The workspace was restored: keep this state or go back first, in the File menu.")
    return "" if situation.writable else _("The workspace is open read-only.")


def on_trial(situation: Situation) -> Reason:
    """Usable while a restored workspace waits to be confirmed."""
    if situation.trial == "read":
        return _("The workspace is open read-only.")
    if situation.open and not situation.trial:
        return _("No restored state waits to be confirmed.")
    return is_open(situation) or _busy(situation)


def can_go_back(situation: Situation) -> Reason:
    """Usable while a restored workspace waits to be confirmed and there was a good one before."""
    lost = _("What was there before was damaged or gone: there is no state to go back to.")
    return on_trial(situation) or (lost if situation.trial == "keep" else "")


def on_table(situation: Situation) -> Reason:
    """Usable on a page of records."""
    return is_open(situation) or ("" if situation.table else _("This page has no table."))


def change_table(situation: Situation) -> Reason:
    """Usable on a page of records of a workspace that can be changed."""
    return can_write(situation) or on_table(situation)


def on_selection(situation: Situation) -> Reason:
    """Usable while records are selected."""
    return on_table(situation) or ("" if situation.selected else _("No record is selected."))


def change_selection(situation: Situation) -> Reason:
    """Usable while records that can be changed are selected."""
    return can_write(situation) or on_selection(situation)


def change_record(situation: Situation) -> Reason:
    """Usable while records that can be changed are selected, in a table or on another page."""
    return can_write(situation) or ("" if situation.selected else on_selection(situation))


def can_undo(situation: Situation) -> Reason:
    """Usable while a step can be taken back."""
    return can_write(situation) or ("" if situation.undo else _("There is nothing to undo."))


def can_redo(situation: Situation) -> Reason:
    """Usable while a step can be made again."""
    return can_write(situation) or ("" if situation.redo else _("There is nothing to redo."))


def on_timeline(situation: Situation) -> Reason:
    """Usable while the timeline is shown."""
    return is_open(situation) or ("" if situation.timeline else _("The timeline is not shown."))


def on_record(situation: Situation) -> Reason:
    """Usable while one record is selected."""
    return on_selection(situation) or ("" if situation.selected == 1 else _("Select one record alone."))


def change_line(situation: Situation) -> Reason:
    """Usable while records that can be changed are selected, on a table or on the page of a meeting."""
    return can_write(situation) or ("" if situation.line else on_selection(situation))


def on_line(situation: Situation) -> Reason:
    """Usable while one record is selected, on a table or on the page of a meeting."""
    return "" if situation.line else on_record(situation)


def change_meeting(situation: Situation) -> Reason:
    """Usable on the page of a meeting that can be changed."""
    return can_write(situation) or ("" if situation.meeting_page else _("Open a meeting first: F3."))


def change_item(situation: Situation) -> Reason:
    """Usable while an agenda item is chosen on the page of a meeting."""
    return change_meeting(situation) or ("" if situation.item else _("Choose an agenda item first."))


def change_seat(situation: Situation) -> Reason:
    """Usable while a delegate is chosen on the page of a meeting."""
    chosen = situation.line == "delegation_members"
    return change_meeting(situation) or ("" if chosen else _("Choose a delegate first."))


def attach_here(situation: Situation) -> Reason:
    """Usable while records that can be changed are selected, and on the page of a meeting."""
    return can_write(situation) or ("" if situation.meeting_page else change_record(situation))


def on_document(situation: Situation) -> Reason:
    """Usable while a document is chosen on the page of a meeting."""
    return is_open(situation) or ("" if situation.document else _("Choose a document of the meeting first."))


def change_document(situation: Situation) -> Reason:
    """Usable while a document of a meeting is chosen and the workspace can be changed."""
    return can_write(situation) or on_document(situation)


def move_line(situation: Situation) -> Reason:
    """Usable while an agenda item or a delegate is chosen on the page of a meeting."""
    return "" if not change_seat(situation) else change_item(situation)


def undo_step(situation: Situation) -> Reason:
    """Usable while a step that can be undone is chosen."""
    return can_write(situation) or ("" if situation.step else _("No step that can be undone is chosen in the journal."))


def restore_version(situation: Situation) -> Reason:
    """Usable while one record is selected, or a step among those of one record in the journal."""
    text = _("Select one record, or choose a step among those of one record: Ctrl+H shows them.")
    chosen = situation.version or (situation.table and situation.selected == 1)
    return can_write(situation) or ("" if chosen else text)


def on_deletion(situation: Situation) -> Reason:
    """Usable while a deletion is chosen in the bin."""
    return can_write(situation) or ("" if situation.deletion else _("Choose a deletion in the bin."))


def on_changes(situation: Situation) -> Reason:
    """Usable while the page of changes shows some."""
    return can_write(situation) or ("" if situation.unseen else _("The page What changed shows nothing to mark."))


def two_of_directory(situation: Situation) -> Reason:
    """Usable while two people or two organizations are selected."""
    there = situation.table in ("persons", "organizations") and situation.selected == 2
    return can_write(situation) or ("" if there else _("Select two people or two organizations."))
