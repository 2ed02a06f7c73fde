"""What the commands of View, Go, Timeline and Help do."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.ui import dialogs, theme
from dicas_desktop.ui.commands import Command
from dicas_desktop.ui.desk import Desk
from dicas_desktop.ui.desk_pages import meeting_shown
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.pages import all_pages

_SCALES = (100, 110, 125, 150, 175, 200)


class ViewCommands:
    """Acts on one window."""

    def __init__(self, window: MainWindow) -> None:
        """Give the window what its commands do."""
        self._window = window
        window.deeds |= {
            "inspector": lambda: self._toggle("inspector"),
            "timeline": lambda: self._toggle("timeline"),
            "compact": self.toggle_compact,
            "next_pane": self.next_pane,
            "dark": self.toggle_dark,
            "system_theme": self.toggle_system,
            "larger": lambda: self._scale(1),
            "smaller": lambda: self._scale(-1),
            "normal_size": lambda: self.set_scale(100),
            "back": lambda: self._desk(Desk.back),
            "forward": lambda: self._desk(Desk.forward),
            "zoom_in": lambda: self._zoom("zoom_in"),
            "zoom_out": lambda: self._zoom("zoom_out"),
            "to_today": lambda: self._zoom("to_today"),
            "keys": self.show_keys,
            "officer_name": self.ask_name,
            "about": lambda: dialogs.about(window),
        }
        window.deeds |= {f"go:{page.name}": self._goer(page.name) for page in all_pages()}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.styleHints().colorSchemeChanged.connect(self._follow_system)
        window.commands.updated.connect(self._show_checks)

    def toggle_dark(self) -> None:
        """Change between light and dark colours; from now on not those of the system."""
        self._window.settings.theme = "light" if theme.current().dark else "dark"
        self.apply()

    def toggle_system(self) -> None:
        """Take the colours of the system, or keep those of now."""
        settings = self._window.settings
        settings.theme = ("dark" if theme.current().dark else "light") if settings.theme == "system" else "system"
        self.apply()

    def set_scale(self, percent: int) -> None:
        """Show everything in another size."""
        self._window.settings.scale = percent
        self.apply()

    def apply(self) -> None:
        """Put colours and scale of the settings into force."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            settings = self._window.settings
            theme.apply(app, dark=theme.wants_dark(settings.theme), scale=settings.scale)
            self._window.rebuild()

    def toggle_compact(self) -> None:
        """Change between the two heights of a row."""
        settings = self._window.settings
        compact = not settings.flag("look/compact", default=False)
        settings.remember("look/compact", "true" if compact else "false")
        desk = self._window.desk
        for page in () if desk is None else desk.made.values():
            if isinstance(page, EntityPage):
                page.table.set_compact(compact)
        self._window.refresh()

    def next_pane(self) -> None:
        """Take the keyboard to the next part of the window: pages, table, inspector, timeline, search."""
        window, desk = self._window, self._window.desk
        if desk is None:
            return
        meeting = meeting_shown(desk)
        pages = [desk.made.get(desk.page)] if meeting is None else meeting.panes()
        parts: list[QWidget | None] = [
            desk.sidebar, *pages, desk.inspector, desk.panels.timeline, window.toolbar.search
        ]  # fmt: skip
        shown = [part for part in parts if part is not None and part.isVisible()]
        now = QApplication.focusWidget()
        at = next(
            (n for n, part in enumerate(shown) if now is not None and (part is now or part.isAncestorOf(now))), -1
        )
        _focus_into(shown[(at + 1) % len(shown)])

    def show_keys(self) -> None:
        """List every command with its key."""
        commands = self._window.commands

        def words(command: Command) -> str:
            return _(command.text).format(singular=_("record"), undo="", redo="").strip()

        dialogs.keys(self._window, tuple(commands.commands.values()), words)

    def ask_name(self) -> None:
        """Ask who works here."""
        # imported here: rarely asked for
        from dicas_desktop.ui.officer import ask_name

        ask_name(self._window)

    # ------------------------------------------------------------------ inside
    def _toggle(self, what: str) -> None:
        if self._window.desk is not None:
            self._window.desk.panels.toggle(what)
            self._window.desk.settle()
            self._window.refresh()

    def _scale(self, by: int) -> None:
        nearest = min(range(len(_SCALES)), key=lambda n: abs(_SCALES[n] - theme.scale()))
        self.set_scale(_SCALES[min(max(nearest + by, 0), len(_SCALES) - 1)])

    def _desk(self, deed: Callable[[Desk], None]) -> None:
        if self._window.desk is not None:
            deed(self._window.desk)

    def _zoom(self, name: str) -> None:
        desk = self._window.desk
        if desk is not None and desk.panels.timeline is not None:
            getattr(desk.panels.timeline, name)()

    def _goer(self, name: str) -> Callable[[], None]:
        return lambda: self._desk(lambda desk: desk.go(name))

    def _follow_system(self) -> None:
        if self._window.settings.theme == "system":
            self.apply()

    def _show_checks(self) -> None:
        actions, desk, settings = self._window.commands.actions, self._window.desk, self._window.settings
        for what in ("inspector", "timeline"):
            actions[what].setChecked(desk is not None and desk.panels.is_shown(what))
        actions["dark"].setChecked(theme.current().dark)
        actions["system_theme"].setChecked(settings.theme == "system")
        actions["compact"].setChecked(settings.flag("look/compact", default=False))


def _focus_into(part: QWidget) -> None:
    if part.focusPolicy() != Qt.FocusPolicy.NoFocus or part.focusProxy() is not None:
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return
    for child in part.findChildren(QWidget):
        if child.isVisible() and child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus:
            child.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
