"""Search over everything: English and Japanese, every sign literal, the index in step with each change."""

import random
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.store import search
from dicas_desktop.store.store import Store
from tests.make import sample_store

TEXT_KINDS = ("text", "long_text", "url")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = sample_store(tmp_path_factory.mktemp("search") / "w.dicas")
    yield opened
    opened.close()


def found(store: Store, words: str, limit: int = 1_000) -> set[tuple[str, int]]:
    with store.read() as db:
        return {(hit.table, hit.id) for hit in search.search(db, words, limit)}


def holding(store: Store, part: str) -> set[tuple[str, int]]:
    """The records in whose text the part stands, by a plain look at each."""
    hits = set()
    with store.read() as db:
        for table, entity in ENTITIES.items():
            names = ["ref", "slug", *(f.name for f in entity.fields if f.kind in TEXT_KINDS)]
            for row in db.execute(f"SELECT id, {', '.join(names)} FROM {table} WHERE deleted_at IS NULL"):
                if any(part in search.normalise(text) for text in row[1:] if text):
                    hits.add((table, row[0]))
    return hits


@pytest.mark.parametrize("words", ["艦船", "重工", "防衛装備", "船", "三菱", "作業部会", "共同生産", "衛", "ー"])
def test_japanese_words_of_any_length_are_found_wherever_they_stand(store: Store, words: str) -> None:
    expected = holding(store, words)
    assert expected
    assert found(store, words) == expected


def test_every_piece_of_every_japanese_text_is_found(store: Store) -> None:
    with store.read() as db:
        names = db.execute("SELECT id, name_ja FROM organizations WHERE name_ja IS NOT NULL").all()
    choose = random.Random(4)
    for row_id, name in names:
        run = max(search.normalise(name).split(), key=len)
        start = choose.randrange(len(run))
        part = run[start : start + choose.randint(1, 4)]
        assert ("organizations", row_id) in found(store, part), (name, part)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("ミゲル", "ﾐｹﾞﾙ"),
        ("ship", "ＳＨＩＰ"),
        ("ship", "SHIP"),
        ("DICAS", "dicas"),
        ("f-15", "F‐15"),
        ("艦船", "  艦船　"),
        ("secretary", "secre"),
        ("AI-0012", "ai-0012"),
    ],
)
def test_other_forms_of_the_same_words_find_the_same(store: Store, typed: str, same: str) -> None:
    assert found(store, typed)
    assert found(store, typed) <= found(store, same)


def test_all_words_must_be_in_the_record_in_any_order(store: Store) -> None:
    both = found(store, "ship repair")
    assert both
    assert both == found(store, "repair ship") == found(store, "ship") & found(store, "repair")
    assert found(store, "ship 艦船") == found(store, "ship") & found(store, "艦船")
    assert found(store, "ship no-such-word-here") == set()


def test_references_and_slugs_are_found(store: Store) -> None:
    assert ("action_items", 12) in found(store, "AI-0012")
    with store.read() as db:
        hits = search.search(db, "dicas-2024-06-09")
        meeting = db.execute("SELECT id FROM meetings WHERE slug = 'dicas-2024-06-09'").scalar()
    assert ("meetings", meeting) in {(hit.table, hit.id) for hit in hits}


@pytest.mark.parametrize(
    "words",
    ["", " ", "%", "_", "*", "?", '"', "'", "( )", "{}", "^", ":", "-", "+", "\0", "\ud800", "🚢", "・", '""', '"*" -'],
)
def test_signs_alone_find_nothing_and_break_nothing(store: Store, words: str) -> None:
    assert found(store, words) == set()


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("ship OR", "ship or"),
        ("AND", "and"),
        ("NOT ship", "not ship"),
        ("NEAR(ship repair)", "near ship repair"),
        ("(ship)", "ship"),
        ('"ship', "ship"),
        ("body:ship", "body ship"),
        ("-ship", "ship"),
        ("ship*", "ship"),
        ("^ship", "ship"),
        ("ship;", "ship"),
        ("ship%", "ship"),
        ("ship\0", "ship"),
    ],
)
def test_words_and_signs_of_the_query_language_are_literal(store: Store, words: str, plain: str) -> None:
    assert found(store, words) == found(store, plain)


