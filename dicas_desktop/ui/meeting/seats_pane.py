"""The delegations side by side: who sits for each side, in order, who heads it, who came."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.domain.vocabulary import ATTENDANCE, CAPACITIES, SIDES
from dicas_desktop.store.delegations import HEAD, Seat, Side
from dicas_desktop.ui import theme
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.meeting.half_typed import seat_place
from dicas_desktop.ui.meeting.line_form import LineForm, Part, stacked
from dicas_desktop.ui.meeting.line_view import Layout, LineHead, LineView
from dicas_desktop.ui.meeting.lines import Cell, Column, Kind, Line
from dicas_desktop.ui.meeting.words import ATTENDANCE_LOOKS

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_ENTITY = ENTITIES["delegation_members"]
_COLUMNS = (
    Column("no", N_("No."), 38),
    Column("name", N_("Name"), 0, share=5),
    Column("post", N_("Post"), 0, least=470, share=4),
    Column("capacity", N_("Capacity"), 84),
    Column("attendance", N_("Attendance"), 98, least=330),
)
_PARTS = (
    Part(_ENTITY.field("person_id")),
    Part(_ENTITY.field("org_id"), 112),
    Part(_ENTITY.field("role_note"), 108),
    Part(_ENTITY.field("capacity"), 92),
)
Asked = Callable[[int, str | None], None]  # seat, what was chosen
JAPANESE = {"US": "米側", "JP": "日本側"}
LABELS = {choice.value: choice.label for choice in SIDES}


class SidePane(QWidget):
    """One side. What is done to it is written by the page."""

    seat_entered = Signal(str, dict)  # side, texts
    carried = Signal(int, int)  # seat, place in the order
    chosen = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    below_asked = Signal()
    typing = Signal(str, dict)  # as that of the agenda

    def __init__(self, side: str, store: "Store", parent: QWidget) -> None:
        """Nobody yet."""
        super().__init__(parent)
        self.side, self._store = side, store
        name = _(LABELS.get(side, side))
        self.shown = Side(side)
        self._known: tuple[Side, bool] | None = None
        self.title, self.told = QLabel(f"{name} {JAPANESE.get(side, '')}".strip(), self), QLabel(self)
        theme.set_role(self.title, "heading")
        self.add = QPushButton(_("Add…"), self)
        self.add.setAccessibleName(_("Add a delegate, {side}").format(side=name))
        theme.set_role(self.add, "link")
        layout = Layout(_COLUMNS)
        self.view = LineView(_("Delegation, {side}").format(side=name), layout, self)
        self.view.movable = True
        self.view.carried.connect(self.carried)
        self.view.chosen.connect(self.chosen)
        self.view.edit_asked.connect(self.edit_asked)
        self.view.delete_asked.connect(self.delete_asked)
        self.view.below_asked.connect(self.below_asked)
        bar = QWidget(self)
        bar.setFixedHeight(theme.size(34))
        row = QHBoxLayout(bar)
        row.setContentsMargins(theme.size(theme.PAGE_PADDING), 0, theme.size(theme.PAGE_PADDING), 0)
        row.setSpacing(theme.size(12))
        row.addWidget(self.title)
        row.addWidget(self.told, 1)
        row.addWidget(self.add)
        stacked(self, bar, LineHead(self.view, self), self.view).setStretch(2, 1)
        self.setFocusProxy(self.view)
        self.add.clicked.connect(lambda _checked: self.add_seat())

    @property
    def seat(self) -> Seat | None:
        """The one the keyboard stands at."""
        line = self.view.current
        return next((seat for seat in self.shown.seats if line is not None and seat.id == line.id), None)

    def show_side(self, side: Side, *, writable: bool) -> None:
        """Show the people of this side."""
        if (side, writable) == self._known:
            return
        self._known = side, writable
        self.shown = side
        self.add.setVisible(writable)
        told, tone = _head_words(side)
        self.told.setText(told)
        theme.set_role(self.told, tone)
        lines = list(_seat_lines(side))
        if not lines:
            text = _("Nobody named yet: Ctrl+Alt+D adds a delegate.") if writable else _("Nobody recorded.")
            lines = [Line(Kind.NOTE, cells=(("name", Cell(text, "mute")),), spoken=text)]
        self.view.show_lines(lines)

    def add_seat(self, typed: Mapping[str, str] | None = None) -> None:
        """Open the line of a new delegate, with what was half typed of it."""

        def make(field: Field, holder: QWidget) -> FieldEditor:
            return make_editor(field, self._store, holder)

        if self.form is not None:
            self.form.flush()
        form = LineForm(_("Delegate"), _PARTS, make, _("Enter adds, Tab goes on, Esc leaves."), self)
        form.place = seat_place(self.side)
        form.entered.connect(lambda: self.seat_entered.emit(self.side, form.texts()))
        form.edited.connect(self.typing)
        form.left.connect(self.leave)
        form.height_changed.connect(lambda: self.view.resize_form(form.wanted_height()))
        self.view.open_form(form, 0, form.wanted_height())
        form.begin({}, typed=typed)

    @property
    def form(self) -> LineForm | None:
        """The line that is open."""
        return self.view.form if isinstance(self.view.form, LineForm) else None

    def leave(self) -> None:
        """Close the open line; nothing is written and what was typed is forgotten."""
        if self.form is not None:
            self.typing.emit(self.form.place, {})
        self.close_line()

    def close_line(self) -> None:
        """Close the open line."""
        if self.form is not None:
            self.form.forget()
        self.view.close_form()
        self.view.setFocus()

    def menu_place(self) -> QPoint:
        """Return where a menu about the current seat opens, on the screen."""
        box = self.view.visualRect(self.view.currentIndex())
        return self.view.viewport().mapToGlobal(QPoint(box.width() // 2, box.bottom()))


class SeatsPane(QFrame):
    """Both sides, and further ones where they are recorded."""

    seat_entered = Signal(str, dict)
    typing = Signal(str, dict)
    carried = Signal(int, int)
    chosen = Signal()
    edit_asked = Signal()
    delete_asked = Signal()
    below_asked = Signal()
    capacity_asked = Signal(int, object)  # seat, capacity or None
    attendance_asked = Signal(int, object)

    def __init__(self, store: "Store", parent: QWidget) -> None:
        """No side yet."""
        super().__init__(parent)
        theme.set_role(self, "page")
        self._store = store
        self.panes: dict[str, SidePane] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)

    def show_sides(self, sides: tuple[Side, ...], *, writable: bool) -> None:
        """Show these; a pane is made for each side when it first comes."""
        for side in sides:
            if side.side not in self.panes:
                self._add_pane(side.side)
            self.panes[side.side].show_side(side, writable=writable)

    @property
    def active(self) -> SidePane | None:
        """The side the keyboard is in."""
        now = QApplication.focusWidget()
        return next((pane for pane in self.panes.values() if now is not None and pane.isAncestorOf(now)), None)

    @property
    def seat(self) -> Seat | None:
        """The delegate the keyboard stands at."""
        return self.active.seat if self.active is not None else None

    def capacity_menu(self) -> QMenu | None:
        """Return the menu of the capacities of the current seat."""
        words: dict[str | None, str] = {choice.value: _capacity(choice.value) for choice in CAPACITIES}
        now = self.seat.capacity if self.seat is not None else None
        return self._menu(_("Capacity"), {**words, None: _("(none)")}, now, self.capacity_asked.emit)

    def attendance_menu(self) -> QMenu | None:
        """Return the menu of the attendance of the current seat."""
        words: dict[str | None, str] = {choice.value: _(choice.label) for choice in ATTENDANCE}
        now = self.seat.attendance if self.seat is not None else None
        return self._menu(_("Attendance"), {**words, None: _("(none)")}, now, self.attendance_asked.emit)

    def _menu(self, name: str, words: Mapping[str | None, str], now: str | None, asked: Asked) -> QMenu | None:
        seat = self.seat
        if seat is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("{what} of {name}").format(what=name, name=seat.name))
        for value, label in words.items():
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(now == value)
            action.triggered.connect(_call(asked, seat.id, value))
        return menu

    def _add_pane(self, side: str) -> None:
        if self.panes:
            line = QFrame(self)
            line.setFixedWidth(1)
            theme.set_role(line, "upright")
            self._row.addWidget(line)
        pane = self.panes[side] = SidePane(side, self._store, self)
        pane.seat_entered.connect(self.seat_entered)
        pane.typing.connect(self.typing)
        pane.carried.connect(self.carried)
        pane.chosen.connect(self.chosen)
        pane.edit_asked.connect(self.edit_asked)
        pane.delete_asked.connect(self.delete_asked)
        pane.below_asked.connect(self.below_asked)
        self._row.addWidget(pane, 1)


def _capacity(value: str | None) -> str:
    if value == HEAD:
        return _("Head")
    label: str = _ENTITY.field("capacity").choice_label(value) if value else ""
    return _(label) if label else ""


def _head_words(side: Side) -> tuple[str, str]:
    words = [counted("{n} person", "{n} people", len(side.seats))] if side.seats else []
    if side.headcount:
        words.append(_("headcount {n}").format(n=side.headcount))
    if not side.head:
        return " · ".join([_("▲ Head missing"), *words]), "problem"
    return " · ".join([_("Head: {name}").format(name=side.head), *words]), "mute"


def _seat_lines(side: Side) -> Iterator[Line]:
    for place, seat in enumerate(side.seats, 1):
        look = ATTENDANCE_LOOKS.get(seat.attendance or "")
        post, role = _post_and_role(seat)
        cells = (
            ("no", Cell(str(place), "mute")),
            ("name", Cell(seat.name, bold=seat.head, second=seat.name_ja)),
            ("post", Cell(post or role or seat.org, "mute", second=role if post else "")),
            ("capacity", Cell(_capacity(seat.capacity), bold=seat.head)),
            ("attendance", Cell(look.text if look else "—", look.tone if look else "mute")),
        )
        came = _(look.word) if look else ""
        told = str(place), seat.name, seat.name_ja, post, role, seat.org, _capacity(seat.capacity), came
        yield Line(Kind.SEAT, "delegation_members", seat.id, cells, ", ".join(filter(None, told)))


def _post_and_role(seat: Seat) -> tuple[str, str]:
    """Return the post of the day, and the role at this meeting if it says more."""
    role = seat.role if seat.role != seat.name else ""
    return seat.post, "" if role.casefold() in seat.post.casefold() else role


def _call(asked: Asked, seat: int, value: str | None) -> Callable[[], None]:
    return lambda: asked(seat, value)
