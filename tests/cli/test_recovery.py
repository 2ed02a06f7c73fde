"""`dicas-desktop recover`: the report of what was read and what is missing, and plain refusals."""

import os
from pathlib import Path

from dicas_desktop.store.connection import PAGE_BYTES
from tests.cli.conftest import Run
from tests.make import PASSPHRASE, dump, reopen


def test_a_whole_file_is_copied_and_nothing_is_missing(run: Run, sample_path: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.dicas"
    ran = run("recover", sample_path, out)
    assert (ran.code, ran.err) == (0, "")
    told = ran.out.splitlines()
    assert told[0].endswith(" pages were read.")
    assert told[-2] == "Nothing is missing."
    assert told[-1].startswith(f"Wrote {out}: 597 records, 3 steps, head ")
    assert told[-1].endswith(". sample.dicas itself was only read.")
    old, new = reopen(sample_path), reopen(out)
    assert dump(old) == dump(new)
    old.close()
    new.close()
    assert run("check", out).code == 0
    assert "Recover what could be read of sample.dicas" in run("history", out).out


def test_what_is_missing_is_told_by_table_and_step(run: Run, sample_path: Path, tmp_path: Path) -> None:
    with sample_path.open("r+b") as file:
        for number in range(20, sample_path.stat().st_size // PAGE_BYTES, 3):
            file.seek((number - 1) * PAGE_BYTES)
            file.write(os.urandom(PAGE_BYTES))
    check = run("check", sample_path)
    assert check.code == 1
    ran = run("recover", sample_path, tmp_path / "out.dicas")
    assert ran.code == 0
    assert "Nothing is missing." not in ran.out
    assert ": 1 to 1 are kept" not in ran.out
    assert any("Taken from the journal" in line or "placeholder" in line for line in ran.out.splitlines())
    assert "Journal: " in ran.out
    assert run("check", tmp_path / "out.dicas").code == 0


def test_an_encrypted_file_takes_its_passphrase_from_the_option(
    run: Run, encrypted_path: Path, passphrase_file: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.dicas"
    assert run("recover", encrypted_path, out).problem == "encrypted.dicas is encrypted: give its passphrase."
    assert run("recover", encrypted_path, out, "--passphrase-file", passphrase_file).code == 0
    reopen(out, PASSPHRASE).close()
    other = tmp_path / "other.txt"
    other.write_text("not these words\n", encoding="utf-8")
    refused = run("recover", encrypted_path, tmp_path / "more.dicas", "--passphrase-file", other)
    assert refused.problem == "The passphrase opens no page of encrypted.dicas: type it again."


def test_a_file_that_is_there_is_not_overwritten(run: Run, sample_path: Path, encrypted_path: Path) -> None:
    before = encrypted_path.read_bytes()
    assert "exists already" in run("recover", sample_path, encrypted_path).problem
    assert encrypted_path.read_bytes() == before


def test_something_else_is_not_recovered(run: Run, tmp_path: Path) -> None:
    letter = tmp_path / "letter.dicas"
    letter.write_text("Dear colleague, this is a letter and no workspace. " * 200, encoding="utf-8")
    out = tmp_path / "out.dicas"
    assert run("recover", letter, out).code == 1
    assert "There is no file" in run("recover", tmp_path / "none.dicas", out).problem
    assert not out.exists()
