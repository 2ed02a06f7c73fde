"""The deadline that everything is measured against: chosen once, followed by every page, the timeline and the brief."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.briefs.build import build_brief
from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock import utc_now
from dicas_desktop.ui.lens import DeadlineDialog
from dicas_desktop.ui.overview import OverviewPage
from dicas_desktop.ui.settings import Settings
from tests.make import TODAY, dump
from tests.make_page import id_of, press
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, sample: Store) -> Opened:
    return open_window(qtbot, qapp, sample)


def dialog_of(opened: Opened) -> DeadlineDialog:
    return next(d for d in opened.window.findChildren(DeadlineDialog) if d.isVisible())


def choose(opened: Opened, name: str) -> None:
    opened.do("deadline")
    dialog = dialog_of(opened)
    dialog.line.selectAll()
    press(dialog.line, name, Key.Key_Return)
    opened.settle()


def toggles(opened: Opened, page: str) -> list[str]:
    opened.go(page)
    assert opened.window.desk is not None
    shown = opened.window.desk.entity_page()
    assert shown is not None
    return [chip.text() for chip in shown.filters.findChildren(QAbstractButton) if chip.isVisible()]


def test_it_is_the_next_2plus2_at_first(opened: Opened) -> None:
    assert opened.window.status.deadline.text() == "2+2 in 13 d"
    assert opened.window.status.deadline.toolTip() == "Measured against 2+2, Sun 28 Jul 2024"
    assert "Before 2+2" in toggles(opened, "action_items")
    assert "Before 2+2" in toggles(opened, "milestones")
    assert "Forecast after 2+2" in toggles(opened, "repair_schedules")


def test_of_a_2plus2_of_which_only_the_month_is_known_the_last_day_counts(opened: Opened) -> None:
    assert opened.window.store is not None
    with opened.window.store.write("Only the month is known") as step:
        row = step.raw.execute("SELECT id FROM meetings WHERE slug = 'scc-2024-07-28'").fetchone()[0]
        values = {"start_date": "2024-07-01", "end_date": None, "date_precision": "month"}
        step.update("meetings", row, values)
    opened.settle()
    assert opened.window.status.deadline.text() == "2+2 within 16 d"
    opened.go("action_items")
    assert opened.window.desk is not None
    shown = opened.window.desk.entity_page()
    assert shown is not None
    chip = next(c for c in shown.filters.findChildren(QAbstractButton) if c.text() == "Before 2+2")
    QTest.mouseClick(chip, Qt.MouseButton.LeftButton)
    opened.settle()
    with opened.window.store.read() as db:
        dues = db.execute(f"SELECT due_date FROM action_items WHERE id IN {tuple(shown.model.source.ids)}").scalars()
    assert max(dues) == "2024-07-31", "what is due within that month is due before it"


def test_another_event_is_chosen_by_keys_and_every_page_follows(opened: Opened) -> None:
    assert opened.window.store is not None
    before = dump(opened.window.store)
    opened.go("action_items")
    choose(opened, "dicas#2")
    assert opened.window.status.deadline.text() == "Second DICAS in 84 d"
    assert "Before Second DICAS" in toggles(opened, "action_items")
    assert "Before Second DICAS" in toggles(opened, "milestones")
    assert "Forecast after Second DICA…" in toggles(opened, "repair_schedules")
    opened.go("overview")
    assert opened.window.desk is not None
    overview = opened.window.desk.made["overview"]
    assert isinstance(overview, OverviewPage)
    assert overview.deadline.text() == "Deadline: Second DICAS, Mon 7 Oct 2024"
    assert dump(opened.window.store) == before


def test_the_overview_sets_it_too_and_the_2plus2_comes_back(opened: Opened) -> None:
    assert opened.window.desk is not None
    overview = opened.window.desk.made["overview"]
    assert isinstance(overview, OverviewPage)
    menu = overview.deadline_menu()
    next(action for action in menu.actions() if "Second DICAS" in action.text()).trigger()
    opened.settle()
    assert opened.window.status.deadline.text() == "Second DICAS in 84 d"
    assert "Before Second DICAS" in toggles(opened, "action_items")
    choose(opened, "2+2")
    assert opened.window.status.deadline.text() == "2+2 in 13 d"
    assert overview.deadline.text() == "Deadline: 2+2, Sun 28 Jul 2024"


def test_the_arrows_choose_from_the_coming_events(opened: Opened) -> None:
    opened.do("deadline")
    dialog = dialog_of(opened)
    assert dialog.events.item(0).text() == "2+2"
    press(dialog.line, Key.Key_Down)
    chosen = dialog.events.currentItem().text()
    press(dialog.line, Key.Key_Return)
    opened.settle()
    assert chosen != "2+2"
    assert opened.window.store is not None
    assert opened.window.store.lens is not None


def test_a_name_that_is_none_is_refused_in_the_dialog(opened: Opened) -> None:
    opened.do("deadline")
    dialog = dialog_of(opened)
    dialog.line.selectAll()
    press(dialog.line, "3+3", Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.problem.text() == "There is no meeting or milestone “3+3”; nearest are 2+2; defmin-2025-03-30; SCC#1."
    assert opened.window.store is not None
    assert opened.window.store.lens is None


def test_it_is_kept_for_the_workspace(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    settings = Settings(None)
    opened = open_window(qtbot, qapp, sample, settings=settings)
    choose(opened, "dicas#2")
    sample.lens = None
    again = open_window(qtbot, qapp, sample, settings=settings)
    assert again.window.status.deadline.text() == "Second DICAS in 84 d"


@pytest.mark.parametrize(("language", "words"), [("en", "to Second DICAS ("), ("ja", "まで\\n（2024年10月7日）")])
def test_the_brief_is_measured_against_it(sample: Store, language: str, words: str) -> None:
    lens = ("meetings", id_of(sample, "meetings", "dicas-2024-10-07"))
    with sample.read() as db:
        brief = build_brief(
            db, id_of(sample, "meetings", "dicas-2024-06-09"), as_of=TODAY, now=utc_now(), head=sample.head,
            ceiling="U", language=language, lens=lens,
        )  # fmt: skip
    assert words in repr(brief)
    assert "to the 2+2" not in repr(brief)
    assert "2+2まで" not in repr(brief)
