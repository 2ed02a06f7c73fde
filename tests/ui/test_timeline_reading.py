"""The timeline reads and arranges off the main thread: what is quick is there at once, the rest when it is ready."""

import threading
from datetime import date
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from dicas_desktop.planning.lanes import Plan
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline import loading, reading
from dicas_desktop.ui.timeline.loading import MEETINGS, REPAIRS
from dicas_desktop.ui.timeline.panel import TimelinePanel
from dicas_desktop.ui.timeline.reading import PlanReader
from tests.make_timeline import TODAY, shown, with_repairs
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY


class Gate:
    """Reads as the program does, in the thread that asked, but not before it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened, self.threads = threading.Event(), list[threading.Thread]()
        self._load = loading.load
        monkeypatch.setattr(loading, "load", self.load)

    def load(self, store: Store, today: date, kinds: frozenset[str], **rest: Any) -> Plan:  # noqa: ANN401 - as the program calls it
        self.threads.append(threading.current_thread())
        assert self.opened.wait(10)
        return self._load(store, today, kinds, **rest)


@pytest.fixture
def planned(empty: Store) -> Store:
    return with_repairs(empty)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Gate:
    monkeypatch.setattr(reading, "AT_ONCE", 0.01)
    return Gate(monkeypatch)


def lanes(panel: TimelinePanel) -> int:
    return len(panel.chart.geometry_.plan.lanes)


def test_a_small_plan_is_there_at_once(qtbot: QtBot, planned: Store) -> None:
    panel = TimelinePanel(planned, TODAY)
    qtbot.addWidget(panel)
    assert not panel.reader.busy
    assert lanes(panel) > 4


def test_a_plan_that_takes_long_comes_later_and_the_window_goes_on(qtbot: QtBot, planned: Store, gate: Gate) -> None:
    panel = shown(qtbot, planned)
    assert panel.reader.busy
    assert lanes(panel) == 0
    gate.opened.set()
    qtbot.waitUntil(lambda: lanes(panel) > 4)
    assert not panel.reader.busy
    assert threading.main_thread() not in gate.threads


def test_what_is_selected_before_the_plan_is_there_is_selected_then(qtbot: QtBot, planned: Store, gate: Gate) -> None:
    panel = shown(qtbot, planned)
    panel.select(REPAIRS, 2)
    assert panel.chart.current is None
    gate.opened.set()
    qtbot.waitUntil(lambda: panel.chart.current is not None)
    assert panel.chart.current is not None
    assert (panel.chart.current.table, panel.chart.current.id) == (REPAIRS, 2)


def test_of_two_plans_asked_for_the_last_one_is_shown(qtbot: QtBot, planned: Store, gate: Gate) -> None:
    panel = shown(qtbot, planned)
    panel.kind_chips[REPAIRS].click()
    shown_plans: list[Plan] = []
    panel.reader.ready.connect(shown_plans.append)
    gate.opened.set()
    panel.reader.finish()
    qtbot.wait(60)
    assert len(shown_plans) == 1
    assert {lane.key for lane in panel.chart.geometry_.plan.lanes} <= {MEETINGS, loading.MILESTONES}


def test_a_plan_needed_now_is_waited_for(qtbot: QtBot, planned: Store, gate: Gate) -> None:
    panel = shown(qtbot, planned)
    threading.Timer(0.1, gate.opened.set).start()
    panel.reader.finish()
    assert lanes(panel) > 4


def test_a_panel_can_go_away_while_its_plan_is_made(qtbot: QtBot, planned: Store, gate: Gate) -> None:
    panel = TimelinePanel(planned, TODAY)
    panel.deleteLater()
    qtbot.waitUntil(lambda: not isValid(panel))
    gate.opened.set()
    qtbot.wait(4 * reading.LOOK_AGAIN)  # a warning of Qt would fail the test


def test_a_file_that_went_away_leaves_the_chart_and_is_told(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    before = lanes(panel)
    said: list[str] = []
    panel.message.connect(said.append)
    planned.close()
    panel.reload()
    panel.reader.finish()
    assert lanes(panel) == before
    assert len(said) == 1
    assert "closed" in said[0]


def test_nothing_asked_for_is_nothing_to_wait_for(qtbot: QtBot, planned: Store) -> None:
    panel = shown(qtbot, planned)
    reader = PlanReader(planned, TODAY, panel)
    reader.finish()
    assert not reader.busy
