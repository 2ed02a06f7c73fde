"""Table floor: QTableView over tuples in a Python list, ROWS rows. What most people would write first."""

import random
import sys
import time

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication, QTableView

from benchmarks.harness import hand_over, peak_mib, spread, times

HEADS = ["id", "title", "owner", "opr", "due", "status", "priority"]
DAYS = [f"2025-{month:02d}-{day:02d}" for month in range(1, 13) for day in range(1, 29)]
STATES = ["open", "done", "waiting"]
Index = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ListModel(QAbstractTableModel):
    """Rows as they are, answered role by role."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.rows = [
            (n, f"Review 技術資料 and berth availability #{n}", "NAVSEA", "", DAYS[n % 336], STATES[n % 3], "high")
            for n in range(count)
        ]

    def rowCount(self, _parent: Index = NO_PARENT) -> int:
        """Return all rows."""
        return len(self.rows)

    def columnCount(self, _parent: Index = NO_PARENT) -> int:
        """Return seven columns."""
        return len(HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name the columns, number the rows."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return HEADS[section] if orientation == Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Give the text of a cell."""
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def _run(count: int) -> dict[str, float]:
    app = QApplication(sys.argv[:1])
    model = ListModel(count)
    view = QTableView()
    view.resize(1280, 800)
    start = time.perf_counter()
    view.setModel(model)
    view.show()
    app.processEvents()
    view.viewport().repaint()
    shown = (time.perf_counter() - start) * 1e3
    bar, chance = view.verticalScrollBar(), random.Random(1)

    def frame(position: int) -> None:
        bar.setValue(position)
        view.viewport().repaint()

    figures = (
        spread("frame_row", times(frame, 300))
        | spread("frame_page", times(lambda number: frame(number * 30), 300))
        | spread("frame_jump", times(lambda _: frame(chance.randrange(bar.maximum())), 300))
    )
    return {"shown": shown, "peak": peak_mib()} | figures


if __name__ == "__main__":
    hand_over(**_run(int(sys.argv[1])))
