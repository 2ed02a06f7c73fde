"""How the papers of a forum were last printed, kept in the file beside its records."""

from pathlib import Path

import pytest

from dicas_desktop.store.print_choices import keep_print_choices, print_choices
from dicas_desktop.store.store import Store
from tests.make import dump, reopen, sample_store
from tests.make_people import named


def kept(store: Store, meeting: str) -> dict[str, object]:
    row_id = named(store, "meetings", meeting)
    with store.read() as db:
        return print_choices(db, row_id)


def keep(store: Store, meeting: str, **chosen: object) -> None:
    keep_print_choices(store, named(store, "meetings", meeting), chosen)


def test_what_is_chosen_holds_for_the_meetings_of_the_forum_and_for_no_other(sample: Store) -> None:
    steps, before = sample.head.steps, dump(sample)
    keep(sample, "dicas-2024-06-09", order="family-first")
    keep(sample, "wg-ship-2024-06-11", paper="letter")  # a working group of the same forum
    both = {"order": "family-first", "paper": "letter"}
    assert kept(sample, "dicas-2024-06-09") == kept(sample, "wg-ship-2024-06-11") == both
    assert kept(sample, "scc-2024-07-28") == {}
    assert (sample.head.steps, dump(sample)) == (steps, before)  # no step, nothing to undo


def test_meetings_of_no_forum_share_their_choices(sample: Store) -> None:
    with sample.read() as db:
        ids = db.execute("SELECT id FROM meetings WHERE forum_id IS NULL AND wg_id IS NULL").scalars()
    assert len(ids) > 1
    keep_print_choices(sample, ids[0], {"language": "ja"})
    with sample.read() as db:
        assert all(print_choices(db, row_id) == {"language": "ja"} for row_id in ids)


def test_choices_are_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = tmp_path / "sample.dicas"
    store = sample_store(path)
    keep(store, "dicas-2024-06-09", sections=["agenda", "delegations"])
    store.close()
    store = reopen(path)
    assert kept(store, "dicas-2024-06-09") == {"sections": ["agenda", "delegations"]}
    store.close()


def test_in_a_workspace_that_is_only_read_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    store = reopen(path, read_only=True)
    keep(store, "dicas-2024-06-09", paper="letter")
    assert kept(store, "dicas-2024-06-09") == {}
    store.close()


@pytest.mark.parametrize("text", ["", "{", "[]", "7", "null"])
def test_a_fact_that_makes_no_sense_is_no_choice(sample: Store, text: str) -> None:
    keep(sample, "dicas-2024-06-09", paper="letter")
    with sample.read() as db:
        (name,) = db.execute("SELECT name FROM store_facts WHERE name LIKE 'print/%'").scalars()
    sample.hold.must_write().keep(name, text)
    assert kept(sample, "dicas-2024-06-09") == {}
