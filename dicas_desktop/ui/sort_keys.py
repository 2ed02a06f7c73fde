"""What a click on a column head makes of the sort keys, and how they are told in the heads."""

from collections.abc import Mapping, Sequence

from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import Sort

MOST_KEYS = 3


def clicked(keys: Sequence[Sort], name: str, *, further: bool) -> tuple[Sort, ...]:
    """Return the keys after a click on a column: it sorts, again turns it round; `further` keeps the others."""
    known = next((key for key in keys if key.field == name), None)
    turned = Sort(name, descending=known is not None and not known.descending)
    if not further:
        return (turned,) if keys and keys[0] is known else (Sort(name),)
    if known is not None:
        return tuple(turned if key is known else key for key in keys)
    return (*keys, turned)[-MOST_KEYS:]


def sign(keys: Sequence[Sort], name: str) -> str:
    """Return what stands behind a column's name: ▲ or ▼, and its rank where several keys sort."""
    for rank, key in enumerate(keys, 1):
        if key.field == name:
            return (" ▼" if key.descending else " ▲") + (str(rank) if len(keys) > 1 else "")
    return ""


def told(keys: Sequence[Sort], labels: Mapping[str, str]) -> str:
    """Return the order in words, such as "Due ▲, then Status ▼". `labels` names the columns; others are left out."""
    parts = [f"{labels[key.field]} {'▼' if key.descending else '▲'}" for key in keys if key.field in labels]
    return _(", then ").join(parts)
