"""A brief drawn by typst: PDF for the file, PNG pages for preview and printer, both from the same template and content.

The template `resources/briefs/brief.typ` reads the content from a file of its own, so no text of the record is ever
read as markup. The PDF is tagged (PDF/UA-1, PDF/A-2a), holds subsets of the bundled fonts only, and repeats byte for
byte.
"""

import json
from dataclasses import asdict
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

import typst

from dicas_desktop.briefs.content import Brief, Section
from dicas_desktop.briefs.glyphs import body_font, breakable, printable
from dicas_desktop.domain.places import resources
from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import _

PAPERS = {"a4": "a4", "letter": "us-letter"}
_HARDLY_BEGUN = 0.25  # of the height of the page, the upper margin included
_STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]


def render_pdf(brief: Brief, paper: str = "a4") -> bytes:
    """Return the brief as PDF. `paper` is a4 or letter; UserProblem if it is neither."""
    moment = datetime.fromisoformat(brief.as_of).replace(tzinfo=UTC)
    output = _compiler(brief, paper).compile(format="pdf", pdf_standards=[*_STANDARDS], timestamp=moment)
    return cast("bytes", output)


def render_pages(brief: Brief, paper: str = "a4", ppi: float = 144.0) -> list[bytes]:
    """Return each page as a PNG picture of this many pixels to the inch."""
    output = _compiler(brief, paper).compile(format="png", ppi=ppi)
    return [output] if isinstance(output, bytes) else cast("list[bytes]", output)


def pages_of(brief: Brief, paper: str = "a4") -> dict[str, int]:
    """Return on which page each part begins that tells its place: key of the part, number of the page."""
    found = json.loads(_compiler(brief, paper).query("<spot>", field="value"))
    return {spot["key"]: int(spot["page"]) for spot in reversed(found)}


def _compiler(brief: Brief, paper: str) -> typst.Compiler:
    if paper not in PAPERS:
        text = _("'{paper}' is not a paper this program prints on; write a4 or letter")
        raise UserProblem(text.format(paper=paper))
    usual = content_for_template(brief) | {"paper": PAPERS[paper], "close": False}
    page, at = _end(usual)
    if page > 1 and at < _HARDLY_BEGUN:
        close = usual | {"close": True}
        if _end(close)[0] < page:
            return _setting(close)
    return _setting(usual)


def _setting(content: dict[str, object]) -> typst.Compiler:
    template = (resources() / "briefs" / "brief.typ").read_bytes()
    # typst takes the files of a project by name; its type information leaves that out
    files: Any = {"main.typ": template, "brief.json": json.dumps(content, ensure_ascii=False).encode()}
    return typst.Compiler(files, font_paths=_fonts(), ignore_system_fonts=True)


def _end(content: dict[str, object]) -> tuple[int, float]:
    """Return the last page and where on it the text ends, as a fraction of its height.

    A setting answers one question only, typst forgets its files with it; what it has laid out it remembers.
    """
    found = json.loads(_setting(content).query("<end>", field="value", one=True))
    return found["page"], found["at"]


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    folder = resources() / "fonts"
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def content_for_template(brief: Brief) -> dict[str, object]:
    """Return the content as the template reads it: lists and texts fit for paper, empty sections marked."""
    font = body_font()
    plain = {name: _fit(value, font) for name, value in asdict(brief).items() if name != "sections"}
    return plain | {"sections": [_section(section, font) for section in brief.sections]}


def _section(section: Section, font: Path) -> dict[str, object]:
    return {"key": section.key, "title": _fit(section.title, font), "none": _fit(section.none, font)} | (
        {"empty": True} if section.is_empty() else {"empty": False, "body": _fit(asdict(section), font)}
    )


def _fit(value: object, font: Path) -> object:
    if isinstance(value, str):
        return breakable(printable(value, font))
    if isinstance(value, dict):
        return {name: _fit(one, font) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_fit(one, font) for one in value]
    return value
