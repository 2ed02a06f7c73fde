"""Every kind of record through the same set: it shows, sorts, filters, edits each of its fields and undoes."""

from itertools import pairwise

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.values import read
from dicas_desktop.store.listing import Listing, count, find
from dicas_desktop.store.store import Store
from dicas_desktop.ui.asking import ReasonDialog, SecondLeadDialog
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.moves_dialog import MovesDialog
from dicas_desktop.ui.row_cells import REF
from dicas_desktop.ui.row_model import RowModel
from tests.make import RECORDED, TODAY, dump
from tests.make_page import NO_DISPLAY, editor_of, head_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key
every_kind = pytest.mark.parametrize("table", RECORDED)

GOOD = {
    Kind.TEXT: "Example text テスト",
    Kind.LONG_TEXT: "First line\nsecond line",
    Kind.INTEGER: "42",
    Kind.MONEY: "1,234,567",
    Kind.TIME: "0930",
    Kind.ZONE: "Asia/Tokyo",
    Kind.URL: "https://example.org/page",
    Kind.COUNTRY: "jp",
    Kind.MARKING: "U",
}
# what goes from one state to the next only, or stands once in its delegation: tried where those rules are
BY_RULES = {
    ("meetings", "stage"), ("delegation_members", "delegation_id"), ("delegations", "leader_person_id"),
    ("action_items", "owner_org_id"),
}  # fmt: skip
BAD = {
    Kind.INTEGER: "12x",
    Kind.MONEY: "1.5 m",
    Kind.DATE: "31 Feb 2024",
    Kind.TIME: "25:00",
    Kind.ZONE: "Mars/Base",
    Kind.CHOICE: "no such word",
    Kind.REFERENCE: "no such record at all",
    Kind.URL: "an address",
    Kind.COUNTRY: "Example country",
    Kind.MARKING: "SECRET STUFF",
}


# where a rule leaves less to choose from: a delegation without a head, the first stage of a meeting
ALLOWED = {"delegation_id": "DG-0018", "stage": "Draft"}


def good_text(store: Store, field: Field) -> str:
    if field.name in ALLOWED:
        return ALLOWED[field.name]
    if field.kind is Kind.REFERENCE:
        with store.read() as db:
            return str(db.execute(f"SELECT ref FROM {field.target} ORDER BY id DESC LIMIT 1").scalar())
    if field.kind is Kind.CHOICE:
        return field.choices[-1].label
    if field.kind is Kind.DATE:
        return "31 Dec 2150" if field.end or "end" in field.name or field.name == "to_date" else "1 Jan 1850"
    return GOOD[field.kind]


def enter(page: EntityPage, row: int, field: str, text: str) -> None:
    page.table.select(page.model.source.ids[row], page.model.column_named(field))
    page.table.edit_cell()
    editor = editor_of(page)
    editor.type(text)
    press(editor.input, Key.Key_Return, with_=Qt.KeyboardModifier.ControlModifier)
    for dialog in page.window().findChildren(ReasonDialog):  # a suspense that moves, agreed words that are corrected
        if dialog.isVisible():
            dialog.reason.setText("Example reason")
            dialog.agreed.setText("Example agreement")
            press(dialog.reason, Key.Key_Return)
    for kind in (SecondLeadDialog, MovesDialog):  # another lead than before, an event on which deadlines hang
        for question in page.window().findChildren(kind):
            if question.isVisible():
                press(question, Key.Key_Return)


@every_kind
def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, sample: Store, table: str) -> None:
    model = RowModel(sample, ENTITIES[table], TODAY)
    model.show(model.listing)
    model.finish()
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


@every_kind
def test_every_record_is_a_row_and_the_head_tells_how_many(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page, sample.read() as db:
        number = count(db, Listing(table), TODAY)
        assert page.row_count() == number > 0
        assert page.head.counts.text() == f"{number:,}"
        rows = [page.model.row(row) for row in range(number)]
        assert {row.id for row in rows if row is not None} == set(page.model.source.ids)


@every_kind
def test_each_column_sorts_both_ways_and_says_so(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        everything = sorted(page.model.source.ids)
        for number, column in enumerate(page.model.columns):
            page.model.sort_by(number)
            for sign in ("▲", "▼"):
                page.model.finish()
                heads = [
                    str(page.model.headerData(n, Qt.Orientation.Horizontal)) for n in range(len(page.model.columns))
                ]
                assert [head[-1] for head in heads if head[-1] in "▲▼"] == [sign]
                assert heads[number].endswith(sign)
                assert sorted(page.model.source.ids) == everything
                if column.field is not None and column.field.kind in (Kind.DATE, Kind.INTEGER, Kind.MONEY):
                    in_order(page, column.name, descending=sign == "▼")
                page.model.sort_by(number)


def in_order(page: EntityPage, name: str, *, descending: bool) -> None:
    rows = [page.model.row(number) for number in range(page.row_count())]
    values = [row.record.values[name] for row in rows if row is not None]
    known = [value for value in values if value is not None]
    assert values[: len(known)] == known, "what is not known comes last either way"
    assert all(a >= b if descending else a <= b for a, b in pairwise(known))


@every_kind
def test_the_free_text_finds_a_record_by_its_reference(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        row = page.model.row(page.row_count() // 2)
        assert row is not None
        page.filters.field.setText(str(row.record.values[REF]))
        page.model.finish()
        assert row.id in page.model.source.ids
        page.filters.field.setText("zzzz no such words")
        page.model.finish()
        assert page.row_count() == 0
        assert "None of the" in page.table.empty_text


@every_kind
def test_each_field_is_edited_in_place_and_undone(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        before = dump(sample)[table]
        for field in ENTITIES[table].fields:
            if field.hidden or (table, field.name) in BY_RULES:
                continue
            if field.kind is Kind.TIME:
                enter(page, 0, "time_zone", "Asia/Tokyo")
            row_id, text = page.model.source.ids[0], good_text(sample, field)
            enter(page, 0, field.name, text)
            assert page.table.cell_edit.editor is None, f"{field.name}: {page.table.cell_edit._note.text()}"  # noqa: SLF001 - its own line
            with sample.read() as db:
                wanted = read(field, text, lambda target, name: find(db, target, name))
            stored = record(sample, table, row_id).values
            assert {name: stored[name] for name in wanted} == wanted
            while sample.undo_label and sample.undo_label.startswith("Set "):
                sample.undo()
            page.model.finish()
            assert dump(sample)[table] == before, field.name


@every_kind
def test_a_bad_value_is_refused_with_a_sentence_and_nothing_is_written(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        before = head_of(sample)
        for field in ENTITIES[table].fields:
            if field.hidden or field.kind not in BAD or field.suggested:
                continue
            enter(page, 0, field.name, BAD[field.kind])
            assert page.table.cell_edit.editor is not None, field.name
            assert field.label in page.table.cell_edit._note.text()  # noqa: SLF001 - its own line
            press(editor_of(page).input, Key.Key_Escape)
            assert page.table.cell_edit.editor is None
        assert head_of(sample) == before


@every_kind
def test_an_empty_table_says_what_would_be_here_and_the_key_that_adds_it(
    qtbot: QtBot, empty: Store, table: str
) -> None:
    with shown_page(qtbot, empty, table) as page:
        assert page.row_count() == 0
        assert ENTITIES[table].plural.lower() in page.table.empty_text.lower()
        assert "Ctrl+N" in page.table.empty_text
