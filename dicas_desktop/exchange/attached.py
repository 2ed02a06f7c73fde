"""Files that go into a workspace as attachments, and come out again."""

from pathlib import Path

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store.check import Cancelled, Progress

_PIECE = 1024**2  # bytes read at once


def read_whole(path: Path, progress: Progress | None = None) -> bytes:
    """Return the bytes of a file that is not too large to be attached. UserProblem, or Cancelled."""
    try:
        if not path.is_file():
            raise UserProblem(_("{path} is not a file: choose a file to attach.").format(path=path))
        size = path.stat().st_size
        if size > LARGEST_FILE:
            text = _("{name} is larger than {n} MB: attach a smaller file.")
            raise UserProblem(text.format(name=path.name, n=LARGEST_FILE // 1024**2))
        pieces, done = [], 0
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                pieces.append(piece)
                done += len(piece)
                if progress is not None and not progress(done, size, path.name):
                    raise Cancelled
    except OSError as error:
        text = _("{path} could not be read: {reason}.")
        raise UserProblem(text.format(path=path, reason=error.strerror or error)) from error
    return b"".join(pieces)


def save(content: bytes, path: Path) -> None:
    """Write an attachment into a new file. UserProblem; what is there already is never overwritten."""
    if is_there(path):
        raise UserProblem(_("{path} exists already: choose another name; nothing was overwritten.").format(path=path))
    with beside(path) as part:
        part.write_bytes(content)
