from array import array
from collections.abc import Sequence

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store.listing import Record
from dicas_desktop.ui.clipboard import tab_separated
from dicas_desktop.ui.folding import laid_out
from dicas_desktop.ui.group_heads import GroupTotals, HeadLook
from dicas_desktop.ui.row_cells import Look, columns_of
from dicas_desktop.ui.row_source import PAGE, PAGES_KEPT, RowSource
from tests.make import TODAY

FORUMS = ENTITIES["forums"]
LOOK = Look(FORUMS, TODAY, "U", {})


class Fetched:
    """Makes records and notes what it was asked for."""

    def __init__(self, gone: Sequence[int] = ()) -> None:
        self.asked: list[list[int]] = []
        self.gone = gone

    def __call__(self, ids: Sequence[int]) -> list[Record]:
        self.asked.append(list(ids))
        return [record(row_id) for row_id in ids if row_id not in self.gone]


def record(row_id: int, **values: str) -> Record:
    empty = {field.name: None for field in FORUMS.fields}
    return Record("forums", {**empty, "id": row_id, "ref": f"F-{row_id:04d}", "name_en": f"Forum {row_id}", **values})


def source(number: int, fetch: Fetched) -> RowSource:
    made = RowSource(fetch, LOOK)
    made.show(laid_out(array("q", range(1, number + 1))))
    return made


def test_a_row_brings_its_page_and_no_more() -> None:
    fetch = Fetched()
    rows = source(1_000_000, fetch)
    row = rows.row(500_000)
    assert row is not None
    assert row.id == 500_001
    assert rows.row(500_001) is not None
    assert len(fetch.asked) == 1
    assert len(fetch.asked[0]) == PAGE


def test_only_the_pages_used_last_are_kept() -> None:
    fetch = Fetched()
    rows = source(PAGE * (PAGES_KEPT + 10), fetch)
    rows.row(0)
    for page in range(PAGES_KEPT + 9):
        rows.row(page * PAGE)
        rows.row(0)
    asked = len(fetch.asked)
    assert [ids[0] for ids in fetch.asked].count(1) == 1, "the page looked at all the time was never dropped"
    rows.row(1 * PAGE)
    assert len(fetch.asked) == asked + 1, "an old one was"


def test_a_record_that_is_gone_leaves_its_row_empty_and_the_others_in_place() -> None:
    rows = source(10, Fetched(gone=[4]))
    assert rows.row(3) is None
    after = rows.row(4)
    assert after is not None
    assert after.id == 5


def test_there_is_no_row_outside() -> None:
    rows = source(3, Fetched())
    assert rows.row(-1) is None
    assert rows.row(3) is None


def test_a_longer_order_keeps_what_is_on_screen_but_for_the_half_filled_page() -> None:
    fetch = Fetched()
    rows = source(PAGE + 10, fetch)
    kept, _last = rows.row(0), rows.row(PAGE)
    rows.extend(laid_out(array("q", range(1, 10 * PAGE))))
    assert rows.row(0) is kept
    assert rows.row(PAGE + 20) is not None


def test_places_are_found_by_id() -> None:
    rows = source(1000, Fetched())
    assert rows.place_of(500) == 499
    assert rows.place_of(5000) == -1
    assert rows.places_of({7}) == [6]
    assert rows.places_of({5000}) == []
    assert rows.places_of({9, 3, 5000}) == [2, 8]


def test_copying_many_rows_does_not_push_out_what_is_on_screen() -> None:
    fetch = Fetched()
    rows = source(100_000, fetch)
    kept = rows.row(0)
    assert sum(1 for _row in rows.seen(range(50_000))) == 50_000
    assert rows.row(0) is kept


def test_tab_separated_text_is_one_line_a_row_and_what_a_spreadsheet_would_calculate_is_text() -> None:
    columns = [known for known in columns_of(FORUMS) if known.name in ("ref", "name_en", "purpose")]
    fetch = Fetched()
    rows = RowSource(fetch, LOOK)
    records = [
        record(1, name_en="=SUM(A1)", purpose="two\nlines\tand a tab"),
        record(2, name_en="-5,000"),
        record(3, name_en="@name", purpose="+81 3"),
        record(4, name_en="日米定期協議", purpose="-"),
    ]
    rows._fetch = lambda ids: [known for known in records if known.values["id"] in ids]  # noqa: SLF001 - given records
    rows.show(laid_out(array("q", [1, 2, 3, 4])))
    lines = [HeadLook(FORUMS, "", GroupTotals()).cells(row, columns) for row in rows.seen(range(4))]
    assert tab_separated(columns, lines, heads=True).split("\n") == [
        "Ref\tName\tPurpose",
        "F-0001\t'=SUM(A1)\ttwo lines and a tab",
        "F-0002\t-5,000\t",
        "F-0003\t'@name\t'+81 3",
        "F-0004\t日米定期協議\t'-",
    ]
