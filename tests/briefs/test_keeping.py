"""A paper kept as text and brought back: the same content, the same pages; anything else is refused."""

import json

import pytest

from dicas_desktop.briefs.keeping import from_json, to_json
from dicas_desktop.briefs.papers import KINDS
from dicas_desktop.briefs.typst_renderer import render_pdf
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from tests.make_brief import make_brief
from tests.make_papers import CALL, LATER, held_meeting, paper_of


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["en", "ja", "both"])
def test_a_paper_comes_back_as_it_was(sample: Store, kind: str, language: str) -> None:
    held_meeting(sample)
    paper = paper_of(sample, CALL, kind, LATER, language=language)
    again = from_json(to_json(paper))
    assert again == paper
    assert render_pdf(again) == render_pdf(paper)


def test_a_brief_with_every_kind_of_section_comes_back_too() -> None:
    assert from_json(to_json(make_brief(warnings=("one", "two")))) == make_brief(warnings=("one", "two"))


@pytest.mark.parametrize("text", [None, "", "{", "[]", "1", '{"form": 1}', '{"form": 1, "paper": {}}'])
def test_what_is_no_paper_is_refused(text: str | None) -> None:
    with pytest.raises(UserProblem, match=r"^The content of this paper is damaged: print a new version\.$"):
        from_json(text)


def test_any_field_of_another_kind_is_refused() -> None:
    whole = json.loads(to_json(make_brief()))
    for name in whole["paper"]:
        broken = {**whole, "paper": {**whole["paper"], name: 7}}
        with pytest.raises(UserProblem):
            from_json(json.dumps(broken))


def test_a_paper_of_a_newer_program_is_refused() -> None:
    later = json.dumps({**json.loads(to_json(make_brief())), "form": 2})
    with pytest.raises(UserProblem, match=r"^This paper was kept by a newer version of the program"):
        from_json(later)
