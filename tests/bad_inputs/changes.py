"""Bad inputs of what changed."""

from tests.bad_inputs.declared import Named, Row, command

PAGE = "ui/test_changes_page.py"
AGAIN = command("add", "persons", "name_en=FUKASAWA Masaki", "person_id=again")
MERGE = command("merge", "persons", "fukasawa-masaki", "again")

ROWS = (
    Row(
        16, "before the journal", command("changes", "--since", "2024-06-01", "--forum", "F-0008"),
        "The journal begins on 15 Jul 2024: what changed before that cannot be told.\n"
        "30 records changed since 1 Jun 2024\n…",
    ),
    Row(16, "nothing changed", command("changes", "--since", "2"), "No change since step 2"),
    Row(
        16, "nothing changed",
        Named("briefs/test_changes.py", "test_nothing_changed_prints_no_change_and_since_when"), "",
    ),
    Row(
        16, "import or merge", command("changes", "--since", "1", "--forum", "F-0008"),
        "30 records changed since step 1\n…Added by import: M-0023 First PIPIR plenary\n…",
    ),
    Row(
        16, "import or merge", command("changes", "--since", "3"),
        "1 record changed since step 3\nWithout a forum\nPeople\nDeleted: PE-0036 FUKASAWA Masaki\n"
        "step 4 … Merge PE-0036 into PE-0002", (AGAIN, MERGE),
    ),
    Row(
        16, "no point", command("changes", "--since", "x"),
        "“x” is no meeting, no day such as 2024-07-28 and no number of a step: see `history`.",
    ),
    Row(
        16, "no point", command("changes", "--since", "9"),
        "There is no step 9: the journal has 2. A day is written as 2024-07-28.",
    ),
    Row(16, "no point", Named(PAGE, "test_what_is_no_point_is_told_under_the_field_and_shows_nothing"), ""),
)  # fmt: skip
