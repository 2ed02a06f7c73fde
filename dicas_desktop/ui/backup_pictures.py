"""The dialogs about backups as they are shown in pictures: of the open workspace, with placeholders for its backups."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from dicas_desktop.domain.texts import _
from dicas_desktop.store.backups import Backup
from dicas_desktop.store.copies import Content, content_of
from dicas_desktop.store.journal import Head
from dicas_desktop.ui.backup_dialogs import BackupsDialog, DamagedDialog, RestoreDialog
from dicas_desktop.ui.main_window import MainWindow

_NAME = "tokyo-office.dicas"
_MEGA = 1_000_000
# reason, hours ago, size in MB, records fewer than now by kind, problem
_PLACEHOLDERS: tuple[tuple[str, int, float, Mapping[str, int], str], ...] = (
    ("work", 0, 1.5, {}, ""),
    ("import", 3, 1.5, {"action_items": 4}, ""),
    ("open", 26, 1.4, {"action_items": 6, "meetings": 1}, ""),
    ("asked", 75, 1.4, {"action_items": 9, "meetings": 1, "persons": 2}, ""),
    ("open", 195, 1.3, {}, "2024-07-07T000000Z-open.dicas was made under another passphrase."),
    ("work", 700, 1.3, {"action_items": 12, "meetings": 2, "persons": 5}, ""),
)


def show(window: MainWindow, name: str) -> None:
    """Open the dialog of this name: backups, restore or damaged."""
    if window.store is None:
        return
    with closing(window.store.hold.file.reader()) as raw:
        present = content_of(raw)
    found = [_placeholder(number, present, window.clock.now()) for number in range(len(_PLACEHOLDERS))]
    today = window.clock.today()
    if name == "backups":
        dialog = BackupsDialog(_NAME, found, present, today, window, window.banners[0].words)
        dialog.show_place(Path("/media/office/backups") / f"{_NAME}.backups", "")
        dialog.offer_folders(dialog.reject, dialog.reject)
        dialog.open()
    elif name == "restore":
        few = replace(present, rows={**present.rows, "organizations": 900, "persons": 900})
        RestoreDialog(_NAME, found[2], few, today, window, encrypted=True).open()
    else:
        DamagedDialog(_NAME, found[0], today, window).open()


def _placeholder(number: int, present: Content, now: datetime) -> Backup:
    reason, hours, size, fewer, problem = _PLACEHOLDERS[number]
    at = now - timedelta(hours=hours)
    path = Path(f"{at:%Y-%m-%dT%H%M%SZ}-{reason}.dicas")
    rows = {table: n - fewer.get(table, 0) for table, n in present.rows.items()}
    head = Head(present.head.steps - 4 * number, present.head.digest if not number else f"{number}" * 64, None)
    content = None if problem else replace(present, rows=rows, head=head)
    return Backup(path, at, reason, int(size * _MEGA), content, _(problem))
