"""Who leads an action and who supports it: one lead (OPR), any number of supporting offices (OCR), each once.

Ids may be those of rows that an import has yet to create: their id texts, which stand for themselves in sentences.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.reasons import SecondLead

if TYPE_CHECKING:
    from dicas_desktop.store.connection import Connection
    from dicas_desktop.store.step import Step

Values = Mapping[str, Any]
Key = int | str  # the id of a record, or the id text of a row that a file is to bring


# ------------------------------------------------------------------ guards
def settle_new_party(step: "Step", values: Values) -> Values:
    """An office supports an action once, and not the one that it leads."""
    if sentence := support_problem(Db(step.raw), values["action_item_id"], values["org_id"]):
        raise FieldProblem("org_id", sentence)
    return values


def settle_party(step: "Step", _row_id: int, before: Values, values: Values) -> Values:
    """Another office, or another action, is asked the same as a new one."""
    after = {**before, **values}
    if any(after[name] != before[name] for name in ("action_item_id", "org_id")):
        settle_new_party(step, after)
    return values


# ------------------------------------------------------------------ what is done to an action
def support(step: "Step", row_id: int, office: int, role: str = "ocr") -> int:
    """Add an office that supports an action; return the id of its record. FieldProblem if it leads or supports it."""
    return step.add("parties", {"action_item_id": row_id, "org_id": office, "role": role}).id


def with_one_lead(step: "Step", ids: Sequence[int], office: int | None, lead: str | None) -> Sequence[int]:
    """Let an office support the actions that others lead, if that was answered; return those that it is to lead."""
    if office is None or lead == "replace":
        return ids
    led = [row_id for row_id in ids if led_by_others(Db(step.raw), row_id, office)]
    if led and lead is None:
        raise SecondLead("owner_org_id", second_lead_sentence(Db(step.raw), led[0], office))
    for row_id in led:
        if _party(step.raw, row_id, office) is None:
            support(step, row_id, office)
    return [row_id for row_id in ids if row_id not in led]


def promote(step: "Step", row_id: int, office: int) -> None:
    """An office that leads from now on supports no more."""
    party = _party(step.raw, row_id, office)
    if party is not None:
        step.delete("parties", [party])


# ------------------------------------------------------------------ what is read
def parties(db: "Db", row_id: int) -> list[dict[str, Any]]:
    """Return the offices that support an action: id, org_id, role, note and the name of the office."""
    return db.execute(
        "SELECT p.id, p.org_id, p.role, p.note, coalesce(o.abbreviation, o.name_en, o.ref) AS name FROM parties p "
        "JOIN organizations o ON o.id = p.org_id WHERE p.action_item_id = ? AND p.deleted_at IS NULL ORDER BY p.id",
        (row_id,),
    ).mappings()


def led_by_others(db: "Db", row_id: int, office: Key | None) -> bool:
    """Tell whether an action has a lead, and it is another office."""
    lead = _lead_of(db, row_id)
    return lead is not None and lead != office


def second_lead_sentence(db: "Db", row_id: int, office: Key | None) -> str:
    """Say who leads an action that another office is to lead."""
    text = _("Lead (OPR): {lead} leads {ref}, and an action has one lead: replace it, or add {name} as OCR.")
    lead, name = _office(db.raw, _lead_of(db, row_id)), _office(db.raw, office)
    return text.format(lead=lead, ref=_ref(db.raw, row_id), name=name)


def support_problem(db: "Db", row_id: Key | None, office: Key | None, lead: Key | None = None) -> str:
    """Return why an office cannot support an action, empty if it can; `lead` is who leads it if that is to change."""
    if (lead if lead is not None else _lead_of(db, row_id)) == office:
        return _("Office: {name} leads {ref} already.").format(name=_office(db.raw, office), ref=_ref(db.raw, row_id))
    return "" if _party(db.raw, row_id, office) is None else supports_already(db, row_id, office)


def supports_already(db: "Db", row_id: Key | None, office: Key | None) -> str:
    """Say that an office supports an action already."""
    return _("Office: {name} supports {ref} already.").format(name=_office(db.raw, office), ref=_ref(db.raw, row_id))


# ------------------------------------------------------------------ inside
def _lead_of(db: "Db", row_id: Key | None) -> Key | None:
    lead: Key | None = db.execute("SELECT owner_org_id FROM action_items WHERE id = ?", (row_id,)).scalar()
    return lead


def _party(raw: "Connection", action: Key | None, office: Key | None) -> int | None:
    row = raw.execute(
        "SELECT id FROM parties WHERE action_item_id = ? AND org_id = ? AND deleted_at IS NULL", (action, office)
    ).fetchone()
    return None if row is None else int(row[0])


def _office(raw: "Connection", office: Key | None) -> str:
    row = raw.execute(
        "SELECT coalesce(abbreviation, name_en, ref) FROM organizations WHERE id = ?", (office,)
    ).fetchone()
    return str(office) if row is None else str(row[0])


def _ref(raw: "Connection", row_id: Key | None) -> str:
    row = raw.execute("SELECT ref FROM action_items WHERE id = ?", (row_id,)).fetchone()
    return str(row_id or "") if row is None else str(row[0])
