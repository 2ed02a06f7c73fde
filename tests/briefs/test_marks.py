"""Everything printed counts for the banner, and bears the mark of all the records it is made of."""

from datetime import date

import pytest

from dicas_desktop.briefs.content import Brief, printed_texts
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

SHIP, FIRST, SECOND = "wg-ship-2024-06-11", "dicas-2024-06-09", "dicas-2024-10-07"
LATER = date(2024, 11, 1)
TABLES = (
    "agenda_items", "action_items", "decisions", "delegation_members", "delegations", "facilities", "forums",
    "meetings", "organizations", "persons", "platforms", "production_actuals", "production_targets", "programmes",
    "repair_schedules", "sources", "supply_items", "working_groups",
)  # fmt: skip


def set_on(store: Store, table: str, slug: str, **values: object) -> None:
    with store.read() as db:
        row_id = db.execute(f"SELECT id FROM {table} WHERE slug = ?", (slug,)).scalar()
    with store.write("Change for a test") as step:
        step.update(table, row_id, values)


@pytest.mark.parametrize("table", TABLES)
def test_a_brief_of_any_marked_table_bears_its_banner(secret: Store, table: str) -> None:
    with secret.read() as db:
        ids = db.execute(f"SELECT id FROM {table}").scalars()
    with secret.write("Mark all") as step:
        for row_id in ids:
            step.update(table, row_id, {"marking": "CUI"})
    assert brief_of(secret, SECOND, LATER).banner == "CUI"


NAMES = {
    ("forums", "dicas"): (SHIP, "header"),
    ("working_groups", "wg-ship"): (SHIP, "agenda"),
    ("working_groups", "wg-missile"): (FIRST, "agenda"),
    ("organizations", "jp-atla"): (FIRST, "header"),  # the host
    ("organizations", "us-boeing"): (FIRST, "supply"),
    ("organizations", "jp-mod"): (FIRST, "actions"),  # a lead
    ("organizations", "us-raytheon"): (FIRST, "production"),
    ("facilities", "srf-yokosuka"): (FIRST, "repairs"),
}


@pytest.mark.parametrize(("named", "place"), NAMES.items(), ids="-".join)
def test_the_mark_of_a_name_counts_and_stands_where_the_name_is_printed(
    secret: Store, named: tuple[str, str], place: tuple[str, str]
) -> None:
    (table, slug), (meeting, key) = named, place
    assert brief_of(secret, meeting).banner == "UNCLASSIFIED"
    set_on(secret, table, slug, marking="CUI")
    made = brief_of(secret, meeting)
    assert made.banner == "CUI"
    shown = made.header if key == "header" else part(made, key)
    assert any("(CUI)" in text for text in printed_texts((shown,)))
    alone = brief_of(secret, meeting, sections=[] if key == "header" else [key])
    assert alone.banner == "CUI"


def test_a_name_that_stands_in_no_chosen_section_does_not_count(secret: Store) -> None:
    set_on(secret, "organizations", "us-boeing", marking="CUI")
    assert brief_of(secret, FIRST, sections=["agenda", "delegations"]).banner == "UNCLASSIFIED"


def test_a_line_of_the_head_bears_a_mark_only_where_it_differs_from_the_title(secret: Store) -> None:
    assert {fact.text.mark for fact in brief_of(secret, FIRST).header.facts} == {""}
    set_on(secret, "organizations", "jp-atla", marking="CUI")
    marks = {fact.label: fact.text.mark for fact in brief_of(secret, FIRST).header.facts}
    assert marks == {"When": "", "Where": "", "Forum": "", "Host": "(CUI)", "Participants": "", "Summary": ""}
    set_on(secret, "meetings", FIRST, marking="CUI")
    assert {fact.text.mark for fact in brief_of(secret, FIRST).header.facts} == {""}


def test_a_figure_at_a_glance_counts_the_record_it_is_taken_from(secret: Store) -> None:
    ends = {"planned_end": "2024-08-20", "planned_end_precision": "day", "forecast_end": "2024-08-26"}
    set_on(secret, "repair_schedules", "rep-new-orleans-2024", status="in_progress", marking="S//NF", **ends)
    made = brief_of(secret, FIRST, sections=["glance"])
    assert made.banner == "SECRET//NOFORN"
    assert [card.mark for card in part(made, "glance").cards] == ["", "", "(S//NF)", ""]
    set_on(secret, "meetings", "scc-2024-07-28", marking="C")
    assert [card.mark for card in part(brief_of(secret, FIRST), "glance").cards] == ["", "", "(S//NF)", "(C)"]


def test_a_row_made_of_several_records_bears_them_together(secret: Store) -> None:
    set_on(secret, "supply_items", "sup-pac3-seeker", marking="S//REL TO USA, JPN")
    set_on(secret, "organizations", "us-boeing", marking="C//NF")
    row = next(row for row in part(brief_of(secret, FIRST), "supply").rows if row.ref == "SI-0001")
    assert row.item.mark == "(S//NF)"


def test_the_forum_in_a_heading_bears_its_mark(secret: Store) -> None:
    set_on(secret, "forums", "dicas", marking="CUI")
    made: Brief = brief_of(secret, FIRST)
    assert part(made, "actions").title == "(CUI) Open actions of DICAS"


@pytest.mark.parametrize("meeting", [SHIP, FIRST, SECOND, "industry-day-2024-09-26", "summit-2025-02"])
def test_the_ceiling_of_the_workspace_does_not_raise_a_brief_whose_records_are_all_marked(
    secret: Store, meeting: str
) -> None:
    assert secret.ceiling == "TS"
    assert brief_of(secret, meeting, LATER).banner == "UNCLASSIFIED"
