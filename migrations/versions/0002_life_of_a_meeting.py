"""The life of a meeting: stages, lineage, extensions, supporting offices, posts, notes, papers, closures, templates.

Tables that gain a column are rebuilt as the classes have them now (SQLite cannot add a CHECK otherwise): made anew
under another name, filled, and put in the place of the old one, while foreign keys are off.

A table is written as its columns, one a line: `name` or `name!` (never empty), then nothing for text, `integer`, `day`,
`time`, `= a b c` for one of these words, or `-> table` for a reference, which gets its index. What every record has
comes before and behind. Written for this migration alone, it changes no more once it is released.
"""

from alembic import op

revision = "0002"
down_revision = "0001"


_OTHERS = "AU CA DE FR GB ID IN IT KR MY NL NZ PH SG TH TW VN"
_WORDS = {
    "$sides": f"US JP {_OTHERS}",
    "$others": _OTHERS,
    "$precisions": "day month year by from",
    "$releasability": "internal us_only jp_only bilateral",
}
_SHAPES = {"day": "____-__-__", "time": "__:__"}
_BEFORE = "uid!\nref!\nslug"
_BEHIND = "marking\nreleasability = $releasability\ndeleted_at\ndeleted_batch"

NEW = {
    "notes": """
        meeting_id! -> meetings
        agenda_item_id -> agenda_items
        text!
        text_ja
    """,
    "papers": """
        meeting_id! -> meetings
        kind! = brief minutes readout delegation_list
        version! integer
        state! = draft final
        language = en ja both
        made_on day
        content
    """,
    "templates": """
        name!
        meeting_type
        forum_id -> forums
        wg_id -> working_groups
        purpose
    """,
    "template_items": """
        template_id! -> templates
        seq! integer
        topic!
        topic_ja
        section
        minutes integer
        purpose = inform discuss decide
        lead_side = $sides
    """,
    "parties": """
        action_item_id! -> action_items
        org_id! -> organizations
        role = ocr informed
        note
    """,
    "extensions": """
        action_item_id! -> action_items
        old_due_date day
        old_due_precision = $precisions
        new_due_date day
        new_due_precision = $precisions
        reason!
        agreed_by!
        extended_on! day
    """,
    "posts": """
        person_id! -> persons
        title!
        title_ja
        org_id -> organizations
        from_date day
        to_date day
        source_id -> sources
    """,
    "closures": """
        first_day! day
        last_day! day
        reason!
        org_id -> organizations
        facility_id -> facilities
    """,
    "attachments": """
        name!
        size! integer
        sha256!
        action_item_id -> action_items
        decision_id -> decisions
        meeting_id -> meetings
        note
    """,
}
# beside the records: the bytes of attachments, and what is half typed
ASIDE = (
    """CREATE TABLE contents (
    sha256 TEXT NOT NULL,
    content BLOB NOT NULL,
    CONSTRAINT pk_contents PRIMARY KEY (sha256)
)
 STRICT""",
    """CREATE TABLE drafts (
    place TEXT NOT NULL,
    text TEXT NOT NULL,
    at_utc TEXT NOT NULL,
    CONSTRAINT pk_drafts PRIMARY KEY (place)
)
 STRICT""",
)
REBUILT = {
    "meetings": """
        forum_id -> forums
        wg_id -> working_groups
        meeting_type
        title!
        start_date day
        end_date day
        date_precision = $precisions
        city
        country
        venue
        host_org_id -> organizations
        host_side = $sides
        status = planned held cancelled
        participants_note
        summary
        title_ja
        start_time time
        end_time time
        time_zone
        stage = draft open in_progress closed
        purpose
        previous_meeting_id -> meetings
        source_id -> sources
    """,
    "agenda_items": """
        meeting_id! -> meetings
        seq! integer
        topic!
        wg_id -> working_groups
        programme_id -> programmes
        topic_ja
        minutes integer
        purpose = inform discuss decide
        lead_side = $sides
        lead_org_id -> organizations
        section
        state = planned discussed deferred backlog dropped
        state_reason
        carried_from_id -> agenda_items
        source_id -> sources
    """,
    "delegation_members": """
        delegation_id! -> delegations
        person_id -> persons
        org_id -> organizations
        capacity = leader deputy principal participant adviser speaker facilitator interpreter observer company organisation
        role_note
        precedence integer
        attendance = invited accepted tentative declined attended excused walk_in
        source_id -> sources
    """,
    "action_items": """
        kind = action commitment plan
        meeting_id -> meetings
        wg_id -> working_groups
        programme_id -> programmes
        description!
        owner_side = US JP both $others
        owner_org_id -> organizations
        due_date day
        due_precision = $precisions
        due_meeting_id -> meetings
        due_text
        status = draft open in_progress blocked partly_done done cancelled unknown
        note
        description_ja
        priority = high medium low
        due_milestone_id -> milestones
        due_offset integer
        due_offset_unit = day working_day
        due_calendar = US JP joint
        first_due_date day
        first_due_precision = $precisions
        entered_on day
        agenda_item_id -> agenda_items
        decision_id -> decisions
        parent_id -> action_items
        carried_from_id -> action_items
        measure
        closed_on day
        evidence
        evidence_decision_id -> decisions
        source_id -> sources
    """,
    "decisions": """
        meeting_id -> meetings
        wg_id -> working_groups
        programme_id -> programmes
        text!
        decision_date day
        text_ja
        status = proposed agreed superseded implemented withdrawn
        agenda_item_id -> agenda_items
        made_by
        authoritative = en ja both
        superseded_by_id -> decisions
        source_id -> sources
    """,
    "milestones": """
        date day
        date_precision = $precisions
        title!
        forum_id -> forums
        programme_id -> programmes
        facility_id -> facilities
        meeting_id -> meetings
        repair_id -> repair_schedules
        status = planned done cancelled
        anchor_meeting_id -> meetings
        anchor_milestone_id -> milestones
        anchor_offset integer
        anchor_offset_unit = day working_day
        anchor_calendar = US JP joint
        source_id -> sources
    """,
    "organizations": """
        name_en!
        name_ja
        abbreviation
        country
        org_type = government military company
        parent_org_id -> organizations
        role_note
        name_kana
        merged_into_id -> organizations
        not_same_as
        source_id -> sources
    """,
    "persons": """
        name_en!
        name_ja
        title
        org_id -> organizations
        country
        from_date day
        to_date day
        in_office_on day
        note
        name_kana
        family_name
        given_name
        family_name_ja
        given_name_ja
        title_ja
        side = $sides
        merged_into_id -> persons
        not_same_as
        source_id -> sources
    """,
}
LIVE = {  # what lists ask for most, without the bin
    "meetings": "start_date, status",
    "action_items": "due_date, status",
    "milestones": "date, status",
}
# A deadline that hangs on a meeting keeps its day: the days before the first or after the last day of the meeting.
ANCHORED = """
UPDATE action_items AS a SET due_offset_unit = 'day', due_offset = (
    SELECT CASE WHEN a.due_date < m.start_date THEN CAST(julianday(a.due_date) - julianday(m.start_date) AS INTEGER)
                WHEN a.due_date > coalesce(m.end_date, m.start_date)
                THEN CAST(julianday(a.due_date) - julianday(coalesce(m.end_date, m.start_date)) AS INTEGER)
                ELSE 0 END
    FROM meetings m WHERE m.id = a.due_meeting_id)
WHERE due_offset IS NULL AND due_date IS NOT NULL AND EXISTS (
    SELECT 1 FROM meetings m WHERE m.id = a.due_meeting_id AND m.start_date IS NOT NULL
    AND date(m.start_date, '-1 day') != a.due_date)
"""


