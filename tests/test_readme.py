"""The commands of the README are run as they stand there."""

import re
import shlex
from pathlib import Path

import pytest

from dicas_desktop.cli.main import main
from dicas_desktop.domain.places import resources

README = Path(__file__).parent.parent / "README.md"


def commands() -> list[str]:
    lines = [line.strip() for line in README.read_text(encoding="utf-8").splitlines()]
    return [line for line in lines if line.startswith("dicas-desktop ") and "sample.dicas" in line]


def test_the_readme_names_every_command_of_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    told = re.findall(r"^    ([a-z][a-z-]+)(?:  |$)", capsys.readouterr().out, re.MULTILINE)
    named = re.findall(r"(?:dicas-desktop |`(?!dicas-desktop ))([a-z][a-z-]+)", README.read_text(encoding="utf-8"))
    assert len(told) == len(set(told))
    assert set(told) <= set(named)


def test_every_headless_command_of_the_readme_succeeds_in_its_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "FOLDER").mkdir()
    for file in (resources() / "sample").glob("*.csv"):
        (tmp_path / "FOLDER" / file.name).write_bytes(file.read_bytes())
    for command in commands():
        made = [path.name for path in Path("sample.dicas.backups").glob("*.dicas")]
        words = [made[0] if word == "BACKUP" else word for word in shlex.split(command, comments=True)[1:]]
        assert main(words) == 0, (command, capsys.readouterr().err)
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
