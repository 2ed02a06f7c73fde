from typing import Any

from dicas_desktop.domain.names import NameOrder
from dicas_desktop.store.listing import find
from dicas_desktop.store.posts import NewPost, take_up
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part
from tests.make_people import named


def sides(store: Store, slug: str, **options: Any) -> Any:  # noqa: ANN401 - sides of a delegation
    return part(brief_of(store, slug, **options), "delegations").sides


def test_the_united_states_and_japan_stand_beside_each_other(sample: Store) -> None:
    titles = [(side.title.words, side.title.other) for side in sides(sample, "dicas-2024-06-09")]
    assert titles == [("United States", "米国側"), ("Japan", "日本側")]
    other = [side.title.words for side in sides(sample, "industry-day-2024-09-26")]
    assert other == ["United States", "Japan"]  # on record the other way round


def test_the_head_comes_first_once_with_title_and_role(sample: Store) -> None:
    us, japan = sides(sample, "dicas-2024-06-09")
    assert [person.name.words for person in us.people] == ["William A. LAPLANTE"]
    assert us.people[0].head
    assert us.people[0].post == "Co-chair: Under Secretary of Defense for Acquisition and Sustainment, USD(A&S)"
    assert japan.people[0].name.other == "深澤雅貴"
    assert japan.people[0].post == "Co-chair: Commissioner of ATLA"


def test_a_role_that_the_title_says_already_is_not_said_twice(sample: Store) -> None:
    _us, japan = sides(sample, "kantei-call-2024-07-29")
    assert japan.people[0].post.startswith("Head: Prime Minister of Japan,")
    assert ";" not in japan.people[0].post


def test_members_follow_by_precedence(sample: Store) -> None:
    with sample.read() as db:
        delegation = find(db, "delegations", "del-dicas-2024-06-09-us")
        people = [find(db, "persons", slug) for slug in ("austin-lloyd", "blinken-antony", "emanuel-rahm")]
    with sample.write("Add for a test") as step:
        for person, capacity in zip(people, ("interpreter", "participant", "deputy"), strict=True):
            step.add("delegation_members", {"delegation_id": delegation, "person_id": person, "capacity": capacity})
    us = sides(sample, "dicas-2024-06-09")[0]
    names = [person.name.words for person in us.people]
    assert names == ["William A. LAPLANTE", "Rahm EMANUEL", "Antony J. BLINKEN", "Lloyd J. AUSTIN III"]
    assert [person.head for person in us.people] == [True, False, False, False]


def test_nobody_is_invented_where_the_record_names_nobody(sample: Store) -> None:
    us, japan = sides(sample, "wg-ship-2024-06-11")
    assert us.people[0].name.words == "not named"
    assert us.people[0].post == "Head: USN"
    assert [person.name.words for person in japan.people] == ["not named", "Masaki FUKASAWA", "not named"]
    assert japan.people[2].post == "Staff took part, JMSDF"
    assert us.remark.words == "Working level lead not published"


def test_a_head_is_told_by_a_word_and_not_by_weight_alone(sample: Store) -> None:
    us, japan = sides(sample, "scc-2024-07-28")
    assert [person.post for person in us.people] == ["Head: Secretary of State, DoS", "Secretary of Defense, DoD"]
    assert japan.people[0].post.startswith("Head: ")
    assert sides(sample, "scc-2024-07-28", language="ja")[0].people[0].post.startswith("代表：")


def test_a_head_of_whom_nothing_is_known_is_still_called_head(sample: Store) -> None:
    with sample.read() as db:
        delegation = find(db, "delegations", "del-wg-ship-2024-06-11-us")
    assert delegation is not None
    with sample.write("Change") as step:
        step.update("delegations", delegation, {"org_id": None})
    assert sides(sample, "wg-ship-2024-06-11")[0].people[0].post == "Head"


def test_a_source_named_in_a_remark_becomes_a_note(sample: Store) -> None:
    remark = sides(sample, "dicas-2024-06-09")[1].remark
    assert remark.words == "About 20 officials of both sides together"
    assert len(remark.notes) == 2


def test_names_are_japanese_first_in_a_japanese_brief(sample: Store) -> None:
    us, japan = sides(sample, "dicas-2024-06-09", language="ja")
    assert (japan.people[0].name.words, japan.people[0].name.other) == ("深澤雅貴", "FUKASAWA Masaki")
    assert us.people[0].name.words == "ウィリアム・ラプランテ"
    assert us.title.words == "米国"


def test_one_order_of_names_holds_for_the_whole_brief(sample: Store) -> None:
    names = {
        order: [[person.name.words for person in side.people] for side in sides(sample, "scc-2024-07-28", order=order)]
        for order in NameOrder
    }
    assert names[NameOrder.GIVEN_FIRST] == [
        ["Antony J. BLINKEN", "Lloyd J. AUSTIN III"], ["Yoko KAMIKAWA", "Minoru KIHARA"],
    ]  # fmt: skip
    assert names[NameOrder.FAMILY_FIRST] == [
        ["BLINKEN Antony J.", "AUSTIN Lloyd J. III"], ["KAMIKAWA Yoko", "KIHARA Minoru"],
    ]  # fmt: skip


def test_a_japanese_brief_has_one_order_whatever_was_chosen(sample: Store) -> None:
    ways = [sides(sample, "dicas-2024-06-09", language="ja", order=order) for order in NameOrder]
    assert ways[0] == ways[1]


def test_a_japanese_name_stands_with_its_reading_where_that_is_recorded(sample: Store) -> None:
    with sample.write("Add the reading") as step:
        step.update("persons", named(sample, "persons", "fukasawa-masaki"), {"name_kana": "ふかさわ まさき"})
    name = sides(sample, "dicas-2024-06-09", language="ja")[1].people[0].name
    assert (name.words, name.other) == ("深澤雅貴", "ふかさわ まさき")
    assert sides(sample, "dicas-2024-06-09")[1].people[0].name.other == "深澤雅貴"


