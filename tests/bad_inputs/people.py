"""Bad inputs of people and delegations."""

from tests.bad_inputs.declared import Named, Row, command

SEAT = "del-kantei-call-2024-07-29-jp-02"
HEADED = "Capacity: Fumio Kishida heads this delegation already, and it has one head: say who steps down."
AGAIN = command("add", "persons", "name_en=Example Name", "name_ja=深沢雅貴", "org_id=jp-atla", "person_id=again")
WIDE = "ＦＵＫＡＳＡＷＡ　Ｍａｓａｋｉ"
HALF, FULL = (
    command("add", "persons", f"name_en={name}", f"name_kana={kana}")
    for name, kana in (("One", "ｶﾝﾀﾞｽｽﾑ"), ("Two", "カンダススム"))
)

ROWS = (
    Row(10, "second head", command("head", SEAT), HEADED),
    Row(10, "second head", command("set", "delegation_members", SEAT, "capacity=leader"), HEADED),
    Row(
        10, "second head", Named("ui/meeting/test_page.py", "test_a_second_head_asks_who_steps_down"),
        "Who steps down?",
    ),
    Row(
        10, "second head", command("set", "delegations", SEAT[:-3], "leader_person_id=nakatani-gen"),
        HEADED.replace("Capacity", "Head of delegation"),
    ),
    *(
        Row(10, "second head", Named("ui/test_second_head.py", test), "Who steps down?")
        for test in (
            "test_a_cell_asks_and_writes_both_as_one_step",
            "test_the_head_named_in_the_table_of_delegations_asks_too",
            "test_many_at_once_ask",
            "test_a_paste_asks",
            "test_the_form_of_a_new_delegate_asks",
        )
    ),
    Row(
        10, "same kanji and office", command("distinct", "persons", "fukasawa-masaki", "PE-0002"),
        "This is one record: name two that are not the same.",
    ),
    Row(
        10, "same kanji and office", command("distinct", "persons", "again", "fukasawa-masaki"),
        "PE-0002 and PE-0036 were told apart before: they are not proposed any more.",
        (AGAIN, command("distinct", "persons", "fukasawa-masaki", "again")),
    ),
    Row(
        10, "same kanji and office", AGAIN,
        "looks like PE-0002 Masaki Fukasawa, 深澤雅貴, ATLA: same name in Japanese, same organization; `merge` makes "
        "one of two", writes={"PE-0036": {"name_ja": "深沢雅貴"}},
    ),
    Row(
        10, "same kanji and office", command("merge", "persons", "fukasawa-masaki", "again", "--preview"),
        "PE-0036 would become PE-0002\nname_en: * Masaki Fukasawa | Example Name\nname_ja: * 深澤雅貴 | 深沢雅貴",
        (AGAIN,),
    ),
    Row(
        10, "same kanji and office",
        Named("store/test_merging.py", "test_a_merge_is_one_step_that_undo_takes_back_and_redo_makes_again"), "",
    ),
    Row(
        10, "width of characters", command("add", "persons", f"name_en={WIDE}"),
        "looks like PE-0002 Masaki Fukasawa, 深澤雅貴, ATLA: same name in Latin letters; `merge` makes one of two",
        writes={"PE-0036": {"name_en": WIDE}},
    ),
    Row(
        10, "width of characters", command("duplicates"), "PE-0036 One = PE-0037 Two (same reading in kana)",
        (HALF, FULL),
    ),
    Row(
        10, "person removed",
        Named(
            "briefs/test_people.py",
            "test_a_person_removed_from_the_directory_keeps_name_and_post_in_past_meetings",
        ), "",
    ),
    Row(
        10, "person removed", command("delete", "persons", "fukasawa-masaki"), "PE-0002 is in the bin",
        writes={"PE-0002": {}},
    ),
)  # fmt: skip
