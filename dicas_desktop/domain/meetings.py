"""Meetings with their agenda, delegations and decisions."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, precision, reference
from dicas_desktop.domain.clocks import END, moment_of, questions
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import ends_after, lasts_a_day_at_most, not_negative
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_, _
from dicas_desktop.domain.vocabulary import (
    ATTENDANCE,
    CAPACITIES,
    DECISION_STATUSES,
    ITEM_STATES,
    MEETING_STATUSES,
    MEETING_TYPES,
    PURPOSES,
    SIDES,
    STAGES,
    TEXT_LANGUAGES,
)


class Meeting(Sourced):
    """A meeting of a forum or working group, a visit or a round table; local time and zone, both may be unknown."""

    __tablename__ = "meetings"
    declares = {
        "prefix": "M", "slug_column": "meeting_id", "singular": N_("Meeting"), "plural": N_("Meetings"),
        "group": N_("Forum"), "title": "title", "label": ("title",), "sort": "start_date",
        "columns": ("ref", "title", "start_date", "forum_id", "wg_id", "meeting_type", "city", "status"),
    }  # fmt: skip
    forum_id: Mapped[int | None] = reference(N_("Forum"), "forums")
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    meeting_type: Mapped[str | None] = choice(N_("Type"), MEETING_TYPES, suggested=True)
    title: Mapped[str] = field(N_("Title"), required=True, width=340)
    start_date: Mapped[str | None] = day(N_("Date"), precision="date_precision", live_index=("status",))
    end_date: Mapped[str | None] = day(N_("Last day"), precision="date_precision", end=True)
    date_precision: Mapped[str | None] = precision(N_("Date precision"))
    city: Mapped[str | None] = field(N_("City"), width=100)
    country: Mapped[str | None] = field(N_("Country"), Kind.COUNTRY, width=80)
    venue: Mapped[str | None] = field(N_("Venue"), width=180)
    host_org_id: Mapped[int | None] = reference(N_("Host"), "organizations")
    host_side: Mapped[str | None] = choice(N_("Host side"), SIDES)
    status: Mapped[str | None] = choice(N_("Status"), MEETING_STATUSES, default="planned", width=100)
    participants_note: Mapped[str | None] = field(N_("Participants"), Kind.LONG_TEXT, width=240)
    summary: Mapped[str | None] = field(N_("Summary"), Kind.LONG_TEXT, width=300)
    title_ja: Mapped[str | None] = field(N_("Title in Japanese"), recorded=False, width=220)
    start_time: Mapped[str | None] = field(N_("Begins at"), Kind.TIME, recorded=False, width=80)
    end_time: Mapped[str | None] = field(N_("Ends at"), Kind.TIME, recorded=False, width=80)
    time_zone: Mapped[str | None] = field(N_("Time zone"), Kind.ZONE, recorded=False, width=140)
    stage: Mapped[str | None] = choice(N_("Stage"), STAGES, recorded=False, width=110)
    purpose: Mapped[str | None] = field(N_("Purpose"), Kind.LONG_TEXT, recorded=False, width=260)
    previous_meeting_id: Mapped[int | None] = reference(N_("Follows"), "meetings", recorded=False, width=220)

    def problems(self) -> Iterator[FieldProblem]:
        """A meeting must not end before it begins; a time needs its zone."""
        yield from super().problems()
        yield from ends_after(self, "start_date", "end_date")
        if (self.start_time or self.end_time) and not self.time_zone:
            yield FieldProblem("time_zone", _("Time zone is missing: a time of day needs one, such as Asia/Tokyo."))
        yield from questions(vars(self))
        if self._ends_early():
            text = _("Ends at: {end} is before the beginning at {start}.")
            yield FieldProblem("end_time", text.format(end=self.end_time, start=self.start_time))

    def _ends_early(self) -> bool:
        """Tell whether a meeting of one day ends before it begins; a time that comes twice is told by its moment."""
        if not (self.start_date and self.start_date == self.end_date and self.start_time and self.end_time):
            return False
        if not self.time_zone or " " not in self.time_zone:
            return self.end_time < self.start_time
        begin = moment_of(self.start_date, self.start_time, self.time_zone)
        return moment_of(self.start_date, self.end_time, self.time_zone, END).timestamp() < begin.timestamp()


class AgendaItem(Sourced):
    """One point of a meeting's agenda; `minutes` is the time allotted."""

    __tablename__ = "agenda_items"
    declares = {
        "prefix": "AG", "slug_column": "agenda_item_id", "singular": N_("Agenda item"), "plural": N_("Agenda items"),
        "group": N_("Forum"), "title": "topic", "label": ("topic",), "sort": "meeting_id",
        "columns": ("ref", "topic", "meeting_id", "seq", "minutes", "purpose", "lead_org_id", "wg_id",
                    "programme_id"),
    }  # fmt: skip
    meeting_id: Mapped[int] = reference(N_("Meeting"), "meetings", required=True, owner=True, width=240)
    seq: Mapped[int] = field(N_("No."), Kind.INTEGER, required=True, width=60)
    topic: Mapped[str] = field(N_("Topic"), required=True, width=320)
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    programme_id: Mapped[int | None] = reference(N_("Programme"), "programmes", width=180)
    topic_ja: Mapped[str | None] = field(N_("Topic in Japanese"), recorded=False, width=220)
    minutes: Mapped[int | None] = field(N_("Minutes"), Kind.INTEGER, recorded=False, width=80)
    purpose: Mapped[str | None] = choice(N_("Purpose"), PURPOSES, recorded=False, width=100)
    lead_side: Mapped[str | None] = choice(N_("Lead side"), SIDES, recorded=False, width=100)
    lead_org_id: Mapped[int | None] = reference(N_("Lead"), "organizations", recorded=False)
    section: Mapped[str | None] = field(N_("Section"), recorded=False, width=160)
    state: Mapped[str | None] = choice(N_("State"), ITEM_STATES, recorded=False, width=110)
    state_reason: Mapped[str | None] = field(N_("Reason"), recorded=False, width=200)
    carried_from_id: Mapped[int | None] = reference(N_("Carried over from"), "agenda_items", recorded=False, width=220)

    def problems(self) -> Iterator[FieldProblem]:
        """An item takes more than nothing and at most a day."""
        yield from super().problems()
        yield from lasts_a_day_at_most(self, "minutes")


