"""Every dialog of the window, opened over the sample with what it may have to show, for tests that walk over all."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from dicas_desktop.store.attachments import attach
from dicas_desktop.store.meetings.agenda import section_contents
from dicas_desktop.store.meetings.carry import proposals
from dicas_desktop.store.meetings.stages import incomplete
from dicas_desktop.store.reasons import (
    EventMoves,
    EvidenceNeeded,
    Moving,
    OpenSubItems,
    ReasonNeeded,
    RestedOn,
    SecondLead,
    SuccessorNeeded,
    Why,
)
from dicas_desktop.ui import pictures
from dicas_desktop.ui.asking import EvidenceDialog, ReasonDialog, SecondLeadDialog, SubItemsDialog, SupersedeDialog
from dicas_desktop.ui.dialogs import Dialog
from dicas_desktop.ui.meeting.carry_dialog import CarryDialog
from dicas_desktop.ui.meeting.close_dialog import CloseDialog, ReopenDialog
from dicas_desktop.ui.meeting.document_commands import NoteDialog
from dicas_desktop.ui.meeting.item_state import DropDialog
from dicas_desktop.ui.meeting.new_meeting import SaveTemplateDialog
from dicas_desktop.ui.meeting.section_dialog import SectionDialog
from dicas_desktop.ui.meeting.step_down import StepDownDialog
from dicas_desktop.ui.moves_dialog import MovesDialog
from dicas_desktop.ui.person_editor import AddPersonDialog
from dicas_desktop.ui.post_dialog import PostDialog
from dicas_desktop.ui.register_commands import WithdrawDialog
from dicas_desktop.ui.section_choice import SectionsDialog
from tests.make_keys import store_of
from tests.make_meetings import plan_meeting
from tests.make_people import add
from tests.make_window import Opened

Opener = Callable[[Opened], object]
_LONG = "Example words that go on for so long that a dialog has to put them on more than a single line of text"
_MOVING = Moving("action_items", 3, "AI-0003", _LONG, "28 Jul 2024", "5 Aug 2024", passed=True)


def _made(make: Callable[[Opened], Dialog]) -> Opener:
    return lambda opened: make(opened).open()


def _command(command: str, table: str = "action_items") -> Opener:
    def ask(opened: Opened) -> None:
        opened.go(table)
        opened.select(3)
        opened.do(command)

    return ask


def _picture(name: str) -> Opener:
    def show(opened: Opened) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        size = opened.window.size()
        pictures.take(app, opened.window, store_of(opened), f"dialog:{name}", (size.width(), size.height()))

    return show


def _planned(opened: Opened) -> int:
    return plan_meeting(store_of(opened), (30, 30), ("First part", "Second part"))


def _close(opened: Opened) -> Dialog:
    store, meeting = store_of(opened), _planned(opened)
    with store.read() as db:
        return CloseDialog(store, (meeting, _LONG), incomplete(db, meeting), opened.window)


def _carry(opened: Opened) -> Dialog:
    store, meeting = store_of(opened), _planned(opened)
    with store.read() as db:
        return CarryDialog(store, proposals(db, meeting), "Example meeting", opened.window)


def _note(opened: Opened) -> Dialog:
    store, meeting = store_of(opened), _planned(opened)
    with store.write("Attach") as step:
        file = attach(step, "meetings", meeting, f"{_LONG}.pdf", b"Example")
    return NoteDialog(store, file.id, opened.window)


def _section(opened: Opened) -> Dialog:
    store, meeting = store_of(opened), _planned(opened)
    with store.read() as db:
        return SectionDialog(store, meeting, section_contents(db, meeting, "First part"), opened.window)


def _duplicates(opened: Opened) -> None:
    add(store_of(opened), "persons", name_en="FUKASAWA Masaki", name_kana="フカサワマサキ", org_id=26)
    _command("duplicates", "persons")(opened)


def _compare(opened: Opened) -> None:
    preview = opened.commands.papers.show("minutes", 10, "First DICAS")
    assert preview is not None
    opened.settle()
    preview.keep.click()
    opened.settle()
    with store_of(opened).write("Change") as step:
        step.why = Why("Example reason")
        step.update("decisions", 7, {"text": "Other words"})
    assert preview.versions is not None
    preview.versions.setCurrentIndex(0)
    for button in (preview.keep, preview.compare):
        opened.settle()
        button.click()


DIALOGS: dict[str, Opener] = {
    "AddPersonDialog": _made(lambda o: AddPersonDialog(store_of(o), "Example officer", o.window)),
    "BackupsDialog": _picture("backups"),
    "BulkEditDialog": _command("bulk_edit"),
    "CarryDialog": _made(_carry),
    "ChangePassphraseDialog": _picture("change_passphrase"),
    "ChangesDialog": _command("preview_undo"),
    "CloseDialog": _made(_close),
    "CompareDialog": _compare,
    "ConsentDialog": _picture("consent"),
    "DamagedDialog": _picture("damaged"),
    "DeadlineDialog": _command("deadline"),
    "DeleteDialog": _command("delete"),
    "DropDialog": _made(lambda o: DropDialog(store_of(o), (1, "AG-0001"), o.window)),
    "DuplicatesDialog": _duplicates,
    "EvidenceDialog": _made(lambda o: EvidenceDialog(EvidenceNeeded("status", _LONG, "AI-3"), store_of(o), o.window)),
    "FieldsDialog": _command("support"),
    "HeadDialog": _command("verify_head"),
    "ImportDialog": _picture("import"),
    "LockSettingsDialog": _command("lock_settings"),
    "MeetingDialog": _picture("choose_meeting"),
    "MovesDialog": _made(lambda o: MovesDialog(EventMoves(_LONG, [_MOVING] * 30), o.window, "UNCLASSIFIED")),
    "NewMeetingDialog": _command("new_meeting", "meetings"),
    "NewWorkspaceDialog": _command("new_workspace"),
    "OfficeTreeDialog": _command("office_tree", "organizations"),
    "NoteDialog": _made(_note),
    "OfficerDialog": _command("officer_name"),
    "OtherWayDialog": _picture("in_use"),
    "PartDialog": _command("sub_item"),
    "PassphraseDialog": _picture("passphrase"),
    "PostDialog": _made(lambda o: PostDialog(store_of(o), {"title": _LONG}, o.window)),
    "PrintPreview": lambda o: o.commands.briefs.show(10, "First DICAS"),
    "ReasonDialog": _made(lambda o: ReasonDialog(ReasonNeeded("due_date", _LONG, agreement=True), o.window)),
    "RecoverDialog": _picture("recover"),
    "RemoveDialog": _picture("remove_all"),
    "ReopenDialog": _made(lambda o: ReopenDialog(store_of(o), (1, _LONG), o.window)),
    "ReportDialog": _picture("recovered"),
    "RestoreDialog": _picture("restore"),
    "SaveTemplateDialog": _made(lambda o: SaveTemplateDialog(store_of(o), (1, _LONG), o.window)),
    "SaveViewDialog": _command("save_view"),
    "SecondLeadDialog": _made(lambda o: SecondLeadDialog(SecondLead("owner_org_id", _LONG), o.window)),
    "SectionDialog": _made(_section),
    "SectionsDialog": _made(lambda o: SectionsDialog({"agenda": "Agenda", "work": "Work"}, ["work"], o.window)),
    "SourceDialog": _command("import"),
    "StepDownDialog": _made(lambda o: StepDownDialog(store_of(o), "Example officer", o.window)),
    "SupersedeDialog": _made(lambda o: SupersedeDialog(SuccessorNeeded("status", _LONG), store_of(o), o.window)),
    "SubItemsDialog": _made(lambda o: SubItemsDialog(OpenSubItems("status", _LONG, [_LONG, "AI-0003"]), o.window)),
    "ViewsDialog": _command("views"),
    "WithdrawDialog": _made(
        lambda o: WithdrawDialog(store_of(o), [1], RestedOn("ref", _LONG, [_LONG, "AI-0003"], [1]), o.window)
    ),
}
