"""The first schema: nineteen tables of the record, the journal, counters and facts of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "forums",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column("predecessor_forum_id", sa.Integer(), nullable=True),
        sa.Column("established_date", sa.Text(), nullable=True),
        sa.Column("established_by_meeting_id", sa.Integer(), nullable=True),
        sa.Column("us_lead_org_id", sa.Integer(), nullable=True),
        sa.Column("jp_lead_org_id", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "established_date LIKE '____-__-__'",
            name=op.f("ck_forums_established_date"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_forums_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["established_by_meeting_id"],
            ["meetings.id"],
            name=op.f("fk_forums_established_by_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["jp_lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_forums_jp_lead_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["predecessor_forum_id"],
            ["forums.id"],
            name=op.f("fk_forums_predecessor_forum_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_forums_source_id")),
        sa.ForeignKeyConstraint(
            ["us_lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_forums_us_lead_org_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forums")),
        sa.UniqueConstraint("ref", name=op.f("uq_forums_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_forums_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_forums_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_forums_established_by_meeting_id"),
        "forums",
        ["established_by_meeting_id"],
        unique=False,
    )
    op.create_index(op.f("ix_forums_jp_lead_org_id"), "forums", ["jp_lead_org_id"], unique=False)
    op.create_index(
        op.f("ix_forums_predecessor_forum_id"),
        "forums",
        ["predecessor_forum_id"],
        unique=False,
    )
    op.create_index(op.f("ix_forums_source_id"), "forums", ["source_id"], unique=False)
    op.create_index(op.f("ix_forums_us_lead_org_id"), "forums", ["us_lead_org_id"], unique=False)
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("meeting_type", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("end_date", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.Text(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("venue", sa.Text(), nullable=True),
        sa.Column("host_org_id", sa.Integer(), nullable=True),
        sa.Column("host_side", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("participants_note", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("title_ja", sa.Text(), nullable=True),
        sa.Column("start_time", sa.Text(), nullable=True),
        sa.Column("end_time", sa.Text(), nullable=True),
        sa.Column("time_zone", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "date_precision = 'day' OR date_precision = 'month' OR date_precision = 'year' OR date_precision = 'by' OR date_precision = 'from'",
            name=op.f("ck_meetings_date_precision"),
        ),
        sa.CheckConstraint("end_date LIKE '____-__-__'", name=op.f("ck_meetings_end_date")),
        sa.CheckConstraint("end_time LIKE '__:__'", name=op.f("ck_meetings_end_time")),
        sa.CheckConstraint(
            "host_side = 'US' OR host_side = 'JP' OR host_side = 'AU' OR host_side = 'CA' OR host_side = 'DE' OR host_side = 'FR' OR host_side = 'GB' OR host_side = 'ID' OR host_side = 'IN' OR host_side = 'IT' OR host_side = 'KR' OR host_side = 'MY' OR host_side = 'NL' OR host_side = 'NZ' OR host_side = 'PH' OR host_side = 'SG' OR host_side = 'TH' OR host_side = 'TW' OR host_side = 'VN'",
            name=op.f("ck_meetings_host_side"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_meetings_releasability"),
        ),
        sa.CheckConstraint("start_date LIKE '____-__-__'", name=op.f("ck_meetings_start_date")),
        sa.CheckConstraint("start_time LIKE '__:__'", name=op.f("ck_meetings_start_time")),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'held' OR status = 'cancelled'",
            name=op.f("ck_meetings_status"),
        ),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_meetings_forum_id")),
        sa.ForeignKeyConstraint(["host_org_id"], ["organizations.id"], name=op.f("fk_meetings_host_org_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_meetings_source_id")),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_meetings_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("ref", name=op.f("uq_meetings_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_meetings_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_meetings_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_meetings_forum_id"), "meetings", ["forum_id"], unique=False)
    op.create_index(op.f("ix_meetings_host_org_id"), "meetings", ["host_org_id"], unique=False)
    op.create_index(
        "ix_meetings_live_start_date",
        "meetings",
        ["start_date", "status"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_meetings_source_id"), "meetings", ["source_id"], unique=False)
    op.create_index(op.f("ix_meetings_wg_id"), "meetings", ["wg_id"], unique=False)
    op.create_table(
        "sources",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("source_kind", sa.Text(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("date LIKE '____-__-__'", name=op.f("ck_sources_date")),
        sa.CheckConstraint(
            "date_precision = 'day' OR date_precision = 'month' OR date_precision = 'year' OR date_precision = 'by' OR date_precision = 'from'",
            name=op.f("ck_sources_date_precision"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_sources_releasability"),
        ),
        sa.CheckConstraint(
            "source_kind = 'official' OR source_kind = 'press' OR source_kind = 'repost' OR source_kind = 'secondary'",
            name=op.f("ck_sources_source_kind"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sa.UniqueConstraint("ref", name=op.f("uq_sources_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_sources_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_sources_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "working_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("forum_id", sa.Integer(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("us_lead_org_id", sa.Integer(), nullable=True),
        sa.Column("jp_lead_org_id", sa.Integer(), nullable=True),
        sa.Column("established_date", sa.Text(), nullable=True),
        sa.Column("established_at_meeting_id", sa.Integer(), nullable=True),
        sa.Column("first_meeting_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "established_date LIKE '____-__-__'",
            name=op.f("ck_working_groups_established_date"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_working_groups_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["established_at_meeting_id"],
            ["meetings.id"],
            name=op.f("fk_working_groups_established_at_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["first_meeting_id"],
            ["meetings.id"],
            name=op.f("fk_working_groups_first_meeting_id"),
        ),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_working_groups_forum_id")),
        sa.ForeignKeyConstraint(
            ["jp_lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_working_groups_jp_lead_org_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_working_groups_source_id")),
        sa.ForeignKeyConstraint(
            ["us_lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_working_groups_us_lead_org_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_groups")),
        sa.UniqueConstraint("ref", name=op.f("uq_working_groups_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_working_groups_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_working_groups_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_working_groups_established_at_meeting_id"),
        "working_groups",
        ["established_at_meeting_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_working_groups_first_meeting_id"),
        "working_groups",
        ["first_meeting_id"],
        unique=False,
    )
    op.create_index(op.f("ix_working_groups_forum_id"), "working_groups", ["forum_id"], unique=False)
    op.create_index(
        op.f("ix_working_groups_jp_lead_org_id"),
        "working_groups",
        ["jp_lead_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_working_groups_source_id"),
        "working_groups",
        ["source_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_working_groups_us_lead_org_id"),
        "working_groups",
        ["us_lead_org_id"],
        unique=False,
    )
    op.create_table(
        "organizations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("org_type", sa.Text(), nullable=True),
        sa.Column("parent_org_id", sa.Integer(), nullable=True),
        sa.Column("role_note", sa.Text(), nullable=True),
        sa.Column("name_kana", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "org_type = 'government' OR org_type = 'military' OR org_type = 'company'",
            name=op.f("ck_organizations_org_type"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_organizations_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_org_id"],
            ["organizations.id"],
            name=op.f("fk_organizations_parent_org_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_organizations_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizations")),
        sa.UniqueConstraint("ref", name=op.f("uq_organizations_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_organizations_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_organizations_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_organizations_parent_org_id"),
        "organizations",
        ["parent_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_organizations_source_id"), "organizations", ["source_id"], unique=False)
    op.create_table(
        "facilities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("operator_org_id", sa.Integer(), nullable=True),
        sa.Column("city", sa.Text(), nullable=True),
        sa.Column("prefecture_or_state", sa.Text(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("opened_date", sa.Text(), nullable=True),
        sa.Column("capability", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("opened_date LIKE '____-__-__'", name=op.f("ck_facilities_opened_date")),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_facilities_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["operator_org_id"],
            ["organizations.id"],
            name=op.f("fk_facilities_operator_org_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_facilities_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_facilities")),
        sa.UniqueConstraint("ref", name=op.f("uq_facilities_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_facilities_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_facilities_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_facilities_operator_org_id"),
        "facilities",
        ["operator_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_facilities_source_id"), "facilities", ["source_id"], unique=False)
    op.create_table(
        "persons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("org_id", sa.Integer(), nullable=True),
        sa.Column("country", sa.Text(), nullable=True),
        sa.Column("from_date", sa.Text(), nullable=True),
        sa.Column("to_date", sa.Text(), nullable=True),
        sa.Column("in_office_on", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("name_kana", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("from_date LIKE '____-__-__'", name=op.f("ck_persons_from_date")),
        sa.CheckConstraint("in_office_on LIKE '____-__-__'", name=op.f("ck_persons_in_office_on")),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_persons_releasability"),
        ),
        sa.CheckConstraint("to_date LIKE '____-__-__'", name=op.f("ck_persons_to_date")),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name=op.f("fk_persons_org_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_persons_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("ref", name=op.f("uq_persons_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_persons_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_persons_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_persons_org_id"), "persons", ["org_id"], unique=False)
    op.create_index(op.f("ix_persons_source_id"), "persons", ["source_id"], unique=False)
    op.create_table(
        "platforms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("designation", sa.Text(), nullable=True),
        sa.Column("ship_class_or_type", sa.Text(), nullable=True),
        sa.Column("operator_org_id", sa.Integer(), nullable=True),
        sa.Column("homeport_or_base", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "kind = 'ship' OR kind = 'aircraft_type' OR kind = 'engine_type'",
            name=op.f("ck_platforms_kind"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_platforms_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["operator_org_id"],
            ["organizations.id"],
            name=op.f("fk_platforms_operator_org_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_platforms_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_platforms")),
        sa.UniqueConstraint("ref", name=op.f("uq_platforms_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_platforms_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_platforms_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_platforms_operator_org_id"),
        "platforms",
        ["operator_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_platforms_source_id"), "platforms", ["source_id"], unique=False)
    op.create_table(
        "programmes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("item_type", sa.Text(), nullable=True),
        sa.Column("us_prime_org_id", sa.Integer(), nullable=True),
        sa.Column("jp_prime_org_id", sa.Integer(), nullable=True),
        sa.Column("arrangement", sa.Text(), nullable=True),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("start_date", sa.Text(), nullable=True),
        sa.Column("start_precision", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_programmes_releasability"),
        ),
        sa.CheckConstraint("start_date LIKE '____-__-__'", name=op.f("ck_programmes_start_date")),
        sa.CheckConstraint(
            "start_precision = 'day' OR start_precision = 'month' OR start_precision = 'year' OR start_precision = 'by' OR start_precision = 'from'",
            name=op.f("ck_programmes_start_precision"),
        ),
        sa.CheckConstraint(
            "status = 'active' OR status = 'study' OR status = 'proposed' OR status = 'ended'",
            name=op.f("ck_programmes_status"),
        ),
        sa.ForeignKeyConstraint(
            ["jp_prime_org_id"],
            ["organizations.id"],
            name=op.f("fk_programmes_jp_prime_org_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_programmes_source_id")),
        sa.ForeignKeyConstraint(
            ["us_prime_org_id"],
            ["organizations.id"],
            name=op.f("fk_programmes_us_prime_org_id"),
        ),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_programmes_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programmes")),
        sa.UniqueConstraint("ref", name=op.f("uq_programmes_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_programmes_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_programmes_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_programmes_jp_prime_org_id"),
        "programmes",
        ["jp_prime_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_programmes_source_id"), "programmes", ["source_id"], unique=False)
    op.create_index(
        op.f("ix_programmes_us_prime_org_id"),
        "programmes",
        ["us_prime_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_programmes_wg_id"), "programmes", ["wg_id"], unique=False)
    op.create_table(
        "agenda_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("topic_ja", sa.Text(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("lead_side", sa.Text(), nullable=True),
        sa.Column("lead_org_id", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "lead_side = 'US' OR lead_side = 'JP' OR lead_side = 'AU' OR lead_side = 'CA' OR lead_side = 'DE' OR lead_side = 'FR' OR lead_side = 'GB' OR lead_side = 'ID' OR lead_side = 'IN' OR lead_side = 'IT' OR lead_side = 'KR' OR lead_side = 'MY' OR lead_side = 'NL' OR lead_side = 'NZ' OR lead_side = 'PH' OR lead_side = 'SG' OR lead_side = 'TH' OR lead_side = 'TW' OR lead_side = 'VN'",
            name=op.f("ck_agenda_items_lead_side"),
        ),
        sa.CheckConstraint(
            "purpose = 'inform' OR purpose = 'discuss' OR purpose = 'decide'",
            name=op.f("ck_agenda_items_purpose"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_agenda_items_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_agenda_items_lead_org_id"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_agenda_items_meeting_id")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_agenda_items_programme_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_agenda_items_source_id")),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_agenda_items_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_items")),
        sa.UniqueConstraint("ref", name=op.f("uq_agenda_items_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_agenda_items_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_agenda_items_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_agenda_items_lead_org_id"),
        "agenda_items",
        ["lead_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_agenda_items_meeting_id"), "agenda_items", ["meeting_id"], unique=False)
    op.create_index(
        op.f("ix_agenda_items_programme_id"),
        "agenda_items",
        ["programme_id"],
        unique=False,
    )
    op.create_index(op.f("ix_agenda_items_source_id"), "agenda_items", ["source_id"], unique=False)
    op.create_index(op.f("ix_agenda_items_wg_id"), "agenda_items", ["wg_id"], unique=False)
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decision_date", sa.Text(), nullable=True),
        sa.Column("text_ja", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("decision_date LIKE '____-__-__'", name=op.f("ck_decisions_decision_date")),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_decisions_releasability"),
        ),
        sa.CheckConstraint(
            "status = 'proposed' OR status = 'agreed' OR status = 'superseded' OR status = 'implemented' OR status = 'withdrawn'",
            name=op.f("ck_decisions_status"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_decisions_meeting_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_decisions_programme_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_decisions_source_id")),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_decisions_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
        sa.UniqueConstraint("ref", name=op.f("uq_decisions_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_decisions_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_decisions_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_decisions_meeting_id"), "decisions", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_decisions_programme_id"), "decisions", ["programme_id"], unique=False)
    op.create_index(op.f("ix_decisions_source_id"), "decisions", ["source_id"], unique=False)
    op.create_index(op.f("ix_decisions_wg_id"), "decisions", ["wg_id"], unique=False)
    op.create_table(
        "delegations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("org_id", sa.Integer(), nullable=True),
        sa.Column("leader_person_id", sa.Integer(), nullable=True),
        sa.Column("leader_role", sa.Text(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_delegations_releasability"),
        ),
        sa.CheckConstraint(
            "side = 'US' OR side = 'JP' OR side = 'AU' OR side = 'CA' OR side = 'DE' OR side = 'FR' OR side = 'GB' OR side = 'ID' OR side = 'IN' OR side = 'IT' OR side = 'KR' OR side = 'MY' OR side = 'NL' OR side = 'NZ' OR side = 'PH' OR side = 'SG' OR side = 'TH' OR side = 'TW' OR side = 'VN'",
            name=op.f("ck_delegations_side"),
        ),
        sa.ForeignKeyConstraint(
            ["leader_person_id"],
            ["persons.id"],
            name=op.f("fk_delegations_leader_person_id"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_delegations_meeting_id")),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name=op.f("fk_delegations_org_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_delegations_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegations")),
        sa.UniqueConstraint("ref", name=op.f("uq_delegations_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_delegations_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_delegations_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_delegations_leader_person_id"),
        "delegations",
        ["leader_person_id"],
        unique=False,
    )
    op.create_index(op.f("ix_delegations_meeting_id"), "delegations", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_delegations_org_id"), "delegations", ["org_id"], unique=False)
    op.create_index(op.f("ix_delegations_source_id"), "delegations", ["source_id"], unique=False)
    op.create_table(
        "production_actuals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("producer_org_id", sa.Integer(), nullable=True),
        sa.Column("location_country", sa.Text(), nullable=True),
        sa.Column("period_start", sa.Text(), nullable=True),
        sa.Column("period_end", sa.Text(), nullable=True),
        sa.Column("period_precision", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "measure = 'rate_per_year' OR measure = 'delivery' OR measure = 'cumulative' OR measure = 'share_of_contract'",
            name=op.f("ck_production_actuals_measure"),
        ),
        sa.CheckConstraint(
            "period_end LIKE '____-__-__'",
            name=op.f("ck_production_actuals_period_end"),
        ),
        sa.CheckConstraint(
            "period_precision = 'day' OR period_precision = 'month' OR period_precision = 'year' OR period_precision = 'by' OR period_precision = 'from'",
            name=op.f("ck_production_actuals_period_precision"),
        ),
        sa.CheckConstraint(
            "period_start LIKE '____-__-__'",
            name=op.f("ck_production_actuals_period_start"),
        ),
        sa.CheckConstraint(
            "qualifier = 'exactly' OR qualifier = 'about' OR qualifier = 'at_least' OR qualifier = 'more_than' OR qualifier = 'up_to' OR qualifier = 'about_half' OR qualifier = 'two_to_four_times'",
            name=op.f("ck_production_actuals_qualifier"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_production_actuals_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["producer_org_id"],
            ["organizations.id"],
            name=op.f("fk_production_actuals_producer_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_production_actuals_programme_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_production_actuals_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_actuals")),
        sa.UniqueConstraint("ref", name=op.f("uq_production_actuals_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_production_actuals_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_production_actuals_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_production_actuals_producer_org_id"),
        "production_actuals",
        ["producer_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_production_actuals_programme_id"),
        "production_actuals",
        ["programme_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_production_actuals_source_id"),
        "production_actuals",
        ["source_id"],
        unique=False,
    )
    op.create_table(
        "production_targets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("producer_org_id", sa.Integer(), nullable=True),
        sa.Column("location_country", sa.Text(), nullable=True),
        sa.Column("target_kind", sa.Text(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("period", sa.Text(), nullable=True),
        sa.Column("target_date", sa.Text(), nullable=True),
        sa.Column("target_precision", sa.Text(), nullable=True),
        sa.Column("announced_date", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "announced_date LIKE '____-__-__'",
            name=op.f("ck_production_targets_announced_date"),
        ),
        sa.CheckConstraint("period = 'year' OR period = 'total'", name=op.f("ck_production_targets_period")),
        sa.CheckConstraint(
            "qualifier = 'exactly' OR qualifier = 'about' OR qualifier = 'at_least' OR qualifier = 'more_than' OR qualifier = 'up_to' OR qualifier = 'about_half' OR qualifier = 'two_to_four_times'",
            name=op.f("ck_production_targets_qualifier"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_production_targets_releasability"),
        ),
        sa.CheckConstraint(
            "target_date LIKE '____-__-__'",
            name=op.f("ck_production_targets_target_date"),
        ),
        sa.CheckConstraint(
            "target_kind = 'rate' OR target_kind = 'delivery' OR target_kind = 'contract_total' OR target_kind = 'sale_approval' OR target_kind = 'capacity'",
            name=op.f("ck_production_targets_target_kind"),
        ),
        sa.CheckConstraint(
            "target_precision = 'day' OR target_precision = 'month' OR target_precision = 'year' OR target_precision = 'by' OR target_precision = 'from'",
            name=op.f("ck_production_targets_target_precision"),
        ),
        sa.ForeignKeyConstraint(
            ["producer_org_id"],
            ["organizations.id"],
            name=op.f("fk_production_targets_producer_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_production_targets_programme_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_production_targets_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_production_targets")),
        sa.UniqueConstraint("ref", name=op.f("uq_production_targets_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_production_targets_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_production_targets_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_production_targets_producer_org_id"),
        "production_targets",
        ["producer_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_production_targets_programme_id"),
        "production_targets",
        ["programme_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_production_targets_source_id"),
        "production_targets",
        ["source_id"],
        unique=False,
    )
    op.create_table(
        "repair_schedules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("platform_id", sa.Integer(), nullable=True),
        sa.Column("facility_id", sa.Integer(), nullable=True),
        sa.Column("lead_org_id", sa.Integer(), nullable=True),
        sa.Column("contractor_org_id", sa.Integer(), nullable=True),
        sa.Column("availability_type", sa.Text(), nullable=True),
        sa.Column("planned_start", sa.Text(), nullable=True),
        sa.Column("planned_start_precision", sa.Text(), nullable=True),
        sa.Column("planned_end", sa.Text(), nullable=True),
        sa.Column("planned_end_precision", sa.Text(), nullable=True),
        sa.Column("actual_start", sa.Text(), nullable=True),
        sa.Column("actual_start_precision", sa.Text(), nullable=True),
        sa.Column("actual_end", sa.Text(), nullable=True),
        sa.Column("actual_end_precision", sa.Text(), nullable=True),
        sa.Column("contract_value_usd", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("scope_note", sa.Text(), nullable=True),
        sa.Column("forecast_start", sa.Text(), nullable=True),
        sa.Column("forecast_start_precision", sa.Text(), nullable=True),
        sa.Column("forecast_end", sa.Text(), nullable=True),
        sa.Column("forecast_end_precision", sa.Text(), nullable=True),
        sa.Column("progress", sa.Integer(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("actual_end LIKE '____-__-__'", name=op.f("ck_repair_schedules_actual_end")),
        sa.CheckConstraint(
            "actual_end_precision = 'day' OR actual_end_precision = 'month' OR actual_end_precision = 'year' OR actual_end_precision = 'by' OR actual_end_precision = 'from'",
            name=op.f("ck_repair_schedules_actual_end_precision"),
        ),
        sa.CheckConstraint(
            "actual_start LIKE '____-__-__'",
            name=op.f("ck_repair_schedules_actual_start"),
        ),
        sa.CheckConstraint(
            "actual_start_precision = 'day' OR actual_start_precision = 'month' OR actual_start_precision = 'year' OR actual_start_precision = 'by' OR actual_start_precision = 'from'",
            name=op.f("ck_repair_schedules_actual_start_precision"),
        ),
        sa.CheckConstraint(
            "forecast_end LIKE '____-__-__'",
            name=op.f("ck_repair_schedules_forecast_end"),
        ),
        sa.CheckConstraint(
            "forecast_end_precision = 'day' OR forecast_end_precision = 'month' OR forecast_end_precision = 'year' OR forecast_end_precision = 'by' OR forecast_end_precision = 'from'",
            name=op.f("ck_repair_schedules_forecast_end_precision"),
        ),
        sa.CheckConstraint(
            "forecast_start LIKE '____-__-__'",
            name=op.f("ck_repair_schedules_forecast_start"),
        ),
        sa.CheckConstraint(
            "forecast_start_precision = 'day' OR forecast_start_precision = 'month' OR forecast_start_precision = 'year' OR forecast_start_precision = 'by' OR forecast_start_precision = 'from'",
            name=op.f("ck_repair_schedules_forecast_start_precision"),
        ),
        sa.CheckConstraint(
            "planned_end LIKE '____-__-__'",
            name=op.f("ck_repair_schedules_planned_end"),
        ),
        sa.CheckConstraint(
            "planned_end_precision = 'day' OR planned_end_precision = 'month' OR planned_end_precision = 'year' OR planned_end_precision = 'by' OR planned_end_precision = 'from'",
            name=op.f("ck_repair_schedules_planned_end_precision"),
        ),
        sa.CheckConstraint(
            "planned_start LIKE '____-__-__'",
            name=op.f("ck_repair_schedules_planned_start"),
        ),
        sa.CheckConstraint(
            "planned_start_precision = 'day' OR planned_start_precision = 'month' OR planned_start_precision = 'year' OR planned_start_precision = 'by' OR planned_start_precision = 'from'",
            name=op.f("ck_repair_schedules_planned_start_precision"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_repair_schedules_releasability"),
        ),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'in_progress' OR status = 'completed' OR status = 'cancelled' OR status = 'unknown'",
            name=op.f("ck_repair_schedules_status"),
        ),
        sa.ForeignKeyConstraint(
            ["contractor_org_id"],
            ["organizations.id"],
            name=op.f("fk_repair_schedules_contractor_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["facility_id"],
            ["facilities.id"],
            name=op.f("fk_repair_schedules_facility_id"),
        ),
        sa.ForeignKeyConstraint(
            ["lead_org_id"],
            ["organizations.id"],
            name=op.f("fk_repair_schedules_lead_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["platforms.id"],
            name=op.f("fk_repair_schedules_platform_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_repair_schedules_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_schedules")),
        sa.UniqueConstraint("ref", name=op.f("uq_repair_schedules_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_repair_schedules_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_repair_schedules_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_repair_schedules_contractor_org_id"),
        "repair_schedules",
        ["contractor_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_repair_schedules_facility_id"),
        "repair_schedules",
        ["facility_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_repair_schedules_lead_org_id"),
        "repair_schedules",
        ["lead_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_repair_schedules_platform_id"),
        "repair_schedules",
        ["platform_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_repair_schedules_source_id"),
        "repair_schedules",
        ["source_id"],
        unique=False,
    )
    op.create_table(
        "supply_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_ja", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("supplier_org_id", sa.Integer(), nullable=True),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("constraint_note", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("as_of_date", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("as_of_date LIKE '____-__-__'", name=op.f("ck_supply_items_as_of_date")),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_supply_items_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_supply_items_programme_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_supply_items_source_id")),
        sa.ForeignKeyConstraint(
            ["supplier_org_id"],
            ["organizations.id"],
            name=op.f("fk_supply_items_supplier_org_id"),
        ),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_supply_items_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supply_items")),
        sa.UniqueConstraint("ref", name=op.f("uq_supply_items_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_supply_items_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_supply_items_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_supply_items_programme_id"),
        "supply_items",
        ["programme_id"],
        unique=False,
    )
    op.create_index(op.f("ix_supply_items_source_id"), "supply_items", ["source_id"], unique=False)
    op.create_index(
        op.f("ix_supply_items_supplier_org_id"),
        "supply_items",
        ["supplier_org_id"],
        unique=False,
    )
    op.create_index(op.f("ix_supply_items_wg_id"), "supply_items", ["wg_id"], unique=False)
    op.create_table(
        "delegation_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("delegation_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("org_id", sa.Integer(), nullable=True),
        sa.Column("capacity", sa.Text(), nullable=True),
        sa.Column("role_note", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "capacity = 'leader' OR capacity = 'deputy' OR capacity = 'principal' OR capacity = 'participant' OR capacity = 'adviser' OR capacity = 'speaker' OR capacity = 'facilitator' OR capacity = 'interpreter' OR capacity = 'observer' OR capacity = 'company' OR capacity = 'organisation'",
            name=op.f("ck_delegation_members_capacity"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_delegation_members_releasability"),
        ),
        sa.ForeignKeyConstraint(
            ["delegation_id"],
            ["delegations.id"],
            name=op.f("fk_delegation_members_delegation_id"),
        ),
        sa.ForeignKeyConstraint(["org_id"], ["organizations.id"], name=op.f("fk_delegation_members_org_id")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_delegation_members_person_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_delegation_members_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation_members")),
        sa.UniqueConstraint("ref", name=op.f("uq_delegation_members_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_delegation_members_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_delegation_members_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_delegation_members_delegation_id"),
        "delegation_members",
        ["delegation_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_delegation_members_org_id"),
        "delegation_members",
        ["org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_delegation_members_person_id"),
        "delegation_members",
        ["person_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_delegation_members_source_id"),
        "delegation_members",
        ["source_id"],
        unique=False,
    )
    op.create_table(
        "milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("date_precision", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("forum_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("facility_id", sa.Integer(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("repair_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint("date LIKE '____-__-__'", name=op.f("ck_milestones_date")),
        sa.CheckConstraint(
            "date_precision = 'day' OR date_precision = 'month' OR date_precision = 'year' OR date_precision = 'by' OR date_precision = 'from'",
            name=op.f("ck_milestones_date_precision"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_milestones_releasability"),
        ),
        sa.CheckConstraint(
            "status = 'planned' OR status = 'done' OR status = 'cancelled'",
            name=op.f("ck_milestones_status"),
        ),
        sa.ForeignKeyConstraint(["facility_id"], ["facilities.id"], name=op.f("fk_milestones_facility_id")),
        sa.ForeignKeyConstraint(["forum_id"], ["forums.id"], name=op.f("fk_milestones_forum_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_milestones_meeting_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programmes.id"], name=op.f("fk_milestones_programme_id")),
        sa.ForeignKeyConstraint(["repair_id"], ["repair_schedules.id"], name=op.f("fk_milestones_repair_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_milestones_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestones")),
        sa.UniqueConstraint("ref", name=op.f("uq_milestones_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_milestones_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_milestones_uid")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_milestones_facility_id"), "milestones", ["facility_id"], unique=False)
    op.create_index(op.f("ix_milestones_forum_id"), "milestones", ["forum_id"], unique=False)
    op.create_index(
        "ix_milestones_live_date",
        "milestones",
        ["date", "status"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_milestones_meeting_id"), "milestones", ["meeting_id"], unique=False)
    op.create_index(op.f("ix_milestones_programme_id"), "milestones", ["programme_id"], unique=False)
    op.create_index(op.f("ix_milestones_repair_id"), "milestones", ["repair_id"], unique=False)
    op.create_index(op.f("ix_milestones_source_id"), "milestones", ["source_id"], unique=False)
    op.create_table(
        "action_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("ref", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("meeting_id", sa.Integer(), nullable=True),
        sa.Column("wg_id", sa.Integer(), nullable=True),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("owner_side", sa.Text(), nullable=True),
        sa.Column("owner_org_id", sa.Integer(), nullable=True),
        sa.Column("due_date", sa.Text(), nullable=True),
        sa.Column("due_precision", sa.Text(), nullable=True),
        sa.Column("due_meeting_id", sa.Integer(), nullable=True),
        sa.Column("due_text", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("description_ja", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("due_milestone_id", sa.Integer(), nullable=True),
        sa.Column("due_offset", sa.Integer(), nullable=True),
        sa.Column("due_offset_unit", sa.Text(), nullable=True),
        sa.Column("due_calendar", sa.Text(), nullable=True),
        sa.Column("source_id", sa.Integer(), nullable=True),
        sa.Column("marking", sa.Text(), nullable=True),
        sa.Column("releasability", sa.Text(), nullable=True),
        sa.Column("deleted_at", sa.Text(), nullable=True),
        sa.Column("deleted_batch", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "due_calendar = 'US' OR due_calendar = 'JP' OR due_calendar = 'joint'",
            name=op.f("ck_action_items_due_calendar"),
        ),
        sa.CheckConstraint("due_date LIKE '____-__-__'", name=op.f("ck_action_items_due_date")),
        sa.CheckConstraint(
            "due_offset_unit = 'day' OR due_offset_unit = 'working_day'",
            name=op.f("ck_action_items_due_offset_unit"),
        ),
        sa.CheckConstraint(
            "due_precision = 'day' OR due_precision = 'month' OR due_precision = 'year' OR due_precision = 'by' OR due_precision = 'from'",
            name=op.f("ck_action_items_due_precision"),
        ),
        sa.CheckConstraint(
            "kind = 'action' OR kind = 'commitment' OR kind = 'plan'",
            name=op.f("ck_action_items_kind"),
        ),
        sa.CheckConstraint(
            "owner_side = 'US' OR owner_side = 'JP' OR owner_side = 'both' OR owner_side = 'AU' OR owner_side = 'CA' OR owner_side = 'DE' OR owner_side = 'FR' OR owner_side = 'GB' OR owner_side = 'ID' OR owner_side = 'IN' OR owner_side = 'IT' OR owner_side = 'KR' OR owner_side = 'MY' OR owner_side = 'NL' OR owner_side = 'NZ' OR owner_side = 'PH' OR owner_side = 'SG' OR owner_side = 'TH' OR owner_side = 'TW' OR owner_side = 'VN'",
            name=op.f("ck_action_items_owner_side"),
        ),
        sa.CheckConstraint(
            "priority = 'high' OR priority = 'medium' OR priority = 'low'",
            name=op.f("ck_action_items_priority"),
        ),
        sa.CheckConstraint(
            "releasability = 'internal' OR releasability = 'us_only' OR releasability = 'jp_only' OR releasability = 'bilateral'",
            name=op.f("ck_action_items_releasability"),
        ),
        sa.CheckConstraint(
            "status = 'open' OR status = 'in_progress' OR status = 'blocked' OR status = 'partly_done' OR status = 'done' OR status = 'cancelled' OR status = 'unknown'",
            name=op.f("ck_action_items_status"),
        ),
        sa.ForeignKeyConstraint(
            ["due_meeting_id"],
            ["meetings.id"],
            name=op.f("fk_action_items_due_meeting_id"),
        ),
        sa.ForeignKeyConstraint(
            ["due_milestone_id"],
            ["milestones.id"],
            name=op.f("fk_action_items_due_milestone_id"),
        ),
        sa.ForeignKeyConstraint(["meeting_id"], ["meetings.id"], name=op.f("fk_action_items_meeting_id")),
        sa.ForeignKeyConstraint(
            ["owner_org_id"],
            ["organizations.id"],
            name=op.f("fk_action_items_owner_org_id"),
        ),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programmes.id"],
            name=op.f("fk_action_items_programme_id"),
        ),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_action_items_source_id")),
        sa.ForeignKeyConstraint(["wg_id"], ["working_groups.id"], name=op.f("fk_action_items_wg_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_items")),
        sa.UniqueConstraint("ref", name=op.f("uq_action_items_ref")),
        sa.UniqueConstraint("slug", name=op.f("uq_action_items_slug")),
        sa.UniqueConstraint("uid", name=op.f("uq_action_items_uid")),
        sqlite_strict=True,
    )
    op.create_index(
        op.f("ix_action_items_due_meeting_id"),
        "action_items",
        ["due_meeting_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_action_items_due_milestone_id"),
        "action_items",
        ["due_milestone_id"],
        unique=False,
    )
    op.create_index(
        "ix_action_items_live_due_date",
        "action_items",
        ["due_date", "status"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(op.f("ix_action_items_meeting_id"), "action_items", ["meeting_id"], unique=False)
    op.create_index(
        op.f("ix_action_items_owner_org_id"),
        "action_items",
        ["owner_org_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_action_items_programme_id"),
        "action_items",
        ["programme_id"],
        unique=False,
    )
    op.create_index(op.f("ix_action_items_source_id"), "action_items", ["source_id"], unique=False)
    op.create_index(op.f("ix_action_items_wg_id"), "action_items", ["wg_id"], unique=False)
    op.create_table(
        "counters",
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("table_name", name=op.f("pk_counters")),
        sqlite_strict=True,
    )
    op.create_table(
        "journal_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("row_uid", sa.Text(), nullable=False),
        sa.Column("operation", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.CheckConstraint("operation IN ('I', 'U', 'D')", name=op.f("ck_journal_changes_operation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_changes")),
        sqlite_strict=True,
    )
    op.create_index("ix_journal_changes_row_uid", "journal_changes", ["row_uid"], unique=False)
    op.create_index("ix_journal_changes_step_id", "journal_changes", ["step_id"], unique=False)
    op.create_table(
        "journal_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("workstation", sa.Text(), nullable=False),
        sa.Column("at_utc", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("change_count", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "kind = 'edit' OR kind = 'import' OR kind = 'undo' OR kind = 'redo' OR kind = 'create' OR kind = 'migrate' OR kind = 'restore' OR kind = 'recover' OR kind = 'take_over' OR kind = 'passphrase' OR kind = 'consent' OR kind = 'compact' OR kind = 'note'",
            name=op.f("ck_journal_steps_kind"),
        ),
        sa.ForeignKeyConstraint(["undoes"], ["journal_steps.id"], name=op.f("fk_journal_steps_undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_steps")),
        sa.UniqueConstraint("uid", name=op.f("uq_journal_steps_uid")),
        sqlite_strict=True,
    )
    op.create_table(
        "store_facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_store_facts")),
        sqlite_strict=True,
    )
