"""Bad inputs of deadlines that hang on events."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from dicas_desktop.ui.due_editor import DueEditor
from tests.bad_inputs.declared import Keys, Named, Row, command
from tests.make_keys import page_of
from tests.make_page import editor_of
from tests.make_window import Opened

AS_OF = ("--as-of", "2024-07-15")
UNKNOWN = "Due: There is no meeting or milestone “3+3”; nearest are 2+2; defmin-2025-03-30; SCC#1."
SEVERAL = (
    "“2+2 meeting” stands for several events: write one of M-0001 (2+2 meeting, 11 Jan 2023), M-0015 (2+2 meeting, "
    "28 Jul 2024)."
)
IN_THE_CELL = Named("ui/test_due_editor.py", "test_what_is_no_event_stays_in_the_cell_with_its_sentence")
IN_WORDS = Named("ui/test_due_editor.py", "test_a_lost_event_and_one_without_a_date_are_said_in_words")
LED = ("add", "action_items", "description=Example", "owner_org_id=atla")
NEW = command("list", "action_items", "--where", "ref=AI-0030", *AS_OF)
TABLE = (
    "Ref Title Lead (OPR) Working group Due Status Stop-light\nAI-0030 Example ATLA {due} ○ Open {light}\n1 action item"
)
LOST = "27 Jul · 12 d left · anchor lost: before M-0015"
TO_COME = command("add", "meetings", "title=Example 2+2", "forum_id=scc", "meeting_type=ministerial")
DATED = command("add", "meetings", "title=Example", "start_date=2024-07-28")
WAITING = command(*LED, "due=before M-0029", *AS_OF)
HANGS = command(*LED, "due=before 2+2", *AS_OF)
CANCEL = command("set", "meetings", "scc-2024-07-28", "status=cancelled")
DELETE = command("delete", "meetings", "scc-2024-07-28")
FIRST = command("add", "milestones", "title=First", "date=2+2 -30d", *AS_OF)
SECOND = command("add", "milestones", "title=Second", "date=before MS-0044", *AS_OF)


def the_list_of_events(opened: Opened) -> str:
    """Type a name that two events have into the due cell; return what is offered to choose from."""
    opened.select(9)
    table = page_of(opened).table
    table.select(9, page_of(opened).model.column_named("due_date"))
    table.setFocus()
    opened.press(Qt.Key.Key_F2)
    editor = editor_of(page_of(opened))
    assert isinstance(editor, DueEditor)
    QTest.keyClicks(editor.input, "before 2+2 meeting")
    listed = editor._list  # noqa: SLF001 - its own drop-down
    return "; ".join(listed.item(row).text() for row in range(listed.count())) if listed else ""


ROWS = (
    Row(1, "unknown name", command("set", "action_items", "AI-0005", "due=before 3+3", *AS_OF), UNKNOWN),
    Row(
        1, "unknown name", command("due", "--before", "DICSA", *AS_OF),
        "There is no meeting or milestone “DICSA”; nearest are DICAS#2; DICAS#1; ms-dicas-tor.",
    ),
    Row(
        1, "unknown name", command("due", "--before", "DICAS", "--as-of", "2026-01-01"),
        "No coming meeting of DICAS is on record: add it, with its date or without one, or write DICAS#1.",
    ),
    Row(1, "unknown name", IN_THE_CELL, UNKNOWN),
    Row(1, "two events match", command("set", "action_items", "AI-0005", "due=before 2+2 meeting", *AS_OF), SEVERAL),
    Row(1, "two events match", IN_THE_CELL, SEVERAL),
    Row(1, "two events match", Keys("action_items", the_list_of_events), "before 2+2; before SCC#1"),
    Row(
        1, "event without a date", WAITING, "AI-0030", (TO_COME,),
        {"AI-0030": {"due_date": None, "due_meeting_id": 29, "status": "open"}},
    ),
    Row(
        1, "event without a date", NEW,
        TABLE.format(due="before SCC#3 (date not set)", light="○ Undated"), (TO_COME, WAITING),
    ),
    Row(
        1, "event without a date", command("due", "--before", "M-0029", *AS_OF),
        "Before Example 2+2, date not set, as of 15 Jul 2024\n"
        "○ Waiting for the date of an event: 1\nRef Title Lead (OPR) Due Left Hangs on\n"
        "AI-0030 Example ATLA before SCC#3 (date not set)\n○ Open without a date: 15\n…", (TO_COME, WAITING),
    ),
    Row(1, "event without a date", IN_WORDS, "before DICAS#2 (date not set)"),
    Row(
        1, "new date has passed", command("set", "meetings", "M-0029", "start_date=2024-07-10", *AS_OF),
        "M-0029\n1 deadline moved with it:\nAI-0030 27 Jul 2024 → 9 Jul 2024, has passed", (DATED, WAITING),
        {"M-0029": {"start_date": "2024-07-10"}, "AI-0030": {"due_date": "2024-07-09"}},
    ),
    Row(1, "event lost", CANCEL, "M-0015", (HANGS,), {"M-0015": {"status": "cancelled"}}),
    *(
        Row(1, "event lost", NEW, TABLE.format(due=LOST, light="◐ Due within 30 days"), (HANGS, lost))
        for lost in (CANCEL, DELETE)
    ),
    Row(1, "event lost", IN_WORDS, "6 Oct anchor lost: before M-0022"),
    Row(
        1, "hangs on itself", command("set", "milestones", "MS-0044", "date=before MS-0045", *AS_OF),
        "Date: the milestone would hang on itself: MS-0044 → MS-0045 → MS-0044.", (FIRST, SECOND),
    ),
    Row(
        1, "hangs on itself", command("set", "milestones", "MS-0044", "date=MS-0044 +1d", *AS_OF),
        "Date: the milestone would hang on itself: MS-0044 → MS-0044.", (FIRST,),
    ),
)  # fmt: skip
