"""Bad inputs of the meeting workspace, of capture and of carry-over."""

from dicas_desktop.store.meetings.agenda import delete_section, section_contents
from dicas_desktop.store.meetings.templates import save_as_template
from dicas_desktop.store.store import Store
from tests.bad_inputs.declared import Call, Named, Row, command

DAY = ("start_date=2024-07-22", "end_date=2024-07-22", "start_time=10:00", "end_time=11:00", "time_zone=Asia/Tokyo")
PLAN = command("add", "meetings", "title=Example meeting", "stage=draft", *DAY)
OTHER = command("add", "meetings", "title=Another meeting", "stage=draft", *DAY)
ITEM = command("add", "agenda_items", "meeting_id=M-0029", "seq=1", "topic=Topic", "section=Ships", "minutes=30")
HELD = (PLAN, ITEM, command("stage", "M-0029", "open"), command("stage", "M-0029", "in_progress"))
LOOSE = (*HELD, command("capture", "AG-0052", "A", "Example action"))
CLOSED = (*HELD, command("stage", "M-0029", "--settle", "AG-0052=next", "closed"))
LEADS, LEADS_TOO = (
    command("add", "delegations", f"meeting_id={meeting}", "side=JP", "leader_person_id=fukasawa-masaki")
    for meeting in ("M-0029", "M-0030")
)
TWICE = "Masaki Fukasawa leads two meetings at the same time: M-0030 Another meeting and M-0029 Example meeting."
READ_ONLY = "M-0029 Example meeting is closed and can only be read: reopen it first, with a reason."
ENDS = "ui/meeting/test_ends.py"


def length(typed: str, sentence: str) -> Row:
    """A length of an agenda item that is none."""
    change = command("set", "agenda_items", "AG-0052", f"minutes={typed}")
    return Row(4, "impossible length", change, f"Minutes: {sentence}", (PLAN, ITEM))


def a_section_that_grew(store: Store) -> None:
    """Delete a section that holds another item than when it was looked at."""
    with store.read() as db:
        seen = section_contents(db, 29, "Ships")
    with store.write("Delete the section") as step:
        step.add("agenda_items", {"meeting_id": 29, "seq": 2, "topic": "Later", "section": "Ships"})
        delete_section(step, 29, seen)


def what_a_section_holds(store: Store) -> str:
    """Ask for what would go with a section."""
    with store.read() as db:
        return section_contents(db, 29, "Ships").words


def a_number_of_minutes(store: Store) -> None:
    """Write a length as a number, as an import does."""
    with store.write("Set it") as step:
        step.update("agenda_items", 52, {"minutes": 1441})


def a_second_template(store: Store) -> None:
    """Keep another template under the name of the first."""
    with store.write("Keep it") as step:
        save_as_template(step, 10, "Example")


