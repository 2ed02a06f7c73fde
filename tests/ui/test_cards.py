"""The parts of the overview's cards, the chart, the drawn check box and choice: sizes, presses, what they say."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dicas_desktop.store.needs import Need
from dicas_desktop.store.output import Bar
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Card, FactRow, FigureButton, NeedRow, Painted, ShareBar, Words
from dicas_desktop.ui.charts import BarChart
from dicas_desktop.ui.fields import CheckBox, Choice
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY
NEED = Need("late", "▲ Late 3 d", "action_items", 7, "AI-0007", "Example title", "Example office")


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> None:
    theme.apply(qapp)


def colours(widget: QWidget) -> set[str]:
    picture = widget.grab().toImage()
    return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QWidget:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget


def test_a_figure_is_as_wide_as_its_wider_line(qtbot: QtBot) -> None:
    short = FigureButton("3", "a long caption under it", "late", live=True)
    long = FigureButton("1,234,567", "late", "late", live=True)
    shown(qtbot, short, 10, 10)
    shown(qtbot, long, 10, 10)
    assert short.sizeHint().width() > 100
    assert long.sizeHint().width() > 100
    assert short.accessibleName() == "3 a long caption under it"


@pytest.mark.parametrize(
    "make",
    [
        lambda live: FigureButton("3", "late", "late", live),
        lambda live: FactRow("Both", (Words("2"),), live),
    ],
    ids=["figure", "row"],
)
def test_only_what_has_a_list_can_be_pressed(qtbot: QtBot, make: Callable[[bool], Painted]) -> None:
    for live in (True, False):
        pressed: list[bool] = []
        button = make(live)
        shown(qtbot, button, 200, 30)
        button.clicked.connect(lambda: pressed.append(True))  # noqa: B023 - pressed within the round
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        assert bool(button.focusPolicy() & Qt.FocusPolicy.TabFocus) is live
        assert (button.cursor().shape() == Qt.CursorShape.PointingHandCursor) is live
        assert pressed or not live


def test_a_fact_shows_the_tone_of_its_value(qtbot: QtBot) -> None:
    row = FactRow("We owe them", (Words("9"), Words(" · "), Words("2 late", "late", bold=True)), live=False)
    shown(qtbot, row, 300, 27)
    assert theme.LIGHT.late in colours(row)
    assert theme.LIGHT.line in colours(row)
    assert row.accessibleName() == "We owe them: 9  ·  2 late"


def test_the_last_fact_has_no_line_below(qtbot: QtBot) -> None:
    row = FactRow("No lead named", (Words("1"),), live=False, last=True)
    shown(qtbot, row, 300, 27)
    picture = row.grab().toImage()
    assert picture.pixelColor(150, picture.height() - 1).name() != theme.LIGHT.line


def test_a_need_says_everything_and_keeps_the_whole_title_in_its_tip(qtbot: QtBot) -> None:
    row = NeedRow(NEED)
    shown(qtbot, row, 320, 29)
    assert row.accessibleName() == "▲ Late 3 d, AI-0007, Example title, Example office"
    assert row.toolTip() == "Example title · Example office"
    assert theme.LIGHT.late in colours(row)


@pytest.mark.parametrize(
    ("done", "open_", "late", "missing"),
    [(1, 1, 1, set()), (0, 1, 0, {"done", "late"}), (0, 0, 0, {"done", "late", "bar"})],
)
def test_shares_are_drawn_as_they_are(qtbot: QtBot, done: int, open_: int, late: int, missing: set[str]) -> None:
    bar = ShareBar(done, open_, late)
    shown(qtbot, bar, 300, 8)
    seen = colours(bar)
    for token in ("done", "bar", "late"):
        assert (getattr(theme.LIGHT, token) in seen) is (token not in missing)
    assert bar.accessibleName() == f"{done} done, {open_} open, {late} late"


def test_the_link_of_a_card_asks(qtbot: QtBot) -> None:
    card = Card("Example", "Open list")
    shown(qtbot, card, 300, 100)
    with qtbot.waitSignal(card.asked):
        card.link.click()
    assert card.link.accessibleName() == "Example: Open list"
    assert not Card("Example").link.isVisible()


def test_bars_without_an_official_source_are_hatched(qtbot: QtBot) -> None:
    shares = {}
    for official in (True, False):
        chart = BarChart((Bar("2024", 30, "≈", False, official), Bar("target", 60, "≈", True, official)), "missiles")
        shown(qtbot, chart, 320, 150)
        picture = chart.grab().toImage()
        dark = [picture.pixelColor(x, y).name() for x in range(320) for y in range(150)]
        shares[official] = dark.count(theme.LIGHT.accent)
    assert shares[True] > 2 * shares[False] > 0


@pytest.mark.parametrize(
    "bars", [(), (Bar("2024", 0, "", False, True),), tuple(Bar(str(n), n, "", False, True) for n in range(40))]
)
def test_a_chart_of_any_length_is_drawn(qtbot: QtBot, bars: tuple[Bar, ...]) -> None:
    chart = BarChart(bars, "units")
    shown(qtbot, chart, 320, 150)
    assert theme.LIGHT.line in colours(chart)


def test_a_check_box_is_toggled_by_click_and_blank(qtbot: QtBot) -> None:
    box = CheckBox("Encrypt it")
    shown(qtbot, box, box.sizeHint().width(), box.sizeHint().height())
    assert theme.LIGHT.primary not in colours(box)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton)
    assert box.isChecked()
    assert theme.LIGHT.primary in colours(box)
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_a_choice_has_its_angle(qtbot: QtBot) -> None:
    choice = Choice()
    choice.addItems(["one", "two"])
    shown(qtbot, choice, 200, 30)
    picture = choice.grab().toImage()
    right = {picture.pixelColor(x, y).name() for x in range(178, 196) for y in range(8, 22)}
    assert theme.LIGHT.mute in right or len(right) > 3
