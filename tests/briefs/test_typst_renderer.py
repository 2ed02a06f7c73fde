import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import cast

import pytest
from pypdf import PdfReader

from dicas_desktop.briefs import content as c
from dicas_desktop.briefs.glyphs import printable
from dicas_desktop.briefs.typst_renderer import content_for_template, render_pages, render_pdf
from dicas_desktop.domain.places import resources
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from tests.make_brief import action, actions, agenda, brief_of, empty, repairs
from tests.read_paper import fonts_of, pages_of, size_of, squeezed, whole_text

Maker = Callable[..., c.Brief]
FONT = resources() / "fonts" / "NotoSansJP-Regular.ttf"
HOSTILE = (
    '#eval("1+1")',
    "*bold* _slanted_ `code` $x^2$",
    "back\\slash \\u{41} \\n",
    "<b>tag</b> <label> @ref #set page(width: 1pt)",
    "= heading",
    "- list",
    "// comment /* no */ ~ -- ---",
    '"quotes" \'single\' [brackets] {braces} #"',
    "x" * 300,
    "艦" * 90,
    "emoji \U0001f600 and \u202e turned",
    "fi ffi fl ligatures: office, affluent",
    "𠮷野 髙橋 山﨑",
)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_same_brief_gives_the_same_bytes(brief: Maker, paper: str) -> None:
    assert render_pdf(brief(), paper) == render_pdf(brief(), paper)
    assert render_pages(brief(), paper, 40) == render_pages(brief(), paper, 40)


def test_another_day_gives_other_bytes(brief: Maker) -> None:
    assert render_pdf(brief(), "a4") != render_pdf(brief(as_of="2024-07-16"), "a4")


def test_each_paper_has_its_size(brief: Maker, tmp_path: Path) -> None:
    assert "(A4)" in size_of(render_pdf(brief(), "a4"), tmp_path)
    assert "(letter)" in size_of(render_pdf(brief(), "letter"), tmp_path)


@pytest.mark.parametrize("paper", ["A5", "", "a4 "])
def test_a_paper_that_is_not_known_is_refused_with_a_sentence(brief: Maker, paper: str) -> None:
    with pytest.raises(UserProblem, match="a4 or letter"):
        render_pdf(brief(), paper)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_page_bears_the_banner_twice_and_its_number(brief: Maker, paper: str, tmp_path: Path) -> None:
    made = brief(banner="SECRET//REL TO USA, JPN", sections=(actions(120), agenda(40)))
    pages = pages_of(render_pdf(made, paper), tmp_path)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        lines = page.strip().splitlines()
        assert page.count("SECRET//REL TO USA, JPN") == 2
        assert lines[0] == lines[-1] == "SECRET//REL TO USA, JPN"
        assert f"Page {number} of {len(pages)}" in page
        assert "As of 15 Jul 2024" in page
        assert "from journal 412 · 9f3a c21e" in page


def test_every_text_of_the_content_comes_out_of_the_paper_again(brief: Maker, tmp_path: Path) -> None:
    made = brief(warnings=("Example warning",), draft="DRAFT")
    text = whole_text(render_pdf(made), tmp_path)
    for wanted in c.printed_texts(made):
        found = squeezed(wanted) in text or squeezed(wanted).upper() in text
        assert found, wanted


def test_each_portion_mark_stands_right_before_its_words(brief: Maker, tmp_path: Path) -> None:
    made = brief()
    text = whole_text(render_pdf(made), tmp_path)
    marked = [one for one in texts_in(made) if one.mark]
    assert len(marked) > 20
    for one in marked:
        assert squeezed(one.mark + one.words) in text, one


def test_the_notes_stand_right_behind_their_words(brief: Maker, tmp_path: Path) -> None:
    text = whole_text(render_pdf(brief()), tmp_path)
    for one in texts_in(brief()):
        if one.notes:
            numbers = "[" + ",".join(map(str, one.notes)) + "]"
            assert any(squeezed(words + numbers) in text for words in (one.words, one.other) if words), one


