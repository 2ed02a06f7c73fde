"""Papers on their pages: banners, page numbers, the words of both languages, the same bytes for the same paper."""

from pathlib import Path

import pytest

from dicas_desktop.briefs.papers import KINDS
from dicas_desktop.briefs.typst_renderer import pages_of, render_pages, render_pdf
from dicas_desktop.store.store import Store
from tests.make_papers import CALL, LATER, held_meeting, paper_of
from tests.read_paper import pages_of as texts_of


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_every_page_bears_the_banner_at_head_and_foot(sample: Store, tmp_path: Path, kind: str, language: str) -> None:
    held_meeting(sample)
    paper = paper_of(sample, CALL, kind, LATER, language=language)
    pages = texts_of(render_pdf(paper), tmp_path)
    assert pages
    for page in pages:
        assert page.count("UNCLASSIFIED") == 2
        assert "DRAFT" in page


def test_final_pages_say_no_draft(sample: Store, tmp_path: Path) -> None:
    held_meeting(sample)
    (page,) = texts_of(render_pdf(paper_of(sample, CALL, "minutes", LATER, final=True)), tmp_path)
    assert "DRAFT" not in page
    assert "1, final" in page


def test_the_same_paper_is_the_same_file(sample: Store) -> None:
    held_meeting(sample)
    one, other = (render_pdf(paper_of(sample, CALL, "minutes", LATER, language="both")) for _time in range(2))
    assert one == other


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_part_tells_its_page(sample: Store, paper: str) -> None:
    ids = held_meeting(sample)
    with sample.write("Many more") as step:
        for number in range(60):
            step.add(
                "decisions", {"meeting_id": ids["meeting"], "agenda_item_id": ids["second"], "text": f"No. {number}"}
            )
    minutes = paper_of(sample, CALL, "minutes", LATER)
    pages = pages_of(minutes, paper)
    assert pages["AG-0052"] == 1
    assert max(pages.values()) == len(render_pages(minutes, paper, 36)) > 2
    assert pages["D-0091"] > pages["D-0032"]
