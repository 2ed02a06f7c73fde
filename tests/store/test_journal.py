"""The journal: what a step leaves, undo and redo, history, the notice of changes, and writers in several threads."""

import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from dicas_desktop.domain.entities import model
from dicas_desktop.domain.problems import FieldProblem, UserProblem
from dicas_desktop.store import history
from dicas_desktop.store.store import Store
from tests.make import PASSPHRASE, WHO, dump, new_store, reopen

HOSTILE = (
    "艦船の共同修理 𠮷野 髙橋 﨑",
    "it's \"quoted\" `so` \\ and ; -- '; DROP TABLE meetings; --",
    "\N{SHIP}\N{ANCHOR}\N{VARIATION SELECTOR-16} \N{WOMAN}\N{ZERO WIDTH JOINER}\N{ROCKET}",
    "שלום \N{RIGHT-TO-LEFT OVERRIDE}abc\N{POP DIRECTIONAL FORMATTING} مرحبا",
    "\x01\x02\x1b[31m\x7f\t\r\n\x85\u2028 \ufeff\uffff",
    "x" * 30_000,
    "é e\N{COMBINING ACUTE ACCENT} ﬁ Ⅳ ㌔ ﾜｰｷﾝｸﾞ",
    '{"id": 1, "uid": null} %s {0} $1 \\u0000 null',
    " ",
)


def organization(store: Store, name: str = "Example organization", **values: str) -> int:
    with store.write(f"Add {name[:20]}" if name.isprintable() else "Add") as step:
        return step.add("organizations", {"name_en": name, **values}).id


class Officer:
    """Does random things to a store, keeps the dump after each step, and goes back and forth between them."""

    def __init__(self, path: Path, passphrase: str | None, choose: random.Random) -> None:
        self.path, self.passphrase, self.choose = path, passphrase, choose
        self.store = new_store(path, passphrase)
        self.states = [dump(self.store)]  # after each step that undo can reach
        self.at = 0
        self.batches: list[str] = []
        self.refs: set[str] = set()

    def live(self, table: str) -> list[int]:
        with self.store.read() as db:
            return [int(i) for i in db.execute(f"SELECT id FROM {table} WHERE deleted_at IS NULL").scalars()]

    def text(self) -> str:
        return self.choose.choice(HOSTILE)

    def do(self, name: str) -> None:
        before = self.store.head.steps
        getattr(self, name)()
        if name in ("undo", "redo", "reopen"):
            return
        if self.store.head.steps > before:
            self.states[self.at + 1 :] = [dump(self.store)]
            self.at += 1
        assert dump(self.store) == self.states[self.at]

    def add(self) -> None:
        with self.store.write("Add a meeting") as step:
            added = step.add("meetings", {"title": self.text(), "summary": self.text(), "slug": None})
            item = step.add("agenda_items", {"meeting_id": added.id, "seq": 1, "topic": self.text()})
            side = step.add("delegations", {"meeting_id": added.id, "side": "JP", "note": self.text()})
            step.add("delegation_members", {"delegation_id": side.id, "role_note": self.text()})
        for new in (added, item, side):
            assert new.ref not in self.refs, "a reference was given twice"
            self.refs.add(new.ref)

    def add_many(self) -> None:
        owed = {"kind": "plan", "owner_side": "US"}  # by a side: it needs no lead to be open
        rows = [{**owed, "description": self.text(), "due_offset": n - 2} for n in range(self.choose.randint(0, 5))]
        with self.store.write("Add many") as step:
            new = step.add_many("action_items", rows)
        assert self.refs.isdisjoint({one.ref for one in new})
        self.refs.update(one.ref for one in new)

    def update(self) -> None:
        for table, column in (("meetings", "title"), ("meetings", "summary"), ("action_items", "note")):
            ids = self.live(table)
            if ids:
                with self.store.write("Change one") as step:
                    step.update(table, self.choose.choice(ids), {column: self.text()})

                return

    def update_many(self) -> None:
        value = self.choose.choice(["open", "done", "blocked", None])
        with self.store.write("Change many") as step:
            ids = self.live("action_items")
            step.update_many("action_items", ids, {"status": value, "note": self.text()})
            step.update_many("action_items", ids[:1], {"note": None})

    def delete(self) -> None:
        ids = self.live("meetings")
        if ids:
            with self.store.write("Delete") as step:
                self.batches.append(step.delete("meetings", self.choose.sample(ids, min(2, len(ids)))).batch)

    def restore(self) -> None:
        if self.batches:
            with self.store.write("Restore") as step:
                step.restore(self.choose.choice(self.batches))

    def undo(self) -> None:
        if self.at == 0:
            with pytest.raises(UserProblem, match=r"^There is nothing to undo\.$"):
                self.store.undo()
            return
        assert self.store.undo() == self.store.redo_label
        self.at -= 1
        assert dump(self.store) == self.states[self.at]

    def redo(self) -> None:
        if self.at == len(self.states) - 1:
            with pytest.raises(UserProblem, match=r"^There is nothing to redo\.$"):
                self.store.redo()
            return
        assert self.store.redo() == self.store.undo_label
        self.at += 1
        assert dump(self.store) == self.states[self.at]

    def reopen(self) -> None:
        self.store.close()
        self.store = reopen(self.path, self.passphrase)
        assert dump(self.store) == self.states[self.at]

    def end(self) -> None:
        assert self.store.check() == []
        while self.at:
            self.undo()
        assert not any(dump(self.store).values())
        while self.at < len(self.states) - 1:
            self.redo()
        assert self.store.check() == []
        self.store.close()


