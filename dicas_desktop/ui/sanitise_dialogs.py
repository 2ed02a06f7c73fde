"""Asks before everything is removed, and tells what became of each file."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.removal import Outcome, Trace
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog, scrolling, tell_lines
from dicas_desktop.ui.file_dialogs import labelled

_LIST = 150  # px at 100 %


class RemoveDialog(Dialog):
    """Lists what will be removed; the name of the file has to be typed."""

    def __init__(self, name: str, traces: Sequence[Trace], parent: QWidget) -> None:
        """`name` is the file's."""
        note = _(
            "Each file is overwritten and removed, and this cannot be undone. Copies elsewhere, backups on other media "
            "and papers are not reached; on flash storage the old content may stay until the medium is destroyed."
        )
        super().__init__(_("Remove all data of {name}").format(name=name), _("Remove all data"), parent, note)
        self.setMinimumWidth(theme.size(560))
        self._name = name
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, theme.size(8), 0)
        column.setSpacing(theme.size(4))
        for trace in traces:
            line = QLabel(f"{_(trace.what)}: {trace.path}", holder)
            line.setWordWrap(True)
            theme.set_role(line, "small")
            column.addWidget(line)
        column.addStretch(1)
        area = scrolling(holder, self)
        area.setMinimumHeight(theme.size(_LIST))
        area.setAccessibleName(_("What will be removed"))
        self.body.addWidget(area)
        self.typed = QLineEdit(self)
        self.typed.setAccessibleName(_("Name of the file"))
        labelled(self, _("Type {name} to confirm").format(name=name), self.typed)
        self.typed.setFocus()

    def check(self) -> str:
        """The name must be typed as it is."""
        if self.typed.text() == self._name:
            return ""
        self.typed.setFocus()
        return _("Type the name of the file, {name}, to remove it.").format(name=self._name)


def tell_outcomes(parent: QWidget, outcomes: Sequence[Outcome]) -> Dialog:
    """Tell what became of each file."""
    left = sum(bool(outcome.problem) for outcome in outcomes)
    title = _("▲ {n} files could not be removed").format(n=left) if left else _("✓ Everything was removed")
    note = _("Not reached: copies elsewhere, backups on other media, papers, remnants on flash storage.")
    return tell_lines(parent, title, note, [_line(outcome) for outcome in outcomes])


def _line(outcome: Outcome) -> str:
    path = outcome.trace.path
    if outcome.problem:
        return _("▲ Not removed: {path} ({problem})").format(path=path, problem=outcome.problem)
    text = _("✓ Overwritten and removed: {path}") if outcome.overwritten else _("✓ Removed: {path}")
    return text.format(path=path)
