"""The dialogs of an import: where it comes from, and what it would do before it is done."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import FigureButton
from dicas_desktop.ui.dialogs import Dialog, scrolling
from dicas_desktop.ui.record_links import capitals

if TYPE_CHECKING:
    from dicas_desktop.exchange.plan import ImportPlan

_MOST_ROWS = 200  # rejected rows listed
_WIDTH = 720  # px at 100 %


class SourceDialog(Dialog):
    """Asks for a folder or one CSV file."""

    def __init__(self, parent: QWidget) -> None:
        """Nothing is chosen yet."""
        note = _(
            "A folder of CSV files in the format of the public record, or one of them. You see what it would do first."
        )
        super().__init__(_("Import"), _("Show the preview"), parent, note)
        label = self.add_label(self.body, _("Folder or file"), "mute")
        self.path = QLineEdit(self)
        self.path.setAccessibleName(_("Folder or file"))
        label.setBuddy(self.path)
        across = QHBoxLayout()
        across.addWidget(self.path, 1)
        for text, mode in (
            (_("Folder…"), QFileDialog.FileMode.Directory),
            (_("File…"), QFileDialog.FileMode.ExistingFile),
        ):
            button = QPushButton(text, self)
            button.setAutoDefault(False)
            button.setAccessibleName(text)
            button.clicked.connect(lambda _checked=False, mode=mode: self._choose(mode))
            across.addWidget(button)
        self.body.addLayout(across)
        self.path.setFocus()

    def check(self) -> str:
        """Something must be named."""
        return "" if self.path.text().strip() else _("Nothing is chosen: name a folder or a file.")

    def _choose(self, mode: QFileDialog.FileMode) -> None:
        dialog = QFileDialog(self, _("Import"), self.path.text(), _("CSV files (*.csv)"))
        dialog.setFileMode(mode)
        dialog.fileSelected.connect(self.path.setText)
        dialog.open()


class ImportDialog(Dialog):
    """Counts of the plan, its tables, and each rejected row with its cure."""

    def __init__(self, plan: "ImportPlan", banner: str, parent: QWidget) -> None:
        """Show this plan; accepting means to do it as it is."""
        number = plan.created + plan.updated
        verb = counted("Import {n} row", "Import {n} rows", number)
        super().__init__(_("Import {name}").format(name=plan.path.name), verb, parent, "", banner)
        self.setMinimumWidth(theme.size(_WIDTH))
        self.primary.setEnabled(bool(number))
        figures = QHBoxLayout()
        figures.setSpacing(theme.size(28))
        for figure, word, tone in (
            (plan.created, _("created"), "ink"),
            (plan.updated, _("updated"), "ink"),
            (plan.unchanged, _("unchanged"), "mute"),
            (len(plan.rejected), _("rejected"), "late" if plan.rejected else "mute"),
        ):
            figures.addWidget(FigureButton(f"{figure:,}", word, tone, live=False, parent=self))
        figures.addStretch(1)
        self.body.addLayout(figures)
        holder = QWidget(self)
        self._grid = QGridLayout(holder)
        self._grid.setContentsMargins(0, 0, theme.size(12), 0)
        self._grid.setHorizontalSpacing(theme.size(20))
        self._grid.setVerticalSpacing(theme.size(4))
        self._row = 0
        if plan.rejected:
            self._add_rejected(plan)
        self._add_tables(plan)
        self._grid.setRowStretch(self._row, 1)
        area = scrolling(holder, self)
        area.setMinimumHeight(theme.size(220))
        self.body.addWidget(area, 1)
        if not number:
            self.show_problem(_("There is nothing to import: every row is in the workspace already or was rejected."))

    def _add_rejected(self, plan: "ImportPlan") -> None:
        self._head(_("Left out"))
        for rejected in plan.rejected[:_MOST_ROWS]:
            where = f"{rejected.file}:{rejected.line}"
            self._line(
                (where, "mute"), (rejected.column, "mute"), (rejected.value or "—", "plain"), (rejected.cure, "plain")
            )
        more = len(plan.rejected) - _MOST_ROWS
        if more > 0:
            self._line((counted("and {n} more", "and {n} more", more), "mute"))

    def _add_tables(self, plan: "ImportPlan") -> None:
        self._head(_("Files"))
        for table in plan.tables:
            words = _("{n} created, {m} updated, {k} unchanged").format(
                n=f"{len(table.created):,}", m=f"{len(table.updated):,}", k=f"{table.unchanged:,}"
            )
            self._line(
                (table.file, "mute"), (_(ENTITIES[table.table].plural), "plain"), ("", "plain"), (words, "plain")
            )

    def _head(self, text: str) -> None:
        self._grid.addWidget(capitals(text, self), self._row, 0, 1, 4)
        self._grid.setRowMinimumHeight(self._row, theme.size(26))
        self._row += 1

    def _line(self, *cells: tuple[str, str]) -> None:
        for column, (text, role) in enumerate(cells):
            label = QLabel(text, self)
            label.setWordWrap(column == len(cells) - 1)
            theme.set_role(label, role)
            self._grid.addWidget(label, self._row, column)
        self._grid.setColumnStretch(3, 1)
        self._row += 1
