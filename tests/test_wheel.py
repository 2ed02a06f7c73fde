"""The wheel, installed away from the checkout, is the whole program: command, migrations, templates, fonts, sample."""

import csv
import io
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from dicas_desktop.domain.version import VERSION

ROOT = Path(__file__).resolve().parents[1]
MEETING = "dicas-2024-06-09"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


class Installed:
    """The command in an environment that holds nothing but the wheel; its dependencies are lent by the test's own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "environment"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        self.scripts = self.home / ("Scripts" if os.name == "nt" else "bin")
        self.python = self.scripts / "python"

    def install(self, wheel: Path) -> None:
        venv.create(self.home, with_pip=False, symlinks=os.name != "nt")
        pip = [
            sys.executable,
            "-m",
            "pip",
            "--python",
            str(self.python),
            "install",
            "--no-deps",
            "--no-index",
            "--quiet",
        ]
        subprocess.run([*pip, str(wheel)], check=True, capture_output=True)
        scheme = sysconfig.get_preferred_scheme("prefix")
        site = sysconfig.get_path("purelib", scheme, {"base": str(self.home), "platbase": str(self.home)})
        # One line of a .pth lends the packages; the .pth files over there, such as the checkout's own, are not read.
        Path(site, "lent.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV_", "DICAS_"))}
        return subprocess.run(
            [str(self.scripts / program), *map(str, arguments)],
            cwd=self.elsewhere,
            env=kept | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=120,
        )

    def dicas(self, *arguments: str | Path) -> str:
        done = self.run("dicas-desktop", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    made = Installed(tmp_path_factory.mktemp("installed"))
    made.install(wheel)
    return made


@pytest.fixture(scope="module")
def sample(installed: Installed) -> Path:
    workspace = installed.elsewhere / "sample.dicas"
    installed.dicas("new", workspace, "--sample", "--plain")
    return workspace


def test_the_wheel_carries_every_resource_and_migration(names: set[str]) -> None:
    for folder in ("resources", "migrations"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
        inside = {f"dicas_desktop/_{folder}/{path.relative_to(ROOT / folder).as_posix()}" for path in files}
        assert inside <= names


def test_the_wheel_carries_fonts_with_licence_templates_sample_and_a_first_migration(names: set[str]) -> None:
    fonts = {name.rsplit("/", 1)[-1] for name in names if name.startswith("dicas_desktop/_resources/fonts/")}
    assert fonts >= {"NotoSansJP-Regular.ttf", "NotoSansJP-Bold.ttf", "OFL.txt"}
    assert sum(name.startswith("dicas_desktop/_resources/sample/") and name.endswith(".csv") for name in names) == 19
    assert any(name.startswith("dicas_desktop/_resources/briefs/") and name.endswith(".typ") for name in names)
    assert any(name.startswith("dicas_desktop/_migrations/versions/0001") for name in names)


def test_the_wheel_carries_nothing_else(names: set[str]) -> None:
    tops = {name.split("/", 1)[0] for name in names}
    assert tops == {"dicas_desktop", f"dicas_desktop-{VERSION}.dist-info"}
    assert [name for name in names if "__pycache__" in name or name.endswith((".pyc", ".dicas"))] == []


def test_the_installed_package_is_the_one_that_runs(installed: Installed) -> None:
    done = installed.run("python", "-c", "import dicas_desktop; print(dicas_desktop.__file__)")
    assert Path(done.stdout.strip()).is_relative_to(installed.home)


def test_the_command_tells_its_version(installed: Installed) -> None:
    assert installed.dicas("--version").split()[-1] == VERSION


def test_the_sample_workspace_has_all_meetings_of_the_record(installed: Installed, sample: Path) -> None:
    listed = csv.DictReader(io.StringIO(installed.dicas("list", sample, "meetings", "--format", "csv")))
    assert len(list(listed)) == 28


def test_importing_the_record_again_changes_nothing(installed: Installed, sample: Path) -> None:
    before = installed.dicas("history", sample)
    installed.dicas("import", sample, ROOT / "resources" / "sample")
    assert installed.dicas("history", sample) == before


def test_the_brief_of_the_first_meeting_is_a_pdf(installed: Installed, sample: Path) -> None:
    out = installed.elsewhere / "brief.pdf"
    installed.dicas("brief", sample, MEETING, "-o", out, "--as-of", "2024-06-01")
    assert out.read_bytes().startswith(b"%PDF-")


def test_the_store_made_by_the_installed_program_is_sound(installed: Installed, sample: Path) -> None:
    installed.dicas("check", sample)


def test_a_picture_of_the_window_needs_no_display(installed: Installed, sample: Path) -> None:
    out = installed.elsewhere / "overview.png"
    installed.dicas("screenshot", sample, "-o", out, "--page", "overview", "--as-of", "2024-07-15")
    assert out.read_bytes().startswith(b"\x89PNG")


def test_a_problem_is_one_line_and_no_traceback(installed: Installed, sample: Path) -> None:
    done = installed.run("dicas-desktop", "new", sample)
    assert done.returncode == 1
    assert done.stderr.startswith("dicas-desktop: ")
    assert done.stderr.count("\n") == 1
