"""Names of people and offices in three scripts: the parts they have, how they are printed, how they are compared.

A person is a mapping with the columns of `persons`. Where family and given name are not filled (the public record has
only `name_en` and `name_ja`), they are read out of the whole name; what an officer has filled in always holds.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from dicas_desktop.domain.texts import N_

Person = Mapping[str, Any]


class NameOrder(StrEnum):
    """How a Latin name is printed; one for a whole paper. The family name stands in capitals in either."""

    GIVEN_FIRST = "given-first"
    FAMILY_FIRST = "family-first"


ORDER_LABELS = {NameOrder.GIVEN_FIRST: N_("Given FAMILY"), NameOrder.FAMILY_FIRST: N_("FAMILY Given")}

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v"})  # behind a name, no part of it
_PARTICLES = frozenset(
    {
        "al",
        "da",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "st",
        "ten",
        "ter",
        "van",
        "von",
    }
)  # before a family name, part of it: Del Toro
_FAMILY_FIRST_COUNTRIES = frozenset({"CN", "HU", "KP", "KR", "TW", "VN"})  # write it first in Latin letters as well
_KATAKANA = re.compile(r"[\u30a0-\u30ff\uff65-\uff9f\s]+")
_BETWEEN = re.compile(r"[\s\u30fb\uff65]+")  # blanks, and the dot between the parts of a foreign name
_DOT = "\N{KATAKANA MIDDLE DOT}"
_PUNCTUATION = re.compile(r"[^\w\s]|_")
_INSIDE = re.compile("[\u0300-\u036f'\u2019-]")  # accents taken off their letters, and what joins the parts of a word
_KANA_BEGINS, _KANA_ENDS, _KANA_SHIFT = 0x3041, 0x3096, 0x60  # hiragana, and how far katakana lies behind it
# Old, popular and simplified shapes of characters that names are written with, to the one that is compared. NFKC leaves
# them apart, since a person may insist on one; a newspaper writes another.
_SHAPES = str.maketrans(
    "澤髙﨑齋斎齊邊邉濱國廣眞嶋嶌櫻淺瀨德惠靜龍瀧壽榮曾桒條彥舘冨峯埜栁",
    "沢高崎斉斉斉辺辺浜国広真島島桜浅瀬徳恵静竜滝寿栄曽桑条彦館富峰野柳",
)


@dataclass(frozen=True, slots=True)
class LatinName:
    """The parts of a name in Latin letters. `suffix` is what stands behind it, such as III."""

    family: str
    given: str = ""
    suffix: str = ""


def latin_parts(person: Person) -> LatinName:
    """Return family and given name: those filled in, else what `name_en` says by the custom of the country."""
    family, given = _text(person, "family_name"), _text(person, "given_name")
    if family:
        return LatinName(family, given)
    whole, comma, behind = _text(person, "name_en").partition(",")
    if comma and not _is_suffix(behind.strip()):
        return LatinName(whole.strip(), behind.strip())
    words = [*whole.split(), *behind.split()]
    suffix = words.pop() if len(words) > 2 and _is_suffix(words[-1]) else ""  # noqa: PLR2004 - two names before it
    begin, end = _family_in(words, _text(person, "country"))
    return LatinName(" ".join(words[begin:end]), " ".join((*words[:begin], *words[end:])), suffix)


def _family_in(words: list[str], country: str) -> tuple[int, int]:
    """Return where among the words of a Latin name the family name begins and ends."""
    capitals = [number for number, word in enumerate(words) if word.isupper() and len(word.strip(".")) > 1]
    if capitals and len(capitals) < len(words):  # whoever typed it has said which one it is
        return capitals[0], capitals[-1] + 1
    if country in _FAMILY_FIRST_COUNTRIES:
        return 0, 1
    begin = max(len(words) - 1, 0)
    while begin > 1 and words[begin - 1].casefold() in _PARTICLES:
        begin -= 1
    return begin, len(words)


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").casefold() in _SUFFIXES


def latin_name(person: Person, order: NameOrder = NameOrder.GIVEN_FIRST) -> str:
    """Return the name in Latin letters as a paper prints it, empty if there is none."""
    parts = latin_parts(person)
    family = parts.family.upper()
    both = (parts.given, family) if order is NameOrder.GIVEN_FIRST else (family, parts.given)
    return " ".join(part for part in (*both, parts.suffix) if part)


def japanese_name(person: Person) -> str:
    """Return the name in Japanese, family name first, empty if none is recorded in kanji or kana.

    A name in katakana alone is that of a foreigner: it keeps the order of its country, with the dot between its parts.
    """
    family, given = _text(person, "family_name_ja"), _text(person, "given_name_ja")
    if family and given:
        foreign = _KATAKANA.fullmatch(family + given) is not None
        return f"{given}{_DOT}{family}" if foreign else family + given
    return _text(person, "name_ja") or family or _text(person, "name_kana")


def name_of(person: Person, language: str, order: NameOrder = NameOrder.GIVEN_FIRST) -> str:
    """Return the name in the language of a paper. In Japanese a name known in Latin letters alone stands family first.

    There it is the best that the record has: it is a name, not a text that could be translated.
    """
    if language == "ja":
        return japanese_name(person) or latin_name(person, NameOrder.FAMILY_FIRST)
    return latin_name(person, order)


# ------------------------------------------------------------------------------------------------------- comparison
def compared(text: str | None) -> str:
    """Return a text as it is compared: width and case do not count, nor do blanks, hiragana or katakana."""
    folded = unicodedata.normalize("NFKC", text or "").casefold().translate(_hiragana_as_katakana())
    return _BETWEEN.sub("", folded)


def japanese_key(text: str | None) -> str:
    """Return a Japanese name as it is compared: shapes of one character are the same, too."""
    return compared((text or "").translate(_SHAPES)).translate(_SHAPES)


def latin_key(text: str | None) -> str:
    """Return a Latin name as it is compared: its words in any order, without accents, initials and suffixes."""
    plain = unicodedata.normalize("NFKD", text or "").casefold()
    words = _PUNCTUATION.sub(" ", _INSIDE.sub("", plain)).split()
    names = [word for word in words if len(word) > 1 and word not in _SUFFIXES]
    return " ".join(sorted(names))


def person_keys(person: Person) -> dict[str, str]:
    """Return the keys by which two persons are compared, those that are empty left out: japanese, kana, latin."""
    whole = f"{_text(person, 'family_name')} {_text(person, 'given_name')}".strip()
    keys = {
        "japanese": japanese_key(_text(person, "name_ja") or _joined_japanese(person)),
        "kana": compared(_text(person, "name_kana")),
        "latin": latin_key(_text(person, "name_en") or whole),
    }
    return {name: key for name, key in keys.items() if key}


def office_keys(office: Mapping[str, Any]) -> dict[str, str]:
    """Return the keys by which two organizations are compared, those that are empty left out."""
    name, abbreviation = _text(office, "name_en"), compared(_text(office, "abbreviation"))
    country = office.get("country") or ""
    keys = {
        "japanese": japanese_key(_text(office, "name_ja")),
        "kana": compared(_text(office, "name_kana")),
        "name": " ".join(_PUNCTUATION.sub(" ", unicodedata.normalize("NFKC", name).casefold()).split()),
        "abbreviation": f"{abbreviation}/{country}" if abbreviation else "",
    }
    return {name: key for name, key in keys.items() if key}


def _joined_japanese(person: Person) -> str:
    return _text(person, "family_name_ja") + _text(person, "given_name_ja")


def _text(values: Mapping[str, Any], name: str) -> str:
    return str(values.get(name) or "").strip()


def _hiragana_as_katakana() -> dict[int, int]:
    return {code: code + _KANA_SHIFT for code in range(_KANA_BEGINS, _KANA_ENDS + 1)}
