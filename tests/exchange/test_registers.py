"""Files against the rules of the registers and of delegations: told row by row, and the good rows come in."""

from pathlib import Path

import pytest

from dicas_desktop.exchange.tables import execute
from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.register import extend
from dicas_desktop.store.store import Store
from tests.exchange.rows import dump, plan, write_rows

SEAT = ("member_id", "delegation_id", "person_id", "org_id", "capacity")
HEADED = "del-defmin-2023-01-12-us"
HEAD = "del-defmin-2023-01-12-us-01"
SECOND = "Capacity: Lloyd AUSTIN heads this delegation already, and it has one head: say who steps down."
Told = list[tuple[int, str, str]]


def rejected(store: Store, path: Path) -> Told:
    before = dump(store)
    found = [(r.line, r.column, r.cure) for r in plan(store, path).rejected]
    assert dump(store) == before
    return found


def seats(tmp_path: Path, *rows: tuple[str, ...]) -> Path:
    return write_rows(tmp_path / "delegation_members.csv", SEAT, *rows)


def head_name(store: Store) -> str:
    with store.read() as db:
        row_id = find(db, "persons", "austin-lloyd")
        assert row_id is not None
        return str(fetch(db, "persons", [row_id])[0].values["name_en"])


# ------------------------------------------------------------------ delegations
def test_a_second_head_of_delegation_is_a_bad_row(filled: Store, tmp_path: Path) -> None:
    sentence = SECOND.replace("Lloyd AUSTIN", head_name(filled))
    path = seats(
        tmp_path, ("seat-new", HEADED, "", "us-dod", "leader"), ("seat-good", HEADED, "", "us-navy", "adviser")
    )
    assert rejected(filled, path) == [(2, "capacity", sentence)]
    before = filled.head.steps
    execute(filled, plan(filled, path), "Import")
    assert filled.head.steps == before + 1
    with filled.read() as db:
        assert find(db, "delegation_members", "seat-good")
        assert find(db, "delegation_members", "seat-new") is None


def test_two_heads_in_one_file_leave_the_first(filled: Store, tmp_path: Path) -> None:
    rows = [(f"seat-{n}", "del-new", "", "us-dod", "leader") for n in (1, 2)]
    (tmp_path / "both").mkdir()
    write_rows(
        tmp_path / "both" / "delegations.csv",
        ("delegation_id", "meeting_id", "side"),
        ("del-new", "dicas-2024-06-09", "AU"),
    )
    write_rows(tmp_path / "both" / "delegation_members.csv", SEAT, *rows)
    sentence = "Capacity: seat-1 heads this delegation already, and it has one head: say who steps down."
    assert rejected(filled, tmp_path / "both") == [(3, "capacity", sentence)]


def test_heads_that_change_places_in_one_file_come_in(filled: Store, tmp_path: Path) -> None:
    with filled.write("Add a deputy") as step:
        delegation = step.raw.execute("SELECT id FROM delegations WHERE slug = ?", (HEADED,)).fetchone()[0]
        step.add("delegation_members", {"slug": "seat-2", "delegation_id": delegation, "role_note": "Example role",
                                        "capacity": "deputy"})  # fmt: skip
    path = write_rows(
        tmp_path / "delegation_members.csv",
        ("member_id", "delegation_id", "capacity"),
        ("seat-2", HEADED, "leader"),
        (HEAD, HEADED, "deputy"),
    )
    found = plan(filled, path)
    assert found.rejected == []
    execute(filled, found, "Import")
    with filled.read() as db:
        capacities = dict(db.execute("SELECT slug, capacity FROM delegation_members WHERE slug IN (?, ?)",
                                     ("seat-2", HEAD)).all())  # fmt: skip
    assert capacities == {"seat-2": "leader", HEAD: "deputy"}


# ------------------------------------------------------------------ the action register
def test_a_second_lead_is_a_bad_row(filled: Store, tmp_path: Path) -> None:
    with filled.read() as db:
        slug, ref, lead = db.execute(
            "SELECT a.slug, a.ref, coalesce(o.abbreviation, o.name_en) FROM action_items a "
            "JOIN organizations o ON o.id = a.owner_org_id WHERE o.slug != 'jp-atla' ORDER BY a.id LIMIT 1"
        ).first() or ("", "", "")
    path = write_rows(
        tmp_path / "action_items.csv", ("action_id", "description", "owner_org_id"), (slug, "Example", "jp-atla")
    )
    assert rejected(filled, path) == [
        (
            2,
            "owner_org_id",
            f"Lead (OPR): {lead} leads {ref}, and an action has one lead: replace it, or add ATLA as OCR.",
        )
    ]


