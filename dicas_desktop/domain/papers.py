"""What a meeting leaves behind in words: notes, and its papers in numbered versions."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import Record, choice, day, field, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import not_below
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import PAPER_KINDS, PAPER_STATES, TEXT_LANGUAGES


class Note(Record):
    """Something said at a meeting that is neither a decision nor owed by anybody."""

    __tablename__ = "notes"
    declares = {
        "prefix": "N", "slug_column": "note_id", "singular": N_("Note"), "plural": N_("Notes"),
        "group": N_("Forum"), "title": "text", "label": ("text",), "sort": "meeting_id",
        "columns": ("ref", "text", "meeting_id", "agenda_item_id"), "recorded": False, "listed": False,
    }  # fmt: skip
    meeting_id: Mapped[int] = reference(N_("Meeting"), "meetings", required=True, owner=True, recorded=False, width=240)
    agenda_item_id: Mapped[int | None] = reference(N_("Agenda item"), "agenda_items", recorded=False, width=220)
    text: Mapped[str] = field(N_("Text"), Kind.LONG_TEXT, required=True, recorded=False, width=420)
    text_ja: Mapped[str | None] = field(N_("Text in Japanese"), Kind.LONG_TEXT, recorded=False, width=300)


class Paper(Record):
    """One version of a document of a meeting. `content` is its whole data as JSON; a final version never changes."""

    __tablename__ = "papers"
    declares = {
        "prefix": "PP", "slug_column": "paper_id", "singular": N_("Paper"), "plural": N_("Papers"),
        "group": N_("Forum"), "title": "kind", "label": ("ref",), "sort": "meeting_id",
        "columns": ("ref", "meeting_id", "kind", "version", "state", "made_on", "language"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    meeting_id: Mapped[int] = reference(N_("Meeting"), "meetings", required=True, owner=True, recorded=False, width=240)
    kind: Mapped[str] = choice(N_("Kind"), PAPER_KINDS, required=True, recorded=False, width=120)
    version: Mapped[int] = field(N_("Version"), Kind.INTEGER, required=True, recorded=False, width=80)
    state: Mapped[str] = choice(N_("State"), PAPER_STATES, required=True, default="draft", recorded=False, width=90)
    language: Mapped[str | None] = choice(N_("Language"), TEXT_LANGUAGES, recorded=False, width=100)
    made_on: Mapped[str | None] = day(N_("Made on"), recorded=False, width=110)
    content: Mapped[str | None] = field(N_("Content"), Kind.LONG_TEXT, recorded=False)

    def problems(self) -> Iterator[FieldProblem]:
        """Versions are counted from one."""
        yield from super().problems()
        yield from not_below(self, "version", 1)