def upgrade() -> None:
    """Rebuild what changed, make what is new."""
    bind = op.get_bind()
    for table, columns in REBUILT.items():
        kept = ", ".join(row[1] for row in bind.exec_driver_sql(f"PRAGMA table_info({table})"))
        op.execute(_table(table, columns, made_as=f"{table}_new"))
        op.execute(f"INSERT INTO {table}_new ({kept}) SELECT {kept} FROM {table}")  # noqa: S608 - own names
        op.execute(f"DROP TABLE {table}")
        op.execute(f"ALTER TABLE {table}_new RENAME TO {table}")
        _make_indexes(table, columns)
    for table, columns in NEW.items():
        op.execute(_table(table, columns))
        _make_indexes(table, columns)
    for statement in ASIDE:
        op.execute(statement)
    op.execute(ANCHORED)


def _table(name: str, columns: str, made_as: str = "") -> str:
    """Return the statement that makes the table; its constraints bear its own name, whatever it is made as."""
    lines = [*_BEFORE.split("\n"), *_lines(columns), *_BEHIND.split("\n")]
    checks = [check for line in (lines[-3], *lines[3:-4]) for check in _checks(name, line)]
    parts = [
        "id INTEGER NOT NULL",
        *map(_column, lines),
        f"CONSTRAINT pk_{name} PRIMARY KEY (id)",
        *checks,
        *(f"CONSTRAINT uq_{name}_{column} UNIQUE ({column})" for column in ("uid", "ref", "slug")),
        *(
            f"CONSTRAINT fk_{name}_{column} FOREIGN KEY({column}) REFERENCES {target} (id)"
            for column, target in _references(columns)
        ),
    ]
    return f"CREATE TABLE {made_as or name} (\n    " + ",\n    ".join(parts) + "\n)\n STRICT"


def _make_indexes(table: str, columns: str) -> None:
    indexes = {f"ix_{table}_{column}": f"({column})" for column, _target in _references(columns)}
    if table in LIVE:
        first = LIVE[table].split(",")[0]
        indexes[f"ix_{table}_live_{first}"] = f"({LIVE[table]}) WHERE deleted_at IS NULL"
    for name, over in sorted(indexes.items()):
        op.execute(f"CREATE INDEX {name} ON {table} {over}")


def _lines(columns: str) -> list[str]:
    return [line.strip() for line in columns.strip().split("\n")]


def _column(line: str) -> str:
    name, _space, kind = line.partition(" ")
    stored = "INTEGER" if kind == "integer" or kind.startswith("->") else "TEXT"
    return f"{name[:-1]} {stored} NOT NULL" if name.endswith("!") else f"{name} {stored}"


def _checks(table: str, line: str) -> list[str]:
    """Return the CHECK of a column of few words, of a day or of a clock time."""
    name, _space, kind = line.partition(" ")
    name = name.rstrip("!")
    if kind in _SHAPES:
        return [f"CONSTRAINT ck_{table}_{name} CHECK ({name} LIKE '{_SHAPES[kind]}')"]
    if not kind.startswith("= "):
        return []
    words = " ".join(_WORDS.get(word, word) for word in kind[2:].split()).split()
    allowed = " OR ".join(f"{name} = '{word}'" for word in words)
    return [f"CONSTRAINT ck_{table}_{name} CHECK ({allowed})"]


def _references(columns: str) -> list[tuple[str, str]]:
    pairs = (line.split(" -> ") for line in _lines(columns) if " -> " in line)
    return [(name.rstrip("!"), target) for name, target in pairs]
