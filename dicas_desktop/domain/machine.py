"""What the program knows of the machine without asking Qt or a network: its name, and the user's folders.

The folders are those of Qt's GenericConfigLocation and GenericDataLocation, so that window and commands share them.
"""

import os
import sys
from pathlib import Path

FOLDER = "dicas-desktop"
_ROOM = 128 * 1024  # bytes: SQLite shares 32 KiB among its connections, an edit logs a few pages


def workstation() -> str:
    """Return the machine's name, empty if it has none. `platform.node` would ask a socket on Windows."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def is_there(path: Path) -> bool:
    """Return whether there is a file or folder; a name that no file system takes, or one out of reach, is not there.

    `Path.exists` raises for those. Whoever goes on to open it hears the reason.
    """
    try:
        return path.exists()
    except OSError:
        return False


def has_room(folder: Path) -> bool:
    """Return whether a disk has the little room that a workspace needs to be opened and changed once.

    True where a file system does not say how much it has, as some network shares do not.
    """
    try:
        if sys.platform != "win32":
            state = os.statvfs(folder)
            return not state.f_blocks or state.f_bavail * state.f_frsize >= _ROOM
        # imported here: no other system needs it
        from shutil import disk_usage

        return disk_usage(folder).free >= _ROOM
    except OSError:
        return True


def config_folder() -> Path:
    """Return the program's own folder of settings."""
    if sys.platform == "win32":
        return _local_data() / FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Preferences" / FOLDER
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / FOLDER


def data_folder() -> Path:
    """Return the program's own folder of data: its log, and the sample workspace."""
    if sys.platform == "win32":
        return _local_data() / FOLDER
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / FOLDER
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / FOLDER


def _local_data() -> Path:
    return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
