"""Totals in words: two short lines for a column, and one sentence that leaves nothing out."""

from typing import NamedTuple

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.totals import NUMBERS, Total, Unit, unit_fields


class Told(NamedTuple):
    """The totals of a column in words: two short lines, and one sentence that leaves nothing out."""

    first: str
    second: str
    sentence: str
    refused: bool = False


def told_of(entity: Entity, field: Field, total: Total) -> Told:
    """Return what a column comes to in words."""
    name = _(field.label)
    number = counted("{n} recorded", "{n} recorded", total.recorded)
    if field.kind not in (*NUMBERS, Kind.DATE, Kind.TIME) or not total.recorded:
        return Told(f"{total.recorded:,}", _("recorded"), f"{name}: {number}.")
    least, most = _value(field, total.least), _value(field, total.most)
    span = least if least == most else f"{least} – {most}"
    if field.kind not in NUMBERS:
        sentence = _("{column}: {span}, {number}.").format(column=name, span=span, number=number)
        return Told(least, number if least == most else f"– {most}", sentence)
    if total.total is not None:
        figure = f"{total.total:,}"
        text = _("{column}: sum {total}, least {least}, most {most}, {number}.")
        sentence = text.format(column=name, total=figure, least=least, most=most, number=number)
        return Told(figure, span, sentence)
    if len(total.units) < 2:
        text = _("{column}: least {least}, most {most}, {number}.")
        return Told(span, number, text.format(column=name, least=least, most=most, number=number))
    units = [_unit(entity, field, unit) for unit in total.units[:2]]
    both = _("{one} and {other}").format(one=units[0], other=units[1])
    text = _("{column} has no sum: {units} are not added.")
    return Told(_("no sum"), both, text.format(column=name, units=both), refused=True)


def _value(field: Field, value: object) -> str:
    if field.kind is Kind.DATE:
        return show_date(str(value))
    return f"{value:,}" if isinstance(value, int) else str(value)


def _unit(entity: Entity, field: Field, unit: Unit) -> str:
    """Return what a number counts in words, such as "missiles per year"."""
    parts = [
        _(column.choice_label(value)) if column.choices else str(value)
        for column, value in zip(unit_fields(entity, field), unit, strict=True)
        if value is not None
    ]
    return " · ".join(parts) or _("no unit")
