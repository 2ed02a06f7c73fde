"""Timeline of BARS bars: opened, travelled, scrolled, zoomed, zoomed far out; the phases of the floor and more.

Twice the same bars: a lane each, as the floor has them, and in chains of fifty a lane, so that zoomed far out
thousands of bars are on screen. Milliseconds a frame.
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from benchmarks.floors.timeline import DAY, HEIGHT, WIDTH, bars
from benchmarks.harness import hand_over, peak_mib, spread, times
from dicas_desktop.planning.lanes import Bar, Lane, Plan, lane_of_bars, plan_of, settle
from dicas_desktop.planning.spans import Span
from dicas_desktop.ui import theme
from dicas_desktop.ui.timeline.chart import Chart

ORIGIN = 738_000  # ordinal of the first day, in 2021
TODAY = ORIGIN + 900
CHAIN = 50


def made(count: int) -> list[Bar]:
    """Return the floor's bars with a baseline each, three of four later than it: over, under way or forecast."""
    found = []
    for number, (first, last, text) in enumerate(bars(count)):
        start, end = ORIGIN + first, ORIGIN + last + number % 4
        state = "completed" if end < TODAY else "in_progress" if start <= TODAY else "planned"
        actual = None if start > TODAY else Span(start, end if end < TODAY else None)
        plan, forecast = Span(start, ORIGIN + last), Span(start, end)
        bar = Bar("repair_schedules", number, f"RS-{number:04}", text, plan, forecast, actual, 40, state)
        settle(bar, TODAY)
        found.append(bar)
    return found


def arranged(count: int, chain: int) -> Plan:
    """Return the plan of all bars, so many in a lane."""
    held = made(count)
    lanes: list[Lane] = []
    for start in range(0, count, chain):
        part = held[start : start + chain]
        lanes.append(lane_of_bars(str(start), part[0].title, "SRA · Example yard", part))
    return plan_of(lanes, (), TODAY)


def _frames(chart: Chart, work: Callable[[int], object], count: int) -> list[float]:
    def frame(number: int) -> None:
        work(number)
        chart.viewport().repaint()

    return times(frame, count)


def _measure(app: QApplication, plan: Plan, name: str) -> dict[str, float]:
    start = time.perf_counter()
    chart = Chart(TODAY)
    chart.resize(WIDTH, HEIGHT)
    chart.geometry_.day = DAY
    chart.show_plan(plan)
    chart.show()
    app.processEvents()
    chart.viewport().repaint()
    opened = (time.perf_counter() - start) * 1e3
    down, geometry = chart.verticalScrollBar(), chart.geometry_

    def travel(number: int) -> None:
        down.setValue(down.maximum() * number // 500)
        lane = plan.lanes[geometry.lanes_in_view().start]
        geometry.left = lane.items[0].first - 25

    def zoom(number: int) -> None:
        chart.zoom(0.95 if number < 60 else 1 / 0.95)

    figures = spread(f"{name}_scroll", _frames(chart, travel, 500))
    down.setValue(down.maximum() // 2)
    geometry.left = plan.lanes[geometry.lanes_in_view().start].items[0].first - 25
    figures |= spread(f"{name}_smooth", _frames(chart, lambda _: down.setValue(down.value() + 12), 500))
    figures |= spread(f"{name}_zoom", _frames(chart, zoom, 120))
    figures |= spread(f"{name}_wide", _frames(chart, lambda _: chart.scroll_days(12), 120))
    chart.fit()
    figures |= spread(f"{name}_far", _frames(chart, lambda _: down.setValue(down.value() + 12), 120))
    chart.close()
    return {f"{name}_opened": opened} | figures


def _run(count: int) -> dict[str, float]:
    app = QApplication(sys.argv[:1])
    theme.apply(app)
    start = time.perf_counter()
    alone = arranged(count, 1)
    prepared = (time.perf_counter() - start) * 1e3
    figures = {"arranged": prepared} | _measure(app, alone, "lanes") | {"peak": peak_mib()}
    return figures | _measure(app, arranged(count, CHAIN), "chains") | _measure(app, arranged(count, count), "heap")


if __name__ == "__main__":
    hand_over(**_run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
