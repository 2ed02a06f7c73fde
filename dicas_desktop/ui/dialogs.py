"""Dialogs in the look of the window: the title says the object, the button at the right names the deed.

They are opened with `open()`, never `exec()`: what follows hangs on `accepted`. Esc leaves, Enter acts.
"""

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from dicas_desktop.domain.texts import _
from dicas_desktop.domain.version import VERSION
from dicas_desktop.ui import theme
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.commands import Command

_WIDTH = 460  # px at 100 %
_NOTE = 560  # px at 100 % that a line of words is at most long: a longer one is hard to read


class Dialog(QDialog):
    """Title, note, body, a line for problems, buttons. Subclasses fill `body` and override `check`."""

    def __init__(self, title: str, verb: str, parent: QWidget | None, note: str = "", banner: str = "") -> None:
        """`verb` is the text of the primary button; `banner` marks a dialog that shows data."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(theme.size(_WIDTH))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        if banner:
            outer.addWidget(Banner(banner, self))
        inner = QVBoxLayout()
        inner.setContentsMargins(*(theme.size(side) for side in (24, 20, 24, 16)))
        inner.setSpacing(theme.size(12))
        outer.addLayout(inner, 1)
        head = self.add_label(inner, title, "record-title")
        head.setWordWrap(True)
        self.note = self.add_label(inner, note, "note")
        self.note.setVisible(bool(note))
        self.note.setMaximumWidth(theme.size(_NOTE))
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.size(8))
        inner.addLayout(self.body, 1)
        inner.addStretch(0)
        self._inner, self._fitted = inner, False
        self.problem = self.add_label(inner, "", "problem")
        self.problem.hide()
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(theme.size(8))
        inner.addLayout(self.buttons)
        self.buttons.addStretch(1)
        self.leave = self._button(_("Cancel"), self.reject)
        self.primary = self._button(verb, self.act)
        theme.set_role(self.primary, "primary")
        self.primary.setDefault(True)
        if banner:
            outer.addWidget(Banner(banner, self))

    def check(self) -> str:
        """Return what keeps the dialog from acting, as a sentence; empty if nothing does."""
        return ""

    def act(self) -> None:
        """Do what the primary button says, unless something is in the way."""
        problem = self.check()
        if problem:
            self.show_problem(problem)
        else:
            self.accept()

    def show_problem(self, text: str) -> None:
        """Say above the buttons what is wrong and what to do."""
        self.problem.setText(text)
        self.problem.setVisible(bool(text))
        self._grow()

    def showEvent(self, event: QShowEvent) -> None:
        """Be as high as the words need at this width; only what can make use of more room gets more."""
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self._give_room()
        self._grow()

    def without_choice(self) -> None:
        """Leave only the primary button: there is nothing to cancel."""
        self.leave.hide()

    def add_label(self, layout: QVBoxLayout, text: str, role: str) -> QLabel:
        """Add words under what is there already."""
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(label, role)
        layout.addWidget(label)
        return label

    def _give_room(self) -> None:
        """Let a list or a text take all room there is; under fields and words it stays empty, not between them."""
        layout, most = self.layout(), self._most()
        if layout is None:
            return
        self.setMinimumWidth(min(self.minimumWidth(), most.width()))
        if self._over(layout, most).height() > 0:  # large letters on a small screen
            self._inner.setContentsMargins(*(theme.size(side) for side in (24, 8, 24, 8)))
            self._inner.setSpacing(theme.size(4))
            self.body.setSpacing(theme.size(2))
            layout.activate()
        over = self._over(layout, most).expandedTo(QSize(0, 0))
        for area in self.findChildren(QAbstractScrollArea) if not over.isNull() else ():
            area.setMinimumWidth(max(area.minimumWidth() - over.width(), 0))
            area.setMinimumHeight(max(area.minimumHeight() - over.height(), 0))
            holder = area.parentWidget()
            if holder is not None and (inside := holder.layout()) is not None:
                inside.activate()
        layout.activate()
        # a least width of a dialog's own keeps Qt from asking its layout for one
        self.resize(self.size().expandedTo(layout.totalMinimumSize()).boundedTo(most))
        if self.body.expandingDirections() & Qt.Orientation.Vertical:
            return
        place = self._inner.indexOf(self.body)
        self._inner.setStretch(place, 0)
        self._inner.setStretch(place + 1, 1)
        if layout.hasHeightForWidth():
            self.resize(self.width(), min(layout.totalHeightForWidth(self.width()), most.height()))

    def _over(self, layout: QLayout, most: QSize) -> QSize:
        """How much wider and higher the dialog must be at least than the room there is."""
        width = max(layout.totalMinimumSize().width(), self.width())
        height = layout.totalMinimumHeightForWidth(min(width, most.width()))
        return QSize(layout.totalMinimumSize().width(), max(height, layout.totalMinimumSize().height())) - most

    def _most(self) -> QSize:
        """The room there is: that of the screen, or of the window if that is larger."""
        parent, room = self.parentWidget(), self.screen().availableSize()
        return room if parent is None else room.expandedTo(parent.window().size())

    def _grow(self) -> None:
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            least = min(layout.totalHeightForWidth(self.width()), self._most().height())
            if least > self.height():
                self.resize(self.width(), least)

    def _button(self, text: str, deed: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.clicked.connect(deed)
        self.buttons.addWidget(button)
        return button


def ask(parent: QWidget, title: str, text: str, verb: str, deed: Callable[[], None]) -> Dialog:
    """Ask before something is done; `deed` is called if the officer agrees."""
    dialog = Dialog(title, verb, parent, text)
    dialog.accepted.connect(deed)
    dialog.open()
    return dialog


def tell(parent: QWidget, title: str, text: str) -> Dialog:
    """Tell something that must not be overlooked."""
    dialog = Dialog(title, _("Close"), parent, text)
    dialog.without_choice()
    dialog.open()
    return dialog


def tell_lines(parent: QWidget, title: str, text: str, lines: Iterable[str], banner: str = "") -> Dialog:
    """Tell something with a list of particulars under it."""
    dialog = Dialog(title, _("Close"), parent, text, banner)
    dialog.without_choice()
    holder = QWidget(dialog)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for line in lines:
        dialog.add_label(column, line, "plain")
    column.addStretch(1)
    dialog.body.addWidget(scrolling(holder, dialog))
    dialog.open()
    return dialog


def scrolling(content: QWidget, parent: QWidget) -> QScrollArea:
    """Return an area in which the content can be scrolled up and down."""
    area = QScrollArea(parent)
    area.setAccessibleName(parent.accessibleName())  # the keys of the keyboard scroll it
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    theme.set_role(content, "page")
    area.setWidget(content)
    return area


def about(parent: QWidget) -> Dialog:
    """Say what the program is, which version, and what it stands on."""
    text = _(
        "Version {version}\n\nRuns a DICAS meeting cycle on one workstation: meetings, delegations, actions, repairs, "
        "co-production and the brief. It opens no network connection and sends nothing.\n\n"
        "Built with Qt for Python (LGPL), SQLCipher, Typst and the typeface Noto Sans JP (OFL)."
    ).format(version=VERSION)
    return tell(parent, _("DICAS Desktop"), text)


def keys(parent: QWidget, commands: Sequence[Command], texts: Callable[[Command], str]) -> Dialog:
    """List every command with its key, by menu. `texts` gives the words of a command now."""
    dialog = Dialog(_("Keyboard shortcuts"), _("Close"), parent)
    dialog.without_choice()
    dialog.setMinimumWidth(theme.size(640))
    holder = QWidget(dialog)
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, theme.size(12), 0)
    grid.setHorizontalSpacing(theme.size(24))
    grid.setVerticalSpacing(theme.size(4))
    row = 0
    for menu in dict.fromkeys(command.menu for command in commands):
        head = QLabel(_(menu).upper(), holder)
        head.setFont(theme.font(theme.CAPITALS, bold=True, spacing=0.8))
        theme.set_role(head, "caps")
        grid.addWidget(head, row, 0, 1, 2)
        grid.setRowMinimumHeight(row, theme.size(28))
        row += 1
        for command in commands:
            if command.menu == menu and command.key:
                grid.addWidget(QLabel(texts(command), holder), row, 0)
                key = QLabel(command.key, holder)
                theme.set_role(key, "key")
                grid.addWidget(key, row, 1, Qt.AlignmentFlag.AlignLeft)
                row += 1
    grid.setColumnStretch(0, 1)
    area = scrolling(holder, dialog)
    area.setMinimumHeight(theme.size(380))
    dialog.body.addWidget(area)
    dialog.open()
    return dialog
