"""What the drop-down of a filter offers, and the names of the records it chose."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.periods import fiscal_period, period_words, periods_around, span_words
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.store.store import Store
from dicas_desktop.ui.field_options import choice_options, records_like
from dicas_desktop.ui.filters import Label, Pick
from dicas_desktop.ui.option_list import Option, Options

NONE = "-"  # key of the option "none recorded"
MOST = 40  # records offered at once


def pick_options(store: Store, pick: Pick) -> Options:
    """Return the records or words that fit what is typed; without a text also "none"."""
    if pick.field.kind is Kind.DATE:
        return lambda typed: period_options(store.today(), typed, required=pick.field.required)
    words = choice_options(pick.field)

    def options(typed: str) -> Sequence[Option]:
        if pick.field.kind is Kind.REFERENCE:
            records = records_like(store, pick.field.target, typed, MOST)
            offered = [Option(str(one.id), one.label, one.second) for one in records]
        else:
            offered = [option for option in words(typed) if option.value]
        if typed.strip() or pick.field.required:
            return offered
        return [*offered, Option(NONE, _("(none)"))]

    return options


def period_options(today: date, typed: str, *, required: bool) -> Sequence[Option]:
    """Return the fiscal years and quarters that fit what is typed, any that is typed whole among them; else "none"."""
    wanted = typed.strip()
    whole = [fiscal_period(wanted)] if fiscal_period(wanted) else []
    near = [period for period in periods_around(today) if wanted.casefold() in period_words(period).casefold()]
    found = [Option(period, period_words(period), span_words(period)) for period in dict.fromkeys((*whole, *near))]
    return found if wanted or required else [*found, Option(NONE, _("(none)"))]


def key_of(value: Any) -> str:  # noqa: ANN401 - a stored value
    """Return the option's key for a stored value."""
    return NONE if value is None else str(value)


def value_of(pick: Pick, key: str) -> Any:  # noqa: ANN401 - a stored value
    """Return the stored value for an option's key."""
    if key == NONE:
        return None
    return int(key) if pick.field.kind is Kind.REFERENCE else key


def labels_in(store: Store) -> Label:
    """Return a function that names a record by table and id."""

    def label(table: str, row_id: int) -> str:
        with store.read() as db:
            found = fetch(db, table, [row_id])
        return label_of(store.entities[table], found[0].values) if found else str(row_id)

    return label
