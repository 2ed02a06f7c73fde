"""`minutes`, `readout` and `delegations`: the papers of a meeting, printed, kept as versions, and compared."""

import sys
from argparse import Namespace
from collections.abc import Iterator

from dicas_desktop.briefs.comparison import comparison, differences, told
from dicas_desktop.briefs.content import Brief
from dicas_desktop.briefs.keeping import from_json
from dicas_desktop.briefs.papers import KINDS, Wish, build_paper
from dicas_desktop.briefs.typst_renderer import pages_of, render_pdf
from dicas_desktop.briefs.versions import StandsOpen, keep_version
from dicas_desktop.cli.columns import plain
from dicas_desktop.cli.naming import meeting_named
from dicas_desktop.cli.workspace import as_of, now, opened
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.exchange.beside import beside
from dicas_desktop.store import papers
from dicas_desktop.store.check import first_fault
from dicas_desktop.store.store import Store

_KINDS = {"minutes": "minutes", "readout": "readout", "delegations": "delegation_list"}


def document(arguments: Namespace) -> int:
    """Print a paper of a meeting as it stands now, or a version that was kept; keep one; compare two."""
    keeping = arguments.keep or arguments.final
    if arguments.output is None and not keeping and not arguments.compare:
        raise UserProblem(_("Name the file to be written: -o OUT.pdf."))
    kind = _KINDS[arguments.command]
    with opened(arguments, read_only=not keeping) as store:
        with store.read() as db:
            meeting = meeting_named(db, arguments.meeting, as_of(arguments))
        if arguments.compare:
            paper = _compared(store, meeting, kind, arguments)
        elif arguments.kept is not None:
            with store.read() as db:
                paper = from_json(papers.version(db, meeting, kind, arguments.kept).content)
        else:
            paper = _made(store, meeting, kind, arguments)
    if arguments.output is not None:
        pages = render_pdf(paper, arguments.paper)
        with beside(arguments.output) as part:
            part.write_bytes(pages)
        sys.stdout.write(f"{arguments.output}\n")
    return 0


def _made(store: Store, meeting: int, kind: str, arguments: Namespace) -> Brief:
    """Build the paper from the records of now, tell what makes it a draft, and keep it if that is asked for."""
    with store.read() as db:
        number = papers.next_version(db, meeting, kind)
        finals = [one.version for one in papers.kept(db, meeting, kind) if one.state == papers.FINAL]
        wish = Wish(kind, arguments.language, NameOrder(arguments.names), number, arguments.final)
        paper = build_paper(
            db, meeting, wish, as_of=as_of(arguments), now=now(), head=store.head, ceiling=store.ceiling,
            fault=first_fault(db, list(ENTITIES)),
        )  # fmt: skip
    for line in _remarks(paper, finals, number, keeping=arguments.keep or arguments.final):
        sys.stderr.write(f"{line}\n")
    if arguments.keep or arguments.final:
        try:
            ref = keep_version(store, meeting, wish, paper, anyway=arguments.anyway)
        except StandsOpen as problem:
            raise UserProblem(f"{problem} (--anyway)") from problem
        words = {"ref": ref, "kind": _(KINDS[kind]).lower(), "n": number}
        text = _("{ref}: {kind}, version {n}, final") if arguments.final else _("{ref}: {kind}, version {n}, draft")
        sys.stdout.write(text.format(**words) + "\n")
    return paper


def _remarks(paper: Brief, finals: list[int], number: int, *, keeping: bool) -> Iterator[str]:
    if paper.fault:
        yield f"{paper.footer.doubt}: {plain(paper.fault)}"
    word = paper.draft or _("not settled")
    for warning in paper.warnings:
        yield f"{word}: {plain(warning)}"
    if finals and not keeping:
        text = _("Version {final} is final; this is a draft of version {n}. `--kept {final}` prints the final one.")
        yield text.format(final=finals[-1], n=number)


def _compared(store: Store, meeting: int, kind: str, arguments: Namespace) -> Brief:
    """Tell what differs between two versions; return it as a paper."""
    first, second = arguments.compare
    with store.read() as db:
        one, other = (from_json(papers.version(db, meeting, kind, n).content) for n in (first, second))
    pages = pages_of(one, arguments.paper), pages_of(other, arguments.paper)
    found = differences(one, other, pages)
    words = counted("{n} difference", "{n} differences", len(found)) if found else _("No difference")
    text = _("{words} between version {first} and version {second}")
    sys.stdout.write(text.format(words=words, first=first, second=second) + "\n")
    for line in found:
        sys.stdout.write(f"  {plain(told(line))}\n")
    return comparison(one, other, pages)
