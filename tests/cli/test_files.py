"""`new`, `import` and `export`."""

from pathlib import Path

import pytest

from dicas_desktop.cli import files
from tests.cli.conftest import Run
from tests.make import PASSPHRASE, SAMPLE, dump, reopen

FILES = sorted(path.name for path in SAMPLE.glob("*.csv"))


def test_a_new_sample_goes_out_as_it_came_in(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    assert run("new", path, "--sample", "--plain").out == f"Made {path}, not encrypted, with 597 records.\n"
    told = run("export", path, tmp_path / "out")
    assert told.out == f"Wrote 19 files with 597 rows into {tmp_path / 'out'}.\n"
    assert {name: (tmp_path / "out" / name).read_bytes() for name in FILES} == {
        name: (SAMPLE / name).read_bytes() for name in FILES
    }
    lines = run("import", path, tmp_path / "out").out.splitlines()
    assert lines[-1].split() == ["total", "0", "created", "0", "updated", "597", "unchanged", "0", "rejected"]


def test_new_never_overwrites(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "w.dicas"
    path.write_text("mine", encoding="utf-8")
    assert (
        run("new", path, "--plain").problem == f"{path} exists already: choose another name; nothing was overwritten."
    )
    assert path.read_text(encoding="utf-8") == "mine"


def test_new_is_encrypted_unless_told_otherwise(run: Run, tmp_path: Path, passphrase_file: Path) -> None:
    path = tmp_path / "w.dicas"
    told = run("new", path, "--passphrase-file", passphrase_file, "--ceiling", "CUI")
    assert told.out == f"Made {path}, encrypted, with 0 records.\n"
    assert not path.read_bytes().startswith(b"SQLite format 3")
    store = reopen(path, PASSPHRASE)
    assert (store.encrypted, store.ceiling) == (True, "CUI")
    store.close()


def test_new_into_a_folder_that_is_not_there_says_so(run: Run, tmp_path: Path) -> None:
    assert "There is no folder" in run("new", tmp_path / "none" / "w.dicas", "--plain").problem


def test_a_new_sample_that_fails_leaves_no_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = tmp_path / "resources" / "sample"
    sample.mkdir(parents=True)
    (sample / "forums.csv").write_text("forum_id,name_en\nf-bad,\n", encoding="utf-8")
    monkeypatch.setattr(files, "resources", lambda: tmp_path / "resources")
    assert "1 rows were rejected" in run("new", tmp_path / "w.dicas", "--sample", "--plain").problem
    assert [path.name for path in tmp_path.iterdir()] == ["resources"]


def test_a_dry_run_tells_everything_and_writes_nothing(run: Run, sample_path: Path, tmp_path: Path) -> None:
    before = sample_path.read_bytes()
    file = tmp_path / "action_items.csv"
    file.write_text(
        "action_id,description,status\nact-gpi-contract,Award the Japanese GPI contract after a public offering,open\n"
        "act-new,Example action,open\nact-bad,Example action,late\n",
        encoding="utf-8",
    )
    told = run("import", sample_path, file, "--dry-run")
    assert told.code == 0
    assert told.out.splitlines() == [
        "action_items.csv               1 created       1 updated       0 unchanged       1 rejected",
        "total                          1 created       1 updated       0 unchanged       1 rejected",
        (
            "action_items.csv:4 status “late”: Status: “late” is not one of draft, open, in_progress, blocked, "
            "partly_done, done, cancelled, unknown."
        ),
        "action_items.csv:2 AI-0002 status: done -> open",
        "Dry run: nothing was written.",
    ]
    assert sample_path.read_bytes() == before


def test_rejected_rows_do_not_stop_the_good_ones_unless_asked(run: Run, sample_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "forums.csv"
    file.write_text("forum_id,name_en\nf-good,Example forum\nf-bad,\n", encoding="utf-8")
    store = reopen(sample_path)
    before = dump(store)
    store.close()
    problem = run("import", sample_path, file, "--all-or-nothing").problem
    assert problem.startswith("1 rows were rejected, so nothing was imported")
    store = reopen(sample_path)
    assert dump(store) == before
    store.close()
    assert run("import", sample_path, file).code == 0
    assert "Example forum" in run("list", sample_path, "forums").out
    assert run("undo", sample_path).out == "Taken back: Import forums.csv\n"


def test_cp932_is_told_in_the_report(run: Run, sample_path: Path, tmp_path: Path) -> None:
    file = tmp_path / "forums.csv"
    file.write_bytes("forum_id,name_en,name_ja\nf-new,Example,日米定期協議\n".encode("cp932"))
    assert run("import", sample_path, file).out.splitlines()[0].endswith("(cp932)")
    assert "日米定期協議" in run("list", sample_path, "forums").out


def test_many_changes_are_told_by_their_number(run: Run, sample_path: Path, tmp_path: Path) -> None:
    run("export", sample_path, tmp_path / "out")
    sources = tmp_path / "out" / "sources.csv"
    lines = sources.read_text(encoding="utf-8").splitlines()
    extra = [f"src-{n},Example,,,,,en," for n in range(30)]
    sources.write_text("\n".join([*lines, *extra]) + "\n", encoding="utf-8")
    run("import", sample_path, tmp_path / "out")
    header = lines[0]
    rows = [line.replace(",en,", ",fr,").replace(",ja,", ",fr,") for line in [*lines[1:], *extra]]
    sources.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    out = run("import", sample_path, sources).out.splitlines()
    changed = int(out[0].split()[3])
    assert changed > 100
    assert out[-1] == f"and {changed - 100} more changed records"
    assert len(out) == 2 + 100 + 1


def test_the_limit_of_rows_is_an_option(run: Run, sample_path: Path) -> None:
    problem = run("import", sample_path, SAMPLE, "--max-rows", "10").problem
    assert problem == "meetings.csv has more than 10 rows; split it into smaller files."


def test_export_and_import_tell_what_cannot_be_done(run: Run, sample_path: Path, tmp_path: Path) -> None:
    assert "could not be written" in run("export", sample_path, sample_path).problem
    assert "There is no file or folder" in run("import", sample_path, tmp_path / "none").problem


@pytest.mark.parametrize("command", [["import", SAMPLE], ["export", "out"], ["list", "forums"], ["check"]])
def test_an_encrypted_workspace_needs_its_passphrase(
    run: Run, encrypted_path: Path, passphrase_file: Path, command: list[str], tmp_path: Path
) -> None:
    name, *rest = command
    rest = [str(tmp_path / "out") if word == "out" else word for word in rest]
    assert run(name, encrypted_path, *rest).problem == (
        "encrypted.dicas is encrypted: give --passphrase-file FILE, or name the file in DICAS_PASSPHRASE_FILE."
    )
    assert run(name, encrypted_path, *rest, "--passphrase-file", passphrase_file).code == 0
