"""A bounded run of hostile input through every entry, and inputs that were faults once."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from tests.faults import hostile

NAMES = (
    *("csv", "value", "search", "filter", "where", "assignment", "date", "marking", "file_name", "file", "log"),
    *("owner", "change"),
)


@pytest.fixture(scope="module")
def entries(tmp_path_factory: pytest.TempPathFactory) -> Iterator[hostile.Entries]:
    """The ways in, made once."""
    made = hostile.Entries(tmp_path_factory.mktemp("hostile"))
    yield made
    made.store.close()


def test_every_entry_is_tried(entries: hostile.Entries) -> None:
    assert tuple(entries.all()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_nothing_but_an_answer_or_a_sentence_comes_of_random_input(entries: hostile.Entries, name: str) -> None:
    chance, entry = random.Random(name), entries.all()[name]
    for _turn in range(150):
        hostile.try_one(entry, hostile.drawn(chance))


@pytest.mark.parametrize("name", NAMES)
@given(data=st.binary(max_size=200))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_but_an_answer_or_a_sentence_comes_of_drawn_bytes(
    entries: hostile.Entries, name: str, data: bytes
) -> None:
    hostile.try_one(entries.all()[name], data)


def test_the_judge_sees_an_error_a_hang_and_a_problem_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_data: bytes) -> None:
        raise ValueError("no")

    def silent(_data: bytes) -> None:
        raise UserProblem("")

    with pytest.raises(ValueError, match="no"):
        hostile.try_one(broken, b"")
    with pytest.raises(AssertionError, match="no plain sentence"):
        hostile.try_one(silent, b"")
    monkeypatch.setattr(hostile, "LONGEST", -1)
    with pytest.raises(AssertionError, match="took longer"):
        hostile.try_one(lambda _data: None, b"")


def test_a_run_by_the_clock_tries_each_entry(tmp_path: Path) -> None:
    counts = hostile.run(0.5, list(NAMES), tmp_path)
    assert min(counts.values()) > 0


def test_a_sentence_is_one_line_of_characters_that_can_be_seen() -> None:
    told = str(UserProblem("“a\nb\t\u202ec\udc80\x07d”  is no date:\nwrite 2024-07-28"))
    assert told == "“a b �c?�d” is no date: write 2024-07-28"
