"""The command run as a person runs it, in this process: exit code, standard output, standard error."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dicas_desktop.cli.main import main
from tests.make import PASSPHRASE, new_store, sample_store


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def problem(self) -> str:
        """The one line on standard error of a command that failed."""
        assert self.code == 1, (self.code, self.out, self.err)
        assert self.err.startswith("dicas-desktop: ")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("dicas-desktop: ").rstrip("\n")


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run_one(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        return Ran(code, *capsys.readouterr())

    return run_one


@pytest.fixture(autouse=True)
def _own_log(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path_factory.mktemp("data")))
    monkeypatch.delenv("DICAS_PASSPHRASE_FILE", raising=False)


@pytest.fixture
def sample_path(tmp_path: Path) -> Path:
    """The path of a plain workspace with the public record, closed."""
    path = tmp_path / "sample.dicas"
    sample_store(path).close()
    return path


@pytest.fixture
def passphrase_file(tmp_path: Path) -> Path:
    path = tmp_path / "passphrase.txt"
    path.write_text(f"{PASSPHRASE}\nonly the first line counts\n", encoding="utf-8")
    return path


@pytest.fixture
def encrypted_path(tmp_path: Path) -> Path:
    """The path of an empty encrypted workspace, closed."""
    path = tmp_path / "encrypted.dicas"
    new_store(path, PASSPHRASE).close()
    return path
