"""What the program knows of the machine without asking Qt or a network: its name, and the user's folders.

The folders are those of Qt's GenericConfigLocation and GenericDataLocation, so that window and commands share them.
"""

import os
import sys
from pathlib import Path

FOLDER = "dicas-desktop"


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
