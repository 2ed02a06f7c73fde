"""Files that go into a workspace as attachments, and come out again."""

import tempfile
from pathlib import Path

from dicas_desktop.domain.follow_up import LARGEST_FILE
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store.check import Cancelled, Progress

_PIECE = 1024**2  # bytes read at once
_DROPPED = ". "  # at the end of a name Windows drops them: "a.exe." would be laid down as a program
_PROGRAMS = frozenset(
    (".app", ".appimage", ".bat", ".chm", ".cmd", ".com", ".command", ".cpl", ".desktop", ".exe", ".hta", ".inf",
     ".jar", ".js", ".jse", ".lnk", ".msc", ".msi", ".msp", ".pif", ".ps1", ".py", ".pyw", ".reg", ".scf", ".scr",
     ".sh", ".url", ".vb", ".vbe", ".vbs", ".ws", ".wsc", ".wsf", ".wsh")
)  # fmt: skip


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


def copy_to_open(content: bytes, name: str) -> Path:
    """Write an attachment as a read-only copy into the folder for temporary files; return its path. UserProblem.

    That folder is the private one of this process while a window runs (`ui.private_temp`). A program is not opened:
    what came by post must not run from here.
    """
    plain = Path(name.replace("\\", "/")).name.rstrip(_DROPPED) or "attachment"
    if Path(plain).suffix.lower() in _PROGRAMS:
        text = _("{name} is a program and is not run from here: save it as a file if you trust it.")
        raise UserProblem(text.format(name=plain))
    try:
        path = Path(tempfile.mkdtemp(prefix="attachment-")) / plain
        path.write_bytes(content)
        path.chmod(0o400)
    except OSError as error:
        text = _("{name} could not be laid down to be opened: {reason}.")
        raise UserProblem(text.format(name=plain, reason=error.strerror or error)) from error
    return path
