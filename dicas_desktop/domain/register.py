"""The rules of the register: which status may follow which, the stop-light in words, lateness against every date."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from dicas_desktop.domain.attention import SIGNS, SOON_DAYS, State, action_days
from dicas_desktop.domain.dates import days_left, show_date
from dicas_desktop.domain.texts import N_, _, counted
from dicas_desktop.domain.vocabulary import ACTION_STATUSES, CLOSED_ACTIONS, DECISION_STATUSES, DRAFT_ACTION

_AT_WORK = ("open", "in_progress", "blocked", "partly_done")
_LIVE = (*_AT_WORK, *CLOSED_ACTIONS, "unknown")
# A draft is left once and for all; what is closed can only be opened again; "not recorded" is what became of one that
# nobody told about.
ACTION_FLOW: Mapping[str, tuple[str, ...]] = {
    DRAFT_ACTION: (*_AT_WORK, *CLOSED_ACTIONS),
    **dict.fromkeys((*_AT_WORK, "unknown"), _LIVE),
    **dict.fromkeys(CLOSED_ACTIONS, (*_AT_WORK, "unknown")),
}
# A text that was agreed is never proposed again under its number; what is superseded or withdrawn can be taken up.
DECISION_FLOW: Mapping[str, tuple[str, ...]] = {
    "proposed": ("agreed", "withdrawn"),
    "agreed": ("superseded", "implemented", "withdrawn"),
    "implemented": ("agreed", "superseded"),
    "superseded": ("agreed", "implemented"),
    "withdrawn": ("proposed",),
}
FLOWS = {"action_items": ACTION_FLOW, "decisions": DECISION_FLOW}
_LABELS = {
    "action_items": {c.value: c.label for c in ACTION_STATUSES},
    "decisions": {c.value: c.label for c in DECISION_STATUSES},
}
FIXED_TEXTS = ("agreed", "implemented", "superseded", "withdrawn")  # decisions whose words are only corrected
_FLOW_SENTENCES = {
    "action_items": N_("Status: an action that is {before} can only become {next}."),
    "decisions": N_("Status: a decision that is {before} can only become {next}."),
}
_STILL = {
    "done": ("done", N_("Done")),
    "cancelled": ("mute", N_("Cancelled")),
    DRAFT_ACTION: ("mute", N_("Draft, never printed")),
}


def following(table: str, status: str | None) -> tuple[str, ...]:
    """Return the statuses that may follow one. Without a status there is none to leave: any may follow."""
    flow = FLOWS[table]
    return tuple(flow) if status is None else flow.get(status, ())


def flow_problem(table: str, before: str | None, after: str | None) -> str:
    """Return why a status must not follow another, empty if it may. That it is not known may be said at any time."""
    if before == after or before is None or after is None or after in following(table, before):
        return ""
    names = _LABELS[table]
    allowed = [_(names[status]) for status in following(table, before)]
    return _(_FLOW_SENTENCES[table]).format(before=_(names.get(before, before)), next=either(allowed))


def either(words: Sequence[str]) -> str:
    """Return "Open", "Open or Blocked", "Open, Blocked or Done"."""
    if len(words) < 2:  # noqa: PLR2004 - nothing to join
        return "".join(words)
    return _("{words} or {last}").format(words=", ".join(words[:-1]), last=words[-1])


def needs_lead(values: Mapping[str, Any]) -> bool:
    """Tell whether an action lacks the office that leads it. What a side has promised or plans is owed by that side."""
    return values.get("owner_org_id") is None and (
        values.get("kind") in (None, "action") or values.get("owner_side") is None
    )


def stop_light(values: Mapping[str, Any], today: date) -> State:
    """Return Overdue n days, Due within 30 days, Later, Done, Undated (or Cancelled, Draft) with its sign and tone."""
    if values.get("status") in _STILL:
        tone, word = _STILL[values["status"]]
        return State(SIGNS[tone], _(word), tone)
    days = action_days(values, today)
    if days is None:
        later = values.get("due_date") is not None  # "from" a day: nothing is late against it
        return State(SIGNS["open"], _("Later") if later else _("Undated"), "open")
    if days < 0:
        return State(SIGNS["late"], counted("Overdue {n} day", "Overdue {n} days", -days), "late", days)
    if days <= SOON_DAYS:
        return State(SIGNS["soon"], _("Due within {n} days").format(n=SOON_DAYS), "soon", days)
    return State(SIGNS["open"], _("Later"), "open", days)


def first_due(values: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the suspense as it was first set: day and precision."""
    if values.get("first_due_date"):
        return values["first_due_date"], values.get("first_due_precision")
    return values.get("due_date"), values.get("due_precision")