class Delegation(Sourced):
    """The people of one side at one meeting."""

    __tablename__ = "delegations"
    declares = {
        "prefix": "DG", "slug_column": "delegation_id", "singular": N_("Delegation"), "plural": N_("Delegations"),
        "group": N_("Forum"), "title": "leader_role", "label": ("slug", "ref"), "sort": "meeting_id",
        "columns": ("ref", "meeting_id", "side", "org_id", "leader_person_id", "leader_role", "headcount"),
    }  # fmt: skip
    meeting_id: Mapped[int] = reference(N_("Meeting"), "meetings", required=True, owner=True, width=280)
    side: Mapped[str] = choice(N_("Side"), SIDES, required=True)
    org_id: Mapped[int | None] = reference(N_("Organization"), "organizations", width=160)
    leader_person_id: Mapped[int | None] = reference(N_("Head of delegation"), "persons", width=180)
    leader_role: Mapped[str | None] = field(N_("Role of the head"), width=200)
    headcount: Mapped[int | None] = field(N_("Headcount"), Kind.INTEGER, width=90)
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=260)

    def problems(self) -> Iterator[FieldProblem]:
        """A headcount is not negative."""
        yield from super().problems()
        yield from not_negative(self, "headcount")


class DelegationMember(Sourced):
    """A person, office or company in a delegation."""

    __tablename__ = "delegation_members"
    declares = {
        "prefix": "DM", "slug_column": "member_id", "singular": N_("Delegation member"),
        "plural": N_("Delegation members"), "group": N_("Forum"), "title": "role_note", "label": ("slug", "ref"),
        "sort": "delegation_id",
        "columns": ("ref", "delegation_id", "person_id", "org_id", "capacity", "role_note"),
    }  # fmt: skip
    delegation_id: Mapped[int] = reference(N_("Delegation"), "delegations", required=True, owner=True, width=240)
    person_id: Mapped[int | None] = reference(N_("Person"), "persons", width=180)
    org_id: Mapped[int | None] = reference(N_("Organization"), "organizations", width=160)
    capacity: Mapped[str | None] = choice(N_("Capacity"), CAPACITIES)
    role_note: Mapped[str | None] = field(N_("Role"), width=260)
    precedence: Mapped[int | None] = field(N_("Precedence"), Kind.INTEGER, recorded=False, width=90)
    attendance: Mapped[str | None] = choice(N_("Attendance"), ATTENDANCE, recorded=False, width=110)


class Decision(Sourced):
    """What a meeting agreed."""

    __tablename__ = "decisions"
    declares = {
        "prefix": "D", "slug_column": "decision_id", "singular": N_("Decision"), "plural": N_("Decisions"),
        "group": N_("Work"), "title": "text", "label": ("text",), "sort": "decision_date",
        "columns": ("ref", "text", "decision_date", "meeting_id", "wg_id", "programme_id", "status"),
    }  # fmt: skip
    meeting_id: Mapped[int | None] = reference(N_("Meeting"), "meetings", width=220)
    wg_id: Mapped[int | None] = reference(N_("Working group"), "working_groups", width=180)
    programme_id: Mapped[int | None] = reference(N_("Programme"), "programmes", width=180)
    text: Mapped[str] = field(N_("Text"), Kind.LONG_TEXT, required=True, width=420)
    decision_date: Mapped[str | None] = day(N_("Date"))
    text_ja: Mapped[str | None] = field(N_("Text in Japanese"), Kind.LONG_TEXT, recorded=False, width=300)
    status: Mapped[str | None] = choice(N_("Status"), DECISION_STATUSES, recorded=False, default="agreed", width=110)
    agenda_item_id: Mapped[int | None] = reference(N_("Agenda item"), "agenda_items", recorded=False, width=220)
    made_by: Mapped[str | None] = field(N_("Made by"), recorded=False, width=180)
    authoritative: Mapped[str | None] = choice(N_("Authoritative text"), TEXT_LANGUAGES, recorded=False, width=120)
    superseded_by_id: Mapped[int | None] = reference(N_("Superseded by"), "decisions", recorded=False, width=220)