def test_a_name_without_kanji_is_printed_once(sample: Store) -> None:
    person = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Kana alone") as step:
        step.update("persons", person, {"name_ja": None, "name_kana": "ふかさわ まさき"})
    name = sides(sample, "dicas-2024-06-09", language="ja")[1].people[0].name
    assert (name.words, name.other) == ("ふかさわ まさき", "FUKASAWA Masaki")
    with sample.write("No name in Japanese") as step:
        step.update("persons", person, {"name_kana": None})
    name = sides(sample, "dicas-2024-06-09", language="ja")[1].people[0].name
    assert (name.words, name.other) == ("FUKASAWA Masaki", "")


def test_a_third_side_stands_after_the_two(sample: Store) -> None:
    titles = [side.title.words for side in sides(sample, "pipir-2024-10-07")]
    assert titles == ["United States", "Taiwan"]
    assert brief_of(sample, "pipir-2024-10-07").warnings == ("No head of delegation is recorded: Japan.",)


def test_a_headcount_is_printed_with_the_remark(sample: Store) -> None:
    with sample.read() as db:
        delegation = find(db, "delegations", "del-wg-ship-2024-06-11-us")
    assert delegation is not None
    with sample.write("Change") as step:
        step.update("delegations", delegation, {"headcount": 12})
    assert sides(sample, "wg-ship-2024-06-11")[0].remark.words == "12 people; Working level lead not published"


def test_a_past_meeting_prints_the_post_of_that_day(sample: Store) -> None:
    person = named(sample, "persons", "fukasawa-masaki")
    before = sides(sample, "dicas-2024-06-09")
    with sample.write("Take up a post") as step:
        take_up(step, person, NewPost("Example post", "2024-07-01", "例の役職"))
    assert sides(sample, "dicas-2024-06-09") == before
    later = sides(sample, "mod-exchange-2024-07-11")[0].people
    assert [one.post for one in later if one.name.words == "Masaki FUKASAWA"] == [
        "Example post; Commissioner of ATLA"  # the role that the record gives for that meeting stays beside it
    ]
    japanese = sides(sample, "mod-exchange-2024-07-11", language="ja")[0].people
    assert any(one.post.startswith("例の役職") for one in japanese)


def test_a_post_that_began_after_the_meeting_is_not_printed(sample: Store) -> None:
    (japan,) = (side for side in sides(sample, "uas-symposium-2024-10-15") if side.title.words == "Japan")
    assert japan.people[0].name.words == "Taro YAMATO"
    assert japan.people[0].post == "Head: Participant, MOD"  # Administrative Vice-Minister from 1 Aug 2025 only


def test_a_person_removed_from_the_directory_keeps_name_and_post_in_past_meetings(sample: Store) -> None:
    before = sides(sample, "dicas-2024-06-09")
    person = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Delete the person") as step:
        step.delete("persons", [person])
    assert sides(sample, "dicas-2024-06-09") == before


def test_an_order_of_precedence_given_by_an_officer_holds_against_the_capacities(sample: Store) -> None:
    members = [named(sample, "delegation_members", f"del-kantei-call-2024-07-29-jp-0{n}") for n in (4, 2)]
    with sample.write("Order the delegation") as step:
        for place, member in enumerate(members, 1):
            step.update("delegation_members", member, {"precedence": place})
    names = [one.name.words for one in sides(sample, "kantei-call-2024-07-29")[1].people]
    assert names == ["Fumio KISHIDA", "Minoru KIHARA", "Yoshimasa HAYASHI", "Yoko KAMIKAWA"]


def test_the_mark_of_a_post_counts_for_the_page(secret: Store) -> None:
    person = named(secret, "persons", "fukasawa-masaki")
    assert brief_of(secret, "dicas-2024-06-09", sections=("delegations",)).banner == "UNCLASSIFIED"
    with secret.write("Add a post") as step:
        step.add("posts", {"person_id": person, "title": "Example post", "marking": "S"})
    assert brief_of(secret, "dicas-2024-06-09", sections=("delegations",)).banner.startswith("SECRET")


def test_a_head_named_in_a_seat_alone_heads_the_delegation_and_is_not_missed(sample: Store) -> None:
    delegation = named(sample, "delegations", "del-dicas-2024-06-09-jp")
    before = sides(sample, "dicas-2024-06-09")[1].people[0]
    with sample.write("As a file may say it") as step:
        step.raw.execute(
            "UPDATE delegations SET leader_person_id = NULL, leader_role = NULL WHERE id = ?", (delegation,)
        )
    after = sides(sample, "dicas-2024-06-09")[1].people
    assert [(one.name.words, one.post, one.head) for one in after] == [(before.name.words, before.post, True)]
    assert brief_of(sample, "dicas-2024-06-09").warnings == ()


def test_a_person_who_was_removed_keeps_name_and_post_in_past_meetings(sample: Store) -> None:
    person = named(sample, "persons", "fukasawa-masaki")
    with sample.write("Take up a post") as step:
        take_up(step, person, NewPost("Later post", "2025-01-01"))
    printed = {
        language: part(brief_of(sample, "dicas-2024-06-09", language=language), "delegations")
        for language in ("en", "ja")
    }
    with sample.write("Remove the person") as step:
        step.delete("persons", [person])
    for language, before in printed.items():
        assert part(brief_of(sample, "dicas-2024-06-09", language=language), "delegations") == before
    assert brief_of(sample, "dicas-2024-06-09").warnings == ()
