"""Timeline floor: BARS bars, one a row, painted by a scroll area that draws only what is visible."""

import random
import sys
import time

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from benchmarks.harness import hand_over, peak_mib, spread, times

WIDTH, HEIGHT, ROW, DAY = 1280, 800, 22, 4.0
DAYS = 1800
COLOURS = ["#2b6cb0", "#2f855a", "#c05621", "#805ad5"]


def bars(count: int) -> list[tuple[int, int, str]]:
    """First day, last day and text of each bar, spread as chains of fifty jobs are."""
    chance = random.Random(3)
    starts = [(n // 50) * 7 % 1500 + (n % 50) * 4 + chance.randrange(3) for n in range(count)]
    return [(start, start + chance.randrange(2, 15), f"DDG-{n % 90} job {n} 修理") for n, start in enumerate(starts)]


class Chart(QAbstractScrollArea):
    """Nothing but bars, their texts and a grid of days."""

    def __init__(self, tasks: list[tuple[int, int, str]]) -> None:
        super().__init__()
        self.tasks, self.day = tasks, DAY
        self.brushes = [QBrush(QColor(colour)) for colour in COLOURS]
        self.resize(WIDTH, HEIGHT)

    def fit(self) -> None:
        """Set the scroll bars to the size of the plan."""
        self.verticalScrollBar().setRange(0, max(0, len(self.tasks) * ROW - self.viewport().height()))
        self.horizontalScrollBar().setRange(0, max(0, int(self.day * DAYS) - self.viewport().width()))

    def zoom(self, factor: float) -> None:
        """Make a day wider or narrower."""
        self.day *= factor
        self.fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the rows and days in view."""
        painter = QPainter(self.viewport())
        top, left, day = self.verticalScrollBar().value(), self.horizontalScrollBar().value(), self.day
        painter.fillRect(0, 0, WIDTH, HEIGHT, Qt.GlobalColor.white)
        step = 7 if day >= 2 else 91
        grid = range(int(left / day) // step * step, int((left + WIDTH) / day) + 1, step)
        painter.setPen(QColor("#dddddd"))
        painter.drawLines([QLineF(one * day - left, 0, one * day - left, HEIGHT) for one in grid])
        painter.setPen(Qt.GlobalColor.black)
        for row in range(top // ROW, min(len(self.tasks), (top + self.viewport().height()) // ROW + 1)):
            first, last, text = self.tasks[row]
            x, end, y = first * day - left, last * day - left, row * ROW - top
            if end >= 0 and x <= WIDTH:
                painter.fillRect(QRectF(x, y + 3, end - x, 16), self.brushes[row & 3])
                painter.drawText(int(end) + 4, y + 15, text)
        painter.end()


def _run(count: int) -> dict[str, float]:
    app = QApplication(sys.argv[:1])
    tasks = bars(count)
    start = time.perf_counter()
    chart = Chart(tasks)
    chart.show()
    chart.fit()
    app.processEvents()
    chart.viewport().repaint()
    opened = (time.perf_counter() - start) * 1e3
    down, across = chart.verticalScrollBar(), chart.horizontalScrollBar()

    def travel(number: int) -> None:
        down.setValue(down.maximum() * number // 500)
        across.setValue(int(tasks[min(count - 1, down.value() // ROW)][0] * DAY) - 100)
        chart.viewport().repaint()

    def zoom(number: int) -> None:
        chart.zoom(0.95 if number < 60 else 1 / 0.95)
        chart.viewport().repaint()

    figures = spread("scroll", times(travel, 500)) | spread("zoom", times(zoom, 120))
    chart.zoom(0.02)
    figures |= spread("far", times(lambda _: chart.viewport().repaint(), 60))
    return {"opened": opened, "peak": peak_mib()} | figures


if __name__ == "__main__":
    hand_over(**_run(int(sys.argv[1])))