def texts_in(part: object) -> Iterator[c.Text]:
    """Yield every marked text of a brief."""
    if isinstance(part, c.Text):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from texts_in(one)
    elif is_dataclass(part):
        for one in fields(part):
            yield from texts_in(getattr(part, one.name))


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_is_printed_as_it_stands(brief: Maker, words: str, tmp_path: Path) -> None:
    row = replace(action(1), action=c.Text(words, "(U)", words))
    section = replace(actions(1), groups=(c.ActionGroup(words, (row,)),))
    header = replace(brief().header, title=c.Text(words, "(U)"))
    made = brief(header=header, sections=(section,))
    text = whole_text(render_pdf(made), tmp_path)
    assert text.count(squeezed(printable(words, FONT))) >= 4
    assert render_pages(made, "a4", 30)


def test_hostile_text_in_every_field_at_once_is_printed_too(brief: Maker, tmp_path: Path) -> None:
    words = "#eval *a* $b$ \\c <b> @ref " + "z" * 60
    made = brief()
    texts = [squeezed(words)] * 3
    wild = brief(
        banner="CUI",
        draft="DRAFT",
        warnings=(words,),
        header=replace(made.header, facts=tuple(c.Fact(words, c.Text(words)) for _ in range(3))),
        footer=replace(made.footer, prepared="#eval *a*"),
    )
    text = whole_text(render_pdf(wild), tmp_path)
    assert text.count(texts[0]) == 7
    assert squeezed("#eval *a*") in text


def test_a_row_longer_than_a_page_is_printed_whole(brief: Maker, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(1500))
    row = replace(action(1), action=c.Text(words, "(U)"))
    made = brief(sections=(replace(actions(1), groups=(c.ActionGroup("", (row,)),)),))
    pages = pages_of(render_pdf(made), tmp_path)
    assert len(pages) > 1
    assert "word1499" in pages[-1]


def test_a_row_is_never_split_and_the_head_is_repeated(brief: Maker, tmp_path: Path) -> None:
    rows = tuple(action(n, f"Begin{n:03} " + "words " * 25 + f"end{n:03}") for n in range(60))
    made = brief(sections=(replace(actions(1), groups=(c.ActionGroup("", rows),)),))
    pages = pages_of(render_pdf(made), tmp_path)
    assert len(pages) > 2
    for page in pages:
        assert "Ref Action Lead Due Status" in " ".join(page.split())
        for n in range(60):
            assert (f"Begin{n:03}" in page) == (f"end{n:03}" in page)


def test_a_heading_is_never_alone_at_the_end_of_a_page(brief: Maker, tmp_path: Path) -> None:
    for rows in range(20, 40):
        made = brief(sections=(agenda(rows), replace(agenda(3), title="Second heading")))
        pages = pages_of(render_pdf(made), tmp_path)
        page = next(page for page in pages if "Second heading" in page)
        assert "Opening remarks" in page.partition("Second heading")[2], rows


def test_empty_sections_say_that_nothing_is_recorded(brief: Maker, tmp_path: Path) -> None:
    sections = tuple(empty(section) for section in brief().sections)
    text = "".join(pages_of(render_pdf(brief(sections=sections)), tmp_path))
    assert text.count("None recorded") == len(sections) - 1
    assert text.count("No change") == 1
    for section in sections:
        assert section.title in text


@pytest.mark.parametrize("only", range(11))
def test_each_section_can_stand_alone(brief: Maker, only: int) -> None:
    assert render_pdf(brief(sections=(brief().sections[only],))).startswith(b"%PDF")


def test_a_brief_without_sections_is_a_page_with_its_head(brief: Maker, tmp_path: Path) -> None:
    pages = pages_of(render_pdf(brief(sections=())), tmp_path)
    assert len(pages) == 1
    assert "Ship repair working group" in pages[0]


