"""What came of a meeting: decisions, commitments, actions and notes, under the point of the agenda they belong to."""

from collections.abc import Callable, Iterable

from dicas_desktop.briefs.content import Status, Text
from dicas_desktop.briefs.corrected import with_corrections
from dicas_desktop.briefs.dues import due, event_of
from dicas_desktop.briefs.occasion import Occasion, side_name
from dicas_desktop.briefs.paper_content import ItemSection, Outcome, OutcomeSection, Point, TopicSection
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.briefs.tongues import Tongues
from dicas_desktop.domain.vocabulary import DRAFT_ACTION

HEADS = ("Ref", "Text", "By", "Due")
_ACTION_WORDS = {"commitment": "Commitment", "plan": "Plan"}
_OF_MEETING = "SELECT id FROM {table} WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY id"
Wanted = Callable[[str, Row], bool]  # table and row of an outcome


def everything(_table: str, _row: Row) -> bool:
    """Let a paper print every outcome."""
    return True


def items(tongues: Tongues, occasion: Occasion, title: str) -> ItemSection:
    """Return the agenda, item by item, with what came of each."""
    by_item: dict[int | None, list[Outcome]] = {}
    for item, outcome in _outcomes(tongues, occasion, everything):
        by_item.setdefault(item, []).append(outcome)
    none = tongues.label("None recorded")
    points = tuple(
        _point(tongues, item, tuple(by_item.get(item["id"], ())), none) for item in _agenda(tongues, occasion)
    )
    return ItemSection("items", title, none, _heads(tongues), points)


def topics(tongues: Tongues, occasion: Occasion, title: str) -> TopicSection:
    """Return the points of the agenda that were not dropped or put off."""
    points = tuple(
        _point(tongues, item, (), "")
        for item in _agenda(tongues, occasion)
        if item["state"] in (None, "planned", "discussed")
    )
    return TopicSection("topics", title, tongues.label("None recorded"), points)


def further(tongues: Tongues, occasion: Occasion, title: str) -> OutcomeSection:
    """Return the outcomes that no point of the agenda has."""
    items_there = {item["id"] for item in _agenda(tongues, occasion)}
    rows = (outcome for item, outcome in _outcomes(tongues, occasion, everything) if item not in items_there)
    return OutcomeSection("further", title, tongues.label("None recorded"), _heads(tongues), tuple(rows))


def of_kind(tongues: Tongues, occasion: Occasion, key: str, title: str, wanted: Wanted) -> OutcomeSection:
    """Return the outcomes of a kind, whichever point they belong to."""
    rows = tuple(outcome for _item, outcome in _outcomes(tongues, occasion, wanted))
    return OutcomeSection(key, title, tongues.label("None recorded"), _heads(tongues), rows)


def is_decision(table: str, row: Row) -> bool:
    """A decision that is more than proposed."""
    return table == "decisions" and row["status"] != "proposed"


def is_owed(table: str, _row: Row) -> bool:
    """Something that a side owes."""
    return table == "action_items"


def warn_of_drafts(tongues: Tongues, occasion: Occasion) -> None:
    """Warn of actions without a lead: they are kept as drafts and never printed."""
    number = sum(row["status"] == DRAFT_ACTION for row in _rows(tongues.main, "action_items", occasion))
    if number:
        tongues.main.warn("Actions without a lead, not printed: {n}.", n=number)


def _heads(tongues: Tongues) -> tuple[str, ...]:
    return tuple(map(tongues.label, HEADS))


def _agenda(tongues: Tongues, occasion: Occasion) -> list[Row]:
    return tongues.main.query(
        "agenda_items",
        "SELECT id FROM agenda_items WHERE meeting_id = ? AND deleted_at IS NULL ORDER BY seq, id",
        (occasion.meeting["id"],),
    )


def _point(tongues: Tongues, item: Row, rows: tuple[Outcome, ...], none: str) -> Point:
    topic = tongues.record(item["topic"], item["topic_ja"], (item,))
    state = tongues.choice(item["state"]) if item["state"] not in (None, "planned") else ""
    tone = "soon" if item["state"] in ("deferred", "backlog") else "mute"
    why = f" ({item['state_reason']})" if item["state_reason"] else ""
    status = Status(state + why, tone=tone)  # type: ignore[arg-type]  # one of the tones
    return Point(item["ref"], f"{item['seq']}", topic, status, rows, none)


def _outcomes(tongues: Tongues, occasion: Occasion, wanted: Wanted) -> Iterable[tuple[int | None, Outcome]]:
    """Yield every outcome with the id of its point: decisions, then what is owed, then notes."""
    reader = tongues.main
    today = reader.today.isoformat()
    for row in _rows(reader, "decisions", occasion):
        if row["status"] != "withdrawn" and (row["decision_date"] or "") <= today and wanted("decisions", row):
            yield row["agenda_item_id"], _decision(tongues, row)
    for row in _rows(reader, "action_items", occasion):
        if row["status"] != DRAFT_ACTION and wanted("action_items", row):
            yield row["agenda_item_id"], _owed(tongues, row)
    for row in _rows(reader, "notes", occasion):
        if wanted("notes", row):
            text = tongues.record(row["text"], row["text_ja"], (row,))
            yield row["agenda_item_id"], Outcome(row["ref"], tongues.label("Note"), text, Text(""), Text(""))


def _rows(reader: Reader, table: str, occasion: Occasion) -> list[Row]:
    return reader.query(table, _OF_MEETING.format(table=table), (occasion.meeting["id"],))


def _decision(tongues: Tongues, row: Row) -> Outcome:
    word = "Proposed" if row["status"] == "proposed" else "Decision"
    text = tongues.record(*with_corrections(tongues.main, row), (row,))
    return Outcome(row["ref"], tongues.label(word), text, Text(row["made_by"] or ""), Text(""))


def _owed(tongues: Tongues, row: Row) -> Outcome:
    office = tongues.main.one("organizations", row["owner_org_id"])

    def who(reader: Reader) -> str:
        if office is not None:
            return reader.name(office)
        side = row["owner_side"]
        return reader.say("Both sides") if side == "both" else side_name(reader, side) if side else ""

    text = tongues.record(row["description"], row["description_ja"], (row, office, event_of(tongues.main, row)))
    word = tongues.label(_ACTION_WORDS.get(row["kind"], "Action"))
    return Outcome(row["ref"], word, text, tongues.text(who), tongues.text(lambda reader: due(reader, row)))
