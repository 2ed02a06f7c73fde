"""The command `dicas-desktop`: runs one command without a window, or opens the window.

Each command imports what it needs when it runs, so that `--help` is quick and the window is painted before SQLAlchemy
is there. This is the command runner: the one place of the commands where problems are caught.
"""

import gc
import io
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.machine import data_folder, is_there
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.version import PROGRAM

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

_DONE, _PROBLEM = 0, 1
_COMMANDS = {
    "new": ("files", "new"),
    "import": ("files", "take_in"),
    "export": ("files", "give_out"),
    "check": ("steps", "check"),
    "recover": ("recovery", "recover"),
    "list": ("lists", "show"),
    "search": ("lists", "search"),
    "add": ("edits", "add"),
    "set": ("edits", "change"),
    "support": ("register", "support"),
    "attach": ("register", "attach"),
    "save-attachment": ("register", "save_attachment"),
    "owed": ("register", "show_owed"),
    "tree-of": ("register", "show_tree"),
    "due": ("due", "show"),
    "calendar": ("calendar", "show"),
    "today": ("today", "show"),
    "delete": ("edits", "delete"),
    "appoint": ("people", "appoint"),
    "head": ("people", "head_of_delegation"),
    "duplicates": ("people", "duplicates"),
    "merge": ("people", "merged"),
    "distinct": ("people", "distinct"),
    "tree": ("people", "offices"),
    "undo": ("steps", "undo"),
    "redo": ("steps", "redo"),
    "history": ("steps", "history"),
    "changes": ("changed", "changed"),
    "restore-version": ("versions", "restore_version"),
    "bin": ("bins", "bin_of"),
    "journal": ("files", "give_journal"),
    "compact": ("files", "compact"),
    "backup": ("backups", "backup"),
    "backups": ("backups", "backups_of"),
    "restore": ("backups", "restore_one"),
    "verify-head": ("security", "verify_head"),
    "passphrase": ("security", "passphrase"),
    "remove": ("removing", "remove_data"),
    "agenda": ("meetings", "show_agenda"),
    "ready": ("meetings", "ready"),
    "stage": ("meetings", "stage"),
    "capture": ("meetings", "captured"),
    "carry": ("carrying", "carried"),
    "plan": ("carrying", "planned"),
    "template": ("carrying", "template"),
    "brief": ("papers", "brief"),
    "minutes": ("documents", "document"),
    "readout": ("documents", "document"),
    "delegations": ("documents", "document"),
    "screenshot": ("papers", "screenshot"),
}


def main(argv: list[str] | None = None) -> int:
    """Run the command of these arguments (default: the program's own) and return its exit code. Never raises."""
    _prepare_streams()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
    except UserProblem as problem:
        return _tell(str(problem))
    except KeyboardInterrupt:
        return _tell(_("Stopped; what was not finished was not written."))
    except BrokenPipeError:
        # whoever read the output has enough; what Python still wants to write at its end goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _DONE
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else _DONE
    except Exception as error:  # noqa: BLE001 - the end of the line: nobody shall see a traceback
        # imported here: with luck it is never needed
        import traceback

        log = _log(traceback.format_exc())
        text = _("An error of the program, {kind}; nothing half done was kept. Details are in {log}.")
        return _tell(text.format(kind=type(error).__name__, log=log))
    return code


def _run(argv: list[str]) -> int:
    if _is_file_alone(argv):
        return _open_window(Path(argv[0]))
    # imported here: the parsers of all commands cost a tenth of the start of a window
    from dicas_desktop.cli.arguments import parse

    arguments = parse(argv)
    if arguments.command is None:
        return _open_window(arguments.workspace, arguments)
    return _command(arguments.command)(arguments)


def _is_file_alone(argv: list[str]) -> bool:
    """Tell whether the window is asked for and nothing else."""
    return len(argv) == 1 and not argv[0].startswith("-") and bool(Path(argv[0]).suffix) and is_there(Path(argv[0]))


def _command(name: str) -> "Callable[[Namespace], int]":
    """Import the module of a command and return its function."""
    module, function = _COMMANDS[name]
    # imported here, as each command needs it: see the head of this module
    run: Callable[[Namespace], int] = getattr(import_module(f"dicas_desktop.cli.{module}"), function)
    return run


def _open_window(path: Path | None, arguments: "Namespace | None" = None) -> int:
    """Open the window; without arguments as they are by default."""
    # nothing is garbage before the first paint, and looking for it takes a twentieth of the start; `app` looks again
    gc.disable()
    # imported here, the store before Qt: Qt reads the source of every module that is imported after it
    from dicas_desktop.cli.workspace import named_passphrase, wished_mode
    from dicas_desktop.store.files import Mode

    from dicas_desktop.app import run  # isort: skip

    named = None if arguments is None else arguments.passphrase_file
    mode = Mode.WRITE if arguments is None else Mode.READ if arguments.read_only else wished_mode(arguments)
    return run(path, named_passphrase(named), mode)


def _tell(text: str) -> int:
    """Write one line to standard error and return the code of a problem."""
    sys.stderr.write(f"{PROGRAM}: {' '.join(text.split())}\n")
    return _PROBLEM


def _log(details: str) -> Path:
    """Add the details of an unexpected error to the log and return its path."""
    # imported here: with luck it is never needed
    from datetime import datetime

    path = data_folder() / "dicas-desktop.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now().astimezone().isoformat(timespec='seconds')} ERROR {details}\n")
    except OSError:
        sys.stderr.write(details)  # nowhere to keep it; better on the screen than lost
    return path


def _prepare_streams() -> None:
    """Write UTF-8 into files and pipes; on a terminal of another encoding a sign it lacks becomes a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")