ROWS = (
    Row(
        4, "end before start", command("set", "meetings", "M-0029", "end_time=09:00"),
        "Ends at: 09:00 is before the beginning at 10:00.", (PLAN,),
    ),
    Row(
        4, "end before start", command("set", "meetings", "M-0029", "end_date=2024-07-21"),
        "Last day: 2024-07-21 is before the beginning on 2024-07-22.", (PLAN,),
    ),
    length("-30", "“-30” is negative: a duration is longer than nothing."),
    length("-1:30", "“-1:30” is negative: a duration is longer than nothing."),
    length("0", "“0” is no time at all: a duration is longer than nothing."),
    length("25h", "“25h” is longer than 24 hours: divide it over several days."),
    length("1:75", "“1:75” has more than 59 minutes beside its hours."),
    length("0.33h", "“0.33h” is not a number of whole minutes."),
    length("soon", "“soon” is not a duration: write it as 1.5h, 90m, 1:30 or 90."),
    Row(4, "impossible length", Call(a_number_of_minutes), "Minutes: 1441 is not between 1 and 1440.", (PLAN, ITEM)),
    Row(
        4, "section with items", Call(what_a_section_holds),
        "“Ships” holds one item: move it to another section, or delete it too.", (PLAN, ITEM),
    ),
    Row(
        4, "section with items", Call(a_section_that_grew), "The section has other items now: look at it again.",
        (PLAN, ITEM),
    ),
    Row(4, "section with items", Named(ENDS, "test_taking_a_section_away_names_its_items_and_moves_them"), ""),
    Row(4, "one head twice", LEADS_TOO, TWICE, (PLAN, OTHER, LEADS), {"DG-0041": {"leader_person_id": 2}}),
    Row(
        4, "one head twice", command("ready", "M-0030", "--as-of", "2024-07-15"),
        f"M-0030 Another meeting · Draft\n…▲ Head twice at once {TWICE}\n…", (PLAN, OTHER, LEADS, LEADS_TOO),
    ),
    Row(
        4, "outcome before its time", command("capture", "AG-0052", "A", "Words"),
        "M-0029 Example meeting is draft: outcomes are written while it is in progress.", (PLAN, ITEM),
    ),
    Row(4, "closed", command("set", "meetings", "M-0029", "title=Other"), READ_ONLY, CLOSED),
    Row(4, "closed", command("capture", "AG-0052", "A", "Words"),
        "M-0029 Example meeting is closed: outcomes are written while it is in progress.", CLOSED),
    Row(
        4, "closed", command("stage", "M-0029", "in_progress"),
        "Reopening M-0029 Example meeting needs a reason: say why.", CLOSED,
    ),
    Row(
        4, "template of the same name", Call(a_second_template),
        "There is a template “Example” already: choose another name.",
        (command("template", "dicas-2024-06-09", "Example"),),
    ),
    Row(
        5, "kind of outcome", command("capture", "AG-0052", "Q", "Words"),
        "“Q” is no kind of outcome: use one of D = Decision, C = Commitment, A = Action, N = Note.", HELD,
    ),
    Row(
        5, "action without owner", command("capture", "AG-0052", "A", "Example action"), "AI-0030", HELD,
        {"AI-0030": {"status": "draft", "agenda_item_id": 52}, "AG-0052": {"state": "discussed"}},
    ),
    Row(
        5, "action without owner", command("stage", "M-0029"),
        "M-0029 Example meeting · In progress\nIt can become: Closed, Open\nWithout a lead: 1\nAI-0030 Example action",
        LOOSE,
    ),
    Row(
        5, "action without owner", Named(ENDS, "test_close_names_what_is_incomplete_and_asks_of_each_item"),
        "Close the meeting · 3 incomplete   F12",
    ),
    Row(
        5, "undiscussed items", command("stage", "M-0029", "closed"),
        "M-0029 Example meeting cannot be closed: 1 item was not discussed (AG-0052). Say of each: next meeting, "
        "backlog or drop.", HELD,
    ),
    Row(
        5, "undiscussed items", command("stage", "M-0029", "--settle", "AG-0052=drop", "closed"),
        "Dropping an item needs a reason: say why.", HELD,
    ),
    Row(
        5, "undiscussed items", command("stage", "M-0029", "--settle", "AG-0052=drop:Settled by letter", "closed"),
        "M-0029 Example meeting · Closed\nIt can become: In progress", HELD,
        {"M-0029": {"stage": "closed"}, "AG-0052": {"state": "dropped", "state_reason": "Settled by letter"}},
    ),
    Row(
        5, "undiscussed items", Named(ENDS, "test_close_names_what_is_incomplete_and_asks_of_each_item"),
        "Dropping an item needs a reason: say why.",
    ),
    Row(
        5, "crash",
        Named(
            "faults/test_meeting_killed.py",
            "test_a_meeting_killed_at_random_moments_loses_the_last_keystrokes_at_most",
        ), "",
    ),
    Row(
        5, "crash",
        Named("ui/meeting/test_capture.py", "test_what_was_half_typed_stands_in_its_line_again_with_a_note"), "",
    ),
)  # fmt: skip