DEEDS = ("add", "add_many", "update", "update_many", "delete", "restore", "undo", "undo", "redo", "reopen")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(deeds=st.lists(st.sampled_from(DEEDS), min_size=4, max_size=16), seed=st.integers(0, 2**32))
def test_undo_and_redo_restore_every_state_of_a_plain_store(
    tmp_path_factory: pytest.TempPathFactory, deeds: list[str], seed: int
) -> None:
    officer = Officer(tmp_path_factory.mktemp("plain") / "w.dicas", None, random.Random(seed))
    for deed in deeds:
        officer.do(deed)
    officer.end()


@pytest.mark.parametrize("seed", [1, 2])
def test_undo_and_redo_restore_every_state_of_an_encrypted_store(tmp_path: Path, seed: int) -> None:
    choose = random.Random(seed)
    officer = Officer(tmp_path / "w.dicas", PASSPHRASE, choose)
    for deed in [*DEEDS[:5], *choose.choices(DEEDS, k=15)]:
        officer.do(deed)
    officer.end()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1))
def test_any_text_comes_back_as_it_was_after_undo_and_redo(empty: Store, text: str) -> None:
    row_id = organization(empty, role_note=text)
    with empty.write("Change") as step:
        step.update("organizations", row_id, {"role_note": None, "name_en": text})
    changed = dump(empty)
    empty.undo()
    with empty.read() as db:
        found = db.execute("SELECT role_note FROM organizations WHERE id = ?", (row_id,)).scalar()
    assert found == text
    empty.redo()
    assert dump(empty) == changed


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("a\0b", "Name holds the character U+0000: remove it."),
        ("a\ud800b", "Name holds half a character (U+D800 to U+DFFF): type it again."),
    ],
)
def test_what_sqlite_cannot_keep_is_refused_with_a_sentence(empty: Store, text: str, sentence: str) -> None:
    before, head = dump(empty), empty.head
    with pytest.raises(FieldProblem) as refused:
        organization(empty, text)
    assert (str(refused.value), refused.value.field) == (sentence, "name_en")
    row = organization(empty)
    with pytest.raises(FieldProblem), empty.write("Change") as step:
        step.update("organizations", row, {"name_en": text})
    with pytest.raises(FieldProblem, match=r"^slug holds"), empty.write("Change") as step:
        step.update("organizations", row, {"slug": text})
    empty.undo()
    assert dump(empty) == before
    assert empty.head.steps == head.steps + 2


@pytest.mark.parametrize("label", ["half \ud800", "zero \0"])
def test_a_label_that_cannot_be_kept_is_refused_with_a_sentence(empty: Store, label: str) -> None:
    before = empty.head
    with pytest.raises(UserProblem), empty.write(label) as step:
        step.add("organizations", {"name_en": "Example organization"})
    assert empty.head == before
    assert not any(dump(empty).values())


