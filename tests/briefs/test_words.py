import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dicas_desktop.briefs import build, production
from dicas_desktop.briefs.words import choice_words, has_japanese, say
from dicas_desktop.domain.vocabulary import (
    ACTION_STATUSES,
    DECISION_STATUSES,
    OWNER_SIDES,
    SOURCE_KINDS,
    SUPPLY_STATUSES,
)


def _texts(part: ast.expr) -> Iterator[str]:
    """Yield the text of a literal, or both of a choice between two."""
    if isinstance(part, ast.IfExp):
        yield from (*_texts(part.body), *_texts(part.orelse))
    elif isinstance(part, ast.Constant) and isinstance(part.value, str):
        yield part.value


SOURCES = sorted(Path(build.__file__).parent.glob("*.py"))


def said(file: Path) -> set[str]:
    """Return the texts that a module has said or a warning made of."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"say", "warn"}:
            found.update(_texts(node.args[0]))
    return found


@pytest.mark.parametrize("file", SOURCES, ids=lambda file: file.stem)
def test_every_text_said_has_its_japanese(file: Path) -> None:
    missing = {text for text in said(file) if not has_japanese(text)}
    assert not missing


@pytest.mark.parametrize("table", [production.TARGETS, production.MEASURES, production.QUALIFIERS])
def test_every_word_of_a_table_has_its_japanese(table: dict[str, str]) -> None:
    assert all(has_japanese(words) for words in table.values())


def test_texts_are_found_in_the_modules_at_all() -> None:
    assert len(set().union(*(said(file) for file in SOURCES))) > 60


@pytest.mark.parametrize("language", ["en", "ja"])
def test_every_section_has_a_heading(language: str) -> None:
    titles = build.section_titles(language)
    assert tuple(titles) == build.SECTIONS
    assert all(titles.values())
    assert len(set(titles.values())) == len(titles)


def test_no_heading_stays_english_in_japanese() -> None:
    english, japanese = build.section_titles("en"), build.section_titles("ja")
    assert all(english[key] != japanese[key] for key in english)


@pytest.mark.parametrize("choices", [ACTION_STATUSES, DECISION_STATUSES, SUPPLY_STATUSES, SOURCE_KINDS])
def test_every_status_has_its_japanese(choices: tuple[object, ...]) -> None:
    for choice in choices:
        assert has_japanese(choice_words(choice.value)), choice  # type: ignore[attr-defined]  # a Choice


def test_every_side_has_its_japanese() -> None:
    for choice in OWNER_SIDES:
        assert has_japanese(choice.label)


def test_places_to_fill_in_are_the_same_in_both_languages() -> None:
    for file in SOURCES:
        for text in said(file):
            places = {part for part in ("{n}", "{day}", "{ref}", "{side}", "{unit}", "{moment}") if part in text}
            assert all(part in say(text, "ja") for part in places), text


@pytest.mark.parametrize(
    ("value", "words"),
    [("in_progress", "In progress"), ("unknown", "Not recorded"), ("SRA", "SRA"), ("", ""), (None, "")],
)
def test_a_stored_value_becomes_words(value: str | None, words: str) -> None:
    assert choice_words(value) == words


def test_words_of_the_record_itself_stay_as_they_are() -> None:
    assert say("Example word of a record", "ja") == "Example word of a record"
    assert say("Agenda", "en") == "Agenda"
