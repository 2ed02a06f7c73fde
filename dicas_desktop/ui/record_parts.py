"""What hangs on a record: stop-light, extensions, corrections, offices, files, sub-items, the tree; posts."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dicas_desktop.domain import register as rules
from dicas_desktop.domain.attention import state
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store import leads, listing, register
from dicas_desktop.store.attachments import attached
from dicas_desktop.store.corrections import Correction, corrections
from dicas_desktop.store.posts import posts_of
from dicas_desktop.store.tree import Node, root_of, tree
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.record_links import capitals

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.listing import Record
    from dicas_desktop.store.store import Store

TABLES = ("action_items", "decisions", "persons")
_LONGEST = 44  # letters of a record in the tree
_HOW = {"successor": N_("superseded by"), "result": N_("closed by"), "part": N_("part")}
_KILO = 1024
_SHOWN = 16  # digits of a digest; the tooltip has them all


class PartLine(QPushButton):
    """One line that can be opened by Enter or a click, and, where it may be, removed by Del."""

    removed = Signal()

    def __init__(self, text: str, tip: str, parent: QWidget) -> None:
        """`tip` says what the keys do."""
        super().__init__(_literal(text), parent)
        self._whole = text
        self.setAccessibleName(text)
        self.setAccessibleDescription(tip)
        self.setToolTip(f"{text.strip()}\n{tip}")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # a long line makes no panel wider
        theme.set_role(self, "link")
        self.setStyleSheet("text-align: left")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        room = self.width() - theme.size(4)
        self.setText(_literal(metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)))

    def event(self, event: QEvent) -> bool:
        """Keep Del for the line: the window would delete the whole record."""
        key = event.key() if isinstance(event, QKeyEvent) else 0
        if event.type() == QEvent.Type.ShortcutOverride and key == Qt.Key.Key_Delete:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Del removes."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class RecordParts(QWidget):
    """The parts of one record, in sections; a section with nothing in it is not shown."""

    go = Signal(str, int)  # table, id
    asked = Signal()  # `wanted` is to be done

    def __init__(self, store: "Store", clock: Clock, parent: QWidget | None = None) -> None:
        """Nothing is shown yet."""
        super().__init__(parent)
        self._store, self._clock = store, clock
        self.wanted = ("", "", 0)  # remove or save, table, id
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.size(4))

    def show_record(self, entity: Entity, record: "Record") -> None:
        """Show the parts of a record."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.setVisible(entity.table in TABLES)
        if entity.table not in TABLES:
            return
        values = record.values
        with self._store.read() as db:
            if entity.table == "persons":
                self._add_posts(db, values["id"])
                return
            files = attached(db, entity.table, values["id"])
            if entity.table == "action_items":
                self._add_light(values, attached_to=bool(files))
                self._add_trail(register.extensions(db, values["id"]))
                self._add_offices(leads.parties(db, values["id"]))
            else:
                self._add_corrections(entity, corrections(db, values["id"]))
            self._add_files(files)
            self._add_tree(db, entity.table, values["id"])

    # ------------------------------------------------------------------ sections
    def _add_light(self, values: dict[str, Any], *, attached_to: bool) -> None:
        today = self._clock.today()
        light = rules.stop_light(values, today)
        self._section(_("State"))
        label = self._words(f"{light.sign} {light.word}".strip(), "plain")
        label.setStyleSheet(f"color: {theme.current().tone('ink' if light.tone in ('open', 'mute') else light.tone)};")
        for words in (rules.lateness_words(values, today), ", ".join(rules.flags(values, attached=attached_to))):
            if words:
                self._words(words[:1].upper() + words[1:], "small")

    def _add_trail(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        today = self._clock.today()
        self._section(_("Due dates"))
        self._words(rules.trail_words(register.trail(rows), today), "plain")
        for row in rows:
            day = show_date(row["new_due_date"], row["new_due_precision"] or "day", today=today) or _("no date")
            text = _("{day}: {reason}; agreed by {who}, {on}")
            on = show_date(row["extended_on"], today=today)
            self._words(text.format(day=day, reason=row["reason"], who=row["agreed_by"], on=on), "small")

    def _add_corrections(self, entity: Entity, rows: list[Correction]) -> None:
        """Tell when and why agreed words were changed, and what stood there before."""
        if not rows:
            return
        today = self._clock.today()
        self._section(_("Corrections"))
        for row in rows:
            field = entity.field(row.field)
            text = _("{field}, {day}: {reason}; by {who}")
            day = show_date(row.day, today=today)
            self._words(text.format(field=_(field.label), day=day, reason=row.reason, who=row.who), "plain")
            before = _(field.choice_label(row.before)) if field.choices else row.before
            self._words(_("Before: {words}").format(words=before), "small")

    def _add_offices(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        self._section(_("Supporting offices (OCR)"))
        for row in rows:
            tip = _("Enter shows the office, Del takes it off the action")
            self._line(row["name"], tip, partial(self.go.emit, "organizations", row["org_id"]), ("parties", row["id"]))

    def _add_posts(self, db: "Db", person_id: int) -> None:
        records = listing.fetch(db, "posts", [row["id"] for row in posts_of(db, person_id)])
        if not records:
            return
        self._section(_("Posts held"))
        for record in reversed(records):
            row = record.values
            words = ", ".join(filter(None, (row["title"], record.labels.get("org_id"))))
            tip = _("Enter corrects the post, Del puts it into the bin")
            ask = partial(self._ask, "change", "posts", row["id"])
            self._line(f"{_held(row['from_date'], row['to_date'])} · {words}", tip, ask, ("posts", row["id"]))

    def _add_files(self, rows: list[dict[str, Any]]) -> None:
        if not rows:
            return
        self._section(_("Files"))
        for row in rows:
            part = "attachments", row["id"]
            size = _("{n} KB").format(n=f"{-(-row['size'] // _KILO):,}")
            tip = _("Enter saves it as a file, Del puts it into the bin")
            self._line(f"{row['name']} · {size}", tip, partial(self._ask, "save", *part), part)
            digest = self._words(f"SHA-256 {row['sha256'][:_SHOWN]}…", "small")
            digest.setToolTip(row["sha256"])
            digest.setAccessibleName(f"SHA-256 {row['sha256']}")

    def _ask(self, deed: str, table: str, row_id: int) -> None:
        self.wanted = deed, table, row_id
        self.asked.emit()

    def _add_tree(self, db: "Db", table: str, row_id: int) -> None:
        root = tree(db, *root_of(db, table, row_id))
        if not root.below:
            return
        self._section(_("From decision to result"))
        for node, depth in _walk(root, 0):
            words = self._branch(node, depth)
            if (node.table, node.id) == (table, row_id):
                self._words(words, "plain")
            else:
                self._line(words, _("Enter shows the record"), partial(self.go.emit, node.table, node.id))

    def _branch(self, node: Node, depth: int) -> str:
        text = node.text if len(node.text) <= _LONGEST else f"{node.text[: _LONGEST - 1].rstrip()}…"
        today = self._clock.today()
        known = rules.stop_light(node.values, today) if node.table == "action_items" else None
        known = known or state("decisions", node.values, today)
        how = f"{_(_HOW[node.how])} " if node.how in _HOW else ""
        return f"{'    ' * depth}{how}{node.ref} {text}" + (f" · {known.word}" if known is not None else "")

    # ------------------------------------------------------------------ small parts
    def _section(self, title: str) -> None:
        if self._column.count():
            self._column.addSpacing(theme.size(8))
        else:
            self._column.addSpacing(theme.size(12))
        self._column.addWidget(capitals(title, self))

    def _words(self, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(label, role)
        self._column.addWidget(label)
        return label

    def _line(self, text: str, tip: str, opened: Callable[[], object], part: tuple[str, int] | None = None) -> None:
        """Add a line; `part` is the record that Del puts into the bin."""
        line = PartLine(text, tip, self)
        line.clicked.connect(lambda _checked: opened())
        if part is not None:
            line.removed.connect(partial(self._ask, "remove", *part))
        self._column.addWidget(line)


def _held(begin: str | None, end: str | None) -> str:
    """Return "1 Apr 2023 – 31 Mar 2025"; what is not known is left open."""
    if end is None:
        return _("from {day}").format(day=show_date(begin)) if begin else _("days not recorded")
    return f"{show_date(begin)} – {show_date(end)}" if begin else _("until {day}").format(day=show_date(end))


def _literal(text: str) -> str:
    """Return the text for a button, on which a single & would mark a key."""
    return text.replace("&", "&&")


def _walk(node: Node, depth: int) -> Iterator[tuple[Node, int]]:
    yield node, depth
    for each in node.below:
        yield from _walk(each, depth + 1)
