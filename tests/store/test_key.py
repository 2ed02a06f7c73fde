"""What `docs/security.md` claims of the encryption and of the key: looked for in the files and in the memory."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from dicas_desktop.store.backups import back_up
from dicas_desktop.store.connection import connect
from dicas_desktop.store.key import SALT_BYTES, raw_key
from tests.make import PASSPHRASE, Clock, new_store, reopen

ROOT = Path(__file__).parents[2]
WORDS = ("Example of a secret title", "例示の秘密の題名")


def test_the_key_is_argon2id_of_three_passes_over_64_mib_in_four_lanes() -> None:
    salt = bytes(range(SALT_BYTES))
    derivation = Argon2id(salt=salt, length=32, iterations=3, lanes=4, memory_cost=64 * 1024)
    assert raw_key(PASSPHRASE, salt) == f"x'{derivation.derive(PASSPHRASE.encode()).hex()}{salt.hex()}'"
    assert raw_key(PASSPHRASE, bytes(SALT_BYTES)) != raw_key(PASSPHRASE, salt)


def test_the_same_words_typed_on_another_keyboard_give_the_same_key() -> None:
    salt = bytes(SALT_BYTES)
    assert raw_key("ｐａｓｓ　ガ", salt) == raw_key("pass ガ", salt)
    assert raw_key("pass x", salt) != raw_key("pass X", salt)


def test_the_file_is_aes_256_with_hmac_sha_512(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    new_store(path, PASSPHRASE).close()
    with closing(connect(path, raw_key(PASSPHRASE, path.read_bytes()[:SALT_BYTES]), "ro")) as raw:
        raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        assert raw.execute("PRAGMA cipher_hmac_algorithm").fetchone() == ("HMAC_SHA512",)
        assert raw.execute("PRAGMA cipher_use_hmac").fetchone() == ("1",)
        assert raw.execute("PRAGMA cipher_integrity_check").fetchall() == []


def test_nothing_of_what_was_written_can_be_read_in_the_file_its_log_or_its_backups(tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    with closing(new_store(path, PASSPHRASE)) as store:
        with store.write(WORDS[0]) as step:
            step.add("meetings", {"title": WORDS[0], "title_ja": WORDS[1]})
        back_up(store.hold.file, "asked", Clock()())
        log = path.with_name("w.dicas-wal")
        assert log.stat().st_size > 0
        files = [each for each in tmp_path.rglob("*") if each.is_file() and not each.name.endswith(".owner")]
        assert {each.name for each in files} > {"w.dicas", "w.dicas-wal"}
        for each in files:
            content = each.read_bytes()
            for words in (*WORDS, "meetings", "CREATE TABLE", "SQLite format"):
                assert words.encode() not in content, (each.name, words)
    assert not log.exists()


@pytest.mark.parametrize("words", [None, PASSPHRASE])
def test_what_was_deleted_for_good_is_written_over_in_the_file(tmp_path: Path, words: str | None) -> None:
    """By `secure_delete`; the journal keeps what it must, so a value that never was a record's is looked for."""
    path = tmp_path / "w.dicas"
    with closing(new_store(path, words)) as store, store.write("Add") as step:
        step.raw.execute("INSERT INTO store_facts (name, value) VALUES ('x', 'a value that goes again')")
        step.add("meetings", {"title": "Example"})
    with closing(reopen(path, words)) as store, store.write("Remove") as step:
        step.raw.execute("DELETE FROM store_facts WHERE name = 'x'")
        step.add("meetings", {"title": "Example"})
    assert b"a value that goes again" not in path.read_bytes()


CHILD = """
import sys
from pathlib import Path
from tests.make import PASSPHRASE, reopen

def wait(what):
    print(what, flush=True)
    sys.stdin.readline()

store = reopen(Path(sys.argv[1]), PASSPHRASE)
with store.read() as db:
    db.execute("SELECT * FROM meetings").all()
with store.write("Edit") as step:
    step.add("meetings", {"title": "Example"})
wait("open")
store.close() if sys.argv[2] == "closed" else store.hold.seal()
wait("shut")
"""
CHANGE = """
import sys
from pathlib import Path
from dicas_desktop.store.rekey import change_passphrase
from tests.make import PASSPHRASE, WHO, Clock

change_passphrase(Path(sys.argv[1]), sys.argv[2] or None, "the next plain example words", WHO, Clock())
print("done", flush=True)
sys.stdin.readline()
"""


def copies(process: int, key: str) -> int:
    """How often a key stands in the memory of another process, as its digits or as its bytes."""
    digits = key[2:66]
    found = 0
    with Path(f"/proc/{process}/maps").open() as maps, Path(f"/proc/{process}/mem").open("rb", 0) as memory:
        for line in maps:
            area, rights = line.split()[:2]
            if rights.startswith("rw") and "[v" not in line:
                first, last = (int(each, 16) for each in area.split("-"))
                memory.seek(first)
                content = memory.read(last - first)
                found += content.count(digits.encode()) + content.count(bytes.fromhex(digits))
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what is in the memory")
@pytest.mark.parametrize("how", ["closed", "locked"])
def test_the_key_is_not_in_the_memory_after_the_workspace_was_closed_or_locked(tmp_path: Path, how: str) -> None:
    path = tmp_path / "w.dicas"
    new_store(path, PASSPHRASE).close()
    key = raw_key(PASSPHRASE, path.read_bytes()[:SALT_BYTES])
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), how],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        assert child.stdin is not None
        assert child.stdout.readline() == "open\n"
        try:
            during = copies(child.pid, key)
        except PermissionError:
            child.kill()
            pytest.skip("this machine lets nobody look into the memory of another process")
        child.stdin.write("\n")
        child.stdin.flush()
        assert child.stdout.readline() == "shut\n"
        after = copies(child.pid, key)
        child.stdin.write("\n")
        child.stdin.flush()
    assert during > 0, "the search finds nothing"
    assert after == 0, f"{after} of {during} copies are left"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what is in the memory")
@pytest.mark.parametrize("words", [None, PASSPHRASE])
def test_neither_key_is_in_the_memory_after_the_passphrase_was_changed(tmp_path: Path, words: str | None) -> None:
    path = tmp_path / "w.dicas"
    new_store(path, words).close()
    keys = [] if words is None else [raw_key(words, path.read_bytes()[:SALT_BYTES])]
    with subprocess.Popen(
        [sys.executable, "-c", CHANGE, str(path), words or ""],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as child:  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "done\n"
        keys.append(raw_key("the next plain example words", path.read_bytes()[:SALT_BYTES]))
        try:
            left = [copies(child.pid, key) for key in keys]
        except PermissionError:
            left = []
        child.kill()
    assert not any(left), left
