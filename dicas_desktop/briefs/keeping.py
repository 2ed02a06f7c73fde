"""The content of a paper as JSON and back again, so that a version that was kept prints as it did on its day."""

import json
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dicas_desktop.briefs import change_content, content, paper_content
from dicas_desktop.briefs.content import Brief, Section
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

_FORM = 1  # of what is written; a later one has another number
_SECTIONS = {
    kind.__name__: kind
    for module in (content, change_content, paper_content)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Section)
}


def to_json(paper: Brief) -> str:
    """Return the whole content of a paper as text."""
    return json.dumps({"form": _FORM, "paper": _plain(paper)}, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str | None) -> Brief:
    """Return the paper that `to_json` wrote. UserProblem if the text is no such paper."""
    try:
        found = json.loads(text or "")
        if found["form"] != _FORM:
            raise UserProblem(_("This paper was kept by a newer version of the program: it cannot be read here."))
        paper: Brief = _revived(Brief, found["paper"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UserProblem(_("The content of this paper is damaged: print a new version.")) from error
    return paper


def _plain(part: object) -> object:
    if is_dataclass(part) and not isinstance(part, type):
        kind = {"is": type(part).__name__} if isinstance(part, Section) else {}
        return kind | {field.name: _plain(getattr(part, field.name)) for field in fields(part)}
    return [_plain(one) for one in part] if isinstance(part, tuple) else part


def _revived(kind: Any, value: Any) -> Any:  # noqa: ANN401 - types are values here
    """Return a value of this type from its plain form. KeyError, TypeError or ValueError if it is not one."""
    origin = get_origin(kind)
    if origin is tuple:
        return tuple(_revived(get_args(kind)[0], one) for one in value)
    if origin in (Union, UnionType):
        inner = next(one for one in get_args(kind) if one is not type(None))
        return None if value is None else _revived(inner, value)
    if isinstance(kind, type) and is_dataclass(kind):
        made = _SECTIONS[value["is"]] if kind is Section else kind
        hints = get_type_hints(made)
        return made(**{name: _revived(hint, value[name]) for name, hint in hints.items()})
    allowed = str if origin is Literal else kind
    if not isinstance(value, allowed):
        raise TypeError(value)
    return value
