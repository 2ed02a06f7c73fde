"""What an editor offers instead of what is typed, such as the working days beside a day off: Alt+1, Alt+2, a click."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from dicas_desktop.domain.dates import show_date
from dicas_desktop.ui import theme

if TYPE_CHECKING:
    from dicas_desktop.domain.days_off import Beside

_KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4)


class Offer(NamedTuple):
    """One of them: the text that takes the place of what is typed, and how it is shown."""

    text: str
    label: str


def days_beside(found: "Beside | None") -> tuple[Offer, ...]:
    """Return the working days before and after a day off."""
    days = () if found is None else (found.before, found.after)
    shown = [day.isoformat() for day in days if day is not None]
    return tuple(Offer(show_date(day), show_date(day, weekday=True)) for day in shown)


def chosen_by(event: QKeyEvent, offers: Sequence[Offer]) -> Offer | None:
    """Return the offer that a key takes, None if it takes none."""
    if event.modifiers() != Qt.KeyboardModifier.AltModifier or event.key() not in _KEYS:
        return None
    number = _KEYS.index(Qt.Key(event.key()))
    return offers[number] if number < len(offers) else None


def plain(text: str, offers: Sequence[Offer]) -> str:
    """Return a line with its offers, each with its key."""
    return " · ".join((text, *(f"Alt+{number} {offer.label}" for number, offer in enumerate(offers, 1))))


def rich(text: str, offers: Sequence[Offer]) -> str:
    """Return the same for a label, in which each offer is a link to its number."""
    # imported here: the first rows need not wait for the names of all characters
    from html import escape

    colour = theme.current().accent
    labels = (escape(offer.label).replace(" ", "&nbsp;") for offer in offers)  # a day breaks over no two lines
    links = (
        f'Alt+{number}&nbsp;<a style="color: {colour}" href="{number - 1}">{label}</a>'
        for number, label in enumerate(labels, 1)
    )
    return " · ".join((escape(text), *links))
