"""How a paper is broken into pages and lines: nothing torn, nothing left alone, each table with its heads."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dicas_desktop.briefs import content as c
from dicas_desktop.briefs.typst_renderer import PAPERS, render_pdf
from dicas_desktop.store.store import Store
from tests.make_brief import action, actions, agenda, brief_of, production, repairs, sources, supply
from tests.read_paper import pages_of

Maker = Callable[..., c.Brief]


def lanes(count: int) -> c.RepairSection:
    bar = c.Bar("forecast", 0.2, 0.8)
    many = tuple(c.Lane(c.Text(f"Ship{n:03}", "(U)"), "SRA, dock 5", "5 Jun 2024", (bar,)) for n in range(count))
    return replace(repairs(), lanes=many, others=())


@pytest.mark.parametrize("above", range(18, 30))
def test_no_repair_stands_alone_on_a_page_and_each_page_has_the_months(
    brief: Maker, above: int, tmp_path: Path
) -> None:
    pages = pages_of(render_pdf(brief(sections=(agenda(above), lanes(19)))), tmp_path)
    told = [re.findall(r"Ship\d{3}", page) for page in pages]
    assert sum(map(len, told)) == 19
    assert all(len(names) != 1 for names in told), told
    for page, names in zip(pages, told, strict=True):
        assert not names or ("2+2" in page and "Jul" in page)


@pytest.mark.parametrize("above", range(18, 30))
def test_the_legend_is_on_the_page_where_the_chart_begins(brief: Maker, above: int, tmp_path: Path) -> None:
    pages = pages_of(render_pdf(brief(sections=(agenda(above), lanes(5)))), tmp_path)
    first = next(page for page in pages if "Ship000" in page)
    assert "goes on outside the chart" in first
    assert "Repair schedules" in first


@pytest.mark.parametrize("above", range(20, 32))
def test_a_group_of_actions_that_goes_on_repeats_its_name(brief: Maker, above: int, tmp_path: Path) -> None:
    rows = tuple(action(n, f"Example{n:03}") for n in range(40))
    groups = (c.ActionGroup("Overdue", rows[:2]), c.ActionGroup("Later", rows[2:]))
    pages = pages_of(render_pdf(brief(sections=(agenda(above), replace(actions(1), groups=groups)))), tmp_path)
    for page in pages:
        names = {int(number) for number in re.findall(r"Example(\d{3})", page)}
        assert ("Overdue" in page.splitlines()) == bool(names & {0, 1})
        assert ("Later" in page.splitlines()) == bool(names - {0, 1})


def test_a_programme_whose_figures_go_on_is_named_again(brief: Maker, tmp_path: Path) -> None:
    group = production().groups[0]
    rows = tuple(replace(group.rows[0], label=c.Text(f"Figure{n:03}", "(U)")) for n in range(60))
    section = replace(production(), groups=(replace(group, rows=rows),))
    pages = pages_of(render_pdf(brief(sections=(section,))), tmp_path)
    assert len(pages) > 1
    assert all("Example missile" in page for page in pages)


def test_repairs_outside_the_chart_are_headed_on_each_page(brief: Maker, tmp_path: Path) -> None:
    other = tuple(c.Lane(c.Text(f"Ship{n:03}", "(U)"), "docking", "2017", ()) for n in range(80))
    pages = pages_of(render_pdf(brief(sections=(replace(repairs(), others=other),))), tmp_path)
    assert len(pages) > 1
    assert all("Outside the chart" in page for page in pages if "Ship" in page)


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "10 Jun 2024"), ("en", "from 1 Jan 2025"), ("ja", "2025年1月1日から"), ("ja", "2024年6月10日")],
)
def test_a_date_stays_on_one_line(brief: Maker, language: str, day: str, tmp_path: Path) -> None:
    notes = tuple(
        c.Note(n, c.Text("Title " + "n" * n, "(U)"), f"Publisher {'m' * (n % 7)}, {day}, Press", "https://example.org")
        for n in range(1, 40)
    )
    rows = tuple(replace(action(n), due=day) for n in range(3))
    made = brief(
        language=language,
        sections=(replace(actions(1), groups=(c.ActionGroup("", rows),)), replace(sources(), rows=notes)),
    )
    text = "\n".join(pages_of(render_pdf(made), tmp_path))
    assert text.count(day) == 42


def test_the_last_character_of_a_japanese_text_is_not_left_alone(brief: Maker, tmp_path: Path) -> None:
    rows = tuple(
        replace(supply().rows[0], constraint="供給が滞り生産が遅れる見込みであり対策が要る" + "等" * n + "状況である")
        for n in range(1, 20)
    )
    text = "".join(pages_of(render_pdf(brief(language="ja", sections=(replace(supply(), rows=rows),))), tmp_path))
    assert text.count("ある") == 19
    assert not re.search(r"\nる", text)


def test_the_sources_of_the_first_forum_take_no_more_than_a_page_and_a_half(sample: Store, tmp_path: Path) -> None:
    made = brief_of(sample, "dicas-2024-06-09", sections=["agenda", "repairs", "sources"])
    notes = next(section for section in made.sections if section.key == "sources")
    assert isinstance(notes, c.SourceSection)
    many = tuple(replace(notes.rows[n % len(notes.rows)], number=n + 1) for n in range(50))
    pages = pages_of(render_pdf(replace(made, sections=(replace(notes, rows=many),)), "letter"), tmp_path)
    assert len(pages) <= 2


def test_no_paper_of_the_record_ends_on_a_page_with_hardly_anything_on_it(record: Store, tmp_path: Path) -> None:
    for slug in ("scc-2023-01-11", "dicas-2024-06-09", "wg-ship-2024-06-11", "defmin-2024-06-02", "summit-2024-04-10"):
        for paper in PAPERS:
            for day in (date(2024, 6, 8), date(2026, 11, 24)):
                last = pages_of(render_pdf(brief_of(record, slug, day), paper), tmp_path)[-1]
                assert len(last.splitlines()) > 24, (slug, paper, day)


def test_a_paper_is_set_closer_only_where_that_saves_its_last_page(brief: Maker, tmp_path: Path) -> None:
    def rows(count: int) -> list[int]:
        many = tuple(action(n, f"Example{n:03}") for n in range(count))
        section = replace(actions(1), groups=(c.ActionGroup("", many),))
        return [page.count("Example0") for page in pages_of(render_pdf(brief(sections=(section,))), tmp_path)]

    usual = rows(90)[0]
    told = {count: rows(count) for count in range(usual, usual + 30)}
    closer = {count for count, pages in told.items() if pages[0] > usual}
    assert closer
    assert all(len(told[count]) == 1 for count in closer)
    assert all(pages[-1] > 5 for pages in told.values() if len(pages) > 1)
