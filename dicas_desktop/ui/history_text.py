"""Changes as text that can be read, scrolled and copied: each record with its fields, what is now and what would be."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.told import Told
from dicas_desktop.store.undo import Preview, RecordChange
from dicas_desktop.ui import theme

DEEDS = {
    "add": N_("comes back"),
    "remove": N_("goes away"),
    "bin": N_("into the bin"),
    "unbin": N_("out of the bin"),
    "change": "",
}
DONE = {
    "add": N_("added"),
    "remove": N_("taken away"),
    "bin": N_("into the bin"),
    "unbin": N_("out of the bin"),
    "change": "",
}
_LONGEST = 400  # letters of a value


class ChangeView(QTextBrowser):
    """Shows changes; nothing in it can be edited."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is what a screen reader calls it."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(theme.TABLE))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        theme.set_role(self, "told")

    def show_preview(self, preview: Preview, *, done: bool = False) -> None:
        """Show what undo or redo would do, or with `done` what a step did."""
        parts = [_record(record, DONE if done else DEEDS) for record in preview.records]
        rest = preview.total - len(preview.records)
        if rest > 0 and len(preview.records) > 1:
            parts.append(_mute(counted("and {n} more change", "and {n} more changes", rest)))
        self.setHtml("".join(parts) or _mute(_("No record was changed.")))

    def show_fields(self, fields: Sequence[Told]) -> None:
        """Show the fields of one record."""
        self.setHtml(_fields(fields) or _mute(_("Nothing would change.")))

    def show_lines(self, lines: Iterable[str]) -> None:
        """Show plain lines."""
        self.setHtml("".join(f"<p style='margin:0 0 {theme.size(4)}px 0'>{escape(line)}</p>" for line in lines))


def _record(record: RecordChange, deeds: dict[str, str]) -> str:
    deed = deeds[record.deed]
    words = f" <span style='color:{theme.current().mute}'>· {escape(_(deed))}</span>" if deed else ""
    head = f"<p style='margin:{theme.size(4)}px 0 {theme.size(2)}px 0'><b>{escape(_cut(record.called))}</b>{words}</p>"
    return head + _fields(record.fields)


def _fields(fields: Sequence[Told]) -> str:
    """Field names in one column; beside them what is now, an arrow, and what would be."""
    mute, gap, low = theme.current().mute, theme.size(10), theme.size(2)
    rows = "".join(
        f"<tr><td style='color:{mute};padding-right:{gap}px;padding-bottom:{low}px'>{escape(field.label)}</td>"
        f"<td style='padding-bottom:{low}px'><span style='color:{mute}'>{escape(_cut(field.before))}</span>"
        f" → {escape(_cut(field.after))}</td></tr>"
        for field in fields
    )
    return (
        f"<table cellspacing='0' cellpadding='0' style='margin-bottom:{theme.size(6)}px'>{rows}</table>" if rows else ""
    )


def _mute(text: str) -> str:
    return f"<p style='color:{theme.current().mute};margin:0'>{escape(text)}</p>"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"
