"""Bad inputs of calendars and of the start page."""

from tests.bad_inputs.declared import Named, Row, command

ON = ("--as-of", "2024-07-15")
TODAY = "ui/test_today.py"
ZONE = "time_zone=America/New_York"
NIGHT = ("start_date=2024-11-03", "end_date=2024-11-03", ZONE)  # the clock goes back
SPRING = ("start_date=2024-03-10", "end_date=2024-03-10", ZONE)  # it goes forward
SUMMER = ("start_date=2024-07-03", "end_date=2024-07-03", ZONE)
ASKED = Named("ui/test_clock_choice.py", "test_a_time_that_comes_twice_is_chosen_by_keys")
TWICE = (
    "Begins at: 01:30 on Sun 3 Nov 2024 comes twice in America/New_York, where the clock goes back: write 01:30 "
    "EDT for the first or 01:30 EST for the second."
)
NEVER = (
    "Begins at: 02:30 on Sun 10 Mar 2024 does not exist in America/New_York, where the clock goes forward: write "
    "01:30 (EST) or 03:30 (EDT)."
)
NO_MOMENT = (
    ((*NIGHT, "start_time=01:30"), TWICE),
    ((*SPRING, "start_time=2:30"), NEVER),
    (
        (*SUMMER, "start_time=09:30 EST"),
        "Begins at: '09:30 EST': on Wed 3 Jul 2024 the clock of America/New_York is called EDT; write 09:30",
    ),
    (
        (*NIGHT, "start_time=01:30 PST"),
        "Begins at: '01:30 PST': on Sun 3 Nov 2024 the clock of America/New_York is called EDT and then EST",
    ),
    (
        ("start_date=Aug 2024", ZONE, "start_time=09:30 EST"),
        "Begins at: '09:30 EST' needs the day of the meeting; write 09:30",
    ),
    (
        ("start_time=25:00 EST",),
        "Begins at: '25:00' is not on the clock; hours go from 0 to 23 and minutes from 0 to 59",
    ),
    (
        ("time_zone=Asia/Tokyo EST",),
        "Time zone: 'Asia/Tokyo EST' is not a time zone; write it as Asia/Tokyo or America/New_York",
    ),
)
LED = ("add", "action_items", "description=Example", "owner_org_id=atla")

ROWS = (
    *(
        Row(19, "clock change", command(*before, *fields), sentence)
        for fields, sentence in NO_MOMENT
        for before in (("set", "meetings", "dicas-2024-10-07"), ("add", "meetings", "title=Example"))
    ),
    Row(19, "clock change", ASKED, "1  01:30 EDT"),
    Row(
        19, "clock change",
        Named("ui/test_clock_choice.py", "test_a_time_that_does_not_exist_offers_the_hour_before_and_after"),
        "2  03:30",
    ),
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
