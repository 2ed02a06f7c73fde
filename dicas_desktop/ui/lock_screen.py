"""The locked window: nothing of the workspace is shown, the key is gone, and nothing that was typed is lost.

The widgets stay as they are, hidden; a cell in edit is finished as when one goes to another. Dialogs and other windows
are hidden and come back. An encrypted store is sealed (`store.hold`): key and connections go, and unlocking needs the
passphrase. A plain one is only hidden, and the screen says so.
"""

import time
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QMainWindow, QPushButton, QVBoxLayout, QWidget

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.faults import WrongPassphrase
from dicas_desktop.ui import theme
from dicas_desktop.ui.banner import Banner
from dicas_desktop.ui.clipboard import clear_ours
from dicas_desktop.ui.errors import LOGGER
from dicas_desktop.ui.file_dialogs import SecretField
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.window_state import show_state

FREE_TRIES = 3  # wrong passphrases without a wait
FIRST_WAIT, LONGEST_WAIT = 30.0, 900.0  # s; doubled with each further one
_SEAL_AFTER = 300  # ms: what hangs on a change of the selection is read by then
_WIDTH = 380  # px at 100 %


class LockScreen(QFrame):
    """What a locked window shows instead of everything."""

    tried = Signal(str)  # the passphrase typed; empty for a file without one

    def __init__(self, name: str, banner: str, *, encrypted: bool, parent: QWidget) -> None:
        """Cover `parent`; `banner` is the marking of what is behind it."""
        super().__init__(parent)
        theme.set_role(self, "panel")
        self.setAccessibleName(_("Locked"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._encrypted = encrypted
        holder = QWidget(self)
        holder.setFixedWidth(theme.size(_WIDTH))
        column = QVBoxLayout(holder)
        column.setSpacing(theme.size(8))
        self._label(column, _("Locked"), "title")
        self._label(column, name, "heading")
        self._label(column, _words(encrypted=encrypted), "note")
        column.addSpacing(theme.size(8))
        self.secret = SecretField(_("Passphrase"), self)
        self.secret.setVisible(encrypted)
        self.secret.line.setMinimumHeight(theme.size(30))
        self.secret.line.setPlaceholderText(_("Passphrase"))
        self.secret.line.returnPressed.connect(self.act)
        column.addWidget(self.secret)
        self.problem = self._label(column, "", "problem")
        self.problem.hide()
        across = QHBoxLayout()
        across.addStretch(1)
        self.unlock = QPushButton(_("Unlock") if encrypted else _("Show again"), self)
        self.unlock.setAccessibleName(self.unlock.text())
        theme.set_role(self.unlock, "primary")
        self.unlock.clicked.connect(self.act)
        across.addWidget(self.unlock)
        column.addLayout(across)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Banner(banner, self))
        outer.addStretch(2)
        outer.addWidget(holder, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(3)
        outer.addWidget(Banner(banner, self))
        self.setFocusProxy(self.secret.line if encrypted else self.unlock)

    @classmethod
    def cover(cls, window: MainWindow, name: str, *, encrypted: bool) -> "LockScreen":
        """Put a screen over a window and hide what is in it."""
        screen = cls(name, window.banners[0].words, encrypted=encrypted, parent=window)
        screen.setGeometry(window.rect())
        screen.show()
        screen.raise_()
        window.activateWindow()
        screen.setFocus()  # whatever was in edit is finished by this
        _show_content(window, shown=False)
        return screen

    def act(self) -> None:
        """Try what is typed."""
        if not self.unlock.isEnabled():
            return
        if self._encrypted and not self.secret.text():
            self.say(_("Passphrase is missing: type it."))
            return
        self.tried.emit(self.secret.text())

    def say(self, text: str) -> None:
        """Show a sentence under the passphrase."""
        self.problem.setText(text)
        _give_room(self.problem)
        self.problem.setVisible(bool(text))

    def set_ready(self, *, ready: bool) -> None:
        """Take another try, or none for now."""
        self.unlock.setEnabled(ready)
        self.secret.setEnabled(ready)
        if ready:
            self.secret.line.selectAll()
            self.setFocus()

    def _label(self, column: QVBoxLayout, text: str, role: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        theme.set_role(label, role)
        label.ensurePolished()
        _give_room(label)
        column.addWidget(label)
        return label


def _give_room(label: QLabel) -> None:
    """Make a label as high as its words in several lines need: the layout above asks for no height by width."""
    label.setMinimumHeight(max(label.heightForWidth(theme.size(_WIDTH)), 0))


def _words(*, encrypted: bool) -> str:
    if encrypted:
        return _("Nothing is lost. The key is out of memory until the passphrase is given again.")
    return _(
        "Nothing is lost. This workspace is not encrypted: the lock hides it and protects nothing. "
        "Anybody at this machine can show it again or copy the file."
    )


class WindowLock(QObject):
    """Locks and unlocks one window."""

    def __init__(self, window: MainWindow) -> None:
        """Unlocked."""
        super().__init__(window)
        self._window = window
        self.screen: LockScreen | None = None
        self._hidden: list[QWidget] = []
        self._focus: QWidget | None = None
        self._wrong = 0
        self._free_at = 0.0  # monotonic time of the next try
        self._countdown = QTimer(self, interval=1000)
        self._countdown.timeout.connect(self._count_down)
        window.work.ended.connect(self._seal)

    def lock(self) -> None:
        """Blank every window of the program; drop the key as soon as nothing works with it."""
        window = self._window
        store = window.store
        if store is None or self.screen is not None:
            return
        self._focus = QApplication.focusWidget() or window.focusWidget()
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        # the file still takes what was being typed
        screen = LockScreen.cover(window, store.path.name, encrypted=store.encrypted)
        self.screen = screen
        screen.tried.connect(self._try)
        window.locked = True
        for other in QApplication.topLevelWidgets():
            self._hide(other)
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)
        clear_ours()
        window.setWindowTitle(_("Locked — DICAS Desktop"))
        window.refresh()
        QTimer.singleShot(_SEAL_AFTER, self, self._seal)
        if time.monotonic() < self._free_at:
            self._wait()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover a window that grows, and hide what work under way opens meanwhile."""
        if self.screen is None:
            return False
        if watched is self._window and isinstance(event, QResizeEvent):
            self.screen.setGeometry(self._window.rect())
        elif watched is self._window and event.type() == QEvent.Type.Close:
            self._stop_watching()
            self.screen = None
        elif event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            QTimer.singleShot(0, watched, partial(self._hide, watched))
        return False

    # ------------------------------------------------------------------ inside
    def _hide(self, other: QWidget) -> None:
        if self.screen is not None and other is not self._window and other.isVisible() and other.isWindow():
            other.hide()
            if other.windowType() != Qt.WindowType.ToolTip:
                self._hidden.append(other)

    def _stop_watching(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def _seal(self) -> None:
        store = self._window.store
        if self.screen is not None and store is not None and store.encrypted and not self._window.work.jobs:
            store.hold.seal()

    def _try(self, passphrase: str) -> None:
        window, screen = self._window, self.screen
        store = window.store
        if screen is None or store is None:
            return
        if not store.encrypted:
            self._unlock()
            return
        screen.set_ready(ready=False)
        screen.say("")
        hold = store.hold
        window.work.start(
            _("Unlocking"), lambda _progress: hold.unseal(passphrase), lambda _none: self._unlock(), self._refuse
        )

    def _refuse(self, problem: UserProblem) -> None:
        if self.screen is None:
            return
        self.screen.say(str(problem))
        if isinstance(problem, WrongPassphrase):
            self._wrong += 1
            LOGGER.warning("a wrong passphrase at the locked window, number %d", self._wrong)
            if self._wrong >= FREE_TRIES:
                self._free_at = time.monotonic() + min(FIRST_WAIT * 2 ** (self._wrong - FREE_TRIES), LONGEST_WAIT)
                self._wait()
                return
        self.screen.set_ready(ready=True)

    def _wait(self) -> None:
        if self.screen is not None:
            self.screen.set_ready(ready=False)
        self._countdown.start()
        self._count_down()

    def _count_down(self) -> None:
        left = self._free_at - time.monotonic()
        if self.screen is None or left <= 0:
            self._countdown.stop()
            if self.screen is not None:
                self.screen.say("")
                self.screen.set_ready(ready=True)
            return
        text = _("{n} wrong passphrases: the next try is possible in {time}.")
        minutes, seconds = divmod(int(left) + 1, 60)
        self.screen.say(text.format(n=self._wrong, time=f"{minutes}:{seconds:02}"))

    def _unlock(self) -> None:
        window, screen = self._window, self.screen
        if screen is None:
            return
        self.screen = None
        self._stop_watching()
        window.locked = False
        _show_content(window, shown=True)
        screen.hide()
        screen.deleteLater()
        for other in self._hidden:
            other.show()
        self._hidden.clear()
        self._note_tries()
        show_state(window)
        if window.late_rebuild:
            window.late_rebuild = False
            window.rebuild()
        elif self._focus is not None:
            self._focus.setFocus()
        self._focus = None

    def _note_tries(self) -> None:
        store, wrong = self._window.store, self._wrong
        self._wrong, self._free_at = 0, 0.0
        if wrong >= FREE_TRIES and store is not None and not store.read_only:
            text = _("{n} wrong passphrases before the window was unlocked").format(n=wrong)
            with store.write(text, kind="note"):
                pass


def _show_content(window: QMainWindow, *, shown: bool) -> None:
    content = window.centralWidget()
    if content is not None:
        content.setVisible(shown)
