"""A bounded run of each fault; the long runs are commands of their own, see docs/reliability.md."""

import random
import signal
import struct
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from dicas_desktop.cli.workspace import now, who
from dicas_desktop.store.store import Store, open_store
from dicas_desktop.store.wal import is_torn
from tests.faults import flips, kill, soak
from tests.make import PASSPHRASE, WHO, dump, reopen, sample_store


@pytest.mark.parametrize("mode", list(kill.WINDOWS))
def test_a_child_killed_at_a_random_moment_loses_nothing_that_it_had_finished(tmp_path: Path, mode: str) -> None:
    outcome = kill.run(3, random.randrange(10**6), tmp_path / "files", (mode,))
    assert outcome.wrong == []
    assert sum(outcome.during.values()) == 3


def finished(victim: kill.Victim, mode: str) -> kill._Said:
    """Kill children at one moment after the other until one of them has finished a deed."""
    chance = random.Random(1)
    for _child in range(50):
        said = victim._work(mode, chance)  # noqa: SLF001 - see above
        if said.finished:
            return said
    raise AssertionError("no child finished a deed")


def test_the_judge_of_killed_children_sees_a_finished_step_that_is_gone(tmp_path: Path) -> None:
    victim = kill.Victim(tmp_path / "v", -1)
    copy = victim.path.read_bytes()
    said = finished(victim, "edit")
    for path in victim.path.parent.glob("w.dicas*"):
        path.unlink()
    victim.path.write_bytes(copy)
    with pytest.raises(AssertionError, match="was finished and is not there"):
        victim._judge(said)  # noqa: SLF001 - the parts of the judgement


@pytest.mark.parametrize("index", [0, -1])
def test_the_judge_of_killed_upgrades_sees_one_that_is_gone_half_done_or_has_a_bad_backup(
    tmp_path: Path, index: int
) -> None:
    victim = kill.Old(tmp_path / "v", index)
    said = finished(victim, "upgrade")
    victim._judge(said)  # noqa: SLF001 - the parts of the judgement
    (backup, *_others) = sorted(victim.path.with_name("w.dicas.backups").glob("*Z-migration*.dicas"))
    whole = backup.read_bytes()
    backup.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(AssertionError, match="bad backups"):
        victim._judge(said)  # noqa: SLF001 - see above
    backup.write_bytes(whole)
    victim.path.write_bytes(victim.source.read_bytes())
    with pytest.raises(AssertionError, match="finished is not there"):
        victim._judge(said)  # noqa: SLF001 - see above


@pytest.mark.parametrize("kind", flips.KINDS)
def test_a_flipped_bit_or_a_cut_file_never_gives_a_wrong_answer_silently(tmp_path: Path, kind: str) -> None:
    seen = flips.run(10, random.randrange(10**6), tmp_path, (kind,))
    assert sum(counted["SILENT"] for counted in seen.values()) == 0
    assert sum(sum(counted.values()) for counted in seen.values()) == 10


def test_every_bit_of_an_encrypted_file_counts(tmp_path: Path) -> None:
    seen = flips.run(9, random.randrange(10**6), tmp_path, ("encrypted",))
    assert sum(counted["harmless"] for counted in seen.values()) == 0


def test_a_day_of_work_does_not_fill_the_memory(tmp_path: Path) -> None:
    day = soak.run(1_000, tmp_path)
    assert day.findings == []
    assert day.growth < 0.2, day.memory


def test_the_judge_of_the_soak_measures_every_look_against_the_first() -> None:
    assert soak.Day([100.0, 110.0, 105.0], 1, [], 1.0).growth == pytest.approx(0.1)
    assert soak.Day([100.0, 121.0, 90.0], 1, [], 1.0).growth > 0.2


