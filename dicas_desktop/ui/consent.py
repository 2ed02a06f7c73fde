"""The notice that an office wants accepted before content is shown, and the journal's word that it was.

The text is a file: `notice.txt` in the folder of the settings, or the one that the setting `consent/file` names.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.machine import config_folder
from dicas_desktop.domain.texts import _
from dicas_desktop.ui.settings import Settings

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store
    from dicas_desktop.ui.main_window import MainWindow

SETTING = "consent/file"
_MOST = 50_000  # characters shown


def notice_of(settings: Settings) -> str | None:
    """Return the notice, None if the office has none. One that cannot be read is told in its place."""
    named = str(settings.value(SETTING, "") or "")
    path = Path(named) if named else config_folder() / "notice.txt"
    try:
        return path.read_text(encoding="utf-8-sig")[:_MOST].strip() or None
    except FileNotFoundError:
        return None if not named else _unreadable(path, _("there is no such file"))
    except OSError as error:
        return _unreadable(path, error.strerror or str(error))
    except UnicodeDecodeError:
        return _unreadable(path, _("it is not UTF-8 text"))
    except ValueError:  # a name with U+0000
        return _unreadable(path, _("its name cannot be one"))


def show_after_consent(window: "MainWindow", store: "Store", show: Callable[[], object]) -> None:
    """Call `show` at once, or when the notice was accepted; who refuses leaves the program."""
    notice = notice_of(window.settings)
    if notice is None:
        show()
        return
    # imported here: most offices have no notice, and the first rows need not wait for it
    from dicas_desktop.ui.consent_dialog import ConsentDialog

    dialog = ConsentDialog(notice, window)

    def accept() -> None:
        record(store, notice)
        show()

    def leave() -> None:
        store.close()
        window.close()

    dialog.accepted.connect(accept)
    dialog.rejected.connect(leave)
    dialog.open()


def record(store: "Store", notice: str) -> None:
    """Write into the journal who accepted which notice and when; a read-only file takes no such word."""
    # imported here: see above
    import hashlib

    # and the log with it
    from dicas_desktop.ui.errors import LOGGER

    digest = hashlib.sha256(notice.encode()).hexdigest()[:8]
    label = _("Accept the notice ({digest})").format(digest=digest)
    LOGGER.info("%s: %s", store.who.name, label)
    if not store.read_only:
        with store.write(label, kind="consent"):
            pass


def _unreadable(path: Path, reason: str) -> str:
    text = _("The notice of your office, {path}, could not be read: {reason}. Tell whoever looks after this machine.")
    return text.format(path=path, reason=reason)
