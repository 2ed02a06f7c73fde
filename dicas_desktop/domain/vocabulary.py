"""Closed vocabularies. The values are those of the public record; the program's own words stand beside them."""

from dicas_desktop.domain.declaration import Choice, readable
from dicas_desktop.domain.texts import N_


def words(**labels: str) -> tuple[Choice, ...]:
    """Make a vocabulary from value=label pairs, in the order in which they are offered."""
    return tuple(Choice(value, label) for value, label in labels.items())


def plain(*values: str) -> tuple[Choice, ...]:
    """Make a vocabulary whose labels are the values with blanks and a capital: `site_visit` is "Site visit"."""
    return tuple(Choice(value, readable(value)) for value in values)


NOT_RECORDED = Choice("unknown", N_("Not recorded"))  # the record's "unknown", in the words of the tables
PRECISIONS = plain("day", "month", "year", "by", "from")
SIDES = words(
    US=N_("United States"), JP=N_("Japan"), AU=N_("Australia"), CA=N_("Canada"), DE=N_("Germany"), FR=N_("France"),
    GB=N_("United Kingdom"), ID=N_("Indonesia"), IN=N_("India"), IT=N_("Italy"), KR=N_("Republic of Korea"),
    MY=N_("Malaysia"), NL=N_("Netherlands"), NZ=N_("New Zealand"), PH=N_("Philippines"), SG=N_("Singapore"),
    TH=N_("Thailand"), TW=N_("Taiwan"), VN=N_("Viet Nam"),
)  # fmt: skip
OWNER_SIDES = (*SIDES[:2], Choice("both", N_("Both")), *SIDES[2:])
RELEASABILITY = words(
    internal=N_("Internal"), us_only=N_("U.S. only"), jp_only=N_("Japan only"), bilateral=N_("Bilateral")
)
ORGANIZATION_TYPES = plain("government", "military", "company")
MEETING_TYPES = plain(
    "ministerial", "summit", "plenary", "working_group", "roundtable", "site_visit", "courtesy_call",
    "industry_day", "symposium", "conference", "announcement",
)  # fmt: skip
MEETING_STATUSES = plain("planned", "held", "cancelled")
STAGES = plain("draft", "open", "in_progress", "closed")
ITEM_STATES = plain("planned", "discussed", "deferred", "backlog", "dropped")
PURPOSES = plain("inform", "discuss", "decide")
DECISION_STATUSES = plain("proposed", "agreed", "superseded", "implemented", "withdrawn")
CAPACITIES = plain(
    "leader", "deputy", "principal", "participant", "adviser", "speaker", "facilitator", "interpreter", "observer",
    "company", "organisation",
)  # fmt: skip
ATTENDANCE = plain("invited", "accepted", "tentative", "declined", "attended", "excused", "walk_in")
TEXT_LANGUAGES = words(en=N_("English"), ja=N_("Japanese"), both=N_("Both"))
PAPER_KINDS = plain("brief", "minutes", "readout", "delegation_list")
PAPER_STATES = plain("draft", "final")
PARTY_ROLES = words(ocr=N_("OCR"), informed=N_("Informed"))
ACTION_KINDS = plain("action", "commitment", "plan")
DRAFT_ACTION = "draft"  # an action that nobody leads yet: it is kept and never printed
ACTION_STATUSES = (
    *plain(DRAFT_ACTION, "open", "in_progress", "blocked", "partly_done", "done", "cancelled"),
    NOT_RECORDED,
)
CLOSED_ACTIONS = ("done", "cancelled")
PRIORITIES = plain("high", "medium", "low")
OFFSET_UNITS = words(day=N_("Days"), working_day=N_("Working days"))
CALENDARS = words(US=N_("U.S. federal"), JP=N_("Japanese national"), joint=N_("Joint"))
PLATFORM_KINDS = plain("ship", "aircraft_type", "engine_type")
FACILITY_KINDS = plain(
    "naval_repair_facility", "dry_dock", "shipyard", "aircraft_depot", "engine_depot", "component_plant",
    "missile_plant",
)  # fmt: skip
AVAILABILITY_TYPES = (
    *(Choice(code, code) for code in ("SRA", "DSRA", "EDSRA", "ESRA", "PMA", "DPMA", "PIA", "DPIA", "CMAV", "PDM",
                                      "PMI", "MROU")),
    *plain("availability", "restricted_availability", "docking", "private_yard_repair", "pierside_repair",
           "depot_maintenance", "depot_contract", "engine_depot"),
)  # fmt: skip
REPAIR_STATUSES = (*plain("planned", "in_progress", "completed", "cancelled"), NOT_RECORDED)
ITEM_TYPES = plain("missile", "aircraft", "sustainment", "research", "supply_chain")
ARRANGEMENTS = plain(
    "licence_production", "co_development", "co_research", "co_sustainment", "assembly", "transfer", "arrangement",
    "multilateral", "proposal", "study",
)  # fmt: skip
PROGRAMME_STATUSES = plain("active", "study", "proposed", "ended")
TARGET_KINDS = plain("rate", "delivery", "contract_total", "sale_approval", "capacity")
QUALIFIERS = plain(
    "exactly", "about", "at_least", "more_than", "up_to", "about_half", "two_to_four_times"
)  # fmt: skip
PERIODS = words(year=N_("A year"), total=N_("In total"))
MEASURES = plain("rate_per_year", "delivery", "cumulative", "share_of_contract")
SUPPLY_KINDS = plain("component", "capacity", "repair_source", "category", "arrangement", "legal")
SUPPLY_STATUSES = plain("constrained", "in_development", "proposed", "study", "open", "available")
MILESTONE_STATUSES = plain("planned", "done", "cancelled")
SOURCE_KINDS = plain("official", "press", "repost", "secondary")
