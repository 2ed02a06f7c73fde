import pytest

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Sort
from dicas_desktop.ui.column_widths import fitted, folded, gives_way, lead, least, most
from dicas_desktop.ui.row_cells import columns_of
from dicas_desktop.ui.sort_keys import clicked, sign

COLUMNS = [column for column in columns_of(ENTITIES["action_items"]) if column.shown]
WANTED = {
    "ref": 70, "description": 400, "owner_org_id": 180, "wg_id": 220, "due_date": 160, "status": 130,
}  # fmt: skip
LEAST = {column.name: least(column) for column in COLUMNS}


def widths(width: int, chosen: tuple[str, ...] = ()) -> dict[str, int]:
    return fitted(WANTED, LEAST, [column for column in COLUMNS if column.name not in chosen], width, "description")


@pytest.mark.parametrize("width", [900, 924, 1040, 1170, 1414, 3000])
def test_the_columns_fill_the_width_to_the_pixel(width: int) -> None:
    assert sum(widths(width).values()) == width


def test_the_title_takes_what_is_left() -> None:
    assert widths(2000) == {**WANTED, "description": 400 + 2000 - sum(WANTED.values())}


def test_long_texts_give_way_before_dates_and_states() -> None:
    narrow = widths(1040)
    assert (narrow["due_date"], narrow["status"], narrow["ref"]) == (160, 130, 70)
    for name in ("description", "owner_org_id", "wg_id"):
        assert LEAST[name] <= narrow[name] < WANTED[name]


def test_where_it_must_scroll_anyway_dates_stay_whole() -> None:
    narrow = widths(400)
    assert narrow["due_date"] == 160
    assert narrow["description"] == LEAST["description"]
    assert sum(narrow.values()) > 400


def test_a_width_that_was_chosen_is_kept() -> None:
    assert widths(870, chosen=("wg_id",))["wg_id"] == 220
    assert sum(widths(1414, chosen=("description",)).values()) == sum(WANTED.values())


def test_nothing_shrinks_below_its_least_or_grows_by_shrinking() -> None:
    for width in range(300, 1300, 7):
        for name, px in widths(width).items():
            assert px >= min(LEAST[name], WANTED[name])
            assert px <= WANTED[name] or name == "description"


def test_columns_fold_in_their_turn_until_the_others_have_room() -> None:
    turn = ("wg_id", "owner_org_id", "due_date")
    total = sum(LEAST.values())
    assert folded(LEAST, turn, total) == frozenset()
    assert folded(LEAST, turn, total - 1) == {"wg_id"}
    assert folded(LEAST, turn, total - LEAST["wg_id"] - 1) == {"wg_id", "owner_org_id"}
    assert folded(LEAST, turn, 0) == set(turn)


@pytest.mark.parametrize("table", list(ENTITIES))
def test_the_title_grows_or_the_first_long_text_where_there_is_none(table: str) -> None:
    columns = [column for column in columns_of(ENTITIES[table]) if column.shown]
    titles = [column.name for column in columns if column.title]
    assert lead(columns) == (titles or [column.name for column in columns if gives_way(column)])[0]


def test_kinds_decide_what_gives_way() -> None:
    assert [column.name for column in COLUMNS if gives_way(column)] == ["description", "owner_org_id", "wg_id"]
    assert all(most(column) > least(column) for column in COLUMNS)


def test_a_click_sorts_and_a_second_one_turns_round() -> None:
    keys = clicked((Sort("due_date"),), "status", further=False)
    assert keys == (Sort("status"),)
    keys = clicked(keys, "status", further=False)
    assert keys == (Sort("status", descending=True),)
    assert clicked(keys, "status", further=False) == (Sort("status"),)
    assert clicked((), "status", further=False) == (Sort("status"),)


def test_further_keys_come_behind_and_the_oldest_goes() -> None:
    keys = clicked((Sort("status"),), "due_date", further=True)
    assert keys == (Sort("status"), Sort("due_date"))
    assert clicked(keys, "status", further=True) == (Sort("status", descending=True), Sort("due_date"))
    keys = clicked(clicked(keys, "wg_id", further=True), "ref", further=True)
    assert [key.field for key in keys] == ["due_date", "wg_id", "ref"]
    assert clicked(keys, "wg_id", further=False) == (Sort("wg_id"),)


def test_the_sign_tells_direction_and_rank() -> None:
    assert sign((Sort("status"),), "status") == " ▲"
    assert sign((Sort("status", descending=True),), "status") == " ▼"
    assert sign((Sort("status"), Sort("due_date", descending=True)), "due_date") == " ▼2"
    assert sign((Sort("status"),), "due_date") == ""
