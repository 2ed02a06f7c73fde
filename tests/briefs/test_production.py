from datetime import date
from typing import Any

import pytest

from dicas_desktop.briefs.production import _quantity
from dicas_desktop.briefs.reader import Reader
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of, part

FIRST = "dicas-2024-06-09"


def group(store: Store, title: str, unit: str, **options: Any) -> Any:  # noqa: ANN401 - a group of figures
    section = part(brief_of(store, FIRST, **options), "production")
    return next(one for one in section.groups if (one.title.words, one.unit) == (title, unit))


def test_output_stands_against_its_target_on_one_scale(sample: Store) -> None:
    rows = group(sample, "PAC-3 (licence production)", "missiles a year").rows
    assert [(row.kind, row.figure, row.share) for row in rows] == [
        ("actual", "about 30", 0.5),
        ("target", "about 60", 1.0),
    ]
    assert rows[0].label.words == "Output, MHI, 2024"


def test_figures_without_an_official_source_are_told_apart(sample: Store) -> None:
    assert not any(row.official for row in group(sample, "PAC-3 (licence production)", "missiles a year").rows)
    assert all(row.official for row in group(sample, "F-35 final assembly in Japan", "aircraft in total").rows)
    looks = {one.look for one in part(brief_of(sample, FIRST), "production").legend}
    assert looks == {"target", "actual", "hatched"}


def test_a_share_that_is_no_number_has_no_bar(sample: Store) -> None:
    rows = group(sample, "SM-6 co-production", "missiles in total").rows
    half = next(row for row in rows if row.figure == "about half")
    assert half.share is None
    assert max(row.share for row in rows if row.share is not None) == 1.0


def test_shares_never_leave_the_scale(sample: Store) -> None:
    for one in part(brief_of(sample, FIRST), "production").groups:
        for row in one.rows:
            assert row.share is None or 0 <= row.share <= 1


@pytest.mark.parametrize(
    ("quantity", "qualifier", "words"),
    [
        (1200, "up_to", "up to 1,200"), (750, "more_than", "more than 750"), (60, "about", "about 60"),
        (38, "exactly", "38"), (38, None, "38"), (5, "at_least", "at least 5"), (None, "about_half", "about half"),
        (None, "two_to_four_times", "two to four times"), (None, "about", "not recorded"), (0, None, "0"),
    ],
)  # fmt: skip
def test_a_quantity_keeps_the_words_of_its_source(
    sample: Store, quantity: int | None, qualifier: str | None, words: str
) -> None:
    with sample.read() as db:
        assert _quantity(Reader(db, date(2024, 7, 15), "en", "U"), quantity, qualifier) == words


def test_units_and_kinds_are_japanese_in_a_japanese_brief(sample: Store) -> None:
    rows = group(sample, "PAC-3 (licence production)", "発／年", language="ja").rows
    assert rows[0].figure == "約30"
    assert rows[1].label.words.startswith("目標")


def test_a_working_group_gets_the_figures_of_its_field(sample: Store) -> None:
    missiles = part(brief_of(sample, "wg-missile-2024-09-24"), "production")
    titles = {one.title.words for one in missiles.groups}
    assert {"PAC-3 (licence production)", "PAC-3 MSE", "AIM-120 AMRAAM co-production"} <= titles
    assert "F-35 final assembly in Japan" not in titles
    assert part(brief_of(sample, "wg-ship-2024-06-11"), "production").is_empty()


def test_the_constrained_come_first_and_the_available_not_at_all(sample: Store) -> None:
    rows = part(brief_of(sample, FIRST), "supply").rows
    words = [row.status.word for row in rows]
    assert words.count("Constrained") == 5
    assert words[:5] == ["Constrained"] * 5
    assert "Available" not in words
    assert rows[0].status.sign == "▲"


def test_a_ship_group_gets_the_risks_of_ship_repair(sample: Store) -> None:
    rows = part(brief_of(sample, "wg-ship-2024-06-11"), "supply").rows
    assert [row.item.words for row in rows] == ["Legal limit on foreign ship repair (10 U.S.C. 863)"]


def test_a_supplier_that_is_not_known_is_said_so(sample: Store) -> None:
    with sample.read() as db:
        item = find(db, "supply_items", "sup-pac3-seeker")
    assert item is not None
    with sample.write("Change") as step:
        step.update("supply_items", item, {"supplier_org_id": None, "name_ja": "シーカー"})
    row = next(one for one in part(brief_of(sample, FIRST), "supply").rows if one.item.words == "PAC-3 MSE seeker")
    assert row.supplier == "not recorded"
    assert row.item.other == "シーカー"
