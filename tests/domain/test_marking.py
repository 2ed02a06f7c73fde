"""Markings: the written vectors, the grammar's edges and the properties of the roll-up."""

import csv
import re
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dicas_desktop.domain.marking import (
    LEVELS,
    ErrorKind,
    MarkingError,
    Profile,
    ReviewNeeded,
    banner_level,
    combined,
    exceeds,
    in_brackets,
    level_of,
    parse,
    roll_up,
)

VECTORS = Path(__file__).parent.parent / "files" / "marking-vectors.csv"
NAMES = ["AUS", "CAN", "DEU", "GBR", "JPN", "KOR"]


def vectors() -> list[dict[str, str]]:
    with VECTORS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rolled(portions: list[str], profile: str = Profile.DOD) -> str:
    """Return the banner, ERROR:KIND, or REVIEW:proposal."""
    try:
        return roll_up(portions, profile)
    except MarkingError as problem:
        return f"ERROR:{problem.kind}"
    except ReviewNeeded as review:
        return f"REVIEW:{review.proposal}"


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["id"])
def test_the_written_vectors_give_their_banner(vector: dict[str, str]) -> None:
    portions = [part.strip() for part in vector["portions"].split("|")] if vector["portions"].strip() else []
    profile = Profile.NARA if vector["id"].startswith("N-") else Profile.DOD
    assert rolled(portions, profile) == vector["expected_banner"]


def test_all_67_vectors_are_there() -> None:
    assert len(vectors()) == 67


@pytest.mark.parametrize(
    ("portion", "kind"),
    [
        ("s", "SYNTAX"),
        ("(s)", "SYNTAX"),
        ("((S))", "SYNTAX"),
        ("(S) (U)", "SYNTAX"),
        ("(  )", "UNMARKED_PORTION"),
        ("(S//)", "BAD_SEPARATOR"),
        ("(S // NF)", "BAD_SEPARATOR"),
        ("(S//NF/ REL TO USA, JPN)", "BAD_SEPARATOR"),
        ("( S)", "BAD_SEPARATOR"),
        ("(S///NF)", "BAD_SEPARATOR"),
        ("(S////NF)", "BAD_SEPARATOR"),
        ("(S\t//NF)", "BAD_SEPARATOR"),
        ("(S//REL TO USA,JPN)", "BAD_SEPARATOR"),
        ("(S//REL TO USA,  JPN)", "BAD_SEPARATOR"),
        ("(S//REL TO USA, )", "BAD_SEPARATOR"),
        ("(S//REL TO)", "REL_LIST_MISSING"),
        ("(S//REL USA, JPN)", "UNKNOWN_CONTROL"),
        ("(S//REL TO USA, JPN//REL TO USA, JPN)", "DUPLICATE_CONTROL"),
        ("(S//NF//REL TO USA, JPN)", "NOFORN_WITH_REL_TO"),
        ("(S//REL TO USA, FVEY)", "BAD_COUNTRY_CODE"),
        ("(S//ABC)", "UNKNOWN_CONTROL"),
        ("(S//SP-CTI)", "UNKNOWN_CONTROL"),
        ("(S//FED ONLY)", "UNSUPPORTED_CONTROL"),
        ("(S//DISPLAY ONLY JPN)", "UNSUPPORTED_CONTROL"),
        ("(S//ORCON)", "UNSUPPORTED_CONTROL"),
        ("(S//SAR-ABC)", "UNSUPPORTED_CONTROL"),
        ("(S//SECRET)", "BANNER_FORM_IN_PORTION"),
        ("(TOP SECRET)", "BANNER_FORM_IN_PORTION"),
        ("(FOUO)", "LEGACY_MARKING"),
        ("(S//LES)", "LEGACY_MARKING"),
        ("(CUI//FOUO)", "LEGACY_MARKING"),
        ("(CUI//SI)", "UNSUPPORTED_CONTROL"),
        ("(CUI//SP-cti)", "SYNTAX"),
        ("(CUI//SP-TOOLONGNAME)", "UNKNOWN_CONTROL"),
        ("(CUI//NOFORN)", "BANNER_FORM_IN_PORTION"),
        ("(CUI//DISPLAY ONLY)", "UNSUPPORTED_CONTROL"),
        ("(CUI//DISPLAY ONLY JP)", "BAD_COUNTRY_CODE"),
        ("(//JPN)", "SYNTAX"),
        ("(//JPN  S)", "SYNTAX"),
        ("(//JP S)", "BAD_COUNTRY_CODE"),
        ("(//JPN R)", "UNKNOWN_CLASSIFICATION"),
        ("(//JPN CUI)", "UNKNOWN_CLASSIFICATION"),
        ("(//JPN SECRET)", "BANNER_FORM_IN_PORTION"),
        ("(//JOINT S JPN USA)", "UNSUPPORTED_CONTROL"),
        ("(//NATO S)", "UNSUPPORTED_CONTROL"),
        ("(//FGI S)", "UNSUPPORTED_CONTROL"),
        ("(//NS)", "UNSUPPORTED_CONTROL"),
    ],
)
def test_a_marking_that_is_wrong_is_refused_with_its_kind(portion: str, kind: str) -> None:
    with pytest.raises(MarkingError) as caught:
        parse(portion)
    assert caught.value.kind == kind
    assert "{part}" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_every_kind_of_error_has_a_sentence_with_a_cure() -> None:
    for kind in ErrorKind:
        assert "; " in str(MarkingError(kind, "(X)"))


