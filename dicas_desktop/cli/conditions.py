"""The conditions of `list --where`: "status=open", "due_date <= 2024-07", "description ~ missile", "is=late"."""

import re
from datetime import date

from dicas_desktop.cli.naming import field_named, field_names
from dicas_desktop.domain import values
from dicas_desktop.domain.dates import read_date
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.derived import column_field, is_derived
from dicas_desktop.domain.problems import UserProblem, unstorable_text
from dicas_desktop.domain.texts import _
from dicas_desktop.store import listing
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Condition

_SHAPE = re.compile(r"\s*(\w+)\s*(<=|>=|!=|=|<|>|~)\s*(.*?)\s*", re.DOTALL)
_TEXT_KINDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.URL, Kind.CHOICE, Kind.COUNTRY, Kind.MARKING)
_UNORDERED = (Kind.REFERENCE, Kind.CHOICE, Kind.COUNTRY, Kind.PRECISION, Kind.MARKING, Kind.ZONE)


def read_condition(db: Db, entity: Entity, text: str) -> list[Condition]:
    """Read one condition; a month or a year stands for all its days. UserProblem tells what is wrong with it."""
    found = _SHAPE.fullmatch(text)
    if not found:
        problem = _("“{text}” is not a condition: write FIELD OP VALUE with = != < <= > >= ~, such as status=open.")
        raise UserProblem(problem.format(text=text))
    name, op, value = found.groups()
    if sentence := unstorable_text(name, value):
        raise UserProblem(sentence)
    if name == "is":
        return [_state(entity, op, value)]
    identity = {"ref": "ref", "slug": "slug", entity.slug_column: "slug"}.get(name)
    if not value and not is_derived(entity.table, name) and (identity or field_named(entity, name)):
        return [_blank(identity or name, op)]
    if identity:
        return [Condition(identity, op, value)]
    field = column_field(entity, name) if is_derived(entity.table, name) else field_named(entity, name)
    if op == "~":
        return [_contains(field, value)]
    if field.kind is Kind.DATE:
        return list(_days(field, op, value))
    if op not in ("=", "!=") and field.kind in _UNORDERED:
        raise UserProblem(_("{field} has no order: use = or !=.").format(field=name))
    read = values.read(field, value, lambda table, words: listing.find(db, table, words))
    return [Condition(name, op, read[name])]


def _state(entity: Entity, op: str, value: str) -> Condition:
    if entity.table != "action_items":
        raise UserProblem(_("{kind} has no field is: use one of {known}.").format(
            kind=entity.table, known=", ".join(field_names(entity))
        ))  # fmt: skip
    if op != "=" or value not in listing.STATES:
        raise UserProblem(_("“is” takes = and one of {states}.").format(states=", ".join(listing.STATES)))
    return Condition("is", "=", value)


def _blank(name: str, op: str) -> Condition:
    if op not in ("=", "!="):
        raise UserProblem(_("A value is missing after {field} {op}: add it.").format(field=name, op=op))
    return Condition(name, "empty" if op == "=" else "filled")


def _contains(field: Field, value: str) -> Condition:
    if field.kind not in _TEXT_KINDS:
        raise UserProblem(_("{field} is no text: use = != < <= > >= instead of ~.").format(field=field.name))
    return Condition(field.name, "~", value)


def _days(field: Field, op: str, value: str) -> tuple[Condition, ...]:
    first, last = read_date(value)[0], read_date(value, end=True)[0]
    if op == "=" and first != last:
        return Condition(field.name, ">=", first), Condition(field.name, "<=", last)
    if op == "!=" and first != last:
        raise UserProblem(
            _("{field} != {value}: use < or > for more than a day.").format(field=field.name, value=value)
        )
    day = date.fromisoformat(last if op in ("<=", ">") else first)
    return (Condition(field.name, op, day.isoformat()),)