def test_draft_stands_on_each_page_with_the_reasons_on_the_first(brief: Maker, tmp_path: Path) -> None:
    made = brief(draft="DRAFT", warnings=("The meeting has no date.",), sections=(actions(60),))
    pages = pages_of(render_pdf(made), tmp_path)
    assert len(pages) > 1
    assert all("DRAFT" in page for page in pages)
    assert "▲ The meeting has no date." in pages[0]
    assert "DRAFT" not in "".join(pages_of(render_pdf(brief()), tmp_path))


def test_only_subsets_of_the_bundled_fonts_are_embedded(brief: Maker, tmp_path: Path) -> None:
    fonts = fonts_of(render_pdf(brief()), tmp_path)
    assert fonts
    for line in fonts:
        name = line.split()[0]
        assert "+NotoSansJP-" in name, line
        flags = line.split()[-5:-2]
        assert flags == ["yes", "yes", "yes"], line  # embedded, a subset, with a way back to text


def test_the_paper_is_tagged_titled_and_in_its_language(brief: Maker) -> None:
    reader = PdfReader(BytesIO(render_pdf(brief(language="ja"))))
    root = cast("dict[str, dict[str, object]]", reader.trailer["/Root"])
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert str(root["/Lang"]).startswith("ja")
    assert reader.metadata is not None
    assert reader.metadata.title == "UNCLASSIFIED – Ship repair working group"
    assert len(reader.outline) == len(brief().sections)


def test_the_pages_for_preview_are_pictures_of_the_wanted_size(brief: Maker) -> None:
    pages = render_pages(brief(), "a4", 72)
    assert len(pages) == 2
    for page in pages:
        assert page.startswith(b"\x89PNG")
        assert struct.unpack(">II", page[16:24]) == (595, 842)


def test_the_preview_has_as_many_pages_as_the_file(brief: Maker, tmp_path: Path) -> None:
    made = brief(sections=(actions(90),))
    assert len(render_pages(made, "letter", 30)) == len(pages_of(render_pdf(made, "letter"), tmp_path))


def test_nothing_is_printed_in_the_margins(brief: Maker) -> None:
    made = brief(sections=(*brief().sections, actions(40)))
    for page in render_pages(made, "a4", 72):
        assert _is_white(page, columns=49), "left of the text, less than 18 mm from the edge"


def _is_white(png: bytes, columns: int) -> bool:
    """Tell whether the first columns of a picture of 8 bits a channel are white."""
    width, height, depth, colour = struct.unpack(">IIBB", png[16:26])
    assert (depth, colour) in {(8, 2), (8, 6)}
    size = 3 if colour == 2 else 4
    data, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        data += png[at + 8 : at + 8 + length] if kind == b"IDAT" else b""
        at += length + 12
    raw, stride = zlib.decompress(data), width * size + 1
    above = bytearray(columns * size)
    for line in range(height):
        method, row = raw[line * stride], bytearray(raw[line * stride + 1 : line * stride + 1 + columns * size])
        for i in range(len(row)):
            left = row[i - size] if i >= size else 0
            corner = above[i - size] if i >= size else 0
            row[i] = (row[i] + _predicted(method, left, above[i], corner)) % 256
        if set(row) != {255}:
            return False
        above = row
    return True


