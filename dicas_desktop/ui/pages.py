"""The pages of the window: one for each kind of record, and those that show more than one kind."""

from collections.abc import Mapping
from typing import NamedTuple

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.texts import N_

OVERVIEW, TIMELINE, CHANGES, JOURNAL, BIN = "overview", "timeline", "changes", "journal", "bin"

OWED = "owed"  # what each side owes: a page of its own key, without a line in the sidebar
MEETING = "meeting:"  # how the page of one meeting is named: with the id of its record behind
ADDED_ELSEWHERE = "action_items"  # what New adds on a page that shows no one kind of record

# second stroke after Ctrl+G that opens a page; a kind of record without a line here has a page all the same
GO_KEYS = {
    OVERVIEW: "O",
    "forums": "F",
    "working_groups": "W",
    "meetings": "M",
    "agenda_items": "G",
    "delegations": "D",
    "delegation_members": "B",
    "action_items": "A",
    "decisions": "E",
    "milestones": "I",
    "repair_schedules": "R",
    "platforms": "P",
    "facilities": "Y",
    "programmes": "C",
    "production_targets": "T",
    "production_actuals": "U",
    "supply_items": "S",
    "organizations": "Z",
    "persons": "N",
    "sources": "X",
    CHANGES: "V",
    JOURNAL: "J",
    BIN: "K",
    TIMELINE: "L",
    "templates": "H",
    "closures": "Q",
}
# short names where the plural of the record would not fit the sidebar
SIDEBAR_NAMES = {"programmes": N_("Co-production"), "persons": N_("People"), "closures": N_("Calendar and closures")}
# where the chart below the table helps; elsewhere it starts folded
WITH_TIMELINE = frozenset(
    {"action_items", "meetings", "repair_schedules", "milestones", "decisions", "platforms", "facilities"}
)
BESIDE = ("templates", "closures")  # kinds with a page in the Go menu, and no line in the sidebar
WITH_INSPECTOR = frozenset(ENTITIES)


class Page(NamedTuple):
    """One entry of the sidebar and of the Go menu."""

    name: str  # table of the records, or OVERVIEW, CHANGES, JOURNAL or BIN
    title: str  # English; pass through `_`
    group: str  # English; empty: above all groups

    @property
    def key(self) -> str:
        """Key sequence that opens the page, empty if none was given to it."""
        stroke = GO_KEYS.get(self.name)
        return f"Ctrl+G, {stroke}" if stroke else ""


def pages(entities: Mapping[str, Entity]) -> tuple[Page, ...]:
    """Return all pages in sidebar order."""
    records = [Page(e.table, SIDEBAR_NAMES.get(e.table, e.plural), e.group) for e in entities.values() if e.listed]
    groups = list(dict.fromkeys(page.group for page in records))
    records.sort(key=lambda page: groups.index(page.group))
    return (
        Page(OVERVIEW, N_("Overview"), ""),
        *records,
        Page(CHANGES, N_("What changed"), N_("Record")),
        Page(JOURNAL, N_("Journal"), N_("Record")),
        Page(BIN, N_("Bin"), N_("Record")),
    )


def all_pages() -> tuple[Page, ...]:
    """Return what the Go menu opens: the pages of the sidebar, the timeline alone, and the kinds seldom asked for."""
    first, *rest = pages(ENTITIES)
    rare = [Page(name, SIDEBAR_NAMES.get(name, ENTITIES[name].plural), ENTITIES[name].group) for name in BESIDE]
    return (first, Page(TIMELINE, N_("Timeline alone"), ""), *rest, *rare)


def meeting_page(row_id: int) -> str:
    """Return the name of the page of a meeting."""
    return f"{MEETING}{row_id}"


def meeting_of(name: str) -> int:
    """Return the id of the meeting whose page this is, 0 if it is another page."""
    number = name.removeprefix(MEETING)
    return int(number) if name.startswith(MEETING) and number.isascii() and number.isdecimal() else 0
