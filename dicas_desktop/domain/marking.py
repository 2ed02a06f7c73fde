"""Parse, order and roll up security markings for a bilateral forum.

The grammar, the roll-up and the error kinds follow the published rules of DoDM 5200.01 volume 2, DoDI 5200.48 and
32 CFR 2002. The program proposes a banner; a trained classifier and a foreign disclosure officer decide. Whatever the
rules here do not settle is never guessed: it is refused (`MarkingError`) or handed to a person (`ReviewNeeded`).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dicas_desktop.domain.problems import UserProblem
from dicas_desktop.domain.texts import N_, _

LEVELS = ("U", "CUI", "C", "S", "TS")
LEVEL_WORDS = {"U": "UNCLASSIFIED", "CUI": "CUI", "C": "CONFIDENTIAL", "S": "SECRET", "TS": "TOP SECRET"}
_CLASSIFIED = ("C", "S", "TS")
_BANNER_FORMS = {*LEVEL_WORDS.values(), "NOFORN", "CONTROLLED"} - {"CUI"}
_LEGACY = {"FOUO", "SBU", "SBU-NF", "LIMDIS", "LES", "LES-NF", "OUO", "EFTO", "NOCONTRACT", "WNINTEL"}
_UNSUPPORTED = {
    *("SI", "SI-G", "TK", "HCS", "HCS-P", "HCS-O", "KDK", "RSV", "BUR", "RD", "FRD", "TFNI", "CNWDI", "SAR", "SAMI"),
    *("ORCON", "OC", "ORCON-USGOV", "OC-USGOV", "IMCON", "IMC", "PROPIN", "PR", "RELIDO", "FISA", "RSEN", "DSEN"),
    *("DCNI", "UCNI", "EXDIS", "NODIS", "XD", "ND", "NATO", "JOINT", "FGI", "ATOMAL", "BOHEMIA", "BALK", "EYES ONLY"),
}
_CUI_CONTROLS = {"FED ONLY", "FEDCON", "NOCON", "DL ONLY"}
# ISO 3166-1 alpha-3, and XKS as GENC has it
_COUNTRY_CODES = """
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR BHR BHS BIH BLM
    BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG COK COL COM CPV CRI CUB CUW CXR CYM
    CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP
    GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR
    JPN KAZ KEN KGZ KHM KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL
    MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR NPL NRU NZL OMN PAK
    PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR
    SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA
    UKR UMI URY USA UZB VAT VCT VEN VGB VIR VNM VUT WLF WSM XKS YEM ZAF ZMB ZWE
