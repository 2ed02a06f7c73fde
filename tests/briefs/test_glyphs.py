from pathlib import Path

import pytest

from dicas_desktop.briefs.glyphs import LONGEST_WORD, breakable, coverage, is_drawn, printable
from dicas_desktop.domain.places import resources

FONT = resources() / "fonts" / "NotoSansJP-Regular.ttf"


@pytest.mark.parametrize("character", "Aé漢髙﨑かカ令和①▲◐✓■○–·（）、。…€¥")
def test_the_bundled_font_draws_what_briefs_are_made_of(character: str) -> None:
    assert is_drawn(character, FONT)


@pytest.mark.parametrize("character", ["\U0001f600", "\u0627", "\u05d0", "\ue000"])
def test_the_bundled_font_lacks_emoji_and_other_scripts(character: str) -> None:
    assert not is_drawn(character, FONT)


def test_the_runs_of_a_font_are_in_order_and_apart() -> None:
    firsts, lasts = coverage(FONT)
    assert len(firsts) == len(lasts) > 100
    assert all(first <= last for first, last in zip(firsts, lasts, strict=True))
    assert all(last < first for last, first in zip(lasts, firsts[1:], strict=False))


def test_a_file_without_the_wanted_table_is_refused(tmp_path: Path) -> None:
    data = bytearray(FONT.read_bytes())
    at = data.index(b"cmap")
    offset = int.from_bytes(data[at + 8 : at + 12], "big")
    data[offset + 2 : offset + 4] = b"\0\0"  # no subtables
    broken = tmp_path / "broken.ttf"
    broken.write_bytes(data)
    with pytest.raises(ValueError, match="no table of characters"):
        coverage(broken)


@pytest.mark.parametrize(
    "text", ["", "plain words", "#eval *a* $b$ \\c <b> @ref", "艦船整備作業部会", "𠮷野家の髙﨑さん"]
)
def test_what_the_font_draws_is_left_alone(text: str) -> None:
    assert printable(text, FONT) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\U0001f600", "[U+1F600]"),
        ("a\u202eb", "a[U+202E]b"),
        ("a\u200bb", "a[U+200B]b"),
        ("a\x07b", "a[U+0007]b"),
        ("a\tb", "a b"),
        ("a\u2009b", "a b"),
        ("e\u0301te\u0301", "été"),
        ("か\u3099", "が"),
    ],
)
def test_what_the_font_cannot_draw_is_written_by_its_number(text: str, shown: str) -> None:
    assert printable(text, FONT) == shown


def test_a_compatibility_kanji_of_a_name_keeps_its_shape() -> None:
    assert printable("\ufa19", FONT) == "\ufa19"


@pytest.mark.parametrize("text", ["short", "word " * 50, "x" * LONGEST_WORD, "艦" * 300])
def test_a_text_that_can_be_wrapped_stays_one_text(text: str) -> None:
    assert breakable(text) == text


@pytest.mark.parametrize(
    "text",
    ["x" * 300, "before " + "y" * 40 + " after", "https://example.org/" + "path/" * 30, "?" * 60, "a=" * 100],
)
def test_the_pieces_of_a_long_word_join_up_to_the_text_again(text: str) -> None:
    pieces = breakable(text)
    assert isinstance(pieces, list)
    assert "".join(pieces) == text
    assert all(pieces)
    longest = max(len(word) for piece in pieces for word in piece.split())
    assert longest <= LONGEST_WORD * 3
