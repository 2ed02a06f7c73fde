"""What differs between two versions of a paper."""

from pathlib import Path

import pytest

from dicas_desktop.briefs.comparison import comparison, differences, told
from dicas_desktop.briefs.content import Brief
from dicas_desktop.briefs.typst_renderer import pages_of, render_pdf
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.store import Store
from tests.make_papers import CALL, LATER, held_meeting, paper_of
from tests.make_people import named
from tests.read_paper import pages_of as texts_of


def words(one: Brief, other: Brief) -> list[str]:
    return [told(line) for line in differences(one, other, (pages_of(one), pages_of(other)))]


def test_two_versions_of_the_same_records_do_not_differ(sample: Store) -> None:
    held_meeting(sample)
    for kind in ("minutes", "readout", "delegation_list"):
        one, other = (paper_of(sample, CALL, kind, LATER, version=n, final=n == 2) for n in (1, 2))
        assert words(one, other) == []


def test_what_was_changed_added_and_removed_is_told_with_its_page(sample: Store) -> None:
    ids = held_meeting(sample)
    one = paper_of(sample, CALL, "minutes", LATER)
    with sample.write("Change") as step:
        step.why = Why("Correction")
        step.update("decisions", ids["decision"], {"text": "Other words"})
        step.update("action_items", ids["action"], {"due_date": "2025-04-30"})
        step.update("agenda_items", ids["second"], {"state": "discussed"})
        step.update("meetings", ids["meeting"], {"venue": "Example hall"})
        step.delete("notes", [ids["note"]])
        step.add("notes", {"meeting_id": ids["meeting"], "agenda_item_id": ids["second"], "text": "New note"})
        step.update("delegation_members", named(sample, "delegation_members", "del-kantei-call-2024-07-29-us-02"),
                    {"attendance": "excused"})  # fmt: skip
    austin = "2. (U) Lloyd J. AUSTIN III · Secretary of Defense, U.S. Department of Defense · Principal"
    action = "(U) Example action · ATLA · by"
    corrected = "(corrected 15 Jul 2024, Correction; before: “Example decision”)”"
    assert words(one, paper_of(sample, CALL, "minutes", LATER, version=2)) == [
        "page 1, Where: “Tokyo, Japan” is now “Example hall, Tokyo, Japan”",
        f"page 1, Attendance, United States: “{austin}” is now “{austin} · Excused”",
        f"page 1, Agenda, item by item 1, Decision D-0030: “(U) Example decision” is now “(U) Other words {corrected}",
        f"page 1, Agenda, item by item 1, Action AI-0030: “{action} Mar 2025” is now “{action} Apr 2025”",
        "page 1, Agenda, item by item 2: “(U) Second topic · Deferred” is now “(U) Second topic · Discussed”",
        "page 1, Agenda, item by item 2, Note N-0002: added “(U) New note”",
        "page 1 before, Agenda, item by item 1, Note N-0001: removed “(U) Example note”",
    ]


def test_a_part_further_on_is_told_with_the_page_it_stands_on(sample: Store) -> None:
    ids = held_meeting(sample)
    with sample.write("Many more") as step:
        rows = [{"meeting_id": ids["meeting"], "text": f"No. {number}"} for number in range(60)]
        added = step.add_many("decisions", rows)
    one = paper_of(sample, CALL, "minutes", LATER)
    with sample.write("Change") as step:
        step.why = Why("Correction")
        step.update("decisions", added[-1].id, {"text": "The last"})
    (line,) = words(one, paper_of(sample, CALL, "minutes", LATER))
    assert line == (
        "page 3, Further outcomes, Decision D-0091: “(U) No. 59” is now “(U) The last "
        "(corrected 15 Jul 2024, Correction; before: “No. 59”)”"
    )


def test_the_comparison_is_a_page_of_its_own(sample: Store, tmp_path: Path) -> None:
    ids = held_meeting(sample)
    one = paper_of(sample, CALL, "minutes", LATER)
    with sample.write("Change") as step:
        step.why = Why("Correction")
        step.update("decisions", ids["decision"], {"text": "Other words"})
    other = paper_of(sample, CALL, "minutes", LATER, version=2)
    paper = comparison(one, other, (pages_of(one), pages_of(other)))
    assert [fact.text.words for fact in paper.header.facts] == ["1, draft", "2, draft"]
    assert paper.header.kicker.words == "Minutes · Comparison"
    (page,) = texts_of(render_pdf(paper), tmp_path)
    assert page.count("UNCLASSIFIED") == 2
    assert "Other words" in page
    same = comparison(one, one, (pages_of(one), pages_of(one)))
    (page,) = texts_of(render_pdf(same), tmp_path)
    assert "No difference" in page


def test_versions_in_two_languages_are_not_compared(sample: Store) -> None:
    held_meeting(sample)
    one, other = (paper_of(sample, CALL, "minutes", LATER, language=language) for language in ("en", "ja"))
    with pytest.raises(UserProblem) as problem:
        differences(one, other, ({}, {}))
    assert str(problem.value) == "One version is in en, the other in ja: compare versions in one language."
    assert differences(other, other, ({}, {})) == ()
