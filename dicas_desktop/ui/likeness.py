"""A line in the form of a new person or organization that says whom it looks like, before it is added."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _
from dicas_desktop.store.duplicates import alike
from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.field_editor import FieldEditor

_PAUSE = 250  # ms after the last letter before it is looked up
_MOST = 2  # records named


class Likeness(QLabel):
    """Follows the editors of a form; hidden while nothing is alike. Adding is never kept from anybody by it."""

    def __init__(self, store: Store, table: str, editors: Mapping[str, FieldEditor], parent: QWidget) -> None:
        """Watch these editors."""
        super().__init__(parent)
        self._store, self._table, self._editors = store, table, editors
        self.setWordWrap(True)
        self.setAccessibleName(_("Looks like"))
        theme.set_role(self, "problem")
        self.hide()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.look)
        for editor in editors.values():
            editor.edited.connect(lambda _text: self._pause.start())

    def look(self) -> None:
        """Say whom what is typed looks like now."""
        self._pause.stop()
        names = [name for name in self._editors if "name" in name or name in ("abbreviation", "country")]
        values: dict[str, str | int | None] = {name: self._editors[name].text().strip() for name in names}
        office = self._editors["org_id"].text().strip() if "org_id" in self._editors else ""
        with self._store.read() as db:
            values["org_id"] = find(db, "organizations", office) if office.startswith("O-") else None
            found = alike(db, self._table, values)[:_MOST]
            records = [fetch(db, self._table, [like.one])[0].values for like in found]
        title = ENTITIES[self._table].title
        lines = [
            _("▲ Looks like {ref} {name}: {reasons}. Is it the same? Esc leaves without adding.").format(
                ref=values["ref"], name=values[title], reasons=like.words
            )
            for like, values in zip(found, records, strict=True)
        ]
        self.setText("\n".join(lines))
        self.setVisible(bool(lines))
