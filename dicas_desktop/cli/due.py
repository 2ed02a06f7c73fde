"""`due`: what must be done before a meeting or a milestone, as a list for the terminal."""

import sys
from argparse import Namespace
from itertools import groupby

from dicas_desktop.cli.columns import aligned
from dicas_desktop.cli.workspace import as_of, opened
from dicas_desktop.domain.attention import due_words
from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _
from dicas_desktop.store.due_list import BEFORE, LATE, WORDS, due_list
from dicas_desktop.store.events import find_event

_SIGNS = {LATE: "▲", BEFORE: "◐"}


def show(arguments: Namespace) -> int:
    """Print the list, late first."""
    today = as_of(arguments)
    with opened(arguments, read_only=True) as store, store.read() as db:
        event = find_event(db, arguments.before, today)
        lines = due_list(db, event, today)
    left = "" if event.days is None else f" ({due_words((event.days.first - today).days)})"
    head = _("Before {event}{left}, as of {day}").format(event=event.label, left=left, day=show_date(today.isoformat()))
    sys.stdout.write(f"{head}\n")
    for group, found in groupby(lines, lambda line: line.group):
        some = list(found)
        sys.stdout.write(f"\n{_SIGNS.get(group, '○')} {_(WORDS[group])}: {len(some)}\n")
        rows = [
            [line.ref, line.title, line.who, line.day, "" if line.days is None else due_words(line.days), line.anchor]
            for line in some
        ]
        names = [_("Ref"), _("Title"), _("Lead (OPR)"), _("Due"), _("Left"), _("Hangs on")]
        for row in aligned(names, rows, [False] * len(names)):
            sys.stdout.write(f"{row}\n")
        for line in some:
            if line.beside:
                sys.stdout.write(f"{line.ref}: {line.beside}\n")
    if not lines:
        sys.stdout.write(_("Nothing is late and nothing is due before it.") + "\n")
    return 0