"""
_COUNTRIES = frozenset(_COUNTRY_CODES.split())


class Profile(StrEnum):
    """Whose CUI banner style is used: the Department of Defense, or other agencies under 32 CFR 2002."""

    DOD = "DOD"
    NARA = "NARA"


class ErrorKind(StrEnum):
    """What is wrong with a marking; a closed list."""

    NO_PORTIONS = "NO_PORTIONS"
    UNMARKED_PORTION = "UNMARKED_PORTION"
    SYNTAX = "SYNTAX"
    UNKNOWN_CLASSIFICATION = "UNKNOWN_CLASSIFICATION"
    BANNER_FORM_IN_PORTION = "BANNER_FORM_IN_PORTION"
    BAD_SEPARATOR = "BAD_SEPARATOR"
    UNKNOWN_CONTROL = "UNKNOWN_CONTROL"
    UNSUPPORTED_CONTROL = "UNSUPPORTED_CONTROL"
    DUPLICATE_CONTROL = "DUPLICATE_CONTROL"
    LEGACY_MARKING = "LEGACY_MARKING"
    REL_LIST_MISSING = "REL_LIST_MISSING"
    REL_TO_MISSING_USA = "REL_TO_MISSING_USA"
    REL_TO_USA_NOT_FIRST = "REL_TO_USA_NOT_FIRST"
    REL_TO_USA_ONLY = "REL_TO_USA_ONLY"
    REL_TO_NOT_SORTED = "REL_TO_NOT_SORTED"
    REL_TO_DUPLICATE = "REL_TO_DUPLICATE"
    BAD_COUNTRY_CODE = "BAD_COUNTRY_CODE"
    NOFORN_WITH_REL_TO = "NOFORN_WITH_REL_TO"
    FGI_COUNTRY_USA = "FGI_COUNTRY_USA"


_TEXTS = {
    ErrorKind.NO_PORTIONS: N_("There is nothing to mark; add at least one marked portion"),
    ErrorKind.UNMARKED_PORTION: N_("A portion has no marking; mark it, (U) is never assumed"),
    ErrorKind.SYNTAX: N_("{part} cannot be read as a marking; write it in capitals and brackets, such as (S//NF)"),
    ErrorKind.UNKNOWN_CLASSIFICATION: N_("{part} is not a level; use U, CUI, C, S or TS"),
    ErrorKind.BANNER_FORM_IN_PORTION: N_("{part} belongs in a banner; use the short form, such as S or NF"),
    ErrorKind.BAD_SEPARATOR: N_(
        "Wrong separator in {part}; write // and / without spaces, in lists a comma and a space"
    ),
    ErrorKind.UNKNOWN_CONTROL: N_("{part} is not a control of this level; remove it or correct it"),
    ErrorKind.UNSUPPORTED_CONTROL: N_("{part} is outside the scope of this program; do not keep such information here"),
    ErrorKind.DUPLICATE_CONTROL: N_("{part} stands twice in one portion; remove one"),
    ErrorKind.LEGACY_MARKING: N_("{part} is an old marking; a person must mark the portion anew"),
    ErrorKind.REL_LIST_MISSING: N_("{part} has no list of countries; write it as REL TO USA, JPN"),
    ErrorKind.REL_TO_MISSING_USA: N_("USA is missing in {part}; put it first"),
    ErrorKind.REL_TO_USA_NOT_FIRST: N_("USA is not the first country in {part}; put it first"),
    ErrorKind.REL_TO_USA_ONLY: N_("{part} names no other country; add one, such as REL TO USA, JPN"),
    ErrorKind.REL_TO_NOT_SORTED: N_("The countries after USA in {part} are not in alphabetical order; sort them"),
    ErrorKind.REL_TO_DUPLICATE: N_("A country stands twice in {part}; remove one"),
    ErrorKind.BAD_COUNTRY_CODE: N_("{part} is not a country code of three letters; write it as JPN or AUS"),
    ErrorKind.NOFORN_WITH_REL_TO: N_("{part} is both NF and REL TO; keep one of them"),
    ErrorKind.FGI_COUNTRY_USA: N_("USA cannot be the foreign source in {part}; name the other country"),
}


class MarkingError(UserProblem):
    """A marking that cannot be used. `kind` says what is wrong with it."""

    def __init__(self, kind: ErrorKind, part: str = "") -> None:
        """Make the sentence for this kind of error; `part` is the piece of the marking that is wrong."""
        super().__init__(_(_TEXTS[kind]).format(part=part))
        self.kind = kind


class ReviewNeeded(UserProblem):
    """The rules do not settle the banner. `proposal` is the banner that releases least; a person decides."""

    def __init__(self, text: str, proposal: str) -> None:
        """Keep the cautious proposal beside the sentence."""
        super().__init__(text)
        self.proposal = proposal


@dataclass(frozen=True, slots=True)
class Marking:
    """A portion mark taken apart. `rel_to` begins with USA or is empty; `source` is the country of foreign facts."""

    level: str
    source: str = ""
    noforn: bool = False
    rel_to: tuple[str, ...] = ()
    categories: frozenset[str] = frozenset()
    controls: frozenset[str] = frozenset()

    @property
    def classified(self) -> bool:
        """Tell whether the level is C, S or TS."""
        return self.level in _CLASSIFIED


@dataclass(slots=True)
class _Controls:
    """What the segments after the level add up to."""

    seen: set[str] = field(default_factory=set)
    rel_to: tuple[str, ...] = ()
    categories: set[str] = field(default_factory=set)
    limits: set[str] = field(default_factory=set)


def parse(portion: str) -> Marking:
    """Parse a portion mark with its brackets: "(S//REL TO USA, JPN)", "(//JPN S)"; MarkingError if it is wrong."""
    text = portion.strip()
    if not text or (text[0] == "(" and text[-1] == ")" and not text[1:-1].strip()):
        raise MarkingError(ErrorKind.UNMARKED_PORTION)
    if not re.fullmatch(r"\([^()]+\)", text) or text != text.upper():
        raise MarkingError(ErrorKind.SYNTAX, text)
    inner = text[1:-1]
    if re.search(r"\s/|/\s|///|^\s|\s$|[^ \S]|/$", inner):
        raise MarkingError(ErrorKind.BAD_SEPARATOR, text)
    if inner.startswith("//"):
        head, *segments = inner[2:].split("//")
        level, source = _foreign_level(head, text)
    else:
        head, *segments = inner.split("//")
        level, source = _level(head, text), ""
    found = _read_segments(segments, level, text)
    controls = frozenset(found.limits)
    return Marking(level, source, "NF" in found.seen, found.rel_to, frozenset(found.categories), controls)


def _level(word: str, text: str) -> str:
    if word in LEVELS:
        return word
    if word in _BANNER_FORMS:
        raise MarkingError(ErrorKind.BANNER_FORM_IN_PORTION, word)
    if "/" in word:
        raise MarkingError(ErrorKind.BAD_SEPARATOR, text)
    raise MarkingError(ErrorKind.LEGACY_MARKING if word in _LEGACY else ErrorKind.UNKNOWN_CLASSIFICATION, word)


def _foreign_level(head: str, text: str) -> tuple[str, str]:
    """Read "JPN S" of a foreign portion. JOINT, NATO and a source that is not named are out of scope."""
    country, _space, word = head.partition(" ")
    if country in _UNSUPPORTED or country in {"NS", "NC", "NR", "NU", "CTS", "COSMIC"}:
        raise MarkingError(ErrorKind.UNSUPPORTED_CONTROL, country)
    if not word or word != word.strip():
        raise MarkingError(ErrorKind.SYNTAX, text)
    if country == "USA":
        raise MarkingError(ErrorKind.FGI_COUNTRY_USA, text)
    if country not in _COUNTRIES:
        raise MarkingError(ErrorKind.BAD_COUNTRY_CODE, country)
    level = _level(word, text)
    if level not in _CLASSIFIED:
        raise MarkingError(ErrorKind.UNKNOWN_CLASSIFICATION, head)
    return level, country


def _read_segments(segments: Sequence[str], level: str, text: str) -> _Controls:
    found = _Controls()
    for segment in segments:
        for control in segment.split("/"):
            _read_control(control, level, found)
    if "NF" in found.seen and found.rel_to:
        raise MarkingError(ErrorKind.NOFORN_WITH_REL_TO, text)
    return found


def _read_control(control: str, level: str, found: _Controls) -> None:
    key = "REL TO" if control.startswith("REL TO") else control
    if key in found.seen:
        raise MarkingError(ErrorKind.DUPLICATE_CONTROL, control)
    found.seen.add(key)
    if control == "NF":
        return
    if control in {"REL", "REL TO"}:
        raise MarkingError(ErrorKind.REL_LIST_MISSING, control)
    if control.startswith("REL TO "):
        found.rel_to = _release_list(control)
    elif level == "CUI":
        _read_cui(control, found)
    else:
        raise MarkingError(_wrong_control(control), control)


def _read_cui(control: str, found: _Controls) -> None:
    """Read a limited dissemination control or a category, which only CUI has."""
    if control in _CUI_CONTROLS:
        found.limits.add(control)
    elif control.startswith("DISPLAY ONLY "):
        _known_countries(control.removeprefix("DISPLAY ONLY "), control)
        found.limits.add(control)
    elif control == "PROPIN" or (re.fullmatch(r"(SP-)?[A-Z]{2,8}", control) and _wrong_control(control) is _OTHER):
        found.categories.add(control)
    else:
        raise MarkingError(_wrong_control(control), control)


_OTHER = ErrorKind.UNKNOWN_CONTROL


def _wrong_control(control: str) -> ErrorKind:
    """Say why a control is not accepted where it stands."""
    if control in _BANNER_FORMS:
        return ErrorKind.BANNER_FORM_IN_PORTION
    if control in _LEGACY:
        return ErrorKind.LEGACY_MARKING
    if control in _UNSUPPORTED or control in _CUI_CONTROLS or control.startswith(("SAR-", "SI-", "DISPLAY ONLY")):
        return ErrorKind.UNSUPPORTED_CONTROL
    return _OTHER


def _known_countries(text: str, control: str) -> list[str]:
    """Split "USA, JPN"; every code must be known."""
    codes = text.split(", ")
    if any(" " in code or "," in code or not code for code in codes):
        raise MarkingError(ErrorKind.BAD_SEPARATOR, control)
    for code in codes:
        if code not in _COUNTRIES:
            raise MarkingError(ErrorKind.BAD_COUNTRY_CODE, code)
    return codes


def _release_list(control: str) -> tuple[str, ...]:
    codes = _known_countries(control.removeprefix("REL TO "), control)
    defects = (
        (len(set(codes)) < len(codes), ErrorKind.REL_TO_DUPLICATE),
        ("USA" not in codes, ErrorKind.REL_TO_MISSING_USA),
        (codes[0] != "USA", ErrorKind.REL_TO_USA_NOT_FIRST),
        (len(codes) == 1, ErrorKind.REL_TO_USA_ONLY),
        (codes[1:] != sorted(codes[1:]), ErrorKind.REL_TO_NOT_SORTED),
    )
    for wrong, kind in defects:
        if wrong:
            raise MarkingError(kind, control)
    return tuple(codes)


def roll_up(portions: Iterable[str], profile: str = Profile.DOD) -> str:
    """Return the banner of what is printed from the portion marks of all its parts, each with its brackets.

    Raises MarkingError for the leftmost portion that is wrong, ReviewNeeded where the rules do not settle the banner.
    """
    marks = [parse(portion) for portion in portions]
    if not marks:
        raise MarkingError(ErrorKind.NO_PORTIONS)
    if not any(mark.classified for mark in marks):
        cui = [mark for mark in marks if mark.level == "CUI"]
        if not cui:
            return LEVEL_WORDS["U"]
        return _nara_banner(cui) if Profile(profile) is Profile.NARA else LEVEL_WORDS["CUI"]
    banner = _classified_banner(marks)
    if Profile(profile) is Profile.NARA:
        text = _("A classified document is outside the NARA profile; use the DoD profile or ask the security office")
        raise ReviewNeeded(text, banner)
    return banner


def combined(portions: Iterable[str]) -> str:
    """Return the mark of one portion made of several records: the level of the highest, what all may be released to.

    Facts of a foreign source keep its name beside U.S. ones, "(S//FGI JPN)"; such a mark is for the eye, `parse` takes
    the marks it was made of. Where a person has to decide, it is the one that releases least.
    """
    texts = list(portions)
    marks = dict(zip(texts, map(parse, texts), strict=True))
    told = {text: mark for text, mark in marks.items() if mark != Marking("U")}
    if len(told) <= 1:
        return next(iter(told), texts[0])
    if not any(mark.classified for mark in told.values()):
        return _combined_cui(list(told.values()))
    try:
        banner = _classified_banner(list(told.values()))
    except ReviewNeeded as review:
        banner = review.proposal
    word, *controls = banner.split("//")
    short = next(level for level, name in LEVEL_WORDS.items() if name == word)
    return f"({'//'.join([short, *controls])})".replace("NOFORN", "NF")


def _combined_cui(marks: Sequence[Marking]) -> str:
    """Join portions below C: all categories and limits, and the release list only where each one has it."""
    cui = [mark for mark in marks if mark.level == "CUI"]
    level, counted = ("CUI", cui) if cui else ("U", marks)
    lists = [set(mark.rel_to) for mark in marks if mark.rel_to or mark in cui]
    common = set.intersection(*lists) if lists else set()
    limits = sorted(set().union(*(mark.controls for mark in counted)))
    if any(mark.noforn for mark in marks):
        limits.append("NF")
    elif common - {"USA"}:
        limits.append("REL TO USA, " + ", ".join(sorted(common - {"USA"})))
    categories = sorted(set().union(*(mark.categories for mark in counted)), key=_specified_first)
    return f"({'//'.join([level, *filter(None, ('/'.join(categories), '/'.join(limits)))])})"


def _specified_first(category: str) -> tuple[bool, str]:
    return not category.startswith("SP-"), category


def _classified_banner(marks: Sequence[Marking]) -> str:
    """Roll up a document with at least one classified portion. CUI never appears in its banner."""
    out = LEVEL_WORDS[max((mark.level for mark in marks), key=LEVELS.index)]
    sources = sorted({mark.source for mark in marks if mark.source})
    if sources:
        out += "//FGI " + " ".join(sources)
    noforn = any(mark.noforn for mark in marks)
    releasable = all(mark.rel_to for mark in marks if mark.classified)
    if releasable and any(mark.level == "CUI" and not mark.rel_to for mark in marks):
        text = _("CUI without a release list stands in a releasable document; ask the disclosure officer")
        raise ReviewNeeded(text, out + "//NOFORN" if noforn else out)
    if noforn:
        return out + "//NOFORN"
    if not releasable:
        return out
    common = set.intersection(*(set(mark.rel_to) for mark in marks if mark.rel_to)) - {"USA"}
    if not common:
        text = _("The release lists share no country besides USA; ask the disclosure officer")
        raise ReviewNeeded(text, out)
    return out + "//REL TO USA, " + ", ".join(sorted(common))


def _nara_banner(cui: Sequence[Marking]) -> str:
    """Return CUI, categories (Specified first), controls; portions whose controls differ need a person."""
    categories = sorted({name for mark in cui for name in mark.categories}, key=_specified_first)
    controls = [_nara_controls(mark) for mark in cui]
    union = sorted(set().union(*controls))
    banner = "//".join(["CUI", *filter(None, ("/".join(categories), "/".join(union)))])
    if any(each != controls[0] for each in controls):
        text = _("The portions have different dissemination controls; ask the designating agency for the banner")
        raise ReviewNeeded(text, banner)
    return banner


def _nara_controls(mark: Marking) -> set[str]:
    controls = set(mark.controls)
    if mark.noforn:
        controls.add("NOFORN")
    if mark.rel_to:
        controls.add("REL TO " + ", ".join(mark.rel_to))
    return controls


def in_brackets(portion: str) -> str:
    """Return the mark with its brackets; records keep it without ("S//NF")."""
    text = portion.strip()
    return text if text.startswith("(") else f"({text})"


def level_of(portion: str) -> str:
    """Return U, CUI, C, S or TS of a portion mark, with or without brackets; MarkingError if it is wrong."""
    return parse(in_brackets(portion)).level


def banner_level(banner: str) -> str:
    """Return U, CUI, C, S or TS of a banner, which decides its colour; MarkingError if the first word is no level."""
    word = banner.split("//", 1)[0].strip()
    for level, name in LEVEL_WORDS.items():
        if word == name:
            return level
    raise MarkingError(ErrorKind.UNKNOWN_CLASSIFICATION, word)


def exceeds(portion: str, ceiling: str) -> bool:
    """Tell whether a mark is above the ceiling ("U", "CUI", ... or a whole mark). CUI is above U here."""
    return LEVELS.index(level_of(portion)) > LEVELS.index(level_of(ceiling))
