"""Python reads this before a command whose PYTHONPATH begins with this folder: the command itself stays as it is.

It watches for the first paint of a table with rows, or of an empty QMainWindow (the floor), looks at the very pixels
that were put on screen, prints its figures as one line of JSON and ends the process. Nothing that costs time is
imported before that.
"""

import os
import sys
import time
from collections.abc import Sequence
from importlib.abc import Loader
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType, new_class
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QImage, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from dicas_desktop.ui.rows_view import RowsView

BEGAN = "DICAS_BENCH_BEGAN"  # time.monotonic() of whoever started the command
PICTURE = "DICAS_BENCH_PICTURE"  # where to put what was on screen, if at all
WATCHED = {"dicas_desktop.ui.rows_view": "RowsView", "benchmarks.floors.start": "Window"}
SHADES = 4  # more colours than ground, selection and lines have: only letters with their soft edges


def report(view: "QWidget", seconds: float) -> None:
    """Print milliseconds and rows seen on screen, and end."""
    # imported here: everything is painted by now
    import json
    import resource

    window = view.window()
    image = cast("QImage", window.backingStore().paintDevice()).copy()
    picture = os.environ.get(PICTURE)
    if picture:
        image.save(picture)
    figures = {
        "first_rows": seconds * 1e3,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "rows_seen": rows_seen(view, window, image),
    }
    sys.stdout.write("\n" + json.dumps(figures) + "\n")
    sys.stdout.flush()
    os._exit(0)


def rows_seen(widget: "QWidget", window: "QWidget", image: "QImage") -> int:
    """Return in how many rows of the table there are letters on the pixels of the window, 0 without a table."""
    if not hasattr(widget, "row_height"):
        return 0
    view = cast("RowsView", widget)
    place = view.viewport().mapTo(window, view.viewport().rect().topLeft())
    seen = 0
    for number in range(min(view.model().rowCount(), view.viewport().height() // view.row_height)):
        y = place.y() + number * view.row_height + view.row_height // 2
        across = range(place.x(), min(place.x() + view.viewport().width(), image.width()))
        colours = {image.pixel(x, y + step) for x in across for step in (-3, 0, 3)}
        seen += len(colours) > SHADES
    return seen


class Watch:
    """Finds modules as usual and wraps the paint event of the class that is watched for."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Leave every other module to Python."""
        spec = PathFinder.find_spec(name, path, target) if name in WATCHED else None
        if spec is not None and spec.loader is not None:
            spec.loader = WatchedLoader(spec.loader, WATCHED[name])
        return spec


class WatchedLoader(Loader):
    """Loads a module as another loader does, and puts the class that tells of its paint in the place of its own."""

    def __init__(self, usual: Loader, name: str) -> None:
        """Leave everything but the class of this name to the usual loader."""
        self._usual, self._name = usual, name

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """Do as usual."""
        return self._usual.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """Do as usual, then take the class's place."""
        self._usual.exec_module(module)
        vars(module)[self._name] = telling(getattr(module, self._name))


def telling(kind: "type[QWidget]") -> type:
    """Return a class that reports after its first paint that has rows, or has no rows to have."""
    begun = float(os.environ[BEGAN])
    heard: list[QObject] = []

    def painted(self: "QWidget", event: "QPaintEvent") -> None:
        kind.paintEvent(self, event)
        model = getattr(self, "model", None)
        if not heard and (model is None or model().rowCount()):
            heard.append(_told_when_flushed(self, begun))

    return new_class(kind.__name__, (kind,), exec_body=lambda body: body.update(paintEvent=painted))


def _told_when_flushed(view: "QWidget", begun: float) -> "QObject":
    """Post an event, which arrives when what was painted has been put on screen, and before any timer."""
    from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

    class Ear(QObject):
        def event(self, _event: QEvent) -> bool:
            report(view, time.monotonic() - begun)
            return True

    ear = Ear()
    QCoreApplication.postEvent(ear, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
    return ear


if BEGAN in os.environ:
    sys.meta_path.insert(0, Watch())