def test_a_mark_is_taken_apart() -> None:
    mark = parse(" (//JPN S//REL TO USA, JPN) ")
    assert (mark.level, mark.source, mark.rel_to, mark.noforn) == ("S", "JPN", ("USA", "JPN"), False)
    assert mark.classified
    cui = parse("(CUI//SP-CTI/PROPIN//NF/DL ONLY/DISPLAY ONLY JPN)")
    assert cui.categories == {"SP-CTI", "PROPIN"}
    assert cui.controls == {"DL ONLY", "DISPLAY ONLY JPN"}
    assert cui.noforn
    assert not cui.classified


@pytest.mark.parametrize(
    ("portions", "profile", "expected"),
    [
        (["(S//REL TO USA, JPN)", "(C//REL TO USA, AUS)"], "DOD", "REVIEW:SECRET"),
        (["(S//REL TO USA, JPN)", "(CUI)"], "DOD", "REVIEW:SECRET"),
        (["(S//REL TO USA, JPN)", "(CUI//NF)"], "DOD", "REVIEW:SECRET//NOFORN"),
        (["(S)", "(CUI//NF)"], "DOD", "SECRET//NOFORN"),
        (["(S)", "(CUI)"], "NARA", "REVIEW:SECRET"),
        (["(U)"], "NARA", "UNCLASSIFIED"),
        (["(CUI//NF)", "(CUI//FEDCON)"], "NARA", "REVIEW:CUI//FEDCON/NOFORN"),
        (["(CUI//REL TO USA, JPN)", "(U)"], "NARA", "CUI//REL TO USA, JPN"),
        (["(U//REL TO USA, AUS)", "(S//REL TO USA, AUS, JPN)"], "DOD", "SECRET//REL TO USA, AUS"),
    ],
)
def test_what_the_rules_do_not_settle_goes_to_a_person_with_the_banner_that_releases_least(
    portions: list[str],
    profile: str,
    expected: str,
) -> None:
    assert rolled(portions, profile) == expected


def test_the_leftmost_wrong_portion_is_told() -> None:
    assert rolled(["(U)", "(X)", "()"]) == "ERROR:UNKNOWN_CLASSIFICATION"
    assert rolled(["(U)", "()", "(X)"]) == "ERROR:UNMARKED_PORTION"