def test_an_office_supports_an_action_once_and_not_the_one_it_leads(filled: Store, tmp_path: Path) -> None:
    with filled.read() as db:
        slug, ref, lead, name = db.execute(
            "SELECT a.slug, a.ref, o.slug, coalesce(o.abbreviation, o.name_en) FROM action_items a "
            "JOIN organizations o ON o.id = a.owner_org_id WHERE o.slug != 'jp-atla' ORDER BY a.id LIMIT 1"
        ).first() or ("", "", "", "")
    path = write_rows(
        tmp_path / "parties.csv",
        ("party_id", "action_item_id", "org_id"),
        ("party-1", slug, lead),
        ("party-2", slug, "jp-atla"),
        ("party-3", slug, "jp-atla"),
    )
    assert rejected(filled, path) == [
        (2, "org_id", f"Office: {name} leads {ref} already."),
        (4, "org_id", f"Office: ATLA supports {ref} already."),
    ]
    execute(filled, plan(filled, path), "Import")
    again = write_rows(tmp_path / "parties.csv", ("party_id", "action_item_id", "org_id"), ("p-4", slug, "jp-atla"))
    assert rejected(filled, again) == [(2, "org_id", f"Office: ATLA supports {ref} already.")]


def test_parts_in_a_circle_are_a_bad_row(filled: Store, tmp_path: Path) -> None:
    path = write_rows(
        tmp_path / "action_items.csv",
        ("action_id", "description", "parent_id", "owner_side"),
        ("act-1", "Example", "act-2", "US"),
        ("act-2", "Example", "act-3", "US"),
        ("act-3", "Example", "act-1", "US"),
        ("act-4", "Example", "act-4", "US"),
    )
    found = rejected(filled, path)
    assert (2, "parent_id", "Part of: act-1 → act-2 → act-3 → act-1 is a circle; choose another action.") in found
    assert (5, "parent_id", "Part of: act-4 → act-4 is a circle; choose another action.") in found


def test_an_extension_that_a_file_edits_is_a_bad_row(filled: Store, tmp_path: Path) -> None:
    with filled.write("Enter it earlier") as step:
        office = step.raw.execute("SELECT id FROM organizations LIMIT 1").fetchone()[0]
        row_id = step.add("action_items", {"description": "Example", "owner_org_id": office, "due_date": "2024-06-01",
                                           "entered_on": "2024-05-01"}).id  # fmt: skip
    with filled.write("Extend") as step:
        extend(step, row_id, {"due_date": "2024-07-01"}, "Example reason", "Example side")
    path = write_rows(
        tmp_path / "extensions.csv",
        ("extension_id", "action_item_id", "reason", "agreed_by", "extended_on"),
        ("EX-0001", f"AI-{row_id:04}", "Another reason", "Example side", "2024-06-10"),
    )
    sentence = "An extension is never edited: undo the step that made it, or extend the action again."
    assert rejected(filled, path) == [(2, "reason", sentence)]


# ------------------------------------------------------------------ the decision register
DECISION = ("decision_id", "text", "status", "superseded_by_id")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("dec-1", "Example", "superseded", "dec-2"), ("dec-2", "Example", "superseded", "dec-1")],
            [(2, "superseded_by_id",
              "Superseded by: dec-1 → dec-2 → dec-1 is a circle; choose another decision.")],
        ),
        (
            [("dec-1", "Example", "superseded", "")],
            [(2, "superseded_by_id", "Superseded by is missing: name the decision that takes its place.")],
        ),
    ],
)  # fmt: skip
def test_a_decision_that_succeeds_itself_or_nobody_is_a_bad_row(
    filled: Store, tmp_path: Path, rows: list[tuple[str, ...]], told: Told
) -> None:
    path = write_rows(tmp_path / "decisions.csv", DECISION, *rows)
    assert rejected(filled, path)[: len(told)] == told


def test_a_circle_through_a_decision_that_stands_is_a_bad_row(filled: Store, tmp_path: Path) -> None:
    with filled.write("Supersede") as step:
        old = step.add("decisions", {"slug": "dec-old", "text": "Example", "status": "agreed"})
        new = step.add("decisions", {"slug": "dec-new", "text": "Example", "status": "agreed"})
        step.update("decisions", old.id, {"superseded_by_id": new.id})
    path = write_rows(tmp_path / "decisions.csv", DECISION, ("dec-new", "Example", "superseded", "dec-old"))
    sentence = f"Superseded by: {new.ref} → {old.ref} → {new.ref} is a circle; choose another decision."
    assert rejected(filled, path) == [(2, "superseded_by_id", sentence)]
