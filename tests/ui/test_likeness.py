"""The form of a new person or organization says whom it looks like."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.new_record import NewRecord
from tests.make_page import NO_DISPLAY, shown_page

pytestmark = NO_DISPLAY


def typed(form: NewRecord, **texts: str) -> str:
    for name, text in texts.items():
        editor = form.editors[name]
        editor.setFocus()
        if text.isascii():
            QTest.keyClicks(editor.input, text)
        else:
            editor.type(text)
    assert form.likeness is not None
    QTest.qWait(300)
    return form.likeness.text() if not form.likeness.isHidden() else ""


@pytest.mark.parametrize(
    ("table", "texts", "told"),
    [
        ("persons", {"name_en": "FUKASAWA Masaki"}, "PE-0002 Masaki Fukasawa: same name in Latin letters"),
        ("persons", {"name_en": "X", "name_ja": "深沢雅貴"}, "PE-0002 Masaki Fukasawa: same name in Japanese"),
        ("organizations", {"name_en": "ministry of defense"}, "O-0025 Ministry of Defense: same name"),
    ],
)
def test_whoever_is_there_already_is_named_while_one_types(
    qtbot: QtBot, sample: Store, table: str, texts: dict[str, str], told: str
) -> None:
    with shown_page(qtbot, sample, table) as page:
        page.add()
        QApplication.processEvents()
        assert page.form is not None
        assert typed(page.form, **texts) == f"▲ Looks like {told}. Is it the same? Esc leaves without adding."
        QTest.keyClick(page.form.editors["name_en"].input, Qt.Key.Key_Escape)
        page.add()
        assert page.form.likeness is not None
        assert page.form.likeness.isHidden()


def test_a_new_name_says_nothing_and_a_known_one_keeps_nobody_from_adding(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "persons") as page:
        page.add()
        QApplication.processEvents()
        assert page.form is not None
        assert typed(page.form, name_en="Example Person") == ""
        page.form.editors["name_en"].set_text("")
        assert typed(page.form, name_en="Masaki Fukasawa") != ""
        rows = page.row_count()
        QTest.keyClick(page.form.editors["name_en"].input, Qt.Key.Key_Return)
        QApplication.processEvents()
        assert page.row_count() == rows + 1


def test_other_kinds_of_records_have_no_such_line(qtbot: QtBot, sample: Store) -> None:
    with shown_page(qtbot, sample, "meetings") as page:
        page.add()
        assert page.form is not None
        assert page.form.likeness is None
