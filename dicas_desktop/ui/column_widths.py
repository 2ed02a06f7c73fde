"""How wide the columns of a table are: arithmetic on names and pixels, without a widget."""

from collections.abc import Iterable, Mapping, Sequence

from dicas_desktop.domain.declaration import Kind
from dicas_desktop.ui.row_cells import Column

# px at 100 %: so narrow the title, long texts, and dates, numbers and states get before the table scrolls sideways
TITLE_LEAST, LEAST, LEAST_WHOLE = 200, 96, 124
TITLE_SHARE = 0.38  # of the table that a cut title may take from the long texts beside it
WIDEST = 1.3  # times its declared width is what a column takes at most by itself,
WIDE, WIDE_WHOLE = 200, 240  # or so many px at 100 %: long texts; dates, numbers and states
_LONG = (Kind.TEXT, Kind.LONG_TEXT, Kind.REFERENCE, Kind.URL, Kind.ZONE)


def gives_way(column: Column) -> bool:
    """Tell whether a column may be cut off where there is no room. Dates, numbers and states are read as a whole."""
    return column.field is not None and column.field.kind in _LONG


def most(column: Column) -> float:
    """Return the width in px at 100 % that a column takes at most by itself."""
    return max(column.width * WIDEST, WIDE if gives_way(column) else WIDE_WHOLE)


def least(column: Column) -> int:
    """Return the width in px at 100 % below which a column does not shrink by itself."""
    if column.title:
        return TITLE_LEAST
    return LEAST if gives_way(column) else LEAST_WHOLE


def lead(columns: Sequence[Column]) -> str:
    """Return the name of the column that takes what is left: the title, else the first that may be cut off."""
    ranked = sorted((column for column in columns if column.title or gives_way(column)), key=lambda c: not c.title)
    return ranked[0].name if ranked else ""


def folded(least_px: Mapping[str, int], candidates: Iterable[str], width: int) -> frozenset[str]:
    """Return which of the candidates (the least needed first) are left out so that the others have room in `width`."""
    total, out = sum(least_px.values()), set()
    for name in candidates:
        if total <= width:
            break
        total -= least_px[name]
        out.add(name)
    return frozenset(out)


def fitted(
    wanted: Mapping[str, int], least_px: Mapping[str, int], free: Sequence[Column], width: int, grows: str
) -> dict[str, int]:
    """Return the widths in px by column name that fill `width`, or more where they cannot be made to fit.

    `free` are the columns whose width nobody chose: long texts shrink first; dates only if nothing scrolls then.
    What is left over goes to the column `grows`; where that is cut it also takes from the long texts beside it.
    """
    widths = dict(wanted)
    _shrink(widths, least_px, [c.name for c in free if c.title or gives_way(c)], width)
    spare = sum(max(widths[c.name] - least_px[c.name], 0) for c in free)
    if sum(widths.values()) - spare <= width:
        _shrink(widths, least_px, [c.name for c in free], width)
    if any(column.name == grows for column in free):
        widths[grows] += max(width - sum(widths.values()), 0)
        lacking = min(wanted[grows], round(width * TITLE_SHARE)) - widths[grows]
        if lacking > 0 and sum(widths.values()) <= width:
            beside = [c.name for c in free if gives_way(c) and c.name != grows]
            _shrink(widths, least_px, beside, sum(widths.values()) - lacking)
            widths[grows] += max(width - sum(widths.values()), 0)
    return widths


def _shrink(widths: dict[str, int], least_px: Mapping[str, int], names: Iterable[str], width: int) -> None:
    """Take what is lacking from these columns, from each in proportion to what it can spare."""
    spare = {name: max(widths[name] - least_px[name], 0) for name in names}
    lacking, there = sum(widths.values()) - width, sum(spare.values())
    if lacking > 0 and there:
        for name, px in spare.items():
            widths[name] -= min(-(-px * min(lacking, there) // there), px)
