"""How hard a passphrase is to guess: an estimate from its parts, made here, without any network or list of leaks.

A guesser tries words, years, rows of keys and repetitions before he tries letters at random, so each of these counts
as the choice it is and not as so many letters. It stays an estimate: words that belong together (a proverb, a verse)
are easier than it says.
"""

import math
import re
from collections.abc import Iterator

from dicas_desktop.domain.texts import _

SHORTEST = 8  # letters below which a passphrase is refused
_FAIR, _STRONG = 35.0, 50.0  # bits
_WORD, _KNOWN, _YEAR, _ROW = 11.5, 4.0, 6.5, 5.0  # bits of a part: one word of some thousand, one of a few, and so on
_LETTER, _SIGN, _FOREIGN, _BLANK = math.log2(26), 5.0, 6.0, 0.5  # bits of one character
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz", "01234567890", "!@#$%^&*()")
_COMMON = frozenset(
    (
        "password", "passphrase", "passwort", "secret", "letmein", "welcome", "admin", "administrator", "master",
        "dragon", "monkey", "login", "dicas", "forum", "japan", "tokyo", "nihon", "washington", "pentagon",
        "changeme", "spring", "summer", "autumn", "winter",
    )
)  # fmt: skip
_PARTS = re.compile(r"[A-Za-z]+|[0-9]+|[^\W0-9_A-Za-z]+|[\W_]+")
_SUBSTITUTED = str.maketrans("@013457$!", "aoleastsi")
_WORDLIKE = re.compile(r"(?![bcdfghjklmnpqrstvwxz]{5})(?=.*[aeiouy])[a-z]+")


def strength(passphrase: str) -> tuple[str, str]:
    """Return a sign with words on how hard a passphrase is to guess, and the tone it is shown in."""
    if not passphrase:
        return "", "mute"
    if len(passphrase) < SHORTEST:
        return _("▲ Too short: at least {n} letters").format(n=SHORTEST), "late"
    bits = bits_of(passphrase)
    if bits < _FAIR:
        return _("◐ Weak, an estimate: add words that do not belong together"), "soon"
    if bits < _STRONG:
        return _("○ Fair, an estimate: one or two more words are better"), "ink"
    return _("✓ Strong, by this estimate"), "done"


def bits_of(passphrase: str) -> float:
    """Return about how many times a guesser must double his tries, as bits."""
    seen: set[str] = set()
    bits, rest = _without_common(passphrase)
    for part in _parts(rest):
        low = part.casefold()
        bits += 1.0 if low in seen else _bits_of_part(part)  # said again is hardly more
        seen.add(low)
    return bits


def _without_common(passphrase: str) -> tuple[float, str]:
    """Take out what everybody tries first, also with signs for letters; return the bits of it and the rest."""
    bits, plain = 0.0, passphrase.casefold().translate(_SUBSTITUTED)
    if len(plain) != len(passphrase):  # letters that change their number with their case
        return bits, passphrase
    for word in _COMMON:
        while (at := plain.find(word)) >= 0:
            end = at + len(word)
            plain, passphrase = f"{plain[:at]} {plain[end:]}", f"{passphrase[:at]} {passphrase[end:]}"
            bits += _KNOWN
    return bits, passphrase


def _parts(passphrase: str) -> Iterator[str]:
    """Yield what the passphrase is made of, a repetition such as abcabc once."""
    for part in _PARTS.findall(passphrase):
        repeated = re.fullmatch(r"(.+?)\1+", part)
        yield repeated[1] if repeated else part


def _bits_of_part(part: str) -> float:
    low = part.casefold()
    if len(low) > 2 and any(low in row or low[::-1] in row for row in _ROWS):
        return _ROW
    if not part.isascii():
        return len(set(part)) * _FOREIGN
    if part.isdecimal():
        return _YEAR if re.fullmatch(r"(19|20)\d\d", part) else len(part) * math.log2(10)
    if part.isalpha():
        return _bits_of_letters(part, low)
    return _BLANK if part.isspace() else len(set(part)) * _SIGN


def _bits_of_letters(part: str, low: str) -> float:
    mixed = part not in (low, low.upper(), low.capitalize())
    if _WORDLIKE.fullmatch(low) and not mixed:
        return min(len(set(low)) * _LETTER, _WORD + max(len(low) - 10, 0) * 1.5)
    return len(set(low)) * (_LETTER + (1.0 if mixed else 0.0))
