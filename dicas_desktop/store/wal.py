"""Is the write-ahead log whole? SQLite reads up to the first frame that is wrong and passes the rest in silence.

After a crash that is right: what follows was never finished. After damage it is not, and finished changes would be gone
without a word. Both are told. The format is that of https://www.sqlite.org/fileformat2.html#walformat .
"""

import struct
from pathlib import Path

_HEADER = struct.Struct(">8I")  # magic, version, page size, sequence, two salts, two checksums
_FRAME = struct.Struct(">6I")  # page, size of the file after a commit, two salts, two checksums
_MAGIC = 0x377F0682  # its last bit says in which order the checksums take the bytes
_WORD = 0xFFFFFFFF
_Sum = tuple[int, int]


def is_torn(path: Path) -> bool:
    """Tell whether a log holds frames of its present round that SQLite will not read. False if there is no log."""
    try:
        log = path.read_bytes()
    except FileNotFoundError:
        return False
    if len(log) < _HEADER.size:
        return bool(log)
    magic, _version, page, _sequence, salt, other_salt, *_sums = _HEADER.unpack_from(log)
    order = ">" if magic & 1 else "<"
    sums = _checksum(log[:24], order, (0, 0))
    if magic | 1 != _MAGIC | 1 or not page or sums != tuple(_sums):
        return True
    good = True
    for start in range(_HEADER.size, len(log) - _FRAME.size - page + 1, _FRAME.size + page):
        frame = _FRAME.unpack_from(log, start)
        if good:
            sums = _checksum(log[start : start + 8], order, sums)
            sums = _checksum(log[start + _FRAME.size : start + _FRAME.size + page], order, sums)
            good = frame[2:4] == (salt, other_salt) and frame[4:6] == sums
        # frames of an earlier round stay behind the end of the present one: they bear two other salts
        if not good and (frame[2] == salt or frame[3] == other_salt):
            return True
    return bool((len(log) - _HEADER.size) % (_FRAME.size + page))  # the last frame is cut short


def _checksum(data: bytes, order: str, before: _Sum) -> _Sum:
    first, second = before
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for one, other in zip(words[::2], words[1::2], strict=True):
        first = (first + one + second) & _WORD
        second = (second + other + first) & _WORD
    return first, second
