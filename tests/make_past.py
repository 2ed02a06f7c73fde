"""The public record as it stood on a day: what later meetings, papers and articles brought is left out."""

import csv
from pathlib import Path

from tests.make import SAMPLE

SINCE = "2024-06-09"  # the morning of the first DICAS
PLANNED = ("dicas-2024-06-09", "wg-ship-2024-06-11")  # still to be held, on the calendar
EXPECTED = {"scc-2024-07-28": ("2024-07-01", "", "month")}  # "the next 2+2, expected in July"
ALWAYS = ("organizations", "persons", "forums", "working_groups", "platforms", "facilities", "programmes", "sources")


def read(table: str) -> list[dict[str, str]]:
    """The rows of a file of the public record."""
    with (SAMPLE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _held(row: dict[str, str]) -> dict[str, str]:
    slug = row["meeting_id"]
    if slug in EXPECTED:
        start, end, precision = EXPECTED[slug]
        row |= {"start_date": start, "end_date": end, "date_precision": precision}
    if slug in EXPECTED or slug in PLANNED:
        row |= {"status": "planned", "summary": "", "participants_note": ""}
    return row


def write(folder: Path) -> None:
    """Write the files of the record as it stood that morning."""
    published = {row["source_id"]: row["date"] for row in read("sources")}
    meetings = [_held(row) for row in read("meetings")
                if row["start_date"] < SINCE or row["meeting_id"] in (*PLANNED, *EXPECTED)]  # fmt: skip
    kept = {row["meeting_id"] for row in meetings}
    gone = {row["meeting_id"] for row in read("meetings")} - kept
    delegations = {row["delegation_id"] for row in read("delegations") if row["meeting_id"] in kept}
    for path in sorted(SAMPLE.glob("*.csv")):
        table = path.stem
        rows = meetings if table == "meetings" else [
            row for row in read(table) if _known(table, row, kept, delegations, published)
        ]  # fmt: skip
        cleared = [{name: "" if value in gone else value for name, value in row.items()} for row in rows]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as file:
            with path.open(encoding="utf-8", newline="") as whole:
                names = next(csv.reader(whole))
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(cleared)


def _known(table: str, row: dict[str, str], kept: set[str], delegations: set[str], published: dict[str, str]) -> bool:
    if table in ALWAYS:
        return True
    if table == "delegation_members":
        return row["delegation_id"] in delegations
    if table in ("agenda_items", "delegations"):
        return row["meeting_id"] in kept
    if table in ("decisions", "action_items"):  # what came of the meetings still to be held is not known
        return row["meeting_id"] in kept - {*PLANNED, *EXPECTED}
    if table == "milestones" and row["repair_id"] and row["repair_id"] not in _repairs(published):
        return False
    return (published.get(row["source_id"]) or "9999") < SINCE


def _repairs(published: dict[str, str]) -> set[str]:
    rows = read("repair_schedules")
    return {row["repair_id"] for row in rows if (published.get(row["source_id"]) or "9999") < SINCE}
