"""A new meeting after a template or an older meeting, and a template kept of a meeting."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import read
from dicas_desktop.store.listing import Listing, Record, Sort, fetch, ordered_ids
from dicas_desktop.store.meetings.templates import from_meeting, from_template, save_as_template
from dicas_desktop.store.search import normalise
from dicas_desktop.ui import theme
from dicas_desktop.ui.meeting.step_dialog import StepDialog

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step
    from dicas_desktop.store.store import Store

_MOST = 200  # sources offered at once
_SOURCE = Qt.ItemDataRole.UserRole


class NewMeetingDialog(StepDialog):
    """Choose what it is made after, say title and day. `made` is the id of the new meeting."""

    wide = 560

    def __init__(self, store: "Store", today: date, parent: QWidget) -> None:
        """Templates stand first, then the meetings, the latest first."""
        note = _("It begins as a draft with the agenda of what is chosen. Later edits of a template do not touch it.")
        super().__init__(store, _("New meeting"), _("Make the meeting"), parent, note)
        self._today = today
        self.made = 0
        self.words, self.list = QLineEdit(self), QListWidget(self)
        self.list.setAccessibleName(_("Templates and meetings"))
        self.list.setMinimumHeight(theme.size(200))
        self.words.setPlaceholderText(_("Filter templates and meetings…"))
        self.words.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(lambda item, _before: self._take(item))
        self.body.addWidget(self.words)
        self.body.addWidget(self.list, 1)
        self.title, self.day = self.add_line(_("Title")), self.add_line(_("Date"))
        self.words.setAccessibleName(_("Filter templates and meetings"))
        self._fill()
        self.words.setFocus()

    def missing(self) -> str:
        """A template or a meeting must be chosen."""
        chosen = self.list.currentItem()
        return "" if chosen else _("Nothing is chosen: mark a template or a meeting in the list.")

    def label(self) -> str:
        """Name what it is made after."""
        return _("New meeting after {source}").format(source=self.list.currentItem().text().strip())

    def write(self, step: "Step") -> None:
        """Make it."""
        table, row_id = self.list.currentItem().data(_SOURCE)
        values: dict[str, Any] = read(ENTITIES["meetings"].field("start_date"), self.day.text(), lambda _t, _n: None)
        values["end_date"] = values["start_date"]
        if self.title.text().strip():
            values["title"] = self.title.text().strip()
        self.made = (from_template if table == "templates" else from_meeting)(step, row_id, values).id

    def _fill(self) -> None:
        self.list.clear()
        for table, sort in (("templates", Sort("name")), ("meetings", Sort("start_date", descending=True))):
            with self.store.read() as db:
                ids = list(ordered_ids(db, Listing(table, text=self.words.text(), sort=(sort,)), self._today, _MOST))
                records = fetch(db, table, ids)
            records.sort(key=self._far)
            for record in records:
                values = record.values
                if table == "templates":
                    name, title = _("Template: {name}").format(name=values["name"]), values["name"]
                else:
                    day = show_date(values["start_date"], values["date_precision"] or "day") or _("no date")
                    name, title = f"{day}  ·  {values['title']}", values["title"]
                item = QListWidgetItem(name)
                item.setData(_SOURCE, (table, values["id"]))
                item.setData(_SOURCE + 1, title)
                self.list.addItem(item)
        self.list.setCurrentRow(0 if self.list.count() else -1)

    def _far(self, record: Record) -> int:
        """0 for what is called as typed, 1 for what has the words in its name, 2 for what only speaks of them."""
        words = normalise(self.words.text().strip())
        title = normalise(record.values[ENTITIES[record.table].title])
        return 0 if title == words else 1 if words in title else 2

    def _take(self, item: QListWidgetItem | None) -> None:
        self.title.setText(str(item.data(_SOURCE + 1)) if item is not None else "")


class SaveTemplateDialog(StepDialog):
    """Asks the name of the template that keeps kind and agenda of a meeting."""

    def __init__(self, store: "Store", meeting: tuple[int, str], parent: QWidget) -> None:
        """`meeting` is id and title."""
        note = _("Kind, purpose and agenda are kept; people, days and outcomes are not.")
        title = _("Save {meeting} as a template").format(meeting=meeting[1])
        super().__init__(store, title, _("Save the template"), parent, note)
        self._meeting = meeting[0]
        self.name = self.add_line(_("Name of the template"), meeting[1])

    def label(self) -> str:
        """Say of what."""
        return _("Save a template of the meeting")

    def write(self, step: "Step") -> None:
        """Save it; a name that is taken or empty is refused."""
        self.name.setFocus()
        save_as_template(step, self._meeting, self.name.text())
