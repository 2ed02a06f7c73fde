from collections.abc import Iterator
from datetime import date

import pytest

from dicas_desktop.briefs.reader import Reader, Row
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.store.store import Store


@pytest.fixture
def reader(sample: Store) -> Iterator[Reader]:
    with sample.read() as db:
        yield Reader(db, date(2024, 7, 15), "en", "U")


def row(marking: str | None) -> Row:
    return {"ref": "AI-0001", "marking": marking, "source_id": None}


def test_records_come_in_the_order_asked_for_and_missing_ones_are_left_out(reader: Reader) -> None:
    rows = reader.rows("organizations", [3, 1, 99_999, 3])
    assert [one["id"] for one in rows] == [3, 1, 3]
    assert reader.one("organizations", None) is None
    assert reader.one("organizations", 99_999) is None


def test_a_name_is_the_short_one_and_japanese_first_in_japanese(reader: Reader) -> None:
    office = {"abbreviation": "ATLA", "name_en": "Example agency", "name_ja": "防衛装備庁"}
    assert reader.name(office) == "ATLA"
    assert reader.name({**office, "abbreviation": None}) == "Example agency"
    assert Reader(reader.db, reader.today, "ja", "U").name(office) == "防衛装備庁"
    assert reader.name(None) == ""


def test_a_person_is_named_in_the_order_of_the_paper(reader: Reader) -> None:
    (person,) = reader.query("persons", "SELECT id FROM persons WHERE slug = 'fukasawa-masaki'")
    assert reader.name(person) == "Masaki FUKASAWA"
    turned = Reader(reader.db, reader.today, "en", "U", order=NameOrder.FAMILY_FIRST)
    assert turned.name(person) == "FUKASAWA Masaki"
    assert Reader(reader.db, reader.today, "ja", "U").name(person) == "深澤雅貴"


@pytest.mark.parametrize(
    ("marks", "strictest"),
    [
        ((None,), "(U)"),
        (("U", "CUI"), "(CUI)"),
        (("S", "S//NF", "C"), "(S//NF)"),
        (("S//REL TO USA, JPN", "S"), "(S)"),
        (("S//REL TO USA, AUS, JPN", "S//REL TO USA, JPN"), "(S//REL TO USA, JPN)"),
        ((), "(U)"),
    ],
)
def test_a_text_of_several_records_bears_the_strictest_mark(
    reader: Reader, marks: tuple[str | None, ...], strictest: str
) -> None:
    assert reader.mark(*(row(mark) for mark in marks)) == strictest
    assert len(reader.portions) == max(1, len(marks))


def test_a_mark_that_cannot_be_read_makes_a_draft_and_counts_as_the_ceiling(reader: Reader) -> None:
    assert reader.mark(row("SECRET")) == "(U)"
    assert len(reader.warnings) == 1
    assert reader.warnings[0].startswith("AI-0001: ")
    reader.mark(row("SECRET"))
    assert len(reader.warnings) == 1


def test_release_lists_without_a_common_country_need_a_person(reader: Reader) -> None:
    reader.mark(row("S//REL TO USA, JPN"))
    reader.mark(row("S//REL TO USA, AUS"))
    assert reader.banner() == "SECRET"
    assert len(reader.warnings) == 1


def test_sources_are_numbered_as_they_are_cited(reader: Reader) -> None:
    assert reader.cite({"source_id": 7}) == (1,)
    assert reader.cite({"source_id": 3}, {"source_id": 7}) == (1, 2)
    assert reader.cite({"source_id": None}, None) == ()


@pytest.mark.parametrize(
    ("note", "words", "count"),
    [
        ("About 20 (src-jdef-2024-06-11)", "About 20", 1),
        ("Held (src-jdef-2024-06-11); again src-jiji-2024-06-06", "Held; again", 2),
        ("A word src-not-there", "A word src-not-there", 0),
        ("plain", "plain", 0),
        (None, "", 0),
    ],
)
def test_sources_named_in_a_note_become_numbers(reader: Reader, note: str | None, words: str, count: int) -> None:
    found, numbers = reader.prose(note)
    assert found == words
    assert len(numbers) == count


def test_parts_are_joined_once_with_the_comma_of_the_language(reader: Reader) -> None:
    assert reader.joined("Tokyo", None, "", "Tokyo", "Japan") == "Tokyo, Japan"
    assert Reader(reader.db, reader.today, "ja", "U").joined("東京", "日本") == "東京、日本"
