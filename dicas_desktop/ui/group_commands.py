"""What the commands of groups do: divide a table, go from group to group, fold and unfold."""

from dataclasses import replace

from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.periods import YEARS
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.ui.entity_page import EntityPage
from dicas_desktop.ui.folding import Folding
from dicas_desktop.ui.group_heads import group_words, head_text
from dicas_desktop.ui.group_turning import turn_group

NOT_GROUPED = N_("The table is not grouped: F7 groups it by the column.")


def group(page: EntityPage, column: int) -> None:
    """Divide the rows by the values of the column; again takes the groups away, of dates after both fiscal years."""
    model, name = page.model, page.model.columns[column].name
    if model.columns[column].field is None and not model.columns[column].derived:
        page.message.emit(_("One cannot group by the reference: it is different in every record."))
        return
    ways = _ways(name, model.columns[column].field)
    now = ways.index(model.listing.group) if model.listing.group in ways else -1
    following = [*ways, ""][now + 1]
    more = now + 2 < len(ways)
    text = (
        _("Grouped by {column}: F7 again groups by another year.")
        if more
        else _("Grouped by {column}: F7 again ends it.")
    )
    text = text if following else _("No groups any more.")
    labels = {name: _(model.columns[column].label)}
    page.message.emit(text.format(column=group_words(following or name, labels)))
    model.show(replace(model.listing, group=following))


def _ways(name: str, field: Field | None) -> list[str]:
    """Return how a column can be grouped: dates by month, then by the fiscal years of both countries."""
    dated = field is not None and field.kind is Kind.DATE
    return [name, *(f"{name}:{years}" for years in YEARS)] if dated else [name]


def go_to_group(page: EntityPage, *, by: int) -> None:
    """Take the keyboard to the first record of the next group, or of this one and then the one before it."""
    page.model.finish()
    source, index = page.model.source, page.table.currentIndex()
    if not source.rows.groups:
        page.message.emit(_(NOT_GROUPED))
        return
    row, heads = max(index.row(), 0), source.rows.heads
    begin = row if source.group(row) is not None else row - 1
    further = [head for head in heads if (head > row if by > 0 else head < begin)]
    if not further:
        page.message.emit(_("This is the last group.") if by > 0 else _("This is the first group."))
    else:
        page.table.go(further[0 if by > 0 else -1])


def fold(page: EntityPage) -> None:
    """Fold the group of the keyboard, or unfold it."""
    turned = turn_group(page.model, page.table.currentIndex().row())
    if turned is None:
        page.message.emit(_(NOT_GROUPED))
        return
    folding = page.model.folding
    head = head_text(page.entity, folding.group, turned)
    text = _("Folded {group}: Enter unfolds it.") if folding.holds(turned.key) else _("Unfolded {group}.")
    page.message.emit(text.format(group=head))


def fold_all(page: EntityPage, *, every: bool) -> None:
    """Fold all groups, those that come up later among them, or unfold all."""
    page.model.finish()
    number = len(page.model.source.rows.groups)
    if not number:
        page.message.emit(_(NOT_GROUPED))
        return
    page.model.fold(Folding(page.model.listing.group, every=every))
    text = counted("{n} group is folded.", "{n} groups are folded.", number) if every else _("No group is folded.")
    page.message.emit(text)
