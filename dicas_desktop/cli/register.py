"""The register by commands: supporting offices, files as evidence, what each side owes, from decision to result."""

import sys
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from dicas_desktop.cli.columns import aligned, plain
from dicas_desktop.cli.naming import entity_named, record_named, reference_of
from dicas_desktop.cli.workspace import as_of, opened, progress
from dicas_desktop.domain import register as rules
from dicas_desktop.domain.attention import state
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.exchange.attached import read_whole, save
from dicas_desktop.store import attachments, leads, listing
from dicas_desktop.store.anchors import anchor_words, tell
from dicas_desktop.store.owed import owed
from dicas_desktop.store.tree import Node, root_of, tree

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db

_SIDES = {"US": N_("the United States"), "JP": N_("Japan")}
_HOW = {"made": "", "part": N_("part"), "result": N_("closed by"), "successor": N_("superseded by"), "root": ""}


def support(arguments: Namespace) -> int:
    """Add an office that supports an action (OCR), or take one off it."""
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            action = record_named(db, entity_named("action_items"), arguments.action)
            office = record_named(db, entity_named("organizations"), arguments.office)
            ref, name = reference_of(db, ENTITIES["action_items"], action), arguments.office
            parties = leads.parties(db, action)
        mine = [party["id"] for party in parties if party["org_id"] == office]
        if arguments.remove and not mine:
            raise UserProblem(_("{name} does not support {ref}: nothing was changed.").format(name=name, ref=ref))
        label = _("Take an OCR off {ref}") if arguments.remove else _("Add an OCR to {ref}")
        with store.write(label.format(ref=ref)) as step:
            if arguments.remove:
                step.delete("parties", mine)
            else:
                leads.support(step, action, office)
    sys.stdout.write(f"{ref}\n")
    return 0


def attach(arguments: Namespace) -> int:
    """Keep a file with an action, a decision or a meeting, and print its reference."""
    content = read_whole(arguments.file, progress())
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            table, row_id = _place(db, arguments.record)
            ref = reference_of(db, ENTITIES[table], row_id)
        with store.write(_("Attach {name} to {ref}").format(name=arguments.file.name, ref=ref)) as step:
            added = attachments.attach(step, table, row_id, arguments.file.name, content, arguments.note or None)
    sys.stdout.write(f"{added.ref}\n")
    return 0


def save_attachment(arguments: Namespace) -> int:
    """Write an attachment into a file, after its bytes were compared with their SHA-256."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        row_id = record_named(db, entity_named("attachments"), arguments.attachment)
        content = attachments.content_of(db, row_id)
    save(content, arguments.output)
    sys.stdout.write(f"{arguments.output}\n")
    return 0


def show_owed(arguments: Namespace) -> int:
    """List what we owe them, what they owe us, and what both owe."""
    today = as_of(arguments)
    with opened(arguments, read_only=True) as store, store.read() as db:
        found = owed(db, arguments.side, today)
        for part in found:
            tell(db, "action_items", part.records, today)
    for part in found:
        who = _("Owed by both sides") if part.side == "both" else _("Owed by {side}").format(side=_(_SIDES[part.side]))
        counts = [counted("{n} open", "{n} open", part.number)]
        counts += [_("{n} late").format(n=part.late)] if part.late else []
        counts += [_("{n} not measurable").format(n=part.unmeasured)] if part.unmeasured else []
        sys.stdout.write(f"{who}: {', '.join(counts)}\n")
        for line in _lines(part.records, today):
            sys.stdout.write(f"  {line}\n")
    return 0


def show_tree(arguments: Namespace) -> int:
    """Print the tree from a decision to its actions and their results, in which this record stands."""
    today = as_of(arguments)
    with opened(arguments, read_only=True) as store, store.read() as db:
        table, row_id = _place(db, arguments.record, ("action_items", "decisions"))
        for line in _branches(tree(db, *root_of(db, table, row_id)), (table, row_id), today, 0):
            sys.stdout.write(f"{line}\n")
    return 0


def _place(db: "Db", name: str, tables: tuple[str, ...] = tuple(attachments.OWNERS)) -> tuple[str, int]:
    for table in tables:
        found = listing.find(db, table, name)
        if found is not None:
            return table, found
    kinds = ", ".join(tables)
    raise UserProblem(_("There is no {name} among {kinds}: give a reference or an id.").format(name=name, kinds=kinds))


def _lines(records: list[listing.Record], today: date) -> Iterator[str]:
    if not records:
        return
    field = ENTITIES["action_items"].field("due_date")
    rows = []
    for record in records:
        values = record.values
        light, first = rules.light_words(values, today)
        due = show_date(values["due_date"], values["due_precision"] or "day")
        words = filter(None, (light.brief, first, *rules.flags(values)))
        rows.append([
            values["ref"], values["description"], record.labels.get("owner_org_id", ""),
            " · ".join(filter(None, (due, anchor_words(field, record)))), ", ".join(words),
        ])  # fmt: skip
    head = [_("Ref"), _("Title"), _("Lead (OPR)"), _("Due"), _("State")]
    yield from aligned(head, rows, [False] * len(head))


def _branches(node: Node, here: tuple[str, int], today: date, depth: int) -> Iterator[str]:
    mark = "* " if (node.table, node.id) == here else "  "
    how = f"{_(_HOW[node.how])} " if _HOW[node.how] else ""
    yield f"{mark}{'  ' * depth}{how}{node.ref} {plain(node.text)} [{_state(node, today)}]"
    for each in node.below:
        yield from _branches(each, here, today, depth + 1)


def _state(node: Node, today: date) -> str:
    if node.table == "decisions":
        known = state("decisions", node.values, today)
        return known.word if known is not None else _("Not recorded")
    words: list[Any] = [rules.stop_light(node.values, today).word]
    if node.values["status"] == "done" and node.values["evidence"]:
        words.append(plain(node.values["evidence"]))
    return ": ".join(words)
