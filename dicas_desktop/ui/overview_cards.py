"""The cards of the overview, each built from plain data."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel

from dicas_desktop.domain.dates import show_date
from dicas_desktop.domain.texts import _, counted
from dicas_desktop.store.figures import Figure
from dicas_desktop.store.last_backup import LastBackup
from dicas_desktop.store.listing import Listing
from dicas_desktop.store.meetings.readiness import SIGNS, Ready
from dicas_desktop.store.needs import MOST, Need
from dicas_desktop.store.output import Production
from dicas_desktop.store.overview import Actions, Overview, Owed
from dicas_desktop.store.overview_words import before_words, due_note, no_meeting, no_milestone, no_needs
from dicas_desktop.store.repairs_ahead import Ahead, Repairs
from dicas_desktop.ui import theme
from dicas_desktop.ui.cards import Card, FactRow, FigureButton, NeedRow, ShareBar, Words
from dicas_desktop.ui.charts import BarChart
from dicas_desktop.ui.ready_fact import ReadyFact

OpenList = Callable[[Listing], None]
OpenRecord = Callable[[str, int], None]
OpenPart = Callable[[int, str], None]  # meeting, part of its page
FIRST_NEEDS = 6  # shown before one asks for all


def today_card(shown: Overview, open_list: OpenList, open_backups: Callable[[], object]) -> Card:
    """What is overdue and what is due soon, whatever it is measured against, and the last backup."""
    card = Card(_("Today"))
    figures = QHBoxLayout()
    figures.setSpacing(theme.size(22))
    if shown.due is not None:
        for figure, word, tone in (
            (shown.due.overdue, _("▲ overdue"), "late"),
            (shown.due.week, _("◐ in 7 days"), "soon"),
            (shown.due.month, _("○ in 30 days"), "ink"),
        ):
            figures.addWidget(_figure(figure, word, tone, open_list))
    if shown.backup is not None:
        backup = _backup(shown.backup)
        backup.clicked.connect(open_backups)
        figures.addWidget(backup)
    figures.addStretch(1)
    card.body.addLayout(figures)
    if note := due_note(shown):
        card.add_note(note)
    if shown.backup is not None and shown.backup.missing:
        card.add_note(shown.backup.missing)
    card.body.addStretch(1)
    return card


def _backup(backup: LastBackup) -> FigureButton:
    """Its age as a figure, and in words where that is to worry about."""
    word = _("old backup") if backup.tone == "soon" else _("last backup")
    tone = "ink" if backup.tone == "done" else backup.tone
    button = FigureButton(backup.figure, f"{SIGNS[backup.tone]} {word}", tone, live=True)
    button.setAccessibleName(_("Last backup: {words}").format(words=backup.words))
    button.setToolTip(" ".join(filter(None, (_("Last backup: {words}.").format(words=backup.words), backup.missing))))
    return button


def _figure(figure: Figure, word: str, tone: str, open_list: OpenList) -> FigureButton:
    """A figure that opens its list, in its colour only if there is something."""
    button = FigureButton(f"{figure.number:,}", word, tone if figure.number else "ink", live=True)
    button.clicked.connect(lambda: open_list(figure.listing))
    return button


def actions_card(shown: Overview, open_list: OpenList) -> Card:
    """What is due before the deadline, and who owes it."""
    actions = shown.actions
    card = Card(before_words(shown), _("Open list"))
    everything = Listing("action_items", actions.open.listing.where[1:])
    card.asked.connect(lambda: open_list(everything))
    figures = QHBoxLayout()
    figures.setSpacing(theme.size(22))
    if actions.left is not None:
        figures.addWidget(FigureButton(actions.left.figure, _exactly(actions), "ink", live=False))
    for figure, word, tone in (
        (actions.late, _("▲ late"), "late"),
        (actions.open, _("○ open"), "ink"),
        (actions.done, _("✓ done"), "done"),
    ):
        if figure is not None:
            figures.addWidget(_figure(figure, word, tone, open_list))
    figures.addStretch(1)
    card.body.addLayout(figures)
    card.body.addSpacing(theme.size(6))
    late = actions.late.number if actions.late is not None else 0
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


def meeting_card(shown: Overview, open_record: OpenRecord, open_part: OpenPart, open_list: OpenList) -> Card:
    """The next meeting: how far away, and whether it is ready, by the lines that its own page shows."""
    meeting = shown.meeting
    if meeting is None:
        return _no_meeting(shown)
    card = Card(_("Next meeting"), _("Open"))
    card.asked.connect(lambda: open_record("meetings", meeting.id))
    card.body.addSpacing(theme.size(6))
    title = QLabel(meeting.title)
    title.setWordWrap(True)
    theme.set_role(title, "heading")
    card.body.addWidget(title)
    day = show_date(meeting.day, meeting.precision, weekday=meeting.precision == "day")
    place = QLabel(" · ".join((day, meeting.left.words, meeting.place or _("place not set"))))
    place.setWordWrap(True)
    theme.set_role(place, "mute")
    card.body.addWidget(place)
    card.body.addSpacing(theme.size(4))
    for ready in meeting.ready:
        row = ReadyFact(ready)
        row.clicked.connect(_ready_opener(ready, meeting.id, open_part, open_list))
        card.body.addWidget(row)
    number = counted("{n} item", "{n} items", meeting.carry_over.number)
    fact = FactRow(_("Carry-over"), (Words(number),), live=True, last=True)
    card.body.addWidget(_opening(fact, meeting.carry_over.listing, open_list))
    card.body.addStretch(1)
    return card


def _no_meeting(shown: Overview) -> Card:
    card = Card(_("Next meeting"))
    adds = _("Ctrl+G, M and then Ctrl+N adds one.") if shown.ahead is None else ""
    card.add_note(f"{no_meeting(shown)} {adds}".strip())
    card.body.addStretch(1)
    return card


def repairs_card(shown: Overview, open_record: OpenRecord, open_list: OpenList) -> Card:
    """Repair schedules under way or planned, how far they slip, and what comes next."""
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
        (_("End has passed"), repairs.overdue, "late"),
        (_("No end recorded"), repairs.without_end, "soon"),
    ]
    if shown.deadline is not None and shown.deadline.title == "2+2":
        facts[0] = (_("Finish after the 2+2"), after, "ink")
    for label, figure, tone in facts:
        if figure is None:
            card.body.addWidget(FactRow(label, (Words(_("n/a"), "mute"),), live=False))
        else:
            words = (
                Words(
                    f"{figure.number:,}", tone if figure.number else "ink", bold=tone == "late" and figure.number > 0
                ),
            )
            card.body.addWidget(_opening(FactRow(label, words, live=True), figure.listing, open_list))
    card.body.addWidget(FactRow(_("On time, last 12 months"), (_on_time(repairs),), live=False, last=True))
    ahead = repairs.ahead or ()
    card.add_note(_("Coming next") if ahead else no_milestone(shown))
    for number, coming in enumerate(ahead, start=1):
        card.body.addWidget(_coming(coming, open_record, last=number == len(ahead)))
    card.body.addStretch(1)
    return card


def _on_time(repairs: Repairs) -> Words:
    if repairs.finished is None:
        return Words(_("n/a"), "mute")
    finished, on_time = repairs.finished
    if not finished:
        return Words(_("n/a ({words})").format(words=counted("{n} finished", "{n} finished", 0)))
    return Words(f"{on_time} / {finished}")


def _coming(coming: Ahead, open_record: OpenRecord, *, last: bool) -> FactRow:
    """A milestone with its day and the days to it."""
    day = show_date(coming.day, coming.precision)
    words = (Words(f"{day} · ", "mute"), Words(coming.left.figure))
    row = FactRow(coming.title, words, live=True, last=last, gives_way=True)
    row.setToolTip(f"{coming.ref}  {coming.title}")
    row.clicked.connect(lambda: open_record(coming.table, coming.id))
    return row


def needs_card(shown: Overview, open_record: OpenRecord, *, all_of_them: bool) -> Card:
    """What needs a hand today, the most pressing first."""
    needs = shown.needs
    many = len(needs) > FIRST_NEEDS
    every = _("All {n}") if len(needs) < MOST else _("The first {n}")
    link = _("Fewer") if all_of_them else every.format(n=len(needs))
    card = Card(_("Needs a hand today"), link if many else "")
    card.body.addSpacing(theme.size(4))
    for need in needs if all_of_them else needs[:FIRST_NEEDS]:
        row = NeedRow(need)
        row.clicked.connect(_opener(open_record, need))
        card.body.addWidget(row)
    if not needs:
        card.add_note(no_needs(shown))
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


def _owed(owed: Owed) -> tuple[Words, ...]:
    number = Words(f"{owed.open.number:,}")
    if owed.late is None or not owed.late.number:
        return (number,)
    return number, Words(" · "), Words(_("{n} late").format(n=owed.late.number), "late", bold=True)


def _opening(button: FigureButton | FactRow, listing: Listing, open_list: OpenList) -> FigureButton | FactRow:
    button.clicked.connect(lambda: open_list(listing))
    return button


def _ready_opener(ready: Ready, meeting: int, open_part: OpenPart, open_list: OpenList) -> Callable[[], None]:
    """What is counted opens as a list; the rest leads to where it is made ready."""
    if ready.listing is not None:
        listing = ready.listing
        return lambda: open_list(listing)
    return lambda: open_part(meeting, ready.where)


def _opener(open_record: OpenRecord, need: Need) -> Callable[[], None]:
    return lambda: open_record(need.table, need.id)
