"""Faults of the environment, as sentences: what happened to the file and what the officer can do."""

import errno
from datetime import datetime
from pathlib import Path

from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.machine import has_room
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.connection import DatabaseError, IntegrityError

# what SQLite, SQLCipher and the search index say of content that they did not write
_DAMAGE = ("malformed", "not a database", "fts5 file format", "vtable constructor", "decode to UTF-8")


class NeedsPassphrase(UserProblem):
    """The file is encrypted and no passphrase was given."""


class WrongPassphrase(UserProblem):
    """The passphrase does not open the file."""


class ReadOnlyFile(UserProblem):
    """The file can be read but not written; it can be opened read-only."""


class InUse(UserProblem):
    """Another instance has the file open for writing; it can be opened read-only."""


class TakenOver(UserProblem):
    """Another instance has taken the right to write this file; it can only be read here."""


class Damaged(UserProblem):
    """The content of the file is not what was written; a backup can be restored, or what is readable recovered.

    `backup` is the newest good one, if it was looked for and found.
    """

    backup: Path | None = None


class RiskyFolder(UserProblem):
    """The file lies on a network share or in a synchronised folder; it can be opened read-only, or by insisting."""


def problem_of(error: DatabaseError, path: Path) -> UserProblem:
    """Return the sentence for an error that SQLite reported about this file."""
    text = str(error)
    name = path.name
    if is_full(error, path):
        return UserProblem(
            _("The disk is full: {name} was not changed. Free some space and try again.").format(name=name)
        )
    if "readonly" in text:
        return UserProblem(_("{name} cannot be written: its permission was taken away.").format(name=name))
    if "locked" in text:
        return UserProblem(
            _("{name} is locked by another program: close that program and try again.").format(name=name)
        )
    if isinstance(error, IntegrityError):
        return UserProblem(_("{name} refused the change: {reason}.").format(name=name, reason=text))
    if any(word in text for word in _DAMAGE):
        return damaged(path)
    return UserProblem(_("{name} could not be used: {reason}.").format(name=name, reason=text))


def is_full(error: Exception, path: Path) -> bool:
    """Return whether something failed because the disk of this file is full.

    SQLite calls it an I/O error where the room was for what its connections share, not for a page.
    """
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    text = str(error)
    return "full" in text or ("disk I/O error" in text and not has_room(path.resolve().parent))


def reason_of(error: Exception, path: Path) -> str:
    """Return why something failed, in a few words for the middle of a sentence."""
    return _("the disk is full") if is_full(error, path) else getattr(error, "strerror", None) or str(error)


def unstorable() -> UserProblem:
    """Return the sentence for a value that no column can hold: half a character, or a number beyond 64 bits."""
    return UserProblem(_("A text holds half a character, or a number is too large: correct what was entered."))


def damaged(path: Path) -> Damaged:
    """Return the sentence for a file whose content is not what SQLite wrote."""
    text = _(
        "{name} is damaged and was not opened: restore a backup, or recover what can be read (dicas-desktop recover)."
    )
    return Damaged(text.format(name=path.name))


def damaged_with_backup(path: Path, backup: Path, at: datetime) -> Damaged:
    """Return the sentence for a damaged file that has a good backup, with the command that restores it."""
    text = _(
        "{name} is damaged and was not opened. Its newest good backup is of {at}: "
        "dicas-desktop restore {name} {backup} puts it in its place."
    )
    problem = Damaged(text.format(name=path.name, at=in_both_capitals(at), backup=backup.name))
    problem.backup = backup
    return problem


def missing(path: Path) -> UserProblem:
    """Return the sentence for a file that is not there."""
    return UserProblem(_("There is no file {path}: check the name, or make it with New.").format(path=path))


def not_a_workspace(path: Path) -> UserProblem:
    """Return the sentence for a file that this program did not write."""
    return UserProblem(_("{name} is not a DICAS workspace: choose a file that ends in .dicas.").format(name=path.name))
