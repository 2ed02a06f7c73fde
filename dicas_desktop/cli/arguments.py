"""What can be typed: the commands with their options, told in one line each."""

import argparse
import sys
from pathlib import Path
from typing import NoReturn

from dicas_desktop.cli.arguments_of_people import DOCUMENTS, document, order_of_names, people
from dicas_desktop.cli.typed import day, folder, number, size
from dicas_desktop.domain.machine import is_there
from dicas_desktop.domain.version import PROGRAM, VERSION

_ANSWERS = {"-h", "--help", "--version"}
_VALUE_OPTIONS = ("--passphrase-file",)  # of the window: options that are followed by a value
_EPILOG = """\
With no command the window opens. Records are named by reference (AI-0012) or by the id of the public record
(dicas-2024-06-09), kinds of records and fields as its files and columns (action_items, due_date).
The passphrase of an encrypted file is read from --passphrase-file, else from the file that DICAS_PASSPHRASE_FILE
names, else asked for. Exit code: 0 done, 1 a problem, 2 wrong usage."""


class Parser(argparse.ArgumentParser):
    """Tells wrong usage in one line and ends with code 2."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the arguments."""
        sys.stderr.write(f"{PROGRAM}: {message} (help: {self.prog} --help)\n")
        sys.exit(2)


def parse(argv: list[str]) -> argparse.Namespace:
    """Parse the arguments. `command` is None for the window. Exits for help, version and wrong usage."""
    parser, made = _commands()
    first = _first_word(argv)
    if first not in made and not (first is None and _ANSWERS & set(argv)):
        return _window(list(made)).parse_args(argv)
    arguments = parser.parse_args(argv) if first is None else _intermixed(made[first], argv, first)
    if arguments.command == "history" and arguments.entity and not arguments.record:
        parser.error("history of a record takes ENTITY and REF")
    if arguments.command == "restore" and bool(arguments.backup) == arguments.go_back and not arguments.keep:
        parser.error("restore takes BACKUP, or --keep or --go-back after one")
    return arguments


def _first_word(argv: list[str]) -> str | None:
    """Return the first argument that is neither an option nor the value of one."""
    value = False
    for word in argv:
        if not value and not word.startswith("-"):
            return word
        value = word in _VALUE_OPTIONS
    return None


def _intermixed(command: Parser, argv: list[str], name: str) -> argparse.Namespace:
    """Parse the words of a command with options before, between and behind them, in any order."""
    place = argv.index(name)
    arguments = command.parse_intermixed_args([*argv[:place], *argv[place + 1 :]])
    arguments.command = name
    return arguments


def _window(commands: list[str]) -> Parser:
    usage = f"{PROGRAM} [W.dicas] [--read-only] [--take-over] [--passphrase-file FILE]"
    parser = Parser(prog=PROGRAM, allow_abbrev=False, usage=usage)
    parser.set_defaults(command=None)

    def workspace(text: str) -> Path:
        path = Path(text)
        if not path.suffix and not is_there(path):
            raise argparse.ArgumentTypeError(f"{text!r} is neither a file nor one of {', '.join(commands)}")
        return path

    parser.add_argument("workspace", nargs="?", type=workspace, metavar="W.dicas")
    parser.add_argument("--read-only", action="store_true", help="only read; nothing is written")
    _passphrase(parser)
    _writing(parser)
    return parser


