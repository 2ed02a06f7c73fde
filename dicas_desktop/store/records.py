"""The rows in the pages of a SQLite file: table leaves with their cells, and which page belongs to which table.

A cell that does not hold together is left out; nothing here trusts a number that it has read.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

Value = int | float | str | bytes | None
_LEAF, _BRANCH = 0x0D, 0x05  # of tables
_FILE_HEADER = 100  # bytes before the content of page 1
_MOST_COLUMNS = 200
_INTEGER_BYTES = (0, 1, 2, 3, 4, 6, 8)
_FLOAT, _ZERO, _ONE, _FIRST_BLOB = 7, 8, 9, 12


class BrokenError(Exception):
    """A cell is not what SQLite writes."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, as it is stored: the page it lies on, its rowid, the values in the order of the columns."""

    page: int
    rowid: int
    values: tuple[Value, ...]


def rows_of(pages: dict[int, bytes]) -> Iterator[Row | None]:
    """Yield every row of every table leaf, in the order of the pages; None for a cell that cannot be read."""
    for number, page in sorted(pages.items()):
        start = _FILE_HEADER if number == 1 else 0
        if len(page) > start + 8 and page[start] == _LEAF:
            for place in _cells(page, start, 8):
                try:
                    yield _row(pages, number, page, place)
                except BrokenError:
                    yield None


def owners(pages: dict[int, bytes], roots: dict[str, int]) -> dict[int, str]:
    """Return the table of each page that can be reached from the root of one."""
    found: dict[int, str] = {}
    for table, root in roots.items():
        waiting = [root]
        while waiting:
            number = waiting.pop()
            page = pages.get(number)
            if page is None or number in found:
                continue
            found[number] = table
            start = _FILE_HEADER if number == 1 else 0
            if page[start] == _BRANCH:
                waiting.extend(_below(page, start))
    return found


def _below(page: bytes, start: int) -> Iterator[int]:
    yield struct.unpack(">I", page[start + 8 : start + 12])[0]
    for place in _cells(page, start, 12):
        yield struct.unpack(">I", page[place : place + 4])[0]


def _cells(page: bytes, start: int, head: int) -> Iterator[int]:
    """Yield where the cells of a page begin, as far as that lies inside it."""
    count = struct.unpack(">H", page[start + 3 : start + 5])[0]
    first = start + head
    for at in range(first, min(first + 2 * count, len(page) - 1), 2):
        place = struct.unpack(">H", page[at : at + 2])[0]
        if first <= place <= len(page) - 4:
            yield place


def _row(pages: dict[int, bytes], number: int, page: bytes, place: int) -> Row:
    size, place = _varint(page, place)
    rowid, place = _varint(page, place)
    return Row(number, rowid - (1 << 64) if rowid >> 63 else rowid, _values(_payload(pages, page, place, size)))


def _payload(pages: dict[int, bytes], page: bytes, place: int, size: int) -> bytes:
    """Gather the bytes of a row: what lies on its own page, then the chain of overflow pages."""
    usable = len(page)
    most, least = usable - 35, (usable - 12) * 32 // 255 - 23
    if size <= most:
        local = size
    else:
        local = least + (size - least) % (usable - 4)
        local = local if local <= most else least
    found = page[place : place + local]
    if len(found) < local:
        raise BrokenError
    if size == local:
        return found
    parts, left, seen = [found], size - local, set[int]()
    pointer = page[place + local : place + local + 4]
    while left > 0:
        following = struct.unpack(">I", pointer)[0] if len(pointer) == 4 else 0  # noqa: PLR2004 - bytes of a pointer
        if following not in pages or following in seen:
            raise BrokenError
        seen.add(following)
        more = pages[following]
        pointer = more[:4]
        parts.append(more[4 : 4 + left])
        left -= usable - 4
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Value, ...]:
    head, place = _varint(payload, 0)
    kinds: list[int] = []
    while place < head:
        kind, place = _varint(payload, place)
        kinds.append(kind)
    if place != head or not 0 < len(kinds) <= _MOST_COLUMNS:
        raise BrokenError
    values: list[Value] = []
    for kind in kinds:
        value, place = _value(payload, place, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind in (0, _ZERO, _ONE):
        return (None if kind == 0 else kind - _ZERO), place
    if kind in (10, 11):
        raise BrokenError
    length = 8 if kind == _FLOAT else _INTEGER_BYTES[kind] if kind < _FLOAT else (kind - _FIRST_BLOB) // 2
    part = payload[place : place + length]
    if len(part) < length:
        raise BrokenError
    place += length
    if kind < _FLOAT:
        return int.from_bytes(part, "big", signed=True), place
    if kind == _FLOAT:
        return struct.unpack(">d", part)[0], place
    if kind % 2 == 0:
        return part, place
    try:
        return part.decode(), place
    except UnicodeDecodeError as error:
        raise BrokenError from error


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(9):
        if place >= len(data):
            raise BrokenError
        byte = data[place]
        place += 1
        if count == 8:  # noqa: PLR2004 - the ninth byte gives all its eight bits
            return value << 8 | byte, place
        value = value << 7 | byte & 0x7F
        if not byte & 0x80:
            break
    return value, place
