"""The report of a recovery in an officer's words: what was read, what was put in its place, what is missing."""

from collections.abc import Iterator

from dicas_desktop.domain.catalogue import ENTITIES
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.store.mending import Mended, TableLoss
from dicas_desktop.store.recover import Recovered

_NAMED = 30  # references named one by one
_WORDS = (
    ("from_journal", N_("taken from the journal, as their table lost them")),
    ("corrected", N_("set to what the journal proves; their table differed")),
    ("unknown", N_("kept as read; what the journal said of them is lost or was never there")),
    ("completed", N_("kept in parts; what they must have was filled with placeholders")),
    ("stood_in", N_("lost; a placeholder stands there because other records point to them")),
    ("missing", N_("numbers of which nothing is left; they were lost, or never kept")),
    ("refused", N_("read, but too damaged to be kept")),
)


def lines(report: Recovered) -> list[str]:
    """Return the report, one sentence or list a line."""
    return [*_pages(report), *_records(report.losses), *_journal(report.mended), *_outcome(report)]


def _pages(report: Recovered) -> Iterator[str]:
    read = report.pages - report.pages_lost
    yield _("{n} of {all} pages were read.").format(n=f"{read:,}", all=f"{report.pages:,}")
    if report.log_pages_lost:
        text = _("{n} pages of the write-ahead log, the newest changes, could not be read.")
        yield text.format(n=f"{report.log_pages_lost:,}")
    if report.scraps:
        yield _("{n} rows on the pages that were read were broken themselves.").format(n=f"{report.scraps:,}")
    if report.ceiling_lost:
        yield _("The highest marking the file may hold is lost: it was set to TS, so that nothing is less protected.")


def _records(losses: dict[str, TableLoss]) -> Iterator[str]:
    for table, loss in losses.items():
        told = [(_(words), getattr(loss, name)) for name, words in _WORDS if getattr(loss, name)]
        if told:
            yield _("{table}: {n} read").format(table=_(ENTITIES[table].plural), n=f"{loss.read:,}")
        for words, names in told:
            yield f"    {len(names):,} {words}: {_named(names)}"
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
        yield _("    {n} changes of steps that were read could not be read.").format(n=f"{mended.changes_missing:,}")
    if mended.unproven:
        yield _("    Steps after the first gap, in the records as far as they could be read, no longer in the journal:")
    for step in mended.unproven[:_NAMED]:
        text = _("    {id}  {at}  {who} @ {workstation}  {label}")
        at = step.at_utc[:16].replace("T", " ")
        yield text.format(id=step.id, at=f"{at} UTC", who=step.who, workstation=step.workstation, label=step.label)
    if len(mended.unproven) > _NAMED:
        yield _("    and {n} more").format(n=f"{len(mended.unproven) - _NAMED:,}")


def _outcome(report: Recovered) -> Iterator[str]:
    if report.complete:
        yield _("Nothing is missing.")
    yield from report.findings
