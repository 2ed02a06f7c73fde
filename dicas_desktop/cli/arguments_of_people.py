"""What can be typed after the commands of the directory and of the papers that name people."""

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path

from dicas_desktop.cli.typed import day, number
from dicas_desktop.domain.vocabulary import CAPACITIES

_BELOW_HEAD = tuple(choice.value for choice in CAPACITIES[1:])  # the first is that of a head
DOCUMENTS = {
    "minutes": "print the minutes of a meeting as PDF, keep or compare their versions",
    "readout": "print the readout of a meeting as PDF, keep or compare its versions",
    "delegations": "print the delegation list of a meeting as PDF, keep or compare its versions",
}


def order_of_names(paper: ArgumentParser) -> None:
    """Add the order in which a paper prints names in Latin letters; in Japanese the family name stands first."""
    paper.add_argument("--names", choices=("given-first", "family-first"), default="given-first",
                       help="Given FAMILY or FAMILY Given (default: given-first)")  # fmt: skip


def document(paper: ArgumentParser) -> None:
    """Add what is common to the papers of a meeting."""
    paper.add_argument("meeting", metavar="MEETING")
    paper.add_argument("-o", "--output", type=Path, metavar="OUT.pdf")
    paper.add_argument("--paper", choices=("a4", "letter"), default="a4")
    paper.add_argument("--lang", "--language", dest="language", choices=("en", "ja", "both"), default="en")
    order_of_names(paper)
    which = paper.add_mutually_exclusive_group()
    which.add_argument("--keep", action="store_true", help="keep this version as a draft")
    which.add_argument("--final", action="store_true", help="keep this version as final: it never changes again")
    which.add_argument("--kept", type=number, metavar="N", help="print the version N that was kept")
    which.add_argument("--compare", type=number, nargs=2, metavar=("N", "M"), help="tell what differs in two versions")
    paper.add_argument("--anyway", action="store_true", help="final although something stands open")


def people(command: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands of the directory. `command` makes the parser of one from its name and its line of help."""
    appoint = command("appoint", "let a person take up a post; the one before it is kept with its dates")
    appoint.add_argument("person", metavar="PERSON")
    appoint.add_argument("title", metavar="TITLE")
    appoint.add_argument("--from", dest="begin", type=day, metavar="DATE", help="the first day")
    appoint.add_argument("--to", dest="end", type=day, metavar="DATE", help="the last day, of a post that is over")
    appoint.add_argument("--title-ja", metavar="TITLE", help="the title in Japanese")
    appoint.add_argument("--org", metavar="ORGANIZATION", help="the office that the post belongs to")
    head = command("head", "let a member head its delegation; it has one head")
    head.add_argument("member", metavar="MEMBER", help="the reference of a delegation member, such as DM-0003")
    head.add_argument("--steps-down", choices=_BELOW_HEAD, metavar="CAPACITY",
                      help="what the head there is becomes: " + ", ".join(_BELOW_HEAD))  # fmt: skip
    double = command("duplicates", "list people and organizations that look like one and the same")
    double.add_argument("entity", nargs="?", choices=("persons", "organizations"), metavar="persons|organizations")
    one = command("merge", "make two people or organizations one; links follow, undo takes it back")
    one.add_argument("entity", choices=("persons", "organizations"), metavar="persons|organizations")
    one.add_argument("kept", metavar="KEEP")
    one.add_argument("gone", metavar="GONE", help="the one that goes to the bin")
    one.add_argument("--take", metavar="FIELD,FIELD", help="fields whose value comes from GONE (default: empty ones)")
    one.add_argument("--preview", action="store_true", help="tell both side by side, * at what stays; do nothing")
    two = command("distinct", "keep that two people or organizations are not the same; they are not proposed again")
    two.add_argument("entity", choices=("persons", "organizations"), metavar="persons|organizations")
    two.add_argument("one", metavar="ONE")
    two.add_argument("other", metavar="OTHER")
    offices = command("tree", "show the organizations as a tree, with the number of people of each")
    offices.add_argument("--people", action="store_true", help="name the people below their office")
