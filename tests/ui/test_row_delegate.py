from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Record
from dicas_desktop.ui import theme
from dicas_desktop.ui.row_cells import Column, Look, columns_of
from dicas_desktop.ui.row_delegate import PADDING, Laid, RowPainter, Slot
from dicas_desktop.ui.row_source import Row
from tests.make import TODAY

ACTIONS = ENTITIES["action_items"]
COLUMNS = {column.name: column for column in columns_of(ACTIONS)}
RECT = QRect(0, 0, 900, theme.ROW)


@pytest.fixture(autouse=True)
def look(qapp: QApplication) -> Iterator[None]:
    theme.apply(qapp)
    yield
    theme.apply(qapp)


def row(**values: str | int) -> Row:
    empty = {field.name: None for field in ACTIONS.fields}
    known: dict[str, Any] = {
        **empty,
        "id": 1,
        "ref": "AI-0001",
        "description": "Survey private yards",
        "status": "open",
        **values,
    }
    return Row(Record("action_items", known), Look(ACTIONS, TODAY, "U", {}))


def slots(*columns: Column) -> list[Slot]:
    return [Slot(column, n * 300, 300, first=n == 0) for n, column in enumerate(columns)]


def painted(shown: Row | None, *, selected: bool) -> QImage:
    image = QImage(RECT.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(theme.current().base))
    painter = QPainter(image)
    RowPainter().paint(
        painter, shown, slots(COLUMNS["ref"], COLUMNS["description"], COLUMNS["status"]), RECT, selected=selected
    )
    painter.end()
    return image


def colours(image: QImage, x: int, y: int, width: int, height: int) -> set[str]:
    return {image.pixelColor(a, b).name() for a in range(x, x + width) for b in range(y, y + height)}


@pytest.mark.parametrize("dark", [False, True])
def test_a_hair_line_runs_below_the_row_and_nothing_between_the_columns(qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    tokens = theme.current()
    image = painted(row(), selected=False)
    assert colours(image, 0, RECT.bottom(), RECT.width(), 1) == {tokens.line}
    assert colours(image, 298, 0, 4, RECT.height() - 1) == {tokens.base}


@pytest.mark.parametrize("dark", [False, True])
def test_a_selected_row_is_accent_soft_over_the_whole_width(qapp: QApplication, dark: bool) -> None:
    theme.apply(qapp, dark=dark)
    tokens = theme.current()
    image = painted(row(), selected=True)
    for x in (0, 2, 299, 600, RECT.right()):
        assert image.pixelColor(x, 2).name() == tokens.accent_soft


def test_a_record_that_is_gone_is_an_empty_row(qapp: QApplication) -> None:
    assert qapp is not None
    tokens = theme.current()
    assert colours(painted(None, selected=False), 0, 0, RECT.width(), RECT.height() - 1) == {tokens.base}


def test_each_part_is_painted_in_its_tone(qapp: QApplication) -> None:
    assert qapp is not None
    tokens = theme.current()
    late = painted(row(due_date="2024-07-01", due_precision="day"), selected=False)
    assert tokens.late in colours(late, 600, 0, 200, RECT.height())
    title = colours(late, 300, 0, 300, RECT.height())
    assert tokens.ink in title
    assert tokens.late not in title


def laid(painter: RowPainter, shown: Row, name: str, width: int, *, first: bool = False) -> Laid:
    return painter.lay(shown, Slot(COLUMNS[name], 0, width, first))


def test_the_first_column_keeps_the_padding_of_the_page() -> None:
    painter = RowPainter()
    assert laid(painter, row(), "ref", 200, first=True).pieces[0].x == theme.PAGE_PADDING
    assert laid(painter, row(), "ref", 200).pieces[0].x == PADDING


def test_what_does_not_fit_is_elided_and_stays_inside_its_cell() -> None:
    painter, metrics = RowPainter(), QFontMetrics(theme.font(theme.TABLE))
    shown = row(description="Survey private yards able to take a destroyer 試験的整備の候補艦を選定する")
    assert not laid(painter, shown, "description", 900).elided
    for width in range(64, 300, 13):
        cell = laid(painter, shown, "description", width)
        last = cell.pieces[-1]
        assert cell.elided
        assert last.text.endswith("…")
        assert last.x + metrics.horizontalAdvance(last.text) <= width - PADDING + 1


def test_a_cell_too_narrow_for_anything_is_left_empty() -> None:
    assert laid(RowPainter(), row(), "description", 10).pieces == ()


def test_numbers_end_at_the_right_edge() -> None:
    painter, metrics = RowPainter(), QFontMetrics(theme.font(theme.TABLE))
    for number in (7, 1234):
        piece = laid(painter, row(due_offset=number), "due_offset", 120).pieces[0]
        assert piece.x + metrics.horizontalAdvance(piece.text) == 120 - PADDING


def test_a_cell_is_laid_out_once_for_a_width() -> None:
    painter, shown = RowPainter(), row()
    assert laid(painter, shown, "description", 200) is laid(painter, shown, "description", 200)
    assert laid(painter, shown, "description", 201) is not laid(painter, shown, "description", 200)


def test_the_width_wanted_is_the_width_that_needs_no_elision() -> None:
    painter, shown = RowPainter(), row(status="in_progress", due_date="2024-07-19", due_precision="day")
    for name in ("ref", "description", "due_date", "status"):
        width = painter.width(shown, COLUMNS[name], first=False)
        assert not laid(painter, shown, name, width).elided
        assert laid(painter, shown, name, width - 3).elided


@pytest.mark.parametrize("scale", [100, 125, 150, 200])
def test_rows_scale(qapp: QApplication, scale: int) -> None:
    theme.apply(qapp, scale=scale)
    painter = RowPainter()
    width = painter.width(row(), COLUMNS["description"], first=False)
    assert 0.93 < width / scale < 2.2


def test_half_a_name_in_the_second_script_is_left_out_as_a_whole(qapp: QApplication) -> None:
    assert qapp is not None
    empty = {field.name: None for field in ACTIONS.fields}
    record = Record("action_items", {**empty, "id": 1, "ref": "AI-0001", "owner_org_id": 26}, {"owner_org_id": "ATLA"})
    shown = Row(record, Look(ACTIONS, TODAY, "U", {("organizations", 26): "防衛装備庁"}))
    painter, column = RowPainter(), COLUMNS["owner_org_id"]
    whole = painter.width(shown, column, first=False)
    laid = painter.lay(shown, Slot(column, 0, whole))
    assert ([piece.text for piece in laid.pieces], laid.elided) == (["ATLA", "防衛装備庁"], False)
    laid = painter.lay(shown, Slot(column, 0, whole - 8))
    assert ([piece.text for piece in laid.pieces], laid.elided) == (["ATLA"], True)
