"""A file that is whole or not there: written beside its name, brought to the disk, and only then renamed."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a name to write to; the file takes its own name at the end. UserProblem, and what was there stays."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.replace(path)
    except OSError as error:
        text = _(
            "{path} could not be written: {reason}. Close the program that has it open, or free some space, or choose "
            "another name or folder."
        )
        raise UserProblem(text.format(path=path, reason=error.strerror or error)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
