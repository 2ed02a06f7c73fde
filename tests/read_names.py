"""Reads a window as a screen reader does: the name and the role of every widget that a person can act on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollBar,
    QTextEdit,
    QWidget,
)

ACTED_ON = (
    QAbstractButton, QAbstractItemView, QAbstractSlider, QAbstractSpinBox, QComboBox, QLineEdit, QMenuBar,
    QPlainTextEdit, QTextEdit,
)  # fmt: skip
_PARTS = (QHeaderView, QScrollBar, QMenu, QDialog)  # read with what they are parts of, or looked at on their own
_NO_ROLE = (QAccessible.Role.NoRole, QAccessible.Role.Client)


def interactive(widget: QWidget) -> bool:
    """A widget that Tab reaches or that a mouse acts on."""
    reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return isinstance(widget, ACTED_ON) or bool(reached)


def unnamed(top: QWidget) -> list[str]:
    """The visible widgets that a screen reader would read without a name or without a role."""
    return [
        f"{type(widget).__name__} {widget.objectName()} in {type(widget.parent()).__name__}: {why}"
        for widget in top.findChildren(QWidget)
        if widget.isVisible() and interactive(widget) and not _is_part(widget) and (why := _missing(widget))
    ]


def _is_part(widget: QWidget) -> bool:
    """A part that Qt makes inside of another widget and reads as one with it."""
    if isinstance(widget, QLineEdit) and isinstance(widget.parent(), QComboBox | QAbstractSpinBox):
        return True
    return isinstance(widget, _PARTS) or widget.objectName().startswith("qt_")


def _missing(widget: QWidget) -> str:
    read = QAccessible.queryAccessibleInterface(widget)
    if not read.text(QAccessible.Text.Name).strip():
        return "no name"
    area = isinstance(widget, QAbstractScrollArea)  # Qt reads one as a client with a name, such as the timeline
    return "no role" if read.role() in _NO_ROLE and not area else ""
