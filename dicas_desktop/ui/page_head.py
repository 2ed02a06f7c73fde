"""The head of a page: its title, how many of how many records are shown, and the filters."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.listing import Condition
from dicas_desktop.store.two_plus_two import Deadline
from dicas_desktop.ui import theme
from dicas_desktop.ui.filter_row import FilterRow
from dicas_desktop.ui.marked_button import Mark, MarkedButton


class PageHead(QWidget):
    """Title, counts and filters of one kind of record."""

    views_asked = Signal()  # the list of saved views
    columns_asked = Signal(object)  # QPoint: a place on the screen: the menu of the columns

    def __init__(self, entity: Entity, filters: FilterRow, deadline: Deadline | None, parent: QWidget) -> None:
        """Put these filters under the title. `deadline` is the event that one of them may stand for."""
        super().__init__(parent)
        self._entity, self._deadline = entity, deadline
        self.filters = filters
        side, small = theme.size(theme.PAGE_PADDING), theme.size(8)
        title = QLabel(_(entity.plural), self)
        theme.set_role(title, "title")
        self.counts = QLabel(self)
        theme.set_role(self.counts, "mute")
        line = QHBoxLayout()
        line.setSpacing(theme.size(12))
        line.addWidget(title, 0, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self.counts, 1, Qt.AlignmentFlag.AlignBaseline)
        line.addWidget(self._make_folded())
        self.views = MarkedButton(self)
        self.views.setText(_("Views"))
        self.views.setAccessibleName(_("Views"))
        self.views.setToolTip(_("Open, rename and delete saved views (Ctrl+Shift+V); Ctrl+Shift+A saves one"))
        self.views.set_mark(Mark.CHEVRON)
        self.views.clicked.connect(self.views_asked)
        line.addWidget(self.views)
        box = QVBoxLayout(self)
        box.setContentsMargins(side, small, side, theme.size(10))
        box.setSpacing(small)
        box.addLayout(line)
        box.addWidget(filters)

    @property
    def filtered(self) -> bool:
        """Some filter is on."""
        return bool(self.filters.where or self.filters.text.strip())

    def _make_folded(self) -> MarkedButton:
        self.folded = MarkedButton(self)
        self.folded.set_mark(Mark.CHEVRON)
        self.folded.setToolTip(
            _("There is no room for these columns: a wider window shows them, or choose which stay.")
        )
        self.folded.clicked.connect(
            lambda: self.columns_asked.emit(self.folded.mapToGlobal(self.folded.rect().bottomLeft()))
        )
        self.folded.hide()
        return self.folded

    def show_folded(self, number: int) -> None:
        """Say how many columns are left out for want of room."""
        self.folded.setText(counted("{n} more column", "{n} more columns", number))
        self.folded.setVisible(number > 0)

    def set_deadline(self, deadline: Deadline | None) -> None:
        """Take another event as the one that a filter may stand for."""
        self._deadline = deadline

    def show_counting(self) -> None:
        """Say that the records are still being counted."""
        self.counts.setText("…")

    def show_counts(self, number: int, total: int) -> None:
        """Say how many of how many records are shown."""
        words = [_("{n} of {total}").format(n=f"{number:,}", total=f"{total:,}") if self.filtered else f"{total:,}"]
        deadline = self._deadline
        if deadline is not None and Condition("due_date", "<=", deadline.day) in self.filters.where:
            day = show_date(deadline.day, deadline.precision, weekday=True)
            words.append(_("before {event}, {day}").format(event=deadline.title, day=day))
        self.counts.setText(" · ".join(words))

    def empty_text(self, total: int) -> str:
        """Say what would be here and which key brings it."""
        plural = _(self._entity.plural)
        plural = plural[:1].lower() + plural[1:]
        if total:
            text = _("None of the {n} {records} fits the filters. Ctrl+F and Esc clear the text, Del a chip.")
            return text.format(n=f"{total:,}", records=plural)
        return _("Here would be the {records}. Ctrl+N adds the first one.").format(records=plural)
