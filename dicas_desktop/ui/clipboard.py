"""Rows as tab-separated text, the way spreadsheets take it; and emptying the clipboard of what was copied here."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from dicas_desktop.domain.texts import _
from dicas_desktop.ui.cell_block import as_text
from dicas_desktop.ui.row_cells import Column

_CELLS = "application/x-dicas-desktop-cells"  # the same cells as the editors read them, for pasting in this program
_OURS = "dicas-desktop/text"  # property of the clipboard: what was put there from here


def put(text: str, cells: str = "") -> None:
    """Put text on the clipboard, and remember that it is this program's. `cells`: as `cell_block` writes them."""
    clipboard = QGuiApplication.clipboard()
    carried = QMimeData()
    carried.setText(text)
    if cells:
        carried.setData(_CELLS, cells.encode())
    clipboard.setMimeData(carried)
    clipboard.setProperty(_OURS, text)


def cells() -> str:
    """Return the cells on the clipboard as tab-separated text, those of this program as its editors read them.

    Nothing was copied since the machine was started: Qt then has None, whatever its type says.
    """
    carried: QMimeData | None = QGuiApplication.clipboard().mimeData()
    if carried is None:
        return ""
    if carried.hasFormat(_CELLS):
        return bytes(carried.data(_CELLS).data()).decode()
    return carried.text()


def clear_ours() -> None:
    """Empty the clipboard, and the selection of X11, if what is on it still is this program's."""
    clipboard = QGuiApplication.clipboard()
    ours = clipboard.property(_OURS)
    # text that was copied from a field did not come through `put`, but the window system knows whose it is
    if clipboard.ownsClipboard() or (ours and clipboard.text() == ours):
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
    clipboard.setProperty(_OURS, None)


def tab_separated(columns: Sequence[Column], rows: Iterable[Sequence[str]], *, heads: bool = False) -> str:
    """Return one line a row and one tab between columns, as shown; line ends and tabs inside a value become blanks.

    A value a spreadsheet would calculate is given an apostrophe in front; plain negative numbers stay numbers.
    """
    lines = ["\t".join(_(column.label) for column in columns)] if heads else []
    lines.extend("\t".join(map(as_text, cells)) for cells in rows)
    return "\n".join(lines)
