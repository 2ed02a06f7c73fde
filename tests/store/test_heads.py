"""A head from an old paper: found by any eight digits, and only in a chain that is whole up to it."""

from contextlib import closing

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.connection import connect
from dicas_desktop.store.heads import Found, find_head, read_head
from dicas_desktop.store.history import steps
from dicas_desktop.store.journal import StepRow
from dicas_desktop.store.store import Store
from tests.make import reopen


def add(store: Store, *names: str) -> None:
    for name in names:
        with store.write(f"Add {name}") as step:
            step.add("organizations", {"name_en": name})


def all_steps(store: Store) -> list[StepRow]:
    with store.read() as db:
        return sorted(steps(db, 100), key=lambda step: step.id)


def look(store: Store, text: str) -> Found:
    with store.read() as db:
        return find_head(db, text)


def test_a_head_is_found_as_it_is_printed_and_in_full(empty: Store) -> None:
    add(empty, "A", "B")
    printed = empty.head.short
    add(empty, "C", "D", "E")
    step = all_steps(empty)[2]
    assert step.label == "Add B"
    for text in (printed, printed.upper(), printed.replace(" ", ""), step.digest, step.digest[:8], step.digest[:31]):
        found = look(empty, text)
        assert found.steps == (step,)
        assert found.since == 3


def test_the_newest_head_is_followed_by_nothing(empty: Store) -> None:
    add(empty, "A")
    assert look(empty, empty.head.short).since == 0


def test_a_head_of_another_journal_is_not_found(empty: Store) -> None:
    add(empty, "A")
    assert look(empty, "0123 4567") == Found("01234567", (), 0)
    digest = empty.head.digest
    assert look(empty, digest[:63] + ("0" if digest[63] != "0" else "1")).steps == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1234 567", "A journal head has 8 to 64 digits; these are 7."),
        ("", "A journal head has 8 to 64 digits; these are 0."),
        ("0" * 65, "A journal head has 8 to 64 digits; these are 65."),
        ("1234 567g", "“1234 567g” is not a journal head: it has only the digits 0-9 and a-f."),
        ("１２３４５６７８", "“１２３４５６７８” is not a journal head: it has only the digits 0-9 and a-f."),
    ],
)
def test_what_is_no_head_is_told(text: str, told: str) -> None:
    with pytest.raises(UserProblem) as problem:
        read_head(text)
    assert str(problem.value) == told


def test_a_digest_that_was_only_written_down_proves_nothing(empty: Store) -> None:
    """Someone rewrites a step and leaves the digest of the old paper standing beside it."""
    add(empty, "A", "B", "C")
    printed = all_steps(empty)[2].digest
    path = empty.path
    empty.close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET label = 'Something else' WHERE id = 3")
    with closing(reopen(path)) as store:
        with pytest.raises(UserProblem) as problem:
            look(store, printed)
        assert str(problem.value) == "The journal is broken at step 3, before any step with that head: run Check."


def test_what_was_changed_after_the_step_does_not_bear_on_it(empty: Store) -> None:
    add(empty, "A", "B", "C")
    path, digest = empty.path, all_steps(empty)[1].digest
    empty.close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("UPDATE journal_steps SET label = 'Something else' WHERE id = 4")
    with closing(reopen(path)) as store:
        assert [step.id for step in look(store, digest).steps] == [2]


def test_a_missing_step_breaks_the_chain(empty: Store) -> None:
    add(empty, "A", "B", "C")
    path, digest = empty.path, empty.head.digest
    empty.close()
    with closing(connect(path, None, "rw")) as raw:
        raw.execute("DELETE FROM journal_changes WHERE step_id = 2")
        raw.execute("DELETE FROM journal_steps WHERE id = 2")
    with closing(reopen(path)) as store, pytest.raises(UserProblem, match="broken at step 3"):
        look(store, digest)
