"""How an entity is declared: kinds, choices, rules, and the plain form that is read without SQLAlchemy."""

import gettext
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import CheckConstraint, Integer, Text

from dicas_desktop.domain import catalogue, texts, vocabulary
from dicas_desktop.domain.base import Record, choice, day, field, precision, reference
from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.declaration import Choice, Field, Kind
from dicas_desktop.domain.entities import model
from dicas_desktop.domain.problems import FieldProblem, UserProblem, unstorable_text

ROOT = Path(__file__).parents[2]


def test_a_field_knows_whether_other_words_are_taken() -> None:
    words = (Choice("a", "A"),)
    assert Field("x", "X", Kind.CHOICE, choices=words).closed
    assert not Field("x", "X", Kind.CHOICE, choices=words, suggested=True).closed
    assert not Field("x", "X", Kind.TEXT).closed


def test_a_word_outside_the_vocabulary_is_made_readable() -> None:
    one = Field("x", "X", Kind.CHOICE, choices=(Choice("in_progress", "Going on"),))
    assert [one.choice_label(word) for word in ("in_progress", "site_visit")] == ["Going on", "Site visit"]


def test_each_way_to_declare_gives_its_column() -> None:
    declared = {
        "text": field("Text", required=True),
        "number": field("Number", Kind.INTEGER),
        "money": field("Money", Kind.MONEY, live_index=("status",)),
        "word": choice("Word", (Choice("a", "A"),), default="a"),
        "day": day("Day", precision="how", end=True),
        "how": precision("How", recorded=False),
        "person": reference("Person", "persons", owner=True, required=True),
    }
    columns = {name: made.column for name, made in declared.items()}
    told: dict[str, Field] = {name: column.info["field"] for name, column in columns.items()}
    assert [name for name, column in columns.items() if isinstance(column.type, Integer)] == [
        "number",
        "money",
        "person",
    ]
    assert isinstance(columns["text"].type, Text)
    assert [name for name, column in columns.items() if not column.nullable] == ["text", "person"]
    assert columns["money"].info["live_index"] == ("status",)
    assert (told["word"].kind, told["word"].default) == (Kind.CHOICE, "a")
    assert (told["day"].precision, told["day"].end) == ("how", True)
    assert (told["how"].hidden, told["how"].recorded) == (True, False)
    assert (told["person"].target, told["person"].owner) == ("persons", True)
    assert [key.target_fullname for key in columns["person"].foreign_keys] == ["persons.id"]


@pytest.mark.parametrize("table", list(ENTITIES))
def test_a_class_checks_in_the_database_what_its_fields_close(table: str) -> None:
    kind = model(table)
    checks = [c for c in kind.__table__.constraints if isinstance(c, CheckConstraint)]  # type: ignore[attr-defined]  # Table
    expected = [f.name for f in kind.entity.fields if f.closed or f.kind in (Kind.DATE, Kind.TIME)]
    assert sorted(str(c.name) for c in checks) == sorted(f"ck_{table}_{name}" for name in expected)


def test_a_record_tells_all_of_its_problems() -> None:
    record = model("meetings")(status="nowhere", title="", summary="a\0", venue="\ud800")
    found = {problem.field: str(problem) for problem in record.problems()}
    assert found == {
        "title": "Title is missing: enter it.",
        "status": "Status: nowhere is not one of planned, held, cancelled.",
        "summary": "Summary holds the character U+0000: remove it.",
        "venue": "Venue holds half a character (U+D800 to U+DFFF): type it again.",
    }
    assert all(issubclass(type(problem), UserProblem) for problem in record.problems())


def test_the_base_class_declares_no_table() -> None:
    assert "__tablename__" not in vars(Record)
    assert not hasattr(Record, "entity")


def test_a_text_that_can_be_kept_has_no_sentence() -> None:
    for text in ("", "plain", "艦船 𠮷", "🚢\u200d", "\x01\x7f\uffff"):
        assert unstorable_text("It", text) == ""


def test_a_problem_of_a_field_is_its_sentence() -> None:
    problem = FieldProblem("due_date", "Due: is wrong.")
    assert (problem.field, str(problem)) == ("due_date", "Due: is wrong.")


def test_the_declarations_are_read_without_sqlalchemy() -> None:
    program = (
        "import sys; from dicas_desktop.domain.catalogue import ENTITIES; import dicas_desktop.store.store, "
        "dicas_desktop.store.listing; print(len(ENTITIES), 'sqlalchemy' in sys.modules, 'PySide6' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["28", "False", "False"]


def test_the_plain_form_leaves_out_what_is_usual_and_says_the_rest() -> None:
    told = {entity["table"]: entity for entity in json.loads(catalogue.derive())}
    assert list(told) == list(ENTITIES)
    first = told["action_items"]["fields"][0]
    assert (first["name"], first["choices"][0]) == ("kind", ["action", "Action"])
    assert "required" not in first


def test_vocabularies_have_words_and_labels_of_their_own() -> None:
    known = {n: v for n, v in vars(vocabulary).items() if n.isupper() and isinstance(v, tuple)}
    assert known.pop("CLOSED_ACTIONS") == ("done", "cancelled")
    assert len(known) > 20
    for name, words in known.items():
        assert len({word.value for word in words}) == len(words), name
        assert len({word.label for word in words}) == len(words), name
    assert set(vocabulary.CLOSED_ACTIONS) <= {word.value for word in vocabulary.ACTION_STATUSES}
    assert vocabulary.plain("site_visit") == (Choice("site_visit", "Site visit"),)


class Swapped(gettext.NullTranslations):
    """A language in which small letters are capitals."""

    def gettext(self, message: str) -> str:
        return message.swapcase().replace("{FIELD}", "{field}")


@pytest.fixture
def swapped() -> Iterator[None]:
    texts.use_catalogue(Swapped())
    yield
    texts.use_catalogue(gettext.NullTranslations())


@pytest.mark.usefixtures("swapped")
def test_sentences_and_labels_are_told_in_the_language_in_use() -> None:
    assert texts._("Due") == "dUE"
    assert texts._("") == "", "an empty text would give the header of the catalogue"
    assert texts.N_("Due") == "Due"
    assert texts.counted("{n} day", "{n} days", 1) == "1 day"
    assert texts.counted("{n} day", "{n} days", 2) == "2 days"
    assert unstorable_text("Due", "a\0") == "dUE HOLDS THE CHARACTER u+0000: REMOVE IT."
