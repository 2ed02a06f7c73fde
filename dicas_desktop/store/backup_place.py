"""Where the backups of a workspace lie: in a folder that was chosen for them, else beside it.

The choice is kept among the settings of the user, by the path of the workspace: so it is known of a damaged file too,
and to window and commands alike. In the chosen folder they lie in one of the workspace's own name.
"""

import json
from contextlib import suppress
from pathlib import Path

from dicas_desktop.domain.machine import config_folder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

NAME = "backup-folders.json"


def beside(path: Path) -> Path:
    """Return the folder beside a workspace."""
    real = path.resolve()
    return real.with_name(f"{real.name}.backups")


def chosen(path: Path) -> Path | None:
    """Return the folder that was chosen for the backups of a workspace, there or not; None if none was."""
    folder = _kept().get(str(path.resolve()))
    return None if folder is None else Path(folder)


def within(path: Path, folder: Path) -> Path:
    """Return where the backups of a workspace lie in a chosen folder."""
    return folder / beside(path).name


def folder_of(path: Path) -> Path:
    """Return where the next backup of a workspace goes. Beside it too while the chosen folder is not there."""
    folder = chosen(path)
    return beside(path) if folder is None or not _is_folder(folder) else within(path, folder)


def folders_of(path: Path) -> list[Path]:
    """Return every folder in which backups of a workspace may lie, the one in use first."""
    return list(dict.fromkeys((folder_of(path), beside(path))))


def missing(path: Path) -> str:
    """Return a sentence if the chosen folder is not there, else nothing."""
    folder = chosen(path)
    if folder is None or _is_folder(folder):
        return ""
    text = _("The folder for backups {folder} is not there: they go beside the workspace until it is.")
    return text.format(folder=folder)


def remember(path: Path, folder: Path | None) -> None:
    """Keep a choice; None goes back to beside the workspace. UserProblem if it cannot be kept."""
    kept = _kept()
    kept.pop(str(path.resolve()), None)
    if folder is not None:
        kept[str(path.resolve())] = str(folder.resolve())
    file = config_folder() / NAME
    part = file.with_name(f".{file.name}.part")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
        part.replace(file)
    except OSError as error:
        text = _("The folder for backups was not remembered: {reason}.")
        raise UserProblem(text.format(reason=error.strerror or error)) from error


def _kept() -> dict[str, str]:
    with suppress(OSError, ValueError):
        kept = json.loads((config_folder() / NAME).read_text(encoding="utf-8"))
        if isinstance(kept, dict):
            return {str(path): str(folder) for path, folder in kept.items()}
    return {}


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # a name that no file system takes, a share that is out of reach
        return False
