"""The pages of a workspace file, read without SQLite: what is whole of a damaged file, plain or encrypted.

SQLite's file format, its write-ahead log, and SQLCipher 4's pages (AES-256-CBC; HMAC-SHA512 over ciphertext, vector and
page number). A page whose HMAC fails is not given. A plain page has no such proof: what is in it is judged by whoever
reads it.
"""

import hashlib
import hmac
import struct
from dataclasses import dataclass, field
from pathlib import Path

from dicas_desktop.store import check
from dicas_desktop.store.connection import PAGE_BYTES, PLAIN_HEADER
from dicas_desktop.store.key import SALT_BYTES
from dicas_desktop.store.wal import BOTH_SALTS, frames

_RESERVED = 80  # bytes at the end of an encrypted page: 16 of the vector, 64 of the HMAC
_VECTOR = 16
_MASK = 0x3A  # SQLCipher's, over the salt of the key that signs
_SIGNING_PASSES = 2
_EVERY = 500  # pages between two reports of progress


@dataclass(slots=True)
class Pages:
    """The readable pages by number (from 1), each without its reserved end, and the numbers of those that are not."""

    whole: dict[int, bytes] = field(default_factory=dict)
    broken: list[int] = field(default_factory=list)
    log_frames_lost: int = 0  # pages of the write-ahead log that could not be used

    @property
    def total(self) -> int:
        """Pages of the file, readable or not."""
        return len(self.whole) + len(self.broken)


class Cipher:
    """Opens the encrypted pages of one file. `literal` is that of `key.raw_key`: key and salt in hex."""

    def __init__(self, literal: str) -> None:
        """Take the key; SQLCipher derives the one that signs from it."""
        digits = literal.removeprefix("x'").removesuffix("'")
        self._key, salt = bytes.fromhex(digits[:64]), bytes.fromhex(digits[64:])
        masked = bytes(byte ^ _MASK for byte in salt)
        self._signing = hashlib.pbkdf2_hmac("sha512", self._key, masked, _SIGNING_PASSES, 32)

    def open(self, number: int, page: bytes) -> bytes | None:
        """Return what a page holds, None if it is not as it was written."""
        # imported here: the library costs 40 ms that a plain file need not pay
        from cryptography.hazmat.primitives.ciphers import Cipher as Aes
        from cryptography.hazmat.primitives.ciphers import algorithms, modes

        start = SALT_BYTES if number == 1 else 0
        end = PAGE_BYTES - _RESERVED
        signed = page[start : end + _VECTOR] + struct.pack("<I", number)
        if not hmac.compare_digest(hmac.digest(self._signing, signed, "sha512"), page[end + _VECTOR :]):
            return None
        decryptor = Aes(algorithms.AES(self._key), modes.CBC(page[end : end + _VECTOR])).decryptor()
        content = decryptor.update(page[start:end]) + decryptor.finalize()
        return PLAIN_HEADER + content if number == 1 else content


def read_pages(path: Path, key: str | None, progress: check.Progress, text: str) -> Pages:
    """Read every page of a file and of its write-ahead log. OSError if the file cannot be read at all."""
    cipher = None if key is None else Cipher(key)
    found = Pages()
    count = -(-path.stat().st_size // PAGE_BYTES)
    with path.open("rb") as file:
        for number in range(1, count + 1):
            if not number % _EVERY and not progress(number, count, text):
                raise check.Cancelled
            content = _open(cipher, number, file.read(PAGE_BYTES))
            if content is None:
                found.broken.append(number)
            else:
                found.whole[number] = content
    log = path.with_name(path.name + "-wal")
    if log.is_file():
        _lay_over(found, log.read_bytes(), cipher)
    return found


def fits(path: Path, key: str, most: int | None = None) -> bool:
    """Return whether at least one page of a file, or of its first `most`, was written with this key."""
    cipher = Cipher(key)
    with path.open("rb") as file:
        number = 1
        while (most is None or number <= most) and (page := file.read(PAGE_BYTES)):
            if _open(cipher, number, page) is not None:
                return True
            number += 1
    return False


def rest_is_in_log(path: Path, key: str | None) -> bool:
    """Return whether a file is shorter than its first page says, and its log holds every page that it lacks."""
    with path.open("rb") as file:
        first = _open(None if key is None else Cipher(key), 1, file.read(PAGE_BYTES))
    log = path.resolve().with_name(f"{path.resolve().name}-wal")
    if first is None or not log.is_file():
        return False
    there, count = path.stat().st_size // PAGE_BYTES, int.from_bytes(first[28:32], "big")
    held = {frame.number for frame in frames(log.read_bytes()) if frame.whole and frame.salts == BOTH_SALTS}
    return there < count and held.issuperset(range(there + 1, count + 1))


def _open(cipher: Cipher | None, number: int, page: bytes) -> bytes | None:
    if len(page) < PAGE_BYTES:
        return None
    return page if cipher is None else cipher.open(number, page)


# ---------------------------------------------------------------------- the write-ahead log
def _lay_over(found: Pages, log: bytes, cipher: Cipher | None) -> None:
    """Take the pages of the log that belong to finished transactions, in their order.

    Each frame is proved by the checksum that the one before it bears, so one broken frame does not hide the rest.
    """
    good: list[tuple[int, bytes]] = []
    for frame in frames(log):
        if frame.salts < BOTH_SALTS:
            break  # older frames, of a log that was emptied since
        content = _open(cipher, frame.number, frame.page) if frame.whole else None
        if content is None:
            found.log_frames_lost += 1
        else:
            good.append((frame.number, content))
        if frame.ends:
            found.whole.update(good)
            found.broken = [each for each in found.broken if each not in found.whole]
            good.clear()
