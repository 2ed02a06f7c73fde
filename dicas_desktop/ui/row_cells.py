"""What stands in each cell of a table: columns from the declaration, the words of a cell with their tones."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dicas_desktop.domain.attention import State, due_words, state
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.derived import derived_of
from dicas_desktop.domain.register import light_words
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.values import show
from dicas_desktop.store.anchors import LOST, anchor_words

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Record

COUNTDOWN_DAYS = 7  # a deadline nearer than this is shown with the days left
NOTHING = "—"
REF = "ref"
_RIGHT = (Kind.INTEGER, Kind.MONEY)


class Words(NamedTuple):
    """A part of a cell in one tone ("" is ink; else mute, late, soon, done, blocked)."""

    text: str
    tone: str = ""
    bold: bool = False
    spare: bool = False  # left out as a whole where there is no room: half a name in a second script says nothing


class Column(NamedTuple):
    """One column of a table page: a field of the entity, or the reference, which has no field."""

    name: str
    label: str  # English
    field: Field | None
    width: int  # preferred, px at 100 %
    shown: bool  # on the page by default
    right: bool = False  # aligned right
    title: bool = False  # names the record: takes the width that is left, carries the portion mark
    derived: bool = False  # follows from other fields and the day

    @property
    def editable(self) -> bool:
        """The reference is given by the store and never changed."""
        return self.field is not None

    @property
    def fixed_because(self) -> str:
        """Why a column that is not editable is not, as a sentence."""
        if self.derived:
            return _("The stop-light follows from the due date and the status: change those.")
        return _("The reference is given once and stays: there is nothing to edit in this column.")


def columns_of(entity: Entity) -> tuple[Column, ...]:
    """Return the columns of an entity: those of its page in their order, then all others, which begin hidden."""
    declared = {f.name: f for f in entity.fields if not f.hidden}
    order = [*entity.columns, *(name for name in declared if name not in entity.columns)]
    own = tuple(_column(entity, name, declared.get(name)) for name in order if name == REF or name in declared)
    page = sum(column.shown for column in own)
    return (*own[:page], *(_derived(field) for field in derived_of(entity.table)), *own[page:])


def _derived(field: Field) -> Column:
    """Make the column of what follows from others: chosen when wanted, for it takes the room of the title."""
    return Column(field.name, field.label, None, field.width, shown=False, derived=True)


def _column(entity: Entity, name: str, field: Field | None) -> Column:
    if field is None:
        return Column(name, N_("Ref"), None, 72, shown=True)
    return Column(
        name,
        field.label,
        field,
        field.width,
        shown=name in entity.columns,
        right=field.kind in _RIGHT,
        title=name == entity.title,
    )


class Look(NamedTuple):
    """What the words of all cells of a page depend on beside the record."""

    entity: Entity
    today: date
    ceiling: str  # the marking of a record that has none of its own
    second_names: dict[tuple[str, int], str]  # (table, id) -> the name in Japanese of what references point to


def cell_words(column: Column, record: "Record", look: Look) -> tuple[Words, ...]:
    """Return the words of a cell from left to right; empty values show a dash in mute."""
    if column.derived:
        return tuple(_light_words(record, look))
    if column.field is None:
        return (Words(str(record.values[REF] or "")),)
    words = tuple(_field_words(column.field, record, look))
    if column.title:
        portion = record.values.get("marking") or look.ceiling
        return (Words(f"({portion})", "mute"), *(words or (Words(NOTHING, "mute"),)))
    return words or (Words(NOTHING, "mute"),)


def plain_text(column: Column, record: "Record", look: Look) -> str:
    """Return a cell as one line of text without the portion mark and without the dash: clipboard, screen reader."""
    if column.derived:
        return " ".join(words.text for words in _light_words(record, look))
    if column.field is None:
        return str(record.values[REF] or "")
    known = state(look.entity.table, record.values, look.today) if column.name == "status" else None
    if known is not None:
        return f"{known.sign} {known.word}".strip()
    return " ".join(words.text for words in _field_words(column.field, record, look))


def _field_words(field: Field, record: "Record", look: Look) -> Iterator[Words]:
    if field.name == "status":
        known = state(look.entity.table, record.values, look.today)
        if known is not None:
            yield _state_words(known)
            return
    text = " ".join(show(field, record.values, record.labels, look.today).split())
    anchor = anchor_words(field, record)
    if not text and not anchor:
        return
    if field.name == "due_date" and text:
        yield _due_words(text, state(look.entity.table, record.values, look.today))
    elif text and field.anchor:
        yield Words(text)
    if anchor:
        lost = LOST in record.labels
        yield Words(anchor, "late" if lost else "mute", spare=bool(text) and not lost)
    if field.anchor:
        return
    yield Words(text)
    second = look.second_names.get((field.target, record.values[field.name]))
    if second and second != text:
        yield Words(second, "mute", spare=True)


def _light_words(record: "Record", look: Look) -> Iterator[Words]:
    known, first = light_words(record.values, look.today)
    tone = "" if known.tone == "open" else known.tone
    yield Words(known.brief, tone, bold=known.tone == "late")
    if first:
        yield Words(f"· {first}", "late", spare=True)


def _state_words(known: State) -> Words:
    tone = "" if known.tone in ("open", "soon") else known.tone
    return Words(known.brief, tone, bold=known.tone == "late")


def _due_words(text: str, known: State | None) -> Words:
    if known is None or known.days is None or known.days > COUNTDOWN_DAYS:
        return Words(text)
    tone = "late" if known.days < 0 else "soon"
    return Words(_("{day} · {left}").format(day=text, left=due_words(known.days)), tone, bold=tone == "late")
