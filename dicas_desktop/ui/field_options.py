"""What the drop-downs offer: words of a vocabulary, records, zones, countries, markings."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from zoneinfo import available_timezones

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.marking import LEVEL_WORDS, LEVELS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.vocabulary import SIDES
from dicas_desktop.domain.zones import TOKYO, WASHINGTON
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Choice, choices_for, fetch, find, label_of
from dicas_desktop.store.store import Store
from dicas_desktop.ui.option_list import Option, Options

MOST, LOOKED_AT = 20, 4  # references offered at once, of so many times as many: those that begin with the words first
_FIRST_ZONES = (TOKYO, WASHINGTON, "Pacific/Honolulu", "Asia/Singapore", "UTC")


def choice_options(field: Field) -> Options:
    """Return the words of a vocabulary that fit, those that begin with what is typed first."""
    words = [Option(choice.value, _(choice.label)) for choice in field.choices]
    if not field.required:
        words.append(Option("", _("(none)")))
    return lambda typed: _fitting(words, typed)


def reference_options(store: Store, target: str) -> Options:
    """Return the records of a table that fit; the second line begins with the reference."""

    def options(typed: str) -> Sequence[Option]:
        found = records_like(store, target, typed, MOST)
        return [Option(one.second.partition(" · ")[0], one.label, one.second, sure=one.named) for one in found]

    return options


def records_like(store: Store, table: str, typed: str, most: int) -> list[Choice]:
    """Return records that fit: those whose label begins with what is typed first, then those it names."""
    with store.read() as db:
        found = choices_for(db, table, typed, limit=most * LOOKED_AT)
        named = _named(db, table, typed)
    wanted = typed.strip().casefold()
    found.sort(key=lambda choice: (not choice.label.casefold().startswith(wanted), not choice.named))
    if named is not None:  # an id or a reference that is whole means that record, whatever else holds its words
        found = [named, *(choice for choice in found if choice.id != named.id)]
    return found[:most]


def _named(db: Db, table: str, typed: str) -> Choice | None:
    """Return the record that a typed id, reference or whole name stands for, None if it stands for none or several."""
    with suppress(UserProblem):
        row_id = find(db, table, typed) if typed.strip() else None
        for record in fetch(db, table, [row_id] if row_id is not None else []):
            entity = ENTITIES[table]
            label, ref = label_of(entity, record.values), record.values["ref"]
            title = str(record.values.get(entity.title) or "")
            second = f"{ref} · {title}" if title and title != label else ref
            return Choice(record.values["id"], label, second, named=True)
    return None


def zone_options() -> Options:
    """Return the IANA zones, those of the two capitals first."""

    def options(typed: str) -> Sequence[Option]:
        return _fitting(_zones(), typed.replace(" ", "_"), within=True)[: MOST * 2]

    return options


def country_options() -> Options:
    """Return the countries of the forum's circle; any other code of two letters is taken as it is typed."""
    words = [Option(choice.value, choice.value, _(choice.label)) for choice in SIDES]
    return lambda typed: _fitting(words, typed)


def marking_options(ceiling: str) -> Options:
    """Return the plain levels up to the ceiling of the store; longer markings are typed."""
    allowed = LEVELS[: LEVELS.index(ceiling) + 1] if ceiling in LEVELS else LEVELS
    words = [Option(level, level, LEVEL_WORDS[level]) for level in allowed]
    return lambda typed: _fitting(words, typed.strip("()"))


def _fitting(words: Iterable[Option], typed: str, *, within: bool = False) -> list[Option]:
    wanted = typed.strip().casefold()
    words = list(words)
    if not wanted:
        return words
    begins = [o for o in words if any(t.casefold().startswith(wanted) for t in (o.label, o.second, o.value) if t)]
    inside = [o for o in words if within and o not in begins and wanted in o.label.casefold()]
    return begins + inside


@cache
def _zones() -> list[Option]:
    strange = ("Etc/", "posix", "right")
    places = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith(strange))
    return [Option(zone, zone) for zone in (*_FIRST_ZONES, *(zone for zone in places if zone not in _FIRST_ZONES))]
