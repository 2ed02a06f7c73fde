import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from dicas_desktop.briefs.build import SECTIONS, build_brief
from dicas_desktop.briefs.content import Brief, printed_texts
from dicas_desktop.briefs.typst_renderer import render_pages, render_pdf
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make_brief import NOW, brief_of, part
from tests.read_paper import pages_of, squeezed, whole_text

FIRST = "dicas-2024-06-09"
SHIP = "wg-ship-2024-06-11"
DAYS = (date(2024, 6, 11), date(2024, 7, 15), date(2026, 11, 24))


def meetings(store: Store) -> list[str]:
    with store.read() as db:
        slugs: list[str] = db.execute("SELECT slug FROM meetings ORDER BY id").scalars()
    return slugs


def update(store: Store, table: str, slug: str, **values: object) -> None:
    with store.read() as db:
        row_id = db.execute(f"SELECT id FROM {table} WHERE slug = ?", (slug,)).scalar()
    with store.write("Change for a test") as step:
        step.update(table, row_id, values)


# ---------------------------------------------------------------------------------------------- every meeting on record
def test_every_meeting_of_the_record_is_printed(sample: Store, tmp_path: Path) -> None:
    slugs = meetings(sample)
    assert len(slugs) == 28
    for number, slug in enumerate(slugs):
        paper, language = ("a4", "letter")[number % 2], ("en", "ja")[number // 2 % 2]
        made = brief_of(sample, slug, DAYS[number % 3], language=language)
        pages = pages_of(render_pdf(made, paper), tmp_path)
        assert all(page.count(made.banner) == 2 for page in pages), slug
        text = squeezed("".join(pages))
        lost = [words for words in printed_texts(made) if squeezed(words) not in text and not _split(words, text)]
        assert not lost, slug


def _split(words: str, text: str) -> bool:
    """Tell whether a text is there in capitals, or in two parts since the other language stands between them."""
    return squeezed(words).upper() in text


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_meeting_has_all_sections_on_every_day(sample: Store, language: str) -> None:
    for slug in meetings(sample):
        for day in DAYS:
            made = brief_of(sample, slug, day, language=language)
            assert tuple(section.key for section in made.sections) == SECTIONS
            assert made.banner == "UNCLASSIFIED"
            assert made.as_of == day.isoformat()
            assert made.header.title.words
            assert len(part(made, "glance").cards) == 4


def test_the_same_day_gives_the_same_brief_and_the_same_bytes(sample: Store) -> None:
    first, second = brief_of(sample, FIRST), brief_of(sample, FIRST)
    assert first == second
    assert render_pdf(first) == render_pdf(second)
    assert render_pages(first, "letter", 40) == render_pages(second, "letter", 40)


def test_every_source_cited_is_noted_and_no_other(sample: Store) -> None:
    for slug in meetings(sample):
        made = brief_of(sample, slug)
        notes = [note.number for note in part(made, "sources").rows]
        assert notes == list(range(1, len(notes) + 1))
        assert cited(made) == set(notes), slug


def cited(made: object) -> set[int]:
    """Return the numbers of notes that a brief names anywhere."""
    found = {int(number) for number in re.findall(r"\d+", " ".join(re.findall(r"notes=\(([^)]*)\)", repr(made))))}
    assert isinstance(made, Brief)
    return found


# ----------------------------------------------------------------------------------------------------- furniture, draft
def test_head_and_foot_say_when_and_from_what_the_paper_was_made(sample: Store) -> None:
    made = brief_of(sample, FIRST)
    assert made.footer.as_of == "As of 15 Jul 2024"
    assert made.footer.prepared.startswith("Prepared 15 Jul 2024 14:03 JST / 01:03 EDT from journal 2 · ")
    assert made.footer.prepared.endswith(sample.head.short)
    assert made.header.kicker.words == "Meeting brief"
    assert made.header.kicker.other == "会議資料"


def test_the_clock_is_told_only_on_its_own_day(sample: Store) -> None:
    elsewhere = brief_of(sample, FIRST, date(2024, 6, 9))
    assert elsewhere.footer.prepared == f"From journal 2 · {sample.head.short}"
    assert brief_of(sample, FIRST, date(2024, 6, 9), language="ja").footer.prepared.startswith("ジャーナル2 · ")
    with sample.read() as db:
        meeting = find(db, "meetings", FIRST)
        assert meeting is not None
        later = build_brief(
            db, meeting, as_of=date(2024, 6, 9), now=NOW + timedelta(days=3), head=sample.head, ceiling="U"
        )
    assert render_pdf(elsewhere) == render_pdf(later)


@pytest.mark.parametrize(("day", "told"), [(13, False), (14, True), (15, True), (16, False)])
def test_a_day_that_some_clock_shows_is_today(sample: Store, day: int, told: bool) -> None:
    made = brief_of(sample, FIRST, date(2024, 7, day))  # 05:03 UTC on 15 Jul is 14 Jul in Honolulu
    assert made.footer.prepared.startswith("Prepared ") == told


def test_a_brief_in_japanese_says_the_same_in_japanese(sample: Store) -> None:
    made = brief_of(sample, FIRST, language="ja")
    assert made.footer.as_of == "2024年7月15日現在"
    assert made.header.title.words == "First DICAS"  # the record has no Japanese title of the meeting itself
    assert made.header.title.other == "日米防衛産業協力・取得・維持整備定期協議"
    assert [section.title for section in made.sections][:3] == ["要点", "議題", "代表団"]


def test_named_heads_and_a_date_make_the_paper_final(sample: Store) -> None:
    made = brief_of(sample, FIRST)
    assert made.draft == ""
    assert made.warnings == ()


def test_a_missing_head_makes_it_a_draft(sample: Store, tmp_path: Path) -> None:
    made = brief_of(sample, SHIP)
    assert made.draft == "DRAFT"
    assert made.warnings == (
        "No head of delegation is recorded: United States.",
        "No head of delegation is recorded: Japan.",
    )
    pages = pages_of(render_pdf(made), tmp_path)
    assert all("DRAFT" in page for page in pages)
    assert all(warning in pages[0] for warning in made.warnings)


@pytest.mark.parametrize("kind", ["plenary", "working_group", "ministerial", "summit", None])
def test_a_session_without_a_delegation_of_either_side_is_a_draft(sample: Store, kind: str | None) -> None:
    update(sample, "meetings", "industry-day-2024-09-26", meeting_type=kind)
    delete(sample, "delegations", "industry-day-2024-09-26")
    made = brief_of(sample, "industry-day-2024-09-26")
    assert made.draft == "DRAFT"
    assert made.warnings == (
        "No head of delegation is recorded: United States.",
        "No head of delegation is recorded: Japan.",
    )


@pytest.mark.parametrize(
    "kind", ["roundtable", "site_visit", "courtesy_call", "industry_day", "symposium", "conference", "announcement"]
)
def test_a_meeting_of_host_and_guests_is_no_draft_for_want_of_a_second_delegation(sample: Store, kind: str) -> None:
    update(sample, "meetings", "industry-day-2024-09-26", meeting_type=kind)
    delete(sample, "delegations", "industry-day-2024-09-26")
    assert brief_of(sample, "industry-day-2024-09-26").draft == ""


def test_a_delegation_on_record_needs_its_head_at_a_visit_too(sample: Store) -> None:
    visit = "visit-mhi-yokohama-2024-02-29"
    assert brief_of(sample, visit).draft == ""
    update(sample, "delegations", f"del-{visit}-us", leader_person_id=None)
    assert brief_of(sample, visit).warnings == ("No head of delegation is recorded: United States.",)


def delete(store: Store, table: str, meeting: str) -> None:
    """Delete what a table holds of a meeting."""
    with store.read() as db:
        ids = db.execute(
            f"SELECT t.id FROM {table} t JOIN meetings m ON m.id = t.meeting_id WHERE m.slug = ?", (meeting,)
        ).scalars()
    if ids:
        with store.write("Delete for a test") as step:
            step.delete(table, ids)


# --------------------------------------------------------------------------------------- characters the fonts lack
def test_a_character_that_cannot_be_printed_is_told_before_it_is(sample: Store, tmp_path: Path) -> None:
    update(sample, "agenda_items", "ag-dicas-2024-06-09-03", topic="Example \U0001f600 topic")
    made = brief_of(sample, FIRST)
    assert made.draft == "DRAFT"
    assert made.warnings == ("A character that cannot be printed stands by its number in: Example \U0001f600 topic",)
    pages = pages_of(render_pdf(made), tmp_path)
    assert pages[0].count("Example [U+1F600] topic") == 2  # among the warnings and in the agenda
    japanese = brief_of(sample, FIRST, language="ja").warnings
    assert japanese == ("印字できない文字を番号で示す：Example \U0001f600 topic",)


def test_many_characters_that_cannot_be_printed_do_not_fill_the_paper(sample: Store) -> None:
    for number in range(1, 8):
        update(sample, "agenda_items", f"ag-dicas-2024-06-09-0{number}", topic=f"\U0001f600 {number}" + " long" * 20)
    with sample.read() as db:
        meeting = db.execute("SELECT id FROM meetings WHERE slug = ?", (FIRST,)).scalar()
    with sample.write("Add") as step:
        for number in range(10):
            step.add("agenda_items", {"meeting_id": meeting, "seq": 10 + number, "topic": f"\u202e{number}"})
    warnings = brief_of(sample, FIRST).warnings
    assert len(warnings) == 11
    assert warnings[0].endswith("\U0001f600 1 long long long long long l…")
    assert warnings[7].endswith("in: [U+202E]0")
    assert warnings[-1] == "The same holds for 7 more texts."


def test_a_number_in_brackets_that_the_record_holds_itself_is_no_replaced_character(sample: Store) -> None:
    update(sample, "agenda_items", "ag-dicas-2024-06-09-03", topic="The code [U+1F600] of a topic 艦船")
    assert brief_of(sample, FIRST).warnings == ()


def test_a_meeting_without_a_date_is_a_draft(sample: Store) -> None:
    update(sample, "meetings", FIRST, start_date=None, end_date=None, date_precision=None)
    made = brief_of(sample, FIRST)
    assert made.warnings == ("The meeting has no date.",)
    assert made.header.facts[0].text.words == "date not recorded"
    assert render_pdf(made)


def test_a_meeting_of_which_only_the_month_is_known_is_a_draft(sample: Store) -> None:
    assert brief_of(sample, "summit-2025-02").warnings == ("The day of the meeting is not recorded: Feb 2025.",)
    assert "会合の日の記録がない：2025年2月。" in brief_of(sample, "summit-2025-02", language="ja").warnings


# -------------------------------------------------------------------------------------------------------------- marking
def test_the_banner_is_rolled_up_from_what_is_printed(secret: Store) -> None:
    update(secret, "agenda_items", "ag-dicas-2024-06-09-03", marking="CUI")
    made = brief_of(secret, FIRST)
    assert made.banner == "CUI"
    assert [row.item.mark for row in part(made, "agenda").rows][1:4] == ["(U)", "(CUI)", "(U)"]


def test_a_record_that_is_not_printed_does_not_raise_the_banner(secret: Store) -> None:
    update(secret, "agenda_items", "ag-dicas-2024-10-07-02", marking="CUI")
    assert brief_of(secret, FIRST).banner == "UNCLASSIFIED"
    update(secret, "agenda_items", "ag-dicas-2024-06-09-03", marking="CUI")
    assert brief_of(secret, FIRST, sections=["delegations"]).banner == "UNCLASSIFIED"


def test_the_mark_of_a_person_counts_in_a_delegation(secret: Store) -> None:
    update(secret, "persons", "laplante-william", marking="CUI")
    made = brief_of(secret, FIRST)
    assert part(made, "delegations").sides[0].people[0].name.mark == "(CUI)"
    assert made.banner == "CUI"


def test_what_has_no_mark_takes_that_of_the_store(sample: Store) -> None:
    with sample.read() as db:
        meeting = find(db, "meetings", FIRST)
        assert meeting is not None
        made = build_brief(db, meeting, as_of=DAYS[1], now=NOW, head=sample.head, ceiling="S")
    assert made.banner == "SECRET"
    assert made.header.title.mark == "(S)"


# -------------------------------------------------------------------------------------------------------------- choices
def test_sections_are_chosen_and_ordered_with_the_sources_last(sample: Store) -> None:
    made = brief_of(sample, FIRST, sections=["sources", "actions", "agenda", "actions"])
    assert [section.key for section in made.sections] == ["actions", "agenda", "sources"]
    assert brief_of(sample, FIRST, sections=[]).sections == ()


@pytest.mark.parametrize(
    ("options", "words"),
    [({"sections": ["weather"]}, "no section weather"), ({"language": "fr"}, "en or ja, not in fr")],
)
def test_a_wrong_choice_is_refused_with_a_sentence(sample: Store, options: dict[str, Any], words: str) -> None:
    with pytest.raises(UserProblem, match=words):
        brief_of(sample, FIRST, **options)


def test_a_meeting_in_the_bin_has_no_brief(sample: Store) -> None:
    with sample.read() as db:
        meeting = db.execute("SELECT id FROM meetings WHERE slug = ?", (FIRST,)).scalar()
    with sample.write("Delete") as step:
        step.delete("meetings", [meeting])
    with sample.read() as db, pytest.raises(UserProblem, match="no such meeting"):
        _build(db, sample, meeting)
    with sample.read() as db, pytest.raises(UserProblem, match="no such meeting"):
        _build(db, sample, 10_000)


def _build(db: Db, store: Store, meeting: int) -> Brief:
    return build_brief(db, meeting, as_of=DAYS[1], now=NOW, head=store.head, ceiling=store.ceiling)


# ---------------------------------------------------------------------------------------------------------- at a glance
def test_the_figures_at_a_glance_are_those_of_the_record(sample: Store) -> None:
    cards = part(brief_of(sample, FIRST), "glance").cards
    assert [(card.figure, card.caption) for card in cards] == [
        ("9", "decisions taken"),
        ("0 late", "of 2 actions due before the 2+2"),
        ("n/a", "forecast slip: no forecast recorded"),
        ("13 d", "to the 2+2 (28 Jul 2024)"),
    ]


def test_one_of_a_kind_is_told_in_the_singular(sample: Store) -> None:
    update(sample, "action_items", "act-wg-report-2plus2", status="done")
    update(sample, "agenda_items", "ag-dicas-2024-06-09-03", purpose="decide")
    cards = part(brief_of(sample, FIRST), "glance").cards
    assert (cards[0].figure, cards[0].caption) == ("1", "decision sought")
    assert cards[1].caption == "of 1 action due before the 2+2"
    alone = part(brief_of(sample, "summit-2024-04-10", DAYS[2]), "glance").cards
    assert (alone[0].figure, alone[0].caption) == ("1", "decision taken")
    assert alone[1].caption == "of 1 open action; no 2+2 on record after this day"


def test_with_no_2_plus_2_ahead_the_paper_says_so(sample: Store) -> None:
    cards = part(brief_of(sample, FIRST, DAYS[2]), "glance").cards
    assert cards[1].caption.endswith("no 2+2 on record after this day")
    assert cards[1].tone == "late"
    assert (cards[3].figure, cards[3].caption) == ("n/a", "no 2+2 on record after this day")


def test_the_worst_slip_is_told_once_a_forecast_is_recorded(sample: Store) -> None:
    update(
        sample, "repair_schedules", "rep-new-orleans-2024", planned_start="2024-05-01", planned_start_precision="day",
        planned_end="2024-08-20", planned_end_precision="day", forecast_end="2024-08-26", status="in_progress",
    )  # fmt: skip
    card = part(brief_of(sample, FIRST), "glance").cards[2]
    assert (card.figure, card.caption, card.tone) == ("+6 d", "worst forecast slip", "late")


# ------------------------------------------------------------------------------------------------------ large and empty
def test_an_empty_workspace_with_one_meeting_prints_none_recorded(empty: Store, tmp_path: Path) -> None:
    with empty.write("Add") as step:
        step.add("meetings", {"title": "Example meeting"})
    made = brief_of(empty, "M-0001")
    assert sum(section.is_empty() for section in made.sections) == 11
    text = "".join(pages_of(render_pdf(made, "letter"), tmp_path))
    assert text.count("None recorded") == 10
    assert "No meeting before this one is recorded." in text
    assert "n/a" in text


def test_hostile_words_of_the_record_come_out_as_they_stand(sample: Store, tmp_path: Path) -> None:
    words = "#eval(1) *a* $x$ \\u <b> @ref [l] " + "w" * 60
    update(sample, "meetings", FIRST, title=words, summary=words, venue=words)
    update(sample, "agenda_items", "ag-dicas-2024-06-09-01", topic=words, topic_ja=words)
    update(sample, "persons", "laplante-william", name_en=words, title=words)
    update(sample, "organizations", "us-ousd-as", abbreviation=words)
    text = whole_text(render_pdf(brief_of(sample, FIRST)), tmp_path)
    assert text.casefold().count(squeezed(words).casefold()) >= 7  # the end of a name stands in capitals


def test_a_thousand_actions_are_read_and_set(sample: Store, tmp_path: Path) -> None:
    with sample.read() as db:
        meeting = db.execute("SELECT id FROM meetings WHERE slug = ?", (FIRST,)).scalar()
    with sample.write("Add") as step:
        for n in range(1000):
            due = f"2024-{1 + n % 12:02}-{1 + n % 28:02}"
            step.add("action_items", {
                "kind": "action", "description": f"Example action {n}", "meeting_id": meeting, "owner_org_id": 1,
                "status": "open", "due_date": due, "due_precision": "day",
            })  # fmt: skip
    made = brief_of(sample, FIRST)
    pdf = render_pdf(made)
    text = whole_text(pdf, tmp_path)
    assert all(f"Exampleaction{n}" in text for n in range(1000))


def test_reading_and_setting_import_neither_qt_nor_sqlalchemy() -> None:
    code = (
        "import sys, dicas_desktop.briefs.build, dicas_desktop.briefs.typst_renderer;"
        "print([m for m in ('sqlalchemy', 'PySide6', 'alembic', 'holidays') if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
