"""What the timeline makes of each repair of the public record, whose dates are known in every way there is."""

from datetime import date

import pytest

from dicas_desktop.planning.lanes import Bar, Plan, done_until
from dicas_desktop.planning.spans import Soft
from dicas_desktop.store.listing import fetch, find
from dicas_desktop.store.store import Store
from dicas_desktop.ui.timeline.editing import Part, why_not
from dicas_desktop.ui.timeline.loading import REPAIRS, details, load, slip_words

TODAY = date(2024, 7, 15)
OPEN_START, OPEN_END, CLOSED = (True, False), (False, True), (False, False)

# slug, first and last day drawn, (open start, open end), soft days at the start, at the end
Case = tuple[str, str, str, tuple[bool, bool], tuple[str, str] | None, tuple[str, str] | None]
SHAPES: list[Case] = [
    # only the day is known on which it ended
    ("rep-gw-2011", "2011-06-06", "2011-06-06", OPEN_START, None, None),
    ("rep-ashland-2020", "2020-03-24", "2020-03-24", OPEN_START, None, None),
    # only the day is known on which it began
    ("rep-fitzgerald-2017", "2017-07-11", "2017-07-11", OPEN_END, None, None),
    # only a month
    ("rep-barry-2018", "2017-11-01", "2017-11-30", OPEN_END, ("2017-11-01", "2017-11-30"), None),
    ("rep-milius-2019-mhi", "2019-04-01", "2019-04-30", OPEN_END, ("2019-04-01", "2019-04-30"), None),
    ("rep-yokohama-private-7", "2023-12-01", "2023-12-31", OPEN_END, ("2023-12-01", "2023-12-31"), None),
    # a month and a year
    ("rep-mccain-2018", "2018-02-01", "2019-12-31", CLOSED, ("2018-02-01", "2018-02-28"), ("2019-01-01", "2019-12-31")),
    # a year, and a bound
    ("rep-milius-2020", "2020-01-01", "2021-05-04", CLOSED, ("2020-01-01", "2020-12-31"), ("2021-04-04", "2021-05-04")),
    # two bounds: not before and not after
    (
        "rep-waesche-2020",
        "2020-09-01",
        "2021-01-31",
        CLOSED,
        ("2020-09-01", "2020-10-01"),
        ("2021-01-01", "2021-01-31"),
    ),
    # one bound
    ("rep-reagan-fy24", "2024-08-31", "2024-09-30", OPEN_START, None, ("2024-08-31", "2024-09-30")),
    ("rep-rushmore-fy24", "2024-08-31", "2024-09-30", OPEN_START, None, ("2024-08-31", "2024-09-30")),
    ("rep-new-orleans-fy24-pier", "2024-08-31", "2024-09-30", OPEN_START, None, ("2024-08-31", "2024-09-30")),
    ("rep-new-orleans-2024", "2024-01-01", "2024-01-31", OPEN_END, ("2024-01-01", "2024-01-31"), None),
    ("rep-big-horn-2024", "2024-01-30", "2024-02-29", OPEN_END, ("2024-01-30", "2024-02-29"), None),
    ("rep-mv22-kisarazu-2017", "2017-01-12", "2017-02-11", OPEN_END, ("2017-01-12", "2017-02-11"), None),
    ("rep-f15-japan", "2025-01-01", "2025-01-31", OPEN_END, ("2025-01-01", "2025-01-31"), None),
    ("rep-f16-japan", "2025-01-01", "2025-01-31", OPEN_END, ("2025-01-01", "2025-01-31"), None),
    # under way: up to today at least, from today at the latest
    ("rep-f35a-mhi", "2020-07-01", "2024-07-15", OPEN_END, ("2020-07-01", "2020-07-31"), None),
    ("rep-f135-ihi", "2023-06-30", "2024-07-15", OPEN_END, ("2023-06-30", "2023-07-30"), None),
    ("rep-fa18-nippi", "2019-06-01", "2024-07-15", OPEN_END, ("2019-06-01", "2019-06-30"), None),
    ("rep-h1-nippi", "2019-06-01", "2024-07-15", OPEN_END, ("2019-06-01", "2019-06-30"), None),
    ("rep-mh60r-nippi", "2019-06-01", "2024-07-15", OPEN_END, ("2019-06-01", "2019-06-30"), None),
    ("rep-mv22-contract-nippi", "2024-07-15", "2030-12-31", OPEN_START, None, None),
    ("rep-mv22-contract-subaru", "2024-07-15", "2030-12-31", OPEN_START, None, None),
]
DATELESS = "rep-v22-jgsdf-kisarazu"


