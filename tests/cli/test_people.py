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


def test_appoint_keeps_a_post_that_is_over_beside_the_one_held_now(run: Run, sample_path: Path) -> None:
    before = one(run, sample_path, "persons", "PE-0002")
    told = run("appoint", sample_path, "fukasawa-masaki", "Earlier post", "--from", "2015-01-01", "--to", "2017-06-30")
    assert (told.code, told.out) == (0, "PE-0002\n")
    assert one(run, sample_path, "persons", "PE-0002") == before
    posts = run("list", sample_path, "posts", "--format", "csv").out
    assert "Earlier post" in posts
    assert "2017-06-30" in posts


def test_appoint_refuses_what_cannot_be_and_writes_nothing(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    early = run("appoint", sample_path, "laplante-william", "Example post", "--from", "2020-01-01")
    assert early.problem == "Held from: 2020-01-01 is not after 2022-04-15, when the post before it was taken up."
    empty = run("appoint", sample_path, "laplante-william", " ", "--from", "2025-01-01")
    assert empty.problem == "Title is missing: enter it."
    undated = run("appoint", sample_path, "laplante-william", "Example post")
    assert undated.problem == (
        "Held from is missing: enter the first day, or Held to, the last day of a post that is over."
    )
    turned = run("appoint", sample_path, "laplante-william", "Post", "--from", "2020-01-02", "--to", "2020-01-01")
    assert turned.problem == "Held to: 2020-01-01 is before the beginning on 2020-01-02."
    nobody = run("appoint", sample_path, "PE-0999", "Example post", "--from", "2025-01-01")
    assert nobody.problem.startswith("There is no PE-0999 among persons: give a reference")
    assert content(sample_path) == before


def test_add_warns_of_a_person_or_office_that_is_there_already(run: Run, sample_path: Path) -> None:
    told = run("add", sample_path, "persons", "name_en=FUKASAWA Masaki", "name_ja=深沢雅貴", "org_id=jp-atla")
    assert (told.code, told.out) == (0, "PE-0036\n")
    assert told.err == (
        "looks like PE-0002 Masaki Fukasawa, 深澤雅貴, ATLA: same name in Japanese, same name in Latin letters, "
        "same organization; `merge` makes one of two\n"
    )
    assert run("add", sample_path, "persons", "name_en=Example Person").err == ""
    office = run("add", sample_path, "organizations", "name_en=MINISTRY OF DEFENSE")
    assert office.err == "looks like O-0025 Ministry of Defense, 防衛省: same name; `merge` makes one of two\n"


def test_duplicates_are_listed_and_none_is_said(run: Run, sample_path: Path) -> None:
    assert run("duplicates", sample_path).out == "No duplicates found\n"
    run("add", sample_path, "persons", "name_en=FUKASAWA Masaki")
    run("add", sample_path, "organizations", "name_en=X", "abbreviation=MOD", "country=JP")
    person = "PE-0002 Masaki Fukasawa, 深澤雅貴, ATLA  =  PE-0036 FUKASAWA Masaki  (same name in Latin letters)\n"
    office = "O-0025 Ministry of Defense, 防衛省  =  O-0053 X  (same abbreviation)\n"
    assert run("duplicates", sample_path).out == person + office
    assert run("duplicates", sample_path, "organizations").out == office
    assert run("duplicates", sample_path, "meetings").code == 2


def test_merge_previews_then_acts_and_undo_takes_it_back(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "persons", "name_en=FUKASAWA Masaki", "name_kana=フカサワマサキ", "person_id=again")
    run("set", sample_path, "delegations", "del-industry-day-2024-09-26-us", "leader_person_id=again")
    before = content(sample_path)
    preview = run("merge", sample_path, "persons", "fukasawa-masaki", "again", "--preview")
    assert preview.out == (
        "PE-0036 would become PE-0002\n"
        "  name_en: * Masaki Fukasawa  |    FUKASAWA Masaki\n"
        "  name_kana:   —  |  * フカサワマサキ\n"
        "  1 delegations.leader_person_id\n"
    )
    assert content(sample_path) == before
    told = run("merge", sample_path, "persons", "fukasawa-masaki", "again")
    assert told.out == "PE-0036 is now PE-0002: 1 link follows\n"
    person = one(run, sample_path, "persons", "PE-0002")
    assert (person["name_en"], person["name_kana"]) == ("Masaki Fukasawa", "フカサワマサキ")
    assert one(run, sample_path, "delegations", "DG-0028")["leader_person_id"] == "fukasawa-masaki"
    assert run("check", sample_path).code == 0
    assert run("undo", sample_path).out == "Taken back: Merge PE-0036 into PE-0002\n"
    assert content(sample_path) == before


def test_merge_takes_the_fields_that_are_named(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "persons", "name_en=FUKASAWA Masaki", "name_kana=フカサワマサキ", "person_id=again")
    assert run("merge", sample_path, "persons", "fukasawa-masaki", "again", "--take", "name_en").code == 0
    person = one(run, sample_path, "persons", "PE-0002")
    assert (person["name_en"], person["name_kana"]) == ("FUKASAWA Masaki", None)


def test_distinct_keeps_that_two_are_not_the_same(run: Run, sample_path: Path) -> None:
    run("add", sample_path, "persons", "name_en=FUKASAWA Masaki")
    before = content(sample_path)
    told = run("distinct", sample_path, "persons", "fukasawa-masaki", "PE-0036")
    assert (told.code, told.out) == (0, "PE-0036 is not PE-0002: they are not proposed again\n")
    assert run("duplicates", sample_path).out == "No duplicates found\n"
    assert run("undo", sample_path).out == "Taken back: PE-0036 is not PE-0002\n"
    assert content(sample_path) == before


def test_distinct_refuses_what_cannot_be_and_writes_nothing(run: Run, sample_path: Path) -> None:
    run("distinct", sample_path, "organizations", "jp-mod", "us-dod")
    before = content(sample_path)
    again = run("distinct", sample_path, "organizations", "us-dod", "jp-mod")
    assert again.problem == "O-0001 and O-0025 were told apart before: they are not proposed any more."
    same = run("distinct", sample_path, "persons", "fukasawa-masaki", "PE-0002")
    assert same.problem == "This is one record: name two that are not the same."
    nobody = run("distinct", sample_path, "persons", "fukasawa-masaki", "nobody")
    assert nobody.problem.startswith("There is no nobody among persons: give a reference")
    assert run("distinct", sample_path, "meetings", "M-0001", "M-0002").code == 2
    assert content(sample_path) == before


def test_merge_refuses_what_cannot_be_and_writes_nothing(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    same = run("merge", sample_path, "persons", "fukasawa-masaki", "PE-0002")
    assert same.problem == "This is one record already: choose two to merge."
    field = run("merge", sample_path, "persons", "fukasawa-masaki", "ishikawa-takeshi", "--take", "nose")
    assert field.problem == "Person has no field nose to take."
    gone = run("merge", sample_path, "persons", "fukasawa-masaki", "nobody")
    assert gone.problem.startswith("There is no nobody among persons: give a reference")
    assert content(sample_path) == before


def test_the_tree_shows_who_is_part_of_whom(run: Run, sample_path: Path) -> None:
    lines = run("tree", sample_path).out.splitlines()
    assert len(lines) == 52
    place = lines.index("O-0025 Ministry of Defense, 防衛省, MOD (8 people)")
    assert lines[place + 1] == "  O-0026 Acquisition, Technology and Logistics Agency, 防衛装備庁, ATLA (4 people)"
    named = run("tree", sample_path, "--people").out.splitlines()
    assert len(named) == 52 + 35
    place = named.index("  O-0026 Acquisition, Technology and Logistics Agency, 防衛装備庁, ATLA (4 people)")
    assert named[place + 2] == "    - PE-0002 Masaki Fukasawa, 深澤雅貴, Commissioner of ATLA"
    run("set", sample_path, "organizations", "jp-mod", "parent_org_id=jp-atla")
    again = run("tree", sample_path).out.splitlines()
    place = again.index(
        "O-0026 Acquisition, Technology and Logistics Agency, 防衛装備庁, ATLA (4 people; stands below itself)"
    )
    assert again[place + 1] == "  O-0025 Ministry of Defense, 防衛省, MOD (8 people; stands below itself)"


def test_a_second_head_is_refused_by_every_route_and_nothing_is_written(run: Run, sample_path: Path) -> None:
    before = content(sample_path)
    told = "Capacity: Fumio Kishida heads this delegation already, and it has one head: say who steps down."
    delegation = "delegation_id=del-kantei-call-2024-07-29-jp"
    assert (
        run("set", sample_path, "delegation_members", "del-kantei-call-2024-07-29-jp-02", "capacity=leader").problem
        == told
    )
    added = run("add", sample_path, "delegation_members", delegation, "person_id=biden-joe", "capacity=leader")
    assert added.problem == told
    assert run("head", sample_path, "del-kantei-call-2024-07-29-jp-02").problem == told
    assert run("head", sample_path, "DM-0037", "--steps-down", "leader").code == 2
    assert content(sample_path) == before


def test_head_lets_the_one_that_stands_step_down(run: Run, sample_path: Path) -> None:
    seat = "del-kantei-call-2024-07-29-jp-02"
    told = run("head", sample_path, seat, "--steps-down", "principal")
    assert told.code == 0, told.err
    ref = told.out.strip()
    assert one(run, sample_path, "delegation_members", ref)["capacity"] == "leader"
    members = run("list", sample_path, "delegation_members", "--where", "capacity=principal", "--format", "csv").out
    assert "kishida-fumio" in members
    assert run("undo", sample_path).out == f"Taken back: {ref} heads the delegation\n"