def _commands() -> tuple[Parser, dict[str, Parser]]:
    """Return the parser of the commands, and those of each."""
    parser = Parser(
        prog=PROGRAM,
        allow_abbrev=False,
        usage=f"{PROGRAM} [W.dicas] | COMMAND ...",
        description="The workspace of a DICAS liaison officer: meetings, actions, repairs, co-production, briefs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"{PROGRAM} {VERSION}")
    made = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands", parser_class=Parser, prog=PROGRAM)
    for add in (
        _files,
        _records,
        _register,
        _steps,
        _changes,
        _meetings,
        _backups,
        _security,
        _removing,
        _papers,
    ):
        add(made)
    people(lambda name, text: _command(made, name, text))
    return parser, dict(made.choices)


_Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse gives the type no public name


def _command(made: "_Subparsers[Parser]", name: str, text: str, *, as_of: bool = False) -> Parser:
    parser = made.add_parser(name, help=text, description=text, allow_abbrev=False)
    parser.add_argument("workspace", type=Path, metavar="W.dicas")
    _passphrase(parser)
    _writing(parser)
    if as_of:
        parser.add_argument(
            "--as-of", type=day, metavar="DATE", help="the day that counts as today (default: the clock)"
        )
    return parser


def _passphrase(parser: Parser) -> None:
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="the first line is the passphrase")
    if parser.prog != PROGRAM:
        parser.add_argument("--version", action="version", version=f"{PROGRAM} {VERSION}")


def _writing(parser: Parser) -> None:
    parser.add_argument("--take-over", action="store_true", help="take the right to write from whoever has the file")
    parser.add_argument(
        "--write-anyway",
        action="store_true",
        help="write although the file lies on a share or in a synchronised folder",
    )


def _files(made: "_Subparsers[Parser]") -> None:
    new = _command(made, "new", "make a workspace, encrypted unless --plain")
    new.add_argument("--sample", action="store_true", help="with the public record of the forum")
    new.add_argument("--plain", action="store_true", help="without encryption")
    new.add_argument(
        "--ceiling", choices=("U", "CUI", "C", "S", "TS"), default="U", help="highest marking allowed (default: U)"
    )
    take = _command(made, "import", "take in a folder or file in the format of the public record, as one step")
    take.add_argument("path", type=Path, metavar="PATH")
    take.add_argument("--dry-run", action="store_true", help="report what would be done, write nothing")
    take.add_argument("--all-or-nothing", action="store_true", help="take nothing in if a row is rejected")
    take.add_argument(
        "--max-rows", type=number, default=200_000, metavar="N", help="rows a file may have (default: 200000)"
    )
    export = _command(made, "export", "write the files of the public record's format into a folder")
    export.add_argument("folder", type=Path, metavar="FOLDER")
    _command(made, "check", "check the file, its journal and that both agree")


def _records(made: "_Subparsers[Parser]") -> None:
    listing = _command(made, "list", "list the records of a kind", as_of=True)
    listing.add_argument("entity", metavar="ENTITY")
    listing.add_argument(
        "--where", action="append", default=[], metavar="CONDITION",
        help="FIELD OP VALUE with = != < <= > >= ~ (contains); all of several must hold; is=late, light=overdue",
    )  # fmt: skip
    listing.add_argument("--format", choices=("table", "csv", "json"), default="table")
    add = _command(
        made, "add", 'add a record and print its reference; due="before 2+2" hangs it on an event', as_of=True
    )
    add.add_argument("entity", metavar="ENTITY")
    add.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    change = _command(made, "set", "change fields of a record; an empty value clears the field", as_of=True)
    change.add_argument("entity", metavar="ENTITY")
    change.add_argument("record", metavar="REF")
    change.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    change.add_argument(
        "--keep", action="append", default=[], metavar="REF",
        help="a deadline that stays where it is when the event that it hangs on moves",
    )  # fmt: skip
    _answers(change)
    due = _command(made, "due", "list what must be done before a meeting or milestone, late first", as_of=True)
    due.add_argument("--before", required=True, metavar="EVENT", help="2+2, DICAS#2, an id, a reference or a title")
    year = _command(made, "calendar", "print a year of a calendar: holidays, closures, working days", as_of=True)
    year.add_argument(
        "--calendar", default="joint", metavar="CALENDAR", help="US, JP, joint (default), an office or a facility"
    )
    year.add_argument("--year", metavar="YEAR", help="2026, FY2026, JFY2026 (default: this year)")
    today = _command(made, "today", "tell what needs a human now, as the start page does", as_of=True)
    today.add_argument("--before", metavar="EVENT", help="the deadline to measure against (default: the next 2+2)")
    delete = _command(made, "delete", "put a record into the bin, with what belongs to it")
    delete.add_argument("entity", metavar="ENTITY")
    delete.add_argument("record", metavar="REF")
    search = _command(made, "search", "find words in all records, English and Japanese")
    search.add_argument("words", nargs="+", metavar="WORDS")


