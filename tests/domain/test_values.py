"""Typed text and stored values, kind by kind; the cure is in the sentence, the field beside it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain import values
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Choice, Field, Kind
from dicas_desktop.domain.problems import FieldProblem

TODAY = date(2024, 7, 15)
WORDS = (Choice("in_progress", "In progress"), Choice("done", "Done"))
NO_BREAK = "\N{NO-BREAK SPACE}"


def field(kind: Kind, **hints: Any) -> Field:  # noqa: ANN401 - Field's own keywords
    return Field(name="it", label="It", kind=kind, **hints)


def find(table: str, text: str) -> int | None:
    return {("persons", "PE-0001"): 1}.get((table, text))


def read(one: Field, text: str) -> dict[str, str | int | None]:
    return values.read(one, text, find)


DATE = field(Kind.DATE, precision="it_precision")
DATE_END = field(Kind.DATE, precision="it_precision", end=True)


HUGE = "9" * 5_000  # more digits than Python makes a number of


@pytest.mark.parametrize(
    ("one", "text", "stored"),
    [
        (field(Kind.TEXT), "  艦船 'x'  ", {"it": "艦船 'x'"}),
        (field(Kind.LONG_TEXT), "two\nlines", {"it": "two\nlines"}),
        (field(Kind.INTEGER), "-12", {"it": -12}),
        (field(Kind.INTEGER), "1,234", {"it": 1234}),
        (field(Kind.MONEY), f"1 234{NO_BREAK}567", {"it": 1_234_567}),
        (field(Kind.MONEY), "9" * 18, {"it": 10**18 - 1}),
        (DATE, "28 Jul 2024", {"it": "2024-07-28", "it_precision": "day"}),
        (DATE, "2024-07", {"it": "2024-07-01", "it_precision": "month"}),
        (DATE_END, "2024-07", {"it": "2024-07-31", "it_precision": "month"}),
        (DATE, "by Mar 2025", {"it": "2025-03-31", "it_precision": "by"}),
        (field(Kind.DATE), "2024-07-28", {"it": "2024-07-28"}),
        (field(Kind.TIME), "930", {"it": "09:30"}),
        (field(Kind.ZONE), " Asia/Tokyo ", {"it": "Asia/Tokyo"}),
        (field(Kind.CHOICE, choices=WORDS), "IN PROGRESS", {"it": "in_progress"}),
        (field(Kind.CHOICE, choices=WORDS), "done", {"it": "done"}),
        (field(Kind.CHOICE, choices=WORDS, suggested=True), "my own", {"it": "my own"}),
        (field(Kind.PRECISION, choices=WORDS), "done", {"it": "done"}),
        (field(Kind.REFERENCE, target="persons"), "PE-0001", {"it": 1}),
        (field(Kind.URL), "https://example.org/x", {"it": "https://example.org/x"}),
        (field(Kind.COUNTRY), "jp", {"it": "JP"}),
        (field(Kind.MARKING), "U", {"it": "U"}),
        (field(Kind.MARKING), "(U)", {"it": "U"}),
    ],
)
def test_a_typed_text_becomes_what_is_stored(one: Field, text: str, stored: dict[str, Any]) -> None:
    assert read(one, text) == stored


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_an_empty_text_clears_every_kind(kind: Kind, text: str) -> None:
    assert read(field(kind, choices=WORDS, target="persons"), text) == {"it": None}
    assert read(DATE, text) == {"it": None, "it_precision": None}


@pytest.mark.parametrize(
    ("one", "text", "sentence"),
    [
        (field(Kind.INTEGER), "1.5", "It: “1.5” is not a whole number."),
        (field(Kind.INTEGER), "ten", "It: “ten” is not a whole number."),
        (field(Kind.INTEGER), "9" * 19, f"It: “{'9' * 19}” is too large: numbers go up to 999,999,999,999,999,999."),
        (field(Kind.INTEGER), HUGE, f"It: “{HUGE}” is too large: numbers go up to 999,999,999,999,999,999."),
        (field(Kind.INTEGER), "--1", "It: “--1” is not a whole number."),
        (field(Kind.DATE), "2024-07", "It: “2024-07” is not a whole day: write it as 2024-07-28."),
        (field(Kind.CHOICE, choices=WORDS), "open", "It: “open” is not one of in_progress, done."),
        (field(Kind.REFERENCE, target="persons"), "nobody", "It: there is no “nobody” among people."),
        (field(Kind.URL), "example.org", "It: “example.org” is not an address that begins with http:// or https://."),
        (field(Kind.URL), "https://a b", "It: “https://a b” is not an address that begins with http:// or https://."),
        (field(Kind.URL), "javascript:alert(1)",
         "It: “javascript:alert(1)” is not an address that begins with http:// or https://."),
        (field(Kind.COUNTRY), "Japan", "It: “Japan” is not a country code of two letters, such as JP."),
        (field(Kind.COUNTRY), "日本", "It: “日本” is not a country code of two letters, such as JP."),
        (field(Kind.TEXT), "a\0b", "It holds the character U+0000: remove it."),
        (field(Kind.TEXT), "a\udc80b", "It holds half a character (U+D800 to U+DFFF): type it again."),
        (field(Kind.TEXT), "x" * 20_001, "It is longer than 20000 characters: shorten it."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_under_its_field(one: Field, text: str, sentence: str) -> None:
    with pytest.raises(FieldProblem) as refused:
        read(one, text)
    assert (refused.value.field, str(refused.value)) == ("it", sentence)


@pytest.mark.parametrize("one", [DATE, field(Kind.TIME), field(Kind.ZONE), field(Kind.MARKING)])
@pytest.mark.parametrize("text", ["nonsense", "31 Feb 2024", "25:00", "Mars/Base", "((", "%s{0}"])
def test_what_dates_times_zones_and_markings_refuse_begins_with_the_field(one: Field, text: str) -> None:
    with pytest.raises(FieldProblem, match=r"^It: ") as refused:
        read(one, text)
    assert refused.value.field == "it"
    assert "\n" not in str(refused.value)


def test_a_problem_of_the_one_who_finds_records_keeps_its_own_field() -> None:
    def find_none(_table: str, _text: str) -> int | None:
        raise FieldProblem("other", "Other: is wrong.")

    with pytest.raises(FieldProblem) as refused:
        values.read(field(Kind.REFERENCE, target="persons"), "x", find_none)
    assert refused.value.field == "other"


@given(st.sampled_from(list(Kind)), st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused_with_a_sentence(kind: Kind, text: str) -> None:
    one = field(kind, choices=WORDS if kind in (Kind.CHOICE, Kind.PRECISION) else (), target="persons")
    assert sentence_of(one, text).startswith("It")


def sentence_of(one: Field, text: str) -> str:
    try:
        return f"It is {read(one, text)['it']}"
    except FieldProblem as problem:
        return str(problem)


@given(st.integers(-(10**18) + 1, 10**18 - 1))
def test_every_number_is_shown_and_typed_so_that_it_is_read_again(number: int) -> None:
    for kind in (Kind.INTEGER, Kind.MONEY):
        one = field(kind)
        assert read(one, values.typed(one, {"it": number}, {})) == {"it": number}
        assert read(one, values.show(one, {"it": number}, {})) == {"it": number}


@pytest.mark.parametrize(
    ("one", "stored", "labels", "shown", "typed"),
    [
        (field(Kind.TEXT), {"it": "艦船"}, {}, "艦船", "艦船"),
        (field(Kind.MONEY), {"it": 1_234_567}, {}, "1,234,567", "1234567"),
        (field(Kind.INTEGER), {"it": 1_234}, {}, "1,234", "1234"),
        (DATE, {"it": "2025-03-31", "it_precision": "by"}, {}, "by Mar 2025", "by Mar 2025"),
        (DATE, {"it": "2024-07-28", "it_precision": None}, {}, "28 Jul", "28 Jul 2024"),
        (field(Kind.DATE), {"it": "2024-07-28"}, {}, "28 Jul", "28 Jul 2024"),
        (field(Kind.CHOICE, choices=WORDS), {"it": "in_progress"}, {}, "In progress", "in_progress"),
        (field(Kind.CHOICE, choices=WORDS), {"it": "other_word"}, {}, "Other word", "other_word"),
        (field(Kind.REFERENCE, target="persons"), {"it": 1}, {"it": "Example"}, "Example", "Example"),
        (field(Kind.REFERENCE, target="persons"), {"it": 1}, {}, "", ""),
        (field(Kind.TIME), {"it": "09:30"}, {}, "09:30", "09:30"),
        (field(Kind.TEXT), {"it": None}, {}, "", ""),
        (DATE, {"it": None, "it_precision": None}, {}, "", ""),
    ],
)
def test_a_stored_value_is_shown_and_typed(
    one: Field, stored: dict[str, Any], labels: dict[str, str], shown: str, typed: str
) -> None:
    assert values.show(one, stored, labels, TODAY) == shown
    assert values.typed(one, stored, labels) == typed


@pytest.mark.parametrize("table", ["agenda_items", "template_items"])
def test_the_minutes_of_an_item_are_typed_as_a_duration(table: str) -> None:
    minutes = ENTITIES[table].field("minutes")
    assert [read(minutes, text) for text in ("1.5h", "90m", "1:30", "90")] == [{"minutes": 90}] * 4
    with pytest.raises(FieldProblem) as caught:
        read(minutes, "-1:30")
    assert (caught.value.field, str(caught.value)) == (
        "minutes",
        "Minutes: “-1:30” is negative: a duration is longer than nothing.",
    )
