"""Pictures of the window: every page and dialog, the size asked for, the same bytes, unknown names refused."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from dicas_desktop import app
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.store.store import Store
from dicas_desktop.ui import theme
from dicas_desktop.ui.pages import all_pages
from tests.make import TODAY, reopen, sample_store
from tests.make_window import NO_DISPLAY

pytestmark = NO_DISPLAY
OTHERS = (
    "owed", "meeting:dicas-2024-06-09",
    "brief:wg-ship-2024-06-11", "brief:M-0010", "dialog:new_workspace", "dialog:passphrase", "dialog:import",
    "dialog:delete", "dialog:bulk_edit", "dialog:choose_meeting", "dialog:keys", "dialog:about", "dialog:check",
    "dialog:search", "dialog:new_record", "dialog:start", "dialog:import_source", "dialog:recover", "dialog:recovered",
)  # fmt: skip


def shoot(path: Path, out: Path, page: str, size: tuple[int, int] = (1280, 720), look: str = "light") -> QImage:
    store = reopen(path, read_only=True)
    app.screenshot(store, out, page, size, look, TODAY)
    store.close()
    return QImage(str(out))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A sample workspace on disk."""
    store = sample_store(tmp_path / "sample.dicas")
    store.close()
    return store.path


@pytest.mark.parametrize("page", [*(page.name for page in all_pages()), *OTHERS])
def test_every_page_and_dialog_has_its_picture(qapp: QApplication, path: Path, tmp_path: Path, page: str) -> None:
    assert qapp is not None
    picture = shoot(path, tmp_path / "out.png", page)
    assert picture.size().toTuple() == (1280, 720)
    assert len({picture.pixel(x, y) for x in range(0, 1280, 16) for y in range(0, 720, 9)}) > 5


@pytest.mark.parametrize("page", ["overview", "action_items", "timeline", "meetings", "brief:M-0010", "dialog:delete"])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_two_pictures_are_the_same_bytes(qapp: QApplication, path: Path, tmp_path: Path, page: str, look: str) -> None:
    assert qapp is not None
    shoot(path, tmp_path / "one.png", page, (1440, 900), look)
    shoot(path, tmp_path / "two.png", page, (1440, 900), look)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_dark_pictures_are_dark(qapp: QApplication, path: Path, tmp_path: Path) -> None:
    assert qapp is not None
    picture = shoot(path, tmp_path / "out.png", "meetings", look="dark")
    assert picture.pixelColor(700, 40).name() == theme.DARK.base


def test_unknown_pages_dialogs_and_meetings_are_refused(qapp: QApplication, sample: Store, tmp_path: Path) -> None:
    assert qapp is not None
    for page, words in (
        ("nowhere", "There is no page nowhere"),
        ("dialog:nothing", "There is no dialog nothing"),
        ("dialog:", "There is no page dialog:"),
        ("brief:M-9999", "There is no meeting M-9999"),
        ("meeting:M-9999", "There is no meeting M-9999"),
    ):
        with pytest.raises(UserProblem, match=words):
            app.screenshot(reopen(sample.path, read_only=True), tmp_path / "out.png", page, (800, 600), "light", TODAY)


def test_a_picture_writes_nothing_into_the_workspace(qapp: QApplication, path: Path, tmp_path: Path) -> None:
    assert qapp is not None
    before = path.read_bytes()
    shoot(path, tmp_path / "out.png", "overview")
    assert path.read_bytes() == before


def test_a_picture_that_cannot_be_written_is_told(qapp: QApplication, path: Path, tmp_path: Path) -> None:
    assert qapp is not None
    with pytest.raises(UserProblem, match="could not be written"):
        shoot(path, tmp_path / "no" / "such" / "folder.png", "meetings")


def test_what_qt_says_goes_to_the_log(
    qapp: QApplication, path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    assert qapp is not None
    caplog.set_level("INFO", "dicas_desktop")
    shoot(path, tmp_path / "out.png", "dialog:about")
    assert capfd.readouterr().err == ""
    assert any(record.getMessage().startswith("Qt: ") for record in caplog.records)
