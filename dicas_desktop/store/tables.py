"""The tables of the store itself, beside those of the entities: journal, counters, facts about the file."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

from dicas_desktop.domain.base import NAMING
from dicas_desktop.store.journal import EVENTS

metadata = MetaData(naming_convention=NAMING)

KINDS = ("edit", "import", "undo", "redo", *EVENTS)

journal_steps = Table(
    "journal_steps",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("workstation", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("undoes", Integer, ForeignKey("journal_steps.id")),
    Column("change_count", Integer, nullable=False),
    Column("digest", Text, nullable=False),
    CheckConstraint(" OR ".join(f"kind = '{kind}'" for kind in KINDS), name="kind"),
    sqlite_strict=True,
)
# No foreign key to the step: its row is written at the end, when the digest is known.
journal_changes = Table(
    "journal_changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("step_id", Integer, nullable=False),
    Column("table_name", Text, nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("row_uid", Text, nullable=False),
    Column("operation", Text, nullable=False),
    Column("before", Text),
    Column("after", Text),
    CheckConstraint("operation IN ('I', 'U', 'D')", name="operation"),
    Index("ix_journal_changes_step_id", "step_id"),
    Index("ix_journal_changes_row_uid", "row_uid"),
    sqlite_strict=True,
)
# The last number given to a record of each table. Outside the journal: an undone number is not given again.
counters = Table(
    "counters",
    metadata,
    Column("table_name", Text, primary_key=True),
    Column("last", Integer, nullable=False),
    sqlite_strict=True,
)
store_facts = Table(
    "store_facts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
    sqlite_strict=True,
)
# The bytes of attachments, once each, under their SHA-256. Outside the journal, which names them by that digest: they
# are only ever added, so that every earlier state of an attachment finds its bytes.
contents = Table(
    "contents",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)
# What an officer was typing when it was last saved by itself; gone once it is entered or given up.
drafts = Table(
    "drafts",
    metadata,
    Column("place", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("at_utc", Text, nullable=False),
    sqlite_strict=True,
)