def test_signs_inside_words_stand_between_their_parts(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": name} for name in ("100% O'Neill_yard", "100 yards", "neill o")])
    assert found(empty, "100%") == {("organizations", 1), ("organizations", 2)}
    assert found(empty, "O'Neill") == {("organizations", 1)}
    assert found(empty, "neill_yard") == {("organizations", 1)}
    assert found(empty, "yard") == {("organizations", 1), ("organizations", 2)}


@settings(max_examples=150, deadline=None)
@given(words=st.text(min_size=0, max_size=30))
def test_whatever_is_typed_is_answered(store: Store, words: str) -> None:
    with store.read() as db:
        search.search(db, words, 5)


def test_every_part_of_random_japanese_texts_is_found(empty: Store) -> None:
    choose = random.Random(5)
    texts = [
        "".join(choose.choices([*"艦船修理重工アイーが々〆𠮷a1", "ﾊﾟ"], k=choose.randint(1, 12))) for _ in range(200)
    ]
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": text} for text in texts])
    for row_id, text in enumerate(texts, 1):
        folded = search.normalise(text)
        start = choose.randrange(len(folded))
        part = folded[start : start + choose.randint(1, 5)]
        if not part.isascii() and not folded[start - 1 : start].isascii():
            assert ("organizations", row_id) in found(empty, part), (text, part)


def test_a_very_long_query_is_answered(store: Store) -> None:
    assert found(store, "x" * 20_000) == set()
    assert found(store, "ship " * 2_000) == found(store, "ship")
    assert found(store, " ".join(f"word{n}" for n in range(2_000))) == set()


def test_the_index_follows_every_change(empty: Store) -> None:
    here = {("organizations", 1)}
    with empty.write("Add") as step:
        step.add("organizations", {"name_en": "First name", "name_ja": "造船所"})
    assert found(empty, "first") == found(empty, "造船") == here
    with empty.write("Change") as step:
        step.update("organizations", 1, {"name_en": "Second name", "name_ja": "修理廠", "slug": "slugged"})
    assert (found(empty, "first"), found(empty, "造船")) == (set(), set())
    assert found(empty, "second") == found(empty, "修理") == found(empty, "slugged") == here
    with empty.write("Delete") as step:
        batch = step.delete("organizations", [1]).batch
    assert found(empty, "second") == set()
    with empty.write("Restore") as step:
        step.restore(batch)
    assert found(empty, "second") == here
    for words in ("nothing", "second", "first", "nothing"):
        empty.undo()
        assert found(empty, words) == (set() if words == "nothing" else here), words
    for words in ("first", "second", "nothing", "second"):
        empty.redo()
        assert found(empty, words) == (set() if words == "nothing" else here), words


def test_a_step_that_fails_leaves_the_index_alone(empty: Store) -> None:
    def fail() -> None:
        with empty.write("Fails") as step:
            step.add("organizations", {"name_en": "Never there"})
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert found(empty, "never") == set()


def test_an_index_made_anew_finds_the_same(sample: Store) -> None:
    words = ("艦船", "ship", "重工", "AI-0012")
    before = [found(sample, one) for one in words]
    with sample.write("Rebuild, kept by a change") as step:
        step.raw.execute("DELETE FROM search_index")
        search.rebuild(step.raw, list(ENTITIES))
        step.update("meetings", 1, {"venue": "kept"})
    assert [found(sample, one) for one in words] == before
    assert sample.check() == []


def test_every_table_has_its_own_numbers_in_the_index() -> None:
    ranges = sorted(search.range_of(table) for table in ENTITIES)
    for (_first, last), (following, _last) in pairwise(ranges):
        assert last < following
    assert ranges[0][0] >= 0
    assert ranges[-1][1] < 2**63


def test_hits_come_by_table_in_the_order_of_the_sidebar_with_a_bound_for_each(store: Store) -> None:
    with store.read() as db:
        hits = search.search(db, "the", 3)
    tables = [hit.table for hit in hits]
    assert sorted(tables, key=list(ENTITIES).index) == tables
    assert max(tables.count(table) for table in tables) == 3


def test_a_hit_shows_its_title_and_the_words_around_the_match(empty: Store) -> None:
    long = "begin " * 40 + "Needle 艦船 " + "end " * 80
    with empty.write("Add") as step:
        step.add("organizations", {"name_en": "Example organization", "role_note": long})
        step.add("delegations", {"meeting_id": step.add("meetings", {"title": "Example"}).id, "side": "JP",
                                 "note": "Needle"})  # fmt: skip
    with empty.read() as db:
        delegation, organization = search.search(db, "needle")
        assert search.search(db, "艦船")[0].snippet.startswith("…")
        assert search.search(db, "O-0001")[0].snippet == "Example organization"
    assert (organization.ref, organization.title) == ("O-0001", "Example organization")
    assert "Needle 艦船" in organization.snippet
    assert organization.snippet.startswith("…")
    assert organization.snippet.endswith("…")
    assert (delegation.title, delegation.snippet) == (delegation.ref, "Needle")


def test_a_record_without_text_is_found_by_its_reference(empty: Store) -> None:
    with empty.write("Add") as step:
        meeting = step.add("meetings", {"title": "Example"}).id
        step.add("delegations", {"meeting_id": meeting, "side": "JP"})
    with empty.read() as db:
        hit = search.search(db, "DG-0001")[0]
    assert (hit.title, hit.snippet) == ("DG-0001", "")


def test_a_word_of_very_many_records_is_found_without_ranking(empty: Store) -> None:
    with empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": f"Common {n}"} for n in range(2_100)])
    assert len(found(empty, "common", 20)) == 20