def test_an_unknown_profile_is_a_fault_of_the_program() -> None:
    with pytest.raises(ValueError, match="OTHER"):
        roll_up(["(CUI)"], "OTHER")


RELEASE = st.lists(st.sampled_from(NAMES), min_size=1, unique=True).map(lambda n: "REL TO USA, " + ", ".join(sorted(n)))
LEVEL = st.sampled_from(["U", "CUI", "C", "S", "TS"])
FOREIGN = st.tuples(st.sampled_from(NAMES), st.sampled_from(["C", "S", "TS"])).map(
    lambda pair: f"//{pair[0]} {pair[1]}"
)
CONTROL = st.one_of(st.just(""), st.just("//NF"), RELEASE.map(lambda release: f"//{release}"))
DOMESTIC = st.tuples(LEVEL, CONTROL).map(lambda parts: f"({parts[0]}{parts[1]})")
PORTION = st.tuples(st.one_of(LEVEL, FOREIGN), CONTROL).map(lambda parts: f"({parts[0]}{parts[1]})")
PORTIONS = st.lists(PORTION, min_size=1, max_size=6)
CLASSIFIED = st.tuples(st.sampled_from(["C", "S", "TS"]), CONTROL).map(lambda parts: f"({parts[0]}{parts[1]})")


def banner_or_proposal(portions: list[str]) -> str:
    return rolled(portions).removeprefix("REVIEW:")


def release_of(banner: str) -> set[str]:
    found = re.search(r"REL TO ([A-Z, ]+)", banner)
    return set(found[1].split(", ")) if found else set()


@given(PORTIONS, st.randoms())
def test_the_order_of_portions_does_not_matter(portions: list[str], random: Random) -> None:
    shuffled = list(portions)
    random.shuffle(shuffled)
    assert rolled(shuffled) == rolled(portions)


@given(PORTIONS)
def test_portions_that_stand_twice_change_nothing(portions: list[str]) -> None:
    assert rolled(portions + portions) == rolled(portions)


@given(PORTIONS, PORTION)
def test_one_more_portion_never_lowers_the_level(portions: list[str], more: str) -> None:
    order = [*LEVELS]
    before = banner_level(banner_or_proposal(portions))
    assert order.index(banner_level(banner_or_proposal([*portions, more]))) >= order.index(before)


@given(PORTIONS)
def test_a_plain_unclassified_portion_changes_nothing(portions: list[str]) -> None:
    assert rolled([*portions, "(U)"]) == rolled(portions)


@given(CLASSIFIED, PORTIONS, PORTION)
def test_a_release_list_only_shrinks_and_noforn_stays(first: str, rest: list[str], more: str) -> None:
    before, after = banner_or_proposal([first, *rest]), banner_or_proposal([first, *rest, more])
    assert release_of(after) <= release_of(before)
    if before.endswith("//NOFORN"):
        assert after.endswith("//NOFORN")


@given(PORTIONS)
def test_a_banner_is_well_formed(portions: list[str]) -> None:
    banner = banner_or_proposal(portions)
    assert not ("NOFORN" in banner and "REL TO" in banner)
    if "REL TO" in banner:
        assert "REL TO USA, " in banner
    sources = re.search(r"//FGI ([A-Z ]+)", banner)
    assert sources is None or "USA" not in sources[1]
    assert sources is None or sources[1].split(" ") == sorted(set(sources[1].split(" ")))


@given(st.lists(DOMESTIC, min_size=1, max_size=6))
def test_a_banner_written_as_a_portion_gives_itself(portions: list[str]) -> None:
    banner = banner_or_proposal(portions)
    level, _, control = banner.partition("//")
    portion = f"({banner_level(level)}{'//' + control.replace('NOFORN', 'NF') if control else ''})"
    assert rolled([portion]) == banner


