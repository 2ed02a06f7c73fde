"""The private folder for temporary files: for the owner only, gone at exit, and after a crash at the next start."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from dicas_desktop.ui.private_temp import PrivateTemp

ROOT = Path(__file__).parents[2]


def test_it_is_for_the_owner_only_and_goes_at_exit(tmp_path: Path) -> None:
    temp = PrivateTemp(tmp_path)
    assert stat.S_IMODE(temp.path.stat().st_mode) == 0o700
    assert stat.S_IMODE(temp.path.parent.stat().st_mode) == 0o700
    (temp.path / "spool").write_text("a page", encoding="utf-8")
    temp.remove()
    assert list(tmp_path.iterdir()) == []


def test_whatever_is_put_down_for_a_moment_goes_there(tmp_path: Path) -> None:
    script = (
        "import sys, tempfile; from pathlib import Path; from PySide6.QtCore import QDir, QTemporaryFile\n"
        "from dicas_desktop.ui.private_temp import PrivateTemp\n"
        "temp = PrivateTemp(Path(sys.argv[1])); temp.use()\n"
        "file = QTemporaryFile(); file.open()\n"
        "print(temp.path, tempfile.mkdtemp(), QDir.tempPath(), file.fileName(), sep='\\n')\n"
        "file.close(); temp.remove()"
    )
    run = subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True)
    own, *places = run.stdout.split()
    assert all(place.startswith(own) for place in places)
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_a_killed_process_goes_at_the_next_start_and_that_of_a_living_one_stays(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from dicas_desktop.ui.private_temp import PrivateTemp\n"
        "temp = PrivateTemp(Path(sys.argv[1])); (temp.path / 'spool').touch(); print(temp.path, flush=True); input()"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        left = Path(other.stdout.readline().strip())
        PrivateTemp(tmp_path).remove()
        assert (left / "spool").exists()
        other.kill()
        other.wait()
        assert (left / "spool").exists()
        PrivateTemp(tmp_path).remove()
        assert not left.exists()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="other permissions there")
def test_a_folder_that_others_can_enter_is_not_used(tmp_path: Path) -> None:
    trap = tmp_path / f"dicas-desktop-{os.getuid()}"
    trap.mkdir(mode=0o777)
    trap.chmod(0o777)
    temp = PrivateTemp(tmp_path)
    assert trap not in temp.path.parents
    temp.remove()


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_a_link_laid_in_its_place_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    (tmp_path / f"dicas-desktop-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    temp = PrivateTemp(tmp_path)
    assert list((tmp_path / "elsewhere").iterdir()) == []
    temp.remove()


def test_without_a_folder_of_the_session_another_is_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "none"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    temp = PrivateTemp()
    assert tmp_path in temp.path.parents
    temp.remove()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    temp = PrivateTemp()
    assert tmp_path in temp.path.parents
    temp.remove()


def test_what_comes_after_it_goes_where_it_went_before(tmp_path: Path) -> None:
    script = (
        "import os, sys, tempfile; from pathlib import Path; from dicas_desktop.ui.private_temp import PrivateTemp\n"
        "before = os.environ.get('TMPDIR'), tempfile.gettempdir()\n"
        "temp = PrivateTemp(Path(sys.argv[1])); temp.use(); temp.remove()\n"
        "assert (os.environ.get('TMPDIR'), tempfile.gettempdir()) == before\n"
    )
    subprocess.run([sys.executable, "-c", script, tmp_path], cwd=ROOT, check=True)
