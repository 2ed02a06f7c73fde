"""The organizations as a tree: who is part of whom, with the people of each. Enter goes to what is marked."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QFrame, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from dicas_desktop.domain.marking import LEVEL_WORDS
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.office_tree import Member, Office, members, tree
from dicas_desktop.store.search import normalise
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_WIDTH, _HEIGHT = 860, 460  # px at 100 %
_RECORD = Qt.ItemDataRole.UserRole  # table and id
_VERBS = {"organizations": N_("Show the organization"), "persons": N_("Show the person")}


class OfficeTree(QTreeWidget):
    """Name, name in Japanese, people or title; the angle before a name says whether it is open."""

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw an angle from the tokens: the style's own does not follow the palette."""
        if not self.model().hasChildren(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour(theme.current().mute))
        wide = theme.size(4)
        x, y = rect.right() - theme.size(8), rect.center().y()
        points = (
            ((x - wide, y - wide // 2), (x, y + wide // 2), (x + wide, y - wide // 2))
            if self.isExpanded(index)
            else ((x - wide // 2, y - wide), (x + wide // 2, y), (x - wide // 2, y + wide))
        )
        for one, other in pairwise(points):
            painter.drawLine(*one, *other)
        painter.restore()


class OfficeTreeDialog(Dialog):
    """The tree with a filter; `chosen` is the record to go to."""

    def __init__(self, store: "Store", parent: QWidget) -> None:
        """Show every organization and its people, all open."""
        banner = LEVEL_WORDS.get(store.ceiling, store.ceiling)
        super().__init__(_("Organizations as a tree"), _(_VERBS["organizations"]), parent, "", banner)
        self.words = QLineEdit(self)
        self.words.setPlaceholderText(_("Find an organization or a person…"))
        self.words.setAccessibleName(_("Find an organization or a person"))
        self.words.textChanged.connect(self._filter)
        self.tree = OfficeTree(self)
        self.tree.setAccessibleName(_("Organizations as a tree"))
        self.tree.setHeaderLabels([_("Name"), _("Name in Japanese"), _("People, title")])
        self.tree.setFrameShape(QFrame.Shape.NoFrame)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(theme.size(20))
        self.tree.setMinimumSize(theme.size(_WIDTH), theme.size(_HEIGHT))
        self.tree.itemDoubleClicked.connect(lambda _item: self.act())
        self.tree.currentItemChanged.connect(self._name_deed)
        self.body.addWidget(self.words)
        self.body.addWidget(self.tree, 1)
        with store.read() as db:
            offices, people = tree(db), members(db)
        self._fill(offices, people)
        head = self.tree.header()
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 190), (2, 230)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            head.resizeSection(column, theme.size(width))
        head.setStretchLastSection(False)
        self.tree.setFocus()

    @property
    def chosen(self) -> tuple[str, int] | None:
        """Table and id of the marked record."""
        item: QTreeWidgetItem | None = self.tree.currentItem()
        if item is None:
            return None
        table, row_id = item.data(0, _RECORD)
        return str(table), int(row_id)

    def check(self) -> str:
        """One must be marked."""
        return "" if self.chosen is not None else _("Nothing is marked: mark an organization or a person in the tree.")

    def _open_all(self) -> None:
        """Open what has something below it. A person counted as open would take the first Left for itself."""
        waiting = _children(self.tree.invisibleRootItem())
        while waiting:
            item = waiting.pop()
            item.setExpanded(item.childCount() > 0)
            waiting += _children(item)

    def _name_deed(self) -> None:
        if self.chosen is not None:
            self.primary.setText(_(_VERBS[self.chosen[0]]))
            self.primary.setAccessibleName(self.primary.text())

    def _fill(self, offices: list[Office], people: Mapping[int, Sequence[Member]]) -> None:
        above: list[QTreeWidgetItem] = []
        for office in offices:
            del above[office.depth :]
            name = f"{office.name} ({office.abbreviation})" if office.abbreviation else office.name
            number = counted("{n} person", "{n} people", office.people) if office.people else ""
            remark = _("▲ stands below itself") if office.circle else number
            item = _item("organizations", office.id, (name, office.name_ja, remark))
            for one in people.get(office.id, ()):
                item.addChild(_item("persons", one.id, (one.name, one.name_ja, one.title)))
            if above:
                above[-1].addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            above.append(item)
        self._open_all()
        first: QTreeWidgetItem | None = self.tree.topLevelItem(0)
        if first is not None:
            self.tree.setCurrentItem(first)

    def _filter(self, typed: str) -> None:
        """Hide what neither fits nor stands above or below something that does; mark the first that fits."""
        words = normalise(typed).split()
        fits: list[QTreeWidgetItem] = []
        for item in _children(self.tree.invisibleRootItem()):
            _sift(item, words, fits, shown=False)
        self.tree.setCurrentItem(fits[0] if fits else None)  # type: ignore[arg-type]  # Qt takes none


def _item(table: str, row_id: int, texts: tuple[str, str, str]) -> QTreeWidgetItem:
    """Return a line of the tree; those of people are muted. What does not fit stands in the tooltip."""
    item = QTreeWidgetItem(list(texts))
    item.setData(0, _RECORD, (table, row_id))
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
        if table == "persons":
            item.setForeground(column, theme.colour(theme.current().mute))
    return item


def _sift(item: QTreeWidgetItem, words: list[str], fits: list[QTreeWidgetItem], *, shown: bool) -> bool:
    """Hide an item unless it fits, or what is above or below it does; tell whether it or one below it fits."""
    text = normalise(f"{item.text(0)} {item.text(1)}")
    own = all(word in text for word in words)
    if own:
        fits.append(item)
    below = [_sift(child, words, fits, shown=shown or own) for child in _children(item)]
    item.setHidden(not (shown or own or any(below)))
    return own or any(below)


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for n in range(item.childCount()) if (child := item.child(n)) is not None]
