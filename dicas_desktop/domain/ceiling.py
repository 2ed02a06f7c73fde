"""The ceiling of a workspace: the highest marking that a record in it may bear (DOMAIN 1.1)."""

from dicas_desktop.domain.marking import exceeds
from dicas_desktop.domain.texts import _


def above_ceiling(portion: str, ceiling: str) -> str:
    """Return why a record of this mark cannot be kept in a workspace of this ceiling, empty if it can."""
    if not exceeds(portion, ceiling):
        return ""
    text = _("{marking} is above the ceiling {ceiling} of this workspace; such a record cannot be kept here")
    return text.format(marking=portion, ceiling=ceiling)
