"""A new meeting after a template or an older meeting, and a template kept of a meeting."""

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.domain.values import read
from dicas_desktop.store.listing import Listing, Record, Sort, fetch, ordered_ids
from dicas_desktop.store.meetings.templates import from_meeting, from_template, save_as_template
from dicas_desktop.store.search import normalise
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_MOST = 200  # sources offered at once
_SOURCE = Qt.ItemDataRole.UserRole


class NewMeetingDialog(Dialog):
    """Choose what it is made after, say title and day. `made` is the id of the new meeting."""

    def __init__(self, store: "Store", today: date, parent: QWidget) -> None:
        """Templates stand first, then the meetings, the latest first."""
        super().__init__(
            _("New meeting"), _("Make the meeting"), parent,
            _("It begins as a draft with the agenda of what is chosen. Later edits of a template do not touch it."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._today = store, today
        self.made = 0
        self.setMinimumWidth(theme.size(560))
        self.words, self.title, self.day = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(_("Templates and meetings"))
        self.list.setMinimumHeight(theme.size(200))
        self.words.setPlaceholderText(_("Filter templates and meetings…"))
        self.words.textChanged.connect(self._fill)
        self.list.currentItemChanged.connect(lambda item, _before: self._take(item))
        self.body.addWidget(self.words)
        self.body.addWidget(self.list, 1)
        for name, line in ((_("Title"), self.title), (_("Date"), self.day)):
            label = QLabel(name, self)
            label.setBuddy(line)
            theme.set_role(label, "mute")
            line.setAccessibleName(name)
            self.body.addWidget(label)
            self.body.addWidget(line)
        self.words.setAccessibleName(_("Filter templates and meetings"))
        self._fill()
        self.words.setFocus()

    def check(self) -> str:
        """Make it; what is refused is told and nothing is written."""
        item = self.list.currentItem()
        if item is None:
            return _("Nothing is chosen: mark a template or a meeting in the list.")
        table, row_id = item.data(_SOURCE)
        try:
            values: dict[str, Any] = read(
                ENTITIES["meetings"].field("start_date"), self.day.text(), lambda _t, _n: None
            )
            values["end_date"] = values["start_date"]
            if self.title.text().strip():
                values["title"] = self.title.text().strip()
            make = from_template if table == "templates" else from_meeting
            with self._store.write(_("New meeting after {source}").format(source=item.text().strip())) as step:
                self.made = make(step, row_id, values).id
        except UserProblem as problem:
            return str(problem)
        return ""

    def _fill(self) -> None:
        self.list.clear()
        for table, sort in (("templates", Sort("name")), ("meetings", Sort("start_date", descending=True))):
            with self._store.read() as db:
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


class SaveTemplateDialog(Dialog):
    """Asks the name of the template that keeps kind and agenda of a meeting."""

    def __init__(self, store: "Store", meeting: tuple[int, str], parent: QWidget) -> None:
        """`meeting` is id and title."""
        super().__init__(
            _("Save {meeting} as a template").format(meeting=meeting[1]), _("Save the template"), parent,
            _("Kind, purpose and agenda are kept; people, days and outcomes are not."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )  # fmt: skip
        self._store, self._meeting = store, meeting[0]
        self.name = QLineEdit(meeting[1], self)
        self.name.setAccessibleName(_("Name of the template"))
        self.name.selectAll()
        self.body.addWidget(self.name)
        self.name.setFocus()

    def check(self) -> str:
        """Save it; a name that is taken or empty is refused."""
        try:
            with self._store.write(_("Save a template of the meeting")) as step:
                save_as_template(step, self._meeting, self.name.text())
        except UserProblem as problem:
            self.name.setFocus()
            return str(problem)
        return ""