def _predicted(method: int, left: int, up: int, corner: int) -> int:
    if method == 4:
        guess = left + up - corner
        return min((left, up, corner), key=lambda value: abs(guess - value))
    return (0, left, up, (left + up) // 2)[method]


def test_the_content_for_the_template_holds_only_plain_values(brief: Maker) -> None:
    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(isinstance(name, str) and plain(one) for name, one in value.items())
        if isinstance(value, list):
            return all(plain(one) for one in value)
        return value is None or isinstance(value, (str, int, float, bool))

    assert plain(content_for_template(brief()))


def test_a_thousand_actions_are_set(brief: Maker, tmp_path: Path) -> None:
    made = brief(sections=(actions(1000),))
    pdf = render_pdf(made)
    text = whole_text(pdf, tmp_path)
    assert all(f"AI-{n:04}" in text for n in range(1000))


def test_many_warnings_are_all_printed(brief: Maker, tmp_path: Path) -> None:
    warnings = tuple(f"Example warning {n} about a record" for n in range(80))
    pages = pages_of(render_pdf(brief(draft="DRAFT", warnings=warnings), "letter"), tmp_path)
    text = squeezed("".join(pages))
    assert all(squeezed(warning) in text for warning in warnings)


@pytest.mark.parametrize("field", ["name", "post"])
def test_a_long_name_or_post_is_printed_whole(brief: Maker, field: str, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    person = c.Delegate(c.Text(words if field == "name" else "Example", "(U)"), words if field == "post" else "Title")
    section = c.DelegationSection("delegations", "Delegations", "None", (c.Side(c.Text("Japan", "(U)"), (person,)),))
    text = whole_text(render_pdf(brief(sections=(section,))), tmp_path)
    assert all(f"word{n}" in text for n in range(900))


@pytest.mark.parametrize("field", ["name", "work"])
def test_a_long_lane_is_printed_whole(brief: Maker, field: str, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    bar = c.Bar("forecast", 0.2, 0.8)
    lane = c.Lane(
        c.Text(words if field == "name" else "DDG-A", "(U)"), words if field == "work" else "", "2024", (bar,)
    )
    section = replace(repairs(), lanes=(lane,), others=(lane,))
    text = whole_text(render_pdf(brief(sections=(section,))), tmp_path)
    assert text.count("word899") == 2


def test_a_long_note_of_a_figure_is_printed_whole(brief: Maker, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    row = c.FigureRow("target", c.Text("Target", "(U)", words), "about 60", 1.0, official=True)
    group = c.FigureGroup(c.Text("Example missile", "(U)"), "missiles a year", (row,))
    section = c.ProductionSection("production", "Figures", "None", (group,), ())
    assert "word899" in whole_text(render_pdf(brief(sections=(section,))), tmp_path)


def test_a_long_source_is_printed_whole(brief: Maker, tmp_path: Path) -> None:
    note = c.Note(
        1, c.Text("title " * 1500 + "end-of-title", "(U)"), "origin", "https://example.org/" + "a" * 3000 + "/end"
    )
    section = c.SourceSection("sources", "Sources", "None", (note,))
    text = whole_text(render_pdf(brief(sections=(section,))), tmp_path)
    assert "end-of-title" in text
    assert "/end" in text


def test_a_long_supply_risk_is_printed_whole(brief: Maker, tmp_path: Path) -> None:
    words = " ".join(f"word{n}" for n in range(900))
    row = c.SupplyRow("SI-0001", c.Text("Seeker", "(U)"), words, "Example org", c.Status("Open"))
    section = c.SupplySection("supply", "Supply", "None", ("Ref", "Item", "Constraint", "Supplier", "Status"), (row,))
    assert "word899" in whole_text(render_pdf(brief(sections=(section,))), tmp_path)


@pytest.mark.parametrize(("language", "word"), [("en", "▲ Journal not verified"), ("ja", "▲ ジャーナル未検証")])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_every_page_of_a_brief_from_a_journal_that_does_not_hold_says_so(
    sample: Store, tmp_path: Path, language: str, word: str, paper: str
) -> None:
    made = brief_of(sample, "dicas-2024-06-09", language=language, fault="The journal lacks step 7.")
    assert made.fault == "The journal lacks step 7."
    assert made.footer.doubt == word
    assert made.draft == ""
    pages = [squeezed(page) for page in pages_of(render_pdf(made, paper), tmp_path)]
    assert len(pages) > 1
    assert [page.count(squeezed(word)) for page in pages] == [1] * len(pages)
    assert [page.count(sample.head.short.replace(" ", "")) for page in pages] == [1] * len(pages)
    assert "lacks" not in "".join(pages)


def test_a_brief_from_a_journal_that_holds_says_nothing_of_it(sample: Store, tmp_path: Path) -> None:
    made = brief_of(sample, "dicas-2024-06-09")
    assert (made.fault, made.footer.doubt) == ("", "")
    assert "verified" not in whole_text(render_pdf(made), tmp_path)
