"""Python's search for garbage, kept out of the middle of a frame.

A search of everything takes a tenth of a second in a window that has been at work for a while, and Python begins one
whenever enough was made. Here it waits until nobody has touched the program for a moment. What is young is searched as
always: that takes a thousandth.
"""

import gc

from PySide6.QtCore import QObject

from dicas_desktop.ui.idle import IdleWatch

QUIET = 2.0  # s without a touch
_NEVER = 2**31 - 1  # of the young searches after which Python begins one of everything
_LEAST, _MOST = 10, 1_000  # young searches after which there is something to find; after which there is no waiting


class Collecting(QObject):
    """Searches in quiet moments, as long as it lives."""

    def __init__(self, watch: IdleWatch) -> None:
        """Look as often as `watch` does. What was made by now stays to the end and is never searched."""
        super().__init__(watch)
        self._watch = watch
        gc.freeze()
        before = gc.get_threshold()
        gc.set_threshold(*before[:2], _NEVER)
        gc.enable()
        self.destroyed.connect(lambda: gc.set_threshold(*before))
        watch.looked.connect(self.look)

    def look(self) -> None:
        """Search, if it is time."""
        made = gc.get_count()[2]
        if made >= _MOST or (made >= _LEAST and self._watch.untouched >= QUIET):
            gc.collect()
