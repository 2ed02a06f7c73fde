"""The names of people on a paper: in its language and its order, with the name in the other script beside them."""

from collections.abc import Sequence
from dataclasses import replace

from dicas_desktop.briefs.content import Text
from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.names import NameOrder, compared, japanese_name, latin_name, name_of


def person_name(reader: Reader, person: Row) -> str:
    """Return the name of a person in the language and the order of the paper."""
    return name_of(person, reader.language, reader.order)


def reading(person: Row) -> str:
    """Return the kana that tell how the Japanese name is read, empty if they are not recorded or all that it has."""
    kana = str(person.get("name_kana") or "").strip()
    return kana if compared(kana) != compared(japanese_name(person)) else ""


def person_text(reader: Reader, person: Row, beside: Sequence[Row | None] = ()) -> Text:
    """Return the name with the one in the other script: beside a Japanese one its reading, else Latin letters."""
    words = person_name(reader, person)
    if reader.language == "ja":
        other = reading(person) or latin_name(person, NameOrder.FAMILY_FIRST)
    else:
        other = japanese_name(person)
    text = reader.text(person, words, beside=beside)
    return replace(text, other=other) if other != words else text
