"""Since what, and of which forum: the row above the list of changes."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store import points
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import Listing, fetch, label_of, ordered_ids
from dicas_desktop.store.points import Point
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.fields import Choice
from dicas_desktop.ui.flow_layout import FlowLayout

if TYPE_CHECKING:
    from dicas_desktop.ui.settings import Settings

LOOKED, TYPED, MEETING = "looked", "typed", "meeting "  # and the number of the meeting
_WIDEST = 240  # px at 100 % of a text that is offered; its tip has the whole
_SINCE = "changes/since"  # where the settings keep what was chosen last


class ChangesChoice(QWidget):
    """Since when: my last look, the last meeting of a forum, or a day, step or meeting that is typed; which forum."""

    changed = Signal()
    down_asked = Signal()  # the keyboard wants to go on to the list

    def __init__(self, settings: "Settings", parent: QWidget | None = None) -> None:
        """Nothing is offered before `load`."""
        super().__init__(parent)
        self._settings = settings
        self.since, self.forum = Choice(self), Choice(self)
        self.typed = QLineEdit(self, placeholderText=_("2024-07-28, step 12 or a meeting"), clearButtonEnabled=True)
        self.typed.setFixedWidth(theme.size(220))
        self.problem = QLabel(self, wordWrap=True)
        theme.set_role(self.problem, "problem")
        self.problem.hide()
        fields = QWidget(self)
        row = FlowLayout(fields, theme.size(8))
        for words, parts in ((_("Since"), (self.since, self.typed)), (_("Forum"), (self.forum,))):
            row.addWidget(self._together(words, parts))
        for choice, name in ((self.since, _("Since")), (self.forum, _("Forum"))):
            choice.setAccessibleName(name)
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.typed.setAccessibleName(_("Day, step or meeting"))
        self.setTabOrder(self.since, self.typed)
        self.setTabOrder(self.typed, self.forum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.size(4))
        column.addWidget(fields)
        column.addWidget(self.problem)
        self.since.currentIndexChanged.connect(self._choose)
        self.forum.currentIndexChanged.connect(lambda _index: self.changed.emit())
        self.typed.textEdited.connect(lambda _text: self.show_problem(""))
        self.typed.editingFinished.connect(self._typed)
        self._asked = ""
        self._today = date.min

    def load(self, db: Db, officer: str, today: date) -> None:
        """Offer what there is now; what is chosen stays chosen."""
        self._today = today
        names = _forum_names(db, today)
        since: list[tuple[str, object]] = [(points.since_looked(db, officer).words, LOOKED)]
        for forum, meeting, day in points.last_meetings(db, today):
            text = _("last meeting of {forum}, {day}").format(forum=names.get(forum, "?"), day=show_date(day))
            since.append((text, f"{MEETING}{meeting}"))
        since.append((_("a day, a step or a meeting…"), TYPED))
        _fill(self.since, since, self.since.currentData() or self._settings.value(_SINCE))
        forums: list[tuple[str, object]] = [(_("All forums"), "")]
        forums += [(name, forum) for forum, name in names.items()]
        forums.append((_("Without a forum"), None))
        _fill(self.forum, forums, self.forum.currentData() if self.forum.count() else "")
        self.typed.setVisible(self._kind() == TYPED)

    def point(self, db: Db, officer: str) -> Point | None:
        """Return the point that is chosen, None while nothing is typed. UserProblem if it is none."""
        kind = self._kind()
        if kind.startswith(MEETING):
            return points.since_meeting(db, int(kind.removeprefix(MEETING)))
        if kind == LOOKED:
            return points.since_looked(db, officer)
        words = self.typed.text().strip()
        first, _blank, number = words.partition(" ")
        if first.casefold() in ("step", _("step").casefold()):  # as the list and the commands write it
            words = number
        return points.read_point(db, words, officer, self._today) if words else None

    def show_problem(self, text: str) -> None:
        """Say under the row what is wrong with what is typed."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self.typed.setProperty("problem", "true" if text else "false")
        self.typed.style().unpolish(self.typed)
        self.typed.style().polish(self.typed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter takes what is typed, Down goes on to the list from there, Enter from a choice."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if watched is self.typed and event.key() in (*ENTER, Qt.Key.Key_Down):
                self._typed()
                if not self.problem.text():
                    self.down_asked.emit()
                return True
            if isinstance(watched, Choice) and event.key() in ENTER:
                self.down_asked.emit()
                return True
        return super().eventFilter(watched, event)

    # ------------------------------------------------------------------ inside
    def _together(self, words: str, parts: tuple[Choice | QLineEdit, ...]) -> QWidget:
        """A name and the fields that it names, which stay in one line."""
        holder, label = QWidget(self), QLabel(words, self)
        theme.set_role(label, "mute")
        label.setBuddy(parts[0])
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, theme.size(8), 0)
        line.setSpacing(theme.size(8))
        line.addWidget(label)
        for part in parts:
            part.setFont(theme.font(theme.TABLE))
            part.installEventFilter(self)
            line.addWidget(part)
        line.addStretch(1)
        return holder

    def _kind(self) -> str:
        return str(self.since.currentData() or LOOKED)

    def _choose(self) -> None:
        kind = self._kind()
        self._settings.remember(_SINCE, kind)
        self.show_problem("")
        self.typed.setVisible(kind == TYPED)
        if kind == TYPED:
            self.typed.setFocus()
        self._asked = ""
        self.changed.emit()

    def _typed(self) -> None:
        if self.typed.text() != self._asked:
            self._asked = self.typed.text()
            self.changed.emit()


def _forum_names(db: Db, today: date) -> dict[int, str]:
    ids = ordered_ids(db, Listing("forums"), today)
    return {record.values["id"]: label_of(ENTITIES["forums"], record.values) for record in fetch(db, "forums", ids)}


def _fill(choice: Choice, items: list[tuple[str, object]], kept: object) -> None:
    """Offer these without telling anybody."""
    metrics = choice.fontMetrics()
    choice.blockSignals(True)
    choice.clear()
    for number, (text, data) in enumerate(items):
        choice.addItem(metrics.elidedText(text, Qt.TextElideMode.ElideMiddle, theme.size(_WIDEST)), data)
        for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            choice.setItemData(number, text, role)
        if data == kept:
            choice.setCurrentIndex(number)
    choice.blockSignals(False)
