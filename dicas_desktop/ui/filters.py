"""Which filters a page offers, from the declaration of its entity, and what a filter says in words."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, NamedTuple

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.derived import column_field
from dicas_desktop.domain.periods import fiscal_period, period_words
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.officer import Officer
from dicas_desktop.store.two_plus_two import Deadline

MOST_REFERENCES, MOST_CHOICES, MOST_DATES = 2, 2, 1

_STATES = {
    "open": N_("Open"),
    "late": N_("Late"),
    "soon": N_("Due soon"),
    "no_lead": N_("No lead"),
    "undated": N_("No date"),
}
_SHOWN_STATES = ("open", "late", "no_lead")
_UPCOMING = {"meetings": "start_date", "milestones": "date"}  # table -> the day that makes a record a coming one
_SIGNS = {"=": "", "!=": N_("not "), "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "~ "}

# kinds measured against the deadline: the words of the filter, the date it looks at, and on which side of the deadline
BEFORE_DEADLINE = {
    "action_items": (N_("Before {event}"), "due_date", "<="),
    "milestones": (N_("Before {event}"), "date", "<="),
    "repair_schedules": (N_("Forecast after {event}"), "forecast_end", ">"),
}
_LONGEST = 24  # letters of an event's title on a filter

Label = Callable[[str, int], str]  # table, id -> label of the record


class Toggle(NamedTuple):
    """A filter that is on or off."""

    label: str  # in the language in use
    condition: Condition


class Pick(NamedTuple):
    """A filter that chooses among the words or records of one field."""

    field: Field
    label: str  # in the language in use

    def covers(self, condition: Condition) -> bool:
        """Tell whether this filter shows and changes the condition."""
        ops = ("during", "empty") if self.field.kind is Kind.DATE else ("=", "in", "empty")
        return condition.field == self.field.name and condition.op in ops


def toggles_of(
    entity: Entity, deadline: Deadline | None, today: date, officer: Officer | None = None
) -> tuple[Toggle, ...]:
    """Return the filters that are on or off: the states of action items, what comes before the 2+2, what is to come.

    What the officer's office leads, or the officer, is "Mine", where the officer is known among the people on record.
    """
    found = []
    if entity.table == "action_items":
        found = [Toggle(_(_STATES[name]), Condition("is", "=", name)) for name in _SHOWN_STATES]
    if deadline is not None and entity.table in BEFORE_DEADLINE:
        words, field, op = BEFORE_DEADLINE[entity.table]
        found.insert(1, Toggle(_(words).format(event=_short(deadline.title)), Condition(field, op, deadline.until)))
    if entity.table in _UPCOMING:
        found.append(Toggle(_("Upcoming"), Condition(_UPCOMING[entity.table], ">=", today.isoformat())))
    if officer is not None and (mine := _mine(entity, officer)) is not None:
        found.append(Toggle(_("Mine"), mine))
    return tuple(found)


def _mine(entity: Entity, officer: Officer) -> Condition | None:
    names = {field.name for field in entity.fields}
    led = {"owner_org_id": officer.office, "lead_org_id": officer.office, "leader_person_id": officer.person}
    found = (Condition(name, "=", row_id) for name, row_id in led.items() if name in names and row_id is not None)
    return next(found, None)


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else f"{title[: _LONGEST - 1].rstrip()}…"


def picks_of(entity: Entity) -> tuple[Pick, ...]:
    """Return the filters by the first references, vocabularies and dates among the columns a page shows at first."""
    declared = {field.name: field for field in entity.fields}
    fields = [declared[name] for name in entity.columns if name in declared]
    references = [field for field in fields if field.kind is Kind.REFERENCE][:MOST_REFERENCES]
    choices = [field for field in fields if field.kind is Kind.CHOICE][:MOST_CHOICES]
    dates = [field for field in fields if field.kind is Kind.DATE][:MOST_DATES]
    chosen = (*references, *choices, *dates)
    return tuple(Pick(field, _(field.label).partition(" (")[0]) for field in chosen)


def picked(conditions: Iterable[Condition], pick: Pick) -> tuple[Any, ...]:
    """Return the values a pick has chosen; (None,) is "none recorded"."""
    values: list[Any] = []
    for condition in conditions:
        if pick.covers(condition):
            values.extend({"empty": (None,), "=": (condition.value,)}.get(condition.op, condition.value))
    return tuple(values)


def picking(pick: Pick, values: tuple[Any, ...]) -> tuple[Condition, ...]:
    """Return the condition that chooses these values. None stands alone: it cannot be joined with others."""
    if not values:
        return ()
    if None in values:
        return (Condition(pick.field.name, "empty"),)
    if pick.field.kind is Kind.DATE:
        return (Condition(pick.field.name, "during", values),)
    if len(values) == 1:
        return (Condition(pick.field.name, "=", values[0]),)
    return (Condition(pick.field.name, "in", values),)


def value_text(field: Field, value: Any, label: Label) -> str:  # noqa: ANN401 - a stored value
    """Return a stored value in words."""
    if value is None:
        return _("none")
    if field.kind is Kind.REFERENCE:
        return label(field.target, value)
    if field.kind is Kind.CHOICE:
        return _(field.choice_label(value))
    if field.kind is Kind.DATE:
        return period_words(value) if fiscal_period(value) else show_date(value)
    return str(value)


def condition_text(entity: Entity, condition: Condition, label: Label) -> str:
    """Return any filter in words, for lists that other pages open."""
    if condition.field == "is":
        return _(_STATES.get(condition.value, condition.value))
    if condition.field in ("id", "ref", "slug"):
        many = condition.op == "in" and not isinstance(condition.value, str)
        return _("{n} chosen").format(n=len(condition.value)) if many else str(condition.value)
    field = column_field(entity, condition.field)
    name = _(field.label)
    if condition.op in ("empty", "filled"):
        text = _("{field}: none") if condition.op == "empty" else _("{field} recorded")
        return text.format(field=name)
    if condition.op in ("in", "during"):
        values = [value_text(field, value, label) for value in condition.value]
        return f"{name}: {values[0]}" if len(values) == 1 else f"{name}: {len(values)}"
    return f"{name}: {_(_SIGNS[condition.op])}{value_text(field, condition.value, label)}"
