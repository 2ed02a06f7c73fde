"""The program speaks with no network: no module names one, no call of Python or of the system reaches for one.

Unix sockets, by which Qt speaks with the desktop of the same machine, are no network: only the Internet families count.
"""

import ast
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FORBIDDEN = {
    "socket", "socketserver", "ssl", "select", "selectors", "asyncio", "http", "urllib", "ftplib", "smtplib", "poplib",
    "imaplib", "telnetlib", "xmlrpc", "requests", "httpx", "aiohttp", "urllib3", "webbrowser", "multiprocessing",
}  # fmt: skip
QT = {"QtNetwork", "QtNetworkAuth", "QtWebSockets", "QtWebEngineCore", "QtWebEngineWidgets", "QtHttpServer", "QtDBus"}
MAIN_JOB = """
import sys
from pathlib import Path

folder = Path(sys.argv[1])
store, out, paper = str(folder / "w.dicas"), folder / "out", str(folder / "brief.pdf")
(folder / "key").write_text("five plain example words here\\n")
key = ["--passphrase-file", str(folder / "key")]
out.mkdir()
JOB = [
    ["new", store, "--sample", *key],
    ["list", store, "action_items", *key],
    ["search", store, "艦船", *key],
    ["set", store, "action_items", "AI-0001", "due_date=by Mar 2025", *key],
    ["undo", store, *key],
    ["export", store, str(out), *key],
    ["import", store, str(out), *key],
    ["brief", store, "dicas-2024-06-09", "-o", paper, *key],
    ["screenshot", store, "-o", str(folder / "overview.png"), *key],
    ["screenshot", store, "--page", "brief:dicas-2024-06-09", "-o", str(folder / "preview.png"), *key],
    ["check", store, *key],
]
"""
RUN = """
from dicas_desktop.cli.main import main
for command in JOB:
    assert main(command) == 0, command
"""
AUDIT = """
import json, socket, sys

seen = []

def hear(event, arguments):
    if event.startswith("socket.") and "AF_UNIX" not in str(arguments[1:2]):
        if event != "socket.__new__" or arguments[1] != socket.AF_UNIX:
            seen.append([event, repr(arguments)])

sys.addaudithook(hear)
"""
_SOCKET = re.compile(r"(socket|connect|sendto|bind)\(.*AF_INET6?\b")


def modules() -> list[Path]:
    return sorted((ROOT / "dicas_desktop").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file names in its imports, with what it takes from Qt."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module.split(".")[0]} | set(node.module.split(".")[1:2])
            found |= {alias.name for alias in node.names} if node.module == "PySide6" else set()
    return found


def test_no_module_of_the_program_imports_a_network() -> None:
    assert [f"{path.relative_to(ROOT)} {name}" for path in modules() for name in imported(path) & FORBIDDEN] == []
    assert [f"{path.relative_to(ROOT)} {name}" for path in modules() for name in imported(path) & QT] == []


def test_no_module_names_the_machine_by_asking_a_network() -> None:
    """`platform.node` and `platform.uname` ask `socket.gethostname` where the system has no `uname`."""
    asking = re.compile(r"\bplatform\.(node|uname)\b|gethostname|getfqdn|QHostInfo")
    text = {path: re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL) for path in modules()}
    assert [str(path.relative_to(ROOT)) for path, words in text.items() if asking.search(words)] == []


def test_nothing_but_a_file_of_this_machine_is_handed_to_another_program() -> None:
    """`openUrl` takes any address: it is called in one place, with the path of a private copy of an attachment."""
    local = "QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))"
    calls = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("openUrl") for path in modules()}
    assert {path: n for path, n in calls.items() if n} == {"dicas_desktop/ui/attached_files.py": 1}
    assert local in (ROOT / "dicas_desktop/ui/attached_files.py").read_text(encoding="utf-8")


def run_job(script: str, folder: Path, *before: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-c", script, str(folder)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def heard(script: str, folder: Path) -> list[list[str]]:
    run = run_job(AUDIT + script + "\nprint(json.dumps(seen))", folder)
    assert run.returncode == 0, run.stderr
    events: list[list[str]] = json.loads(run.stdout.splitlines()[-1])
    return events


def test_the_main_job_calls_no_socket_of_python(tmp_path: Path) -> None:
    assert heard(MAIN_JOB + RUN, tmp_path) == []
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "preview.png").exists()


@pytest.mark.parametrize(
    "call",
    [
        "socket.socket(socket.AF_INET).close()",
        "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()",
        "socket.gethostname()",
        "socket.getaddrinfo('localhost', 1)",
    ],
)
def test_a_socket_would_be_heard(tmp_path: Path, call: str) -> None:
    assert len(heard(call, tmp_path)) >= 1


def test_a_unix_socket_is_no_network(tmp_path: Path) -> None:
    assert heard("socket.socket(socket.AF_UNIX).close()", tmp_path) == []


def can_trace(tmp_path: Path) -> bool:
    strace = shutil.which("strace")
    return strace is not None and run_job("", tmp_path, strace, "-f", "-o", str(tmp_path / "try")).returncode == 0


def traced(script: str, folder: Path) -> list[str]:
    """The calls of the system that reach for the Internet, from Python, Qt, Typst and SQLite alike."""
    log = folder / "calls"
    run = run_job(script, folder, "strace", "-f", "-qq", "-e", "trace=network", "-o", str(log))
    assert run.returncode == 0, run.stderr
    return [line for line in log.read_text(encoding="utf-8", errors="replace").splitlines() if _SOCKET.search(line)]


def test_the_main_job_makes_no_call_of_the_system_to_a_network(tmp_path: Path) -> None:
    if not can_trace(tmp_path):
        pytest.skip("strace is not here or may not trace")
    assert traced(MAIN_JOB + RUN, tmp_path) == []
    assert (tmp_path / "brief.pdf").exists()
    assert len(traced("import socket; socket.socket(socket.AF_INET).close()", tmp_path)) == 1


def test_the_main_job_is_done_where_there_is_no_network(tmp_path: Path) -> None:
    unshare = shutil.which("unshare")
    bare = (unshare or "", "--net", "--map-root-user")
    if unshare is None or run_job("", tmp_path, *bare).returncode != 0:
        pytest.skip("unshare is not here or may not make a network of its own")
    run = run_job(MAIN_JOB + RUN, tmp_path, *bare)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "brief.pdf").exists()
