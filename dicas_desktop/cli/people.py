"""People, the posts they hold, the offices they belong to, and who is entered twice."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping
from typing import Any

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import entity_named, record_named, reference_of
from dicas_desktop.cli.remarks import clashes, warn_of_clashes
from dicas_desktop.cli.workspace import opened
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.db import Db
from dicas_desktop.store.delegations import HEAD, set_capacity
from dicas_desktop.store.distinct import tell_apart
from dicas_desktop.store.duplicates import TABLES, alike, pairs
from dicas_desktop.store.listing import fetch
from dicas_desktop.store.merging import Proposal, merge, propose
from dicas_desktop.store.office_tree import Member, Office, members, tree
from dicas_desktop.store.posts import NewPost, take_up


def appoint(arguments: Namespace) -> int:
    """Let a person take up a post from a day on; the one before it is kept for the meetings of its time."""
    persons, offices = entity_named("persons"), entity_named("organizations")
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            person = record_named(db, persons, arguments.person)
            ref = reference_of(db, persons, person)
            office = record_named(db, offices, arguments.org) if arguments.org else None
        begin, end = (None if each is None else each.isoformat() for each in (arguments.begin, arguments.end))
        post = NewPost(arguments.title.strip(), begin, arguments.title_ja, office, end)
        with store.write(_("{ref} takes up a post: {title}").format(ref=ref, title=post.title)) as step:
            take_up(step, person, post)
    sys.stdout.write(f"{ref}\n")
    return 0


def duplicates(arguments: Namespace) -> int:
    """List the people and organizations that look like one and the same, the likeliest first."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        lines = [
            line for table in ([arguments.entity] if arguments.entity else TABLES) for line in _likenesses(db, table)
        ]
    sys.stdout.write("".join(f"{line}\n" for line in lines or [_("No duplicates found")]))
    return 0


def merged(arguments: Namespace) -> int:
    """Make two records of the directory one, or tell what that would do."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=arguments.preview) as store:
        with store.read() as db:
            kept, gone = (record_named(db, entity, name) for name in (arguments.kept, arguments.gone))
            refs = {"gone": reference_of(db, entity, gone), "kept": reference_of(db, entity, kept)}
            proposal = propose(db, entity.table, kept, gone)
        take = proposal.taken if arguments.take is None else tuple(filter(None, arguments.take.split(",")))
        if arguments.preview:
            lines = list(_proposed(proposal, refs, take))
        else:
            with store.write(_("Merge {gone} into {kept}").format(**refs)) as step:
                moved = merge(step, entity.table, kept, gone, take)
            links = counted("{n} link follows", "{n} links follow", moved)
            lines = [_("{gone} is now {kept}: {links}").format(**refs, links=links)]
    sys.stdout.write("".join(f"{line}\n" for line in lines))
    return 0


def distinct(arguments: Namespace) -> int:
    """Keep that two records of the directory are not the same: they are not proposed as duplicates again."""
    entity = entity_named(arguments.entity)
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            one, other = (record_named(db, entity, name) for name in (arguments.one, arguments.other))
            refs = {"gone": reference_of(db, entity, other), "kept": reference_of(db, entity, one)}
        with store.write(_("{gone} is not {kept}").format(**refs)) as step:
            tell_apart(step, entity.table, one, other)
    sys.stdout.write(_("{gone} is not {kept}: they are not proposed again").format(**refs) + "\n")
    return 0


def offices(arguments: Namespace) -> int:
    """Show the organizations as a tree, with the number of people of each, or the people themselves."""
    with opened(arguments, read_only=True) as store, store.read() as db:
        people = members(db) if arguments.people else {}
        lines = [
            line
            for office in tree(db)
            for line in (_office(office), *(_member(one, office.depth) for one in people.get(office.id, ())))
        ]
    sys.stdout.write("".join(f"{line}\n" for line in lines or [_("No organizations")]))
    return 0


def head_of_delegation(arguments: Namespace) -> int:
    """Let a member head the delegation; a head that stands steps down only to what is said."""
    members = entity_named("delegation_members")
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            seat = record_named(db, members, arguments.member)
            ref = reference_of(db, members, seat)
            known = clashes(db, members.table, seat)
        with store.write(_("{ref} heads the delegation").format(ref=ref)) as step:
            set_capacity(step, seat, HEAD, arguments.steps_down)
        with store.read() as db:
            warn_of_clashes(db, members.table, seat, known)
    sys.stdout.write(f"{ref}\n")
    return 0


def warn_of_likeness(db: Db, table: str, values: Mapping[str, Any]) -> None:
    """Tell on standard error whom a new person or organization looks like."""
    if table in TABLES:
        for like in alike(db, table, values):
            text = _("looks like {record}: {reasons}; `merge` makes one of two")
            told = plain(text.format(record=_called(db, table, like.one), reasons=like.words))
            sys.stderr.write(f"{told}\n")


def _likenesses(db: Db, table: str) -> Iterator[str]:
    for like in pairs(db, table):
        one, other = (_called(db, table, row_id) for row_id in (like.one, like.other))
        yield plain(f"{one}  =  {other}  ({like.words})")


def _called(db: Db, table: str, row_id: int) -> str:
    values = fetch(db, table, [row_id])[0]
    names = (values.values["name_en"], values.values["name_ja"], values.labels.get("org_id"))
    return f"{values.values['ref']} {', '.join(filter(None, names))}"


def _proposed(proposal: Proposal, refs: Mapping[str, str], take: tuple[str, ...]) -> Iterator[str]:
    yield _("{gone} would become {kept}").format(**refs)
    for side in proposal.sides:
        marks = (" ", "*") if side.column in take else ("*", " ")
        words = (f"{mark} {text}" for mark, text in zip(marks, (side.kept, side.gone), strict=True))
        yield "  " + plain(f"{side.column}: {'  |  '.join(words)}")
    for entity, field, number in proposal.links:
        yield f"  {number} {entity.table}.{field.name}"


def _office(office: Office) -> str:
    names = ", ".join(filter(None, (office.name, office.name_ja, office.abbreviation)))
    people = counted("{n} person", "{n} people", office.people) if office.people else ""
    circle = _("stands below itself") if office.circle else ""
    remark = "; ".join(filter(None, (people, circle)))
    return "  " * office.depth + plain(f"{office.ref} {names}" + (f" ({remark})" if remark else ""))


def _member(one: Member, depth: int) -> str:
    words = ", ".join(filter(None, (one.name, one.name_ja, one.title)))
    return "  " * (depth + 1) + plain(f"- {one.ref} {words}")
