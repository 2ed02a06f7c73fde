"""Meetings from a template and after an older meeting."""

import pytest

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.meetings.agenda import agenda
from dicas_desktop.store.meetings.templates import from_meeting, from_template, save_as_template
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_meetings import items_of, meeting_of, plan_meeting, row_of


def topics(store: Store, meeting: int) -> list[tuple[int, str, str, int | None]]:
    with store.read() as db:
        return [(line.seq, line.topic, line.section, line.minutes) for line in agenda(db, meeting).lines]


def template_of(store: Store, meeting: int, name: str = "Example template") -> int:
    with store.write("Save as template") as step:
        return save_as_template(step, meeting, name).id


def test_a_template_keeps_kind_and_agenda_and_makes_meetings_of_them(sample: Store) -> None:
    template = template_of(sample, meeting_of(sample))
    with sample.write("New meeting from a template") as step:
        made = from_template(step, template, {"title": "Third DICAS", "start_date": "2025-06-09"})
    row, old = row_of(sample, "meetings", made.id), row_of(sample, "meetings", meeting_of(sample))
    assert (row["title"], row["stage"], row["status"], row["start_date"]) == (
        "Third DICAS",
        "draft",
        "planned",
        "2025-06-09",
    )
    assert [row[name] for name in ("forum_id", "meeting_type")] == [old["forum_id"], "plenary"]
    assert row["city"] is None
    assert topics(sample, made.id) == topics(sample, meeting_of(sample))


def test_later_edits_of_the_template_do_not_touch_the_meeting(empty: Store) -> None:
    template = template_of(empty, plan_meeting(empty, (30, 45), ("Opening", "Ships")))
    with empty.write("New meeting from a template") as step:
        made = from_template(step, template, {}).id
    before = topics(empty, made)
    assert before == [(1, "Topic 1", "Opening", 30), (2, "Topic 2", "Ships", 45)]
    with empty.write("Edit the template") as step:
        step.update("template_items", 1, {"topic": "Another topic", "minutes": 5})
        step.delete("template_items", [2])
        step.add("template_items", {"template_id": template, "seq": 3, "topic": "New"})
        step.update("templates", template, {"name": "Other name"})
    assert topics(empty, made) == before
    with empty.write("Delete the template") as step:
        step.delete("templates", [template])
    assert topics(empty, made) == before
    assert row_of(empty, "meetings", made)["title"] == "Example template"


def test_a_meeting_after_an_older_one_has_its_header_and_agenda_and_nobody_of_its_people(sample: Store) -> None:
    old = meeting_of(sample)
    with sample.write("New meeting after an older one") as step:
        made = from_meeting(step, old, {"title": "Third DICAS"}).id
    row = row_of(sample, "meetings", made)
    assert (row["previous_meeting_id"], row["stage"], row["start_date"]) == (old, "draft", None)
    assert (row["city"], row["venue"], row["summary"]) == ("Tokyo", "Ministry of Defense", None)
    assert topics(sample, made) == topics(sample, old)
    with sample.read() as db:
        leaders = db.execute("SELECT side, leader_person_id FROM delegations WHERE meeting_id = ? ORDER BY id", (made,))
        assert leaders.all() == [("US", None), ("JP", None)]
        states = db.execute("SELECT state, carried_from_id FROM agenda_items WHERE meeting_id = ?", (made,)).all()
    assert set(states) == {(None, None)}


def test_later_edits_of_the_older_meeting_do_not_touch_the_new_one(empty: Store) -> None:
    old = plan_meeting(empty, (30,))
    with empty.write("New meeting") as step:
        made = from_meeting(step, old, {}).id
    with empty.write("Edit the older one") as step:
        step.update("agenda_items", items_of(empty, old)[0], {"topic": "Another topic"})
    assert topics(empty, made) == [(1, "Topic 1", "", 30)]


def test_making_a_meeting_is_one_step(empty: Store) -> None:
    old = plan_meeting(empty, (30, 30))
    before = dump(empty)
    with empty.write("New meeting") as step:
        from_meeting(step, old, {})
    empty.undo()
    assert dump(empty) == before


@pytest.mark.parametrize("name", ["Example template", " example TEMPLATE "])
def test_a_template_of_the_same_name_is_refused(empty: Store, name: str) -> None:
    meeting = plan_meeting(empty, (30,))
    template_of(empty, meeting)
    before = dump(empty)
    with pytest.raises(FieldProblem) as caught:
        template_of(empty, meeting, name)
    assert str(caught.value) == f"There is a template “{name.strip()}” already: choose another name."
    assert dump(empty) == before


def test_a_template_without_a_name_is_refused(empty: Store) -> None:
    meeting = plan_meeting(empty, (30,))
    with pytest.raises(FieldProblem, match="Name is missing: enter it"):
        template_of(empty, meeting, "  ")


def test_what_is_no_longer_there_is_said_so(empty: Store) -> None:
    template = template_of(empty, plan_meeting(empty))
    with empty.write("Delete the template") as step:
        step.delete("templates", [template])
    with pytest.raises(UserProblem, match="This template is no longer there"), empty.write("Try") as step:
        from_template(step, template, {})
    with pytest.raises(UserProblem, match="This meeting is no longer there"), empty.write("Try") as step:
        from_meeting(step, 99, {})


def test_a_rule_that_the_given_values_break_leaves_nothing(empty: Store) -> None:
    template = template_of(empty, plan_meeting(empty, (30,)))
    before = dump(empty)
    with pytest.raises(FieldProblem, match="is before the beginning on"), empty.write("Try") as step:
        from_template(step, template, {"start_date": "2024-08-02", "end_date": "2024-08-01"})
    assert dump(empty) == before