# ------------------------------------------------------------------------------------------------------------ the log
def crashed(path: Path, passphrase: str | None) -> Path:
    """Let another process write three steps and be killed; return the log that it leaves."""
    code = (
        "import os, sys; from tests.make import reopen; from pathlib import Path\n"
        "store = reopen(Path(sys.argv[1]), sys.argv[2] or None)\n"
        "for n in range(3):\n"
        "    with store.write(f'Step {n}') as step: step.update('action_items', 1, {'note': f'note {n}'})\n"
        "os.kill(os.getpid(), 9)\n"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(path), passphrase or ""], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    log = path.with_name(f"{path.name}-wal")
    assert log.stat().st_size > 32
    return log


@pytest.fixture
def left(tmp_path: Path) -> tuple[Path, Path]:
    """A workspace after a crash, and its log."""
    path = tmp_path / "w.dicas"
    sample_store(path).close()
    return path, crashed(path, None)


def notes(path: Path) -> tuple[str, ...]:
    with closing(open_store(path, None, who=WHO, now=now)) as store:
        return tuple(note for note in store.notes if "log" in note)


def test_a_log_that_a_crash_left_whole_is_read_without_a_note(left: tuple[Path, Path]) -> None:
    path, log = left
    assert not is_torn(log)
    with closing(reopen(path)) as store:
        assert [note for note in store.notes if "log" in note] == []
        assert store.undo_label == "Step 2"
        assert store.check() == []
    assert not log.exists()


@pytest.mark.parametrize(
    ("place", "what"),
    [
        (0, "the magic of the header"),
        (17, "a salt of the header"),
        (40, "the salt of the first frame"),
        (48, "the checksum of the first frame"),
        (100, "the first page"),
        (-1, "the last byte of the last page"),
        (-4096 - 12, "the salt of the last frame"),
    ],
)
def test_a_changed_byte_anywhere_in_the_log_is_told(left: tuple[Path, Path], place: int, what: str) -> None:
    path, log = left
    content = bytearray(log.read_bytes())
    content[place] ^= 1
    log.write_bytes(content)
    assert is_torn(log), what
    (told,) = notes(path)
    assert told == (
        "The log of w.dicas ended in the middle of a change, which was not kept. If nothing was being written when the "
        "program stopped last, compare with a backup."
    )
    assert notes(path) == (), "told once"


@pytest.mark.parametrize("bytes_off", [1, 100, 4096, 5000])
def test_a_log_that_was_cut_short_is_told(left: tuple[Path, Path], bytes_off: int) -> None:
    path, log = left
    log.write_bytes(log.read_bytes()[:-bytes_off])
    assert notes(path)
    with closing(reopen(path)) as store:
        assert store.check() == []


def test_frames_of_an_earlier_round_behind_the_end_are_no_damage(left: tuple[Path, Path]) -> None:
    _path, log = left
    content = log.read_bytes()
    frame = bytearray(content[32 : 32 + 24 + 4096])
    frame[8:16] = struct.pack(">2I", 1, 2)
    log.write_bytes(content + bytes(frame))
    assert not is_torn(log)


def test_no_log_and_an_empty_log_are_no_damage(tmp_path: Path) -> None:
    log = tmp_path / "w.dicas-wal"
    assert not is_torn(log)
    log.write_bytes(b"")
    assert not is_torn(log)
    log.write_bytes(b"short")
    assert is_torn(log)


def test_the_log_of_an_encrypted_file_is_judged_alike(tmp_path: Path) -> None:
    subject = flips.Subject(tmp_path / "s", "encrypted log")
    assert subject.look(lambda _content: None) == "harmless"

    def last(content: bytearray) -> None:
        content[-1] ^= 1

    assert subject.look(last) == "noticed"
    with closing(open_store(subject.path, PASSPHRASE, who=who(), now=now)) as store:
        assert content_differs(store, subject)


def content_differs(store: Store, subject: flips.Subject) -> bool:
    """The step whose last page was spoiled is gone, which is why it must be told."""
    return dump(store) != subject.content
