"""Dialogs about backups: the list of them, the question before a restore, and what to do with a damaged workspace."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.store.backups import REASONS, Backup, shrunk
from dicas_desktop.store.copies import Content
from dicas_desktop.ui import theme
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.fields import CheckBox
from dicas_desktop.ui.file_dialogs import SecretField, labelled

_HEADS = (N_("When"), N_("Made"), N_("Size"), N_("Records"), N_("Since then"))
_WIDTHS = (250, 130, 74, 74, 0)  # px at 100 %; the last takes the rest
_RIGHT = (2, 3)
_WIDTH, _HEIGHT = 840, 250  # px at 100 %
_MEGA = 1e6


class BackupsDialog(Dialog):
    """Every backup with what it holds. Accepting it means to restore the chosen one."""

    def __init__(
        self, name: str, found: Sequence[Backup], present: Content | None, today: date, parent: QWidget, banner: str
    ) -> None:
        """`present` is what the workspace holds now, None if nobody can tell."""
        note = _("Each is a whole workspace, checked when it was made.")
        super().__init__(_("Backups of {name}").format(name=name), _("Restore…"), parent, note, banner)
        self.setMinimumWidth(theme.size(_WIDTH))
        self._found, self._present = found, present
        self.leave.setText(_("Close"))
        self.leave.setAccessibleName(_("Close"))
        self.table = QTableWidget(len(found), len(_HEADS), self)
        self._set_up()
        for row, backup in enumerate(found):
            for column, text in enumerate(_cells(backup, present, today)):
                item = QTableWidgetItem(text)
                side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
                item.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(backup.problem or text)
                self.table.setItem(row, column, item)
        self.body.addWidget(self.table, 1)
        self.place = self.add_label(self.body, "", "mute")
        self.place.hide()
        self.rows = self.add_label(self.body, "", "mute")
        self.table.itemSelectionChanged.connect(self._show_rows)
        self.table.cellDoubleClicked.connect(lambda _row, _column: self.act())
        if found:
            self.table.selectRow(0)
        else:
            self.rows.setText(_("There are none yet: File > Back up now makes the first."))
        self.primary.setEnabled(bool(found))
        self.table.setFocus()

    def show_place(self, folder: Path, missing: str) -> None:
        """Say where the next backup goes; `missing` says that the folder that was chosen is not there."""
        self.place.setText(_("They go into {folder}").format(folder=folder) if not missing else f"▲ {missing}")
        theme.set_role(self.place, "problem" if missing else "mute")
        self.place.show()

    def offer_folders(self, other: Callable[[], object], beside: Callable[[], object] | None) -> None:
        """Offer another folder for them, and beside the workspace if they do not go there."""
        for text, deed in ((_("Another folder…"), other), (_("Beside the workspace"), beside)):
            if deed is not None:
                button = self._button(text, partial(self._leave_for, deed))
                self.buttons.removeWidget(button)
                self.buttons.insertWidget(self.buttons.count() - 3, button)

    def _leave_for(self, deed: Callable[[], object]) -> None:
        self.reject()
        deed()

    def chosen(self) -> Backup | None:
        """Return the backup that is selected."""
        row = self.table.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def check(self) -> str:
        """A backup that cannot be used is not restored."""
        backup = self.chosen()
        return _("Choose a backup.") if backup is None else backup.problem

    def _show_rows(self) -> None:
        backup = self.chosen()
        if backup is None or backup.content is None:
            self.rows.setText("" if backup is None else backup.problem)
            return
        kinds = [f"{_(ENTITIES[table].plural)} {n:,}" for table, n in backup.content.rows.items() if n]
        head = _("Step {n}, head {head}").format(n=f"{backup.content.head.steps:,}", head=backup.content.head.short)
        self.rows.setText(" · ".join((head, *kinds)))
        self.show_problem("")

    def _set_up(self) -> None:
        table = self.table
        table.setAccessibleName(_("Backups"))
        table.setFont(theme.font(theme.TABLE))
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(theme.size(_HEIGHT))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.size(theme.ROW))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        theme.set_role(table, "journal")
        heads = table.horizontalHeader()
        heads.setFixedHeight(theme.size(theme.HEADER_ROW))
        heads.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
            head = QTableWidgetItem(_(_HEADS[column]))
            head.setTextAlignment(side | Qt.AlignmentFlag.AlignVCenter)
            table.setHorizontalHeaderItem(column, head)
            if width:
                table.setColumnWidth(column, theme.size(width))
        heads.setSectionResizeMode(len(_HEADS) - 1, QHeaderView.ResizeMode.Stretch)


class RestoreDialog(Dialog):
    """Says what would be replaced by what; asks for the passphrase, and about a backup that is much smaller."""

    def __init__(
        self, name: str, backup: Backup, present: Content | None, today: date, parent: QWidget, *, encrypted: bool
    ) -> None:
        """`encrypted` asks for the passphrase: whoever replaces the workspace shows that it is theirs."""
        at = in_both_capitals(backup.at, today)
        note = _(
            "{name} becomes what it was on {at}. What it holds now is backed up first and can be restored in turn."
        )
        title = _("Restore {name}").format(name=name)
        super().__init__(title, _("Restore the backup"), parent, note.format(name=name, at=at))
        total = backup.content.total if backup.content is not None else 0
        if present is not None:
            text = _("{n} records instead of {m}. Since then: {since}.")
            words = text.format(n=f"{total:,}", m=f"{present.total:,}", since=since(backup.content, present))
            self.add_label(self.body, words, "plain")
        self.meant = CheckBox(_("It is meant: the backup has fewer than half the records of now"), self)
        self.meant.setAccessibleName(self.meant.text())
        self._smaller = present is not None and shrunk(total, present.total)
        self.meant.setVisible(self._smaller)
        self.body.addWidget(self.meant)
        self.passphrase = SecretField(_("Passphrase"), self)
        self._encrypted = encrypted
        if encrypted:
            labelled(self, _("Passphrase"), self.passphrase)
            self.passphrase.setFocus()
        self.passphrase.setVisible(encrypted)

    def check(self) -> str:
        """The passphrase must be there, and a much smaller backup must be meant."""
        if self._smaller and not self.meant.isChecked():
            self.meant.setFocus()
            return _("The backup has fewer than half the records of now: tick the line above if that is meant.")
        if self._encrypted and not self.passphrase.text():
            self.passphrase.setFocus()
            return _("The passphrase is missing: type it.")
        return ""


class DamagedDialog(Dialog):
    """A workspace that cannot be opened: its newest good backup, or all of them, or nothing."""

    def __init__(self, name: str, backup: Backup | None, today: date, parent: QWidget) -> None:
        """Offer the newest good backup as the primary button, if there is one."""
        if backup is None:
            text = _("It was not opened, and none of its backups is good.")
        else:
            at = in_both_capitals(backup.at, today)
            text = _("It was not opened. Its newest good backup is of {at}, {why}.")
            text = text.format(at=at, why=_(REASONS.get(backup.reason, backup.reason)))
        super().__init__(_("▲ {name} is damaged").format(name=name), _("Restore it"), parent, text)
        self.add_label(
            self.body,
            _(
                "Nothing is written into the damaged file. A restore puts it aside, byte for byte, beside the backups. "
                "Recover saves what can be read of it into a new workspace and names what is missing."
            ),
            "mute",
        )
        self.primary.setVisible(backup is not None)
        self.all_backups: Callable[[], object] = lambda: None
        self.recover: Callable[[], object] = lambda: None
        self.other = self._button(_("All backups…"), lambda: self._instead(self.all_backups))
        self.save = self._button(_("Recover…"), lambda: self._instead(self.recover))
        for button in (self.save, self.other):
            self.buttons.removeWidget(button)
            self.buttons.insertWidget(self.buttons.indexOf(self.primary), button)

    def _instead(self, deed: "Callable[[], object]") -> None:
        self.reject()
        deed()


def since(then: Content | None, present: Content | None) -> str:
    """Tell what happened since a backup: steps of the journal, and more or fewer records of each kind."""
    if then is None or present is None:
        return "—"
    if then.head.digest == present.head.digest:
        return _("As it is now")
    number = present.head.steps - then.head.steps
    steps = counted("{n} step", "{n} steps", number) if number > 0 else _("another journal")
    kinds = [
        f"{_(ENTITIES[table].plural)} {n - then.rows.get(table, 0):+,}"
        for table, n in present.rows.items()
        if n != then.rows.get(table, 0)
    ]
    return " · ".join((steps, *kinds))


def _cells(backup: Backup, present: Content | None, today: date) -> tuple[str, ...]:
    good = backup.content is not None
    at = in_both_capitals(backup.at, today)
    return (
        f"{'✓' if good else '▲'}  {at}",
        _(REASONS.get(backup.reason, backup.reason)),
        f"{backup.bytes / _MEGA:,.1f} MB",
        f"{backup.content.total:,}" if backup.content is not None else "—",
        since(backup.content, present) if good else backup.problem,
    )