@given(st.text(max_size=20))
def test_any_text_is_a_mark_or_an_error_of_the_closed_list(text: str) -> None:
    try:
        mark = parse(text)
    except MarkingError:
        return
    assert mark.level in LEVELS


def test_records_keep_the_mark_without_brackets() -> None:
    assert in_brackets("S//NF") == "(S//NF)"
    assert in_brackets("(S//NF)") == "(S//NF)"
    assert level_of("U") == level_of("(U)") == "U"
    assert level_of("//JPN S") == "S"
    with pytest.raises(MarkingError):
        level_of("")


def test_the_level_of_a_banner_is_its_first_word() -> None:
    assert banner_level("TOP SECRET//FGI CAN DEU") == "TS"
    assert banner_level("UNCLASSIFIED") == "U"
    assert banner_level("CUI//SP-CTI") == "CUI"
    with pytest.raises(MarkingError):
        banner_level("EXERCISE")


def test_a_mark_above_the_ceiling_is_found() -> None:
    assert not exceeds("U", "U")
    assert exceeds("CUI", "U")
    assert exceeds("S//NF", "C")
    assert not exceeds("C//REL TO USA, JPN", "S")


@pytest.mark.parametrize(
    ("portions", "mark"),
    [
        (["(U)", "(U)"], "(U)"),
        (["(U)", "(S//REL TO USA, JPN)"], "(S//REL TO USA, JPN)"),
        (["(S//REL TO USA, JPN)", "(C//NF)"], "(S//NF)"),
        (["(S//REL TO USA, JPN)", "(C)"], "(S)"),
        (["(S//REL TO USA, AUS, JPN)", "(C//REL TO USA, JPN, KOR)"], "(S//REL TO USA, JPN)"),
        (["(S//REL TO USA, AUS)", "(S//REL TO USA, JPN)"], "(S)"),
        (["(//JPN S)", "(C)"], "(S//FGI JPN)"),
        (["(//JPN S//REL TO USA, JPN)", "(S//REL TO USA, JPN)"], "(S//FGI JPN//REL TO USA, JPN)"),
        (["(//JPN S)", "(U)"], "(//JPN S)"),
        (["(TS)", "(CUI//NF)"], "(TS//NF)"),
        (["(S)", "(CUI)"], "(S)"),
        (["(CUI)", "(U)"], "(CUI)"),
        (["(CUI)", "(CUI//NF)"], "(CUI//NF)"),
        (["(CUI//PRVCY)", "(CUI//SP-EXPT)"], "(CUI//SP-EXPT/PRVCY)"),
        (["(CUI//FEDCON)", "(CUI//PRVCY)"], "(CUI//PRVCY//FEDCON)"),
        (["(CUI//REL TO USA, JPN)", "(CUI)"], "(CUI)"),
        (["(CUI//REL TO USA, AUS, JPN)", "(CUI//REL TO USA, JPN)"], "(CUI//REL TO USA, JPN)"),
        (["(U//REL TO USA, AUS, JPN)", "(U//REL TO USA, JPN)"], "(U//REL TO USA, JPN)"),
        (["(U//NF)", "(U//REL TO USA, JPN)"], "(U//NF)"),
    ],
)
def test_a_text_of_several_records_bears_what_they_are_together(portions: list[str], mark: str) -> None:
    assert combined(portions) == mark
    assert combined(portions[::-1]) == mark


def test_a_wrong_portion_is_not_combined() -> None:
    with pytest.raises(MarkingError):
        combined(["(U)", "(SECRET)"])


MIXED = ["(U)", "(C)", "(S)", "(S//NF)", "(S//REL TO USA, JPN)", "(TS//REL TO USA, AUS)", "(CUI)"]


@given(st.lists(st.sampled_from(MIXED), min_size=1, max_size=5))
def test_a_combined_mark_gives_the_banner_of_its_parts(portions: list[str]) -> None:
    whole = rolled(portions)
    if not whole.startswith("REVIEW"):
        assert rolled([combined(portions)]) == whole
