"""The timeline on screen with placeholder repairs, and hands for it: wheel, pull, where a bar is."""

from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.planning.lanes import Bar, Item
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline.hits import item_box
from dicas_desktop.ui.timeline.loading import REPAIRS
from dicas_desktop.ui.timeline.panel import TimelinePanel

TODAY = date(2024, 7, 15)
Held, Left = Qt.KeyboardModifier, Qt.MouseButton.LeftButton


def shown(qtbot: QtBot, store: Store, today: date = TODAY, height: int = 420) -> TimelinePanel:
    """Show the timeline and wait until it is on screen."""
    panel = TimelinePanel(store, today)
    qtbot.addWidget(panel)
    panel.resize(1244, height)
    with qtbot.waitExposed(panel):
        panel.show()
    return panel


def with_repairs(store: Store) -> Store:
    """Three repairs of placeholder ships in one dock and one that is over."""
    rows: list[dict[str, Any]] = [
        {"planned_start": "2024-06-10", "planned_end": "2024-07-24", "forecast_end": "2024-07-30",
         "actual_start": "2024-06-10", "status": "in_progress", "progress": 60},
        {"planned_start": "2024-07-10", "planned_end": "2024-08-20"},
        {"planned_start": "2024-09-01", "planned_end": "2024-09-20"},
        {"actual_start": "2024-06-03", "actual_end": "2024-06-20", "status": "completed"},
    ]  # fmt: skip
    with store.write("Add") as step:
        dock = step.add("facilities", {"name_en": "Example dock 1", "kind": "dry_dock"})
        for number, values in enumerate(rows):
            ship = step.add("platforms", {"kind": "ship", "name": f"Example ship {number + 1}"})
            place = {"facility_id": dock.id} if number < 2 else {}
            step.add(REPAIRS, {"platform_id": ship.id, "availability_type": "SRA", **place, **values})
    return store


def bar_of(panel: TimelinePanel, number: int) -> Bar:
    """Return the bar of a repair."""
    found = panel.chart.geometry_.plan.find(REPAIRS, number)
    assert isinstance(found, Bar)
    return found


def middle(panel: TimelinePanel, item: Item) -> QPoint:
    """Return the middle of a bar or point."""
    return item_box(panel.chart.geometry_, item).center().toPoint()


def wheel(panel: TimelinePanel, y: int, held: Qt.KeyboardModifier = Held.NoModifier, x: int = 700) -> None:
    """Turn the wheel over the chart; 120 is a notch away from the hand."""
    view = panel.chart.viewport()
    place = QPointF(x, 150)
    event = QWheelEvent(place, view.mapToGlobal(place), QPoint(), QPoint(0, y), Qt.MouseButton.NoButton, held,
                        Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
    QApplication.sendEvent(view, event)


def pull(panel: TimelinePanel, start: QPoint, days: int, *, release: bool = True) -> None:
    """Press, pull over the width of so many days, and let go unless told not to."""
    view = panel.chart.viewport()
    end = start + QPoint(round(days * panel.chart.geometry_.day), 0)
    QTest.mousePress(view, Left, Held.NoModifier, start)
    QTest.mouseMove(view, start + QPoint(6 if days > 0 else -6, 0))
    QTest.mouseMove(view, end)
    if release:
        QTest.mouseRelease(view, Left, Held.NoModifier, end)


def forecast(store: Store, number: int) -> tuple[str | None, str | None]:
    """Return the stored forecast of a repair."""
    with store.read() as db:
        values = fetch(db, REPAIRS, [number])[0].values
    return values["forecast_start"], values["forecast_end"]
