"""Agreed words that were corrected, with what stood there before: no paper hides that they were other words."""

from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.store.corrections import Correction, corrections

_AUTHORITATIVE = {"en": "English", "ja": "Japanese", "both": "English and Japanese"}


def with_corrections(reader: Reader, row: Row) -> tuple[str | None, str | None]:
    """Return the words of a decision in English and Japanese, each with its corrections behind it."""
    found = corrections(reader.db, row["id"])
    english = [each for each in found if each.field != "text_ja"]
    japanese = [each for each in found if each.field == "text_ja"]
    return _with(reader, row["text"], english), _with(reader, row["text_ja"], japanese)


def _with(reader: Reader, words: str | None, found: list[Correction]) -> str | None:
    if not words or not found:
        return words
    return words + "".join(_told(reader, each) for each in found)


def _told(reader: Reader, correction: Correction) -> str:
    day = reader.day(correction.day)
    if correction.field == "authoritative":
        before = reader.say(_AUTHORITATIVE.get(correction.before, correction.before))
        return reader.say(
            " (authoritative text corrected {day}, {reason}; before: {before})",
            day=day, reason=correction.reason, before=before,
        )  # fmt: skip
    return reader.say(
        " (corrected {day}, {reason}; before: “{before}”)", day=day, reason=correction.reason, before=correction.before
    )
