"""Templates of meetings: an agenda that new meetings begin with. A meeting made from one no longer follows it."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import Record, choice, field, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import lasts_a_day_at_most
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import MEETING_TYPES, PURPOSES, SIDES


class Template(Record):
    """What a kind of meeting looks like before anything is known of it."""

    __tablename__ = "templates"
    declares = {
        "prefix": "TP", "slug_column": "template_id", "singular": N_("Meeting template"),
        "plural": N_("Meeting templates"), "group": N_("Forum"), "title": "name", "label": ("name",), "sort": "name",
        "columns": ("ref", "name", "meeting_type", "forum_id", "wg_id"), "recorded": False,
        "listed": False,
    }  # fmt: skip
    name: Mapped[str] = field(N_("Name"), required=True, recorded=False, width=260)
    meeting_type: Mapped[str | None] = choice(N_("Type"), MEETING_TYPES, suggested=True, recorded=False)
    forum_id: Mapped[int | None] = reference(N_("Forum"), "forums", recorded=False)
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", recorded=False, width=180)
    purpose: Mapped[str | None] = field(N_("Purpose"), Kind.LONG_TEXT, recorded=False, width=260)


class TemplateItem(Record):
    """One agenda item of a template."""

    __tablename__ = "template_items"
    declares = {
        "prefix": "TI", "slug_column": "template_item_id", "singular": N_("Template item"),
        "plural": N_("Template items"), "group": N_("Forum"), "title": "topic", "label": ("topic",),
        "sort": "template_id", "columns": ("ref", "topic", "template_id", "seq", "section", "minutes", "purpose"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    template_id: Mapped[int] = reference(
        N_("Meeting template"), "templates", required=True, owner=True, recorded=False, width=220
    )
    seq: Mapped[int] = field(N_("No."), Kind.INTEGER, required=True, recorded=False, width=60)
    topic: Mapped[str] = field(N_("Topic"), required=True, recorded=False, width=320)
    topic_ja: Mapped[str | None] = field(N_("Topic in Japanese"), recorded=False, width=220)
    section: Mapped[str | None] = field(N_("Section"), recorded=False, width=160)
    minutes: Mapped[int | None] = field(N_("Minutes"), Kind.INTEGER, recorded=False, width=80)
    purpose: Mapped[str | None] = choice(N_("Purpose"), PURPOSES, recorded=False, width=100)
    lead_side: Mapped[str | None] = choice(N_("Lead side"), SIDES, recorded=False, width=100)

    def problems(self) -> Iterator[FieldProblem]:
        """An item takes more than nothing and at most a day."""
        yield from super().problems()
        yield from lasts_a_day_at_most(self, "minutes")
