from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.store import Store
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.new_record import NewRecord, fields_of, given_by
from tests.make import RECORDED, TODAY, reopen
from tests.make_page import NO_DISPLAY, click, collected, head_of, id_of, press, record, shown_page

pytestmark = NO_DISPLAY
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, sample: Store) -> Iterator[EntityPage]:
    with shown_page(qtbot, sample, "meetings") as shown:
        yield shown


def form_of(page: EntityPage) -> NewRecord:
    page.add()
    QApplication.processEvents()
    assert page.form is not None
    return page.form


def good_text(store: Store, field: Field) -> str:
    if field.kind is Kind.REFERENCE:
        with store.read() as db:
            return str(db.execute(f"SELECT ref FROM {field.target} LIMIT 1").scalar())
    if field.kind is Kind.CHOICE:
        return field.choices[0].value
    return {Kind.INTEGER: "7", Kind.MONEY: "7"}.get(field.kind, "Example text")


@pytest.mark.parametrize("table", RECORDED)
def test_a_record_of_each_kind_is_added_with_only_what_is_needed(qtbot: QtBot, sample: Store, table: str) -> None:
    with shown_page(qtbot, sample, table) as page:
        rows, steps = page.row_count(), sample.head.steps
        form = form_of(page)
        for field in fields_of(ENTITIES[table]):
            if field.required:
                form.editors[field.name].set_text(good_text(sample, field))
        assert form.add(), form.findChild(QLabel)
        assert (page.row_count(), sample.head.steps) == (rows + 1, steps + 1)
        (added,) = page.table.selected_ids()
        values = record(sample, table, added).values
        assert all(values[field.name] is not None for field in ENTITIES[table].fields if field.required)
        assert values["ref"].startswith(f"{ENTITIES[table].prefix}-")
        sample.undo()
        assert page.row_count() == rows


@pytest.mark.parametrize("table", RECORDED)
def test_the_empty_form_of_each_kind_tells_what_is_missing(qtbot: QtBot, sample: Store, table: str) -> None:
    needed = [field for field in fields_of(ENTITIES[table]) if field.required and field.default is None]
    with shown_page(qtbot, sample, table) as page:
        before = head_of(sample)
        form = form_of(page)
        if not needed:
            return
        assert not form.add()
        told = [name for name, editor in form.editors.items() if editor.note.isVisible()]
        assert told in [[field.name] for field in needed]
        assert "is missing" in form.editors[told[0]].note.text()
        assert head_of(sample) == before


def test_the_whole_form_is_worked_by_keyboard(page: EntityPage, sample: Store) -> None:
    form = form_of(page)
    press(form.editors["title"].input, "Example working session")
    order = []
    for _ in range(len(form.editors)):
        focus = QApplication.focusWidget()
        assert focus is not None
        order.append(focus.accessibleName())
        press(focus, Key.Key_Tab)
    assert order == [editor.input.accessibleName() for editor in form.editors.values()]
    date, forum = form.editors["start_date"].input, form.editors["forum_id"].input
    date.setFocus()
    press(date, "Aug 2024")
    forum.setFocus()
    press(forum, "DICAS", Key.Key_Return)
    (added,) = page.table.selected_ids()
    values = record(sample, "meetings", added)
    assert (values.values["start_date"], values.values["date_precision"]) == ("2024-08-01", "month")
    assert values.labels["forum_id"] == "DICAS"


def test_a_rule_between_fields_is_told_under_the_field_it_names(page: EntityPage, sample: Store) -> None:
    before = head_of(sample)
    form = form_of(page)
    form.editors["title"].set_text("Example")
    form.editors["forum_id"].set_text("no such forum")
    assert not form.add()
    assert "no such forum" in form.editors["forum_id"].note.text()
    assert head_of(sample) == before


def test_a_problem_of_no_field_stands_above_the_buttons(page: EntityPage, sample: Store) -> None:
    form = form_of(page)
    form.editors["title"].set_text("Example")
    sample.close()
    read_only = reopen(sample.path, read_only=True)
    form._store = read_only  # noqa: SLF001 - the file became read-only under the open form
    assert not form.add()
    assert form.isVisible()
    assert "read-only" in form._problem.text()  # noqa: SLF001 - its own line
    assert form._problem.isVisible()  # noqa: SLF001 - its own line
    read_only.close()


def test_escape_leaves_from_the_buttons_too_and_cancel_does_the_same(page: EntityPage) -> None:
    for leave in ("key", "button"):
        form = form_of(page)
        cancel = next(button for button in form.findChildren(QPushButton) if button.text() == "Cancel")
        left = collected(form.left.connect)
        if leave == "key":
            cancel.setFocus()
            press(cancel, Key.Key_Escape)
        else:
            click(cancel)
        assert not form.isVisible()
        assert left == [()]


def test_adding_again_after_a_refusal_begins_without_the_old_sentence(page: EntityPage) -> None:
    form = form_of(page)
    form.add()
    assert form.editors["title"].note.isVisible()
    form.leave()
    again = form_of(page)
    assert again is form
    assert not form.editors["title"].note.isVisible()


def test_labels_name_their_fields_and_mark_what_is_needed(page: EntityPage) -> None:
    form = form_of(page)
    buddies = {label.buddy(): label.text() for label in form.findChildren(QLabel) if label.buddy() is not None}
    assert buddies[form.editors["title"].input] == "Title *"
    assert buddies[form.editors["city"].input] == "City"
    assert len(buddies) == len(form.editors)


@pytest.mark.parametrize("width", [700, 1000, 1244])
def test_nothing_in_the_form_is_cut_off(qtbot: QtBot, sample: Store, width: int) -> None:
    with shown_page(qtbot, sample, "repair_schedules", (width, 700)) as page:
        form = form_of(page)
        for editor in form.editors.values():
            place = QPoint(editor.mapTo(form, editor.rect().bottomRight()))
            assert form.rect().contains(place)
            assert editor.input.height() >= editor.input.fontMetrics().height()
        for button in form.findChildren(QPushButton):
            assert button.width() >= button.sizeHint().width()


def test_filters_that_settle_no_field_give_nothing(sample: Store) -> None:
    entity = ENTITIES["action_items"]
    lead = id_of(sample, "organizations", "us-navy")
    where = (
        Condition("is", "=", "late"),
        Condition("due_date", "<=", "2024-07-28"),
        Condition("status", "in", ("open", "blocked")),
        Condition("id", "in", (1, 2)),
        Condition("owner_org_id", "=", lead),
        Condition("kind", "=", "plan"),
        Condition("wg_id", "=", 999_999),
    )
    ref = record(sample, "organizations", lead).values["ref"]
    assert given_by(sample, entity, where) == {"owner_org_id": ref, "kind": "plan", "wg_id": ""}


def test_the_label_of_the_step_shortens_a_long_title(page: EntityPage, sample: Store) -> None:
    form = form_of(page)
    form.editors["title"].set_text("A meeting whose title is much longer than any menu would like to show")
    assert form.add()
    assert sample.undo_label == "Add meeting “A meeting whose title is much longer tha…”"
    assert TODAY.isoformat() not in sample.undo_label
