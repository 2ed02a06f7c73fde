"""The overview page: what needs a human now, against a deadline one can choose. Every figure opens its list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QMenu, QVBoxLayout, QWidget

from dicas_desktop.domain.dates import reiwa, show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.lens import deadline_now
from dicas_desktop.store.overview import Overview, deadlines, read_overview
from dicas_desktop.store.overview_words import deadline_words
from dicas_desktop.store.two_plus_two import Deadline
from dicas_desktop.ui import overview_cards, theme
from dicas_desktop.ui.cards import Painted
from dicas_desktop.ui.clock import Clock, both_capitals
from dicas_desktop.ui.dialogs import scrolling
from dicas_desktop.ui.marked_button import Mark, MarkedButton
from dicas_desktop.ui.pages import TIMELINE

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Listing
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.cards import Card
    from dicas_desktop.ui.work import Work

_THREE, _TWO = 840, 560  # widths in px at 100 % from which three, two columns stand side by side
_STRETCH = (10, 9, 8)
_AT_ONCE = 80  # ms that the window waits for the figures before it goes on without them
# row, column, rows and columns taken, by the number of columns: today, before the deadline, the next meeting, repairs,
# what needs a hand, co-production
_PLACES = {
    3: ((0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 2, 1), (0, 2, 2, 1), (2, 0, 1, 2), (2, 2, 1, 1)),
    2: ((0, 0, 1, 1), (1, 0, 1, 1), (0, 1, 2, 1), (2, 1, 1, 1), (3, 0, 1, 2), (2, 0, 1, 1)),
    1: tuple((row, 0, 1, 1) for row in range(6)),
}
_LONGEST = 44  # letters of an event's name on the button


class OverviewPage(QFrame):
    """Cards over one reading of the store; `reload` reads again."""

    go = Signal(str, int)  # table, id
    go_list = Signal(object)  # Listing
    go_part = Signal(int, str)  # id of a meeting, part of its page
    go_page = Signal(str)
    asked = Signal(str)  # id of a command
    chose = Signal(object)  # (table, id) of the deadline, None for the next 2+2

    def __init__(self, store: "Store", clock: Clock, work: "Work", parent: QWidget | None = None) -> None:
        """An empty page; `reload` fills it."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self.setAccessibleName(_("Overview"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._store, self._clock, self._work = store, clock, work
        self._asked = 0  # readings asked for, so that one that was overtaken is not shown
        self._chosen: Deadline | None = None
        self.shown: Overview | None = None
        self._all_needs = False
        self._cards: list[Card] = []
        self._content = QWidget(self)
        side = theme.size(20)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(side, theme.size(12), side, side)
        column.setSpacing(theme.size(14))
        self._head = QGridLayout()
        column.addLayout(self._head)
        self._make_head()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.size(16))
        column.addLayout(self._grid)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolling(self._content, self))

    def reload(self) -> None:
        """Read everything again, off the main thread, and show it."""
        clock, store, chosen = self._clock, self._store, self._chosen
        self._asked += 1
        number = self._asked

        def read() -> tuple[int, Overview]:
            by_hand = clock.as_of is not None
            return number, read_overview(store, clock.today(), chosen, clock.now(), by_hand=by_hand)

        self._work.quietly(read, self._show, at_once=_AT_ONCE)

    def _show(self, read: tuple[int, Overview]) -> None:
        number, shown = read
        if number != self._asked:
            return
        self.shown = shown
        today = shown.today
        self._date.setText(
            f"{_WEEKDAYS[today.weekday()]()} {show_date(today.isoformat())} · "
            f"{both_capitals(self._clock.now())} · {reiwa(today)}"
        )
        text = deadline_words(shown, _LONGEST)
        self.deadline.setText(text)
        self.deadline.setAccessibleName(_("Choose the deadline. Now: {text}").format(text=text))
        self._show_cards(shown)

    def take_deadline(self) -> None:
        """Take the deadline that was chosen elsewhere; `reload` shows it."""
        with self._store.read() as db:
            lens = self._store.lens
            self._chosen = None if lens is None else deadline_now(db, self._clock.today(), lens)

    def follow(self) -> None:
        """Take the deadline that was chosen elsewhere, and show it."""
        self.take_deadline()
        self.reload()

    def choose(self, deadline: Deadline | None) -> None:
        """Measure against another event; None takes the next meeting of the four ministers again."""
        self._chosen = deadline
        self.reload()
        self.chose.emit(None if deadline is None else (deadline.table, deadline.id))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cards side by side as fit."""
        super().resizeEvent(event)
        self._place()

    # ------------------------------------------------------------------ parts
    def _make_head(self) -> None:
        head = self._head
        head.setHorizontalSpacing(theme.size(12))
        title = QLabel(_("Overview"), self)
        theme.set_role(title, "title")
        self._date = QLabel(self)
        theme.set_role(self._date, "mute")
        self.deadline = MarkedButton(self)
        self.deadline.set_mark(Mark.CHEVRON)
        self.deadline.setCheckable(True)
        self.deadline.setChecked(True)
        self.deadline.clicked.connect(self._offer_deadlines)
        self._date.setWordWrap(True)
        head.addWidget(title, 0, 0)
        head.addWidget(self._date, 0, 1)
        head.setColumnStretch(1, 1)

    def _offer_deadlines(self) -> None:
        self.deadline.setChecked(True)
        menu = self.deadline_menu()
        menu.popup(self.deadline.mapToGlobal(self.deadline.rect().bottomLeft()))

    def deadline_menu(self) -> QMenu:
        """Return the menu of the events that can be the deadline."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Deadline"))
        menu.addAction(_("The next 2+2"), lambda: self.choose(None))
        with self._store.read() as db:
            found = deadlines(db, self._clock.today())
        if found:
            menu.addSeparator()
        for event in found:
            text = f"{show_date(event.day, event.precision)}   {event.title}".replace("&", "&&")
            menu.addAction(text, _call(self.choose, event))
        return menu

    def _show_cards(self, shown: Overview) -> None:
        keyboard = next((number for number, part in enumerate(self._doors()) if part.hasFocus()), -1)
        for card in self._cards:
            card.hide()
            card.deleteLater()
        listed: Callable[[Listing], None] = self.go_list.emit
        repairs = overview_cards.repairs_card(shown, self.go.emit, listed)
        needs = overview_cards.needs_card(shown, self.go.emit, all_of_them=self._all_needs)
        repairs.asked.connect(lambda: self.go_page.emit(TIMELINE))
        needs.asked.connect(self._toggle_needs)
        self._cards = [
            overview_cards.today_card(shown, listed, lambda: self.asked.emit("backups")),
            overview_cards.actions_card(shown, listed),
            overview_cards.meeting_card(shown, self.go.emit, self.go_part.emit, listed),
            repairs,
            needs,
            overview_cards.production_card(shown.production, self.go.emit),
        ]
        self._place()
        doors = self._doors()
        if keyboard >= 0 and doors:
            doors[min(keyboard, len(doors) - 1)].setFocus()

    def _doors(self) -> list[Painted]:
        """Everything on the cards that can be pressed."""
        return [part for card in self._cards for part in card.findChildren(Painted) if part.live]

    def _toggle_needs(self) -> None:
        self._all_needs = not self._all_needs
        self.reload()

    def _place(self) -> None:
        for card in self._cards:
            self._grid.removeWidget(card)
        narrow = self.width() < theme.size(_TWO)
        self._head.addWidget(self.deadline, *((1, 0, 1, 2) if narrow else (0, 2, 1, 1)), Qt.AlignmentFlag.AlignLeft)
        columns = 3 if self.width() >= theme.size(_THREE) else 2 if self.width() >= theme.size(_TWO) else 1
        for card, place in zip(self._cards, _PLACES[columns], strict=False):
            self._grid.addWidget(card, *place)
            card.show()
        self._grid.setRowStretch(1, 1)
        for column in range(3):
            self._grid.setColumnStretch(column, _STRETCH[column] if column < columns else 0)


_WEEKDAYS = (
    lambda: _("Monday"), lambda: _("Tuesday"), lambda: _("Wednesday"), lambda: _("Thursday"),
    lambda: _("Friday"), lambda: _("Saturday"), lambda: _("Sunday"),
)  # fmt: skip


def _call(function: Callable[[Deadline | None], None], deadline: Deadline) -> Callable[[], None]:
    return lambda: function(deadline)
