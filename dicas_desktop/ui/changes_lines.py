"""What the page of changes shows, as plain lines: heads of forums and kinds, and a line for each record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.changes import Deed
from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.changes import Change, Changes, Gathered, changes, gathered, of_forum
from dicas_desktop.store.changes_told import GATHERED_FROM, Telling, ToldChange, ToldField, moved_words
from dicas_desktop.store.check import Cancelled
from dicas_desktop.store.points import Point
from dicas_desktop.ui.clock import Clock

if TYPE_CHECKING:
    from dicas_desktop.store.db import Db
    from dicas_desktop.store.journal import StepRow
    from dicas_desktop.ui.work import Progress

MOST = 500  # lines that a page holds; the rest is counted
_FOLDING = 80  # hundredths of the work that lie before the words
_PAGE = 100  # lines put into words at once
TONES = {
    Deed.ADDED: "accent",
    Deed.CLOSED: "done",
    Deed.REOPENED: "soon",
    Deed.MOVED: "soon",
    Deed.CHANGED: "open",
    Deed.RESTORED: "accent",
    Deed.DELETED: "late",
}


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a forum (`level` 1) or of a kind of record in it (2), and how many records stand below it."""

    level: int
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Line:
    """One record, or many that one step brought: the word for it, its fields, and at the right by whom and when."""

    word: str
    tone: str
    ref: str
    title: str
    about: str
    change: Change
    fields: tuple[ToldField, ...] = ()
    ids: tuple[int, ...] = ()  # of many

    @property
    def spoken(self) -> str:
        """The whole line for a screen reader."""
        parts = [f"{self.word}: {self.ref} {self.title}".rstrip()]
        text = _("{field} from {before} to {after} {moved}")
        told = ({"field": f.label, "before": f.before, "after": f.after, "moved": moved_words(f)} for f in self.fields)
        parts += [text.format(**words).rstrip() for words in told]
        return ". ".join((*parts, self.about))


@dataclass(frozen=True, slots=True)
class Told:
    """The answer: since when, up to which step, how many records, and the lines. `left` counts those beyond `MOST`."""

    point: Point
    until: int = 0
    count: int = 0
    lines: tuple[Head | Line, ...] = field(default=())
    left: int = 0


def tell(
    db: "Db", point: Point, forum: int | str | None, clock: Clock, progress: "Progress" = lambda _d, _t, _s: True
) -> Told:
    """Read what changed since a point. `forum` is one, None for what belongs to none, or "" for all. Cancelled."""
    found = changes(db, point.step, progress=lambda done, all_, text: progress(_FOLDING * done // all_, 100, text))
    if not isinstance(forum, str):
        found = of_forum(found, forum)
    rows = list(gathered(found, GATHERED_FROM - 1))
    shown = rows[:MOST]
    words: list[Line] = []
    telling = Telling(db, found)
    for start in range(0, len(shown), _PAGE):
        done = _FOLDING + (100 - _FOLDING) * start // len(shown)
        if not progress(done, 100, _("Finding what changed")):
            raise Cancelled
        words += _lines(telling, shown[start : start + _PAGE], clock)
    left = sum(len(row.items) if isinstance(row, Gathered) else 1 for row in rows[MOST:])
    return Told(point, found.until, len(found.items), tuple(_headed(telling, found, words)), left)


def _headed(telling: Telling, found: Changes, lines: Sequence[Line]) -> Iterator[Head | Line]:
    """Put the heads above the lines; they count all records, shown or not."""
    forums: dict[int | None, int] = {}
    kinds: dict[tuple[int | None, str], int] = {}
    for change in found.items:
        forums[change.forum] = forums.get(change.forum, 0) + 1
        key = change.forum, change.table
        kinds[key] = kinds.get(key, 0) + 1
    for forum, of_the_forum in groupby(lines, key=lambda line: line.change.forum):
        yield Head(1, telling.forum(forum), forums[forum])
        for table, of_the_kind in groupby(of_the_forum, key=lambda line: line.change.table):
            yield Head(2, _(ENTITIES[table].plural), kinds[forum, table])
            yield from of_the_kind


def _lines(telling: Telling, rows: Sequence[Change | Gathered], clock: Clock) -> Iterator[Line]:
    told = iter(telling.tell([row for row in rows if isinstance(row, Change)]))
    for row in rows:
        yield _many(telling, row, clock) if isinstance(row, Gathered) else _one(next(told), clock)


def _one(told: ToldChange, clock: Clock) -> Line:
    tone = TONES[told.change.deed]
    if told.change.deed is Deed.MOVED and told.change.outcome.days < 0:
        tone = "open"  # sooner than it was asks for nobody
    return Line(told.word, tone, told.ref, told.title, _about(told.steps, clock), told.change, told.fields)


def _many(telling: Telling, many: Gathered, clock: Clock) -> Line:
    first = many.items[0]
    word, _colon, title = telling.gathered(many).partition(": ")
    about = _about((telling.step(many.step),), clock)
    return Line(word, TONES[first.deed], "", title, about, first, ids=tuple(item.row_id for item in many.items))


def _about(steps: "Sequence[StepRow]", clock: Clock) -> str:
    """By whom and when: of the last step; how many others there were."""
    if not steps:
        return ""
    last = steps[-1]
    moment = in_both_capitals(datetime.fromisoformat(last.at_utc), clock.today())
    text = _("{who}, {moment}, step {n}").format(who=last.who, moment=moment, n=last.id)
    more = counted("and {n} step before", "and {n} steps before", len(steps) - 1)
    return f"{text}, {more}" if len(steps) > 1 else text
