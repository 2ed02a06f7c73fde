"""A paper in English, in Japanese, or in both at once: a text is asked for once and comes in what the paper prints."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dicas_desktop.briefs.content import Text
from dicas_desktop.briefs.reader import Reader, Row

PAPER_LANGUAGES = ("en", "ja", "both")
_JAPANESE = re.compile("[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile("[A-Za-z]*[a-z][A-Za-z]+|[A-Za-z]+[a-z]")  # an abbreviation in capitals is no English
_SEVERAL = re.compile(r"(?=[A-Z]*[a-z])[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}")  # the first of them no abbreviation


@dataclass(frozen=True, slots=True)
class Tongues:
    """Readers of one snapshot: `main` for the words, `second` for those beside them where both languages are printed.

    They share what they remember: marks, warnings, sources and records.
    """

    main: Reader
    second: Reader | None = None

    def label(self, text: str, **values: object) -> str:
        """Return a word of the program; on a paper in both languages it stands in both."""
        own = self.main.say(text, **values)
        other = self.second.say(text, **values) if self.second else own
        return own if other == own else f"{own} {other}"

    def text(self, words: Callable[[Reader], str], *rows: Row | None) -> Text:
        """Return what `words` says in each language of the paper, with the mark of these records."""
        own = words(self.main)
        other = words(self.second) if self.second else ""
        return Text(own, self.main.mark(*rows) if rows else "", other if other != own else "")

    def record(self, english: str | None, japanese: str | None, rows: Sequence[Row | None]) -> Text:
        """Return words of a record in each language of the paper; what it lacks in Japanese stays English."""
        return self.text(lambda reader: (japanese if reader.language == "ja" and japanese else english) or "", *rows)

    def choice(self, value: str | None) -> str:
        """Return the words of a stored value of a closed list."""
        return self.label(self.main.choice(value)) if self.second else self.main.choice(value)


def tongues(reader: Reader, language: str) -> Tongues:
    """Return the readers of a paper in this language; `reader` reads English."""
    if language == "ja":
        return Tongues(replace(reader, language="ja"))
    return Tongues(reader, replace(reader, language="ja") if language == "both" else None)


def in_one_script(text: Text, language: str) -> Text:
    """Return the text without words of a language that the paper does not print, and without numbers of sources."""
    beside = language != "en" and _JAPANESE.search(text.other)
    return replace(text, other=text.other if beside else "", notes=())


def is_untranslated(text: Text) -> bool:
    """Tell whether a text of a Japanese paper is English, or a part of several words of it."""
    return bool(_SEVERAL.search(text.words)) or (bool(_LATIN.search(text.words)) and not _JAPANESE.search(text.words))
