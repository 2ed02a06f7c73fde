"""What the window remembers between sessions: an ini file in the user's configuration folder, never a workspace."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from dicas_desktop.domain.machine import is_there

RECENT_FILES = 8
_DIGITS = 10  # of a number that makes sense
THEMES = ("system", "light", "dark")


def settings_path() -> Path:
    """Return the ini file of this user."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
    return Path(folder) / "dicas-desktop" / "window.ini"


class Settings:
    """Named values in an ini file; without a path they are kept for this session only (pictures, tests)."""

    def __init__(self, path: Path | None) -> None:
        """Read the file if there is one. A value that cannot be read counts as not set."""
        self._file = None if path is None else QSettings(str(path), QSettings.Format.IniFormat)
        self._session: dict[str, Any] = {}

    def value(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - whatever was set under the name
        """Return what was remembered under a name. Numbers come back as text from the file."""
        if name in self._session or self._file is None:
            return self._session.get(name, default)
        return self._file.value(name, default)

    def remember(self, name: str, value: Any) -> None:  # noqa: ANN401 - anything QSettings can write
        """Keep a value under a name."""
        if self._file is None:
            self._session[name] = value
        else:
            self._file.setValue(name, value)

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a remembered yes or no."""
        return str(self.value(name, default)).lower() == "true"

    def state(self, name: str) -> QByteArray | None:
        """Return the remembered state of a window or a splitter, None if there is none that makes sense."""
        value = self.value(name)
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    @property
    def theme(self) -> str:
        """One of `THEMES`; "system" follows the desktop."""
        value = str(self.value("look/theme", "system"))
        return value if value in THEMES else "system"

    @theme.setter
    def theme(self, value: str) -> None:
        self.remember("look/theme", value)

    @property
    def scale(self) -> int:
        """Size of everything in per cent, 100 to 200."""
        value = str(self.value("look/scale", 100))
        return min(max(int(value), 100), 200) if value.isdecimal() and len(value) < _DIGITS else 100

    @scale.setter
    def scale(self, value: int) -> None:
        self.remember("look/scale", value)

    @property
    def recent(self) -> tuple[Path, ...]:
        """The workspaces opened last, newest first; those that are gone are left out."""
        value = self.value("recent", [])
        names = value if isinstance(value, list) else [value]
        paths = [Path(name) for name in names if isinstance(name, str)]
        return tuple(path for path in paths if is_there(path) and path.is_file())

    def add_recent(self, path: Path) -> None:
        """Put a workspace at the head of the recent ones."""
        path = path.resolve()
        others = [str(other) for other in self.recent if other != path]
        self.remember("recent", [str(path), *others][:RECENT_FILES])

    def let_go(self) -> None:
        """Forget everything and touch the file no more: it is going to be removed."""
        if self._file is not None:
            self._file.clear()
            self._file.sync()
            self._file = None
        self._session.clear()

    def save(self) -> None:
        """Write the file now."""
        if self._file is not None:
            self._file.sync()
