"""Each command used wrongly in each way: one line on standard error, its code, and not a byte of a file changed."""

import os
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from tests.cli.conftest import Ran, Run
from tests.make import PASSPHRASE

# what each command is given after its workspace; {out} is a path that does not exist
COMMANDS: dict[str, list[str]] = {
    "import": ["{sample}"],
    "export": ["{out}"],
    "check": [],
    "list": ["meetings"],
    "add": ["meetings", "title=Example"],
    "set": ["action_items", "AI-0003", "status=done"],
    "delete": ["action_items", "AI-0003"],
    "search": ["missile"],
    "undo": [],
    "redo": [],
    "history": [],
    "verify-head": ["0123456789abcdef"],
    "brief": ["dicas-2024-06-09", "-o", "{out}.pdf"],
    "screenshot": ["-o", "{out}.png"],
    "backup": [],
    "backups": [],
}
WRITERS = ("import", "add", "set", "delete", "undo", "redo")


def filled(command: str, tmp_path: Path) -> list[str]:
    """Return the arguments of a command after its workspace."""
    places = {"sample": tmp_path / "in", "out": tmp_path / "out"}
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "sources.csv").write_text("source_id,title\ns-example,Example\n", encoding="utf-8")
    return [argument.format(**places) for argument in COMMANDS[command]]


