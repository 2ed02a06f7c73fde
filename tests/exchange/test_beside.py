"""A file written beside its name: whole or not there, and what was there stays."""

from pathlib import Path

import pytest

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.exchange.beside import beside


def write_half(path: Path, error: Exception) -> None:
    with beside(path) as part:
        part.write_text("half", encoding="utf-8")
        raise error


def test_a_file_takes_its_name_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    with beside(path) as part:
        part.write_text("whole", encoding="utf-8")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "whole"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), UserProblem("stopped"), KeyboardInterrupt()])
def test_what_was_there_stays_when_the_writing_ends_early(tmp_path: Path, error: Exception) -> None:
    path = tmp_path / "paper.pdf"
    path.write_text("old", encoding="utf-8")
    kind = UserProblem if isinstance(error, OSError) else type(error)
    with pytest.raises(kind) as told:
        write_half(path, error)
    if isinstance(error, OSError):
        assert str(told.value) == (
            f"{path} could not be written: No space left on device. Close the program that has it open, or free some "
            "space, or choose another name or folder."
        )
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_and_one_in_the_way_are_told(tmp_path: Path) -> None:
    with pytest.raises(UserProblem, match="No such file or directory"), beside(tmp_path / "none" / "a") as part:
        part.write_bytes(b"")
    (tmp_path / "folder").mkdir()
    with pytest.raises(UserProblem, match="could not be written"), beside(tmp_path / "folder") as part:
        part.write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]
