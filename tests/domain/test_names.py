"""Names in three scripts, as papers print them and as duplicates are found."""

import csv
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.names import (
    LatinName,
    NameOrder,
    compared,
    japanese_key,
    japanese_name,
    latin_key,
    latin_name,
    latin_parts,
    name_of,
    office_keys,
    person_keys,
)
from tests.make import SAMPLE

LETTERS = st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x17F), min_size=2, max_size=9)
FAMILY, GIVEN = NameOrder.FAMILY_FIRST, NameOrder.GIVEN_FIRST


def record(table: str) -> list[dict[str, str]]:
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


PERSONS = {row["person_id"]: row for row in record("persons")}


@pytest.mark.parametrize(
    ("slug", "family_first", "given_first"),
    [
        ("fukasawa-masaki", "FUKASAWA Masaki", "Masaki FUKASAWA"),
        ("laplante-william", "LAPLANTE William A.", "William A. LAPLANTE"),
        ("austin-lloyd", "AUSTIN Lloyd J. III", "Lloyd J. AUSTIN III"),
        ("deltoro-carlos", "DEL TORO Carlos", "Carlos DEL TORO"),
        ("hsu-yen-pu", "HSU Yen-pu", "Yen-pu HSU"),  # written family first by the record itself
    ],
)
def test_a_name_of_the_record_prints_in_either_order(slug: str, family_first: str, given_first: str) -> None:
    assert latin_name(PERSONS[slug], FAMILY) == family_first
    assert latin_name(PERSONS[slug], GIVEN) == given_first


def test_the_family_name_of_everyone_on_record_is_the_one_their_id_begins_with() -> None:
    for slug, person in PERSONS.items():
        family = latin_parts(person).family
        assert slug.startswith(family.replace(" ", "").casefold()), slug


def test_what_an_officer_has_filled_in_holds_against_what_the_name_seems_to_say() -> None:
    person = {"name_en": "Example Of Names", "family_name": "Of Names", "given_name": "Example"}
    assert latin_name(person, FAMILY) == "OF NAMES Example"
    assert latin_parts({"name_en": "Other words", "family_name": "Alone"}) == LatinName("Alone")


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("FUKASAWA Masaki", LatinName("FUKASAWA", "Masaki")),
        ("Masaki FUKASAWA", LatinName("FUKASAWA", "Masaki")),
        ("DEL TORO Carlos", LatinName("DEL TORO", "Carlos")),
        ("Fukasawa, Masaki", LatinName("Fukasawa", "Masaki")),
        ("First Second, Jr.", LatinName("Second", "First", "Jr.")),
        ("FIRST SECOND", LatinName("SECOND", "FIRST")),
        ("One", LatinName("One")),
        ("Van One", LatinName("One", "Van")),  # nothing is left for a given name otherwise
        ("", LatinName("")),
    ],
)
def test_capitals_and_a_comma_say_which_is_the_family_name(typed: str, parts: LatinName) -> None:
    assert latin_parts({"name_en": typed}) == parts


def test_a_japanese_name_stands_family_first() -> None:
    assert japanese_name(PERSONS["fukasawa-masaki"]) == "深澤雅貴"
    assert japanese_name({"name_en": "X Y", "family_name_ja": "見本", "given_name_ja": "花子"}) == "見本花子"
    assert name_of(PERSONS["fukasawa-masaki"], "ja", GIVEN) == "深澤雅貴"


def test_a_foreign_name_in_katakana_keeps_the_order_of_its_country() -> None:
    assert japanese_name(PERSONS["laplante-william"]) == "ウィリアム・ラプランテ"
    filled = {"family_name_ja": "ラプランテ", "given_name_ja": "ウィリアム"}
    assert japanese_name(filled) == "ウィリアム・ラプランテ"


def test_a_name_that_is_known_in_latin_letters_alone_stands_family_first_in_japanese() -> None:
    assert japanese_name(PERSONS["aoyagi-hajime"]) == ""
    assert name_of(PERSONS["aoyagi-hajime"], "ja", GIVEN) == "AOYAGI Hajime"
    assert name_of(PERSONS["aoyagi-hajime"], "en", GIVEN) == "Hajime AOYAGI"
    assert japanese_name({"name_en": "X Y", "name_kana": "みほん はなこ"}) == "みほん はなこ"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ﾐﾎﾝ ﾊﾅｺ", "ミホン　ハナコ"),  # half-width
        ("みほん はなこ", "ミホンハナコ"),
        ("ウィリアム・ラプランテ", "ウィリアム ラプランテ"),
        ("Ｅｘａｍｐｌｅ", "example"),  # full-width Latin
        ("ガ", "カ\u3099"),
    ],
)
def test_width_case_blanks_and_kana_do_not_count_in_a_comparison(one: str, other: str) -> None:
    assert compared(one) == compared(other)


@pytest.mark.parametrize(
    ("one", "other"), [("深澤雅貴", "深沢雅貴"), ("髙橋", "高橋"), ("渡邊", "渡辺"), ("山﨑", "山崎")]
)
def test_shapes_of_one_character_do_not_count_either(one: str, other: str) -> None:
    assert japanese_key(one) == japanese_key(other)


@pytest.mark.parametrize(("one", "other"), [("石川武", "石川毅"), ("祐子", "佑子"), ("カ", "ガ")])
def test_other_characters_make_another_name(one: str, other: str) -> None:
    assert japanese_key(one) != japanese_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Masaki Fukasawa", "FUKASAWA Masaki"),
        ("William A. LaPlante", "LaPlante, William"),
        ("Lloyd J. Austin III", "Lloyd Austin"),
        ("Hsu Yen-pu", "Yenpu Hsu"),
        ("José Example", "Jose Example"),
        ("Ｍａｓａｋｉ　Ｆｕｋａｓａｗａ", "Masaki Fukasawa"),
    ],
)
def test_order_accents_initials_and_width_do_not_count_in_a_latin_name(one: str, other: str) -> None:
    assert latin_key(one) == latin_key(other)


def test_everyone_and_every_office_on_record_is_somebody_else() -> None:
    for table, keys in (("persons", person_keys), ("organizations", office_keys)):
        seen: dict[tuple[str, str], str] = {}
        for row in record(table):
            name = row["name_en"]
            for pair in keys(row).items():
                assert seen.setdefault(pair, name) == name


def test_a_person_of_whom_nothing_is_known_has_no_keys() -> None:
    assert person_keys({"name_en": None, "name_ja": "  "}) == {}
    assert office_keys({"name_en": "Example office"}) == {"name": "example office"}


def test_one_abbreviation_in_two_countries_is_no_likeness() -> None:
    one, other = ({"name_en": "X", "abbreviation": "MOD", "country": country} for country in ("JP", "GB"))
    assert office_keys(one)["abbreviation"] != office_keys(other)["abbreviation"]


@given(LETTERS, LETTERS)
def test_the_order_of_the_print_never_changes_the_parts(family: str, given_name: str) -> None:
    person = {"family_name": family, "given_name": given_name}
    for order in NameOrder:
        printed = latin_name(person, order)
        assert sorted(printed.split()) == sorted((family.upper(), given_name))


@given(st.text(max_size=30))
def test_any_text_has_a_key_that_its_key_has_too(text: str) -> None:
    any_person: dict[str, Any] = {"name_en": text, "name_ja": text, "name_kana": text}
    keys = person_keys(any_person)
    assert all(keys.values())
    assert latin_parts(any_person).suffix in ("", *text.split())
    half = unicodedata.normalize("NFKC", text)
    assert compared(half) == compared(text)
