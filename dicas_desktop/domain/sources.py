"""Where a fact comes from."""

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import Record, choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import SOURCE_KINDS


class Sourced(Record):
    """A record that names the source of its facts."""

    __abstract__ = True
    source_id: Mapped[int | None] = reference(N_("Source"), "sources", width=180)


class Source(Record):
    """A public page, release or article."""

    __tablename__ = "sources"
    declares = {
        "prefix": "S", "slug_column": "source_id", "singular": N_("Source"), "plural": N_("Sources"),
        "group": N_("Record"), "title": "title", "label": ("title",), "sort": "date",
        "columns": ("ref", "title", "publisher", "date", "language", "source_kind"),
    }  # fmt: skip
    title: Mapped[str] = field(N_("Title"), required=True, width=420)
    publisher: Mapped[str | None] = field(N_("Publisher"), width=220)
    date: Mapped[str | None] = day(N_("Date"), precision="date_precision", end=True)
    date_precision: Mapped[str | None] = precision(N_("Date precision"))
    url: Mapped[str | None] = field(N_("Address"), Kind.URL, width=300)
    language: Mapped[str | None] = field(N_("Language"), width=90)
    source_kind: Mapped[str | None] = choice(N_("Kind"), SOURCE_KINDS)