def tree(folder: Path) -> dict[str, str]:
    """Return every file below a folder with a digest of its bytes; a folder with an empty one."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
        for path in sorted(folder.rglob("*"))
    }


def refused(run: Run, tmp_path: Path, *arguments: str | Path) -> str:
    """Run a command that must fail with code 1, one line, and every file as it was; return the line."""
    before = tree(tmp_path)
    ran: Ran = run(*arguments)
    assert tree(tmp_path) == before
    assert ran.out == ""
    assert len(ran.problem) > 20
    assert not ran.problem.endswith((":", ",", ";")), "the cure is cut off"
    assert "Traceback" not in ran.err
    assert "Errno" not in ran.err
    return ran.problem


NO_WORKSPACE: dict[str, Callable[[Path], Path]] = {
    "a file that is not there": lambda folder: folder / "gone.dicas",
    "a folder": lambda folder: folder,
    "a file in a folder that is not there": lambda folder: folder / "gone" / "w.dicas",
    "an empty file": lambda folder: _written(folder / "empty.dicas", b""),
    "a text": lambda folder: _written(folder / "text.dicas", b"not a workspace\n" * 400),
    "a PDF": lambda folder: _written(folder / "paper.dicas", b"%PDF-1.7\n" + b"0" * 5000),
    "a name too long": lambda folder: folder / ("x" * 300 + ".dicas"),
    "a file inside a file": lambda folder: _written(folder / "plain", b"x") / "w.dicas",
}


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("what", NO_WORKSPACE)
@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_no_workspace_is_told_by_every_command(run: Run, tmp_path: Path, command: str, what: str) -> None:
    path = NO_WORKSPACE[what](tmp_path)
    line = refused(run, tmp_path, command, path, *filled(command, tmp_path))
    assert path.name[:40] in line or str(path.parent) in line


@pytest.mark.parametrize("command", ["list", "add", "set", "delete", "history"])
@pytest.mark.parametrize("entity", ["meeting", "Meetings", "action items", "sqlite_master", "journal_steps", "", "=1"])
def test_a_kind_of_record_that_is_none_is_told_with_those_there_are(
    run: Run, sample_path: Path, tmp_path: Path, command: str, entity: str
) -> None:
    rest = {"add": ["title=x"], "set": ["M-0001", "title=x"], "delete": ["M-0001"], "history": ["M-0001"]}
    line = refused(run, tmp_path, command, sample_path, entity, *rest.get(command, []))
    assert "action_items" in line
    assert "meetings" in line


@pytest.mark.parametrize("command", ["set", "delete", "history"])
@pytest.mark.parametrize(
    "ref", ["AI-9999", "AI-", "M-0001", "0", "-1", "act-gone", "AI-0003 ", "%", "_", "", "3", "ai 3"]
)
def test_a_record_that_is_not_there_is_told_and_none_is_guessed(
    run: Run, sample_path: Path, tmp_path: Path, command: str, ref: str
) -> None:
    rest = ["status=done"] if command == "set" else []
    before = tree(tmp_path)
    ran = run(command, sample_path, "action_items", *([ref] if not ref.startswith("-") else ["--", ref]), *rest)
    if ref.strip().upper() == "AI-0003":
        assert ran.code == 0, "blanks around a reference are no fault"
        return
    if ran.code == 2:  # an argument that is empty or looks like an option
        assert ran.err.startswith("dicas-desktop: ")
        assert ran.err.count("\n") == 1
    else:
        assert ran.problem.startswith(f"There is no {ref} among" if ref else "The name is empty: name one of ")
    assert tree(tmp_path) == before


FIELDS = [
    (["no_such_field=x"], "no_such_field"),
    (["Status=done"], "Status"),
    (["id=7"], "id"),
    (["uid=x"], "uid"),
    (["ref=AI-0500"], "ref"),
    (["deleted_at=2024-01-01"], "deleted_at"),
    (["status"], "FIELD=VALUE"),
    (["=done"], ""),
    (["status=done", "status=open"], "twice"),
    (["status=done", "status=done"], "twice"),
    (["due_date=2024-07-28", " due_date=2024-07-29"], "twice"),
    (["status=finished"], "finished"),
    (["owner_side=nowhere"], "nowhere"),
    (["due_date=someday"], "someday"),
    (["due_date=2024-02-30"], "30"),
    (["due_date=2024-13-01"], "13"),
    (["due_date=令和6年13月1日"], "13"),
    (["due_date=30/02/2024"], "30/02/2024"),
    (["due_meeting_id=no such meeting"], "no such meeting"),
    (["due_meeting_id=AI-0001"], "AI-0001"),
    (["meeting_id=M-9999"], "M-9999"),
    (["owner_org_id=%"], "%"),
    (["marking=SECRET STUFF"], "arking"),
    (["due_offset=ten"], "ten"),
    (["due_offset=1e3"], "1e3"),
    (["due_offset=99999999999999999999"], "99999999999999999999"),
    (["description="], "missing"),
    (["description=   "], "missing"),
    (["description=" + "x" * 20_001], "20000"),
    (["description=half \ud83d"], "half a character"),
    (["description=a\0b"], "U+0000"),
]


@pytest.mark.parametrize(("words", "told"), FIELDS, ids=[" ".join(words)[:40] for words, _told in FIELDS])
def test_a_field_or_value_that_cannot_be_is_named(
    run: Run, sample_path: Path, tmp_path: Path, words: list[str], told: str
) -> None:
    path = str(sample_path)
    for start in (["set", path, "action_items", "AI-0003"], ["add", path, "action_items"]):
        line = refused(run, tmp_path, *start, *words)
        assert told in line.replace(",", "")


WHERE = [
    "status", "status=", "=open", "status==open", "no_such=1", "due_date<someday", "status<open", "meeting_id=nothing",
    "is=tired", "is>late", "due_offset~x y", "due_offset=x", "owner_org_id>1", "description", "1=1",
    "status=open OR 1=1", "due_date=2024-02-30",
]  # fmt: skip


@pytest.mark.parametrize("condition", WHERE)
def test_a_condition_is_told_or_answered_and_never_breaks(
    run: Run, sample_path: Path, tmp_path: Path, condition: str
) -> None:
    before = tree(tmp_path)
    ran = run("list", sample_path, "action_items", "--where", condition, "--format", "csv")
    assert tree(tmp_path) == before
    if ran.code:
        assert ran.out == ""
        assert len(ran.problem) > 20
    else:
        assert condition in ("status=", "due_offset~x y"), "only what has a meaning is answered"
        assert ran.out.startswith("ref,")


PASSPHRASE_FILES: list[tuple[str, bytes | None, str]] = [
    ("missing", None, "could not be read"),
    ("empty", b"", "is empty"),
    ("only a line end", b"\n", "is empty"),
    ("only a mark", b"\xef\xbb\xbf", "is empty"),
    ("not text", b"\xff\xfe\x00\x01", "could not be read"),
    ("wrong", b"something else entirely\n", "passphrase"),
    ("with a blank before", b" " + PASSPHRASE.encode(), "passphrase"),
    ("with a blank behind", PASSPHRASE.encode() + b" \n", "passphrase"),
    ("in capitals", PASSPHRASE.upper().encode(), "passphrase"),
]


@pytest.mark.parametrize(("what", "content", "told"), PASSPHRASE_FILES, ids=[each[0] for each in PASSPHRASE_FILES])
def test_a_passphrase_file_that_does_not_open_is_told(
    run: Run, encrypted_path: Path, tmp_path: Path, what: str, content: bytes | None, told: str
) -> None:
    path = tmp_path / "given.txt"
    if content is not None:
        path.write_bytes(content)
    line = refused(run, tmp_path, "list", encrypted_path, "meetings", "--passphrase-file", path)
    assert told in line.lower() or told in line, what
    assert PASSPHRASE not in line


@pytest.mark.parametrize(
    "content",
    [PASSPHRASE, f"{PASSPHRASE}\n", f"{PASSPHRASE}\r\n", f"\ufeff{PASSPHRASE}\r\nsecond line\r\n", f"{PASSPHRASE}\n\n"],
    ids=["bare", "line end", "line end of Windows", "mark of UTF-8", "blank lines"],
)
def test_a_passphrase_file_of_any_editor_opens(run: Run, encrypted_path: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "given.txt"
    path.write_bytes(content.encode())
    assert run("list", encrypted_path, "meetings", "--passphrase-file", path).code == 0


def test_a_folder_as_passphrase_file_is_told(run: Run, encrypted_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    assert "could not be read" in refused(run, tmp_path, "check", encrypted_path, "--passphrase-file", folder)


@pytest.mark.parametrize("command", COMMANDS)
def test_an_encrypted_file_without_passphrase_or_terminal_says_how_to_give_it(
    run: Run, encrypted_path: Path, tmp_path: Path, command: str
) -> None:
    line = refused(run, tmp_path, command, encrypted_path, *filled(command, tmp_path))
    assert "--passphrase-file" in line
    assert "DICAS_PASSPHRASE_FILE" in line


OUTPUTS: dict[str, Callable[[Path], Path]] = {
    "a folder that is not there": lambda folder: folder / "gone" / "out",
    "a folder in place of the file": lambda folder: _made(folder / "taken"),
    "below a file": lambda folder: _written(folder / "plain", b"x") / "out",
    "a name too long": lambda folder: folder / ("x" * 300),
}


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


@pytest.mark.parametrize("what", OUTPUTS)
def test_a_brief_that_cannot_be_written_is_told_and_leaves_nothing(
    run: Run, sample_path: Path, tmp_path: Path, what: str
) -> None:
    out = OUTPUTS[what](tmp_path)
    line = refused(run, tmp_path, "brief", sample_path, "dicas-2024-06-09", "-o", out)
    assert "could not be written" in line


@pytest.mark.parametrize("what", ["below a file", "a name too long"])
def test_an_export_that_cannot_be_written_is_told(run: Run, sample_path: Path, tmp_path: Path, what: str) -> None:
    out = OUTPUTS[what](tmp_path)
    before = tree(tmp_path)
    ran = run("export", sample_path, out)
    assert out.name[:20] in ran.problem
    assert tree(tmp_path) == before


def test_an_export_onto_a_file_is_told(run: Run, sample_path: Path, tmp_path: Path) -> None:
    path = _written(tmp_path / "taken.csv", b"mine")
    refused(run, tmp_path, "export", sample_path, path)
    assert path.read_bytes() == b"mine"


@pytest.mark.parametrize("command", WRITERS)
def test_a_second_writer_is_told_who_has_the_file_and_a_reader_is_served(
    run: Run, sample_path: Path, tmp_path: Path, command: str
) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.make import reopen; "
        "s = reopen(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read(); s.close()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, sample_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        arguments = filled(command, tmp_path)
        before = sample_path.read_bytes()
        line = run(command, sample_path, *arguments).problem
        assert "sample.dicas" in line
        assert "example" in line.lower(), "who has it"
        assert sample_path.read_bytes() == before
        assert run("list", sample_path, "meetings").code == 0
    finally:
        other.communicate("")
    assert other.returncode == 0


def test_two_commands_at_once_both_write_or_one_says_why(sample_path: Path) -> None:
    """Four adds started together: each either prints its reference or names who was writing, and none is lost."""
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "dicas_desktop", "add", sample_path, "action_items", f"description=Example {n}"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ},
        )
        for n in range(4)
    ]  # fmt: skip
    ends = [(*process.communicate(), process.returncode) for process in started]
    written = [out.strip() for out, _err, code in ends if code == 0]
    assert len(set(written)) == len(written) >= 1
    for _out, err, code in ends:
        assert code in (0, 1)
        if code:
            assert err.startswith("dicas-desktop: ")
            assert err.count("\n") == 1
    listed = subprocess.run(
        [sys.executable, "-m", "dicas_desktop", "list", sample_path, "action_items", "--where", "description~Example",
         "--format", "csv"], capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert len(listed.stdout.splitlines()) == len(written) + 1


USAGE = [
    ["list"], ["list", "w.dicas"], ["add", "w.dicas", "meetings"], ["set", "w.dicas", "meetings", "M-0001"],
    ["delete", "w.dicas", "meetings"], ["search", "w.dicas"], ["brief", "w.dicas", "x"], ["screenshot", "w.dicas"],
    ["brief", "w.dicas", "x", "-o", "x.pdf", "--paper", "a5"], ["brief", "w.dicas", "x", "-o", "x", "--language", "fr"],
    ["list", "w.dicas", "meetings", "--format", "xml"], ["list", "w.dicas", "meetings", "--as-of", "2024-02-30"],
    ["list", "w.dicas", "meetings", "--as-of", "2024"], ["list", "w.dicas", "meetings", "--as-of", "by 2024-07-15"],
    ["screenshot", "w.dicas", "-o", "x.png", "--size", "1440"], ["screenshot", "w.dicas", "-o", "x", "--size", "0x0"],
    ["screenshot", "w.dicas", "-o", "x.png", "--size", "99999x900"], ["new", "w.dicas", "--ceiling", "TOP"],
    ["import", "w.dicas"], ["import", "w.dicas", "x", "--max-rows", "many"], ["export", "w.dicas"],
    ["undo", "w.dicas", "extra"], ["check", "w.dicas", "--fix"], ["history", "w.dicas", "meetings"],
    ["verify-head", "w.dicas"], ["nonsense", "w.dicas"], ["--no-such-option"], ["list", "--passphrase", "secret", "w"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_usage_is_one_line_code_2_and_makes_no_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run(*arguments)
    assert ran.code == 2, (ran.out, ran.err)
    assert ran.err.startswith("dicas-desktop: ")
    assert ran.err.count("\n") == 1
    assert "--help" in ran.err
    assert ran.out == ""
    assert list(tmp_path.iterdir()) == []


TOO_LONG = "x" * 300 + ".dicas"
OTHER_NAMES = {
    "import": [TOO_LONG], "restore": [TOO_LONG], "recover": [TOO_LONG], "export": [f"{TOO_LONG}/a"],
    "journal": ["-o", f"{TOO_LONG}.csv"], "brief": ["dicas-2024-06-09", "-o", f"{TOO_LONG}.pdf"],
    "passphrase": ["--new-passphrase-file", TOO_LONG], "screenshot": ["-o", f"{TOO_LONG}.png"],
}  # fmt: skip


@pytest.mark.parametrize("command", ["new", "restore", "recover", "compact", "remove", "passphrase", "bin"])
def test_a_workspace_of_a_name_that_no_file_system_takes_is_told(run: Run, tmp_path: Path, command: str) -> None:
    extra = {"new": ["--plain"], "restore": ["x"], "recover": [str(tmp_path / "o.dicas")], "remove": ["--confirm", "x"]}
    line = refused(run, tmp_path, command, tmp_path / TOO_LONG, *extra.get(command, []))
    assert "An error of the program" not in line


@pytest.mark.parametrize("command", list(OTHER_NAMES))
def test_another_file_of_a_name_that_no_file_system_takes_is_told(run: Run, tmp_path: Path, command: str) -> None:
    path = tmp_path / "w.dicas"
    assert run("new", path, "--plain", "--sample").code == 0
    assert "An error of the program" not in refused(run, tmp_path, command, path, *OTHER_NAMES[command])
