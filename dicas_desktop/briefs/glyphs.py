"""Text made fit for paper: nothing that the fonts cannot draw, no word that cannot be wrapped.

PDF/A and PDF/UA refuse a page with a missing glyph, and a box on paper tells the reader nothing. A character that the
font lacks is therefore written by its number, such as [U+1F600], and so is one that only steers (it could reorder the
line).
"""

import re
import struct
import unicodedata
from bisect import bisect_right
from functools import lru_cache
from pathlib import Path

from dicas_desktop.domain.places import resources

LONGEST_WORD = 24  # characters; a longer run without a blank may be broken anywhere
_PIECE = 8
_LONG_RUN = re.compile(rf"[^\s\u3000-\u9fff\uff00-\uffef]{{{LONGEST_WORD + 1},}}")
_PIECES = re.compile(rf"[^/?&=.,;_-]{{1,{_PIECE}}}[/?&=.,;_-]*|[/?&=.,;_-]{{1,{_PIECE}}}")
_PLAIN = re.compile(r"[ -~\u3041-\u3096\u30a1-\u30fc]*")  # surely drawn by the bundled fonts: the usual case, told fast
# Only letters with marks are composed: NFC on the whole would turn a kanji such as U+FA19 of a name into another shape.
_COMBINED = re.compile("[A-Za-z\u3041-\u30fe][\u0300-\u036f\u3099\u309a]+")
_NUMBERED = re.compile(r"\[U\+[0-9A-F]{4,6}\]")
_STEERING = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_SELECTORS = ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF))  # choose between shapes of one character, are not drawn themselves


@lru_cache(maxsize=8)
def coverage(font: Path) -> tuple[list[int], list[int]]:
    """Return first and last code points of the runs of characters that a TrueType font draws, in order.

    Read from the font's own table of characters ("cmap" of format 12). ValueError if it has none.
    """
    data = font.read_bytes()
    count = struct.unpack_from(">H", data, 4)[0]
    tables = (struct.unpack_from(">4sIII", data, 12 + 16 * index) for index in range(count))
    cmap = next(offset for tag, _sum, offset, _length in tables if tag == b"cmap")
    for index in range(struct.unpack_from(">H", data, cmap + 2)[0]):
        start = cmap + struct.unpack_from(">HHI", data, cmap + 4 + 8 * index)[2]
        if struct.unpack_from(">H", data, start)[0] == 12:  # noqa: PLR2004 - the name of the format
            runs = struct.unpack_from(">I", data, start + 12)[0]
            numbers = struct.unpack_from(f">{3 * runs}I", data, start + 16)
            return list(numbers[0::3]), list(numbers[1::3])
    message = f"{font} has no table of characters of format 12"
    raise ValueError(message)


def is_drawn(character: str, font: Path) -> bool:
    """Tell whether the font has a glyph for the character."""
    firsts, lasts = coverage(font)
    code = ord(character)
    at = bisect_right(firsts, code) - 1
    return at >= 0 and code <= lasts[at]


def body_font() -> Path:
    """Return the font of running text; its weights draw the same characters."""
    return resources() / "fonts" / "NotoSansJP-Regular.ttf"


def is_replaced(text: str, font: Path) -> bool:
    """Tell whether a character of the text would stand on paper by its number."""
    return not _PLAIN.fullmatch(text) and len(_NUMBERED.findall(printable(text, font))) > len(_NUMBERED.findall(text))


def printable(text: str, font: Path) -> str:
    """Return the text with each character that cannot be printed written by its number, any blank as a blank."""
    if _PLAIN.fullmatch(text):
        return text
    composed = _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found.group()), text)
    return "".join(_printable(character, font) for character in composed)


def _printable(character: str, font: Path) -> str:
    if character.isspace():
        return character if character in " \u00a0\u3000\n" else " "
    code = ord(character)
    if any(first <= code <= last for first, last in _SELECTORS):
        return character
    if unicodedata.category(character) not in _STEERING and is_drawn(character, font):
        return character
    return f"[U+{code:04X}]"


def breakable(text: str) -> str | list[str]:
    """Return the text, or where it holds a very long word its pieces, between which a line may end.

    The pieces join up to the text again: no character is added that would come out of the finished page.
    """
    if len(text) <= LONGEST_WORD or not _LONG_RUN.search(text):
        return text
    pieces: list[str] = []
    end = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > end:
            pieces.append(text[end : run.start()])
        pieces += _PIECES.findall(run.group())
        end = run.end()
    return [*pieces, text[end:]] if end < len(text) else pieces
