"""Minutes, readout and delegation list: what they say, in English, Japanese and both."""

import re
from datetime import date
from typing import Any

import pytest

from dicas_desktop.briefs.content import Brief, Text
from dicas_desktop.briefs.papers import KINDS
from dicas_desktop.briefs.tongues import is_untranslated
from dicas_desktop.domain.marking import banner_level
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.posts import NewPost, take_up
from dicas_desktop.store.reasons import Why
from dicas_desktop.store.store import Store
from tests.make import dump
from tests.make_brief import part
from tests.make_papers import CALL, LATER, held_meeting, paper_of
from tests.make_people import add, named

UNDER = "Under Secretary of Defense for Acquisition and Sustainment"
DICAS = "dicas-2024-06-09"


def people(paper: Brief) -> list[tuple[str, str, str, str]]:
    sides = part(paper, "attendance").sides
    return [(one.number, one.name.words, one.post.words, one.capacity) for side in sides for one in side.people]


def fact(paper: Brief, label: str) -> str:
    return next(one.text.words for one in paper.header.facts if one.label == label)


def test_the_list_names_the_heads_with_their_posts_of_the_day(record: Store) -> None:
    paper = paper_of(record, DICAS, "delegation_list")
    assert paper.header.kicker == Text("Delegation list")
    assert people(paper) == [
        ("1", "William A. LAPLANTE",
         f"{UNDER}, Office of the {UNDER}", "Co-chair"),
        ("1", "Masaki FUKASAWA", "Commissioner of ATLA, Acquisition, Technology and Logistics Agency", "Co-chair"),
    ]  # fmt: skip
    assert (paper.draft, paper.warnings, fact(paper, "Version")) == ("DRAFT", (), "1, draft")


def test_one_setting_turns_every_name(record: Store) -> None:
    paper = paper_of(record, CALL, "delegation_list", LATER, order=NameOrder.FAMILY_FIRST)
    names = [name for _number, name, _post, _capacity in people(paper)]
    assert names == ["BLINKEN Antony J.", "AUSTIN Lloyd J. III", "KISHIDA Fumio", "HAYASHI Yoshimasa", "KAMIKAWA Yoko",
                     "KIHARA Minoru"]  # fmt: skip


def test_the_japanese_list_has_japanese_names_family_first(record: Store) -> None:
    paper = paper_of(record, DICAS, "delegation_list", language="ja")
    assert paper.header.kicker == Text("出席者名簿")
    assert paper.header.title == Text("First DICAS", "(U)", "日米防衛産業協力・取得・維持整備定期協議")
    assert people(paper) == [
        ("1", "ウィリアム・ラプランテ", "国防次官(取得・維持整備担当)", "共同議長"),
        ("1", "深澤雅貴", "防衛装備庁長官", "共同議長"),
    ]
    assert not re.search("[A-Za-z]{3}", repr(part(paper, "attendance").heads))


def test_the_name_of_a_forum_never_takes_the_place_of_a_title(record: Store) -> None:
    paper = paper_of(record, CALL, "delegation_list", LATER, language="ja")
    assert paper.header.title == Text("Blinken and Austin call on the Prime Minister", "(U)", "日米安全保障協議委員会")
    assert fact(paper, "備考") == "英語の記録のみの文：5件"  # the title and four names


def test_both_languages_stand_beside_each_other(record: Store) -> None:
    paper = paper_of(record, DICAS, "delegation_list", language="both")
    japan = part(paper, "attendance").sides[1]
    assert (japan.title.words, japan.title.other) == ("Japan", "日本")
    assert (japan.people[0].name.words, japan.people[0].name.other) == ("Masaki FUKASAWA", "深澤雅貴")
    assert japan.people[0].post.other == "防衛装備庁長官"
    assert part(paper, "attendance").title == "Delegations 代表団"
    assert paper.draft == "DRAFT 案"
    call = part(paper_of(record, CALL, "delegation_list", LATER, language="both"), "attendance").sides
    assert call[0].people[0].name.other == ""  # known in Latin letters alone: not said twice


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_every_paper_of_the_record_has_words_of_its_language_alone(record: Store, kind: str, language: str) -> None:
    with record.read() as db:
        slugs = db.execute("SELECT slug FROM meetings WHERE status = 'held'").scalars()
    for slug in slugs:
        paper = paper_of(record, slug, kind, date(2026, 1, 1), language=language)
        labels = [one.label for one in paper.header.facts] + [section.title for section in paper.sections]
        labels += [section.none for section in paper.sections]
        for label in labels:
            english, japanese = bool(re.search("[A-Za-z]{2}", label)), bool(re.search("[ぁ-鿿]", label))
            assert (english, japanese) == (language != "ja", language != "en"), label
        if language == "en":
            assert not re.search("[ぁ-鿿]", repr(paper.sections)), slug


