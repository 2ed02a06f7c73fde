"""Files kept inside the workspace: once each, found by undo and the bin, seen by check, never more than their limit."""

import hashlib

import pytest

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store.attachments import attach, attached, content_of
from dicas_desktop.store.store import Store
from tests.make import dump

BYTES = b"Example\0bytes" * 1000


def keep(store: Store, content: bytes = BYTES, table: str = "action_items", row_id: int = 1) -> int:
    with store.write("Attach") as step:
        return attach(step, table, row_id, "Example.pdf", content).id


def kept(store: Store) -> int:
    with store.read() as db:
        return int(db.execute("SELECT count(*) FROM contents").scalar())


def test_a_file_is_kept_with_its_digest_and_read_back(sample: Store) -> None:
    row_id = keep(sample)
    with sample.read() as db:
        (one,) = attached(db, "action_items", 1)
        assert content_of(db, row_id) == BYTES
    assert (one["name"], one["size"], one["sha256"]) == (
        "Example.pdf",
        len(BYTES),
        hashlib.sha256(BYTES).hexdigest(),
    )
    assert sample.check() == []


def test_the_same_bytes_are_kept_once(sample: Store) -> None:
    keep(sample)
    keep(sample, table="decisions")
    keep(sample, table="meetings")
    assert kept(sample) == 1
    assert len(dump(sample)["attachments"]) == 3


def test_undo_redo_and_the_bin_find_the_bytes_again(sample: Store) -> None:
    row_id = keep(sample)
    sample.undo()
    assert dump(sample)["attachments"] == []
    assert sample.check() == []
    sample.redo()
    with sample.write("Delete the action") as step:
        counts = step.delete("action_items", [1]).counts
    assert counts["attachments"] == 1
    sample.undo()
    with sample.read() as db:
        assert content_of(db, row_id) == BYTES


def test_what_is_too_large_is_refused_and_nothing_is_kept(sample: Store) -> None:
    before = dump(sample)
    with pytest.raises(FieldProblem) as caught:
        keep(sample, bytes(LARGEST_FILE + 1))
    assert str(caught.value) == "Example.pdf is larger than 20 MB: attach a smaller file."
    assert dump(sample) == before
    assert kept(sample) == 0
    keep(sample, bytes(LARGEST_FILE))
    assert kept(sample) == 1


@pytest.mark.parametrize(
    ("statement", "finding", "problem"),
    [
        (
            "UPDATE contents SET content = CAST('x' || substr(content, 2) AS BLOB)",
            "The bytes of AT-0001 Example.pdf are not those that were attached.",
            "The bytes of Example.pdf are not those that were attached: restore them from a backup.",
        ),
        (
            "DELETE FROM contents",
            "The bytes of AT-0001 Example.pdf are missing or cut off.",
            "The bytes of Example.pdf are not in the workspace.",
        ),
    ],
)
def test_a_check_sees_bytes_that_are_gone_or_were_changed(
    sample: Store, statement: str, finding: str, problem: str
) -> None:
    row_id = keep(sample, b"Example bytes without a zero")
    with sample.write("As another program would", kind="compact") as step:
        step.raw.execute(statement)
    assert sample.check() == [finding]
    with sample.read() as db, pytest.raises(UserProblem) as caught:
        content_of(db, row_id)
    assert str(caught.value) == problem
