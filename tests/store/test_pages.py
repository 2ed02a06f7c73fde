"""Pages read without SQLite: whole ones are what SQLite wrote, broken ones are known, the log counts."""

import os
import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.connection import PAGE_BYTES, PLAIN_HEADER, connect
from dicas_desktop.store.key import SALT_BYTES, raw_key
from dicas_desktop.store.pages import Pages, fits, read_pages
from dicas_desktop.store.records import rows_of
from tests.make import PASSPHRASE, new_store, reopen

FRAME = PAGE_BYTES + 24


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted workspace with a few steps, closed."""
    path = tmp_path_factory.mktemp("pages") / "w.dicas"
    with closing(new_store(path, PASSPHRASE)) as store:
        for number in range(3):
            with store.write("Add") as step:
                step.add("organizations", {"name_en": f"Example {number}", "name_ja": "艦船" * 9})
    return path


@pytest.fixture(scope="module")
def key(encrypted: Path) -> str:
    return raw_key(PASSPHRASE, encrypted.read_bytes()[:SALT_BYTES])


def pages_of(path: Path, key: str | None) -> Pages:
    return read_pages(path, key, lambda _done, _total, _text: True, "")


def names_in(pages: Pages) -> list[str]:
    """The organizations in the pages, by what they look like."""
    found = [row for row in rows_of(pages.whole) if row is not None and len(row.values) > 10]
    return [str(row.values[4]) for row in found if str(row.values[2]).startswith("O-")]


def test_every_page_of_an_encrypted_file_opens_with_its_key(encrypted: Path, key: str) -> None:
    pages = pages_of(encrypted, key)
    assert (pages.total, pages.broken) == (encrypted.stat().st_size // PAGE_BYTES, [])
    assert pages.whole[1].startswith(PLAIN_HEADER)
    assert names_in(pages) == ["Example 0", "Example 1", "Example 2"]


def test_decrypted_pages_are_those_that_sqlite_decrypts(encrypted: Path, key: str) -> None:
    with closing(connect(encrypted, key, "ro")) as raw:
        schema = [row[0] for row in raw.execute("SELECT sql FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")]
    found = [row.values[4] for row in rows_of(pages_of(encrypted, key).whole) if row and row.values[0] == "table"]
    assert sorted(schema) == sorted(str(sql) for sql in found if not str(sql).startswith("CREATE VIRTUAL"))


def test_a_flipped_bit_breaks_its_own_page_and_no_other(encrypted: Path, key: str, tmp_path: Path) -> None:
    whole = encrypted.read_bytes()
    chance = random.Random(6)
    for turn in range(60):
        place = chance.randrange(SALT_BYTES, len(whole))
        damaged = bytearray(whole)
        damaged[place] ^= 1 << turn % 8
        path = tmp_path / "bad.dicas"
        path.write_bytes(damaged)
        assert pages_of(path, key).broken == [place // PAGE_BYTES + 1]


def test_a_file_that_was_cut_short_lacks_its_last_page_only(encrypted: Path, key: str, tmp_path: Path) -> None:
    path = tmp_path / "short.dicas"
    path.write_bytes(encrypted.read_bytes()[:-100])
    assert pages_of(path, key).broken == [encrypted.stat().st_size // PAGE_BYTES]


def test_another_key_fits_no_page(encrypted: Path, key: str) -> None:
    assert fits(encrypted, key)
    assert not fits(encrypted, raw_key("other words of a placeholder", encrypted.read_bytes()[:SALT_BYTES]))


def test_reading_can_be_stopped(tmp_path: Path) -> None:
    (tmp_path / "large").write_bytes(bytes(PAGE_BYTES * 600))
    with pytest.raises(Cancelled):
        read_pages(tmp_path / "large", None, lambda _done, _total, _text: False, "")


# ---------------------------------------------------------------------- the write-ahead log
@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def logged(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, str | None]:
    """A workspace whose last three steps are in its log only, as a crash leaves it; and its key."""
    path = tmp_path / "open.dicas"
    new_store(path, request.param).close()
    key = None if request.param is None else raw_key(request.param, path.read_bytes()[:SALT_BYTES])
    copied = tmp_path / "left.dicas"
    with closing(reopen(path, request.param)) as store:
        for number in range(3):
            with store.write("Add") as step:
                step.add("organizations", {"name_en": f"Logged {number}"})
        for end in ("", "-wal"):
            shutil.copyfile(f"{path}{end}", f"{copied}{end}")
    return copied, key


def frames(path: Path) -> int:
    return (path.with_name(path.name + "-wal").stat().st_size - 32) // FRAME


def commits(path: Path) -> list[int]:
    """Numbers of the frames that end a transaction, from 0."""
    log = path.with_name(path.name + "-wal").read_bytes()
    return [n for n in range(frames(path)) if any(log[32 + n * FRAME + 4 : 32 + n * FRAME + 8])]


def test_what_is_in_the_log_only_is_read(logged: tuple[Path, str | None]) -> None:
    path, key = logged
    pages = pages_of(path, key)
    assert names_in(pages) == ["Logged 0", "Logged 1", "Logged 2"]
    assert (pages.broken, pages.log_frames_lost) == ([], 0)
    path.with_name(path.name + "-wal").unlink()
    assert names_in(pages_of(path, key)) == []


def test_a_transaction_without_its_end_does_not_count(logged: tuple[Path, str | None]) -> None:
    path, key = logged
    ends = commits(path)
    assert len(ends) >= 3
    log = path.with_name(path.name + "-wal")
    os.truncate(log, 32 + FRAME * ends[-1])
    assert names_in(pages_of(path, key)) == ["Logged 0", "Logged 1"]
    os.truncate(log, 32 + FRAME * ends[-1] - 1)
    assert names_in(pages_of(path, key)) == ["Logged 0", "Logged 1"]
    os.truncate(log, 32 + FRAME * (ends[-2] + 1) + 10)
    assert names_in(pages_of(path, key)) == ["Logged 0", "Logged 1"]


def test_a_broken_frame_hides_none_but_itself(logged: tuple[Path, str | None]) -> None:
    path, key = logged
    log = path.with_name(path.name + "-wal")
    content = bytearray(log.read_bytes())
    content[32 + 24 + 2000] ^= 4
    log.write_bytes(content)
    pages = pages_of(path, key)
    assert pages.log_frames_lost == 1
    assert "Logged 2" in names_in(pages)


@pytest.mark.parametrize("content", [b"", b"no log at all, only some words", bytes(32), bytes(5000)])
def test_a_log_that_is_none_is_ignored(encrypted: Path, key: str, tmp_path: Path, content: bytes) -> None:
    path = Path(shutil.copy(encrypted, tmp_path / "w.dicas"))
    path.with_name("w.dicas-wal").write_bytes(content)
    assert len(names_in(pages_of(path, key))) == 3


def test_frames_of_an_emptied_log_are_not_taken_again(logged: tuple[Path, str | None]) -> None:
    """Their salts are those of an earlier use of the log."""
    path, key = logged
    log = path.with_name(path.name + "-wal")
    content = bytearray(log.read_bytes())
    content[16] ^= 0xFF
    log.write_bytes(content)
    assert names_in(pages_of(path, key)) == []
