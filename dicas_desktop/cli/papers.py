"""`brief` and `screenshot`: what is printed and what is drawn, without a window."""

import os
import sys
from argparse import Namespace

from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import meeting_named
from dicas_desktop.cli.workspace import as_of, now, opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store.check import first_fault
from dicas_desktop.store.events import find_event
from dicas_desktop.store.meetings.printed import note_printed


def brief(arguments: Namespace) -> int:
    """Write the brief of a meeting as PDF; what makes it a draft, and a broken journal, are told on standard error.

    The file remembers the printing, as it does of the window's, unless somebody else is writing in it.
    """
    # imported here: `screenshot` needs neither, and typst takes a while
    from dicas_desktop.briefs.build import build_brief
    from dicas_desktop.briefs.typst_renderer import render_pdf

    with opened(arguments) as store:
        head = store.head
        with store.read() as db:
            meeting = meeting_named(db, arguments.meeting, as_of(arguments))
            event = find_event(db, arguments.before, as_of(arguments)) if arguments.before else None
            before = None if event is None else (event.table, event.id)
            content = build_brief(
                db,
                meeting,
                as_of=as_of(arguments),
                now=now(),
                head=head,
                ceiling=store.ceiling,
                language=arguments.language,
                sections=_sections(arguments.sections),
                fault=first_fault(db, list(ENTITIES)),
                lens=before,
                order=NameOrder(arguments.names),
            )
        if content.fault:
            sys.stderr.write(f"{content.footer.doubt}: {plain(content.fault)}\n")
        for warning in content.warnings:
            sys.stderr.write(f"{content.draft}: {warning}\n")
        pages = render_pdf(content, arguments.paper)
        with beside(arguments.output) as part:
            part.write_bytes(pages)
        note_printed(store, meeting, head.steps, as_of(arguments))
    sys.stdout.write(f"{arguments.output}\n")
    return 0


def _sections(words: str | None) -> list[str] | None:
    """Return the names that were given with commas between them, None for the usual ones."""
    return None if words is None else [name.strip().lower() for name in words.split(",") if name.strip()]


def screenshot(arguments: Namespace) -> int:
    """Draw a page of the window; works with no display."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and sys.platform == "linux":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # imported here: the window is all of Qt
    from dicas_desktop import app

    with opened(arguments) as store, beside(arguments.output) as part:
        app.screenshot(store, part, arguments.page, arguments.size, arguments.theme, as_of(arguments))
    sys.stdout.write(f"{arguments.output}\n")
    return 0
