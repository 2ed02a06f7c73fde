"""Start of ours: from the process's beginning to the first painted window with rows of the WORKSPACE.

It runs the command as the officer does, `dicas-desktop WORKSPACE`; only the window's class knows that it is timed.
"""

import sys
from typing import TYPE_CHECKING

from benchmarks.harness import hand_over, peak_mib, since_start
from dicas_desktop.cli.main import main
from dicas_desktop.ui import main_window

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store


class TimedWindow(main_window.MainWindow):
    """Opens on the action items and tells when their first rows have been painted."""

    def set_store(self, store: "Store", page: str = "") -> None:
        """Open the workspace on the table, then wait for its rows."""
        super().set_store(store, page or "action_items")
        # imported here: as in the program itself, the table comes after the window
        from PySide6.QtCore import QTimer

        self._look = QTimer(self, interval=0)
        self._look.timeout.connect(self._see)
        self._look.start()

    def _see(self) -> None:
        page = None if self.desk is None else self.desk.entity_page()
        if page is not None and page.table.model().rowCount() and page.table.isVisible():
            page.table.viewport().repaint()
            hand_over(first_rows=since_start(), peak=peak_mib())


if __name__ == "__main__":
    # the program makes its window by this name
    setattr(main_window, "MainWindow", TimedWindow)  # noqa: B010 - a plain assignment is no type
    main(sys.argv[1:])
