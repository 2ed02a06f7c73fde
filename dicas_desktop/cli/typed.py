"""How the values of options are read. ArgumentTypeError says in one line what is wrong."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from dicas_desktop.domain.dates import read_date
from dicas_desktop.domain.problems import UserProblem

_SMALLEST, _LARGEST = 320, 10_000  # pixels of a picture's side
_DIGITS = 15  # of a number: more than any file holds, and less than SQLite takes


def day(text: str) -> date:
    """Read a whole day, in any of the forms in which a date is typed."""
    try:
        found, precision = read_date(text)
    except UserProblem as problem:
        raise ArgumentTypeError(str(problem)) from problem
    if precision != "day":
        raise ArgumentTypeError(f"{text!r} is not a whole day, such as 2024-07-15")
    return date.fromisoformat(found)


def folder(text: str) -> Path:
    """Read the name of a folder; an empty one would be where the command happens to be started."""
    if not text.strip():
        raise ArgumentTypeError("the name is empty: name a folder")
    return Path(text)


def number(text: str) -> int:
    """Read a whole number, such as that of a step or a version."""
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > _DIGITS:
        raise ArgumentTypeError(f"{text!r} is not a number such as 12")
    return int(plain)


def size(text: str) -> tuple[int, int]:
    """Read width and height of a picture."""
    width, _x, height = text.lower().partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        raise ArgumentTypeError(f"{text!r} is not a size such as 1440x900")
    sides = int(width), int(height)
    if not all(_SMALLEST <= side <= _LARGEST for side in sides):
        raise ArgumentTypeError(f"{text!r} is outside {_SMALLEST} to {_LARGEST} pixels a side")
    return sides