def _answers(change: Parser) -> None:
    """The options that answer what the store asks before it writes."""
    change.add_argument("--reason", default="", metavar="TEXT", help="why a due date moves or agreed words change")
    change.add_argument("--agreed", default="", metavar="TEXT", help="who agreed to the new due date")
    change.add_argument("--with-sub-items", action="store_true", help="close the open parts of an action with it")
    change.add_argument("--evidence", default="", metavar="TEXT", help="what shows that an action is done")
    lead = change.add_mutually_exclusive_group()
    lead.add_argument(
        "--replace-lead", dest="lead", action="store_const", const="replace", help="a new lead takes over from another"
    )
    lead.add_argument(
        "--as-ocr", dest="lead", action="store_const", const="ocr", help="a second lead becomes a supporting office"
    )


def _register(made: "_Subparsers[Parser]") -> None:
    support = _command(made, "support", "add an office that supports an action (OCR)")
    support.add_argument("action", metavar="ACTION")
    support.add_argument("office", metavar="OFFICE")
    support.add_argument("--remove", action="store_true", help="take it off the action")
    attach = _command(made, "attach", "keep a file inside the workspace, with an action, a decision or a meeting")
    attach.add_argument("record", metavar="REF")
    attach.add_argument("file", type=Path, metavar="FILE")
    attach.add_argument("--note", default="", metavar="TEXT")
    save = _command(made, "save-attachment", "write an attachment into a file, after a look at its SHA-256")
    save.add_argument("attachment", metavar="REF")
    save.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    owed = _command(made, "owed", "list what we owe them, what they owe us and what both owe", as_of=True)
    owed.add_argument("--side", choices=("US", "JP"), default="US", help="our side (default: US)")
    tree = _command(made, "tree-of", "print the tree from a decision to its actions and their results", as_of=True)
    tree.add_argument("record", metavar="REF", help="a decision or an action anywhere in it")


def _steps(made: "_Subparsers[Parser]") -> None:
    undo = _command(made, "undo", "take back the last step, a step among others, or all back to one")
    undo.add_argument(
        "step", nargs="?", type=number, metavar="STEP", help="its number in `history` (default: the last)"
    )
    undo.add_argument("--back-to", action="store_true", help="take back this step and all that came after it")
    redo = _command(made, "redo", "make the last undone step again")
    for command in (undo, redo):
        command.add_argument("--preview", action="store_true", help="tell what it would do, field by field; do nothing")
    history = _command(made, "history", "list the steps of the journal, or what happened to one record")
    history.add_argument("entity", nargs="?", metavar="ENTITY")
    history.add_argument("record", nargs="?", metavar="REF")
    history.add_argument("--text", default="", metavar="WORDS", help="steps whose label holds these words")
    history.add_argument("--who", default="", metavar="NAME", help="steps of this officer")
    history.add_argument("--kind", default="", metavar="KIND", help="edit, import, undo, redo, compact, ...")
    history.add_argument("--since", type=day, metavar="DATE", help="steps of this day in Tokyo and later")
    history.add_argument("--until", type=day, metavar="DATE", help="steps of this day in Tokyo and earlier")
    version = _command(made, "restore-version", "make a record again what it was after a step, as a new version")
    version.add_argument("entity", metavar="ENTITY")
    version.add_argument("record", metavar="REF")
    version.add_argument("step", type=number, metavar="STEP", help="its number in `history W.dicas ENTITY REF`")
    version.add_argument("--preview", action="store_true", help="tell what would change; do nothing")
    bin_ = _command(made, "bin", "list what was deleted, take it out of the bin, or empty the bin")
    what = bin_.add_mutually_exclusive_group()
    what.add_argument("--restore", metavar="REF", help="take this record out, with all that was deleted with it")
    what.add_argument("--empty", action="store_true", help="take what is older than 90 days out of the tables")
    bin_.add_argument("--yes", action="store_true", help="empty without asking")
    for command in (undo, version, bin_):
        parents = command.add_mutually_exclusive_group()
        parents.add_argument("--with-parents", action="store_true", help="take out of the bin what it belongs to, too")
        parents.add_argument("--alone", action="store_true", help="leave in the bin what it belongs to")
    journal = _command(made, "journal", "write the whole journal as CSV or as JSON lines")
    journal.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.csv|FILE.jsonl")
    compact = _command(made, "compact", "give unused room in the file back to the disk; the journal is kept whole")
    compact.add_argument("--yes", action="store_true", help="without asking")


