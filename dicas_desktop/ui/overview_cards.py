"""The five cards of the overview, each built from plain data."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.listing import Listing
from dicas_desktop.store.needs import Need
from dicas_desktop.store.overview import Actions, Figure, NextMeeting, Overview, Owed, Production
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Card, FactRow, FigureButton, NeedRow, ShareBar, Words
from dicas_desktop.ui.charts import BarChart

OpenList = Callable[[Listing], None]
OpenRecord = Callable[[str, int], None]
FIRST_NEEDS = 6  # shown before one asks for all


def actions_card(shown: Overview, open_list: OpenList) -> Card:
    """What is due before the deadline, and who owes it."""
    actions, deadline = shown.actions, shown.deadline
    title = _("Before the 2+2") if deadline and deadline.title == "2+2" else _("Before the deadline")
    card = Card(title if deadline else _("Actions with a date"), _("Open list"))
    everything = Listing("action_items", actions.open.listing.where[1:])
    card.asked.connect(lambda: open_list(everything))
    figures = QHBoxLayout()
    figures.setSpacing(theme.size(22))
    if actions.left is not None:
        figures.addWidget(FigureButton(actions.left.figure, _exactly(actions), "ink", live=False))
    for figure, word, tone in (
        (actions.late, _("▲ late"), "late" if actions.late.number else "ink"),
        (actions.open, _("○ open"), "ink"),
        (actions.done, _("✓ done"), "done" if actions.done.number else "ink"),
    ):
        figures.addWidget(
            _opening(FigureButton(f"{figure.number:,}", word, tone, live=True), figure.listing, open_list)
        )
    figures.addStretch(1)
    card.body.addLayout(figures)
    card.body.addSpacing(theme.size(6))
    late = actions.late.number
    card.body.addWidget(ShareBar(actions.done.number, actions.open.number - late, late))
    card.body.addSpacing(theme.size(6))
    for label, owed in (
        (_("They owe us 日本側"), actions.japan),
        (_("We owe them 米側"), actions.us),
        (_("Both"), actions.both),
    ):
        card.body.addWidget(_opening(FactRow(label, _owed(owed), live=True), owed.open.listing, open_list))
    lacking = actions.no_lead
    number = Words(f"{lacking.number:,}", "soon" if lacking.number else "ink")
    row = FactRow(_("No lead named"), (number,), live=True, last=True)
    card.body.addWidget(_opening(row, lacking.listing, open_list))
    card.body.addStretch(1)
    return card


def meeting_card(meeting: NextMeeting | None, open_record: OpenRecord, open_list: OpenList) -> Card:
    """The next meeting: how far away, and what is not ready."""
    if meeting is None:
        return _no_meeting()
    card = Card(_("Next meeting"), _("Open"))
    card.asked.connect(lambda: open_record("meetings", meeting.id))
    card.body.addSpacing(theme.size(6))
    title = QLabel(meeting.title)
    title.setWordWrap(True)
    theme.set_role(title, "heading")
    card.body.addWidget(title)
    day = show_date(meeting.day, meeting.precision, weekday=meeting.precision == "day")
    left = meeting.left.words
    place = QLabel(" · ".join(filter(None, (day, left, meeting.place or _("place not set")))))
    place.setWordWrap(True)
    theme.set_role(place, "mute")
    card.body.addWidget(place)
    card.body.addSpacing(theme.size(8))
    names = {"US": _("Head of delegation, U.S."), "JP": _("Head of delegation, Japan")}
    for side, name in meeting.heads:
        words = Words(_("✓ named"), "done") if name else Words(_("▲ missing"), "late", bold=True)
        row = FactRow(names[side], (words,), live=True)
        row.setToolTip(name)
        row.clicked.connect(lambda: open_record("meetings", meeting.id))
        card.body.addWidget(row)
    row = FactRow(_("Agenda"), (_agenda(meeting),), live=True)
    row.clicked.connect(lambda: open_record("meetings", meeting.id))
    card.body.addWidget(row)
    for label, figure, last in (
        (_("Decisions asked for"), meeting.decisions, False),
        (_("Carry-over"), meeting.carry_over, True),
    ):
        value = counted("{n} item", "{n} items", figure.number) if last else f"{figure.number:,}"
        fact = FactRow(label, (Words(value),), live=True, last=last)
        card.body.addWidget(_opening(fact, figure.listing, open_list))
    card.body.addStretch(1)
    return card


def _no_meeting() -> Card:
    card = Card(_("Next meeting"))
    card.add_note(_("No meeting on record after this day. Ctrl+G, M and then Ctrl+N adds one."))
    card.body.addStretch(1)
    return card


def repairs_card(shown: Overview, open_list: OpenList) -> Card:
    """Repair schedules under way or planned, and how far they slip."""
    repairs = shown.repairs
    card = Card(_("Repair schedules"), _("Open timeline"))
    figures = QHBoxLayout()
    figures.setSpacing(theme.size(22))
    running = FigureButton(f"{repairs.running.number:,}", _("under way or planned"), "ink", live=True)
    figures.addWidget(_opening(running, repairs.running.listing, open_list))
    slip = repairs.worst_slip
    text = _("n/a") if slip is None else _("{n:+} d").format(n=slip)
    tone = "mute" if slip is None else "late" if slip > 0 else "ink"
    figures.addWidget(FigureButton(text, _("worst slip"), tone, live=False))
    figures.addStretch(1)
    card.body.addLayout(figures)
    card.body.addSpacing(theme.size(8))
    after = repairs.after_deadline
    facts: list[tuple[str, Figure | None, str]] = [
        (_("Finish after the deadline"), after, "ink"),
        (_("End has passed"), repairs.overdue, "late" if repairs.overdue.number else "ink"),
        (_("No end recorded"), repairs.without_end, "soon" if repairs.without_end.number else "ink"),
    ]
    if shown.deadline is not None and shown.deadline.title == "2+2":
        facts[0] = (_("Finish after the 2+2"), after, "ink")
    for label, figure, tone in facts:
        if figure is None:
            card.body.addWidget(FactRow(label, (Words(_("n/a"), "mute"),), live=False))
        else:
            words = (Words(f"{figure.number:,}", tone, bold=tone == "late"),)
            card.body.addWidget(_opening(FactRow(label, words, live=True), figure.listing, open_list))
    done = counted("{n} finished", "{n} finished", repairs.finished)
    share = (
        f"{repairs.finished_on_time} / {repairs.finished}"
        if repairs.finished
        else _("n/a ({words})").format(words=done)
    )
    card.body.addWidget(FactRow(_("On time, last 12 months"), (Words(share),), live=False, last=True))
    card.body.addStretch(1)
    return card


def needs_card(needs: Sequence[Need], open_record: OpenRecord, *, all_of_them: bool) -> Card:
    """What needs a hand today, the most pressing first."""
    many = len(needs) > FIRST_NEEDS
    link = _("Fewer") if all_of_them else _("All {n}").format(n=len(needs))
    card = Card(_("Needs a hand today"), link if many else "")
    card.body.addSpacing(theme.size(4))
    for need in needs if all_of_them else needs[:FIRST_NEEDS]:
        row = NeedRow(need)
        row.clicked.connect(_opener(open_record, need))
        card.body.addWidget(row)
    if not needs:
        card.add_note(_("Nothing is late, missing or without a lead."))
    card.body.addStretch(1)
    return card


def production_card(production: Production | None, open_record: OpenRecord) -> Card:
    """Output against target of the programme that has both."""
    if production is None:
        card = Card(_("Co-production against target"))
        card.add_note(_("No programme has both a yearly output and a yearly target on record."))
        card.body.addStretch(1)
        return card
    card = Card(_("Co-production against target"), _("Open"))
    card.asked.connect(lambda: open_record("programmes", production.programme))
    title = QLabel(production.title)
    title.setWordWrap(True)
    theme.set_role(title, "mute")
    card.body.addSpacing(theme.size(2))
    card.body.addWidget(title)
    card.body.addSpacing(theme.size(4))
    unit = _("{unit} a year").format(unit=production.unit) if production.unit else _("a year")
    card.body.addWidget(BarChart(production.bars, unit))
    notes = [production.note.rstrip(".")] if production.note else []
    if not all(bar.official for bar in production.bars):
        notes.append(_("Figures without an official source are drawn hatched"))
    if notes:
        card.add_note(". ".join(notes) + ".").setAlignment(Qt.AlignmentFlag.AlignTop)
    card.body.addStretch(1)
    return card


def _exactly(actions: Actions) -> str:
    """What stands below the days to the deadline."""
    if actions.working_days is not None:
        return counted("{n} joint working day", "{n} joint working days", actions.working_days)
    left = actions.left
    return _("day not set") if left is not None and left.bound else _("the day has come")


def _agenda(meeting: NextMeeting) -> Words:
    if not meeting.agenda:
        return Words(_("○ none recorded"), "mute")
    text = _("{led} of {n} with lead").format(led=meeting.agenda_with_lead, n=meeting.agenda)
    whole = meeting.agenda_with_lead == meeting.agenda
    return Words(f"{'✓' if whole else '◐'} {text}", "done" if whole else "soon")


def _owed(owed: Owed) -> tuple[Words, ...]:
    number = Words(f"{owed.open.number:,}")
    if not owed.late.number:
        return (number,)
    return number, Words(" · "), Words(_("{n} late").format(n=owed.late.number), "late", bold=True)


def _opening(button: FigureButton | FactRow, listing: Listing, open_list: OpenList) -> FigureButton | FactRow:
    button.clicked.connect(lambda: open_list(listing))
    return button


def _opener(open_record: OpenRecord, need: Need) -> Callable[[], None]:
    return lambda: open_record(need.table, need.id)
