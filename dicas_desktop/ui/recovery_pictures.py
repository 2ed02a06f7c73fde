"""The dialogs of a recovery for pictures: of a file that does not exist, with losses of every sort."""

from pathlib import Path

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.journal import Head, StepRow
from dicas_desktop.store.mending import Mended, TableLoss
from dicas_desktop.store.recover import Recovered
from dicas_desktop.ui.main_window import MainWindow
from dicas_desktop.ui.recovery_dialogs import RecoverDialog, ReportDialog

_PATH = Path("tokyo-office.dicas")
_DIGEST = "5c02d1e9" * 8


def show(window: MainWindow, name: str) -> None:
    """Open the dialog of this name: recover or recovered."""
    if name == "recover":
        RecoverDialog(_PATH, window, encrypted=True).open()
    else:
        ReportDialog(_PATH.name, Path("tokyo-office-recovered.dicas"), _report(), window).open()


def _report() -> Recovered:
    losses = {table: TableLoss() for table in ENTITIES}
    losses["action_items"] = TableLoss(52, from_journal=["AI-0012", "AI-0013"], missing=["AI-0040"])
    losses["meetings"] = TableLoss(27, stood_in=["M-0010"])
    losses["persons"] = TableLoss(61, unknown=["PE-0007", "PE-0019"], completed=["PE-0033"])
    steps = [_step(number, "Import the public record") for number in range(1, 41)]
    unproven = [_step(42, "Move RS-0003 by 3 days"), _step(43, "Edit AI-0012: due date")]
    mended = Mended(steps, [], {}, {}, losses, unproven, [41], 3)
    head = Head(41, _DIGEST, "2024-07-15T05:03:00+00:00")
    return Recovered(
        pages=349,
        pages_lost=6,
        log_pages_lost=0,
        scraps=1,
        ceiling="U",
        ceiling_lost=False,
        records=598,
        half_typed=2,
        mended=mended,
        losses=losses,
        head=head,
        findings=[],
    )


def _step(number: int, label: str) -> StepRow:
    at = "2024-07-14T01:12:00+00:00"
    return StepRow(number, "", label, "Example officer", "example-desk", at, "edit", None, 1, _DIGEST)
