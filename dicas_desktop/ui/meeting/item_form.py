"""The line of an agenda item: topic in both languages, lead, purpose, duration, section; and how it is read."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Field, Kind
from dicas_desktop.domain.durations import read_duration, show_duration
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.values import read
from dicas_desktop.domain.vocabulary import SIDES
from dicas_desktop.store.db import Db
from dicas_desktop.store.meetings.capture import office
from dicas_desktop.ui.editors import make_editor
from dicas_desktop.ui.field_editor import FieldEditor
from dicas_desktop.ui.meeting.line_form import LineForm, Part
from dicas_desktop.ui.meeting.who import LEADING, who_editor

if TYPE_CHECKING:
    from dicas_desktop.store.meetings.agenda import Line
    from dicas_desktop.store.store import Store

_ENTITY = ENTITIES["agenda_items"]
_LEAD = Field("lead", N_("Lead"), Kind.TEXT)
_MINUTES = Field("minutes", N_("Duration"), Kind.TEXT)
_PLAIN = ("topic", "topic_ja", "section", "purpose")
_PARTS = (
    Part(_ENTITY.field("topic")),
    Part(_ENTITY.field("topic_ja"), 116),
    Part(_LEAD, 96),
    Part(_ENTITY.field("purpose"), 76),
    Part(_MINUTES, 76),
    Part(_ENTITY.field("section"), 92),
)


class ItemForm(LineForm):
    """A new item, or one that is changed."""

    def __init__(self, store: "Store", parent: QWidget) -> None:
        """Empty."""

        def make(field: Field, holder: QWidget) -> FieldEditor:
            if field is _LEAD:
                return who_editor(field, store, holder, LEADING)
            return make_editor(field, store, holder)

        hint = _("Enter writes, Tab goes on, Esc leaves. Durations: 90m, 1.5h, 1:30.")
        super().__init__(_("Item"), _PARTS, make, hint, parent)

    def begin_item(self, item: "Line", lead: str, column: str = "", typed: Mapping[str, str] | None = None) -> None:
        """Fill in an item and what was half typed of it; `column` of the list says where the keyboard goes."""
        minutes = "" if item.minutes is None else show_duration(item.minutes)
        texts = {
            "topic": item.topic, "topic_ja": item.topic_ja, "lead": lead, "purpose": item.purpose, "minutes": minutes,
            "section": item.section,
        }  # fmt: skip
        self.begin(texts, column, typed)


def item_values(db: Db, texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the columns of an agenda item that the texts of its line set. FieldProblem names the field."""
    found: dict[str, Any] = {}
    for name in _PLAIN:
        found |= read(_ENTITY.field(name), texts[name], lambda _table, _text: None)
    return found | _lead(db, texts["lead"]) | _minutes(texts["minutes"])


def _minutes(text: str) -> dict[str, Any]:
    try:
        return {"minutes": read_duration(text) if text.strip() else None}
    except UserProblem as problem:
        raise FieldProblem("minutes", f"{_(_MINUTES.label)}: {problem}") from problem


def _lead(db: Db, text: str) -> dict[str, Any]:
    """A side leads, or an office does."""
    words = text.strip()
    names = {
        name.casefold(): choice.value for choice in SIDES for name in (choice.value, choice.label, _(choice.label))
    }
    side = names.get(words.casefold())
    if side is not None or not words:
        return {"lead_side": side, "lead_org_id": None}
    try:
        found = office(db, words)
    except UserProblem as problem:
        raise FieldProblem("lead", f"{_(_LEAD.label)}: {problem}") from problem
    if found is None:
        text = _("Lead: there is no office “{who}”: write its abbreviation, its name, its id or a side (US, JP).")
        raise FieldProblem("lead", text.format(who=words))
    return {"lead_side": None, "lead_org_id": found}
