"""The write-ahead log, read without SQLite: its frames with their proofs, and whether it is whole.

SQLite reads up to the first frame that is wrong and passes the rest in silence. After a crash that is right: what
follows was never finished. After damage it is not, and finished changes would be gone without a word. Both are told.
The format is that of https://www.sqlite.org/fileformat2.html#walformat .
"""

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from dicas_desktop.store.connection import PAGE_BYTES

_HEADER = struct.Struct(">8I")  # magic, version, page size, sequence, two salts, two checksums
_FRAME = struct.Struct(">6I")  # page, size of the file after a commit, two salts, two checksums
_MAGIC = 0x377F0682  # its last bit says in which order the checksums take the bytes
BOTH_SALTS = 2  # that a frame of the present round bears
_STEP = _FRAME.size + PAGE_BYTES
_WORD = 0xFFFFFFFF
_Sums = tuple[int, int]


class Frame(NamedTuple):
    """One page in the log. `whole`: it is as it was written, proved by the checksum that the frame before it bears."""

    number: int  # of the page
    page: bytes
    ends: bool  # a transaction ends with it
    whole: bool
    salts: int  # how many of its two are those of the log: both in its present round, none in an earlier one


def frames(log: bytes) -> Iterator[Frame]:
    """Yield every frame that is there in full; none if these are not the bytes of a log."""
    if len(log) < _HEADER.size:
        return
    magic, _version, _page, _sequence, salt, other_salt, *before = _HEADER.unpack_from(log)
    if magic | 1 != _MAGIC | 1:
        return
    sums = before[0], before[1]
    for start in range(_HEADER.size, len(log) - _STEP + 1, _STEP):
        number, size, first, second, *borne = _FRAME.unpack_from(log, start)
        page = log[start + _FRAME.size : start + _STEP]
        whole = _checksum(log[start : start + 8] + page, _order(magic), sums) == tuple(borne)
        sums = borne[0], borne[1]
        yield Frame(number, page, bool(size), whole, (first == salt) + (second == other_salt))


def is_torn(path: Path) -> bool:
    """Tell whether a log holds frames of its present round that SQLite will not read. False if there is no log."""
    try:
        log = path.read_bytes()
    except FileNotFoundError:
        return False
    if len(log) < _HEADER.size:
        return bool(log)
    magic, *_facts, first, second = _HEADER.unpack_from(log)
    if magic | 1 != _MAGIC | 1 or _checksum(log[:24], _order(magic), (0, 0)) != (first, second):
        return True
    good = True
    for frame in frames(log):
        good = good and frame.whole and frame.salts == BOTH_SALTS
        if not good and frame.salts:
            return True
    return bool((len(log) - _HEADER.size) % _STEP)  # the last frame is cut short


def _order(magic: int) -> str:
    return ">" if magic & 1 else "<"


def _checksum(data: bytes, order: str, before: _Sums) -> _Sums:
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
