"""The one style sheet, as a template that `theme.apply` fills with its tokens.

Roles a widget can carry (`theme.set_role`): buttons "primary", "chip" (checkable), "link", "quiet"; labels "title",
"record-title", "heading", "mute", "caps", "problem", "alert", "key"; frames "page", "panel" (soft ground), "card",
"line", "alert" (ground of what is late), "strip"; line edits "field" (looks like text until touched), "search".
"""

from collections.abc import Mapping
from string import Template

LENGTHS = (2, 3, 4, 6, 8, 10, 18, 20, 22, 24, 28)  # px at 100 % that the sheet asks for as `px2`, `px3` …

_SHEET = """
QToolTip { background: $ink; color: $base; border: none; padding: ${px4}px ${px8}px; font-size: ${table}pt; }
QMainWindow, QDialog { background: $base; }
QFrame[role="page"] { background: $base; border: none; }
QFrame[role="panel"] { background: $soft; border: none; }
QFrame[role="status"] { background: $soft; border: none; border-top: 1px solid $line; }
QListView[role="sidebar"] { background: $soft; border: none; }
QFrame[role="card"] { background: $base; border: 1px solid $line; border-radius: ${px8}px; }
QFrame[role="upright"] { background: $line; border: none; }
QFrame[role="popup"] { background: $base; border: 1px solid $line; border-radius: ${px6}px; }
QTableView[role="journal"]::item { border-bottom: 1px solid $line; padding: 0 ${px4}px; }
QTableView[role="journal"]::item:selected { background: $accent_soft; color: $ink; }
QTextEdit[role="told"] { background: transparent; border: none; border-radius: 0; padding: 0; }
QTextEdit[role="told"]:focus { border: none; }
QFrame[role="alert"] { background: $late_soft; border: none; border-bottom: 1px solid $line; }
QFrame[role="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }

QLabel { background: transparent; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="record-title"] { font-size: ${record}pt; font-weight: 600; }
QLabel[role="heading"] { font-weight: 600; }
QLabel[role="mute"] { color: $mute; font-size: ${head}pt; }
QLabel[role="field-name"] { color: $mute; padding-top: ${px2}px; }
QLabel[role="value"] { border: 1px solid $line; border-radius: ${px4}px; padding: ${px2}px ${px6}px;
    font-size: ${table}pt; min-height: ${px18}px; }
QLabel[role="value"]:hover { background: $soft; }
QLabel[role="value"]:focus { border-color: $accent; }
QLabel[role="small"] { font-size: ${table}pt; }
QLabel[role="note"] { color: $mute; }
QLabel[role="caps"] { color: $mute; font-weight: 600; }
QLabel[role="problem"] { color: $late; font-size: ${head}pt; }
QLabel[role="alert"] { color: $late; font-weight: 600; }
QLabel[role="key"] { color: $mute; background: $base; border: 1px solid $line; border-radius: ${px4}px;
    padding: 0 ${px4}px; font-size: ${head}pt; }

QPushButton { background: $base; color: $ink; border: 1px solid $line; border-radius: ${px6}px;
    padding: 0 ${px10}px; min-height: ${px28}px; }
QPushButton:hover { background: $soft; }
QPushButton:pressed { background: $accent_soft; }
QPushButton:focus { border-color: $accent; }
QPushButton:disabled { color: $mute; }
QPushButton[role="primary"] { background: $primary; color: $on_primary; border-color: $primary; }
QPushButton[role="primary"]:hover { border-color: $ink; }
QPushButton[role="primary"]:disabled { background: $soft; color: $mute; border-color: $line; }
QPushButton[role="chip"] { color: $mute; border-radius: ${chip_radius}px; padding: 0 ${px10}px;
    min-height: ${px20}px; max-height: ${px20}px; font-size: ${head}pt; }
QPushButton[role="chip"][mark="chevron"], QPushButton[role="chip"][mark="cross"] { padding-right: ${px22}px; }
QPushButton[role="chip"]:hover { background: $soft; }
QPushButton[role="chip"]:checked { background: $accent_soft; color: $accent_on_soft; border-color: $bar; }
QPushButton[role="chip"]:disabled { background: transparent; color: $mute; border-color: $line; }
QPushButton[role="chip"]:focus { border-color: $accent; }
QPushButton[role="link"] { background: transparent; color: $accent; border: none; border-bottom: 1px solid transparent;
    border-radius: 0; padding: 0; min-height: ${px18}px; }
QPushButton[role="link"]:hover { text-decoration: underline; }
QPushButton[role="link"]:focus { border-color: $accent; }
QPushButton[role="quiet"] { background: transparent; border-color: transparent; }
QPushButton[role="quiet"]:hover { background: $soft; }
QPushButton[role="quiet"]:focus { border-color: $accent; }
QPushButton::menu-indicator { width: 0; height: 0; image: none; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDateEdit, QTimeEdit { background: $base; color: $ink;
    border: 1px solid $line; border-radius: ${px4}px; padding: 0 ${px6}px; min-height: ${px22}px;
    selection-background-color: $accent_soft; selection-color: $ink; }
QPlainTextEdit, QTextEdit { padding: ${px2}px ${px4}px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus { border-color: $accent; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] { border-color: $late; }
QLineEdit:read-only, QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled { color: $mute; }
QLineEdit[role="search"] { background: $soft; border-radius: ${px6}px; padding: 0 ${px10}px; min-height: ${px28}px; }
QLineEdit[role="search"]:focus { background: $base; }
QComboBox::drop-down { border: none; width: ${px18}px; }
QComboBox QAbstractItemView { background: $base; border: 1px solid $line; outline: none; padding: ${px4}px;
    selection-background-color: $accent_soft; selection-color: $ink; }
QDialog QLineEdit, QDialog QComboBox { min-height: ${px28}px; border-radius: ${px6}px; }
QListWidget { border: 1px solid $line; border-radius: ${px6}px; padding: ${px4}px; }
QListWidget::item { padding: ${px4}px ${px6}px; border-radius: ${px4}px; color: $ink; }
QTreeWidget::item { height: ${px24}px; padding: 0 ${px4}px; }
QListWidget::item:selected { background: $accent_soft; color: $ink; }
QCheckBox, QRadioButton { spacing: ${px8}px; background: transparent; }

QMenuBar { background: $base; color: $ink; border: none; font-size: ${table}pt; padding: 0 ${px4}px; }
QMenuBar::item { background: transparent; padding: ${px2}px ${px8}px; border-radius: ${px4}px; }
QMenuBar::item:selected { background: $accent_soft; }
QMenu { background: $base; color: $ink; border: 1px solid $line; padding: ${px4}px; font-size: ${table}pt; }
QMenu::item { padding: ${px4}px ${px24}px ${px4}px ${px20}px; border-radius: ${px4}px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $mute; }
QMenu::separator { height: 1px; background: $line; margin: ${px4}px ${px8}px; }

QAbstractItemView { background: $base; border: none; outline: none;
    selection-background-color: $accent_soft; selection-color: $ink; }
QHeaderView { background: $base; border: none; }
QHeaderView::section { background: $base; color: $mute; border: none; border-bottom: 1px solid $line;
    padding: 0 ${px8}px; font-size: ${head}pt; }
QTableCornerButton::section { background: $base; border: none; }
QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $bar; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[role="page"] { background: $base; }
QScrollBar:vertical { background: transparent; width: ${px10}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${px10}px; margin: 0; }
QScrollBar::handle { background: $baseline; border-radius: ${px3}px; margin: ${px2}px; }
QScrollBar::handle:vertical { min-height: ${px28}px; }
QScrollBar::handle:horizontal { min-width: ${px28}px; }
QScrollBar::handle:hover { background: $mute; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none;
    width: 0; height: 0; }
QProgressBar { background: $line; border: none; border-radius: ${px3}px; max-height: ${px6}px; min-height: ${px6}px; }
QProgressBar::chunk { background: $accent; border-radius: ${px3}px; }
"""


def style_sheet(words: Mapping[str, object]) -> str:
    """Return the sheet with every colour, length and text size put in. KeyError if one is missing."""
    return Template(_SHEET).substitute(words)
