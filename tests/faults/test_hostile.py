"""A bounded run of hostile input through every entry, and inputs that were faults once."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.connection import connect
from dicas_desktop.store.journal import read_values
from dicas_desktop.store.recover import recover
from tests.faults import drawn, hostile
from tests.faults.grammar import STRATEGIES
from tests.make import WHO, Clock, reopen, sample_store

NAMES = (
    *("csv", "value", "search", "filter", "where", "assignment", "date", "marking", "file_name", "file", "log"),
    *("owner", "change", "settings", "notice", "passphrase_file", "command", "head"),
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


def test_a_change_in_the_journal_that_is_nested_without_end_is_told() -> None:
    with pytest.raises(UserProblem, match="cannot be read: run Check"):
        read_values("[" * 3_000)


def test_a_journal_that_another_program_nested_without_end_stops_no_recovery(tmp_path: Path) -> None:
    path, out = tmp_path / "w.dicas", tmp_path / "out.dicas"
    sample_store(path).close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE journal_changes SET after = ? WHERE operation = 'I' AND row_id = 1", ("[" * 3_000,))
    recover(path, out, None, WHO, Clock())
    with closing(reopen(out)) as store:
        assert store.check() == []
    with closing(reopen(path, read_only=True)) as store:
        assert store.check() != []


@pytest.mark.qt_log_ignore("QVariant::load")  # Qt says so of a settings file that holds no such value; it is none then
@pytest.mark.parametrize("name", list(STRATEGIES))
def test_a_short_run_of_hypothesis_tries_each_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(drawn, "ROUND", 20)
    monkeypatch.setattr(drawn, "SLOW", {"window": 2, "command": 20})
    counts = drawn.run(0.01, [name], tmp_path)
    assert counts[name] > 1


def test_hypothesis_ends_at_a_fault_with_its_smallest_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_entries: hostile.Entries, data: bytes) -> None:
        if len(data) > 2:
            raise ValueError(data)

    monkeypatch.setattr(hostile.Entries, "log", broken)
    with pytest.raises(ValueError, match=r"b'\\x00\\x00\\x00'"):
        drawn.run(5, ["log"], tmp_path, 1)
