"""Saved views lie among the facts of the file: no step tells of them, and they outlive what the file outlives."""

import json
from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.kept_views import VIEWS, keep_views, kept_views
from dicas_desktop.store.recover import recover
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, WHO, Clock, new_store, reopen
from tests.make_page import head_of


def kept(store: Store, table: str = "action_items") -> list[dict[str, object]]:
    with store.read() as db:
        return kept_views(db, table)


def test_views_come_back_after_opening_again_and_leave_no_step(sample: Store) -> None:
    before = head_of(sample)
    assert kept(sample) == []
    keep_views(sample, "action_items", [{"name": "期限切れ", "text": "missile"}])
    keep_views(sample, "meetings", [{"name": "Other"}])
    assert head_of(sample) == before
    assert sample.check() == []
    path = sample.path
    sample.close()
    again = reopen(path)
    assert kept(again) == [{"name": "期限切れ", "text": "missile"}]
    assert kept(again, "meetings") == [{"name": "Other"}]
    again.close()


def test_views_are_replaced_as_a_whole(sample: Store) -> None:
    keep_views(sample, "action_items", [{"name": "One"}, {"name": "Two"}])
    keep_views(sample, "action_items", [{"name": "Two"}])
    assert kept(sample) == [{"name": "Two"}]


def test_the_words_of_a_filter_are_encrypted_with_the_file(tmp_path: Path) -> None:
    store = new_store(tmp_path / "secret.dicas", PASSPHRASE)
    keep_views(store, "action_items", [{"name": "Example view", "text": "wordsofthefilter"}])
    path = store.path
    store.close()
    for file in path.parent.iterdir():
        if file.is_file():
            assert b"wordsofthefilter" not in file.read_bytes(), file.name


def test_a_read_only_workspace_keeps_none(sample: Store) -> None:
    path = sample.path
    sample.close()
    before = path.read_bytes()
    store = reopen(path, read_only=True)
    with pytest.raises(UserProblem, match="read-only"):
        keep_views(store, "action_items", [{"name": "One"}])
    store.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize("text", ["", "no JSON", "{}", "[1, 2]", "null"])
def test_what_makes_no_sense_is_no_view(sample: Store, text: str) -> None:
    sample.hold.must_write().keep(f"{VIEWS}action_items", text)
    assert kept(sample) == []


def test_a_view_among_nonsense_is_kept(sample: Store) -> None:
    sample.hold.must_write().keep(f"{VIEWS}action_items", json.dumps([3, {"name": "Good"}, None]))
    assert kept(sample) == [{"name": "Good"}]


def test_views_come_along_when_a_workspace_is_recovered(sample: Store) -> None:
    keep_views(sample, "action_items", [{"name": "期限切れ"}])
    path, out = sample.path, sample.path.with_name("out.dicas")
    sample.close()
    recover(path, out, None, WHO, Clock())
    again = reopen(out)
    assert kept(again) == [{"name": "期限切れ"}]
    again.close()
