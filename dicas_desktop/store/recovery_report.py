"""The report of a recovery in an officer's words: what was read, what was put in its place, what is missing."""

from collections.abc import Iterator
from datetime import datetime

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.clocks import in_both_capitals
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.mending import Mended, TableLoss
from dicas_desktop.store.recover import Recovered

_NAMED = 30  # references named one by one
_WORDS = (
    ("from_journal", N_("Taken from the journal, as lost from their table")),
    ("corrected", N_("Set to what the journal proves, as their table differed")),
    ("unknown", N_("Kept as read; what the journal said of them is lost or was never there")),
    ("completed", N_("Kept in parts, with placeholders for what a record must have")),
    ("stood_in", N_("Lost; placeholders stand there because other records point to them")),
    ("missing", N_("Numbers of which nothing is left; lost, or never kept")),
    ("refused", N_("Read, but too damaged to be kept")),
)


def lines(report: Recovered) -> list[str]:
    """Return the report, one sentence or list a line."""
    return [
        *_pages(report), *_records(report.losses), *_journal(report.mended), *_half_typed(report), *_outcome(report),
    ]  # fmt: skip


def _pages(report: Recovered) -> Iterator[str]:
    read = report.pages - report.pages_lost
    yield _("{n} of {all} pages were read.").format(n=f"{read:,}", all=f"{report.pages:,}")
    if report.log_pages_lost:
        text = _("Pages of the write-ahead log, the newest changes, that could not be read: {n}.")
        yield text.format(n=f"{report.log_pages_lost:,}")
    if report.scraps:
        yield _("Rows that were broken themselves, on pages that were read: {n}.").format(n=f"{report.scraps:,}")
    if report.ceiling_lost:
        yield _("The highest marking the file may hold is lost: it was set to TS, so that nothing is less protected.")


def _records(losses: dict[str, TableLoss]) -> Iterator[str]:
    for table, loss in losses.items():
        told = [(_(words), getattr(loss, name)) for name, words in _WORDS if getattr(loss, name)]
        if told:
            yield _("{table}: {n} read").format(table=_(ENTITIES[table].plural), n=f"{loss.read:,}")
        for words, names in told:
            yield f"    {words}: {_named(names)}"
    ends = [loss.from_here for loss in losses.values() if loss.from_here]
    if ends:
        yield _("The last numbers given are lost; these and later ones may be missing: {names}").format(
            names=", ".join(ends)
        )


def _named(names: list[str]) -> str:
    more = len(names) - _NAMED
    text = ", ".join(names[:_NAMED])
    return text if more <= 0 else _("{names} and {n} more").format(names=text, n=f"{more:,}")


def _journal(mended: Mended) -> Iterator[str]:
    if mended.steps:
        yield _("Journal: steps 1 to {n} are kept as they were.").format(n=f"{len(mended.steps):,}")
    else:
        yield _("Journal: no step could be kept; it begins anew.")
    if mended.steps_missing:
        yield _("    Steps that could not be read: {names}").format(
            names=_named([str(number) for number in mended.steps_missing])
        )
    if mended.changes_missing:
        yield _("    Changes that could not be read, of steps that were: {n}").format(n=f"{mended.changes_missing:,}")
    if mended.unproven:
        yield _("    Steps after the first gap, in the records as far as they could be read, no longer in the journal:")
    for step in mended.unproven[:_NAMED]:
        text = _("    {id}  {at}  {who} @ {workstation}  {label}")
        at = in_both_capitals(datetime.fromisoformat(step.at_utc))
        yield text.format(id=step.id, at=at, who=step.who, workstation=step.workstation, label=step.label)
    if len(mended.unproven) > _NAMED:
        yield _("    and {n} more").format(n=f"{len(mended.unproven) - _NAMED:,}")


def _half_typed(report: Recovered) -> Iterator[str]:
    if report.half_typed:
        yield _("Fields that were half typed and are kept as they were: {n}.").format(n=f"{report.half_typed:,}")


def _outcome(report: Recovered) -> Iterator[str]:
    if report.complete:
        yield _("Nothing is missing.")
    yield from report.findings
