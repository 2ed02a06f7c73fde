"""Papers on their pages: banners, page numbers, the words of both languages, the same bytes for the same paper."""

from pathlib import Path

import pytest

from dicas_desktop.briefs.content import printed_texts
from dicas_desktop.briefs.papers import KINDS
from dicas_desktop.briefs.typst_renderer import pages_of, render_pages, render_pdf
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of
from tests.make_papers import CALL, LATER, held_meeting, paper_of
from tests.make_people import named
from tests.read_paper import pages_of as texts_of
from tests.read_paper import squeezed


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


def crowd(store: Store, number: int = 40) -> None:
    """Let many placeholder people with long names and titles sit for the United States."""
    delegation = named(store, "delegations", "del-kantei-call-2024-07-29-us")
    with store.write("Many delegates") as step:
        for n in range(number):
            names = {"name_en": f"Example Person {n} of Several Families-Hyphenated Delegate", "name_kana": "みほん"}
            names |= {"name_ja": f"見本{n}左衛門尉長々名", "title_ja": "例の役職" * 6}
            person = step.add("persons", {**names, "title": "Deputy Assistant of an Example Office " * 3}).id
            step.add("delegation_members", {"delegation_id": delegation, "person_id": person, "attendance": "attended"})


@pytest.mark.parametrize("language", ["en", "ja", "both"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_each_page_of_a_long_list_says_whose_people_it_names(
    sample: Store, tmp_path: Path, language: str, paper: str
) -> None:
    crowd(sample)
    made = paper_of(sample, CALL, "delegation_list", LATER, language=language)
    pages = texts_of(render_pdf(made, paper), tmp_path)
    assert len(pages) > 1
    side = "米国" if language == "ja" else "United States"
    assert all(side in page for page in pages)
    text = squeezed("".join(pages))
    lost = [words for words in printed_texts(made) if squeezed(words) not in text]
    assert [words for words in lost if squeezed(words).upper() not in text] == []


def test_each_page_of_a_brief_says_whose_people_it_names(sample: Store, tmp_path: Path) -> None:
    crowd(sample)
    made = brief_of(sample, CALL, sections=("delegations",))
    pages = texts_of(render_pdf(made), tmp_path)
    assert len(pages) > 1
    assert all("United States" in page for page in pages)
    assert "Japan" not in pages[-1]  # its people stand on the first page alone