def test_a_number_beyond_64_bits_is_refused_with_a_sentence(empty: Store) -> None:
    sentence = r"^A text holds half a character, or a number is too large: correct what was entered\.$"
    with pytest.raises(UserProblem, match=sentence), empty.write("Add") as step:
        step.add("action_items", {"description": "Example", "due_offset": 2**63})
    assert not any(dump(empty).values())


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "Name is missing: enter it."),
        ({"name_en": ""}, "Name is missing: enter it."),
        ({"name_en": "x", "org_type": "club"}, "Type: club is not one of government, military, company."),
        ({"name_en": "x", "colour": "red"}, "Organization has no field colour."),
        ({"name_en": "x", "uid": "mine"}, "The field uid is kept by the program: it cannot be set."),
        ({"name_en": "x", "parent_org_id": 77}, "empty.dicas refused the change: FOREIGN KEY constraint failed."),
        ({"name_en": b"x"},
         "empty.dicas refused the change: cannot store BLOB value in TEXT column organizations.name_en."),
    ],
)  # fmt: skip
def test_a_record_that_breaks_a_rule_is_refused_and_nothing_is_left(
    empty: Store, values: dict[str, Any], sentence: str
) -> None:
    head = empty.head
    with pytest.raises(UserProblem) as refused, empty.write("Add") as step:
        step.add_many("organizations", [{"name_en": "Good neighbour"}, values])
    assert str(refused.value) == sentence
    assert empty.head == head
    assert not any(dump(empty).values())
    assert empty.check() == []


@pytest.mark.parametrize("column", ["id", "uid", "ref", "deleted_at", "deleted_batch"])
def test_what_the_program_keeps_cannot_be_set_by_an_update(empty: Store, column: str) -> None:
    row = organization(empty)
    with pytest.raises(FieldProblem, match="is kept by the program"), empty.write("Change") as step:
        step.update("organizations", row, {column: "7"})


def test_a_change_of_a_record_that_is_not_there_is_told(empty: Store) -> None:
    sentence = r"^This Organization is no longer there: reload the page\.$"
    with pytest.raises(UserProblem, match=sentence), empty.write("Change") as step:
        step.update("organizations", 99, {"name_en": "x"})


def test_an_old_fault_of_a_record_does_not_bar_the_mending_of_another_field(sample: Store) -> None:
    with sample.write("Spoil") as step:
        step.raw.execute("UPDATE repair_schedules SET planned_start='2030-01-01', planned_end='2029-01-01' WHERE id=1")
    with sample.write("Mend the note") as step:
        step.update("repair_schedules", 1, {"scope_note": "still wrong, but not here"})
    with pytest.raises(FieldProblem), sample.write("Make it worse") as step:
        step.update("repair_schedules", 1, {"planned_end": "2028-01-01"})


def test_a_failing_write_leaves_nothing_and_gives_its_number_again(empty: Store) -> None:
    def fail() -> None:
        with empty.write("Fails at the end") as step:
            step.add_many("organizations", [{"name_en": f"Example {n}"} for n in range(10)])
            step.delete("organizations", [1, 2])
            raise KeyError

    head = empty.head
    with pytest.raises(KeyError):
        fail()
    assert empty.head == head
    assert not any(dump(empty).values())
    assert empty.undo_label is None
    assert organization(empty) == 1


