"""What hangs on an action item: supporting offices, extensions of its suspense, and files as evidence."""

import re
from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import Record, choice, day, field, precision, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import not_negative
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import PARTY_ROLES

LARGEST_FILE = 20 * 1024 * 1024  # bytes of one attached file
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Party(Record):
    """An office that supports an action beside its lead: an office of collateral responsibility (OCR)."""

    __tablename__ = "parties"
    declares = {
        "prefix": "PY", "slug_column": "party_id", "singular": N_("Supporting office"),
        "plural": N_("Supporting offices"), "group": N_("Work"), "title": "org_id", "label": ("slug", "ref"),
        "sort": "action_item_id", "columns": ("ref", "action_item_id", "org_id", "role", "note"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    action_item_id: Mapped[int] = reference(
        N_("Action item"), "action_items", required=True, owner=True, recorded=False, width=280
    )
    org_id: Mapped[int] = reference(N_("Office"), "organizations", required=True, recorded=False, width=180)
    role: Mapped[str | None] = choice(N_("Role"), PARTY_ROLES, default="ocr", recorded=False, width=100)
    note: Mapped[str | None] = field(N_("Note"), recorded=False, width=220)


class Extension(Record):
    """A suspense that was moved: the date before, the date after, why, and who agreed. Never edited afterwards."""

    __tablename__ = "extensions"
    declares = {
        "prefix": "EX", "slug_column": "extension_id", "singular": N_("Extension"), "plural": N_("Extensions"),
        "group": N_("Work"), "title": "reason", "label": ("ref",), "sort": "extended_on",
        "columns": ("ref", "action_item_id", "old_due_date", "new_due_date", "reason", "agreed_by", "extended_on"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    action_item_id: Mapped[int] = reference(
        N_("Action item"), "action_items", required=True, owner=True, recorded=False, width=280
    )
    old_due_date: Mapped[str | None] = day(N_("Due before"), precision="old_due_precision", end=True, recorded=False)
    old_due_precision: Mapped[str | None] = precision(N_("Precision before"), recorded=False)
    new_due_date: Mapped[str | None] = day(N_("Due after"), precision="new_due_precision", end=True, recorded=False)
    new_due_precision: Mapped[str | None] = precision(N_("Precision after"), recorded=False)
    reason: Mapped[str] = field(N_("Reason"), required=True, recorded=False, width=260)
    agreed_by: Mapped[str] = field(N_("Agreed by"), required=True, recorded=False, width=180)
    extended_on: Mapped[str] = day(N_("Extended on"), required=True, recorded=False)


class Attachment(Record):
    """A file kept inside the workspace; its bytes lie in `contents` under their SHA-256."""

    __tablename__ = "attachments"
    declares = {
        "prefix": "AT", "slug_column": "attachment_id", "singular": N_("Attachment"), "plural": N_("Attachments"),
        "group": N_("Record"), "title": "name", "label": ("name",), "sort": "name",
        "columns": ("ref", "name", "size", "action_item_id", "decision_id", "meeting_id", "note"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    name: Mapped[str] = field(N_("File name"), required=True, recorded=False, width=260)
    size: Mapped[int] = field(N_("Bytes"), Kind.INTEGER, required=True, recorded=False, width=100)
    sha256: Mapped[str] = field(N_("SHA-256"), required=True, recorded=False, width=200)
    action_item_id: Mapped[int | None] = reference(
        N_("Action item"), "action_items", owner=True, recorded=False, width=240
    )
    decision_id: Mapped[int | None] = reference(N_("Decision"), "decisions", owner=True, recorded=False, width=240)
    meeting_id: Mapped[int | None] = reference(N_("Meeting"), "meetings", owner=True, recorded=False, width=240)
    note: Mapped[str | None] = field(N_("Note"), recorded=False, width=220)

    def problems(self) -> Iterator[FieldProblem]:
        """The digest is one, the size has its limit."""
        yield from super().problems()
        if self.sha256 and not _SHA256.fullmatch(self.sha256):
            yield FieldProblem("sha256", _("SHA-256: this is not a digest of 64 hexadecimal digits."))
        yield from not_negative(self, "size")
        if (self.size or 0) > LARGEST_FILE:
            text = _("{name} is larger than {n} MB: attach a smaller file.")
            yield FieldProblem("size", text.format(name=self.name, n=LARGEST_FILE // 1024**2))
