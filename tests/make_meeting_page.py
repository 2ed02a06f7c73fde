"""A window on the page of a meeting, and what its lists show, for the tests of that page."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dicas_desktop.store.store import Store
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.meeting.line_form import LineForm
from dicas_desktop.ui.meeting.lines import Kind, Line
from dicas_desktop.ui.meeting.page import MeetingPage
from dicas_desktop.ui.pages import meeting_page
from tests.make_window import Opened, open_window


def page_of(opened: Opened) -> MeetingPage:
    """The page of the meeting that is shown."""
    assert opened.window.desk is not None
    page = meeting_shown(opened.window.desk)
    assert page is not None
    return page


def open_page(qtbot: QtBot, qapp: QApplication, store: Store, meeting: int) -> Opened:
    """A window on the page of a meeting, the keyboard in its agenda."""
    opened = open_window(qtbot, qapp, store, meeting_page(meeting))
    page_of(opened).agenda.view.setFocus()
    opened.settle()
    return opened


def lines_of(opened: Opened, kind: Kind) -> list[Line]:
    """The lines of one kind in the agenda."""
    return [line for line in page_of(opened).agenda.view.lines.lines if line.kind is kind]


def topics(opened: Opened) -> list[str]:
    """The topics of the agenda in their order."""
    return column(opened, "topic")


def column(opened: Opened, name: str) -> list[str]:
    """What the items of the agenda show in a column."""
    return [line.cell(name).text for line in lines_of(opened, Kind.ITEM)]


def outcomes_of(opened: Opened) -> list[tuple[str, str]]:
    """Letter and text of the outcomes shown, from top to bottom."""
    return [(line.cell("no").text, line.cell("topic").text) for line in lines_of(opened, Kind.OUTCOME)]


def form_of(opened: Opened) -> LineForm:
    """The line that is open in the agenda."""
    form = page_of(opened).agenda.form
    assert form is not None
    return form
