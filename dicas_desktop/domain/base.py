"""What every entity class is made of: the base class, the common columns and the two ways to declare a field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, ClassVar, cast

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, declared_attr, mapped_column

from dicas_desktop.domain.declaration import Choice, Entity, Field, Kind
from dicas_desktop.domain.problems import FieldProblem, unstorable_text
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import PRECISIONS, RELEASABILITY

NAMING = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}
_REMEMBERED = 4_096
_INTEGER_KINDS = (Kind.INTEGER, Kind.MONEY)
COMMON = ("id", "uid", "ref", "slug", "marking", "releasability", "deleted_at", "deleted_batch")


class Base(DeclarativeBase):
    """Root of the entity classes."""

    metadata = MetaData(naming_convention=NAMING)


def field(label: str, kind: Kind = Kind.TEXT, **hints: Any) -> MappedColumn[Any]:  # noqa: ANN401 - Field's own keywords
    """Declare a column. `hints` are the attributes of `declaration.Field`.

    `live_index` names the columns that an index over the records outside the bin covers beside this one.
    """
    live_index = hints.pop("live_index", None)
    declared = Field(name="", label=label, kind=kind, **hints)
    column_type = Integer() if kind in _INTEGER_KINDS else Text()
    return mapped_column(
        column_type, nullable=not declared.required, info={"field": declared, "live_index": live_index}
    )


def reference(label: str, target: str, **hints: Any) -> MappedColumn[Any]:  # noqa: ANN401 - Field's own keywords
    """Declare a column that points to a record of the table `target` by its integer id."""
    declared = Field(name="", label=label, kind=Kind.REFERENCE, target=target, **hints)
    return mapped_column(Integer, ForeignKey(f"{target}.id"), nullable=not declared.required, index=True,
                         info={"field": declared, "live_index": None})  # fmt: skip


def choice(label: str, choices: tuple[Choice, ...], **hints: Any) -> MappedColumn[Any]:  # noqa: ANN401 - Field's keywords
    """Declare a column of a closed vocabulary; `suggested=True` offers the words but takes others too."""
    return field(label, Kind.CHOICE, choices=choices, **hints)


def day(label: str, **hints: Any) -> MappedColumn[Any]:  # noqa: ANN401 - Field's own keywords
    """Declare a date, kept as ISO 8601 text; `precision` names the column that says how much of it is known."""
    return field(label, Kind.DATE, **hints)


def precision(label: str, *, recorded: bool = True) -> MappedColumn[Any]:
    """Declare the column that tells how much of a date is known."""
    return field(label, Kind.PRECISION, choices=PRECISIONS, hidden=True, recorded=recorded)


class Record(Base):
    """The columns of every entity: identity, marking, releasability, bin and source."""

    __abstract__ = True
    declares: ClassVar[Mapping[str, Any]] = {}
    entity: ClassVar[Entity]
    rules: ClassVar[tuple[tuple[Field, frozenset[str]], ...]]  # each field with the words it must be one of
    required: ClassVar[tuple[str, ...]]
    closed: ClassVar[Mapping[str, frozenset[str | None]]]
    good_words: ClassVar[set[tuple[str | None, ...]]]  # combinations of closed words that were found good before

    id: Mapped[int] = mapped_column(Integer, primary_key=True, sort_order=-4)
    uid: Mapped[str] = mapped_column(Text, unique=True, sort_order=-3)
    ref: Mapped[str] = mapped_column(Text, unique=True, sort_order=-2)
    slug: Mapped[str | None] = mapped_column(Text, unique=True, sort_order=-1)
    marking: Mapped[str | None] = field(N_("Marking"), Kind.MARKING, recorded=False, width=130)
    releasability: Mapped[str | None] = choice(N_("Releasable to"), RELEASABILITY, recorded=False)
    deleted_at: Mapped[str | None] = mapped_column(Text)
    deleted_batch: Mapped[str | None] = mapped_column(Text)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Any, ...]:  # noqa: N805 - SQLAlchemy passes the class
        """STRICT table; one CHECK for each closed vocabulary and the shape of each date; the live indexes."""
        kind = cast("type[Record]", cls)
        return (*_checks(kind), *_live_indexes(kind), {"sqlite_strict": True})

    def __init_subclass__(cls, **keywords: Any) -> None:  # noqa: ANN401 - SQLAlchemy's own keywords
        """Derive the plain declaration that all other layers read."""
        super().__init_subclass__(**keywords)
        if "__tablename__" in cls.__dict__:
            fields = tuple(_fields(cast("Table", cls.__table__)))
            cls.entity = Entity(table=cls.__tablename__, fields=fields, **cls.declares)
            cls.rules = tuple((f, frozenset(c.value for c in f.choices if f.closed)) for f in fields)
            cls.required = tuple(f.name for f in fields if f.required)
            cls.closed = {f.name: words | {None, ""} for f, words in cls.rules if words}
            cls.good_words = set()

    def problems(self) -> Iterator[FieldProblem]:
        """Yield what is wrong with the record by itself, each as a sentence for the field it stands under."""
        values = vars(self)  # SQLAlchemy's descriptors take five times as long, which an import feels
        if self._plainly_good(values):
            return
        for declared, words in self.rules:
            value = values.get(declared.name)
            if value is None or value == "":
                if declared.required:
                    text = _("{field} is missing: enter it.").format(field=_(declared.label))
                    yield FieldProblem(declared.name, text)
            elif words and value not in words:
                text = _("{field}: {value} is not one of {known}.")
                known = ", ".join(choice.value for choice in declared.choices)
                text = text.format(field=_(declared.label), value=value, known=known)
                yield FieldProblem(declared.name, text)
            elif isinstance(value, str) and (sentence := unstorable_text(declared.label, value)):
                yield FieldProblem(declared.name, sentence)

    def _plainly_good(self, values: Mapping[str, Any]) -> bool:
        """Tell whether no rule of a single field is broken, in a fraction of the time that naming one takes."""
        if not all(map(values.get, self.required)):
            return False
        combination = tuple(map(values.get, self.closed))
        if combination not in self.good_words:
            if not all(value in words for value, words in zip(combination, self.closed.values(), strict=True)):
                return False
            if len(self.good_words) < _REMEMBERED:
                self.good_words.add(combination)
        return not unstorable_text("", "".join([v for v in values.values() if v.__class__ is str]))


def _checks(cls: type[Record]) -> Iterator[CheckConstraint]:
    for name, column in _columns(cls):
        attribute: Field = column.info["field"]
        if attribute.closed:
            # ORs: SQLite makes a table of its own for an IN list at each row, which costs an import a tenth
            words = " OR ".join(f"{name} = '{choice.value}'" for choice in attribute.choices)
            yield CheckConstraint(words, name=name)
        elif attribute.kind is Kind.DATE:
            yield CheckConstraint(f"{name} LIKE '____-__-__'", name=name)
        elif attribute.kind is Kind.TIME:
            yield CheckConstraint(f"{name} LIKE '__:__'", name=name)


def _live_indexes(cls: type[Record]) -> Iterator[Index]:
    live = text("deleted_at IS NULL")
    for name, column in _columns(cls):
        also = column.info["live_index"]
        if also is not None:
            key = f"ix_{cls.__tablename__}_live_{name}"
            yield Index(key, name, *also, sqlite_where=live, postgresql_where=live)


def _columns(cls: type) -> Iterator[tuple[str, Column[Any]]]:
    found = {}
    for base in reversed(cls.__mro__):
        for name, value in vars(base).items():
            if isinstance(value, MappedColumn) and "field" in value.column.info:
                found[name] = value.column
    yield from found.items()


def _fields(table: Table) -> Iterator[Field]:
    """The declared columns in file order: the record's own, `source_id`, then those only this program has."""
    found = [replace(c.info["field"], name=c.name) for c in table.columns if "field" in c.info]
    own = [f for f in found if f.recorded and f.name != "source_id"]
    yield from (
        *own,
        *(f for f in found if f.name == "source_id"),
        *sorted((f for f in found if not f.recorded), key=lambda f: f.name in COMMON),
    )
