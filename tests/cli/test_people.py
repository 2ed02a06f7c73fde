"""The commands about people."""

from pathlib import Path

from tests.cli.conftest import Run
from tests.cli.test_edits import content, one


def test_appoint_keeps_the_post_before_it(run: Run, sample_path: Path) -> None:
    told = run("appoint", sample_path, "fukasawa-masaki", "Example post", "--from", "1 Jul 2024", "--org", "jp-mod")
    assert (told.code, told.out) == (0, "PE-0002\n")
    person = one(run, sample_path, "persons", "PE-0002")
    assert (person["title"], person["from_date"], person["org_id"]) == ("Example post", "2024-07-01", "jp-mod")
    posts = run("list", sample_path, "posts", "--format", "csv").out
    assert "Commissioner of ATLA" in posts
    assert "2024-06-30" in posts
    assert run("undo", sample_path).out == "Taken back: PE-0002 takes up a post: Example post\n"


def test_appoint_refuses_what_cannot_be_and_writes_nothing(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    early = run("appoint", sample_path, "laplante-william", "Example post", "--from", "2020-01-01")
    assert early.problem == "Held from: 2020-01-01 is not after 2022-04-15, when the post before it was taken up."
    empty = run("appoint", sample_path, "laplante-william", " ", "--from", "2025-01-01")
    assert empty.problem == "Title is missing: enter it."
    nobody = run("appoint", sample_path, "PE-0999", "Example post", "--from", "2025-01-01")
    assert nobody.problem.startswith("There is no PE-0999 among persons: give a reference")
    assert content(sample_path) == before
