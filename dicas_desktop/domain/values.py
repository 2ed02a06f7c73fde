"""Typed text and stored values: one reading and one showing for the window, the commands and the import."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import TIMES, read_clock, read_zone, show_clock
from dicas_desktop.domain.dates import read_date, show_date
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.durations import read_duration
from dicas_desktop.domain.marking import MarkingError, parse
from dicas_desktop.domain.problems import FieldProblem, UserProblem, unstorable_text
from dicas_desktop.domain.texts import _

Find = Callable[[str, str], int | None]
Stored = str | int | None
_NUMBER = r"-?\d+"
_LARGEST = 10**18 - 1  # all numbers of as many digits fit a cell of 64 bits
_LONGEST = 20_000
_DURATIONS = ("minutes",)  # columns that hold minutes and are typed as durations


def read(field: Field, text: str, find: Find) -> dict[str, Stored]:
    """Return the columns that a typed text sets: one, or two for a date with its precision. Empty text clears.

    `find(table, text)` gives the id of the record that a reference names. FieldProblem says what is wrong and the cure.
    """
    text = text.strip()
    if sentence := unstorable_text(field.label, text):
        raise FieldProblem(field.name, sentence)
    if len(text) > _LONGEST:
        raise FieldProblem(
            field.name,
            _("{field} is longer than {n} characters: shorten it.").format(field=_(field.label), n=_LONGEST),
        )
    if not text:
        return {field.name: None, **({field.precision: None} if field.precision else {})}
    try:
        return _READERS.get(field.kind, _read_text)(field, text, find)
    except FieldProblem:
        raise
    except UserProblem as problem:
        raise FieldProblem(field.name, f"{_(field.label)}: {problem}") from problem


def show(field: Field, values: dict[str, Any], labels: dict[str, str], today: date | None = None) -> str:
    """Return the text of a stored value for a person; empty if it is not known."""
    value = values[field.name]
    if value is None:
        return ""
    if field.kind is Kind.DATE:
        return show_date(value, values.get(field.precision) or "day", today=today)
    if field.kind is Kind.REFERENCE:
        return labels.get(field.name, "")
    if field.kind in (Kind.CHOICE, Kind.PRECISION):
        return _(field.choice_label(value))
    if field.kind in (Kind.INTEGER, Kind.MONEY):
        return f"{value:,}"
    timed = field.kind is Kind.TIME and field.name in TIMES
    return show_clock(value, values.get("time_zone"), TIMES.index(field.name)) if timed else str(value)


def typed(field: Field, values: dict[str, Any], labels: dict[str, str]) -> str:
    """Return the text that `read` turns into the same value again: what an editor begins with."""
    value = values[field.name]
    if value is None:
        return labels.get(field.name, "") if field.anchor else ""
    if field.kind in (Kind.DATE, Kind.REFERENCE, Kind.TIME):
        if field.anchor and labels.get(field.name):
            return labels[field.name]
        return show(field, values, labels)
    return str(value)


def _read_text(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    return {field.name: text}


def _read_integer(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    if field.name in _DURATIONS:
        return {field.name: read_duration(text)}
    digits = text.replace(",", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if not re.fullmatch(_NUMBER, digits):
        raise UserProblem(_("“{text}” is not a whole number.").format(text=text))
    if len(digits.lstrip("-0")) > len(str(_LARGEST)):  # counted, not made a number: Python refuses very long ones
        raise UserProblem(_("“{text}” is too large: numbers go up to {most}.").format(text=text, most=f"{_LARGEST:,}"))
    return {field.name: int(digits)}


def _read_date(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    day, precision = read_date(text, field.end)
    if field.precision:
        return {field.name: day, field.precision: precision}
    if precision != "day":
        raise UserProblem(_("“{text}” is not a whole day: write it as 2024-07-28.").format(text=text))
    return {field.name: day}


def _read_time(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    return {field.name: read_clock(text)}


def _read_zone(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    return {field.name: read_zone(text)}


def _read_choice(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    wanted = text.casefold()
    for choice in field.choices:
        if wanted in (choice.value.casefold(), choice.label.casefold(), _(choice.label).casefold()):
            return {field.name: choice.value}
    if field.suggested:
        return {field.name: text}
    known = ", ".join(choice.value for choice in field.choices)
    raise UserProblem(_("“{text}” is not one of {known}.").format(text=text, known=known))


def _read_reference(field: Field, text: str, find: Find) -> dict[str, Stored]:
    found = find(field.target, text)
    if found is None:
        kinds = _(ENTITIES[field.target].plural).lower()
        raise UserProblem(_("there is no “{text}” among {kinds}.").format(text=text, kinds=kinds))
    return {field.name: found}


def _read_country(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    code = text.upper()
    if not re.fullmatch(r"[A-Z]{2}", code):
        raise UserProblem(_("“{text}” is not a country code of two letters, such as JP.").format(text=text))
    return {field.name: code}


def _read_url(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    if not re.fullmatch(r"https?://\S+", text):
        raise UserProblem(_("“{text}” is not an address that begins with http:// or https://.").format(text=text))
    return {field.name: text}


def _read_marking(field: Field, text: str, _find: Find) -> dict[str, Stored]:
    portion = text if text.startswith("(") else f"({text})"
    try:
        parse(portion)
    except MarkingError as error:
        raise UserProblem(str(error)) from error
    return {field.name: portion[1:-1]}


_READERS: dict[Kind, Callable[[Field, str, Find], dict[str, Stored]]] = {
    Kind.INTEGER: _read_integer,
    Kind.MONEY: _read_integer,
    Kind.DATE: _read_date,
    Kind.TIME: _read_time,
    Kind.ZONE: _read_zone,
    Kind.CHOICE: _read_choice,
    Kind.PRECISION: _read_choice,
    Kind.REFERENCE: _read_reference,
    Kind.COUNTRY: _read_country,
    Kind.URL: _read_url,
    Kind.MARKING: _read_marking,
}