def test_minutes_go_through_the_agenda_item_by_item(sample: Store) -> None:
    held_meeting(sample)
    paper = paper_of(sample, CALL, "minutes", LATER)
    first, second = part(paper, "items").groups
    assert (first.number, first.topic.words, first.state.word) == ("1", "Example topic", "Discussed")
    assert [(one.word, one.text.words, one.who.words, one.due.words) for one in first.rows] == [
        ("Decision", "Example decision", "", ""),
        ("Action", "Example action", "ATLA", "by Mar 2025"),
        ("Commitment", "Example commitment", "Both sides", ""),
        ("Note", "Example note", "", ""),
    ]
    assert (second.state.word, second.rows, second.none) == ("Deferred", (), "None recorded")
    assert [one.text.words for one in part(paper, "further").rows] == ["Decision without an item"]


def test_japanese_minutes_are_japanese(sample: Store) -> None:
    held_meeting(sample)
    items = part(paper_of(sample, CALL, "minutes", LATER, language="ja"), "items").groups
    assert [(one.word, one.text.words, one.who.words, one.due.words) for one in items[0].rows] == [
        ("決定", "例の決定", "", ""),
        ("措置", "例の措置", "防衛装備庁", "2025年3月まで"),
        ("約束", "例の約束", "日米双方", ""),
        ("記録", "例の記録", "", ""),
    ]
    assert [one.topic.words for one in items] == ["例の議題", "第二の議題"]


def test_minutes_in_both_languages_hold_both_texts(sample: Store) -> None:
    held_meeting(sample)
    action = part(paper_of(sample, CALL, "minutes", LATER, language="both"), "items").groups[0].rows[1]
    assert (action.word, action.text.words, action.text.other) == ("Action 措置", "Example action", "例の措置")
    assert (action.who.other, action.due.other) == ("防衛装備庁", "2025年3月まで")


def test_what_is_recorded_in_english_alone_is_counted_on_a_japanese_paper(record: Store) -> None:
    paper = paper_of(record, DICAS, "minutes", LATER, language="ja")
    english = [one.topic.words for one in part(paper, "items").groups] + [
        one.text.words for one in part(paper, "further").rows
    ]
    assert fact(paper, "備考") == f"英語の記録のみの文：{len(english) + 1}件"  # and the title


@pytest.mark.parametrize(
    ("words", "english"),
    [
        ("DICAS", False), ("USD(A&S)", False), ("F-35の整備", False), ("防衛省", False), ("Lockheed社", False),
        ("First DICAS", True), ("Example post、防衛装備庁", True), ("FUKASAWA Masaki", True), ("Tokyo", True),
    ],
)  # fmt: skip
def test_an_abbreviation_in_capitals_is_no_english_text_and_two_words_among_japanese_are(
    words: str, english: bool
) -> None:
    assert is_untranslated(Text(words)) is english


def test_a_title_without_its_japanese_is_counted(sample: Store) -> None:
    with sample.write("A title in Japanese") as step:
        step.update("meetings", named(sample, "meetings", DICAS), {"title_ja": "第1回会合"})
    labels = {one.label for one in paper_of(sample, DICAS, "delegation_list", language="ja").header.facts}
    assert "備考" not in labels
    with sample.write("A title without its Japanese") as step:
        step.update("persons", named(sample, "persons", "fukasawa-masaki"), {"title": "Example post"})
    assert fact(paper_of(sample, DICAS, "delegation_list", language="ja"), "備考") == "英語の記録のみの文：1件"


