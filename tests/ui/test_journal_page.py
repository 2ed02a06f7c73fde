"""The journal as a page."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.journal_page import JournalModel, JournalPage
from tests.make import TODAY
from tests.make_window import NO_DISPLAY, open_window

pytestmark = NO_DISPLAY


def test_steps_stand_newest_first(qtbot: QtBot, qapp: QApplication, sample: Store) -> None:
    opened = open_window(qtbot, qapp, sample, "journal")
    assert opened.window.desk is not None
    page = opened.window.desk.made["journal"]
    assert isinstance(page, JournalPage)
    model = page.model
    row = [model.index(0, column).data() for column in range(model.columnCount())]
    assert row[:5] == ["2", "15 Jul 14:03 JST", "Example officer · example-desk", "Import the public record", "597"]
    with sample.write("Set City of M-0001") as step:
        step.update("meetings", 1, {"city": "Tokyo"})
    opened.settle()
    assert model.index(0, 3).data() == "Set City of M-0001"
    assert model.rowCount() == 3


def test_numbers_and_their_heads_stand_at_the_right(sample: Store) -> None:
    model = JournalModel(sample, Clock(TODAY))
    model.reload()
    role, right = Qt.ItemDataRole.TextAlignmentRole, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    for column in range(model.columnCount()):
        name = model.headerData(column, Qt.Orientation.Horizontal)
        assert (model.index(0, column).data(role) == right) == (name in ("Step", "Changes"))
        assert (model.headerData(column, Qt.Orientation.Horizontal, role) == right) == (name in ("Step", "Changes"))


def test_older_steps_are_read_as_one_scrolls(qapp: QApplication, empty: Store) -> None:
    assert qapp is not None
    for number in range(230):
        with empty.write(f"Step {number}") as step:
            step.add("organizations", {"name_en": f"Example organization {number}"})
    model = JournalModel(empty, Clock(TODAY))
    model.reload()
    assert model.rowCount() == 200
    assert model.canFetchMore(model.index(-1, -1))
    model.fetchMore(model.index(-1, -1))
    assert model.rowCount() == 231
    assert not model.canFetchMore(model.index(-1, -1))
    assert model.headerData(4, Qt.Orientation.Horizontal) == "Changes"


def test_the_model_keeps_to_the_rules(qtmodeltester: ModelTester, sample: Store) -> None:
    model = JournalModel(sample, Clock(TODAY))
    model.reload()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt has no types for it  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped
