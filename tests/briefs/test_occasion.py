from datetime import date

import pytest

from dicas_desktop.briefs.content import Brief, Text
from dicas_desktop.store.listing import find
from dicas_desktop.store.store import Store
from tests.make_brief import brief_of

SHIP = "wg-ship-2024-06-11"


def fact(made: Brief, label: str) -> Text:
    return next(one.text for one in made.header.facts if one.label == label)


def change(store: Store, slug: str, **values: object) -> None:
    with store.read() as db:
        meeting = find(db, "meetings", slug)
    assert meeting is not None
    with store.write("Change for a test") as step:
        step.update("meetings", meeting, values)


def test_a_time_that_is_not_known_is_said_so_and_never_midnight(sample: Store) -> None:
    when = fact(brief_of(sample, SHIP), "When")
    assert when.words == "Tue 11 Jun 2024, time not recorded"
    assert when.other == "令和6年6月11日"


def test_a_known_time_is_shown_on_both_clocks(sample: Store) -> None:
    change(sample, SHIP, start_time="09:30", end_time="12:00", time_zone="Asia/Tokyo")
    assert (
        fact(brief_of(sample, SHIP), "When").words == "Tue 11 Jun 2024, 09:30–12:00 JST / Mon 10 Jun, 20:30–23:00 EDT"
    )
    when = fact(brief_of(sample, SHIP, language="ja"), "日時")
    assert when.words == "2024年6月11日(火)、09:30–12:00 JST / 6月10日(月) 20:30–23:00 EDT"


def test_a_meeting_in_hawaii_is_shown_on_three_clocks(sample: Store) -> None:
    change(sample, "dicas-2024-10-07", start_time="10:00", time_zone="Pacific/Honolulu")
    words = fact(brief_of(sample, "dicas-2024-10-07"), "When").words
    assert words == "Mon 7 Oct 2024, 10:00 HST / Tue 8 Oct, 05:00 JST / Mon 7 Oct, 16:00 EDT"


def test_a_meeting_of_two_days_names_both(sample: Store) -> None:
    when = fact(brief_of(sample, "wg-missile-2024-09-24"), "When")
    assert when.words == "Tue 24 Sep 2024 – Wed 25 Sep 2024, time not recorded"
    assert when.other == "令和6年9月24日 – 令和6年9月25日"


def test_a_month_is_not_shown_as_a_day(sample: Store) -> None:
    when = fact(brief_of(sample, "wg-aircraft-2024-08"), "When")
    assert when.words == "Aug 2024, time not recorded"
    assert when.other == ""


def test_the_place_is_told_as_far_as_it_is_known(sample: Store) -> None:
    assert fact(brief_of(sample, "dicas-2024-06-09"), "Where").words == "Ministry of Defense, Tokyo, Japan"
    assert fact(brief_of(sample, "defmin-2024-06-02"), "Where").words == "not recorded"
    assert fact(brief_of(sample, "shangri-la-2025-05-31"), "Where").words == "Singapore"


def test_forum_and_host_are_named_in_both_languages(sample: Store) -> None:
    made = brief_of(sample, "kantei-call-2024-07-29", date(2024, 8, 1))
    assert fact(made, "Forum") == Text("SCC")  # its Japanese name is the title's already
    assert fact(made, "Host").words.startswith("Japan (")
    assert fact(brief_of(sample, SHIP), "Forum").other == "日米防衛産業協力・取得・維持整備定期協議"
    assert fact(brief_of(sample, SHIP), "Host").words == "not recorded"
    assert fact(brief_of(sample, "visit-gw-2025-04-28"), "Forum").words == "not recorded"


def test_the_summary_is_printed_once_the_meeting_is_over(sample: Store) -> None:
    before = brief_of(sample, "scc-2024-07-28", date(2024, 7, 15))
    after = brief_of(sample, "scc-2024-07-28", date(2024, 7, 28))
    assert "Summary" not in [one.label for one in before.header.facts]
    assert fact(after, "Summary").words.startswith("First DICAS welcomed")


@pytest.mark.parametrize(
    ("slug", "japanese"),
    [
        (SHIP, "艦船整備作業部会"),
        ("scc-2024-07-28", "日米安全保障協議委員会"),
        ("visit-gw-2025-04-28", ""),
    ],
)
def test_the_title_takes_the_japanese_name_of_group_or_forum(sample: Store, slug: str, japanese: str) -> None:
    assert brief_of(sample, slug).header.title.other == japanese


def test_a_japanese_title_of_its_own_comes_first(sample: Store) -> None:
    change(sample, SHIP, title_ja="艦船整備作業部会　第1回")
    assert brief_of(sample, SHIP).header.title.other == "艦船整備作業部会　第1回"
    title = brief_of(sample, SHIP, language="ja").header.title
    assert (title.words, title.other) == ("艦船整備作業部会　第1回", "First meeting of the ship repair working group")


def test_the_purpose_stands_in_the_head_where_it_is_recorded(sample: Store) -> None:
    def labels(language: str = "en") -> dict[str, str]:
        return {one.label: one.text.words for one in brief_of(sample, SHIP, language=language).header.facts}

    assert "Purpose" not in labels()
    change(sample, SHIP, purpose="Example purpose")
    assert labels()["Purpose"] == "Example purpose"
    assert labels("ja")["目的"] == "Example purpose"
