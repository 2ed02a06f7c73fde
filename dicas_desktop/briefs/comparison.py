"""What differs between two versions of a paper, line by line: in words, and as a paper of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dicas_desktop.briefs.content import Brief, Header, Section, Text
from dicas_desktop.briefs.paper_content import (
    AttendanceSection,
    Difference,
    DifferenceSection,
    ItemSection,
    Outcome,
    OutcomeSection,
    TopicSection,
)
from dicas_desktop.briefs.words import say
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

Pages = Mapping[str, int]  # page on which each part begins, by its key


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a paper says: the part it stands in, where that is in words, and the words themselves."""

    spot: str
    where: str
    words: str


def differences(one: Brief, other: Brief, pages: tuple[Pages, Pages]) -> tuple[Difference, ...]:
    """Return the lines in which two versions differ, in the order of the second; what is gone stands at the end.

    `pages` are those of the first and of the second. UserProblem if they are in different languages.
    """
    if one.language != other.language:
        text = _("One version is in {one}, the other in {other}: compare versions in one language.")
        raise UserProblem(text.format(one=one.language, other=other.language))
    before, after = (dict(_lines(paper)) for paper in (one, other))
    found = [
        Difference(_page(pages[1], line), line.where, before[key].words if key in before else "", line.words)
        for key, line in after.items()
        if key not in before or before[key].words != line.words
    ]
    found += [
        Difference(_page(pages[0], line), line.where, line.words, "")
        for key, line in before.items()
        if key not in after
    ]
    return tuple(found)


def told(difference: Difference) -> str:
    """Return a difference in a line of words, for the commands and the window."""
    if difference.before and difference.after:
        text = _("page {page}, {where}: “{before}” is now “{after}”")
    elif difference.after:
        text = _("page {page}, {where}: added “{after}”")
    else:
        text = _("page {page} before, {where}: removed “{before}”")
    return text.format(page=difference.page, where=difference.where, before=difference.before, after=difference.after)


def comparison(one: Brief, other: Brief, pages: tuple[Pages, Pages]) -> Brief:
    """Return the differences as a paper that looks like the second one. It is a draft: it is no version itself."""
    language = other.language
    heads = tuple(say(word, language) for word in ("Page", "Place", "Before", "Now"))
    rows = differences(one, other, pages)
    none = say("No difference", language)
    section = DifferenceSection("differences", say("What differs", language), none, heads, rows)
    kicker = Text(" · ".join((other.header.kicker.words, say("Comparison", language))), other="")
    versions = tuple(
        replace(fact, label=say(label, language))
        for label, paper in (("Before", one), ("Now", other))
        for fact in paper.header.facts
        if fact.label.startswith((say("Version", "en"), say("Version", "ja")))
    )
    top = Header(kicker, other.header.title, versions)
    return replace(other, header=top, sections=(section,), draft=say("DRAFT", language), warnings=())


def _page(pages: Pages, line: Line) -> str:
    return str(pages.get(line.spot, 1))


def _lines(paper: Brief) -> Iterator[tuple[str, Line]]:
    """Yield every line under a key that it has in each version."""
    yield "title", Line("", paper.header.kicker.words, _said(paper.header.title))
    for fact in paper.header.facts:
        if not fact.label.startswith((say("Version", "en"), say("Version", "ja"))):  # differs by its nature
            yield f"fact/{fact.label}", Line("", fact.label, _said(fact.text))
    yield "banner", Line("", paper.header.kicker.words, paper.banner)
    for section in paper.sections:
        for key, line in _section_lines(section):
            yield f"{section.key}/{key}", line


def _section_lines(section: Section) -> Iterator[tuple[str, Line]]:
    if isinstance(section, AttendanceSection):
        for side in section.sides:
            for one in side.people:
                words = " · ".join(filter(None, (_said(one.name), _said(one.post), one.capacity, one.attendance)))
                yield one.key, Line(one.key, f"{section.title}, {side.title.words}", f"{one.number}. {words}")
            if side.remark is not None:
                yield side.title.words, Line("", f"{section.title}, {side.title.words}", _said(side.remark))
    elif isinstance(section, ItemSection):
        for point in section.groups:
            where = f"{section.title} {point.number}"
            yield point.key, Line(point.key, where, " · ".join(filter(None, (_said(point.topic), point.state.word))))
            yield from ((one.key, _outcome(where, one)) for one in point.rows)
    elif isinstance(section, TopicSection):
        for point in section.rows:
            yield point.key, Line(point.key, f"{section.title} {point.number}", _said(point.topic))
    elif isinstance(section, OutcomeSection):
        yield from ((one.key, _outcome(section.title, one)) for one in section.rows)


def _outcome(where: str, one: Outcome) -> Line:
    words = " · ".join(filter(None, (_said(one.text), _said(one.who), _said(one.due))))
    return Line(one.key, f"{where}, {one.word} {one.key}", words)


def _said(text: Text) -> str:
    return " ".join(filter(None, (text.mark, text.words, text.other)))
