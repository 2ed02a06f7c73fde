"""What the officer's office leads is one chip, where the officer is known among the people on record."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.listing import Condition
from dicas_desktop.store.officer import Officer, officer_in
from dicas_desktop.store.store import Store
from dicas_desktop.ui.chips import Chip
from dicas_desktop.ui.officer import OfficerDialog
from dicas_desktop.ui.settings import Settings
from tests.make_keys import by_key, dialog_of, page_of, wake
from tests.make_page import head_of
from tests.make_window import NO_DISPLAY, Opened, open_window

pytestmark = NO_DISPLAY
NAME = "Example Person"


@pytest.fixture
def office(sample: Store) -> int:
    """The office that leads AI-0003; the officer of the tests works there."""
    with sample.read() as db:
        found = int(db.execute("SELECT owner_org_id FROM action_items WHERE id = 3").scalar())
    with sample.write("Add the officer") as step:
        step.add("persons", {"name_en": NAME, "name_ja": "例示 太郎", "org_id": found})
    return found


def window_of(qtbot: QtBot, qapp: QApplication, store: Store, page: str, name: str = NAME) -> Opened:
    settings = Settings(None)
    settings.remember("officer/name", name)
    return open_window(qtbot, qapp, store, page, settings=settings)


def chips(opened: Opened) -> list[str]:
    return [chip.label for chip in page_of(opened).filters.chips]


def mine(opened: Opened) -> Chip:
    return next(chip for chip in page_of(opened).filters.chips if chip.label == "Mine")


def test_the_chip_shows_what_the_office_of_the_officer_leads(
    qtbot: QtBot, qapp: QApplication, sample: Store, office: int
) -> None:
    opened = window_of(qtbot, qapp, sample, "action_items")
    before = head_of(sample)
    with sample.read() as db:
        led = db.execute("SELECT count(*) FROM action_items WHERE owner_org_id = ?", (office,)).scalar()
    chip = mine(opened)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Space)
    page_of(opened).model.finish()
    assert page_of(opened).model.listing.where == (Condition("owner_org_id", "=", office),)
    assert 0 < page_of(opened).row_count() == led < 29
    assert mine(opened).isChecked()
    QTest.keyClick(mine(opened), Qt.Key.Key_Delete)
    page_of(opened).model.finish()
    assert page_of(opened).row_count() == 29
    assert head_of(sample) == before


@pytest.mark.parametrize(("page", "there"), [("agenda_items", True), ("delegations", True), ("meetings", False)])
def test_kinds_without_a_lead_have_no_such_chip(
    qtbot: QtBot, qapp: QApplication, sample: Store, office: int, page: str, there: bool
) -> None:
    assert office
    assert ("Mine" in chips(window_of(qtbot, qapp, sample, page))) is there


@pytest.mark.parametrize("name", ["", "Nobody on record", "Example Pers"])
def test_an_officer_who_is_not_on_record_has_none(
    qtbot: QtBot, qapp: QApplication, sample: Store, office: int, name: str
) -> None:
    assert office
    assert "Mine" not in chips(window_of(qtbot, qapp, sample, "action_items", name))


def test_a_name_belongs_to_one_person_or_to_nobody(sample: Store, office: int) -> None:
    with sample.read() as db:
        known = officer_in(db, NAME)
        assert known is not None
        assert known.office == office
        assert officer_in(db, "  example  PERSON ") == known
        assert officer_in(db, "例示 太郎") == known
        assert officer_in(db, "") is None
    with sample.write("Add another of the same name") as step:
        other = step.add("persons", {"name_en": NAME}).id
    with sample.read() as db:
        assert officer_in(db, NAME) is None, "nobody can tell which of the two"
    with sample.write("Delete the first") as step:
        step.delete("persons", [known.person])
    with sample.read() as db:
        assert officer_in(db, NAME) == Officer(other, None)


def test_the_name_is_asked_for_and_brings_the_chip_at_once(
    qtbot: QtBot, qapp: QApplication, sample: Store, office: int
) -> None:
    assert office
    opened = open_window(qtbot, qapp, sample, "action_items")
    before = head_of(sample)
    by_key(opened, "officer_name")
    dialog = dialog_of(opened, "Your name")
    assert isinstance(dialog, OfficerDialog)
    QTest.keyClicks(dialog.name, "Nobody on record")
    assert dialog.told.text() == "No one person on record bears this name."
    dialog.name.selectAll()
    QTest.keyClicks(dialog.name, NAME)
    assert dialog.told.text().startswith("PE-")
    assert f" · {NAME} · " in dialog.told.text()
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    wake(opened)
    opened.settle()
    assert opened.window.settings.value("officer/name") == NAME
    assert opened.window.status.note.text() == f"Steps will bear the name {NAME}."
    assert "Mine" in chips(opened)
    assert head_of(sample) == before
