"""What holds for the paper of each meeting of the record, in both languages and on both papers."""

import csv
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from dicas_desktop.briefs.content import Brief, printed_texts
from dicas_desktop.briefs.typst_renderer import render_pages, render_pdf
from dicas_desktop.domain.places import resources
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of
from tests.read_paper import pages_of, squeezed

DAYS = (date(2024, 6, 8), date(2024, 7, 15), date(2026, 11, 24))
with (resources() / "sample" / "meetings.csv").open(encoding="utf-8", newline="") as record_file:
    SLUGS = [row["meeting_id"] for row in csv.DictReader(record_file)]
# Legends and names for both sides: what a reader of either language has to recognize.
LATIN = {"UNCLASSIFIED", "DRAFT", "Meeting brief", "JST", "EDT", "AI", "SI"}
with (resources() / "sample" / "persons.csv").open(encoding="utf-8", newline="") as record_file:
    NAMES = {word.casefold() for row in csv.DictReader(record_file) for word in re.findall(r"[\w']+", row["name_en"])}
RECORD = "\n".join(path.read_text(encoding="utf-8") for path in sorted((resources() / "sample").glob("*.csv")))


def paper_of(slug: str, language: str) -> str:
    return ("a4", "letter")[(SLUGS.index(slug) + (language == "ja")) % 2]


def made_of(record: Store, slug: str, language: str) -> Brief:
    return brief_of(record, slug, DAYS[SLUGS.index(slug) % 3], language=language)


def test_the_record_has_28_meetings() -> None:
    assert len(SLUGS) == 28


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("slug", SLUGS)
def test_all_text_comes_out_again_the_bytes_repeat_and_the_preview_has_the_same_pages(
    record: Store, slug: str, language: str, tmp_path: Path
) -> None:
    made, paper = made_of(record, slug, language), paper_of(slug, language)
    pdf = render_pdf(made, paper)
    assert pdf == render_pdf(made_of(record, slug, language), paper)
    pages = pages_of(pdf, tmp_path)
    assert len(render_pages(made, paper, 20)) == len(pages)
    assert all(page.count(made.banner) == 2 for page in pages)
    text = squeezed("".join(pages))
    lost = [words for words in printed_texts(made) if squeezed(words) not in text]
    # a kicker in capitals is the one text that is set otherwise than it is kept
    assert [words for words in lost if squeezed(words).upper() not in text] == []
    assert "\ufffd" not in text
    assert not re.search("[\ue000-\uf8ff]", text), "a glyph without its character"


@pytest.mark.parametrize("slug", SLUGS)
def test_the_only_english_on_a_japanese_page_is_the_record_s_own(record: Store, slug: str) -> None:
    left = []
    for words in printed_texts(made_of(record, slug, "ja")):
        told = words.replace(record.head.short, "")  # the journal's digest, another one in each run, may hold letters
        runs = re.findall(r"[A-Za-z][A-Za-z']+(?: [A-Za-z][A-Za-z']+)*", told)
        # a family name stands in capitals, and first
        left += [
            run for run in runs if run not in RECORD and run not in LATIN and not {*run.casefold().split()} <= NAMES
        ]
    assert left == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_heading_of_a_table_is_japanese_on_a_japanese_page(record: Store, slug: str) -> None:
    for section in made_of(record, slug, "ja").sections:
        heads = getattr(section, "heads", ())
        samples = [sample.words for sample in getattr(section, "legend", ())]
        for words in (section.title, section.none, *heads, *samples):
            assert re.search("[\u3040-\u9fff]", words), words


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("slug", ["dicas-2024-06-09", "wg-ship-2024-06-11"])
def test_the_pages_of_the_preview_look_like_those_of_the_file(
    record: Store, slug: str, language: str, tmp_path: Path
) -> None:
    made = made_of(record, slug, language)
    file = tmp_path / "brief.pdf"
    file.write_bytes(render_pdf(made, "letter"))
    subprocess.run(["pdftoppm", "-r", "50", "-png", file, tmp_path / "page"], check=True)
    drawn = [QImage(str(path)) for path in sorted(tmp_path.glob("page-*.png"))]
    shown = [QImage.fromData(png) for png in render_pages(made, "letter", 50)]
    assert len(drawn) == len(shown)
    for one, other in zip(map(coarse, drawn), map(coarse, shown), strict=True):
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 48
    assert max(abs(a - b) for a, b in zip(coarse(drawn[0]), coarse(shown[1]), strict=True)) > 48


def coarse(page: QImage) -> list[int]:
    """Return the greys of a page in 34 by 44 fields."""
    ways = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    small = page.convertToFormat(QImage.Format.Format_Grayscale8).scaled(34, 44, *ways)
    return [small.pixelColor(x, y).value() for y in range(44) for x in range(34)]
