"""What is known of the journal of the open file: confirmed up to a head, not looked at yet, or found wanting."""

from dataclasses import dataclass

from dicas_desktop.domain.texts import _
from dicas_desktop.store.journal import Head


@dataclass(slots=True)
class Proof:
    """What the checks of one opened file have shown so far."""

    head: str = ""  # digest of the newest head that a check has confirmed
    steps: int = 0  # how many steps led to it
    fault: str = ""  # the first thing that the newest check found; it stands until a check passes
    checking: bool = False

    def confirm(self, head: Head) -> None:
        """Remember that a check found everything right up to this head."""
        self.head, self.steps, self.fault = head.digest, head.steps, ""

    def words(self, head: Head) -> str:
        """Return the state of a journal that stands at this head, with its sign where it has one."""
        if self.checking:
            return _("checking…")
        if self.fault:
            return _("▲ not verified")
        if self.head == head.digest:
            return _("✓ verified")
        if self.head:
            return _("verified up to {n}").format(n=f"{self.steps:,}")
        return _("not verified since opening")