def entered_late(values: Mapping[str, Any]) -> bool:
    """Tell whether an action was due already on the day it was entered."""
    entered, due = values.get("entered_on"), first_due(values)[0]
    return bool(entered and due and due < entered)


def against_first(values: Mapping[str, Any], today: date) -> int | None:
    """Return the days left (negative: late) to the first suspense of an action that was extended and is not closed."""
    day, precision = first_due(values)
    if day is None or day == values.get("due_date") or precision == "from" or values.get("status") in _STILL:
        return None
    return days_left(day, today)


def light_words(values: Mapping[str, Any], today: date) -> tuple[State, str]:
    """Return the stop-light, and beside it "30 d late against the first date" where that was moved and has passed."""
    first = against_first(values, today)
    late = "" if first is None or first >= 0 else _("{n} d late against the first date").format(n=-first)
    return stop_light(values, today), late


def lateness_words(values: Mapping[str, Any], today: date) -> str:
    """Return "12 days late against 28 Jul, 30 against the first date, 10 Jul"; empty if late against neither."""
    now, first = action_days(values, today), against_first(values, today)
    day, precision = first_due(values)
    of_first = show_date(day, precision or "day", today=today)
    current = show_date(values.get("due_date"), values.get("due_precision") or "day", today=today)
    if now is not None and now < 0:
        text = counted("{n} day late against {{day}}", "{n} days late against {{day}}", -now).format(day=current)
        if first is not None and first < 0:
            text += _(", {n} against the first date, {day}").format(n=-first, day=of_first)
        return text
    if first is not None and first < 0:
        text = counted(
            "{n} day late against the first date, {{day}}", "{n} days late against the first date, {{day}}", -first
        )
        return text.format(day=of_first)
    return ""


def trail_words(dates: Sequence[tuple[str | None, str | None]], today: date | None = None) -> str:
    """Return "10 Jun → 28 Jun → 12 Jul, 2 extensions" for the first suspense and every later one, (day, precision)."""
    if len(dates) < 2:  # noqa: PLR2004 - nothing was moved
        return ""
    shown = [show_date(day, precision or "day", today=today) or _("no date") for day, precision in dates]
    return f"{' → '.join(shown)}, {counted('{n} extension', '{n} extensions', len(dates) - 1)}"


def flags(values: Mapping[str, Any], *, attached: bool = False) -> list[str]:
    """Return what is missing or odd about an action in words: entered late, no evidence, not measurable, no lead."""
    found = []
    if entered_late(values):
        found.append(_("entered late"))
    if values.get("status") == "done" and not has_evidence(values) and not attached:
        found.append(_("closed without evidence"))
    if not_measurable(values):
        found.append(_("not measurable"))
    return found


def has_evidence(values: Mapping[str, Any]) -> bool:
    """Tell whether words or a decision are given as evidence; files are looked up in the store."""
    return bool(values.get("evidence") or values.get("evidence_decision_id"))


def closes_bare(values: Mapping[str, Any]) -> bool:
    """Tell whether values that are set close an action as done without evidence among them."""
    return values.get("status") == "done" and not has_evidence(values)


def not_measurable(values: Mapping[str, Any]) -> bool:
    """Tell whether something was promised without a measure of its fulfilment."""
    return values.get("kind") == "commitment" and not values.get("measure") and values.get("status") not in _STILL
