"""Every colour and every size of the window, for light and dark, from 100 to 200 %.

Widgets take colours from `current()`, lengths from `size()`, fonts from `font()`; nothing else names a colour.
What the style sheet styles is chosen by the dynamic property `role` (see `stylesheet.py` for the list).
"""

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from dicas_desktop.domain.places import resources
from dicas_desktop.domain.texts import N_
from dicas_desktop.ui import stylesheet

FAMILY = "Noto Sans JP"
FONT_FILES = ("NotoSansJP-Regular.ttf", "NotoSansJP-SemiBold.ttf")  # the third weight is for paper
SMALLEST_TEXT = 10.5  # px at 100 %

# lengths in px at 100 %
BANNER, TOOLBAR, STATUS_BAR = 20, 44, 24
SIDEBAR, INSPECTOR = 196, 330
ROW, COMPACT_ROW, HEADER_ROW, LANE = 28, 24, 28, 38
PAGE_PADDING, CARD_PADDING = 16, 14
RADIUS, CARD_RADIUS, CHIP_RADIUS = 6, 8, 12
CHIP_HEIGHT, BUTTON_HEIGHT, FIELD_HEIGHT = 22, 30, 22

# text sizes in px at 100 %
BODY, TABLE, COLUMN_HEAD, PAGE_TITLE, RECORD_TITLE, FIGURE, CAPITALS = 13.0, 12.5, 11.5, 17.0, 14.0, 30.0, 10.5


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme as `#rrggbb`. The `_on_soft` ones are for text on `accent_soft` and `late_soft`."""

    dark: bool
    ink: str
    mute: str
    line: str
    base: str
    soft: str
    accent: str
    accent_soft: str
    primary: str
    on_primary: str
    bar: str
    baseline: str
    late: str
    late_soft: str
    soon: str
    done: str
    blocked: str
    mute_on_soft: str
    accent_on_soft: str
    soon_on_soft: str
    done_on_soft: str

    def tone(self, name: str, selected: bool = False) -> str:  # noqa: FBT002 - tone(name, chosen) reads well
        """Return the text colour of a tone of `STATES` (or "mute", "accent"), on the page or on a selected row."""
        name = "ink" if name == "open" else name
        return str(getattr(self, f"{name}_on_soft" if selected and f"{name}_on_soft" in ON_SOFT else name))


ON_SOFT = ("mute_on_soft", "accent_on_soft", "soon_on_soft", "done_on_soft")

LIGHT = Tokens(
    dark=False,
    ink="#1b2430",
    mute="#667285",
    line="#e3e7ed",
    base="#ffffff",
    soft="#f5f7fa",
    accent="#1f4e8c",
    accent_soft="#e6eef9",
    primary="#1f4e8c",
    on_primary="#ffffff",
    bar="#9dbce3",
    baseline="#c3ccd8",
    late="#b3261e",
    late_soft="#fbe3e1",
    soon="#9a6700",
    done="#1a7f4b",
    blocked="#6a4bb3",
    mute_on_soft="#596577",
    accent_on_soft="#1f4e8c",
    soon_on_soft="#855800",
    done_on_soft="#16703f",
)

DARK = Tokens(
    dark=True,
    ink="#e6eaf0",
    mute="#93a0b3",
    line="#2c3542",
    base="#12171e",
    soft="#1a212b",
    accent="#5b9bea",
    accent_soft="#20344f",
    primary="#2b6cc4",
    on_primary="#ffffff",
    bar="#2f5484",
    baseline="#475364",
    late="#ff7b72",
    late_soft="#4a2422",
    soon="#e3b341",
    done="#56d08f",
    blocked="#b79cff",
    mute_on_soft="#9aa7b9",
    accent_on_soft="#6ba7f0",
    soon_on_soft="#e3b341",
    done_on_soft="#56d08f",
)

# text token, background token: every pair that the window puts together; the test holds each to 4.5 : 1
TEXT_PAIRS = (
    *(
        (text, ground)
        for text in ("ink", "mute", "accent", "late", "soon", "done", "blocked")
        for ground in ("base", "soft")
    ),
    *((text, ground) for text in ("ink", "late", "blocked", *ON_SOFT) for ground in ("accent_soft", "late_soft")),
    ("on_primary", "primary"),
    ("ink", "bar"),
    ("base", "ink"),
)

# strip colour, word colour
MARKING_COLOURS = {
    "U": ("#007a33", "#ffffff"),
    "CUI": ("#502b85", "#ffffff"),
    "C": ("#0033a0", "#ffffff"),
    "S": ("#c8102e", "#ffffff"),
    "TS": ("#ff8c00", "#000000"),
}


class StateLook(NamedTuple):
    """How a state is told: never by colour alone."""

    sign: str
    word: str  # English; pass through `_`


STATES = {
    "late": StateLook("▲", N_("Late")),
    "soon": StateLook("◐", N_("Due soon")),
    "done": StateLook("✓", N_("Done")),
    "blocked": StateLook("■", N_("Blocked")),
    "open": StateLook("○", N_("Open")),
    "mute": StateLook("—", N_("Not known")),
}


class _Applied:
    """The theme in force. One per process, as Qt has one palette and one style sheet per process."""

    tokens = LIGHT
    scale = 100
    fonts_registered = False


def tokens(dark: bool) -> Tokens:
    """Return the colours of the light or the dark theme."""
    return DARK if dark else LIGHT


def current() -> Tokens:
    """Return the colours in force; ask again at each paint, they change when the theme does."""
    return _Applied.tokens


def scale() -> int:
    """Return the scale in force in per cent, 100 to 200."""
    return _Applied.scale


def size(px: float) -> int:
    """Return a length that is `px` at 100 % in the scale in force."""
    return round(px * _Applied.scale / 100)


def points(px: float) -> float:
    """Return the point size of a text that is `px` high at 100 %, whatever the screen calls an inch."""
    screen = QGuiApplication.primaryScreen()
    return px * _Applied.scale / 100 * 72 / (screen.logicalDotsPerInchY() if screen else 96)


def font(px: float = BODY, *, bold: bool = False, spacing: float = 0.0) -> QFont:
    """Return the bundled font, `px` high at 100 %; `spacing` is added after each letter, in px at 100 %."""
    result = QFont(FAMILY)
    result.setPointSizeF(points(px))
    result.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    result.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if spacing:
        result.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * _Applied.scale / 100)
    return result


def colour(value: str) -> QColor:
    """Return a token as a QColor."""
    return QColor(value)


def shade() -> QColor:
    """Return the veil over a window behind a dialog, in pictures."""
    veil = QColor(_Applied.tokens.ink if not _Applied.tokens.dark else _Applied.tokens.base)
    veil.setAlpha(60)
    return veil


def wants_dark(name: str) -> bool:
    """Tell whether a theme of the settings ("system", "light", "dark") means dark colours now."""
    if name == "system":
        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return name == "dark"


def set_role(widget: QWidget, role: str) -> None:
    """Choose what the style sheet makes of a widget, and let it take effect at once."""
    widget.setProperty("role", role)
    # a widget that was never shown is polished when it is; asking for its style earlier costs a start 10 ms
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def apply(app: QApplication, *, dark: bool = False, scale: int = 100) -> None:
    """Give the whole program the light or dark theme in a scale of 100 to 200 %.

    Colours follow at once; lengths taken by `size()` before keep the old scale, so the window is built anew after
    a change of scale.
    """
    _Applied.tokens = tokens(dark)
    _Applied.scale = min(max(scale, 100), 200)
    _register_fonts()
    app.setFont(font())
    app.setPalette(_palette(_Applied.tokens))
    app.setStyleSheet(stylesheet.style_sheet(_words()))


def _words() -> dict[str, object]:
    """What the template of the style sheet asks for: colours by token, lengths in px, text sizes in points."""
    colours: dict[str, object] = {name: getattr(_Applied.tokens, name) for name in Tokens.__slots__}
    lengths = {f"px{length}": size(length) for length in stylesheet.LENGTHS}
    texts = {"title": PAGE_TITLE, "record": RECORD_TITLE, "table": TABLE, "head": COLUMN_HEAD}
    # a radius above half the height would be drawn as none
    lengths["chip_radius"] = (size(20) + 2) // 2
    return colours | lengths | {name: f"{points(px):.5g}" for name, px in texts.items()}


def _register_fonts() -> None:
    if _Applied.fonts_registered:
        return
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / name))
    _Applied.fonts_registered = True


def _palette(t: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: t.base,
        role.WindowText: t.ink,
        role.Base: t.base,
        role.AlternateBase: t.soft,
        role.Text: t.ink,
        role.PlaceholderText: t.mute,
        role.Button: t.base,
        role.ButtonText: t.ink,
        role.BrightText: t.late,
        role.Highlight: t.accent_soft,
        role.HighlightedText: t.ink,
        role.Accent: t.accent,
        role.Link: t.accent,
        role.LinkVisited: t.accent,
        role.ToolTipBase: t.ink,
        role.ToolTipText: t.base,
        role.Light: t.base,
        role.Midlight: t.soft,
        role.Mid: t.line,
        role.Dark: t.line,
        role.Shadow: t.line,
    }
    palette = QPalette()
    for name, value in colours.items():
        palette.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(t.mute))
    return palette
