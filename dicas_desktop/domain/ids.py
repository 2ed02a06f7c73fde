"""Identities: UUID version 7 (RFC 9562, section 5.7) and human references such as AI-0012."""

import re
import secrets
from datetime import datetime
from uuid import UUID

_VERSION = 7
_VARIANT = 2
_REFERENCE = re.compile(r"([A-Za-z]{1,3})-?0*([1-9]\d{0,11})")


def new_uid(now: datetime) -> str:
    """Return a new UUIDv7: 48 bits of milliseconds of `now`, then 74 random bits."""
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    rand_a, rand_b = secrets.randbits(12), secrets.randbits(62)
    return str(UUID(int=milliseconds << 80 | _VERSION << 76 | rand_a << 64 | _VARIANT << 62 | rand_b))


def reference(prefix: str, number: int) -> str:
    """Return the reference of the n-th record of a kind: prefix, hyphen, at least four digits."""
    return f"{prefix}-{number:04d}"


def canonical_reference(text: str) -> str | None:
    """Return a typed reference in the form in which it is stored (`ai-12` is AI-0012), None if it is none."""
    match = _REFERENCE.fullmatch(text.strip())
    return reference(match[1].upper(), int(match[2])) if match else None
