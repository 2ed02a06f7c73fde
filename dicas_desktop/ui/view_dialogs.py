"""Dialogs of saved views: save what the page shows under a name; open, rename and delete what was saved."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QPushButton, QWidget

from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.field_write import read_only_text
from dicas_desktop.ui.views import View, checked_name, save_views, views_of

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_HEIGHT = 220  # px at 100 %


class SaveViewDialog(Dialog):
    """Asks for a name and saves a view under it; a name that is there already is replaced."""

    def __init__(self, store: "Store", entity: Entity, view: View, contents: str, parent: QWidget) -> None:
        """`contents` says in words what the view holds."""
        super().__init__(
            _("Save a view of {records}").format(records=_plural(entity)),
            _("Save the view"),
            parent,
            contents,
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )
        self._store, self._entity, self.view = store, entity, view
        self.add_label(self.body, _("Name"), "mute")
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name of the view"))
        self.name.textChanged.connect(self._tell_replaced)
        self.body.addWidget(self.name)
        self.told = self.add_label(self.body, " ", "mute")
        self.name.setFocus()

    def check(self) -> str:
        """Save; a name that is none is told and nothing is kept."""
        try:
            self.view = self.view._replace(name=checked_name(self.name.text()))
            others = [v for v in self._views() if v.name.casefold() != self.view.name.casefold()]
            save_views(self._store, self._entity.table, [*others, self.view])
        except UserProblem as problem:
            self.name.setFocus()
            return str(problem)
        return ""

    def _views(self) -> list[View]:
        return views_of(self._store, self._entity.table)

    def _tell_replaced(self, text: str) -> None:
        name = " ".join(text.split()).casefold()
        there = any(view.name.casefold() == name for view in self._views())
        self.told.setText(_("A view of this name is there: it will be replaced.") if there else " ")
        self.show_problem("")


class ViewsDialog(Dialog):
    """The saved views of a kind of record: Enter opens one, F2 renames it, Del deletes it."""

    def __init__(self, store: "Store", entity: Entity, parent: QWidget) -> None:
        """List them; `chosen` is the one to open once the dialog is accepted."""
        super().__init__(
            _("Views of {records}").format(records=_plural(entity)),
            _("Open"),
            parent,
            _("Enter opens, F2 renames, Del deletes. Ctrl+Shift+A on the page saves another one."),
            LEVEL_WORDS.get(store.ceiling, store.ceiling),
        )
        self._store, self._entity = store, entity
        self._views = views_of(store, entity.table)
        self._gone: list[View] = []
        self.chosen: View | None = None
        self.leave.setText(_("Close"))
        self.leave.setAccessibleName(_("Close"))
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.windowTitle())
        self.list.setMinimumHeight(theme.size(_HEIGHT))
        self.list.installEventFilter(self)
        # later: the list must not be filled anew while its editor is still closing
        self.list.itemChanged.connect(lambda item: QTimer.singleShot(0, self, partial(self._rename, item)))
        self.list.itemDoubleClicked.connect(lambda _item: self.act())
        self.body.addWidget(self.list)
        self.back = self._beside(_("Put back"), self._put_back)
        self.rename = self._beside(_("Rename"), self._begin_rename)
        self.delete = self._beside(_("Delete"), self._delete)
        self._fill("")

    def check(self) -> str:
        """Take the current view as the one to open."""
        row = self.list.currentRow()
        if row < 0:
            return _("There is no view yet: close this, arrange the page, and press Ctrl+Shift+A.")
        self.chosen = self._views[row]
        return ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list."""
        if watched is self.list and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            keys = {Qt.Key.Key_F2: self._begin_rename, Qt.Key.Key_Delete: self._delete}
            if self.list.viewport().findChild(QLineEdit) is not None:
                return event.key() in ENTER  # it ended the renaming; the dialog is not to act on it too
            deed = self.act if event.key() in ENTER else keys.get(Qt.Key(event.key()))
            if deed is not None:
                deed()
                return True
        return super().eventFilter(watched, event)

    def _beside(self, text: str, deed: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        self.buttons.insertWidget(0, button)
        return button

    def _fill(self, name: str) -> None:
        """List the views; the one of this name is current, else the first."""
        self.list.blockSignals(True)
        self.list.clear()
        for view in self._views:
            item = QListWidgetItem(view.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self.list.addItem(item)
        names = [view.name for view in self._views]
        self.list.setCurrentRow(names.index(name) if name in names else 0 if names else -1)
        self.list.blockSignals(False)
        for button in (self.rename, self.delete):
            button.setEnabled(bool(names))
        self.back.setVisible(bool(self._gone))
        self.list.setFocus()

    def _begin_rename(self) -> None:
        item = self.list.currentItem()
        if self._may_write() and item is not None:
            self.list.editItem(item)

    def _rename(self, item: QListWidgetItem) -> None:
        row = self.list.row(item)
        old, others = self._views[row], [*self._views[:row], *self._views[row + 1 :]]
        try:
            name = checked_name(item.text(), [view.name for view in others])
        except UserProblem as problem:
            self._fill(old.name)
            self.show_problem(str(problem))
            return
        self._keep([*others, old._replace(name=name)], name)

    def _delete(self) -> None:
        row = self.list.currentRow()
        if self._may_write() and row >= 0:
            gone = self._views[row]
            if self._keep([*self._views[:row], *self._views[row + 1 :]], ""):
                self._gone.append(gone)
                self._fill("")

    def _put_back(self) -> None:
        back = self._gone[-1]
        name = back.name
        while any(name.casefold() == view.name.casefold() for view in self._views):
            name = _("{name} again").format(name=name)
        if self._keep([*self._views, back._replace(name=name)], name):
            self._gone.pop()
            self._fill(name)

    def _may_write(self) -> bool:
        why = read_only_text(self._store) if self._store.read_only else ""
        self.show_problem(why)
        return not why

    def _keep(self, views: list[View], name: str) -> bool:
        self.show_problem("")
        try:
            save_views(self._store, self._entity.table, views)
        except UserProblem as problem:
            self.show_problem(str(problem))
            return False
        self._views = views_of(self._store, self._entity.table)
        self._fill(name)
        return True


def _plural(entity: Entity) -> str:
    plural = _(entity.plural)
    return plural[:1].lower() + plural[1:]
