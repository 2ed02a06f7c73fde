"""What a bad input is declared as: the clause it answers, the door it comes in by, and what must come of it."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from dicas_desktop.store.store import Store
from tests.make_window import Opened

TESTS = Path(__file__).parents[1]


@dataclass(frozen=True)
class Command:
    """Command line arguments; the workspace is put after the first."""

    arguments: tuple[str, ...]

    def __str__(self) -> str:
        """Name the row in a list of tests."""
        return " ".join(self.arguments)


def command(*arguments: str) -> Command:
    """Declare a command."""
    return Command(arguments)


@dataclass(frozen=True)
class Call:
    """A call of the store. It raises a problem, or returns what it was told."""

    call: Callable[[Store], object]

    def __str__(self) -> str:
        """Name the row in a list of tests."""
        return self.call.__name__


@dataclass(frozen=True)
class Keys:
    """Keys in a window on this page. They return what the window says."""

    page: str
    press: Callable[[Opened], object]

    def __str__(self) -> str:
        """Name the row in a list of tests."""
        return f"keys, {self.press.__name__}"


@dataclass(frozen=True)
class Named:
    """A test elsewhere that tries it, by its file below `tests` and its name; the message stands in that file."""

    file: str
    test: str

    def __str__(self) -> str:
        """Name the row in a list of tests."""
        return f"{self.file}::{self.test}"

    @property
    def tests(self) -> frozenset[str]:
        """The names of the tests in the file."""
        return frozenset(node.name for node in _nodes(self.file) if isinstance(node, ast.FunctionDef))

    @property
    def texts(self) -> str:
        """All texts of the file, one a line."""
        values = (node.value for node in _nodes(self.file) if isinstance(node, ast.Constant))
        return "\n".join(value for value in values if isinstance(value, str))


@cache
def _nodes(file: str) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(ast.parse((TESTS / file).read_text(encoding="utf-8"))))


@dataclass(frozen=True)
class Row:
    """One bad input.

    `says` is the exact message; "…" stands for what differs from run to run. Nothing may be written, unless `writes`
    names each record that is, by reference, with what it must hold.
    """

    feature: int
    clause: str
    door: Command | Call | Keys | Named
    says: str
    given: tuple[Command, ...] = ()
    writes: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def __str__(self) -> str:
        """Name the row in a list of tests."""
        return f"{self.feature} {self.clause}: {self.door}"
