"""Rules that several kinds of record keep."""

from collections.abc import Iterator

from dicas_desktop.domain.base import Record
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _

_DAY = 24 * 60  # minutes


def ends_after(record: Record, start: str, end: str) -> Iterator[FieldProblem]:
    """Yield a problem if the day in `end` is before the day in `start`."""
    first, last = getattr(record, start), getattr(record, end)
    if first and last and last < first:
        label = _(record.entity.field(end).label)
        yield FieldProblem(
            end, _("{field}: {end} is before the beginning on {start}.").format(field=label, end=last, start=first)
        )


def not_below(record: Record, name: str, least: int) -> Iterator[FieldProblem]:
    """Yield a problem if the number in `name` is below `least`."""
    value = getattr(record, name)
    if isinstance(value, int) and value < least:
        label = _(record.entity.field(name).label)
        text = _("{field}: {value} is below {least}.") if least else _("{field}: {value} is below zero.")
        yield FieldProblem(name, text.format(field=label, value=value, least=least))


def not_negative(record: Record, name: str) -> Iterator[FieldProblem]:
    """Yield a problem if the number in `name` is below zero."""
    yield from not_below(record, name, 0)


def lasts_a_day_at_most(record: Record, name: str) -> Iterator[FieldProblem]:
    """Yield a problem if the minutes in `name` are none or more than a day."""
    minutes = getattr(record, name)
    if minutes is not None and not 0 < minutes <= _DAY:
        yield FieldProblem(name, _("Minutes: {n} is not between 1 and 1440.").format(n=minutes))


def one_anchor(record: Record, prefix: str) -> Iterator[FieldProblem]:
    """Yield a problem if a date hangs on a meeting and on a milestone; `prefix` is how the columns begin."""
    name = f"{prefix}_milestone_id"
    if getattr(record, f"{prefix}_meeting_id") is not None and getattr(record, name) is not None:
        label = _(record.entity.field(name).label)
        text = _("{field}: the deadline already hangs on a meeting; clear one of them.")
        yield FieldProblem(name, text.format(field=label))
