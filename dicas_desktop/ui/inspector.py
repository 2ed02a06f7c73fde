"""The panel at the right: the fields of the selected record, what is linked to it, and its history."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.attention import state
from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.marking import in_brackets
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.domain.values import show, typed
from dicas_desktop.store.anchors import anchor_words, tell
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.working_days import beside_deadline
from dicas_desktop.ui import theme
from dicas_desktop.ui.asking import Entering
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_write import set_field
from dicas_desktop.ui.offers import days_beside
from dicas_desktop.ui.record_history import RecordHistory
from dicas_desktop.ui.record_links import RecordLinks
from dicas_desktop.ui.record_parts import RecordParts
from dicas_desktop.ui.value_row import ValueRow

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Record
    from dicas_desktop.store.store import Store


class Inspector(QFrame):
    """Shows one record, says how many are selected, or what to do when none is."""

    go = Signal(str, int)  # a linked record was chosen: table, id
    go_list = Signal(str, str, int)  # records that point here: table, field, id
    part_asked = Signal()  # one of the parts is to be removed or saved; `parts.wanted` tells which
    change_many = Signal()  # change a field of all selected
    restore = Signal()  # a version of the history was chosen

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """An empty panel over a store."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("Inspector"))
        self.setMinimumWidth(theme.size(240))
        self._store, self._clock = store, clock
        self._entity: Entity | None = None
        self._ids: tuple[int, ...] = ()
        self._all_fields = False
        self._entering = Entering()
        self.rows: dict[str, ValueRow] = {}
        self.history: RecordHistory | None = None  # of the one record that is shown
        self._content = QWidget(self)
        self._column = QVBoxLayout(self._content)
        side = theme.size(theme.PAGE_PADDING)
        self._column.setContentsMargins(side, side - theme.size(2), side, side)
        self._column.setSpacing(0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = scrolling(self._content, self)
        outer.addWidget(self._area)
        self.show_records("", ())

    @property
    def shown(self) -> tuple[str, tuple[int, ...]]:
        """Table and ids of what is shown."""
        return ("" if self._entity is None else self._entity.table), self._ids

    def show_records(self, table: str, ids: Sequence[int]) -> None:
        """Show the selection of a page; what is shown already stays as it is."""
        if self.shown == (table, tuple(ids)) and self._column.count():
            return
        self._entity = self._store.entities[table] if table else None
        self._ids = tuple(ids)
        self._all_fields = False
        self._build()

    def reload(self, changed: dict[str, set[int]]) -> None:
        """Read again what is shown if it may have changed. An open editor keeps what is typed."""
        if self._entity is not None and len(self._ids) == 1:
            if changed.get(self._entity.table, set()) & set(self._ids) or len(changed) > 1:
                self._fill()
            else:
                self._fill_links()

    def edit(self, field: str) -> None:
        """Begin to edit a field of the record shown."""
        if field not in self.rows:
            self._show_all()
        if field in self.rows:
            self._area.ensureWidgetVisible(self.rows[field])
            self.rows[field].edit()

    # ------------------------------------------------------------------ building
    def _build(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows, self.history = {}, None
        if self._entity is None or not self._ids:
            self._label(_("Select a record to see its fields, links and history."), "note")
            self._column.addStretch(1)
        elif len(self._ids) > 1:
            self._build_many(self._entity)
        else:
            self._build_one(self._entity)

    def _build_many(self, entity: Entity) -> None:
        self._label(_(entity.plural), "mute")
        _gap(self._column, 4)
        self._label(counted("{n} selected", "{n} selected", len(self._ids)), "record-title")
        _gap(self._column, 12)
        button = QPushButton(_("Change a field of all {n}…").format(n=len(self._ids)), self._content)
        button.setAccessibleName(button.text())
        button.setEnabled(not self._store.read_only)
        button.clicked.connect(self.change_many)
        self._column.addWidget(button)
        self._column.addStretch(1)

    def _build_one(self, entity: Entity) -> None:
        record = self._read(entity)
        if record is None:
            self._label(_("This record is in the bin."), "note")
            self._column.addStretch(1)
            return
        self._origin = self._label("", "mute")
        _gap(self._column, 2)
        self._title = self._label("", "record-title")
        self._title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        _gap(self._column, 8)
        fields = [f for f in _ordered(entity) if self._all_fields or _matters(entity, f, record)]
        for field in fields:
            row = ValueRow(field, lambda f, parent: make_editor(f, self._store, parent), self._content)
            row.entered.connect(self._enter)
            self.rows[field.name] = row
            self._column.addWidget(row)
            _gap(self._column, 4)
        hidden = sum(1 for _field in _ordered(entity)) - len(fields)
        if hidden:
            more = QPushButton(counted("{n} more field", "{n} more fields", hidden), self._content)
            theme.set_role(more, "link")
            more.setAccessibleName(more.text())
            more.clicked.connect(self._show_all)
            self._column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        self.parts = RecordParts(self._store, self._clock, self._content)
        self.parts.go.connect(self.go)
        self.parts.asked.connect(self.part_asked)
        self._column.addWidget(self.parts)
        self.links = RecordLinks(self._store, self._content)
        self.links.go.connect(self.go)
        self.links.go_list.connect(self.go_list)
        self.history = RecordHistory(self._store, self._clock, self._content)
        self.history.restore.connect(self.restore)
        self._column.addWidget(self.links)
        self._column.addWidget(self.history)
        self._column.addStretch(1)
        self._fill(record)

    def _show_all(self) -> None:
        self._all_fields = True
        self._build()

    # ------------------------------------------------------------------ filling
    def _fill(self, record: "Record | None" = None) -> None:
        entity = self._entity
        record = record if record is not None or entity is None else self._read(entity)
        if entity is None or record is None or not self.rows:
            self._build()
            return
        self._origin.setText(self._origin_words(record))
        self._title.setText(str(record.values.get(entity.title) or record.values["ref"]))
        known = state(entity.table, record.values, self._clock.today())
        for name, row in self.rows.items():
            shown = show(row.field, record.values, record.labels)
            if row.field.anchor:
                shown = " · ".join(filter(None, (shown, anchor_words(row.field, record))))
            if row.field.kind is Kind.MARKING and not shown:
                shown = self._store.ceiling
            tone = ""
            if name == "status" and known is not None:
                shown, tone = f"{known.sign} {known.word}".strip(), "late" if known.tone == "late" else ""
            row.show_value(
                shown, typed(row.field, record.values, record.labels), tone, editable=not self._store.read_only
            )
            if row.field.anchor:
                self._tell_of_the_day(row, record)
        self._fill_links(record)

    def _tell_of_the_day(self, row: ValueRow, record: "Record") -> None:
        """Say below a deadline that it lies on a day off, and offer the joint working days beside it."""
        with self._store.read() as db:
            found = beside_deadline(db, record.table, record.values)
        told = "" if found is None else f"◐ {found.brief[:1].upper()}{found.brief[1:]}"
        row.show_remark(told, days_beside(found))

    def _fill_links(self, record: "Record | None" = None) -> None:
        entity = self._entity
        if entity is None or len(self._ids) != 1:
            return
        record = record or self._read(entity)
        if record is not None and self.history is not None:
            self.parts.show_record(entity, record)
            self.links.show_record(entity, record)
            self.history.show_record(entity, self._ids[0])

    def _origin_words(self, record: "Record") -> str:
        words = [str(record.values["ref"]), in_brackets(str(record.values.get("marking") or self._store.ceiling))]
        meeting = record.labels.get("meeting_id")
        if meeting:
            words.append(_("from {meeting}").format(meeting=meeting))
        return " · ".join(words)

    def _read(self, entity: Entity) -> "Record | None":
        with self._store.read() as db:
            found = fetch(db, entity.table, self._ids)
            tell(db, entity.table, found, self._clock.today())
        return found[0] if found and found[0].values["deleted_at"] is None else None

    def _enter(self, name: str, text: str) -> None:
        store, entity, ids = self._store, self._entity, self._ids
        if entity is not None:
            field = entity.field(name)
            self._entering.enter(
                self.rows[name], store, lambda answer: set_field(store, entity, ids, field, text, answer)
            )

    # ------------------------------------------------------------------ small parts
    def _label(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self._content)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(label, role)
        self._column.addWidget(label)
        return label


def _ordered(entity: Entity) -> list[Field]:
    """The fields of the form: those of the table page first, the title left to the head of the panel at the end."""
    shown = [field for field in entity.fields if not field.hidden]
    first = [name for name in reversed(entity.columns) if name not in ("ref", entity.title)]
    rank = {name: n for n, name in enumerate(reversed(first))} | {"status": -1}
    return sorted(shown, key=lambda field: rank.get(field.name, len(rank)))


def _matters(entity: Entity, field: Field, record: "Record") -> bool:
    """Tell whether a field is shown at once: it is a column of the page, or holds what the links below do not tell."""
    if field.name == entity.title:
        return False
    told = record.values.get(field.name) is not None and field.kind is not Kind.REFERENCE
    return field.name in entity.columns or told or field.kind is Kind.MARKING


def _gap(column: QVBoxLayout, px: int) -> None:
    column.addSpacing(theme.size(px))
