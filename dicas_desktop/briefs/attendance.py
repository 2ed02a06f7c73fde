"""Who sat for each side: heads first, then the order of precedence, each with name, post of the day and office."""

from dataclasses import replace

from dicas_desktop.briefs.named import person_name, reading
from dicas_desktop.briefs.occasion import Occasion, side_name
from dicas_desktop.briefs.paper_content import AttendanceSection, Attendee, AttendingSide
from dicas_desktop.briefs.people import (
    head_of,
    held_by,
    members_of,
    office_once,
    post_once,
    rows_of,
    says_head,
    title_of,
)
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.tongues import Tongues
from dicas_desktop.store.delegations import HEAD


def attendance(
    tongues: Tongues, occasion: Occasion, title: str, *, heads_only: bool = False, came: bool = True
) -> AttendanceSection:
    """Return the delegations of the meeting. `heads_only` leaves the members out, `came` tells who attended."""
    sides = tuple(
        _side(tongues, row, occasion.meeting["start_date"], heads_only=heads_only)
        for row in rows_of(tongues.main, occasion.meeting["id"])
    )
    told = came and any(person.attendance for side in sides for person in side.people)
    heads = ["Name", "Post and organization", "Capacity", *(["Attendance"] if told else [])]
    return AttendanceSection(
        "attendance",
        title,
        tongues.label("None recorded"),
        (tongues.main.say("No."), *map(tongues.label, heads)),
        sides,
    )


def _side(tongues: Tongues, row: Row, day: str | None, *, heads_only: bool) -> AttendingSide:
    members = members_of(tongues.main, row)
    leader, seat = head_of(tongues.main, row, members)
    # the place of a missing head is kept, and a warning makes the paper a draft; a readout names heads alone
    seats = [(row, leader, row["leader_role"], seat)] if leader or not heads_only else []
    if not heads_only:
        seats += [(each, tongues.main.one("persons", each["person_id"]), each["role_note"], each)
                  for each in members if each is not seat]  # fmt: skip
    first = 0 if seats and leader is None and seat is None else 1  # who is not named is not counted
    people = tuple(_attendee(tongues, number, one, day) for number, one in enumerate(seats, first))
    title = tongues.text(lambda reader: side_name(reader, row["side"]), row)
    count = tongues.text(lambda reader: reader.say("{n} people", n=row["headcount"])) if row["headcount"] else None
    return AttendingSide(title, people, None if heads_only else count)


_Seat = tuple[Row, Row | None, str | None, Row | None]


def _attendee(tongues: Tongues, number: int, seat_of: _Seat, day: str | None) -> Attendee:
    row, person, role, seat = seat_of
    held = held_by(tongues.main, person, day)
    office = tongues.main.one("organizations", (seat or row)["org_id"] or row["org_id"])
    head = row is not seat
    leads = head and says_head(role)  # as "Co-chair" does: said as the capacity then
    rows = [each for each in (row, seat, person, held, office) if each is not None]
    missing = person is None and seat is None

    def name(reader: Reader) -> str:
        if person is not None:
            return person_name(reader, person)
        return "" if missing else _office(reader, office)

    def post(reader: Reader) -> str:
        words = post_once(reader, None if leads else role, None if held is None else title_of(reader, held))
        return office_once(reader, words, _office(reader, office) if missing or person is not None else "")

    capacity = HEAD if head else seat["capacity"] if seat else None
    word = tongues.label(role if role and leads else "Head") if capacity == HEAD else tongues.choice(capacity)
    named = tongues.text(lambda reader: name(reader) or reader.say("not named"), *rows)
    if person is not None and tongues.main.language == "ja":
        named = replace(named, other=reading(person))
    return Attendee(
        seat["ref"] if seat else row["ref"], str(number or "—"), named, tongues.text(post), word,
        tongues.choice(seat["attendance"]) if seat else "", head,
    )  # fmt: skip


def _office(reader: Reader, office: Row | None) -> str:
    """Return the whole name of an office, as a list of people names it."""
    if office is None:
        return ""
    japanese = office["name_ja"] if reader.language == "ja" else None
    return str(japanese or reader.say(office["name_en"]))
