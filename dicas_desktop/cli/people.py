"""`appoint`: people and the posts they hold."""

import sys
from argparse import Namespace

from dicas_desktop.cli.naming import entity_named, record_named, reference_of
from dicas_desktop.cli.workspace import opened
from dicas_desktop.domain.texts import _
from dicas_desktop.store.posts import NewPost, take_up


def appoint(arguments: Namespace) -> int:
    """Let a person take up a post from a day on; the one before it is kept for the meetings of its time."""
    persons, offices = entity_named("persons"), entity_named("organizations")
    with opened(arguments, read_only=False) as store:
        with store.read() as db:
            person = record_named(db, persons, arguments.person)
            ref = reference_of(db, persons, person)
            office = record_named(db, offices, arguments.org) if arguments.org else None
        post = NewPost(arguments.title.strip(), arguments.begin.isoformat(), arguments.title_ja, office)
        with store.write(_("{ref} takes up a post: {title}").format(ref=ref, title=post.title)) as step:
            take_up(step, person, post)
    sys.stdout.write(f"{ref}\n")
    return 0