def _changes(made: "_Subparsers[Parser]") -> None:
    changes = _command(
        made, "changes", "tell what changed since a meeting, a day or a step: net, by forum and kind", as_of=True
    )
    changes.add_argument(
        "--since", required=True, metavar="MEETING|DATE|STEP",
        help="the end of a meeting (DICAS#1), of the last one of a forum or group (DICAS), the beginning of a day in "
        "Tokyo, a step, or `looked`: what you have seen last",
    )  # fmt: skip
    changes.add_argument("--until", metavar="MEETING|DATE|STEP", help="the end of a meeting or day, or a step")
    changes.add_argument("--forum", metavar="FORUM", help="only what belongs to this forum")
    changes.add_argument("--all", action="store_true", help="name each record that an import brought")


def _meeting(made: "_Subparsers[Parser]", name: str, text: str) -> Parser:
    command = _command(made, name, text, as_of=True)
    command.add_argument("meeting", metavar="MEETING", help="its reference, id or title, or an event: 2+2, wg-ship#2")
    return command


def _meetings(made: "_Subparsers[Parser]") -> None:
    _meeting(made, "agenda", "print the agenda of a meeting with its clock times and what came of it")
    _meeting(made, "ready", "tell whether a meeting is ready, line by line")
    stage = _meeting(made, "stage", "tell the stage of a meeting, or bring it to another one")
    stage.add_argument("stage", nargs="?", metavar="STAGE", help="draft, open, in_progress or closed")
    stage.add_argument("--reason", default="", metavar="TEXT", help="why a closed meeting is reopened")
    stage.add_argument(
        "--settle", action="append", default=[], metavar="ITEM=FATE[:REASON]",
        help="what becomes of an item, by reference or number: discussed, next, backlog or drop, which needs a reason",
    )  # fmt: skip
    capture = _command(made, "capture", "write an outcome of an agenda item", as_of=True)
    capture.add_argument("item", metavar="ITEM", help="its reference, or MEETING/NUMBER: wg-ship#2/3")
    capture.add_argument("letter", metavar="D|C|A|N", help="decision, commitment, action or note")
    capture.add_argument("text", metavar="TEXT")
    capture.add_argument("--who", default="", metavar="OFFICE", help="an office, or a side: US, JP, both")
    capture.add_argument("--when", default="", metavar="DUE", help="2024-07-28, by 2025-03, before 2+2")
    carry = _meeting(made, "carry", "put on an agenda what earlier meetings left: actions, items put off, the backlog")
    carry.add_argument("--preview", action="store_true", help="only tell what could be carried over")
    carry.add_argument("--pick", action="append", default=[], metavar="REF", help="this one; give it again for more")
    carry.add_argument("--all", action="store_true", help="all that the preview lists")
    carry.add_argument("--move", action="store_true", help="outcomes go along (default: the old record stays whole)")
    plan = _command(
        made, "plan", "plan a meeting from a template or after an older one, and print its reference", as_of=True
    )
    source = plan.add_mutually_exclusive_group(required=True)
    source.add_argument("--template", metavar="TEMPLATE", help="its name or reference")
    source.add_argument("--like", metavar="MEETING", help="an older meeting")
    plan.add_argument("fields", nargs="+", metavar="FIELD=VALUE")
    template = _meeting(made, "template", "keep kind and agenda of a meeting as a template, and print its reference")
    template.add_argument("name", metavar="NAME")


