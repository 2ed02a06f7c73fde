"""What a record is linked to: what it points to and what points to it, each as a link."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from dicas_desktop.domain.declaration import Entity, Field, Kind
from dicas_desktop.domain.texts import _
from dicas_desktop.store.listing import links
from dicas_desktop.ui import theme

if TYPE_CHECKING:
    from dicas_desktop.store.listing import Record
    from dicas_desktop.store.store import Store

_LONGEST = 48  # letters of a linked record's name


class RecordLinks(QWidget):
    """The heading LINKED with its links; hidden if there are none."""

    go = Signal(str, int)  # table, id
    go_list = Signal(str, str, int)  # table, field, id that the field points to

    def __init__(self, store: "Store", parent: QWidget | None = None) -> None:
        """An empty list over a store."""
        super().__init__(parent)
        self._store = store
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.size(16), 0, 0)
        column.setSpacing(theme.size(6))
        column.addWidget(capitals(_("Linked"), self))
        self.links = QLabel(self)
        self.links.setWordWrap(True)
        self.links.setTextFormat(Qt.TextFormat.RichText)
        self.links.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.links.linkActivated.connect(self._open)
        column.addWidget(self.links)
        theme.set_role(self.links, "small")

    def show_record(self, entity: Entity, record: "Record") -> None:
        """Show the links of a record."""
        with self._store.read() as db:
            pointing = links(db, entity.table, int(record.values["id"]))
        parts = [*_records(entity, record, self._store.entities), *_lists(pointing, int(record.values["id"]))]
        colour = theme.current().accent
        self.links.setText(
            " · ".join(f'<a href="{target}" style="color:{colour};text-decoration:none">{escape(words)}</a>'
                       for target, words in parts)
        )  # fmt: skip
        self.links.setAccessibleName(_("Linked: {names}").format(names=", ".join(words for _target, words in parts)))
        self.setVisible(bool(parts))

    def _open(self, target: str) -> None:
        kind, *rest = target.split("/")
        if kind == "record":
            self.go.emit(rest[0], int(rest[1]))
        else:
            self.go_list.emit(rest[0], rest[1], int(rest[2]))


def capitals(text: str, parent: QWidget) -> QLabel:
    """Return a heading in small, letter-spaced capitals."""
    label = QLabel(text.upper(), parent)
    label.setFont(theme.font(theme.CAPITALS, bold=True, spacing=0.8))
    theme.set_role(label, "caps")
    return label


def _records(entity: Entity, record: "Record", entities: dict[str, Entity]) -> list[tuple[str, str]]:
    fields = [field for field in entity.fields if field.kind is Kind.REFERENCE and record.labels.get(field.name)]
    targets = [field.target for field in fields]
    found = []
    for field in fields:
        name = record.labels[field.name]
        short = name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
        # where two fields point to the same kind of record, the field's name says which is which
        kind = field.label if targets.count(field.target) > 1 else entities[field.target].singular
        found.append((f"record/{field.target}/{record.values[field.name]}", f"{_(kind)} {short}"))
    return found


def _lists(pointing: Sequence[tuple[Entity, Field, int]], row_id: int) -> list[tuple[str, str]]:
    fields_of = [entity.table for entity, _field, _count in pointing]
    found = []
    for entity, field, count in pointing:
        # where two fields of a kind of record point here, the field's name says which
        name = _(entity.plural) + (f" ({_(field.label)})" if fields_of.count(entity.table) > 1 else "")
        found.append((f"list/{entity.table}/{field.name}/{row_id}", f"{name}: {count:,}"))
    return found