def test_a_full_disk_is_told_and_the_next_step_goes_through(empty: Store) -> None:
    with empty.write("Bound the file") as step:
        pages = step.raw.execute("PRAGMA page_count").fetchone()[0]
        step.raw.execute(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(UserProblem) as refused:
        organization(empty, role_note="x" * 200_000)
    assert str(refused.value) == "The disk is full: empty.dicas was not changed. Free some space and try again."
    assert not any(dump(empty).values())
    organization(empty)
    assert empty.check() == []


def test_steps_that_change_nothing_leave_no_step(empty: Store) -> None:
    row = organization(empty, role_note="same")
    head = empty.head
    heard: list[object] = []
    empty.subscribe(heard.append)
    with empty.write("Nothing at all"):
        pass
    with empty.write("The same values") as step:
        step.update("organizations", row, {"role_note": "same", "name_ja": None})
        step.update("organizations", row, {})
        step.delete("organizations", [])
        assert step.restore("no such batch") == 0
        step.raw.execute("UPDATE organizations SET role_note = role_note")
    assert empty.head == head
    assert heard == []


def test_a_step_inside_a_step_is_an_error_of_the_program(empty: Store) -> None:
    with empty.write("Outer"), pytest.raises(RuntimeError, match="one user action is one step"):
        organization(empty)
    organization(empty)


def test_a_write_past_the_steps_is_refused_by_the_triggers(empty: Store) -> None:
    def write() -> None:
        with empty.write("Without a number") as step:
            step.raw.execute("DELETE FROM temp.current_step")
            step.add("organizations", {"name_en": "Example organization"})

    with pytest.raises(UserProblem, match=r"NOT NULL constraint failed: journal_changes\.step_id"):
        write()


def test_a_deletion_takes_what_belongs_to_the_record_and_comes_back_whole(sample: Store) -> None:
    with sample.read() as db:
        meeting = db.execute("SELECT id FROM meetings WHERE slug = 'dicas-2024-06-09'").scalar()
    before = dump(sample)
    with sample.write("Delete a meeting twice over") as step:
        deleted = step.delete("meetings", [meeting, meeting])
        assert step.delete("meetings", [meeting]).counts == {}
    assert deleted.counts["meetings"] == 1
    assert {"agenda_items", "delegations", "delegation_members"} <= deleted.counts.keys()
    with sample.write("Restore") as step:
        assert step.restore(deleted.batch) == sum(deleted.counts.values())
    assert dump(sample) == before
    sample.undo()
    sample.undo()
    assert dump(sample) == before
    assert sample.check() == []


def test_references_are_never_given_again_after_undo_and_deletion(empty: Store) -> None:
    with empty.write("First") as step:
        assert step.add("action_items", {"description": "a"}).ref == "AI-0001"
    empty.undo()
    with empty.write("Second") as step:
        assert step.add("action_items", {"description": "b"}).ref == "AI-0002"
    with empty.write("Delete") as step:
        step.delete("action_items", [2])
    with empty.write("Third") as step:
        assert step.add("action_items", {"description": "c"}).ref == "AI-0003"
        assert step.reserve("action_items", 3) == [4, 5, 6]
        assert step.add("action_items", {"description": "d", "id": 5}).ref == "AI-0005"
        assert step.add("action_items", {"description": "e"}).ref == "AI-0007"


def test_a_step_keeps_label_officer_workstation_time_and_kind(tmp_path: Path) -> None:
    store = new_store(tmp_path / "w.dicas")
    with store.write("Bring in", kind="import") as step:
        added = step.add("organizations", {"name_en": "Example organization", "name_ja": "例"})
    store.undo()
    store.redo()
    store.close()
    store = reopen(tmp_path / "w.dicas")
    with store.read() as db:
        steps = history.steps(db)
        assert history.steps(db, limit=1, before=3) == [steps[2]]
    assert [(s.label, s.kind, s.undoes, s.change_count) for s in steps] == [
        ("Redo: Bring in", "redo", 2, 1),
        ("Undo: Bring in", "undo", 2, 1),
        ("Bring in", "import", None, 1),
        ("Create the workspace, ceiling U", "create", None, 0),
    ]
    assert {(s.who, s.workstation) for s in steps} == {(WHO.name, WHO.workstation)}
    assert [s.at_utc for s in steps] == sorted((s.at_utc for s in steps), reverse=True)
    assert steps[-1].at_utc == "2024-07-15T05:03:03.000+00:00"
    assert (store.head.steps, store.head.digest, store.head.at) == (4, steps[0].digest, steps[0].at_utc)
    assert store.head.short == f"{steps[0].digest[:4]} {steps[0].digest[4:8]}"
    assert (store.undo_label, store.redo_label) == ("Bring in", None)
    assert [e.operation for e in store.history("organizations", added.id)] == ["I", "D", "I"]
    store.close()


def test_the_history_of_a_record_names_each_field_before_and_after(empty: Store) -> None:
    row = organization(empty, "Example organization")
    other = organization(empty, "Another organization")
    with empty.write("Rename") as step:
        step.update_many("organizations", [row, other], {"name_en": "艦船", "country": "JP"})
    empty.undo()
    with empty.write("Delete") as step:
        step.delete("organizations", [row])
    entries = empty.history("organizations", row)
    assert [e.label for e in entries] == ["Delete", "Undo: Rename", "Rename", "Add Example organization"]
    assert entries[1].changes == (("name_en", "艦船", "Example organization"), ("country", "JP", None))
    assert entries[2].changes == (("name_en", "Example organization", "艦船"), ("country", None, "JP"))
    assert {name for name, _old, _new in entries[0].changes} == {"deleted_at", "deleted_batch"}
    assert ("name_en", None, "Example organization") in entries[3].changes
    assert empty.history("organizations", 999) == []


def test_a_new_edit_ends_what_could_be_redone(empty: Store) -> None:
    organization(empty, "First")
    organization(empty, "Second")
    empty.undo()
    organization(empty, "Third")
    assert empty.redo_label is None
    assert empty.undo_label == "Add Third"
    empty.undo()
    assert empty.undo() == "Add First"
    assert [empty.undo_label, empty.redo_label] == [None, "Add First"]


def test_the_making_of_a_workspace_cannot_be_undone(empty: Store) -> None:
    assert empty.undo_label is None
    with pytest.raises(UserProblem):
        empty.undo()
    organization(empty)
    with empty.write("Settled", kind="create") as step:
        step.add("organizations", {"name_en": "Example"})
    assert empty.undo_label is None


def test_an_event_of_the_file_stands_in_the_journal_and_leaves_undo_and_redo_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "W.dicas"
    store = new_store(path)
    organization(store, "First")
    organization(store, "Second")
    store.undo()
    for kind in ("take_over", "passphrase", "consent", "compact", "note"):
        with store.write(f"Event {kind}", kind=kind):
            pass
    for _ in range(2):
        assert [store.undo_label, store.redo_label] == ["Add First", "Add Second"]
        assert store.check() == []
        store.close()
        store = reopen(path)
    with store.read() as db:
        assert [row[0] for row in db.execute("SELECT kind FROM journal_steps ORDER BY id DESC LIMIT 2")] == [
            "note",
            "compact",
        ]
    store.close()


@pytest.mark.parametrize("kind", ["migrate", "restore", "recover"])
def test_nothing_before_a_change_of_the_whole_content_can_be_undone(empty: Store, kind: str) -> None:
    organization(empty, "First")
    with empty.write("Content from elsewhere", kind=kind):
        pass
    assert empty.undo_label is None


def test_subscribers_hear_the_tables_and_ids_after_the_commit(sample: Store) -> None:
    heard: list[dict[str, set[int]]] = []
    counts: list[int] = []

    def hear(changed: dict[str, set[int]]) -> None:
        heard.append(changed)
        counts.append(sample.head.steps)

    stop = sample.subscribe(hear)
    head = sample.head.steps
    with sample.write("Two tables") as step:
        step.update_many("action_items", [1, 2], {"note": "changed"})
        step.update("meetings", 3, {"summary": "changed"})
        assert heard == []
    sample.undo()
    sample.redo()
    assert heard == [{"action_items": {1, 2}, "meetings": {3}}] * 3
    assert counts == [head + 1, head + 2, head + 3]
    stop()
    sample.undo()
    assert len(heard) == 3


def run_together(*works: Callable[[], None]) -> None:
    failed: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - handed to the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=guarded, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_two_threads_write_one_after_the_other_while_a_third_reads(empty: Store) -> None:
    def write() -> None:
        for _ in range(15):
            with empty.write("Pair") as step:
                step.add("organizations", {"name_en": "one"})
                step.add("organizations", {"name_en": "two"})

    def read() -> None:
        for _ in range(60):
            with empty.read() as db:
                first = db.execute("SELECT count(*) FROM organizations").scalar()
                assert first % 2 == 0, "half a step was seen"
                assert db.execute("SELECT count(*) FROM organizations").scalar() == first

    run_together(write, write, read)
    assert empty.head.steps == 31
    assert len(dump(empty)["organizations"]) == 60
    assert empty.check() == []


def test_two_threads_that_undo_take_two_different_steps(empty: Store) -> None:
    for number in range(20):
        organization(empty, f"Example {number}")

    def undo() -> None:
        for _ in range(10):
            empty.undo()

    run_together(undo, undo)
    assert not any(dump(empty).values())
    assert empty.check() == []


def test_a_check_between_many_steps_does_not_call_the_search_index_damaged(empty: Store) -> None:
    for _ in range(16):
        organization(empty)
    for _ in range(16):
        empty.undo()
    assert empty.check() == []
    for _ in range(16):
        empty.redo()
    assert empty.check() == []


def test_a_query_gives_its_rows_in_the_form_that_is_asked_for(empty: Store) -> None:
    organization(empty, "First")
    organization(empty, "Second")
    statement = select(model("organizations").id, model("organizations").name_en).order_by("id")  # type: ignore[attr-defined]  # of the class
    with empty.read() as db:
        assert db.execute(statement).keys == ("id", "name_en")
        assert db.execute(statement).mappings() == [{"id": 1, "name_en": "First"}, {"id": 2, "name_en": "Second"}]
        assert list(db.execute(statement.where(model("organizations").id.in_([2])))) == [(2, "Second")]
        assert db.execute("SELECT id FROM organizations WHERE name_en = :name", {"name": "none"}).scalar() is None
        assert db.execute("SELECT id FROM organizations ORDER BY id").scalars() == [1, 2]
