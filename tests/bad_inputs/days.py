"""Bad inputs of calendars and of the start page."""

from tests.bad_inputs.declared import Named, Row, command

ON = ("--as-of", "2024-07-15")
TODAY = "ui/test_today.py"
LED = ("add", "action_items", "description=Example", "owner_org_id=atla")

ROWS = (
    Row(
        19, "holiday", command("set", "action_items", "AI-0009", "due=2024-08-12", *ON),
        "AI-0009: Mon 12 Aug 2024 is no joint working day (Substitute Holiday, Japan): the one before is "
        "Fri 9 Aug 2024, the next Tue 13 Aug 2024.", writes={"AI-0009": {"due_date": "2024-08-12"}},
    ),
    Row(
        19, "year without a list", command(*LED, "due=2101-08-12", *ON),
        "AI-0030: No list of U.S. and Japanese holidays for 2101: weekends only are taken off.",
        writes={"AI-0030": {"due_date": "2101-08-12"}},
    ),
    Row(
        20, "nothing due", command("today", "--as-of", "2015-01-01"),
        "…Nothing is overdue and nothing is due in the next 30 days.\n…",
    ),
    Row(20, "nothing due", Named(TODAY, "test_nothing_due_is_said_in_words"),
        "Nothing is overdue and nothing is due in the next 30 days."),
    Row(20, "clock set back", Named(TODAY, "test_a_wrong_clock_is_told_on_a_strip_with_the_day_of_the_last_entry"),
        "▲ Check the clock"),
    Row(
        20, "clock set back",
        Named(TODAY, "test_under_it_nothing_on_the_page_in_sidebar_and_status_line_is_late_or_early"), "",
    ),
    Row(
        20, "clock set back",
        Named("cli/test_today.py", "test_under_a_clock_that_cannot_be_right_the_last_day_is_told_and_nothing_is_late"),
        "▲ Check the clock: This computer says ",
    ),
)  # fmt: skip
