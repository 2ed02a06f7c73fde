"""Tables on a terminal: Japanese takes two places, nothing in a cell can steer the terminal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.cli.columns import WIDEST, aligned, cut, plain, width

TEXT = st.text(st.sampled_from("abc 艦船ｱー𠮷e\u0301\u200b…é"), max_size=50)


@pytest.mark.parametrize(
    ("text", "places"),
    [("", 0), ("abc", 3), ("艦船", 4), ("ｱｲ", 2), ("Ａ", 2), ("e\u0301", 1), ("𠮷", 2), ("a\u200bb", 2), ("▲ Late", 6)],
)
def test_east_asian_characters_take_two_places_and_accents_none(text: str, places: int) -> None:
    assert width(text) == places


@given(TEXT, st.integers(1, 40))
def test_a_cut_text_fits_and_says_that_it_was_cut(text: str, widest: int) -> None:
    kept = cut(text, widest)
    assert width(kept) <= widest
    assert kept == text if width(text) <= widest else kept.endswith("…")


@given(st.lists(st.tuples(TEXT, TEXT, TEXT), max_size=6))
def test_the_columns_of_a_table_stand_below_each_other(rows: list[tuple[str, str, str]]) -> None:
    table = [[*row, "|"] for row in rows]
    lines = list(aligned(["One", "二", "Three", "|"], table, [False, True, False, False]))
    ends = {width(line) for line in lines}
    assert len(ends) == 1
    assert len(lines) == len(rows) + 2


def test_numbers_stand_on_the_right() -> None:
    assert list(aligned(["Name", "No."], [["a", "7"], ["b", "10"]], [False, True])) == [
        "Name  No.",
        "----  ---",
        "a       7",
        "b      10",
    ]


def test_long_cells_are_cut() -> None:
    lines = list(aligned(["Name"], [["x" * 100]], [False]))
    assert lines[2] == "x" * (WIDEST - 1) + "…"


def test_characters_that_steer_a_terminal_become_blanks() -> None:
    assert plain("a\x1b[31mred\r\nnext\x07\x9b2J\u202eevil") == "a [31mred next 2J evil"
