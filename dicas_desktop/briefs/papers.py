"""Minutes, readout and delegation list of a meeting, built from the same snapshot as its brief and drawn like it."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from dicas_desktop.briefs import results
from dicas_desktop.briefs.attendance import attendance
from dicas_desktop.briefs.build import footer, warn_of_replaced
from dicas_desktop.briefs.content import Brief, Fact, Header, Section, Text, printed_texts
from dicas_desktop.briefs.occasion import Occasion, facts, read_occasion, title_of
from dicas_desktop.briefs.people import warn_of_missing_heads
from dicas_desktop.briefs.reader import Reader
from dicas_desktop.briefs.tongues import PAPER_LANGUAGES, Tongues, in_one_script, is_untranslated, tongues
from dicas_desktop.domain.names import NameOrder
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.db import Db
from dicas_desktop.store.journal import Head

KINDS = {"minutes": N_("Minutes"), "readout": N_("Readout"), "delegation_list": N_("Delegation list")}
_OF_WHAT_WAS = ("minutes", "readout")
_NOT_BEGUN = ("draft", "open")  # stages of a meeting
Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Wish:
    """Which paper: its kind, its language (en, ja or both), the order of Latin names, its version and whether final."""

    kind: str
    language: str = "en"
    order: NameOrder = NameOrder.GIVEN_FIRST
    version: int = 1
    final: bool = False


def build_paper(  # noqa: PLR0913 - what a paper depends on is named one by one, nothing is taken from outside
    db: Db, meeting_id: int, wish: Wish, *, as_of: date, now: datetime, head: Head, ceiling: str, fault: str = ""
) -> Brief:
    """Return the content of a paper. The keywords are those of `build_brief`.

    UserProblem for an unknown meeting, kind or language, and for minutes or a readout of a meeting that has not begun.
    """
    if wish.kind not in KINDS or wish.language not in PAPER_LANGUAGES:
        text = _("There is no paper {kind} in {language}: a language is one of {known}.")
        raise UserProblem(text.format(kind=wish.kind, language=wish.language, known=", ".join(PAPER_LANGUAGES)))
    reader = Reader(db, as_of, "en", ceiling, order=wish.order)
    occasion = read_occasion(reader, meeting_id)
    _refuse_too_early(reader, occasion, wish)
    both = tongues(reader, wish.language)
    warn_of_missing_heads(both.main, occasion)
    sections = tuple(_sections(both, occasion, wish))
    top = _header(both, occasion, wish)
    top, sections = _one_script(top, wish.language), tuple(_one_script(one, wish.language) for one in sections)
    if wish.language == "ja":
        top = _with_remark(both, top, sections)
    warn_of_replaced(both.main, printed_texts((top, sections)))
    banner = both.main.banner()
    return Brief(
        language=wish.language,
        as_of=as_of.isoformat(),
        banner=banner,
        header=top,
        sections=sections,
        footer=footer(both.main, now, head, both.main.say("▲ Journal not verified") if fault else ""),
        draft="" if wish.final else (both.second or both.main).say("DRAFT"),
        warnings=tuple(both.main.warnings),
        fault=fault,
    )


def _refuse_too_early(reader: Reader, occasion: Occasion, wish: Wish) -> None:
    meeting = occasion.meeting
    if wish.kind not in _OF_WHAT_WAS:
        return
    words = {"kind": _(KINDS[wish.kind]).lower(), "ref": meeting["ref"], "day": reader.day(meeting["start_date"])}
    if meeting["status"] == "cancelled":
        raise UserProblem(_("{ref} was cancelled: it has no {kind}.").format(**words))
    if meeting["stage"] in _NOT_BEGUN:
        text = _("{ref} has not begun: print its {kind} when it is in progress or closed.")
        raise UserProblem(text.format(**words))
    if meeting["start_date"] and meeting["start_date"] > reader.today.isoformat() and not meeting["stage"]:
        text = _("{ref} begins on {day}: print its {kind} from that day on.")
        raise UserProblem(text.format(**words))


def _sections(both: Tongues, occasion: Occasion, wish: Wish) -> Iterator[Section]:
    label = both.label
    if wish.kind == "delegation_list":
        yield attendance(both, occasion, label("Delegations"))
    elif wish.kind == "minutes":
        yield attendance(both, occasion, label("Attendance"))
        yield results.items(both, occasion, label("Agenda, item by item"))
        yield results.further(both, occasion, label("Further outcomes"))
        results.warn_of_drafts(both, occasion)
    else:
        yield attendance(both, occasion, label("Heads of delegation"), heads_only=True, came=False)
        yield results.topics(both, occasion, label("Topics discussed"))
        yield results.of_kind(both, occasion, "decided", label("Decisions"), results.is_decision)
        yield results.of_kind(both, occasion, "owed", label("Commitments and actions"), results.is_owed)
        results.warn_of_drafts(both, occasion)


def _header(both: Tongues, occasion: Occasion, wish: Wish) -> Header:
    main = both.main
    title = title_of(main, occasion)
    kicker = both.text(lambda reader: reader.say(KINDS[wish.kind]))
    found = facts(main, occasion, title)
    if both.second is not None:
        others = facts(both.second, occasion, title)
        found = [
            Fact(
                both.label(label),
                replace(own.text, other=other.text.words if other.text.words != own.text.words else ""),
            )
            for label, own, other in zip(("When", "Where", "Forum", "Host"), found, others, strict=True)
        ]
    if wish.kind == "readout" and occasion.meeting["summary"] and wish.language != "ja":
        found.append(Fact(both.label("Summary"), Text(occasion.meeting["summary"])))
    state = "{n}, final" if wish.final else "{n}, draft"
    version = both.text(lambda reader: reader.say(state, n=wish.version))
    return Header(kicker, title, (*found, Fact(both.label("Version"), version)))


def _with_remark(both: Tongues, top: Header, sections: tuple[Section, ...]) -> Header:
    """Say how many texts of a Japanese paper are English, because the record has nothing else."""
    number = sum(map(is_untranslated, _texts((top, sections))))
    if not number:
        return top
    remark = both.main.say("Texts recorded in English alone: {n}", n=number)
    return replace(top, facts=(*top.facts, Fact(both.main.say("Remark"), Text(remark))))


def _texts(part: object) -> Iterator[Text]:
    if isinstance(part, Text):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _texts(one)
    elif is_dataclass(part) and not isinstance(part, type):
        for field in fields(part):
            yield from _texts(getattr(part, field.name))


def _one_script(part: Part, language: str) -> Part:
    """Return a part of the content without words of a language that is not printed."""
    found: Any = part
    if isinstance(part, Text):
        found = in_one_script(part, language)
    elif isinstance(part, tuple):
        found = tuple(_one_script(one, language) for one in part)
    elif is_dataclass(part) and not isinstance(part, type):
        found = replace(part, **{f.name: _one_script(getattr(part, f.name), language) for f in fields(part)})
    return found  # type: ignore[no-any-return]  # the same kind that came in
