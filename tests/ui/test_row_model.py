from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Condition, Listing, Sort
from dicas_desktop.store.store import Store
from dicas_desktop.ui import row_model
from dicas_desktop.ui.row_model import RowModel
from dicas_desktop.ui.row_query import FIRST, RowQuery
from dicas_desktop.ui.second_names import SecondNames, second_column
from tests.make import TODAY, sample_store
from tests.make_page import NO_DISPLAY, collected, press, shown_page

pytestmark = NO_DISPLAY
ROWS = 3_000
Role = Qt.ItemDataRole


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The sample and 3,000 more actions."""
    store = sample_store(tmp_path_factory.mktemp("long") / "long.dicas")
    rows = [{"description": f"Action {n}", "due_date": f"20{24 + n % 60:02d}-01-01"} for n in range(ROWS)]
    with store.write("Add actions") as step:
        step.add_many("action_items", rows)
    yield store
    store.close()


@pytest.fixture
def model(long: Store, qapp: object) -> Iterator[RowModel]:
    assert qapp is not None
    made = RowModel(long, ENTITIES["action_items"], TODAY)
    yield made
    made.stop(wait=True)


def test_the_first_rows_come_at_once_and_the_rest_is_appended(
    model: RowModel, qtbot: QtBot, qtmodeltester: ModelTester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_model, "AT_ONCE", 5)
    resets, inserts = collected(model.modelReset.connect), collected(model.rowsInserted.connect)
    counts = collected(model.counted.connect)
    model.show(model.listing)
    assert model.rowCount() == FIRST
    assert counts == [(FIRST, -1)]
    first = list(model.source.ids)
    qtbot.waitUntil(lambda: not model.busy, timeout=5000)
    assert model.rowCount() == ROWS + 29
    assert list(model.source.ids)[:FIRST] == first
    assert (len(resets), len(inserts)) == (1, 1)
    assert counts[-1] == (ROWS + 29, ROWS + 29)
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]  # pytest-qt leaves it untyped


def test_the_window_does_not_wait_for_a_slow_store(
    model: RowModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(row_model, "AT_ONCE", 0)
    model.show(model.listing)
    assert model.busy
    qtbot.waitUntil(lambda: model.rowCount() == ROWS + 29, timeout=5000)
    assert not model.busy


def test_a_reload_shortens_nothing_while_the_order_is_looked_up(
    model: RowModel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    model.show(model.listing)
    model.finish()
    monkeypatch.setattr(row_model, "AT_ONCE", 0)
    resets = collected(model.modelReset.connect)
    model.reload()
    assert model.rowCount() == ROWS + 29
    qtbot.waitUntil(lambda: not model.busy, timeout=5000)
    assert resets == [], "the order is the same"


def test_a_query_that_is_given_up_is_no_problem_for_anybody(model: RowModel, monkeypatch: pytest.MonkeyPatch) -> None:
    model.show(model.listing)
    model.finish()
    monkeypatch.setattr(row_model, "AT_ONCE", 0)
    refused = collected(model.refused.connect)
    for words in ("a", "ac", "act", "acti", "action"):
        model.show(Listing("action_items", text=words, sort=(Sort("description"),)))
    model.stop(wait=True)
    assert not model.busy
    assert model.rowCount() >= FIRST
    assert refused == []


def test_what_the_store_refuses_is_told_and_the_rows_stay(model: RowModel) -> None:
    model.show(model.listing)
    model.finish()
    refused = collected(model.refused.connect)
    model.show(Listing("action_items", (Condition("no_such_field", "=", 1),)))
    model.finish()
    assert "no_such_field" in str(refused[0][0])
    assert model.rowCount() == ROWS + 29


def test_a_cancelled_query_lets_the_store_go(long: Store) -> None:
    queries = [RowQuery(long, Listing("action_items", text="a"), TODAY, at_once=True) for _ in range(5)]
    for query in queries:
        query.cancel()
        query.join()
    with long.write("Set nothing"):
        pass


def test_at_most_three_keys_sort(model: RowModel) -> None:
    model.show(model.listing)
    for name in ("status", "wg_id", "owner_org_id", "description"):
        model.sort_by(model.column_named(name), further=True)
    model.finish()
    assert [key.field for key in model.listing.sort] == ["wg_id", "owner_org_id", "description"]


def test_the_roles_tell_screen_readers_and_editors(model: RowModel) -> None:
    model.show(Listing("action_items", (Condition("slug", "=", "act-gpi-contract"),)))
    model.finish()
    due, lead = (model.index(0, model.column_named(name)) for name in ("due_date", "wg_id"))
    assert due.data() == "by Mar 2025"
    assert due.data(Role.EditRole) == "by Mar 2025"
    assert due.data(Role.AccessibleTextRole) == "Due: by Mar 2025"
    assert lead.data(Role.AccessibleTextRole) == "Working group: not recorded"
    assert due.data(Role.DecorationRole) is None
    assert model.flags(due) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.column_named("no such") == -1


def test_selection_and_scroll_position_outlive_the_rest_of_the_rows(
    qtbot: QtBot, long: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with shown_page(qtbot, long, "action_items", (900, 400)) as page:
        monkeypatch.setattr(row_model, "AT_ONCE", 5)
        page.model.show(Listing("action_items", sort=(Sort("description"),)))
        assert page.row_count() == FIRST
        page.table.select(page.model.source.ids[60])
        selected, bar = page.table.selected_ids(), page.table.verticalScrollBar().value()
        qtbot.waitUntil(lambda: not page.model.busy, timeout=5000)
        assert page.row_count() == ROWS + 29
        assert (page.table.selected_ids(), page.table.verticalScrollBar().value()) == (selected, bar)


def test_a_selection_of_everything_is_one_span_and_is_copied_whole(qtbot: QtBot, long: Store) -> None:
    with shown_page(qtbot, long, "action_items", (900, 400)) as page:
        press(page.table, Qt.Key.Key_A, with_=Qt.KeyboardModifier.ControlModifier)
        assert page.table.selectionModel().selection().count() == 1
        assert len(page.table.selected_ids()) == ROWS + 29


def test_a_large_selection_is_handed_on_and_not_copied(qtbot: QtBot, long: Store) -> None:
    with shown_page(qtbot, long, "action_items", (900, 400)) as page:
        heard: list[list[int]] = []
        page.table.selection_changed.connect(heard.append)
        page.selected.connect(lambda _table, ids: heard.append(ids))
        page.table.selectAll()
        assert {len(ids) for ids in heard} == {ROWS + 29}
        assert heard[0] is heard[1], "Qt's own lists take a second for a million ids"


def test_names_in_the_second_language_are_looked_up_once(long: Store) -> None:
    names = SecondNames(ENTITIES["action_items"], ENTITIES)
    model = RowModel(long, ENTITIES["action_items"], TODAY)
    model.show(Listing("action_items", (Condition("owner_org_id", "filled"),)))
    model.finish()
    rows = [row for n in range(5) if (row := model.row(n)) is not None]
    with long.read() as db:
        names.learn(db, [row.record for row in rows])
        known = dict(names.known)
        names.learn(db, [row.record for row in rows])
    assert names.known == known
    assert any(name for (table, _id), name in known.items() if table == "organizations")
    assert second_column(ENTITIES["organizations"]) == "name_ja"
    assert second_column(ENTITIES["meetings"]) == "title_ja"
    assert second_column(ENTITIES["sources"]) == ""


def test_typing_on_uses_the_order_that_is_known(model: RowModel) -> None:
    model.show(model.listing)
    model.finish()
    order = model._order  # noqa: SLF001 - what is kept between two queries
    assert order is not None
    for words in ("action", "action 2", ""):
        model.show(Listing("action_items", text=words, sort=(Sort("due_date"),)))
        model.finish()
        assert model._order is order  # noqa: SLF001 - what is kept between two queries
    assert model.source.ids == order.ids
    model.show(Listing("action_items", (Condition("status", "=", "open"),), "action", (Sort("due_date"),)))
    model.finish()
    assert model._order is not order  # noqa: SLF001 - another list, another order
    model.reload()
    model.finish()
    assert model._order is not None  # noqa: SLF001 - made anew after the store changed
    assert len(model._order.ids) >= model.rowCount()  # noqa: SLF001 - the order before the text
