"""Briefs for tests: one of placeholders, made by hand, and the way from a store to the brief of a meeting."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from dicas_desktop.briefs import change_content
from dicas_desktop.briefs import content as c
from dicas_desktop.briefs.build import build_brief
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make import TODAY

NONE = "None recorded"
U = "(U)"


def glance() -> c.GlanceSection:
    cards = (
        c.Card("3", "decisions sought"),
        c.Card("2 late", "of 19 actions due before the 2+2", "late"),
        c.Card("+6 d", "worst forecast slip"),
        c.Card("47 d", "to the 2+2 (28 Jul 2024)"),
    )
    return c.GlanceSection("glance", "At a glance", NONE, cards)


def agenda(rows: int = 4) -> c.AgendaSection:
    points = [
        c.AgendaRow("09:30", c.Text("Opening remarks by both heads", U), "Both sides"),
        c.AgendaRow("09:45", c.Text("Capacity of private yards", U, "民間造船所の能力", (1,)), "Example organization"),
    ]
    points += [c.AgendaRow("10:45", c.Text(f"Example topic {n}", U), "") for n in range(rows - len(points))]
    return c.AgendaSection("agenda", "Agenda", NONE, ("Time", "Item", "Lead"), tuple(points[:rows]))


def delegations() -> c.DelegationSection:
    us = c.Side(
        c.Text("United States", U, "米国側"),
        (
            c.Delegate(c.Text("Example head", U, notes=(2,)), "Example title, example office", head=True),
            c.Delegate(c.Text("Not named", U), "Example company"),
        ),
        c.Text("Example remark on the delegation"),
    )
    japan = c.Side(c.Text("Japan", U, "日本側"), (c.Delegate(c.Text("見本花子", U), "役職", head=True),))
    return c.DelegationSection("delegations", "Delegations", NONE, (us, japan))


def decisions(key: str = "decisions_sought") -> c.DecisionSection:
    row = c.DecisionRow(
        "D-0003", c.Text("Example decision", U, "決定の例", (2,)), "Example group", c.Status("Proposed")
    )
    return c.DecisionSection(key, "Decisions sought", NONE, ("Ref", "Decision", "Concerns", "Status"), (row,))


def action(number: int, text: str = "Survey private yards able to take a destroyer") -> c.ActionRow:
    status = c.Status("3 d late", "▲", "late") if number % 3 == 0 else c.Status("In progress", "◐", "soon")
    return c.ActionRow(f"AI-{number:04}", c.Text(text, U, "候補艦を選定する", (1,)), "Example org", "19 Jul", status)


def actions(count: int = 3) -> c.ActionSection:
    late = tuple(action(n) for n in range(count) if n % 3 == 0)
    rest = tuple(action(n) for n in range(count) if n % 3)
    groups = (c.ActionGroup("Overdue", late), c.ActionGroup("Due before the 2+2 (28 Jul 2024)", rest))
    return c.ActionSection("actions", "Open actions", NONE, ("Ref", "Action", "Lead", "Due", "Status"), groups)


def repairs() -> c.RepairSection:
    lanes = (
        c.Lane(
            c.Text("DDG-A", U),
            "SRA, dock 5",
            "planned 5 Jun to 1 Aug 2024",
            (c.Bar("baseline", 0.1, 0.6), c.Bar("forecast", 0.4, 0.7, soft_end=0.1), c.Bar("actual", 0.1, 0.4)),
            "+6 d",
            "late",
        ),
        c.Lane(c.Text("F-15", U, notes=(1,)), "PDM", "from 2025", (c.Bar("forecast", 0.8, 1.0, open_end=True),)),
        c.Lane(c.Text("DDG-B", U), "CMAV", "late", (c.Bar("forecast", 0.0, 0.5, cut_start=True, late=True),)),
    )
    ticks = tuple(c.Tick(n / 4, label) for n, label in enumerate(("Jun", "Jul", "Aug", "Sep")))
    events = (c.Event(0.3, "Today", "open"), c.Event(0.6, "2+2", "late"))
    legend = (
        c.Sample("baseline", "baseline"),
        c.Sample("forecast", "forecast"),
        c.Sample("actual", "done"),
        c.Sample("soft", "day not known"),
        c.Sample("open", "end not recorded"),
        c.Sample("cut", "goes on outside the chart"),
        c.Sample("late", "late"),
    )
    other = c.Lane(c.Text("USS Example", U), "docking", "from 11 Jul 2017, end not recorded", ())
    return c.RepairSection(
        "repairs", "Repair schedules", NONE, ticks, events, lanes, legend, "Outside the chart", (other,)
    )


def production() -> c.ProductionSection:
    rows = (
        c.FigureRow("target", c.Text("Target of Example company", U, notes=(1,)), "about 60", 1.0, official=True),
        c.FigureRow("actual", c.Text("Output 2024", U, notes=(2,)), "about 30", 0.5, official=False),
    )
    legend = (c.Sample("target", "target"), c.Sample("actual", "output"), c.Sample("hatched", "no official source"))
    group = c.FigureGroup(c.Text("Example missile", U, "見本誘導弾"), "missiles a year", rows)
    return c.ProductionSection("production", "Co-production", NONE, (group,), legend)


def supply() -> c.SupplySection:
    row = c.SupplyRow(
        "SI-0001",
        c.Text("Seeker", U, "シーカー", (2,)),
        "Shortage",
        "Example org",
        c.Status("Constrained", "▲", "late"),
    )
    return c.SupplySection("supply", "Supply risks", NONE, ("Ref", "Item", "Constraint", "Supplier", "Status"), (row,))


def changes() -> change_content.ChangeSection:
    fields = (
        change_content.ChangeField("Status", "Open", "Done"),
        change_content.ChangeField("Due", "31 Mar 2025", "12 Apr 2025", "+12 d"),
        change_content.ChangeField("Note", "—", "見本の備考"),
    )
    rows = (
        change_content.ChangeRow(
            "AI-0002", c.Text("Example action", U, "見本の措置", (1,)), c.Status("Closed", tone="done"), fields
        ),
        change_content.ChangeRow("", c.Text("20 records", U), c.Status("Added by import")),
    )
    group = change_content.ChangeGroup("Action items", rows)
    heads = ("Ref", "Record", "Change")
    return change_content.ChangeSection(
        "changes", "Changes", "No change", heads, (group,), "Since (U) Example meeting, 9 Jun 2024."
    )


def sources() -> c.SourceSection:
    notes = (
        c.Note(
            1,
            c.Text("Example release", U),
            "Example publisher, 10 Jun 2024, official",
            "https://example.org/" + "a" * 60,
        ),
        c.Note(2, c.Text("見本の記事", U), "報道, 2024年6月11日", "https://example.org/2"),
    )
    return c.SourceSection("sources", "Sources", NONE, notes)


def empty(section: c.Section) -> c.Section:
    bare: dict[str, Any] = {name: () for name in c.BODIES if hasattr(section, name)}
    return replace(section, **bare)


def sections() -> tuple[c.Section, ...]:
    return (
        glance(),
        agenda(),
        delegations(),
        decisions(),
        decisions("decisions_taken"),
        actions(),
        repairs(),
        production(),
        supply(),
        replace(actions(), key="commitments", title="Commitments of the last meeting"),
        changes(),
        sources(),
    )


def make_brief(**changes: Any) -> c.Brief:  # noqa: ANN401 - fields of any type
    """Return a brief with every kind of section; `changes` replace its fields."""
    when = "Tue 11 Jun 2024, 09:30–12:00 JST / Mon 10 Jun, 20:30–23:00 EDT"
    facts = (
        c.Fact("When", c.Text(when, other="令和6年6月11日")),
        c.Fact("Where", c.Text("Tokyo")),
        c.Fact("Forum", c.Text("DICAS")),
        c.Fact("Host", c.Text("Japan", other="防衛装備庁")),
    )
    header = c.Header(
        c.Text("Meeting brief", other="会議資料"), c.Text("Ship repair working group", U, "艦船整備作業部会"), facts
    )
    footer = c.Footer(
        "Prepared 15 Jul 2024 14:03 JST / 01:03 EDT from journal 412 · 9f3a c21e",
        "As of 15 Jul 2024",
        "Page {page} of {pages}",
    )
    brief = c.Brief("en", "2024-07-15", "UNCLASSIFIED", header, sections(), footer)
    return replace(brief, **changes)


NOW = datetime(2024, 7, 15, 5, 3, tzinfo=UTC)


def brief_of(store: Store, meeting: str, as_of: date = TODAY, **options: Any) -> c.Brief:  # noqa: ANN401 - keywords
    """Build the brief of a meeting named by reference or slug."""
    with store.read() as db:
        found = find(db, "meetings", meeting)
        assert found is not None
        return build_brief(db, found, as_of=as_of, now=NOW, head=store.head, ceiling=store.ceiling, **options)


def part(made: c.Brief, key: str) -> Any:  # noqa: ANN401 - the kind that the key stands for
    """Return a section of a brief."""
    return next(one for one in made.sections if one.key == key)
