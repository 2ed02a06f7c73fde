"""Why something that was agreed is changed all the same, and the questions a write raises that a person must answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import _


@dataclass(frozen=True, slots=True)
class Why:
    """The reason of a change that needs one, and who agreed to it. An open step holds it for all it writes.

    With who agreed it is kept in the extensions that it makes; without, the journal shows it behind the name of the
    step. `recorded`: a file tells what happened elsewhere, so the way from one status to the next is not argued with.
    """

    reason: str
    agreed_by: str = ""
    recorded: bool = False

    @property
    def beside(self) -> str:
        """What the journal shows behind the name of the step, on one line."""
        return "" if self.agreed_by else " ".join(self.reason.split())

    def without_extension(self) -> "Why":
        """Return it for what keeps no extension: who agreed is said in the reason."""
        if not self.agreed_by or self.recorded:
            return self
        return Why(_("{reason} (agreed by {who})").format(reason=self.reason, who=self.agreed_by))


class Evidence(NamedTuple):
    """What shows that something is done: words, or the id of the decision that settled it. Both may be missing."""

    text: str = ""
    decision: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person answered to the questions below, for the write to be tried again. None: not asked yet."""

    why: Why | None = None
    with_sub_items: bool = False
    stay: frozenset[tuple[str, int]] | None = None  # deadlines that do not move with their event
    lead: str | None = None  # what becomes of the lead that stands: "replace", or "ocr": the new office supports it
    evidence: Evidence | None = None
    steps_down: str | None = None  # the capacity of the head of a delegation who leaves the chair to another
    successor: int | None = None  # the decision that takes the place of one that is superseded
    clocks: tuple[tuple[str, str], ...] = ()  # columns with the time that is meant: ("start_time", "01:30 EST")

    def joined(self, other: "Answer") -> "Answer":
        """Return both answers as one."""
        stay = self.stay if other.stay is None else other.stay
        evidence = self.evidence if other.evidence is None else other.evidence
        both = self.with_sub_items or other.with_sub_items
        down, successor = other.steps_down or self.steps_down, other.successor or self.successor
        lead, clocks = other.lead or self.lead, (*self.clocks, *other.clocks)
        return Answer(other.why or self.why, both, stay, lead, evidence, down, successor, clocks)


class ReasonNeeded(FieldProblem):
    """A change needs its reason: a suspense that moves (also who agreed), or agreed words that are corrected."""

    def __init__(self, field: str, text: str, *, agreement: bool) -> None:
        """`agreement`: it needs to be said who agreed, too."""
        super().__init__(field, text)
        self.agreement = agreement


class Moving(NamedTuple):
    """A deadline that would move: the record, its title, its day before and after in words, whether that has passed."""

    table: str
    id: int
    ref: str
    title: str
    old: str
    new: str
    passed: bool


class EventMoves(UserProblem):
    """An event is to be moved on which deadlines hang; they are listed and can each be left where they are."""

    def __init__(self, text: str, moving: Sequence[Moving]) -> None:
        """Keep what would move."""
        super().__init__(text)
        self.moving = tuple(moving)


class Dependents(FieldProblem):
    """Something cannot be done while other records depend on it; `lines` name them, `ids` are those of their kind."""

    def __init__(self, field: str, text: str, lines: Sequence[str], ids: Sequence[int] = ()) -> None:
        """Keep what stands in the way, so that it can be listed."""
        super().__init__(field, text)
        self.lines, self.ids = tuple(lines), tuple(ids)


class SecondLead(FieldProblem):
    """An action has a lead already: the other office can replace it, or support it as OCR."""


class EvidenceNeeded(FieldProblem):
    """An action is to be closed as done, and nothing shows yet that it is; `subject` names it, and how many more."""

    def __init__(self, field: str, text: str, subject: str) -> None:
        """`subject` is "AI-0003" or "AI-0003 and 2 more"."""
        super().__init__(field, text)
        self.subject = subject


class SuccessorNeeded(FieldProblem):
    """A decision is to be superseded, and the one that takes its place is not named."""


class OpenSubItems(Dependents):
    """An action is to be closed while parts of it are open: they can be closed with it."""


class RestedOn(Dependents):
    """A decision is to be deleted on which other records rest: it can be withdrawn instead."""
