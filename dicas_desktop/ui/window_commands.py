"""Everything the commands of a window do, subject by subject."""

from dicas_desktop.ui.backup_commands import BackupCommands
from dicas_desktop.ui.bin_commands import BinCommands
from dicas_desktop.ui.block_commands import BlockCommands
from dicas_desktop.ui.brief_commands import BriefCommands
from dicas_desktop.ui.day_commands import DayCommands
from dicas_desktop.ui.directory_commands import DirectoryCommands
from dicas_desktop.ui.directory_notes import DirectoryNotes
from dicas_desktop.ui.file_commands import FileCommands
from dicas_desktop.ui.history_commands import HistoryCommands
from dicas_desktop.ui.integrity import IntegrityWatch
from dicas_desktop.ui.lens import LensCommands
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.meeting.commands import MeetingCommands
from dicas_desktop.ui.meeting.document_commands import DocumentCommands
from dicas_desktop.ui.midnight import DayWatch
from dicas_desktop.ui.paper_commands import PaperCommands
from dicas_desktop.ui.record_commands import RecordCommands
from dicas_desktop.ui.recovery_commands import RecoveryCommands
from dicas_desktop.ui.register_commands import RegisterCommands
from dicas_desktop.ui.saved_view_commands import SavedViewCommands
from dicas_desktop.ui.security_commands import SecurityCommands
from dicas_desktop.ui.table_commands import TableCommands
from dicas_desktop.ui.transfer import TransferCommands
from dicas_desktop.ui.trial_commands import TrialCommands
from dicas_desktop.ui.view_commands import ViewCommands


class Commands:
    """The parts that act on one window; the window holds their deeds by the commands' names."""

    def __init__(self, window: MainWindow) -> None:
        """Give this window what its commands do."""
        self.files = FileCommands(window)
        self.register = RegisterCommands(window)
        self.days = DayCommands(window)
        self.recovery = RecoveryCommands(window, self.files)
        self.transfer = TransferCommands(window)
        self.records = RecordCommands(window)
        self.directory = DirectoryCommands(window)
        self.directory_notes = DirectoryNotes(window)
        self.blocks = BlockCommands(window)
        self.table = TableCommands(window)
        self.saved_views = SavedViewCommands(window)
        self.history = HistoryCommands(window)
        self.bin = BinCommands(window)
        self.view = ViewCommands(window)
        self.lens = LensCommands(window)
        self.briefs = BriefCommands(window)
        self.meetings = MeetingCommands(window)
        self.papers = PaperCommands(window, self.briefs)
        self.documents = DocumentCommands(window, self.papers)
        self.backups = BackupCommands(window, self.files)
        self.trial = TrialCommands(window, self.backups)
        self.security = SecurityCommands(window, self.files)
        self.integrity = IntegrityWatch(window)
        self.midnight = DayWatch(window)
        window.refresh()
