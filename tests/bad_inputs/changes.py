"""Bad inputs of what changed."""

from PySide6.QtCore import Qt

from dicas_desktop.ui.changes_page import ChangesPage
from tests.bad_inputs.declared import Keys, Named, Row, command
from tests.make_window import Opened

PAGE = "ui/test_changes_page.py"
AGAIN = command("add", "persons", "name_en=FUKASAWA Masaki", "person_id=again")
MERGE = command("merge", "persons", "fukasawa-masaki", "again")


def a_typed_baseline(opened: Opened) -> str:
    """Type the name of a baseline as the point; return the line under the field."""
    assert opened.window.desk is not None
    page = opened.window.desk.made["changes"]
    assert isinstance(page, ChangesPage)
    page.choice.since.setCurrentIndex(page.choice.since.count() - 1)
    opened.type("baseline 1")
    opened.press(Qt.Key.Key_Return)
    return page.choice.problem.text()


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
        "1 record changed since step 3\nWithout a forum\nPeople\nDeleted by merge: PE-0036 FUKASAWA Masaki\n"
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
    Row(
        16, "no baseline", command("changes", "--since", "baseline 1"),
        "This workspace has no baselines: give a meeting, a day such as 2024-07-28 or the number of a step.",
    ),
    Row(
        16, "no baseline", Keys("changes", a_typed_baseline),
        "This workspace has no baselines: give a meeting, a day such as 2024-07-28 or the number of a step.",
    ),
    Row(
        16, "no point", command("changes", "--since", "2", "--until", "1"),
        "step 1 lies before step 2: nothing can have changed between them.",
    ),
    Row(
        16, "no point", command("changes", "--since", "2", "--forum", "x"),
        "There is no x among forums: give a reference such as F-0001 or the id of the record.",
    ),
    Row(
        16, "nothing changed", command("changes", "--since", "2030-01-01"), "No change since 1 Jan 2030",
    ),
    Row(16, "no point", Named(PAGE, "test_what_is_no_point_is_told_under_the_field_and_shows_nothing"), ""),
)  # fmt: skip
