"""The line at the bottom: which file, when saved, how long the journal is, what is under way."""

from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from dicas_desktop.domain.texts import _
from dicas_desktop.store.journal import Head
from dicas_desktop.ui import theme
from dicas_desktop.ui.clock import both_capitals
from dicas_desktop.ui.proof import Proof
from dicas_desktop.ui.work import Job

_NOTE_MILLISECONDS = 8_000


class StatusBar(QFrame):
    """Facts at the left, a passing note or the progress of long work, and the language at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is open yet."""
        super().__init__(parent)
        theme.set_role(self, "status")
        self.setFixedHeight(theme.size(theme.STATUS_BAR))
        self.file, self.saved, self.journal, self.deadline, self.backup = (QLabel(self) for _each in range(5))
        self.note = Elided(self)
        self.offline = QLabel(_("Offline · English"), self)
        self.progress = ProgressLine(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.size(12), 0, theme.size(12), 0)
        layout.setSpacing(theme.size(18))
        for part in (self.file, self.saved, self.journal, self.deadline, self.backup):
            layout.addWidget(part)
        layout.addWidget(self.note, 1)
        layout.addWidget(self.progress)
        layout.addWidget(self.offline)
        for label, name in (
            (self.file, _("Workspace")),
            (self.saved, _("Saved")),
            (self.journal, _("Journal")),
            (self.deadline, _("Deadline")),
            (self.backup, _("Newest backup")),
            (self.note, _("Note")),
            (self.offline, _("Connection and language")),
        ):
            theme.set_role(label, "mute")
            label.setAccessibleDescription(name)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: self.show_note(""))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the newest backup, when it was saved, and then the deadline give way where there is no room for all.

        A note needs its room for a moment only, and says why a key did nothing: the journal gives way to it, too.
        """
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        layout = self.layout()
        facts = (self.file, self.saved, self.journal, self.deadline, self.backup, self.note, self.offline)
        room = self.width() - theme.size(24)
        gap = layout.spacing() if layout is not None else 0
        wanted = sum(label.sizeHint().width() + gap for label in facts if label.text())
        for label in (self.backup, self.saved, self.deadline, self.journal):
            stays = wanted <= room or (label is self.journal and not self.note.text())
            label.setVisible(stays and bool(label.text()))
            if not stays and label.text():
                wanted -= label.sizeHint().width() + gap

    def show_file(self, name: str, encrypted: bool, read_only: bool) -> None:
        """Say which workspace is open and how it is kept."""
        words = [_("Encrypted") if encrypted else _("Not encrypted"), name]
        if read_only:
            words.insert(0, _("■ READ-ONLY"))
        theme.set_role(self.file, "heading" if read_only else "mute")
        self.file.setText(" · ".join(words))
        self._fit()

    def show_journal(self, head: Head, saved: datetime | None, proof: Proof) -> None:
        """Say how long the journal is, its head, and what checks have shown of it."""
        words = _("Journal {n} · {head} · {state}").format(
            n=f"{head.steps:,}", head=head.short, state=proof.words(head)
        )
        role = "problem" if proof.fault else "mute"
        if self.journal.property("role") != role:
            theme.set_role(self.journal, role)
        self.journal.setText(words)
        self.journal.setToolTip(proof.fault)
        self.saved.setText("" if saved is None else _("Saved {time}").format(time=both_capitals(saved)))
        self._fit()

    def show_deadline(self, text: str, whole: str) -> None:
        """Say what everything is measured against, and how far it is; empty where there is nothing."""
        self.deadline.setText(text)
        self.deadline.setToolTip(whole)
        self._fit()

    def show_backup(self, text: str, particulars: str) -> None:
        """Say when the newest backup was made, or why there is none."""
        self.backup.setText(text)
        self.backup.setToolTip(particulars)
        self._fit()

    def show_nothing(self) -> None:
        """No workspace is open."""
        for label in (self.file, self.saved, self.journal, self.deadline, self.backup, self.note):
            label.setText("")

    def show_note(self, text: str, *, passing: bool = True) -> None:
        """Show a sentence beside the facts; a passing one goes after a while."""
        self.note.setText(text)
        self.note.setToolTip(text)
        self._fit()
        self._timer.stop()
        if text and passing:
            self._timer.start(_NOTE_MILLISECONDS)


class Elided(QLabel):
    """One line of words that ends in … where there is no room for all of it."""

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what fits."""
        metrics = self.fontMetrics()
        if metrics.horizontalAdvance(self.text()) <= self.width():
            super().paintEvent(event)
            return
        with QPainter(self) as painter:
            painter.setPen(theme.colour(theme.current().mute))
            shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


class ProgressLine(QWidget):
    """What is under way, how far it is, and Cancel. Hidden while nothing is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Nothing is under way."""
        super().__init__(parent)
        self.text, self.bar = QLabel(self), QProgressBar(self)
        self.cancel = QPushButton(_("Cancel"), self)
        theme.set_role(self.text, "mute")
        theme.set_role(self.cancel, "link")
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.size(120))
        self.bar.setAccessibleName(_("Progress"))
        self.cancel.setAccessibleName(_("Cancel the work under way"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.size(8))
        layout.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        for part in (self.text, self.bar, self.cancel):
            layout.addWidget(part)
        self._job: Job | None = None
        self.cancel.clicked.connect(self._cancel)
        self.hide()

    def follow(self, job: Job) -> None:
        """Show this work until it ends."""
        self._job = job
        self.text.setText(job.title)
        self.bar.setRange(0, 0)
        job.progressed.connect(self._show)
        self.show()

    def release(self, job: Job) -> None:
        """Show it no longer."""
        if job is self._job:
            self._job = None
            self.hide()

    def _show(self, done: int, total: int, text: str) -> None:
        if self._job is None:
            return
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        self.text.setText(text or self._job.title)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self.text.setText(_("Stopping…"))
