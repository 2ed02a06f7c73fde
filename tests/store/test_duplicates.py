"""What looks like one record, on the public record and beside it."""

import pytest

from dicas_desktop.store.duplicates import alike, pairs
from dicas_desktop.store.store import Store
from tests.make_people import add, named


@pytest.mark.parametrize("table", ["persons", "organizations"])
def test_the_public_record_holds_nobody_twice(sample: Store, table: str) -> None:
    with sample.read() as db:
        assert pairs(db, table) == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name_en": "X Y", "name_ja": "深沢雅貴"}, "same name in Japanese"),  # as the press writes it
        ({"name_en": "X Y", "name_ja": "深澤　雅貴"}, "same name in Japanese"),
        ({"name_en": "FUKASAWA Masaki"}, "same name in Latin letters"),
        ({"name_en": "Ｍａｓａｋｉ Ｆｕｋａｓａｗａ"}, "same name in Latin letters"),
        (
            {"name_en": "Masaki Fukasawa", "name_ja": "深澤雅貴"},
            "same name in Japanese, same name in Latin letters",
        ),
        (
            {"name_en": "Masaki Fukasawa", "name_ja": "深沢正樹"},
            "same name in Latin letters, other names in Japanese",
        ),
    ],
)
def test_a_person_entered_again_is_found(sample: Store, values: dict[str, str], words: str) -> None:
    one, other = named(sample, "persons", "fukasawa-masaki"), add(sample, "persons", **values)
    with sample.read() as db:
        (found,) = pairs(db, "persons")
        (asked,) = alike(db, "persons", values, besides=other)
    assert (found.one, found.other, found.words) == (one, other, words)
    assert (asked.one, asked.words) == (one, words)


def test_half_width_kana_are_the_same_reading(empty: Store) -> None:
    one = add(empty, "persons", name_en="A B", name_kana="ﾐﾎﾝ ﾊﾅｺ")
    other = add(empty, "persons", name_en="C D", name_kana="みほんはなこ")
    with empty.read() as db:
        (found,) = pairs(db, "persons")
        kept = db.execute("SELECT name_kana FROM persons ORDER BY id").scalars()
    assert (found.one, found.other, found.words) == (one, other, "same reading in kana")
    assert kept == ["ﾐﾎﾝ ﾊﾅｺ", "みほんはなこ"]  # as typed


def test_same_kanji_in_one_organization_come_first(sample: Store) -> None:
    office = named(sample, "organizations", "jp-atla")
    add(sample, "persons", name_en="X Y", name_ja="木原稔")
    second = add(sample, "persons", name_en="Z Z", name_ja="深澤雅貴", org_id=office)
    with sample.read() as db:
        found = pairs(db, "persons")
    assert found[0].other == second
    assert found[0].words == "same name in Japanese, same organization"
    assert [like.weight for like in found] == [5, 4]


def test_of_three_that_are_one_there_are_two_pairs_with_the_oldest(empty: Store) -> None:
    ids = [add(empty, "persons", name_en="Example Person") for _number in range(3)]
    with empty.read() as db:
        assert [(like.one, like.other) for like in pairs(db, "persons")] == [(ids[0], ids[1]), (ids[0], ids[2])]


def test_what_lies_in_the_bin_is_no_duplicate(sample: Store) -> None:
    other = add(sample, "persons", name_en="Masaki Fukasawa")
    with sample.write("Delete") as step:
        step.delete("persons", [other])
    with sample.read() as db:
        assert pairs(db, "persons") == []


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"name_en": "ministry of  DEFENSE"}, "same name"),
        ({"name_en": "X", "name_ja": "防衛省"}, "same name in Japanese"),
        ({"name_en": "X", "abbreviation": "mod", "country": "JP"}, "same abbreviation"),
    ],
)
def test_an_organization_entered_again_is_found(sample: Store, values: dict[str, str], words: str) -> None:
    other = add(sample, "organizations", **values)
    with sample.read() as db:
        (found,) = pairs(db, "organizations")
    assert (found.one, found.other, found.words) == (named(sample, "organizations", "jp-mod"), other, words)


def test_a_record_of_another_name_or_of_none_is_like_nobody(sample: Store) -> None:
    with sample.read() as db:
        assert alike(db, "persons", {"name_en": "Example Person"}) == []
        assert alike(db, "persons", {"name_en": ""}) == []
        assert alike(db, "organizations", {"name_en": "X", "abbreviation": "MOD", "country": "GB"}) == []
