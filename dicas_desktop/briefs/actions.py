"""Open actions of the forum and what the last meeting left behind."""

from dataclasses import replace

from dicas_desktop.briefs.content import ActionGroup, ActionRow, ActionSection, Status
from dicas_desktop.briefs.dues import due, event_of
from dicas_desktop.briefs.occasion import Occasion, deadline_mark, deadline_name, line_mark, side_name
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.work import status_of
from dicas_desktop.domain.attention import action_days
from dicas_desktop.domain.register import against_first

_LAST = "9999"  # sorts after every date


def open_actions(reader: Reader, occasion: Occasion) -> list[Row]:
    """Return the actions of the forum that are neither closed nor drafts, by due date, undated last.

    They belong to a meeting or a working group of the forum; a meeting without a forum has its own only. What a later
    meeting than the day of the brief gave rise to is not there yet.
    """
    forum = occasion.forum["id"] if occasion.forum else -1
    return reader.query(
        "action_items",
        "WITH past AS (SELECT id, forum_id FROM meetings WHERE start_date IS NULL OR start_date <= :today) "
        "SELECT id FROM action_items WHERE deleted_at IS NULL "
        "AND coalesce(status, 'open') NOT IN ('done', 'cancelled', 'draft') "
        "AND (meeting_id = :meeting OR meeting_id IN (SELECT id FROM past WHERE forum_id = :forum) "
        "OR (wg_id IN (SELECT id FROM working_groups WHERE forum_id = :forum) "
        "AND (meeting_id IS NULL OR meeting_id IN (SELECT id FROM past)))) "
        "ORDER BY due_date IS NULL, due_date, id",
        {"meeting": occasion.meeting["id"], "forum": forum, "today": reader.today.isoformat()},
    )


def is_late(reader: Reader, row: Row) -> bool:
    """Tell whether an action has passed its suspense."""
    days = action_days(row, reader.today)
    return days is not None and days < 0


def due_before(row: Row, day: str | None) -> bool:
    """Tell whether an action is due on or before a day; without a day every action is meant."""
    return day is None or (row["due_date"] is not None and row["due_precision"] != "from" and row["due_date"] <= day)


def actions(reader: Reader, occasion: Occasion, title: str) -> ActionSection:
    """Return the open actions in groups: overdue, due before the 2+2, later, without a date."""
    names = {
        "late": reader.say("Overdue"),
        "before": reader.say(
            "Due before {event} ({day})", event=deadline_name(reader, occasion), day=_deadline_day(reader, occasion)
        ),
        "later": reader.say("Later"),
        "dated": reader.say("With a date"),
        "undated": reader.say("No date"),
    }
    groups: dict[str, list[ActionRow]] = {key: [] for key in names}
    for row in open_actions(reader, occasion):
        groups[_group(reader, occasion, row)].append(_action(reader, row))
    if groups["before"]:
        names["before"] = _after(deadline_mark(reader, occasion), names["before"])
    made = tuple(ActionGroup(names[key], tuple(rows)) for key, rows in groups.items() if rows)
    if occasion.forum is not None:
        mark = line_mark(reader, occasion.meeting, occasion.forum)
        title = _after(mark, reader.say("Open actions of {forum}", forum=_forum_name(reader, occasion.forum)))
    return ActionSection("actions", title, reader.say("None recorded"), _heads(reader), made)


def _after(mark: str, words: str) -> str:
    return f"{mark} {words}" if mark else words


def _forum_name(reader: Reader, forum: Row) -> str:
    return str(forum["abbreviation"]) if forum["abbreviation"] else reader.name(forum)


def _group(reader: Reader, occasion: Occasion, row: Row) -> str:
    if is_late(reader, row):
        return "late"
    if row["due_date"] is None:
        return "undated"
    if occasion.deadline is None:
        return "dated"
    return "before" if due_before(row, occasion.deadline.until) else "later"


def _deadline_day(reader: Reader, occasion: Occasion) -> str:
    return reader.day(occasion.deadline.day, occasion.deadline.precision) if occasion.deadline else ""


def _heads(reader: Reader) -> tuple[str, ...]:
    return reader.say("Ref"), reader.say("Action"), reader.say("Lead"), reader.say("Due"), reader.say("Status")


def _action(reader: Reader, row: Row) -> ActionRow:
    office = reader.one("organizations", row["owner_org_id"])
    parties = _hanging_on(reader, "parties", row, "role = 'ocr'")
    offices = [reader.one("organizations", party["org_id"]) for party in parties]
    moved = _hanging_on(reader, "extensions", row)
    decision = reader.one("decisions", row["evidence_decision_id"])
    beside = (office, *offices, *parties, *moved, decision, event_of(reader, row))
    evidence = _evidence(reader, row, decision)
    english, japanese = (words and words + evidence for words in (row["description"], row["description_ja"]))
    text = reader.text(row, english, japanese, beside)
    lead = _lead(reader, row, office)
    if offices:
        lead += reader.say(" (OCR: {names})", names=reader.joined(*map(reader.name, offices)))
    return ActionRow(row["ref"], text, lead, _due(reader, row, moved), _status(reader, row))