@pytest.fixture
def plan(sample: Store) -> Plan:
    return load(sample, TODAY)


def id_of(store: Store, slug: str) -> int:
    with store.read() as db:
        found = find(db, REPAIRS, slug)
    assert found is not None
    return found


def bar_of(store: Store, plan: Plan, slug: str) -> Bar:
    found = plan.find(REPAIRS, id_of(store, slug))
    assert isinstance(found, Bar)
    return found


def days(soft: tuple[str, str] | None) -> Soft | None:
    return soft and (date.fromisoformat(soft[0]).toordinal(), date.fromisoformat(soft[1]).toordinal())


@pytest.mark.parametrize("case", SHAPES, ids=lambda case: case[0])
def test_every_repair_is_drawn_as_far_as_it_is_known(sample: Store, plan: Plan, case: Case) -> None:
    slug, first, last, ends_open, soft_start, soft_end = case
    shape = bar_of(sample, plan, slug).shape
    assert (date.fromordinal(shape.first).isoformat(), date.fromordinal(shape.last).isoformat()) == (first, last)
    assert (shape.open_start, shape.open_end) == ends_open
    assert (shape.fade_in, shape.fade_out) == (days(soft_start), days(soft_end))


def test_the_cases_above_are_all_repairs_of_the_record(sample: Store, plan: Plan) -> None:
    with sample.read() as db:
        slugs = set(db.execute("SELECT slug FROM repair_schedules").scalars())
    assert {case[0] for case in SHAPES} | {DATELESS} == slugs
    assert sum(1 for table, _row in plan.places if table == REPAIRS) == len(SHAPES)


def test_done_is_dark_as_far_as_the_record_says(sample: Store, plan: Plan) -> None:
    for slug, *_rest in SHAPES:
        bar = bar_of(sample, plan, slug)
        done = done_until(bar, TODAY.toordinal())
        if bar.state == "completed":
            assert done == bar.last + 1
        elif bar.state == "in_progress":
            assert done == TODAY.toordinal() + 0.5
        else:
            assert done == bar.first, "nothing is known of how far it went"


def test_no_repair_of_the_record_claims_to_be_late_or_in_a_taken_dock(sample: Store, plan: Plan) -> None:
    bars = [bar_of(sample, plan, case[0]) for case in SHAPES]
    assert [slip_words(bar, TODAY.toordinal()) for bar in bars] == [""] * len(bars)
    assert [bar.clash for bar in bars] == [None] * len(bars)


@pytest.mark.parametrize("slug", [case[0] for case in SHAPES])
def test_the_tooltip_of_every_repair_has_its_dates_as_they_are_known(sample: Store, slug: str) -> None:
    number = id_of(sample, slug)
    with sample.read() as db:
        values = fetch(db, REPAIRS, [number])[0].values
    words = details(sample, REPAIRS, number, TODAY)
    assert words.startswith(values["ref"])
    for pair, label in (("planned", "Baseline"), ("actual", "Actual"), ("forecast", "Forecast")):
        assert (f"{label}: " in words) == bool(values[f"{pair}_start"] or values[f"{pair}_end"])
    notes = {"month": "only the month is known", "year": "only the year is known", "by": "on or before this day",
             "from": "on or after this day"}  # fmt: skip
    told = {values[name] for name in values if name.endswith("_precision") and values[name.removesuffix("_precision")]}
    for precision, note in notes.items():
        assert (note in words) == (precision in told)
    assert words.count("not recorded") >= sum(
        bool(values[f"{pair}_start"]) != bool(values[f"{pair}_end"]) for pair in ("planned", "actual", "forecast")
    )


def test_of_the_record_no_repair_that_has_begun_can_be_moved_whole_and_none_that_is_over_at_its_end(
    sample: Store, plan: Plan
) -> None:
    whole = {case[0] for case in SHAPES if not why_not(bar_of(sample, plan, case[0]), Part.WHOLE)}
    ends = {case[0] for case in SHAPES if not why_not(bar_of(sample, plan, case[0]), Part.END)}
    assert {"rep-f15-japan", "rep-f16-japan"} <= whole
    for slug, *_rest in SHAPES:
        bar = bar_of(sample, plan, slug)
        if bar.begun:
            assert slug not in whole
        assert (slug in ends) == (bar.state != "completed")
