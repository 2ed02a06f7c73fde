"""`carry`, `plan` and `template`: what a meeting takes over from earlier ones."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import assigned, entity_named, meeting_named, record_named, reference_of
from dicas_desktop.cli.remarks import warn_of_clashes
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.ids import canonical_reference
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.meetings.carry import (
    ACTION,
    BACKLOG,
    DEFERRED,
    UNDECIDED,
    Mode,
    Proposal,
    Proposals,
    carry,
    proposals,
    words_for,
)
from dicas_desktop.store.meetings.templates import from_meeting, from_template, save_as_template

_HEADS = {
    ACTION: N_("Open actions"),
    UNDECIDED: N_("Not decided"),
    DEFERRED: N_("Put off to the next meeting"),
    BACKLOG: N_("Backlog"),
}


def carried(arguments: Namespace) -> int:
    """Tell what could be carried over, or carry what is picked, as one step."""
    writes = not arguments.preview
    with opened(arguments, read_only=not writes) as store:
        with store.read() as db:
            meeting = meeting_named(db, arguments.meeting, as_of(arguments))
            ref = reference_of(db, ENTITIES["meetings"], meeting)
            found = proposals(db, meeting)
        picks = _picks(found, arguments, ref)
        mode: Mode = "move" if arguments.move else "copy"
        if writes:
            with store.write(_("Carry over to {ref}").format(ref=ref)) as step:
                made = carry(step, meeting, picks, mode)
            lines = [words_for(picks, mode), *(added.ref for added in made)]
        else:
            lines = [*_preview(found), words_for(picks, mode)]
    for line in lines:
        sys.stdout.write(f"{line}\n")
    return 0


def planned(arguments: Namespace) -> int:
    """Plan a meeting; a head who is elsewhere at its time is told on standard error."""
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            values = assigned(db, entity_named("meetings"), arguments.fields, as_of(arguments))
            source = (
                record_named(db, entity_named("templates"), arguments.template)
                if arguments.template
                else meeting_named(db, arguments.like, as_of(arguments))
            )
        make = from_template if arguments.template else from_meeting
        with store.write(_("Plan a meeting")) as step:
            added = make(step, source, values)
        with store.read() as db:
            warn_of_clashes(db, "meetings", added.id, [])
    sys.stdout.write(f"{added.ref}\n")
    return 0


def template(arguments: Namespace) -> int:
    """Keep a meeting as a template and print its reference."""
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            meeting = meeting_named(db, arguments.meeting, as_of(arguments))
            ref = reference_of(db, ENTITIES["meetings"], meeting)
        with store.write(_("Keep {ref} as a template").format(ref=ref)) as step:
            added = save_as_template(step, meeting, arguments.name)
    sys.stdout.write(f"{added.ref}\n")
    return 0


def _picks(found: Proposals, arguments: Namespace, ref: str) -> Sequence[Proposal]:
    if arguments.all or (arguments.preview and not arguments.pick):
        return found.all
    if not arguments.pick:
        text = _("Say what {ref} takes over: --pick REF for each, or --all; --preview lists what there is.")
        raise UserProblem(text.format(ref=ref))
    by_ref = {pick.ref: pick for pick in found.all}
    picks = []
    for name in map(canonical_reference, arguments.pick):
        if name not in by_ref:
            text = _("{name} is not among what {ref} could take over: --preview lists what there is.")
            raise UserProblem(text.format(name=name, ref=ref))
        picks.append(by_ref[name])
    return picks


def _preview(found: Proposals) -> Iterator[str]:
    groups = (found.actions, found.undecided, found.deferred, found.backlog)
    for head, group in zip(_HEADS.values(), groups, strict=True):
        if group:
            yield f"{_(head)}: {len(group)}"
            yield from (f"  {plain(_told(pick))}" for pick in group)
    if not found.all:
        yield _("Earlier meetings have left nothing.")


def _told(pick: Proposal) -> str:
    more = ", ".join(filter(None, (pick.origin, pick.lineage)))
    return f"{pick.ref}  {pick.text}" + (f" ({more})" if more else "")