def _hanging_on(reader: Reader, table: str, row: Row, which: str = "1") -> list[Row]:
    hanging = f"{table} WHERE action_item_id = ? AND {which} AND deleted_at IS NULL"
    return reader.query(table, f"SELECT id FROM {hanging} ORDER BY id", (row["id"],))  # noqa: S608 - own names


def _due(reader: Reader, row: Row, moved: list[Row]) -> str:
    """The suspense with its event, the first one, and how often it was extended."""
    shown = due(reader, row, year=False) or reader.say("no date")
    if not moved:
        return shown
    first = reader.day(moved[0]["old_due_date"], moved[0]["old_due_precision"], year=False)
    pattern = "{due}; first {first}, extended once" if len(moved) == 1 else "{due}; first {first}, extended {n} times"
    return reader.say(pattern, due=shown, first=first, n=len(moved))


def _evidence(reader: Reader, row: Row, decision: Row | None) -> str:
    """What shows that an action is done, behind its words; empty while it is not."""
    if row["status"] != "done" or not (row["evidence"] or decision):
        return ""
    shown = reader.joined(row["evidence"], decision["ref"] if decision else None)
    return reader.say(" (evidence: {shown})", shown=shown)


def _lead(reader: Reader, row: Row, office: Row | None) -> str:
    if office is not None:
        return reader.name(office)
    if row["owner_side"] == "both":
        return reader.say("Both sides")
    return side_name(reader, row["owner_side"]) if row["owner_side"] else reader.say("not recorded")


def _status(reader: Reader, row: Row) -> Status:
    """The status, or by how many days it is late; against the first date, too, where that was moved."""
    known = status_of(reader, "action_items", row)
    days, first = action_days(row, reader.today), against_first(row, reader.today)
    word = known.word
    if days is not None and days < 0:
        pattern = "{n} d late, outcome not recorded" if row["status"] == "unknown" else "{n} d late"
        word = reader.say(pattern, n=-days)
    if first is not None and first < 0:
        word = reader.say("{status}; {n} d late against the first date", status=word, n=-first)
    return replace(known, word=word)


# --------------------------------------------------------------------------------------------- the meeting before it
def commitments(reader: Reader, occasion: Occasion, title: str) -> ActionSection:
    """Return what the last meeting of the same working group, else of the same forum, left behind, with its state."""
    last = last_meeting(reader, occasion)
    rows: list[Row] = []
    remark = ""
    if last is not None:
        day = reader.day(last["start_date"], last["date_precision"])
        remark = f"{reader.mark(last)} " + reader.say("{title}, {day}", title=last["title"], day=day)
        rows = reader.query(
            "action_items",
            "SELECT id FROM action_items WHERE meeting_id = ? AND deleted_at IS NULL AND status IS NOT 'draft' "
            "ORDER BY due_date IS NULL, due_date, id",
            (last["id"],),
        )
    groups = (ActionGroup("", tuple(_action(reader, row) for row in rows)),) if rows else ()
    return ActionSection("commitments", title, reader.say("None recorded"), _heads(reader), groups, remark)


def last_meeting(reader: Reader, occasion: Occasion) -> Row | None:
    """Return the meeting before this one.

    It is the last one of the working group; for a meeting of the whole forum the last of its kind, so that plenary
    follows plenary; else the last of the forum that left something to follow up, which a visit seldom does.
    """
    known = {
        "meeting": occasion.meeting["id"],
        "day": occasion.meeting["start_date"] or reader.today.isoformat(),
        "group": occasion.group["id"] if occasion.group else None,
        "forum": occasion.forum["id"] if occasion.forum else None,
        "kind": occasion.meeting["meeting_type"],
    }
    for statement in _EARLIER:
        found = reader.query("meetings", statement, known)
        if found:
            return found[0]
    return None


_BEFORE = (
    "SELECT m.id FROM meetings m WHERE m.id != :meeting AND m.start_date < :day AND m.deleted_at IS NULL "
    "AND coalesce(m.status, '') != 'cancelled' AND "
)
_OF_THE_FORUM = "m.forum_id = :forum"
_LATEST = "m.start_date DESC, m.id DESC LIMIT 1"
_LEFT_SOMETHING = "EXISTS (SELECT 1 FROM action_items a WHERE a.meeting_id = m.id AND a.deleted_at IS NULL)"
_EARLIER = (
    f"{_BEFORE} m.wg_id = :group ORDER BY {_LATEST}",
    f"{_BEFORE} {_OF_THE_FORUM} AND :group IS NULL AND m.wg_id IS NULL AND m.meeting_type = :kind ORDER BY {_LATEST}",
    f"{_BEFORE} {_OF_THE_FORUM} ORDER BY {_LEFT_SOMETHING} DESC, {_LATEST}",
)
