"""What the sections of a brief share: the record read in one language, the marks printed and the sources cited."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dicas_desktop.briefs.content import Text
from dicas_desktop.briefs.words import choice_words, say
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.marking import MarkingError, ReviewNeeded, combined, in_brackets, parse, roll_up
from dicas_desktop.domain.names import NameOrder, name_of
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch

Row = dict[str, Any]
_SOURCE = re.compile(r"(?<![\w-])src-[a-z0-9-]*[a-z0-9]")  # how the public record names a source inside a note


@dataclass(slots=True)
class Reader:
    """Reads records and remembers what of them was put on paper.

    `order` is that of the names in Latin letters. `ceiling` is the level of the store: the mark of a record that has
    none. `portions` are the marks that were printed,
    `warnings` what a person has to see to before the paper goes out.
    """

    db: Db
    today: date
    language: str
    ceiling: str
    portions: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    cited: dict[int, int] = field(default_factory=dict)
    order: NameOrder = NameOrder.GIVEN_FIRST
    _known: dict[tuple[str, int], Row] = field(default_factory=dict)

    # ----------------------------------------------------------------------------------------------------- words
    def say(self, text: str, **values: object) -> str:
        """Return a text of the program in the language of the brief, its places filled in."""
        words = say(text, self.language)
        return words.format(**values) if values else words

    def choice(self, value: str | None) -> str:
        """Return the words of a stored value of a closed list."""
        return say(choice_words(value), self.language)

    def day(self, value: str | None, precision: str | None = None, *, year: bool = True, weekday: bool = False) -> str:
        """Return a stored date in words; without `year` the year of today is left out."""
        today = None if year else self.today
        return show_date(value, precision or "day", today=today, weekday=weekday, language=self.language)

    def month(self, day: date, *, year: bool) -> str:
        """Return the name of a month, with its year or without."""
        words = self.day(day.isoformat(), "month")
        return words if year else words.replace(f"{day.year}年", "").replace(f" {day.year}", "")

    def name(self, row: Row | None) -> str:
        """Return the short name of a record: its Japanese name in a Japanese brief, else abbreviation or name.

        A person is named in the order of the paper.

        Its mark counts for the banner from then on; the text that holds the name has to bear it too.
        """
        if row is None:
            return ""
        self.mark(row)
        if "family_name" in row:
            return name_of(row, self.language, self.order)
        columns = ("abbreviation", "name_en", "name", "title", "ref")
        order = ("name_ja", "title_ja", *columns) if self.language == "ja" else columns
        return self.say(next((str(row[column]) for column in order if row.get(column)), ""))

    def joined(self, *parts: str | None) -> str:
        """Return the parts that are not empty, each once, with a comma of the language between them."""
        return self.say(", ").join(dict.fromkeys(part for part in parts if part))

    # --------------------------------------------------------------------------------------------------- records
    def rows(self, table: str, ids: Iterable[int]) -> list[Row]:
        """Return records in the order of the ids; those once read are not read again."""
        wanted = list(ids)
        missing = [i for i in dict.fromkeys(wanted) if (table, i) not in self._known]
        for record in fetch(self.db, table, missing):
            self._known[table, record.values["id"]] = record.values
        return [self._known[table, i] for i in wanted if (table, i) in self._known]

    def query(self, table: str, statement: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Row]:
        """Return the records whose ids the statement gives, in its order."""
        return self.rows(table, self.db.execute(statement, parameters).scalars())

    def one(self, table: str, row_id: int | None) -> Row | None:
        """Return one record, None for no id or one that is gone."""
        found = [] if row_id is None else self.rows(table, [row_id])
        return found[0] if found else None

    # ------------------------------------------------------------------------------------------ marks and sources
    def mark(self, *rows: Row | None) -> str:
        """Return the portion mark of a text made of these records, that of them together, and remember all."""
        marks = [self._mark_of(row) for row in rows if row is not None] or [in_brackets(self.ceiling)]
        self.portions.extend(marks)
        return marks[0] if len(set(marks)) == 1 else combined(marks)

    def _mark_of(self, row: Row) -> str:
        # marks of records are stored without brackets
        mark = in_brackets(row.get("marking") or self.ceiling)
        try:
            parse(mark)
        except MarkingError as error:
            self.warn("{ref}: {problem}", ref=row["ref"], problem=error)
            return in_brackets(self.ceiling)
        return mark

    def cite(self, *rows: Row | None) -> tuple[int, ...]:
        """Return the numbers of the notes that name the sources of these records."""
        sources = [row["source_id"] for row in rows if row is not None and row.get("source_id") is not None]
        return tuple(sorted({self.cited.setdefault(source, len(self.cited) + 1) for source in sources}))

    def prose(self, text: str | None) -> tuple[str, tuple[int, ...]]:
        """Return a note without the sources it names by their ids, and the numbers of those sources."""
        found: list[Row] = []
        for slug in _SOURCE.findall(text or ""):
            found += self.query("sources", "SELECT id FROM sources WHERE slug = ? AND deleted_at IS NULL", (slug,))
        if not found:
            return text or "", ()
        named = "|".join(re.escape(row["slug"]) for row in found)
        words = re.sub(rf" ?\((?:{named})\)| ?(?:{named})(?![\w-])", "", text or "").strip()
        return words, self.cite(*({"source_id": row["id"]} for row in found))

    def text(
        self, row: Row, english: str | None, japanese: str | None = None, beside: Sequence[Row | None] = ()
    ) -> Text:
        """Return words of a record with mark and notes; `beside` are further records that the words stand for."""
        words, other = english or "", japanese or ""
        if other and self.language == "ja":
            words, other = other, words
        return Text(words, self.mark(row, *beside), other, self.cite(row))

    def warn(self, text: str, **values: object) -> None:
        """Remember once what makes the paper a draft."""
        words = self.say(text, **values)
        if words not in self.warnings:
            self.warnings.append(words)

    def banner(self) -> str:
        """Return the banner of all that was printed, a cautious one and a warning where the rules settle none."""
        try:
            return roll_up(self.portions)
        except ReviewNeeded as review:
            self.warnings.append(str(review))
            return review.proposal
