"""A schema after the newest that is shipped, for tests of upgrading alone: the migrations with one more."""

import shutil
from pathlib import Path

from dicas_desktop.domain.places import migrations
from dicas_desktop.store import schema

NEWEST = schema.newest_revision()
LATER = f'''"""Add a column and a table, rebuild one that others belong to, change words, delete records."""

import sqlalchemy as sa
from alembic import op

revision = "{NEWEST + 1:04d}"
down_revision = "{NEWEST:04d}"


def upgrade() -> None:
    """Change."""
    with op.batch_alter_table("meetings", recreate="always") as batch:
        batch.add_column(sa.Column("rooms", sa.Integer(), nullable=False, server_default="1"))
    op.create_table("visits", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("words", sa.Text()))
    op.execute("UPDATE organizations SET name_en = name_en || ' (renamed)'")
    op.execute("DELETE FROM decisions")
'''


def migration_of(folder: Path) -> Path:
    """Return the file of the migration that is not shipped."""
    return folder / "versions" / f"{NEWEST + 1:04d}_later.py"


def later_migrations(folder: Path) -> Path:
    """Make a copy of the migrations with one more in a new folder and return it."""
    shutil.copytree(migrations(), folder, ignore=shutil.ignore_patterns("__pycache__"))
    migration_of(folder).write_text(LATER, encoding="utf-8")
    return folder
