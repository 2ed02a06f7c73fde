"""The section of what changed since the meeting before: net, marked as what is shown, never an empty page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.briefs import changes
from dicas_desktop.briefs.change_content import ChangeRow, ChangeSection
from dicas_desktop.briefs.content import printed_texts
from dicas_desktop.briefs.keeping import from_json, to_json
from dicas_desktop.briefs.labels import LABELS
from dicas_desktop.briefs.typst_renderer import render_pages, render_pdf
from dicas_desktop.briefs.words import has_japanese
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.store import register
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store, open_store
from tests.make import WHO, Clock
from tests.make_brief import brief_of, part
from tests.read_paper import pages_of, whole_text

SHIP, FIRST, LATER = "wg-ship-2024-06-11", "dicas-2024-06-09", date(2024, 11, 1)
BEGINS = "The journal begins on 15 Jul 2024; what changed before cannot be told."


def section(store: Store, meeting: str = SHIP, **options: Any) -> ChangeSection:  # noqa: ANN401 - keywords
    found = part(brief_of(store, meeting, sections=["changes"], **options), "changes")
    assert isinstance(found, ChangeSection)
    return found


def rows(found: ChangeSection) -> dict[str, ChangeRow]:
    return {row.ref: row for group in found.groups for row in group.rows}


def update(store: Store, table: str, name: str, **values: object) -> None:
    with store.read() as db:
        row_id = find(db, table, name)
    assert row_id is not None
    with store.write("Change for a test") as step:
        step.update(table, row_id, values)


def test_nothing_changed_prints_no_change_and_since_when(sample: Store, tmp_path: Path) -> None:
    found = section(sample)
    assert found.is_empty()
    assert found.none == f"No change. Since (U) First DICAS, 9 Jun 2024. {BEGINS}"
    text = "".join(pages_of(render_pdf(brief_of(sample, SHIP, sections=["changes"])), tmp_path))
    assert "Changes since the last meeting" in text
    assert "No change." in text


def test_what_the_file_was_first_filled_with_is_no_change_but_a_later_import_is(sample: Store) -> None:
    assert section(sample).groups == ()
    with sample.write("Import again", kind="import") as step:
        for number in range(7):
            step.add("milestones", {"title": f"Example milestone {number}"})
        step.add("decisions", {"text": "Example decision"})
    found = section(sample)
    (many,) = [row for group in found.groups for row in group.rows if not row.ref]
    assert (many.record.words, many.record.mark, many.status.word) == ("7 records", "(U)", "Added by import")
    assert [group.title for group in found.groups] == ["Decisions", "Milestones"]
    assert rows(found)["D-0030"].status.word == "Added by import"


def test_each_kind_of_change_has_its_word_its_old_and_its_new_value(sample: Store) -> None:
    update(sample, "action_items", "AI-0005", status="done")
    update(sample, "action_items", "AI-0002", due_date="2025-04-12", due_precision="day", owner_org_id=1)
    update(sample, "action_items", "AI-0006", note="Example note")
    with sample.write("Add and delete") as step:
        step.add("decisions", {"text": "Example decision", "meeting_id": 10})
        step.delete("milestones", [24])
    found = rows(section(sample))
    assert {ref: row.status.word for ref, row in found.items()} == {
        "AI-0005": "Closed", "AI-0002": "Moved +12 d", "AI-0006": "Changed", "D-0030": "Added", "MS-0024": "Deleted",
    }  # fmt: skip
    assert [(f.label, f.before, f.after, f.moved) for f in found["AI-0002"].fields] == [
        ("Lead (OPR)", "MOD", "DoD", ""),
        ("Due", "by Mar 2025", "12 Apr 2025", "+12 d"),
    ]
    assert found["AI-0005"].status.tone == "done"
    assert found["D-0030"].fields == ()


def test_only_the_forum_and_what_concerns_every_meeting_is_told(sample: Store) -> None:
    update(sample, "meetings", "M-0003", city="Example city")
    update(sample, "persons", "PE-0001", note="Example note")
    update(sample, "platforms", "uss-milius", note="Example note")
    update(sample, "meetings", FIRST, city="Example city")
    assert set(rows(section(sample))) == {"P-0002", "M-0010"}


def test_a_change_before_the_last_meeting_is_left_out(sample: Store) -> None:
    path = sample.path
    sample.close()
    for day, note in ((20, "before"), (30, "after")):
        store = on(path, day)
        with store.write("Add") as step:
            step.add("decisions", {"text": f"Example decision {note}", "meeting_id": 10})
        store.close()
    store = open_store(path, who=WHO, now=Clock())
    with store.write("Add a meeting") as step:
        step.add(
            "meetings",
            {"title": "Example meeting", "forum_id": 2, "start_date": "2024-07-25", "meeting_type": "plenary"},
        )
        step.add(
            "meetings", {"title": "Next meeting", "forum_id": 2, "start_date": "2024-08-25", "meeting_type": "plenary"}
        )
    made = section(store, "Next meeting", as_of=LATER)
    assert made.remark == "Since (U) Example meeting, 25 Jul 2024."
    told = [row.record.words for row in rows(made).values()]
    assert "Example decision after" in told
    assert "Example decision before" not in told
    store.close()


def test_the_first_meeting_of_all_says_that_there_is_none_before(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add("meetings", {"title": "Example meeting", "start_date": "2024-07-20"})
    assert section(empty, "M-0001").none == "No meeting before this one is recorded."


def on(path: Path, day: int) -> Store:
    """Open a workspace at noon in Tokyo on a day of July."""
    clock = Clock()
    clock.moment = datetime(2024, 7, day, 3, tzinfo=UTC)
    return open_store(path, who=WHO, now=clock)


@pytest.fixture
def met(secret: Store) -> Iterator[Store]:
    """The marked record with a plenary on 25 July, and open again on 30 July."""
    secret.close()
    store = on(secret.path, 20)
    plenary = {"forum_id": 2, "meeting_type": "plenary", "marking": "U"}
    with store.write("Add meetings") as step:
        step.add("meetings", {"title": "Example meeting", "start_date": "2024-07-25", **plenary})
        step.add("meetings", {"title": "Next meeting", "start_date": "2024-08-25", **plenary})
        action = {"description": "Example text", "due_date": "2024-08-31", "status": "open", "owner_org_id": 1}
        step.add("action_items", {**action, "marking": "U", "meeting_id": 10})
    update(store, "action_items", "AI-0005", note="Old words", marking="S//NF")
    store.close()
    store = on(secret.path, 30)
    yield store
    store.close()


def test_a_name_that_is_told_counts_for_the_banner_and_stands_in_the_mark(met: Store) -> None:
    update(met, "organizations", "jp-mod", marking="CUI")
    assert brief_of(met, "Next meeting", LATER, sections=["changes"]).banner == "UNCLASSIFIED"
    update(met, "action_items", "AI-0006", owner_org_id=_id(met, "organizations", "jp-mod"))
    named = brief_of(met, "Next meeting", LATER, sections=["changes"])
    assert rows(part(named, "changes"))["AI-0006"].record.mark == "(CUI)"
    assert named.banner == "CUI"


def test_an_old_text_bears_the_mark_that_its_record_had_then(met: Store) -> None:
    update(met, "action_items", "AI-0005", note="New words", marking="U")
    made = brief_of(met, "Next meeting", LATER, sections=["changes"])
    assert rows(part(made, "changes"))["AI-0005"].record.mark == "(S//NF)"
    assert made.banner == "SECRET//NOFORN"
    assert "Old words" in list(printed_texts(part(made, "changes")))


def _id(store: Store, table: str, name: str) -> int:
    with store.read() as db:
        found = find(db, table, name)
    assert found is not None
    return found


def test_the_reason_of_an_extension_is_printed_and_its_mark_counts(met: Store) -> None:
    with met.write("Extend") as step:
        register.extend(step, _id(met, "action_items", "AI-0030"), {"due_date": "2024-09-12"}, "Why", "Example side")
    with met.read() as db:
        extension = db.execute("SELECT id FROM extensions").scalar()
    with met.write("Mark") as step:
        step.update("extensions", extension, {"marking": "CUI"})
    row = rows(section(met, "Next meeting", as_of=LATER))["AI-0030"]
    due = next(field for field in row.fields if field.label == "Due")
    assert (due.before, due.after, due.moved) == ("31 Aug 2024", "12 Sep 2024", "+12 d: Why")
    assert row.record.mark == "(CUI)"


def test_a_mark_alone_that_changed_does_not_raise_the_banner(secret: Store) -> None:
    assert section(secret).groups  # all were marked U after the import
    assert brief_of(secret, SHIP, sections=["changes"]).banner == "UNCLASSIFIED"


def test_a_long_list_is_cut_and_says_by_how_many(sample: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with sample.write("Add") as step:
        for number in range(5):
            step.add("decisions", {"text": f"Example decision {number}", "meeting_id": 10})
    monkeypatch.setattr(changes, "_MOST", 3)
    found = section(sample)
    assert len(rows(found)) == 3
    assert found.remark.endswith("2 more are not printed.")


def test_a_record_without_a_name_of_its_own_is_called_by_what_it_is_about(sample: Store) -> None:
    update(sample, "repair_schedules", "RS-0006", progress=40)
    row = rows(section(sample))["RS-0006"]
    with sample.read() as db:
        ship = db.execute(
            "SELECT p.name FROM repair_schedules r JOIN platforms p ON p.id = r.platform_id WHERE r.ref = 'RS-0006'"
        ).scalar()
    assert row.record.words.startswith(f"{ship} – ")
    assert row.fields[0].label == "Done, per cent"


def test_in_japanese_labels_words_and_dates_are_japanese(sample: Store, tmp_path: Path) -> None:
    update(sample, "action_items", "AI-0002", due_date="2025-04-12", due_precision="day", status="done")
    update(sample, "meetings", FIRST, title_ja="第1回定期協議")
    found = section(sample, language="ja")
    assert found.title == "前回会合以後の変更"
    row = rows(found)["AI-0002"]
    assert row.status.word in ("完了", "変更", "+12日変更")
    assert ("期限", "2025年3月まで", "2025年4月12日", "+12日") in [
        (f.label, f.before, f.after, f.moved) for f in row.fields
    ]
    assert rows(found)["M-0010"].record.words == "第1回定期協議"
    text = whole_text(render_pdf(brief_of(sample, SHIP, sections=["changes"], language="ja")), tmp_path)
    assert "2025年3月まで→2025年4月12日(+12日)" in text
    assert "ジャーナルは2024年7月15日に始まり" in text


def test_every_field_of_the_public_record_and_every_kind_has_its_japanese() -> None:
    labels = {f.label for e in ENTITIES.values() for f in e.fields if f.recorded and not f.hidden}
    kinds = {e.plural for e in ENTITIES.values() if e.recorded}
    assert {text for text in labels | kinds if not has_japanese(text)} == set()
    assert all(LABELS.values())


def test_long_and_hostile_values_stay_on_the_page(sample: Store, tmp_path: Path) -> None:
    words = "#eval(1) *a* $x$ <b> " + "w" * 400
    update(sample, "action_items", "AI-0005", note=words, status="done")
    made = brief_of(sample, SHIP, sections=["changes"])
    text = whole_text(render_pdf(made), tmp_path)
    assert "#eval(1)*a*$x$<b>" in text
    assert "…" in text
    assert len(render_pages(made, "a4", 40)) == 1


def test_a_version_that_is_kept_holds_the_changes_as_they_were_printed(sample: Store) -> None:
    update(sample, "action_items", "AI-0005", status="done")
    made = brief_of(sample, SHIP)
    assert from_json(to_json(made)) == made


def test_the_same_journal_prints_the_same_section(sample: Store) -> None:
    update(sample, "action_items", "AI-0005", status="done")
    assert render_pdf(brief_of(sample, SHIP)) == render_pdf(brief_of(sample, SHIP))


@pytest.mark.parametrize(
    ("options", "before", "after"),
    [
        ({}, "Rahm EMANUEL", "Masaki FUKASAWA"),
        ({"order": NameOrder.FAMILY_FIRST}, "EMANUEL Rahm", "FUKASAWA Masaki"),
        ({"language": "ja"}, "EMANUEL Rahm", "深澤雅貴"),
    ],
)
def test_people_among_the_changes_are_named_in_the_order_of_the_paper(
    sample: Store, options: dict[str, Any], before: str, after: str
) -> None:
    seat = "del-wg-ship-2024-06-11-us-01"
    update(sample, "delegation_members", seat, person_id=_id(sample, "persons", "fukasawa-masaki"))
    found = rows(section(sample, **options))
    (field,) = found[next(ref for ref in found if ref.startswith("DM-"))].fields
    assert (field.before, field.after) == (before, after)
