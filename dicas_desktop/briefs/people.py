"""The delegations: heads first, then by precedence, each with office and the post of the day."""

import math
from dataclasses import replace

from dicas_desktop.briefs.content import Delegate, DelegationSection, Side, Text
from dicas_desktop.briefs.named import person_text
from dicas_desktop.briefs.occasion import Occasion, side_name
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.words import say
from dicas_desktop.domain.posts import post_on
from dicas_desktop.domain.vocabulary import CAPACITIES
from dicas_desktop.store.delegations import HEAD
from dicas_desktop.store.posts import OF_PERSON

_PRECEDENCE = {choice.value: number for number, choice in enumerate(CAPACITIES)}
_HEADS = ("chair", "head")
_HOME = ("US", "JP")  # a forum of two: these stand first
# A visit, a round table, an industry day, a symposium, a conference, a call and an announcement have a host and guests,
# by nature no second delegation. A meeting whose kind is not told counts as a session: a draft too many is noticed.
_ONE_SIDED = (
    "roundtable", "site_visit", "courtesy_call", "industry_day", "symposium", "conference", "announcement",
)  # fmt: skip


def delegations(reader: Reader, occasion: Occasion, title: str) -> DelegationSection:
    """Return the delegations of the meeting, the United States and Japan first."""
    sides = tuple(_side(reader, row, occasion.meeting["start_date"]) for row in rows_of(reader, occasion.meeting["id"]))
    return DelegationSection("delegations", title, reader.say("None recorded"), sides)


def rows_of(reader: Reader, meeting_id: int) -> list[Row]:
    """Return the delegations of a meeting in the order in which papers print them."""
    rows = reader.query(
        "delegations",
        "SELECT id FROM delegations WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY id",
        (meeting_id,),
    )
    rows.sort(
        key=lambda row: (row["side"] not in _HOME, _HOME.index(row["side"]) if row["side"] in _HOME else row["id"])
    )
    return rows


def members_of(reader: Reader, delegation: Row) -> list[Row]:
    """Return the members of a delegation: in the order that an officer gave them, the others after it by capacity."""
    members = reader.query(
        "delegation_members",
        "SELECT id FROM delegation_members WHERE delegation_id = ? AND deleted_at IS NULL ORDER BY id",
        (delegation["id"],),
    )
    last = len(_PRECEDENCE)
    members.sort(key=lambda row: (row["precedence"] or math.inf, _PRECEDENCE.get(row["capacity"] or "", last)))
    return members


def head_of(reader: Reader, delegation: Row, members: list[Row]) -> tuple[Row | None, Row | None]:
    """Return the person who heads a delegation and the seat: as the delegation names it, else as a seat does alone."""
    person = reader.one("persons", delegation["leader_person_id"])
    if person is not None:
        return person, next((each for each in members if each["person_id"] == person["id"]), None)
    seat = next((each for each in members if each["capacity"] == HEAD), None)
    return reader.one("persons", seat["person_id"]) if seat else None, seat


def held_by(reader: Reader, person: Row | None, day: str | None) -> Row | None:
    """Return the row that says which post a person held on the day of the meeting, None if none is recorded."""
    if person is None:
        return None
    held = post_on(person, reader.query("posts", OF_PERSON, (person["id"],)), day)
    return None if held is None else dict(held)


def warn_of_missing_heads(reader: Reader, occasion: Occasion) -> None:
    """Warn of each delegation without a named head, and in a session of a side that has no delegation at all."""
    named: dict[str, bool] = {}
    for row in rows_of(reader, occasion.meeting["id"]):
        person, _seat = head_of(reader, row, members_of(reader, row))
        named[row["side"]] = named.get(row["side"], False) or person is not None
    needed = () if occasion.meeting["meeting_type"] in _ONE_SIDED else _HOME
    for side in dict.fromkeys((*needed, *named)):
        if not named.get(side):
            reader.warn("No head of delegation is recorded: {side}.", side=side_name(reader, side))


def _side(reader: Reader, row: Row, day: str | None) -> Side:
    members = members_of(reader, row)
    leader, seat = head_of(reader, row, members)
    # the record may hold the head among the members too: said once, with the marks of both
    own = [each for each in members if each is seat or (leader is not None and each["person_id"] == leader["id"])]
    role = row["leader_role"] or (seat["role_note"] if seat and not row["leader_person_id"] else None)
    people = [_delegate(reader, (row, *own), leader, role, day, head=True)]
    people += [
        _delegate(reader, (member,), reader.one("persons", member["person_id"]), member["role_note"], day)
        for member in members
        if member not in own
    ]
    title = Text(side_name(reader, row["side"]), reader.mark(row), _other_name(reader, row["side"]))
    return Side(title, tuple(people), _remark(reader, row))


def _other_name(reader: Reader, side: str) -> str:
    english = side_name(reader, side)
    japanese = say(english, "ja")
    return f"{japanese}側" if reader.language == "en" and japanese != english else ""


def _delegate(
    reader: Reader, rows: tuple[Row, ...], person: Row | None, role: str | None, day: str | None, *, head: bool = False
) -> Delegate:
    row, held = rows[0], held_by(reader, person, day)
    office = reader.one("organizations", row["org_id"])
    title = None if held is None else title_of(reader, held)
    post = (
        _head_post(reader, role, title, office)
        if head
        else office_once(reader, post_once(reader, role, title), reader.name(office))
    )
    taking_part = reader.cite(row)  # another source than that of the person's post
    if person is None:
        return Delegate(Text(reader.say("not named"), reader.mark(*rows, office), notes=taking_part), post, head)
    name = person_text(reader, person, (*rows, office, held))
    return Delegate(replace(name, notes=tuple(sorted({*taking_part, *name.notes}))), post, head)


def title_of(reader: Reader, held: Row) -> str:
    """Return the title of a post in the language of the paper as far as the record has it."""
    japanese = held["title_ja"] if reader.language == "ja" else None
    return str(japanese or held["title"])


def _head_post(reader: Reader, role: str | None, title: str | None, office: Row | None) -> str:
    """Return "Co-chair: title, office": the role first if it is one of a head, else the word Head."""
    first = reader.say("Head")
    if role and says_head(role):
        first, role = reader.say(role), None
    post = office_once(reader, post_once(reader, role, title), reader.name(office))
    return reader.say("{role}: {post}", role=first, post=post) if post else first


def says_head(role: str | None) -> bool:
    """Tell whether a role is one of a head, such as Co-chair."""
    return any(word in (role or "").casefold() for word in _HEADS)


def post_once(reader: Reader, role: str | None, title: str | None) -> str:
    """Return role and title, the role alone or the title alone where one says the other already."""
    if role and title and role.casefold() not in title.casefold() and title.casefold() not in role.casefold():
        return reader.say("{title}; {role}", title=reader.say(title), role=reader.say(role))
    return reader.say(max(role or "", title or "", key=len))


def office_once(reader: Reader, post: str | None, office: str) -> str:
    """Return the post with its office, once."""
    return reader.joined(post, office if office.casefold() not in (post or "").casefold() else "")


def _remark(reader: Reader, row: Row) -> Text | None:
    count = reader.say("{n} people", n=row["headcount"]) if row["headcount"] else ""
    note, notes = reader.prose(row["note"])
    words = "; ".join(filter(None, (count, note)))
    return Text(words, notes=tuple(sorted({*reader.cite(row), *notes}))) if words else None
