"""The heads of groups in a table: their words."""

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.declaration import Entity, Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.store.groups import Group
from dicas_desktop.ui.field_write import count_text


def group_text(entity: Entity, name: str, group: Group) -> str:
    """Return what the records of a group have in common."""
    field, key = entity.field(name), group.key
    if key is None:
        return _("not recorded")
    if field.kind is Kind.REFERENCE:
        return group.label
    if field.kind is Kind.DATE:
        return show_date(f"{key}-01", "month")
    if field.kind in (Kind.CHOICE, Kind.PRECISION):
        return _(field.choice_label(key))
    return f"{key:,}" if isinstance(key, int) else " ".join(str(key).split())


def head_text(entity: Entity, name: str, group: Group) -> str:
    """Return the head of a group as one line, such as "Status: Done, 4 action items"."""
    number = count_text(entity, group.records)
    return f"{_(entity.field(name).label)}: {group_text(entity, name, group)}, {number}"
