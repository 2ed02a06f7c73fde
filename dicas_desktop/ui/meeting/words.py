"""How the meeting page tells stages, states, attendance and times: always a sign and a word, always with a date."""

from typing import NamedTuple

from dicas_desktop.domain.texts import N_, _


class Look(NamedTuple):
    """A sign, a word and the tone they have (`theme.STATES`)."""

    sign: str
    word: str  # English; pass through `_`
    tone: str

    @property
    def text(self) -> str:
        """Sign and word as they are shown."""
        return f"{self.sign} {_(self.word)}"


NO_STAGE = Look("—", N_("No stage"), "mute")
STAGE_LOOKS = {
    "draft": Look("○", N_("Draft"), "mute"),
    "open": Look("○", N_("Open"), "ink"),
    "in_progress": Look("◐", N_("In progress"), "soon"),
    "closed": Look("✓", N_("Closed"), "done"),
}
ITEM_LOOKS = {
    "planned": Look("○", N_("Planned"), "mute"),
    "discussed": Look("✓", N_("Discussed"), "done"),
    "deferred": Look("◐", N_("Deferred"), "soon"),
    "backlog": Look("◐", N_("Backlog"), "soon"),
    "dropped": Look("×", N_("Dropped"), "mute"),
}
ATTENDANCE_LOOKS = {
    "invited": Look("○", N_("Invited"), "mute"),
    "accepted": Look("✓", N_("Accepted"), "done"),
    "tentative": Look("◐", N_("Tentative"), "soon"),
    "declined": Look("×", N_("Declined"), "late"),
    "attended": Look("✓", N_("Attended"), "done"),
    "excused": Look("—", N_("Excused"), "mute"),
    "walk_in": Look("✓", N_("Walk in"), "done"),
}


def stage_look(stage: str | None) -> Look:
    """Return how a stage is told; the public record has none."""
    return STAGE_LOOKS.get(stage or "", NO_STAGE)
