"""The grammar of a deadline that hangs on an event: "before 2+2", "2+2 -10d", "WG-Ship#2 +5wd", 「2+2の10日前」.

What is read here is a text alone; `store.anchors` finds the event that the name stands for. `docs/deadlines.md` gives
the grammar to the officer.
"""

import re
import unicodedata
from dataclasses import dataclass

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

DAY, WORKING_DAY = "day", "working_day"
BOTH_WORK = "joint"  # the calendar of days on which the offices of both sides work
FARTHEST = 3_660  # days, ten years: a larger offset is a slip of the finger
_WEEK = 7
_CALENDARS = {"us": "US", "jp": "JP", "joint": BOTH_WORK}
_COUNT = r"(?P<n>\d{1,6})"
_UNIT = r"(?P<unit>wd|working days?|d|days?|w|weeks?)"
_CALENDAR = r"(?:\s+(?P<calendar>us|jp|joint))?"
_FORMS = (
    re.compile(rf"(?P<event>.+?)\s+(?P<sign>[+-])\s*{_COUNT}\s*{_UNIT}{_CALENDAR}", re.IGNORECASE),
    re.compile(rf"{_COUNT}\s*{_UNIT}{_CALENDAR}\s+(?P<side>before|after)\s+(?P<event>.+)", re.IGNORECASE),
    re.compile(r"(?P<side>before|on|after)\s+(?P<event>.+)", re.IGNORECASE),
    re.compile(rf"(?P<event>.+?)の?{_COUNT}(?P<unit>営業日|日|週間?)(?P<side>前|後)"),
    re.compile(r"(?P<event>.+?)(?P<side>の前日?|前日?まで|の当日|の翌日)"),
)
_BEFORE = ("before", "前", "の前", "の前日", "前まで", "前日まで")
_ON = ("on", "の当日")
_GLUED = re.compile(r".*[^\s+-](?P<offset>[+-]\d{1,6}\s*(?:wd|d|w))", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Offset:
    """How far from an event: None is the day before it begins, 0 the event itself.

    Below zero the days before its first day, above zero those after its last.
    """

    number: int | None = None
    unit: str = DAY  # or WORKING_DAY
    calendar: str = ""  # "US", "JP" or "joint" for working days


@dataclass(frozen=True, slots=True)
class Anchored:
    """A typed deadline that hangs on an event. `event` is the name as it was typed."""

    event: str
    offset: Offset
    plain: bool = False  # the event's name alone: "2+2"


def read_anchor(text: str) -> Anchored:
    """Read a deadline that is no date. A name alone stands for the event itself.

    UserProblem points at the word that makes no sense.
    """
    words = " ".join(unicodedata.normalize("NFKC", text).split())
    for form in _FORMS:
        found = form.fullmatch(words)
        if found:
            return Anchored(_name(found["event"]), _offset(found.groupdict(), words))
    if glued := _GLUED.fullmatch(words):
        problem = _("'{text}': write a blank before {offset}")
        raise UserProblem(problem.format(text=words, offset=glued["offset"]))
    return Anchored(_name(words), Offset(0), plain=True)


def show_anchor(event: str, offset: Offset) -> str:
    """Return the text that `read_anchor` reads to the same offset of the event of this name."""
    if offset.number is None:
        return f"before {event}"
    if offset.number == 0:
        return f"on {event}"
    unit = "wd" if offset.unit == WORKING_DAY else "d"
    calendar = f" {offset.calendar}" if offset.unit == WORKING_DAY and offset.calendar not in ("", BOTH_WORK) else ""
    return f"{event} {offset.number:+}{unit}{calendar}"


def _name(event: str) -> str:
    """Take "the" and "next" off: "before the next 2+2" and "before 2+2" say the same."""
    return re.sub(r"^(?:the\s+)?(?:next\s+)?|^次回の?", "", event.strip(), flags=re.IGNORECASE).strip() or event


def _offset(parts: dict[str, str | None], words: str) -> Offset:
    side = (parts.get("side") or "").lower()
    if not parts.get("n"):
        return Offset(0) if side in _ON else Offset(None) if side in _BEFORE else Offset(1)
    number, unit = int(parts["n"] or 0), (parts["unit"] or "").lower()
    if unit.startswith(("w", "週")) and not unit.startswith(("wd", "working")):
        number *= _WEEK
    if number > FARTHEST:
        problem = _("'{text}': {n} days are more than ten years; write a smaller offset")
        raise UserProblem(problem.format(text=words, n=number))
    if parts.get("sign") == "-" or side in _BEFORE:
        number = -number
    working = unit.startswith(("wd", "working", "営業日"))
    calendar = (parts.get("calendar") or "").lower()
    if calendar and not working:
        problem = _("'{text}': the calendar {name} goes with working days; write wd, or leave it out")
        raise UserProblem(problem.format(text=words, name=calendar))
    if number == 0:
        return Offset(0)
    return Offset(number, WORKING_DAY if working else DAY, _CALENDARS[calendar or BOTH_WORK] if working else "")
