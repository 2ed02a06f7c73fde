"""Seeded workloads: the same count always gives the same bytes.

Platforms and organisations are public names; the sentences are drawn from word lists and tell nothing real.
`floor_file` is a plain table of actions for the floors; `record_folder` is the public record with its actions replaced,
in the record's own format, for our own import.
"""

import csv
import datetime as dt
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

from benchmarks.harness import BUILD, ROOT

SEED = 20240610
SAMPLE = ROOT / "resources" / "sample"
FIRST_DAY = dt.date(2024, 6, 10)
FLOOR_COLUMNS = [
    *("id", "title", "owner_org", "opr", "opened", "due", "status", "priority", "meeting_id", "forum"),
    *("tasked_by", "note"),
]
ORGANISATIONS = [
    *("OUSD(A&S)", "NAVSEA", "NAVAIR", "SRF-JRMC Yokosuka", "USFJ J4", "DCMA Pacific", "PACAF A4", "Army AMC"),
    *("IP&LA Tokyo", "PEO Missiles", "ATLA / 防衛装備庁", "MOD / 防衛省", "JMSDF / 海上自衛隊", "JASDF / 航空自衛隊"),
    *("METI / 経済産業省", "MHI / 三菱重工業", "KHI / 川崎重工業", "IHI", "MELCO / 三菱電機"),
]
FORUMS = ["Missile co-production", "Ship repair", "Aircraft repair", "Supply-chain resiliency"]
PLATFORMS = [
    *("DDG-62", "DDG-85", "DDG-105", "CG-62", "LCC-19", "LHA-6", "MCM-7", "F-35A", "F-16C", "F/A-18E"),
    *("P-8A", "C-130J", "MV-22B", "E-2D", "H-60R"),
]
VERBS = ["Confirm", "Draft", "Circulate", "Review", "Deliver", "Agree", "Identify", "Reconcile", "Update", "Escalate"]
THINGS = [
    *("technical data package", "seeker supply list", "berth availability", "export licence request", "parts forecast"),
    *("work specification", "rocket motor capacity study", "depot induction plan", "quality assurance plan"),
    *("government-to-government agreement text", "second-source list for castings", "joint statement language"),
    *("security clearance list", "cost share proposal", "test equipment loan"),
]
TAILS = [
    *("before the next 2+2", "for the working group", "with prime contractors", "for the co-chairs"),
    *("in time for the dry-dock window", "after legal review", "ahead of the industry roundtable"),
]
THINGS_JA = [
    *("技術資料", "修理計画", "部品供給網", "輸出許可申請", "乾ドック使用枠"),
    *("共同生産の生産量", "品質保証計画", "作業仕様書", "予備品予測", "政府間取決め案"),
]
VERBS_JA = ["を確認する", "の案を作成する", "を関係者に回覧する", "を調整する", "を提出する", "を見直す"]
TAILS_JA = ["次回の日米2+2までに", "作業部会に向けて", "共同議長に報告し", "防衛産業界との懇談会前に", "法務確認の後"]
NOTES = ["", "", "awaiting reply", "see minutes", "調整中"]
FLOOR_STATES = ["open", "open", "open", "in work", "in work", "waiting", "done", "done", "done", "cancelled"]
STATES = ["open", "open", "open", "in_progress", "in_progress", "blocked", "done", "done", "done", "cancelled"]

# what the table of a million actions is filtered by
FILTERS = {
    "filter_one_letter": "r",
    "filter_three_letters": "rev",
    "filter_two_words": "berth availability",
    "filter_rare_word": "castings #1234",
    "filter_one_hit": "#777777",
    "filter_no_hit": "zzzzzz",
    "filter_japanese_common": "技術",
    "filter_japanese_two_words": "修理 提出",
}
SORTS = {"sort_title": "description", "sort_status": "status", "sort_lead": "owner_org_id", "sort_due": "due_date"}


def title(chance: random.Random, number: int) -> str:
    """Return a sentence for an action, three in ten in Japanese; the number makes it unique."""
    tail = f" ({chance.choice(PLATFORMS)} #{number})"
    if chance.random() < 0.3:
        return chance.choice(TAILS_JA) + chance.choice(THINGS_JA) + chance.choice(VERBS_JA) + tail
    return f"{chance.choice(VERBS)} {chance.choice(THINGS)} {chance.choice(TAILS)}{tail}"


def _floor_rows(count: int) -> Iterator[list[object]]:
    chance = random.Random(f"{SEED}/floor/{count}")
    for number in range(1, count + 1):
        due = FIRST_DAY + dt.timedelta(days=chance.randrange(1460))
        opened = due - dt.timedelta(days=chance.randrange(7, 200))
        yield [
            *(number, title(chance, number), chance.choice(ORGANISATIONS), "", opened, due),
            *(chance.choice(FLOOR_STATES), chance.choice(["high", "medium", "medium", "low"])),
            *(chance.randrange(1, 1000), chance.choice(FORUMS), chance.choice(ORGANISATIONS), chance.choice(NOTES)),
        ]


def _sample_ids(name: str) -> list[str]:
    with (SAMPLE / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        return [row[0] for row in list(csv.reader(file))[1:]]


def _record_rows(count: int, meeting: str) -> Iterator[list[object]]:
    chance = random.Random(f"{SEED}/record/{count}")
    meetings, groups, programmes, organisations, sources = map(
        _sample_ids, ("meetings", "working_groups", "programmes", "organizations", "sources")
    )
    for number in range(1, count + 1):
        due = FIRST_DAY + dt.timedelta(days=chance.randrange(1460))
        yield [
            *(f"bench-{number}", "action", meeting or chance.choice(meetings), chance.choice([*groups, ""])),
            *(chance.choice([*programmes, ""]), title(chance, number), chance.choice(["US", "JP", "both"])),
            *(chance.choice([*organisations, ""]), due, "day", "", "", chance.choice(STATES), chance.choice(NOTES)),
            chance.choice(sources),
        ]


def _write(path: Path, header: list[str], rows: Iterator[list[object]]) -> None:
    part = path.with_suffix(".part")
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
    part.rename(path)  # a file of this name is always whole


def floor_file(count: int) -> Path:
    """Return a CSV file of so many actions for the floors; made once."""
    path = BUILD / f"actions-{count}.csv"
    if not path.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        _write(path, FLOOR_COLUMNS, _floor_rows(count))
    return path


def record_folder(count: int, meeting: str = "") -> Path:
    """Return the record with `count` actions instead of its own, all of one meeting if it is named; made once."""
    folder = BUILD / f"record-{count}{'-' + meeting if meeting else ''}"
    actions = folder / "action_items.csv"
    if not actions.exists():
        shutil.copytree(SAMPLE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("action_items.csv"))
        with (SAMPLE / "action_items.csv").open(newline="", encoding="utf-8") as file:
            header = next(csv.reader(file))
        _write(actions, header, _record_rows(count, meeting))
    return folder
