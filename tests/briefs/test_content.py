from collections.abc import Callable
from dataclasses import FrozenInstanceError, fields

import pytest

from dicas_desktop.briefs import change_content, paper_content
from dicas_desktop.briefs import content as c


def test_content_cannot_be_changed_once_made(brief: Callable[..., c.Brief]) -> None:
    made = brief()
    with pytest.raises(FrozenInstanceError):
        made.banner = "SECRET"  # type: ignore[misc]  # that is the point


def test_a_section_is_empty_when_every_list_of_it_is(brief: Callable[..., c.Brief]) -> None:
    for section in brief().sections:
        assert not section.is_empty(), section.key
    assert c.AgendaSection("agenda", "Agenda", "None recorded", ("Time",), ()).is_empty()
    assert c.DelegationSection("delegations", "Delegations", "None recorded", ()).is_empty()


def test_whatever_has_heads_is_a_table_with_one_head_for_each_column(brief: Callable[..., c.Brief]) -> None:
    kinds = [kind for module in (c, paper_content, change_content) for kind in vars(module).values()]
    sections = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, c.Section)]
    with_heads = {kind for kind in sections if "heads" in {field.name for field in fields(kind)}}
    assert with_heads == {kind for kind in sections if issubclass(kind, c.TableSection)}
    assert len(with_heads) > 8
    assert [field.name for field in fields(c.TableSection)] == ["key", "title", "none", "heads"]
    tables = [section for section in brief().sections if isinstance(section, c.TableSection)]
    assert all(section.heads for section in tables)
    assert tables


def test_a_repair_section_with_words_alone_is_not_empty() -> None:
    lane = c.Lane(c.Text("USS Example", "(U)"), "docking", "from 2017", ())
    section = c.RepairSection("repairs", "Repairs", "None recorded", (), (), (), (), "Not in the chart", (lane,))
    assert not section.is_empty()


def test_every_text_of_a_section_is_listed_for_paper(brief: Callable[..., c.Brief]) -> None:
    texts = list(c.printed_texts(brief()))
    for wanted in ("UNCLASSIFIED", "艦船整備作業部会", "47 d", "AI-0002", "missiles a year", "USS Example", "(U)"):
        assert wanted in texts
    assert "" not in texts


def test_what_only_steers_the_form_is_not_listed_for_paper(brief: Callable[..., c.Brief]) -> None:
    texts = set(c.printed_texts(brief()))
    assert not texts & {"glance", "agenda", "hatched", "en", "2024-07-15", "Page {page} of {pages}"}


def test_an_empty_section_lists_its_title_and_that_nothing_is_recorded() -> None:
    section = c.AgendaSection("agenda", "Agenda", "None recorded", ("Time", "Item"), ())
    assert list(c.printed_texts(section)) == ["Agenda", "None recorded"]


def test_every_kind_of_section_says_which_of_its_fields_is_its_body() -> None:
    kinds = [*c.Section.__subclasses__(), *c.TableSection.__subclasses__()]
    for kind in (kind for kind in kinds if kind.__name__ != "TableSection"):
        assert {field.name for field in fields(kind)} & c.BODIES, kind.__name__
