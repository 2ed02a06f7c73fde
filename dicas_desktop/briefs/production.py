"""Co-production figures against their targets, and what holds the supply up."""

from dataclasses import replace

from dicas_desktop.briefs.content import (
    FigureGroup,
    FigureRow,
    ProductionSection,
    Sample,
    Status,
    SupplyRow,
    SupplySection,
    Text,
    Tone,
)
from dicas_desktop.briefs.occasion import Occasion
from dicas_desktop.briefs.reader import Reader, Row

_MOST = 60
_WIDE = ("sustainment", "supply_chain")  # kinds too wide to say that a programme concerns a working group
TARGETS = {
    "rate": "Target", "delivery": "Delivery target", "contract_total": "Contract", "sale_approval": "Approved sale",
    "capacity": "Capacity target",
}  # fmt: skip
MEASURES = {
    "share_of_contract": "Share of the contract delivered", "rate_per_year": "Output", "delivery": "Deliveries",
    "cumulative": "Deliveries",
}  # fmt: skip
QUALIFIERS = {"about": "about {n}", "at_least": "at least {n}", "more_than": "more than {n}", "up_to": "up to {n}",
               "about_half": "about half", "two_to_four_times": "two to four times"}  # fmt: skip
_SUPPLY: dict[str, tuple[str, Tone]] = {
    "constrained": ("▲", "late"), "open": ("○", "open"), "proposed": ("○", "open"), "study": ("◐", "soon"),
    "in_development": ("◐", "soon"),
}  # fmt: skip
_Key = tuple[int, str, str]


def production(reader: Reader, occasion: Occasion, title: str) -> ProductionSection:
    """Return the figures in groups that share programme, unit and period, and so a scale."""
    targets = reader.query(
        "production_targets",
        "SELECT id FROM production_targets WHERE deleted_at IS NULL ORDER BY programme_id, target_date, id",
    )
    actuals = reader.query(
        "production_actuals",
        "SELECT id FROM production_actuals WHERE deleted_at IS NULL ORDER BY programme_id, period_start, id",
    )
    groups: dict[_Key, list[tuple[str, Row]]] = {}
    for kind, rows in (("actual", actuals), ("target", targets)):
        for row in rows:
            if concerns(reader, occasion, row["programme_id"], None):
                groups.setdefault(_key(kind, row), []).append((kind, row))
    made = tuple(_figures(reader, key, rows) for key, rows in sorted(groups.items())[:_MOST])
    remark = reader.say("Bars of one heading share a scale from 0.") if made else ""
    return ProductionSection("production", title, reader.say("None recorded"), made, _legend(reader, made), remark)


def concerns(reader: Reader, occasion: Occasion, programme_id: int | None, group_id: int | None) -> bool:
    """Tell whether a record concerns the meeting: all do, but before a working group only those of its own field."""
    group = occasion.group
    programme = reader.one("programmes", programme_id)
    if group is None or group["id"] in (group_id, programme and programme["wg_id"]):
        return True
    if group_id is not None or programme is None or programme["wg_id"] is not None:
        return False
    kinds = reader.db.execute(
        "SELECT DISTINCT item_type FROM programmes WHERE wg_id = ? AND deleted_at IS NULL", (group["id"],)
    ).scalars()
    return programme["item_type"] in kinds and programme["item_type"] not in _WIDE


def _key(kind: str, row: Row) -> _Key:
    if kind == "target":
        return row["programme_id"], row["unit"] or "", row["period"] or "total"
    return row["programme_id"], row["unit"] or "", "year" if row["measure"] == "rate_per_year" else "total"


