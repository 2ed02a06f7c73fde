"""A paper kept as a version of its own: a draft as it is, a final one only when nothing stands open."""

from dicas_desktop.briefs.content import Brief
from dicas_desktop.briefs.keeping import to_json
from dicas_desktop.briefs.papers import KINDS, Wish
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store import papers
from dicas_desktop.store.store import Store


class StandsOpen(UserProblem):
    """A final version is asked for while something stands open; whoever insists gets it."""


def keep_version(store: Store, meeting_id: int, wish: Wish, paper: Brief, *, anyway: bool = False) -> str:
    """Keep the paper as one step and return its reference.

    StandsOpen if a final one has warnings, unless `anyway`; UserProblem if another version was kept since it was built.
    """
    if wish.final and paper.warnings and not anyway:
        more = counted("{n} thing stands open", "{n} things stand open", len(paper.warnings))
        text = _("The {kind} cannot be final, {more}: {first} Settle it, or insist.")
        raise StandsOpen(text.format(kind=_(KINDS[wish.kind]).lower(), more=more, first=paper.warnings[0]))
    state = papers.FINAL if wish.final else papers.DRAFT
    label = _("Keep the {kind} of a meeting, version {n}").format(kind=_(KINDS[wish.kind]).lower(), n=wish.version)
    values = {"kind": wish.kind, "state": state, "language": wish.language, "made_on": paper.as_of,
              "content": to_json(paper)}  # fmt: skip
    with store.write(label) as step:
        added = papers.keep(step, meeting_id, values)
        if added.version != wish.version:
            text = _("Version {n} was kept meanwhile: make the paper again.")
            raise UserProblem(text.format(n=wish.version))
    return added.ref
