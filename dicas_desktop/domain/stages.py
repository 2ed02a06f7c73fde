"""The life of a meeting: its stages, what follows which, and what a closed meeting still lets change.

A meeting without a stage (those of the public record) keeps no such rules.
"""

from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import STAGES

DRAFT, OPEN, IN_PROGRESS, CLOSED = (choice.value for choice in STAGES)
LABELS = {choice.value: choice.label for choice in STAGES}
NO_STAGE = N_("without a stage")
_NEXT: dict[str | None, tuple[str, ...]] = {
    None: (DRAFT, OPEN, IN_PROGRESS),
    DRAFT: (OPEN,),
    OPEN: (IN_PROGRESS, DRAFT),
    IN_PROGRESS: (CLOSED, OPEN),
    CLOSED: (IN_PROGRESS,),
}
# what belongs to the record of a closed meeting; None: every column. An action is still followed up afterwards, and a
# decision still gets implemented or superseded, but their words stay.
FROZEN: dict[str, frozenset[str] | None] = {
    "meetings": None,
    "agenda_items": None,
    "delegations": None,
    "delegation_members": None,
    "notes": None,
    "decisions": frozenset(
        ("text", "text_ja", "decision_date", "made_by", "authoritative", "meeting_id", "agenda_item_id", "wg_id",
         "programme_id")
    ),
    "action_items": frozenset(("description", "description_ja", "kind", "meeting_id", "agenda_item_id")),
}  # fmt: skip
OUTCOMES = ("decisions", "notes", "action_items")


def next_stages(stage: str | None) -> tuple[str, ...]:
    """Return the stages that may follow, the usual one first. From Closed the meeting is reopened, with a reason."""
    return _NEXT[stage or None]