def _backups(made: "_Subparsers[Parser]") -> None:
    place = _command(made, "backup", "make a backup and verify it").add_mutually_exclusive_group()
    place.add_argument(
        "--folder",
        type=folder,
        metavar="FOLDER",
        help="where backups of this workspace go, this one and all later ones",
    )
    place.add_argument("--beside", action="store_true", help="they go beside it again, into W.dicas.backups")
    _command(made, "backups", "list the backups: time, size, records, difference from now")
    back = _command(made, "restore", "put a backup in the place of the workspace; what is there is backed up first")
    back.add_argument("backup", nargs="?", metavar="BACKUP", help="its name as `backups` lists it, or its path")
    after = back.add_mutually_exclusive_group()
    after.add_argument(
        "--keep", action="store_true", help="confirm what is or was restored; until then it is only read"
    )
    after.add_argument("--go-back", action="store_true", help="give up what was restored for the state before it")
    back.add_argument(
        "--even-if-smaller", action="store_true", help="also if it has fewer than half the records of now"
    )
    save = _command(made, "recover", "save what can be read of a damaged workspace into a new one")
    save.add_argument("output", type=Path, metavar="OUT.dicas")


def _security(made: "_Subparsers[Parser]") -> None:
    head = _command(made, "verify-head", "tell whether a journal head printed on a paper is in this journal")
    head.add_argument("head", nargs="+", metavar="HEAD", help="8 or more of its digits, as they are printed")
    key = _command(made, "passphrase", "give the workspace another passphrase; a plain one becomes encrypted")
    key.add_argument(
        "--new-passphrase-file", type=Path, metavar="FILE", help="the first line is the new passphrase (else asked for)"
    )
    key.add_argument(
        "--backups", choices=("keep", "rekey", "delete"), default="keep",
        help="what becomes of the backups beside it, which keep the old passphrase (default: keep)",
    )  # fmt: skip


def _removing(made: "_Subparsers[Parser]") -> None:
    removing = _command(made, "remove", "overwrite and remove the workspace and what lies beside it")
    removing.add_argument("--everything", action="store_true", help="settings, recent files, logs and the sample too")
    removing.add_argument("--confirm", metavar="NAME", help="the name of the file (else asked for)")


def _papers(made: "_Subparsers[Parser]") -> None:
    brief = _command(made, "brief", "print the brief of a meeting as PDF", as_of=True)
    brief.add_argument("meeting", metavar="MEETING")
    brief.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.pdf")
    brief.add_argument("--paper", choices=("a4", "letter"), default="a4")
    brief.add_argument("--language", choices=("en", "ja"), default="en")
    order_of_names(brief)
    brief.add_argument("--before", metavar="EVENT", help="the deadline to measure against (default: the next 2+2)")
    brief.add_argument(
        "--sections", metavar="NAME,NAME...",
        help="only these, in this order: glance, agenda, changes, ... (a wrong name lists all); sources come last",
    )  # fmt: skip
    for name, text in DOCUMENTS.items():
        document(_command(made, name, text, as_of=True))
    picture = _command(made, "screenshot", "draw a page of the window as a picture", as_of=True)
    picture.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png")
    names = (
        "overview, timeline, changes, journal, bin, owed, a kind of records, meeting:MEETING, brief:MEETING or "
        "dialog:NAME"
    )
    picture.add_argument("--page", default="overview", metavar="NAME", help=names)
    picture.add_argument("--size", type=size, default=(1440, 900), metavar="WxH", help="in pixels (default: 1440x900)")
    picture.add_argument("--theme", choices=("light", "dark"), default="light")