def test_a_reading_in_kana_stands_beside_the_name_on_a_japanese_paper_alone(sample: Store) -> None:
    with sample.write("Add the reading") as step:
        step.update("persons", named(sample, "persons", "fukasawa-masaki"), {"name_kana": "ふかさわ まさき"})
    for kind in ("delegation_list", "minutes", "readout"):
        japanese = part(paper_of(sample, DICAS, kind, language="ja"), "attendance").sides[1].people[0].name
        assert (japanese.words, japanese.other) == ("深澤雅貴", "ふかさわ まさき")
        both = part(paper_of(sample, DICAS, kind, language="both"), "attendance").sides[1].people[0].name
        assert (both.words, both.other) == ("Masaki FUKASAWA", "深澤雅貴")


def test_a_readout_leaves_out_notes_members_and_what_was_put_off(sample: Store) -> None:
    held_meeting(sample)
    paper = paper_of(sample, CALL, "readout", LATER)
    assert [name for _number, name, _post, _capacity in people(paper)] == ["Antony J. BLINKEN", "Fumio KISHIDA"]
    assert [one.topic.words for one in part(paper, "topics").rows] == ["Example topic"]
    decided = [one.text.words for one in part(paper, "decided").rows]
    assert decided == ["Example decision", "Decision without an item"]
    assert [one.text.words for one in part(paper, "owed").rows] == ["Example action", "Example commitment"]
    assert "Example note" not in repr(paper)


def test_attendance_is_told_where_it_is_recorded(sample: Store) -> None:
    assert part(paper_of(sample, CALL, "minutes", LATER), "attendance").heads[-1] == "Capacity"
    with sample.write("Note who came") as step:
        step.update("delegation_members", named(sample, "delegation_members", "del-kantei-call-2024-07-29-jp-02"),
                    {"attendance": "walk_in"})  # fmt: skip
    section = part(paper_of(sample, CALL, "minutes", LATER), "attendance")
    assert section.heads[-1] == "Attendance"
    assert [one.attendance for one in section.sides[1].people] == ["", "Walk in", "", ""]


def test_a_head_named_among_the_members_alone_is_the_head(sample: Store) -> None:
    delegation = named(sample, "delegations", "del-kantei-call-2024-07-29-jp")
    with sample.write("As a file may say it") as step:
        step.raw.execute(
            "UPDATE delegations SET leader_person_id = NULL, leader_role = NULL WHERE id = ?", (delegation,)
        )
    assert people(paper_of(sample, CALL, "delegation_list", LATER))[2][1::2] == ("Fumio KISHIDA", "Head")


@pytest.mark.parametrize("kind", ["delegation_list", "minutes"])
def test_a_missing_head_keeps_its_place_and_makes_a_draft(record: Store, kind: str) -> None:
    paper = paper_of(record, "wg-ship-2024-06-11", kind, LATER)
    assert people(paper) == [
        ("—", "not named", "U.S. Navy", "Head"),
        ("1", "Rahm EMANUEL", "U.S. Ambassador to Japan; Opening remarks, Embassy of the United States, Tokyo",
         "Speaker"),
        ("—", "not named", "Acquisition, Technology and Logistics Agency", "Head"),
        ("1", "Masaki FUKASAWA", "Commissioner of ATLA; Opening remarks, Acquisition, Technology and Logistics Agency",
         "Speaker"),
        ("2", "Japan Maritime Self-Defense Force", "Staff took part", "Organisation"),
    ]  # fmt: skip
    assert (paper.draft, len(paper.warnings)) == ("DRAFT", 2)
    japanese = paper_of(record, "wg-ship-2024-06-11", kind, LATER, language="ja")
    assert people(japanese)[0] == ("—", "氏名の記録なし", "米海軍", "代表")


def test_a_side_that_names_nobody_prints_none_recorded(record: Store) -> None:
    paper = paper_of(record, "wg-ship-2024-06-11", "readout", LATER)
    assert [side.people for side in part(paper, "attendance").sides] == [(), ()]
    assert part(paper, "attendance").none == "None recorded"
    assert paper.warnings == (
        "No head of delegation is recorded: United States.",
        "No head of delegation is recorded: Japan.",
    )


