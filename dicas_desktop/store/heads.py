"""Is the head that stands on an old paper in this journal? The guard against a chain rewritten as a whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store import journal
from dicas_desktop.store.check import Cancelled, Progress, sorted_steps
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import StepRow

_LEAST, _MOST = 8, 64  # hex digits
_EVERY = 2_000  # steps between two reports of progress


@dataclass(frozen=True, slots=True)
class Found:
    """The steps whose digest begins with a head; `since` is how many steps follow the first of them."""

    head: str
    steps: tuple[StepRow, ...]
    since: int


def read_head(text: str) -> str:
    """Return the hex digits of a head as it was copied from a paper, in groups or not, of any case."""
    head = re.sub(r"[\s·.:-]", "", text).casefold()
    if not re.fullmatch(r"[0-9a-f]*", head):
        raise UserProblem(_("“{text}” is not a journal head: it has only the digits 0-9 and a-f.").format(text=text))
    if not _LEAST <= len(head) <= _MOST:
        least, most = _LEAST, _MOST
        text = _("A journal head has {least} to {most} digits; these are {n}.")
        raise UserProblem(text.format(least=least, most=most, n=len(head)))
    return head


def find_head(db: Db, text: str, progress: Progress = lambda _done, _total, _text: True) -> Found:
    """Look for a head among the digests computed anew from the first step on, not among those that are written down.

    UserProblem if the chain is broken before that step: then what stands in the file proves nothing.
    """
    head = read_head(text)
    found: list[StepRow] = []
    total = journal.read_head(db.raw).steps
    for step, digest in _computed(db):
        if not step.id % _EVERY and not progress(step.id, total, _("Computing the chain of steps")):
            raise Cancelled
        if digest != step.digest:
            if found:  # what follows the step does not bear on it
                break
            sentence = _("The journal is broken at step {id}, before any step with that head: run Check.")
            raise UserProblem(sentence.format(id=step.id))
        if digest.startswith(head):
            found.append(step)
    return Found(head, tuple(found), total - found[0].id if found else 0)


def _computed(db: Db) -> Iterator[tuple[StepRow, str]]:
    """Yield each step, oldest first, with the digest that the steps before it and its changes give."""
    before, expected = "0" * _MOST, 1
    for step in sorted_steps(db):
        whole = step.id == expected
        digest = journal.digest_of(step, before, journal.framed_changes(db.raw, step.id)) if whole else ""
        yield step, digest
        before, expected = step.digest, expected + 1
