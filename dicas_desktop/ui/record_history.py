"""The history of a record, newest first: what changed, who, when, and the way back to each earlier version."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.values import show
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.record_links import capitals

if TYPE_CHECKING:
    from dicas_desktop.store.history import HistoryEntry
    from dicas_desktop.store.store import Store

_FIRST = 6  # entries shown before one asks for all
_LONGEST = 60  # letters of a value


class _Told(NamedTuple):
    deed: str
    who: str
    step_id: int | None  # the version after this step can be restored; None: it cannot, or it is the present one


class VersionLink(QPushButton):
    """Under an earlier step: makes the record again what it was after it. Enter or a click; Up and Down go on."""

    walked = Signal(int)  # arrow keys: down 1, up -1

    def __init__(self, step_id: int, parent: QWidget) -> None:
        """Know the step."""
        super().__init__(_("Restore this version"), parent)
        self.step_id = step_id
        self.setAccessibleName(_("Restore the version after step {n}").format(n=step_id))
        self.setToolTip(_("Shows first what would change  Ctrl+Alt+H"))
        theme.set_role(self, "link")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Come into view."""
        super().focusInEvent(event)
        above: QWidget | None = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter acts, arrows walk through the versions."""
        ways = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in ways:
            self.walked.emit(ways[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)


class RecordHistory(QWidget):
    """The heading HISTORY with the steps that touched a record, along a line."""

    restore = Signal()  # a version was chosen; `take` tells which

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """An empty history over a store."""
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._of: tuple[Entity, int] | None = None
        self._clicked: int | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.size(16), 0, 0)
        self._column.setSpacing(theme.size(6))
        self._column.addWidget(capitals(_("History"), self))
        self._line = _Line(self)
        self._column.addWidget(self._line)
        self._line.clicked.connect(self._choose)

    def take(self) -> int | None:
        """Return the step whose version was clicked, else the one whose link has the keyboard, None if neither."""
        now = QApplication.focusWidget()
        taken = now.step_id if isinstance(now, VersionLink) and now in self._line.links else self._clicked
        self._clicked = None
        return taken

    def focus_versions(self) -> bool:
        """Take the keyboard to the newest version that can be restored. False if there is none."""
        for link in self._line.links[:1]:
            link.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return bool(self._line.links)

    def show_record(self, entity: Entity, row_id: int, most: int = _FIRST) -> None:
        """Show the history of a record, at most so many steps."""
        self._of = entity, row_id
        entries = self._store.history(entity.table, row_id)
        words = self._words(entity, entries[:most])
        self._line.show_entries(words, writable=not self._store.read_only)
        if len(entries) > most:
            button = self._line.add_button(counted("{n} earlier step", "{n} earlier steps", len(entries) - most))
            button.clicked.connect(lambda: self.show_record(entity, row_id, len(entries)))

    def _choose(self, step_id: int) -> None:
        self._clicked = step_id
        self.restore.emit()

    def _words(self, entity: Entity, entries: "list[HistoryEntry]") -> list[_Told]:
        names = self._names(entity, entries)
        result = []
        for entry in entries:
            lines = _lines(entity, entry, names)
            at = in_both_capitals(datetime.fromisoformat(entry.at_utc), self._clock.today())
            who = " ".join(dict.fromkeys(filter(None, (entry.who, entry.workstation))))
            earlier = entry.step_id != entries[0].step_id and entry.operation != "D"
            result.append(_Told("\n".join(lines), f"{who} · {at}", entry.step_id if earlier else None))
        return result

    def _names(self, entity: Entity, entries: "list[HistoryEntry]") -> dict[tuple[str, int], str]:
        """The names of the records that the changes point to, by table and id."""
        wanted: dict[str, set[int]] = {}
        for entry in entries:
            for name, before, after in entry.changes:
                field = next((f for f in entity.fields if f.name == name), None)
                if field is not None and field.kind is Kind.REFERENCE:
                    wanted.setdefault(field.target, set()).update(v for v in (before, after) if isinstance(v, int))
        found = {}
        with self._store.read() as db:
            for table, ids in wanted.items():
                target = self._store.entities[table]
                for record in fetch(db, table, sorted(ids)):
                    found[table, int(record.values["id"])] = label_of(target, record.values)
        return found


class _Line(QWidget):
    """The entries, indented from a line at their left."""

    clicked = Signal(int)  # step of the version to be restored

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.links: list[VersionLink] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.size(14), theme.size(2), 0, theme.size(2))
        self._column.setSpacing(0)

    def show_entries(self, entries: list[_Told], *, writable: bool) -> None:
        """Show what was done and by whom; the keyboard stays among the versions if it was there."""
        had_keyboard = self.window().focusWidget() in self.links
        self.links = []
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (deed, who, step_id) in enumerate(entries):
            if number:
                self._column.addSpacing(theme.size(6))
            for text, role in ((deed, "small"), (who, "mute")):
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                theme.set_role(label, role)
                self._column.addWidget(label)
            if step_id is not None and writable:
                self._add_link(step_id)
        if had_keyboard and self.links:
            self.links[0].setFocus()

    def _add_link(self, step_id: int) -> None:
        link, place = VersionLink(step_id, self), len(self.links)
        link.clicked.connect(lambda: self.clicked.emit(step_id))
        link.walked.connect(lambda by: self.links[min(max(place + by, 0), len(self.links) - 1)].setFocus())
        self.links.append(link)
        self._column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)

    def add_button(self, text: str) -> QPushButton:
        """Add a link under the entries."""
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        theme.set_role(button, "link")
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line."""
        QPainter(self).fillRect(0, 0, theme.size(2), self.height(), theme.colour(theme.current().line))


def _lines(entity: Entity, entry: "HistoryEntry", names: dict[tuple[str, int], str]) -> list[str]:
    changes = [change for change in entry.changes if change[0] in {f.name for f in entity.fields if not f.hidden}]
    deleted = next((change for change in entry.changes if change[0] == "deleted_at"), None)
    if deleted is not None:
        return [_("Put into the bin") if deleted[2] else _("Taken out of the bin")]
    if entry.operation == "I":
        return [_("Created")]
    if entry.operation == "D":
        return [_("Creation taken back")]
    if not changes:
        return [entry.label]
    return [
        _("{field} {before} → {after}").format(
            field=_(entity.field(name).label),
            before=_value(entity, name, before, names),
            after=_value(entity, name, after, names),
        )
        for name, before, after in changes
    ]


def _value(entity: Entity, name: str, value: Any, names: dict[tuple[str, int], str]) -> str:  # noqa: ANN401 - a stored value
    field = entity.field(name)
    if value is None:
        return "—"
    labels = {name: names.get((field.target, value), f"#{value}")} if field.kind is Kind.REFERENCE else {}
    text = show(field, {name: value}, labels)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
