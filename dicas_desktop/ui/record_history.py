"""The history of a record, newest first: what changed, who, when."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.values import show
from dicas_desktop.store.listing import fetch, label_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock, tokyo_day_and_time
from dicas_desktop.ui.record_links import capitals

if TYPE_CHECKING:
    from dicas_desktop.store.history import HistoryEntry
    from dicas_desktop.store.store import Store

_FIRST = 6  # entries shown before one asks for all
_LONGEST = 60  # letters of a value


class RecordHistory(QWidget):
    """The heading HISTORY with the steps that touched a record, along a line."""

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """An empty history over a store."""
        super().__init__(parent)
        self._store, self._clock = store, clock
        self._of: tuple[Entity, int] | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, theme.size(16), 0, 0)
        self._column.setSpacing(theme.size(6))
        self._column.addWidget(capitals(_("History"), self))
        self._line = _Line(self)
        self._column.addWidget(self._line)

    def show_record(self, entity: Entity, row_id: int, most: int = _FIRST) -> None:
        """Show the history of a record, at most so many steps."""
        self._of = entity, row_id
        entries = self._store.history(entity.table, row_id)
        words = self._words(entity, entries[:most])
        self._line.show_entries(words)
        if len(entries) > most:
            button = self._line.add_button(counted("{n} earlier step", "{n} earlier steps", len(entries) - most))
            button.clicked.connect(lambda: self.show_record(entity, row_id, len(entries)))

    def _words(self, entity: Entity, entries: "list[HistoryEntry]") -> list[tuple[str, str]]:
        names = self._names(entity, entries)
        result = []
        for entry in entries:
            lines = _lines(entity, entry, names)
            at = tokyo_day_and_time(datetime.fromisoformat(entry.at_utc), self._clock.today())
            who = " ".join(dict.fromkeys(filter(None, (entry.who, entry.workstation))))
            result.append(("\n".join(lines), f"{who} · {at}"))
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

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.size(14), theme.size(2), 0, theme.size(2))
        self._column.setSpacing(0)

    def show_entries(self, entries: list[tuple[str, str]]) -> None:
        """Show what was done and by whom."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (deed, who) in enumerate(entries):
            if number:
                self._column.addSpacing(theme.size(6))
            for text, role in ((deed, "small"), (who, "mute")):
                label = QLabel(text, self)
                label.setTextFormat(Qt.TextFormat.PlainText)
                label.setWordWrap(True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                theme.set_role(label, role)
                self._column.addWidget(label)

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
