"""One snapshot of a store for reading. A statement is SQL text or anything SQLAlchemy Core compiles."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from dicas_desktop.store.connection import Connection
from dicas_desktop.store.faults import unstorable

_AT_ONCE = 10_000  # rows taken from SQLite together


class Result:
    """The rows of a statement, read once, in order."""

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401 - sqlcipher3 has no type information
        """Take the cursor of an executed statement."""
        self._cursor = cursor
        self.keys: tuple[str, ...] = tuple(column[0] for column in cursor.description or ())

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        """Yield the rows as tuples."""
        return iter(self._cursor)

    def all(self) -> list[tuple[Any, ...]]:
        """Return the remaining rows."""
        rows: list[tuple[Any, ...]] = self._cursor.fetchall()
        return rows

    def first(self) -> tuple[Any, ...] | None:
        """Return the next row or None."""
        row: tuple[Any, ...] | None = self._cursor.fetchone()
        return row

    def scalar(self) -> Any:  # noqa: ANN401 - a column of any type
        """Return the first column of the next row, None if there is none."""
        row = self.first()
        return None if row is None else row[0]

    def scalars(self) -> list[Any]:
        """Return the first column of the remaining rows."""
        return [row[0] for row in self._cursor]

    def ids(self) -> "array[int]":
        """Return the first column of the remaining rows, whole numbers, in 8 bytes each and never as a list."""
        found = array("q")
        while rows := self._cursor.fetchmany(_AT_ONCE):
            found.extend([row[0] for row in rows])
        return found

    def mappings(self) -> list[dict[str, Any]]:
        """Return the remaining rows as dictionaries by column name."""
        return [dict(zip(self.keys, row, strict=True)) for row in self._cursor]


class Db:
    """A read snapshot: everything read through it belongs to one moment of the store."""

    def __init__(self, raw: Connection) -> None:
        """Wrap a connection inside a transaction."""
        self.raw = raw

    def execute(
        self,
        statement: Any,  # noqa: ANN401 - text, or what SQLAlchemy compiles
        parameters: Sequence[Any] | Mapping[str, Any] = (),
    ) -> Result:
        """Run a query given as SQL text with `?` or `:name` parameters, or as a SQLAlchemy Core statement."""
        text, bound = statement, parameters
        if not isinstance(statement, str):
            compiled = statement.compile(dialect=_dialect(), compile_kwargs={"render_postcompile": True})
            text, bound = str(compiled), {**compiled.params, **dict(parameters)}
        try:
            return Result(self.raw.execute(text, bound))
        except (UnicodeEncodeError, OverflowError) as error:
            raise unstorable() from error


@cache
def _dialect() -> Any:  # noqa: ANN401 - SQLAlchemy's type is not worth its import here
    # imported here: SQLAlchemy costs half a second that a window's first rows need not wait for
    from sqlalchemy.dialects import sqlite

    return sqlite.dialect(paramstyle="named")
