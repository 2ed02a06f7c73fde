"""What each side owes, both sides beside each other: how much, how much of it late, and every action with its state."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain import register as rules
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.domain.values import show
from dicas_desktop.store.anchors import anchor_words, tell
from dicas_desktop.store.listing import Record
from dicas_desktop.store.needs import Need
from dicas_desktop.store.owed import BOTH, SIDES, Owed, owed, owed_by, side_of
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Card, NeedRow
from dicas_desktop.ui.clock import Clock
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.field_editor import ENTER
from dicas_desktop.ui.history_panel import head_of

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.work import Work

MOST = 200  # actions of a side that are named one by one
_BESIDE = 760  # width in px at 100 % from which both sides stand beside each other
_AT_ONCE = 80  # ms that the window waits for the figures before it goes on without them
_OWES = {"US": N_("The United States owes Japan"), "JP": N_("Japan owes the United States"), BOTH: N_("Both sides owe")}
_WE = {"US": N_("We owe them: the United States"), "JP": N_("We owe them: Japan")}
_THEY = {"US": N_("They owe us: the United States"), "JP": N_("They owe us: Japan")}


class OwedRow(NeedRow):
    """One action that is owed: stop-light, reference, title, lead. Enter opens it."""

    widths = (152, 62, 92)
    reached = Signal()  # by the keyboard

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let commands act on it."""
        super().focusInEvent(event)
        self.reached.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the record, as Space does."""
        if event.key() in ENTER:
            self.click()
        else:
            super().keyPressEvent(event)


class OwedPage(QFrame):
    """Three cards over one reading of the store; `reload` reads again and keeps the keyboard where it is."""

    go = Signal(str, int)  # table, id
    go_list = Signal(object)  # Listing
    selected = Signal(str, list)  # table, ids

    def __init__(self, store: "Store", clock: Clock, work: "Work", parent: QWidget | None = None) -> None:
        """An empty page; `reload` fills it."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("What each side owes"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._store, self._clock, self._work = store, clock, work
        self._asked = 0  # readings asked for, so that one that was overtaken is not shown
        self.note = QLabel(self)
        self.cards: list[Card] = []
        content = QWidget(self)
        self._grid = QGridLayout(content)
        side = theme.size(theme.PAGE_PADDING)
        self._grid.setContentsMargins(side, theme.size(8), side, side)
        self._grid.setSpacing(theme.size(16))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head_of(_("What each side owes"), self.note, self))
        column.addWidget(scrolling(content, self), 1)

    @property
    def rows(self) -> list[OwedRow]:
        """Every action that is named, card by card."""
        return [row for card in self.cards for row in card.findChildren(OwedRow)]

    def reload(self) -> None:
        """Read everything again, off the main thread, and show it."""
        today, store = self._clock.today(), self._store
        self._asked += 1
        number = self._asked

        def read() -> tuple[int, str | None, tuple[Owed, ...]]:
            with store.read() as db:
                ours = side_of(db, store.who.name)
                found = owed(db, ours or SIDES[0], today, MOST)
                for part in found:
                    tell(db, "action_items", part.records, today)
                return number, ours, found

        self._work.quietly(read, self._show, at_once=_AT_ONCE)

    def next_side(self) -> None:
        """Take the keyboard to what the next side owes."""
        filled = [rows for card in self.cards if (rows := card.findChildren(OwedRow))]
        if filled:
            at = next((n for n, rows in enumerate(filled) if any(row.hasFocus() for row in rows)), -1)
            filled[(at + 1) % len(filled)][0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put both sides beside each other where they fit."""
        super().resizeEvent(event)
        self._place()

    # ------------------------------------------------------------------ inside
    def _show(self, read: tuple[int, str | None, tuple[Owed, ...]]) -> None:
        number, ours, found = read
        if number != self._asked:
            return
        here = next((row.need.id for row in self.rows if row.hasFocus()), 0)
        inside = self.isAncestorOf(self.window().focusWidget() or self.window())
        for card in self.cards:
            card.hide()
            card.deleteLater()
        self.cards = [self._card(part, _title(part.side, ours)) for part in found]
        total = counted("{n} open", "{n} open", sum(part.number for part in found))
        late = sum(part.late for part in found)
        self.note.setText(_("{open}, {late} late").format(open=total, late=f"{late:,}") if late else total)
        self._place()
        again = next((row for row in self.rows if row.need.id == here), None) or next(iter(self.rows), None)
        if again is None:
            return
        self.setFocusProxy(again)
        if inside:
            again.setFocus()

    def _card(self, part: Owed, title: str) -> Card:
        card = Card(title, _("Open list"), self)
        card.asked.connect(lambda: self.go_list.emit(part.listing))
        card.add_note(" · ".join(_counts(part)))
        card.body.addSpacing(theme.size(4))
        for record in part.records:
            row = OwedRow(_need(record, *self._light(record)), card)
            row.setToolTip(self._tip(record))
            row.clicked.connect(lambda _on, row=row: self.go.emit(row.need.table, row.need.id))
            row.reached.connect(lambda row=row: self.selected.emit(row.need.table, [row.need.id]))
            card.body.addWidget(row)
        if part.number > len(part.records):
            card.add_note(_("and {n} more: open the list").format(n=f"{part.number - len(part.records):,}"))
        if part.unmeasured:
            self._add_link(card, part)
        card.body.addStretch(1)
        return card

    def _add_link(self, card: Card, part: Owed) -> None:
        text = counted("{n} is not measurable: list it", "{n} are not measurable: list them", part.unmeasured)
        link = card.add_link(text)
        link.clicked.connect(lambda: self.go_list.emit(owed_by(part.side, "not_measurable")))

    def _light(self, record: Record) -> tuple[str, str]:
        light, _first = rules.light_words(record.values, self._clock.today())
        return light.tone, light.brief

    def _tip(self, record: Record) -> str:
        """The whole title, when it is due, and how late it is against every date."""
        values, today = record.values, self._clock.today()
        field = self._store.entities[record.table].field("due_date")
        due = " · ".join(filter(None, (show(field, values, record.labels, today), anchor_words(field, record))))
        lead, late = record.labels.get("owner_org_id", ""), rules.lateness_words(values, today)
        return "\n".join(filter(None, (str(values["description"]), lead, due, late)))

    def _place(self) -> None:
        beside = self.width() >= theme.size(_BESIDE)
        places = ((0, 0, 1), (0, 1, 1), (1, 0, 2)) if beside else ((0, 0, 1), (1, 0, 1), (2, 0, 1))
        for card, (row, column, wide) in zip(self.cards, places, strict=False):
            self._grid.addWidget(card, row, column, 1, wide)
            card.show()
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, int(beside))
        self._grid.setRowStretch(3, 1)


def _title(side: str, ours: str | None) -> str:
    """Return who owes whom; from where the officer stands, if that is known."""
    if ours is None or side == BOTH:
        return _(_OWES[side])
    return _((_WE if side == ours else _THEY)[side])


def _counts(part: Owed) -> Iterator[str]:
    yield counted("○ {n} open", "○ {n} open", part.number) if part.number else _("Nothing is owed.")
    if part.late:
        yield counted("▲ {n} late", "▲ {n} late", part.late)
    if part.unmeasured:
        yield counted("{n} not measurable", "{n} not measurable", part.unmeasured)


def _need(record: Record, tone: str, words: str) -> Need:
    values = record.values
    marks = _("(not measurable)") if rules.not_measurable(values) else ""
    title = " ".join(filter(None, (str(values["description"]), marks)))
    who = record.labels.get("owner_org_id", "")
    shade = "ink" if tone in ("open", "mute") else tone
    return Need(shade, words, record.table, values["id"], values["ref"], title, who)
