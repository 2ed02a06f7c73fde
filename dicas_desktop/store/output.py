"""Output against target of a programme of co-production, as the overview draws it."""

from dataclasses import dataclass

from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of the chart: a year's output or the target. Hatched without an official source."""

    label: str
    quantity: int
    about: str  # "≈", "≥", "≤" or ""
    target: bool
    official: bool


@dataclass(frozen=True, slots=True)
class Production:
    """Output against target of one programme; `note` is the record's own remark."""

    programme: int
    title: str
    unit: str
    bars: tuple[Bar, ...]
    note: str


_ACTUALS = (
    "SELECT substr(a.period_start, 1, 4), a.quantity, a.qualifier, s.source_kind = 'official' "
    "FROM production_actuals a LEFT JOIN sources s ON s.id = a.source_id WHERE a.programme_id = ? "
    "AND a.measure = 'rate_per_year' AND a.quantity IS NOT NULL AND a.deleted_at IS NULL "
    "AND a.producer_org_id IS ? ORDER BY a.period_start, a.id"
)
_TARGETS = (
    "SELECT substr(t.target_date, 1, 4), t.quantity, t.qualifier, s.source_kind = 'official' "
    "FROM production_targets t LEFT JOIN sources s ON s.id = t.source_id WHERE t.programme_id = ? "
    "AND t.target_kind = 'rate' AND t.quantity IS NOT NULL AND t.deleted_at IS NULL "
    "AND t.producer_org_id IS ? ORDER BY t.target_date, t.id"
)
_ABOUT = {"about": "≈", "at_least": "≥", "more_than": ">", "up_to": "≤"}


def production(db: Db) -> Production | None:
    """The first programme with a yearly output and a yearly target, those made in Japan first."""
    row = db.execute(
        "SELECT t.programme_id, g.name, t.unit, t.producer_org_id, t.note FROM production_targets t "
        "JOIN programmes g ON g.id = t.programme_id "
        "WHERE t.deleted_at IS NULL AND g.deleted_at IS NULL AND t.target_kind = 'rate' AND t.quantity IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM production_actuals a WHERE a.programme_id = t.programme_id AND a.deleted_at IS NULL "
        "AND a.measure = 'rate_per_year' AND a.quantity IS NOT NULL) "
        "ORDER BY coalesce(t.location_country, '') != 'JP', t.id LIMIT 1"
    ).first()
    if row is None:
        return None
    programme, title, unit, producer, note = row
    bars = [*_bars(db, _ACTUALS, programme, producer), *_bars(db, _TARGETS, programme, producer)]
    return Production(programme, title, unit or "", tuple(bars), note or "")


def _bars(db: Db, query: str, programme: int, producer: int | None) -> list[Bar]:
    target = query is _TARGETS
    bars = []
    for year, quantity, qualifier, official in db.execute(query, (programme, producer)):
        label = year or "—"
        if target:
            label = _("target {year}").format(year=year) if year else _("target")
        bars.append(Bar(label, quantity, _ABOUT.get(qualifier or "", ""), target, bool(official)))
    return bars
