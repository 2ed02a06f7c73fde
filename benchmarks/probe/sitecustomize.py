"""Python reads this before a command whose PYTHONPATH begins with this folder: the command itself stays as it is.

It watches for the first paint of a table with rows, or of an empty QMainWindow (the floor), looks at the very pixels
that were put on screen, prints its figures as one line of JSON and ends the process. Nothing that costs time is
imported before that.
"""

import os
import sys
import time
from importlib.machinery import ModuleSpec, PathFinder
from typing import Any

BEGAN = "DICAS_BENCH_BEGAN"  # time.monotonic() of whoever started the command
PICTURE = "DICAS_BENCH_PICTURE"  # where to put what was on screen, if at all
WATCHED = {"dicas_desktop.ui.rows_view": "RowsView", "benchmarks.floors.start": "Window"}
SHADES = 4  # more colours than ground, selection and lines have: only letters with their soft edges


def report(view: Any, seconds: float) -> None:  # noqa: ANN401 - Qt is not imported here
    """Print milliseconds and rows seen on screen, and end."""
    # imported here: everything is painted by now
    import json
    import resource

    window = view.window()
    image = window.backingStore().paintDevice().copy()
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


def rows_seen(view: Any, window: Any, image: Any) -> int:  # noqa: ANN401 - Qt is not imported here
    """Return in how many rows of the table there are letters on the pixels of the window, 0 without a table."""
    if not hasattr(view, "row_height"):
        return 0
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

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> ModuleSpec | None:  # noqa: ANN401 - as Python asks
        """Leave every other module to Python."""
        if name not in WATCHED:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None and spec.loader is not None:
            execute = spec.loader.exec_module

            def watched(module: Any) -> None:  # noqa: ANN401 - any module
                execute(module)
                watch(getattr(module, WATCHED[name]))

            spec.loader.exec_module = watched  # type: ignore[method-assign]  # as import hooks do
        return spec


def watch(kind: Any) -> None:  # noqa: ANN401 - a class of Qt
    """Report after the first paint of this class that has rows, or has no rows to have."""
    paint, begun = kind.paintEvent, float(os.environ[BEGAN])
    heard: list[Any] = []

    def painted(self: Any, event: Any) -> None:  # noqa: ANN401 - Qt is not imported here
        paint(self, event)
        if not heard and (not hasattr(self, "model") or self.model().rowCount()):
            heard.append(_told_when_flushed(self, begun))

    kind.paintEvent = painted


def _told_when_flushed(view: Any, begun: float) -> Any:  # noqa: ANN401 - Qt is not imported here
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
