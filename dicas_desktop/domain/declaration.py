"""What an entity and a field declare. Plain Python, so that the window can read it without importing SQLAlchemy."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a field holds; the kind decides editor, check, alignment and how a typed text is read."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    ZONE = "zone"
    CHOICE = "choice"
    REFERENCE = "reference"
    URL = "url"
    COUNTRY = "country"
    PRECISION = "precision"
    MARKING = "marking"


WORDS = (Kind.TEXT, Kind.LONG_TEXT, Kind.URL)  # what a full-text search looks into


@dataclass(frozen=True, slots=True)
class Choice:
    """One word of a closed vocabulary: the stored value and its English label."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Field:
    """One column, said once: database, table on screen, form, filter, import and export read it from here."""

    name: str
    label: str
    kind: Kind
    required: bool = False
    choices: tuple[Choice, ...] = ()
    suggested: bool = False  # the choices are offered, other words are taken too
    target: str = ""  # table a REFERENCE points to
    owner: bool = False  # the record goes to the bin with the record it points to
    precision: str = ""  # column that says how much of a DATE is known; empty: always a day
    anchor: str = ""  # how the columns begin that say which event a DATE hangs on: `due` for `due_meeting_id`
    end: bool = False  # a DATE that fills a month or a year with its last day
    recorded: bool = True  # a column of the public record's file
    width: int = 120  # preferred width on screen, px at 100 %
    hidden: bool = False  # neither in tables nor in forms
    default: str | int | None = None  # what a record made by hand begins with

    @property
    def closed(self) -> bool:
        """Only the listed choices are allowed."""
        return bool(self.choices) and not self.suggested

    def choice_label(self, value: str) -> str:
        """Return the English label of a stored word; a word outside the vocabulary is made readable."""
        for choice in self.choices:
            if choice.value == value:
                return choice.label
        return readable(value)


def readable(value: str) -> str:
    """Return a word of the record as one writes it: `site_visit` is "Site visit", `co_development` "Co-development"."""
    words = f"co-{value[3:]}" if value.startswith("co_") else value
    return words[:1].upper() + words[1:].replace("_", " ")


@dataclass(frozen=True, slots=True)
class Entity:
    """One kind of record: where it is kept, how it is called and where its page stands."""

    table: str
    prefix: str
    slug_column: str
    singular: str
    plural: str
    group: str
    fields: tuple[Field, ...]
    title: str
    label: tuple[str, ...]
    columns: tuple[str, ...]
    sort: str
    recorded: bool = True  # a file of the public record; the others are exported only when they hold something
    listed: bool = True  # has a line in the sidebar; the others are seen in the record they belong to

    def field(self, name: str) -> Field:
        """Return the field of this name; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