def _figures(reader: Reader, key: _Key, rows: list[tuple[str, Row]]) -> FigureGroup:
    programme = reader.one("programmes", key[0])
    unit = reader.say(key[1].replace("_", " "))
    words = reader.say("{unit} a year" if key[2] == "year" else "{unit} in total", unit=unit)
    if key[1].startswith("percent"):
        words = unit  # a share is no sum
    largest = max((row["quantity"] or 0 for _kind, row in rows), default=0)
    if programme is None:
        title = Text(reader.say("not recorded"), reader.mark())
    else:
        title = reader.text(programme, programme["name"], programme["name_ja"])
    return FigureGroup(title, words, tuple(_figure(reader, kind, row, largest) for kind, row in rows))


def _figure(reader: Reader, kind: str, row: Row, largest: int) -> FigureRow:
    producer = reader.one("organizations", row["producer_org_id"])
    source = reader.one("sources", row["source_id"])
    if kind == "target":
        what = reader.say(TARGETS.get(row["target_kind"], "Target"))
        when = reader.day(row["target_date"], row["target_precision"])
    else:
        what = reader.say(MEASURES.get(row["measure"], "Output"))
        when = _period(reader, row)
    words = reader.joined(what, reader.name(producer), when)
    quantity = row["quantity"]
    text = reader.text(row, words, beside=(producer,))
    note, notes = reader.prose(row["note"])
    return FigureRow(
        "target" if kind == "target" else "actual",
        replace(text, other=note, notes=tuple(sorted({*text.notes, *notes}))),
        _quantity(reader, quantity, row["qualifier"]),
        quantity / largest if quantity is not None and largest else None,
        source is not None and source["source_kind"] == "official",
    )


def _period(reader: Reader, row: Row) -> str:
    first, last = row["period_start"], row["period_end"]
    start, end = reader.day(first, row["period_precision"]), reader.day(last, row["period_precision"])
    return start if start == end or not end else f"{start} – {end}"


def _quantity(reader: Reader, quantity: int | None, qualifier: str | None) -> str:
    number = "" if quantity is None else f"{quantity:,}"
    pattern = QUALIFIERS.get(qualifier or "")
    if pattern and (number or "{n}" not in pattern):
        return reader.say(pattern, n=number)
    return number or reader.say("not recorded")


def _legend(reader: Reader, groups: tuple[FigureGroup, ...]) -> tuple[Sample, ...]:
    rows = [row for group in groups for row in group.rows]
    entries = {
        "target": ("target", any(row.kind == "target" for row in rows)),
        "actual": ("output", any(row.kind == "actual" for row in rows)),
        "hatched": ("no official source", any(not row.official for row in rows)),
    }
    return tuple(Sample(look, reader.say(words)) for look, (words, used) in entries.items() if used)


# ----------------------------------------------------------------------------------------------------------- supply
def supply(reader: Reader, occasion: Occasion, title: str) -> SupplySection:
    """Return what is not simply available, the constrained first."""
    rows = reader.query(
        "supply_items",
        "SELECT id FROM supply_items WHERE deleted_at IS NULL AND coalesce(status, 'open') != 'available' "
        "ORDER BY status IS NOT 'constrained', status IS NOT 'open', status IS NOT 'proposed', status, id",
    )
    chosen = [row for row in rows if concerns(reader, occasion, row["programme_id"], row["wg_id"])]
    heads = tuple(reader.say(word) for word in ("Ref", "Item", "Constraint", "Supplier", "Status"))
    made = tuple(_supply_row(reader, row) for row in chosen[:_MOST])
    return SupplySection("supply", title, reader.say("None recorded"), heads, made)


def _supply_row(reader: Reader, row: Row) -> SupplyRow:
    supplier = reader.one("organizations", row["supplier_org_id"])
    sign, tone = _SUPPLY.get(row["status"] or "open", ("○", "open"))
    text = reader.text(row, row["name"], row["name_ja"], (supplier,))
    name = reader.name(supplier) or reader.say("not recorded")
    word = reader.say("Not settled") if row["status"] == "open" else reader.choice(row["status"])
    return SupplyRow(row["ref"], text, row["constraint_note"] or "", name, Status(word, sign, tone))
