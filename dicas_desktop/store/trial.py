"""A restored workspace is on trial: it is only read until somebody keeps it or goes back to the state before.

The file itself says so, in a fact beside its records, so that it holds for every program, command and day.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import Connection

if TYPE_CHECKING:
    from dicas_desktop.store.store import Store

_FACT = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Trial:
    """What was restored, as the journal says it, and the name of the backup of the state before.

    `before` is empty if what was there before was damaged or nothing: then there is no way back.
    """

    label: str
    before: str


def trial_of(raw: Connection) -> Trial | None:
    """Return what waits to be confirmed in a file, None if nothing does."""
    before = before_of(raw)
    if before is None:
        return None
    step = raw.execute("SELECT label FROM journal_steps WHERE kind = 'restore' ORDER BY id DESC LIMIT 1").fetchone()
    return Trial("" if step is None else str(step[0]), before)


def before_of(raw: Connection) -> str | None:
    """Return the name of the backup of the state before (see `Trial`), None if the file is not on trial."""
    row = raw.execute("SELECT value FROM store_facts WHERE name = ?", (_FACT,)).fetchone()
    return None if row is None else str(row[0])


def begin(raw: Connection, before: str) -> None:
    """Let a file wait to be confirmed."""
    raw.execute("INSERT OR REPLACE INTO store_facts (name, value) VALUES (?, ?)", (_FACT, before))


def end(raw: Connection) -> None:
    """Let a file wait no more."""
    raw.execute("DELETE FROM store_facts WHERE name = ?", (_FACT,))


def keep(store: "Store") -> None:
    """Keep the restored state, as a step of the journal; from then on it can be changed. UserProblem if it cannot."""
    hold = store.hold
    if store.trial is None:
        text = _("{name} does not wait to be confirmed: nothing was restored, or it was kept already.")
        raise UserProblem(text.format(name=store.path.name))
    waiting, hold.on_trial = hold.on_trial, False
    try:
        with store.write(_("Keep the restored state"), kind="note") as step:
            end(step.raw)
        store.trial, store.read_only, waiting = None, False, False
    finally:
        hold.on_trial = waiting


def waits(path: Path) -> UserProblem:
    """Return the problem of whoever wants to change a file that is on trial."""
    text = _(
        "{name} was restored and is only read until this is confirmed: keep this state or go back to the one before, "
        "in the File menu or by dicas-desktop restore {name} --keep or --go-back."
    )
    return UserProblem(text.format(name=path.name))
