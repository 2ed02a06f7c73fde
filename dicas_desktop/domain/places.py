"""Where the program's own files lie: fonts, templates, the sample and the migrations.

They stand outside the package in the checkout, inside it in an installed wheel, in the unpacked bundle in a frozen app.
"""

import sys
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]


def _candidates(name: str) -> list[Path]:
    """Possible homes of a folder, the most packaged first: a stray folder beside an install is never taken."""
    bundle = getattr(sys, "_MEIPASS", None)
    frozen = [Path(bundle) / name] if bundle else []
    return [*frozen, _PACKAGE / f"_{name}", _PACKAGE.parent / name]


def _find(name: str) -> Path:
    for folder in _candidates(name):
        if folder.is_dir():
            return folder
    tried = ", ".join(str(folder) for folder in _candidates(name))
    # No UserProblem: the installation itself is broken, which a person cannot mend by typing something else.
    message = f"The installation is incomplete: no folder {name!r} in {tried}"
    raise FileNotFoundError(message)


def resources() -> Path:
    """Return the folder with `fonts`, `icons`, `briefs`, `locale` and `sample`."""
    return _find("resources")


def migrations() -> Path:
    """Return the folder with Alembic's `env.py` and `versions`."""
    return _find("migrations")
