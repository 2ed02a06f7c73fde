"""Identities: UUID version 7 (RFC 9562, section 5.7) and human references such as AI-0012."""

import os
import re
from collections.abc import Iterator
from datetime import datetime

_REFERENCE = r"([A-Za-z]{1,3})-?0*([1-9]\d{0,11})"
_DRAWN = 4_096  # random bytes drawn at once, four for each identity


def new_uid(now: datetime) -> str:
    """Return a new UUIDv7: 48 bits of milliseconds of `now`, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    time, chance = f"{milliseconds:012x}", os.urandom(10).hex()
    variant = "89ab"[int(chance[0], 16) & 3]
    return f"{time[:8]}-{time[8:]}-7{chance[1:4]}-{variant}{chance[4:7]}-{chance[7:19]}"


def rising_uids(now: datetime) -> Iterator[str]:
    """Yield UUIDv7 of one moment without end, each greater than the one before (RFC 9562, section 6.2, method 2).

    Random 73 bits begin and random 32 bits lie between neighbours, so that an index takes them in their order.
    """
    time = f"{int(now.timestamp() * 1000) & (2**48 - 1):012x}"
    chance = int.from_bytes(os.urandom(10)) >> 7
    upper, head = -1, ""  # of the 74 bits the upper 26, which seldom change, and the text that they make
    while True:
        for distance in memoryview(os.urandom(_DRAWN)).cast("I"):
            if chance >> 48 != upper:
                upper = chance >> 48
                head = f"{time[:8]}-{time[8:]}-7{upper >> 14:03x}-{0x8000 | upper & 0x3FFF:04x}-"
            yield f"{head}{chance & (2**48 - 1):012x}"
            chance += distance + 1


def reference(prefix: str, number: int) -> str:
    """Return the reference of the n-th record of a kind: prefix, hyphen, at least four digits."""
    return f"{prefix}-{number:04d}"


def canonical_reference(text: str) -> str | None:
    """Return a typed reference in the form in which it is stored (`ai-12` is AI-0012), None if it is none."""
    match = re.fullmatch(_REFERENCE, text.strip())
    return reference(match[1].upper(), int(match[2])) if match else None