def test_a_draft_action_and_a_decision_withdrawn_or_later_are_not_printed(sample: Store) -> None:
    ids = held_meeting(sample)
    with sample.write("Change") as step:
        step.why = Why("As the record has it", recorded=True)
        step.update("action_items", ids["action"], {"status": "draft"})
        step.update("decisions", ids["decision"], {"status": "withdrawn"})
        step.add("decisions", {"meeting_id": ids["meeting"], "text": "Later", "decision_date": "2025-01-01"})
    paper = paper_of(sample, CALL, "minutes", LATER)
    assert [one.word for one in part(paper, "items").groups[0].rows] == ["Commitment", "Note"]
    assert [one.text.words for one in part(paper, "further").rows] == ["Decision without an item"]
    assert paper.warnings == ("Actions without a lead, not printed: 1.",)


def test_the_banner_counts_every_mark_that_is_printed(secret: Store) -> None:
    ids = held_meeting(secret)
    with secret.write("Mark") as step:
        for table, rows in (("agenda_items", ("first", "second")), ("decisions", ("decision",)),
                            ("action_items", ("action",))):  # fmt: skip
            for name in rows:
                step.update(table, ids[name], {"marking": "U"})
        step.update("notes", ids["note"], {"marking": "S"})
    assert banner_level(paper_of(secret, CALL, "delegation_list", LATER).banner) == "U"
    assert banner_level(paper_of(secret, CALL, "minutes", LATER).banner) == "TS"  # one decision bears no mark
    with secret.write("Mark") as step, secret.read() as db:
        for table in ("decisions", "action_items"):
            unmarked = db.execute(f"SELECT id FROM {table} WHERE marking IS NULL").scalars()
            step.update_many(table, unmarked, {"marking": "U"})
    assert banner_level(paper_of(secret, CALL, "minutes", LATER).banner) == "S"
    assert banner_level(paper_of(secret, CALL, "readout", LATER).banner) == "U"  # the note is left out


@pytest.mark.parametrize(
    ("values", "as_of", "told"),
    [
        ({}, date(2024, 7, 28), "M-0017 begins on 29 Jul 2024: print its {kind} from that day on."),
        ({"stage": "open"}, LATER, "M-0017 has not begun: print its {kind} when it is in progress or closed."),
        ({"stage": "draft"}, LATER, "M-0017 has not begun: print its {kind} when it is in progress or closed."),
        ({"status": "cancelled"}, LATER, "M-0017 was cancelled: it has no {kind}."),
    ],
)
def test_minutes_of_a_meeting_that_has_not_begun_are_refused(
    sample: Store, values: dict[str, Any], as_of: date, told: str
) -> None:
    with sample.write("Change") as step:
        step.update("meetings", named(sample, "meetings", CALL), values)
    before = dump(sample)
    for kind in ("minutes", "readout"):
        with pytest.raises(UserProblem) as problem:
            paper_of(sample, CALL, kind, as_of)
        assert str(problem.value) == told.format(kind=kind)
    assert people(paper_of(sample, CALL, "delegation_list", as_of))  # which is printed beforehand
    assert dump(sample) == before


def test_an_unknown_language_or_kind_is_refused(record: Store) -> None:
    with pytest.raises(UserProblem, match=r"a language is one of en, ja, both\.$"):
        paper_of(record, DICAS, "minutes", language="de")
    with pytest.raises(UserProblem, match=r"^There is no paper placards in en"):
        paper_of(record, DICAS, "placards")


def test_a_character_that_no_font_draws_is_told_before_printing(sample: Store) -> None:
    office = add(sample, "organizations", name_en="Example \U0001f600 office")
    delegation = named(sample, "delegations", "del-dicas-2024-06-09-us")
    add(sample, "delegation_members", delegation_id=delegation, org_id=office)
    assert paper_of(sample, DICAS, "delegation_list").warnings == (
        "A character that cannot be printed stands by its number in: Example \U0001f600 office",
    )


@pytest.mark.parametrize("kind", ["delegation_list", "minutes", "readout"])
@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_a_person_who_was_removed_keeps_name_and_post_on_every_paper(sample: Store, kind: str, language: str) -> None:
    person = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, person, NewPost("Later post", "2025-01-01", "後の役職"))
    before = part(paper_of(sample, DICAS, kind, LATER, language=language), "attendance")
    with sample.write("Remove the person") as step:
        step.delete("persons", [person])
    paper = paper_of(sample, DICAS, kind, LATER, language=language)
    assert part(paper, "attendance") == before
    assert "Later post" not in repr(before)
    assert paper.warnings == ()
