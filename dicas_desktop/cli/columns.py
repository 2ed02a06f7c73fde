"""Tables of text for a terminal: columns aligned, East Asian characters counted as two."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

WIDEST = 60
_GAP = "  "
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


def plain(text: str) -> str:
    """Return the text on one line and without characters that steer a terminal."""
    if text.isprintable():  # so is nearly every text, and none of those characters
        return text.strip()
    return _CONTROL.sub(" ", text).strip()


def width(text: str) -> int:
    """Return the number of places the text takes on a terminal."""
    if text.isascii():
        return len(text)
    return sum(_places(character) for character in text)


def _places(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cut(text: str, widest: int) -> str:
    """Return the text within this many places; what is cut off is told by an ellipsis."""
    if width(text) <= widest:
        return text
    kept, left = [], widest - 1
    for character in text:
        left -= _places(character)
        if left < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterator[str]:
    """Yield the lines of a table: head, rule, rows. `right` tells which columns hold numbers."""
    cells = [[cut(plain(cell), WIDEST) for cell in row] for row in [head, *rows]]
    widths = [max(width(row[column]) for row in cells) for column in range(len(head))]
    lines = [_GAP.join(_padded(*part) for part in zip(row, widths, right, strict=True)).rstrip() for row in cells]
    yield lines[0]
    yield _GAP.join("-" * number for number in widths)
    yield from lines[1:]


def _padded(text: str, places: int, on_the_right: bool) -> str:  # noqa: FBT001 - one cell's way, given in a row
    filler = " " * (places - width(text))
    return filler + text if on_the_right else text + filler
