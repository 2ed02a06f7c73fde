"""Organizations, people, forums and their working groups."""

from collections.abc import Iterator

from sqlalchemy.orm import Mapped

from dicas_desktop.domain.base import choice, day, field, reference
from dicas_desktop.domain.declaration import Kind
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.rules import ends_after
from dicas_desktop.domain.sources import Sourced
from dicas_desktop.domain.texts import N_
from dicas_desktop.domain.vocabulary import ORGANIZATION_TYPES, SIDES


class Organization(Sourced):
    """A government office, a command or a company."""

    __tablename__ = "organizations"
    declares = {
        "prefix": "O", "slug_column": "org_id", "singular": N_("Organization"), "plural": N_("Organizations"),
        "group": N_("Directory"), "title": "name_en", "label": ("abbreviation", "name_en"), "sort": "name_en",
        "columns": ("ref", "name_en", "name_ja", "abbreviation", "country", "org_type", "parent_org_id"),
    }  # fmt: skip
    name_en: Mapped[str] = field(N_("Name"), required=True, width=340)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=200)
    abbreviation: Mapped[str | None] = field(N_("Abbreviation"), width=110)
    country: Mapped[str | None] = field(N_("Country"), Kind.COUNTRY, width=80)
    org_type: Mapped[str | None] = choice(N_("Type"), ORGANIZATION_TYPES)
    parent_org_id: Mapped[int | None] = reference(N_("Part of"), "organizations", width=160)
    role_note: Mapped[str | None] = field(N_("Role"), Kind.LONG_TEXT, width=260)
    name_kana: Mapped[str | None] = field(N_("Name in kana"), recorded=False, width=160)
    merged_into_id: Mapped[int | None] = reference(N_("Merged into"), "organizations", recorded=False, width=160)
    not_same_as: Mapped[str | None] = field(N_("Not the same as"), Kind.LONG_TEXT, recorded=False, width=160)


class Person(Sourced):
    """A person in public office."""

    __tablename__ = "persons"
    declares = {
        "prefix": "PE", "slug_column": "person_id", "singular": N_("Person"), "plural": N_("People"),
        "group": N_("Directory"), "title": "name_en", "label": ("name_en",), "sort": "name_en",
        "columns": ("ref", "name_en", "name_ja", "title", "org_id", "country", "in_office_on"),
    }  # fmt: skip
    name_en: Mapped[str] = field(N_("Name"), required=True, width=200)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=150)
    title: Mapped[str | None] = field(N_("Title"), width=320)
    org_id: Mapped[int | None] = reference(N_("Organization"), "organizations", width=160)
    country: Mapped[str | None] = field(N_("Country"), Kind.COUNTRY, width=80)
    from_date: Mapped[str | None] = day(N_("In office from"))
    to_date: Mapped[str | None] = day(N_("In office to"), end=True)
    in_office_on: Mapped[str | None] = day(N_("In office on"))
    note: Mapped[str | None] = field(N_("Note"), Kind.LONG_TEXT, width=260)
    name_kana: Mapped[str | None] = field(N_("Name in kana"), recorded=False, width=160)
    family_name: Mapped[str | None] = field(N_("Family name"), recorded=False, width=140)
    given_name: Mapped[str | None] = field(N_("Given name"), recorded=False, width=140)
    family_name_ja: Mapped[str | None] = field(N_("Family name in Japanese"), recorded=False, width=120)
    given_name_ja: Mapped[str | None] = field(N_("Given name in Japanese"), recorded=False, width=120)
    title_ja: Mapped[str | None] = field(N_("Title in Japanese"), recorded=False, width=220)
    side: Mapped[str | None] = choice(N_("Side"), SIDES, recorded=False, width=110)
    merged_into_id: Mapped[int | None] = reference(N_("Merged into"), "persons", recorded=False, width=160)
    not_same_as: Mapped[str | None] = field(N_("Not the same as"), Kind.LONG_TEXT, recorded=False, width=160)


class Post(Sourced):
    """An office that a person holds or held; what is printed of a past meeting is the post of that day."""

    __tablename__ = "posts"
    declares = {
        "prefix": "PO", "slug_column": "post_id", "singular": N_("Post"), "plural": N_("Posts held"),
        "group": N_("Directory"), "title": "title", "label": ("title",), "sort": "from_date",
        "columns": ("ref", "person_id", "title", "title_ja", "org_id", "from_date", "to_date"),
        "recorded": False, "listed": False,
    }  # fmt: skip
    person_id: Mapped[int] = reference(N_("Person"), "persons", required=True, owner=True, recorded=False, width=180)
    title: Mapped[str] = field(N_("Title"), required=True, recorded=False, width=300)
    title_ja: Mapped[str | None] = field(N_("Title in Japanese"), recorded=False, width=220)
    org_id: Mapped[int | None] = reference(N_("Organization"), "organizations", recorded=False, width=180)
    from_date: Mapped[str | None] = day(N_("Held from"), recorded=False)
    to_date: Mapped[str | None] = day(N_("Held to"), end=True, recorded=False)

    def problems(self) -> Iterator[FieldProblem]:
        """A post is not left before it is taken up."""
        yield from super().problems()
        yield from ends_after(self, "from_date", "to_date")


class Forum(Sourced):
    """A standing forum of the two governments or of their wider circle."""

    __tablename__ = "forums"
    declares = {
        "prefix": "F", "slug_column": "forum_id", "singular": N_("Forum"), "plural": N_("Forums"),
        "group": N_("Forum"), "title": "name_en", "label": ("abbreviation", "name_en"), "sort": "name_en",
        "columns": ("ref", "name_en", "name_ja", "abbreviation", "us_lead_org_id", "jp_lead_org_id",
                    "established_date"),
    }  # fmt: skip
    name_en: Mapped[str] = field(N_("Name"), required=True, width=360)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=240)
    abbreviation: Mapped[str | None] = field(N_("Abbreviation"), width=110)
    predecessor_forum_id: Mapped[int | None] = reference(N_("Predecessor"), "forums")
    established_date: Mapped[str | None] = day(N_("Established"))
    established_by_meeting_id: Mapped[int | None] = reference(N_("Established by"), "meetings", width=200)
    us_lead_org_id: Mapped[int | None] = reference(N_("U.S. lead"), "organizations")
    jp_lead_org_id: Mapped[int | None] = reference(N_("Japan lead"), "organizations")
    purpose: Mapped[str | None] = field(N_("Purpose"), Kind.LONG_TEXT, width=300)


class WorkingGroup(Sourced):
    """A working group or workstream of a forum."""

    __tablename__ = "working_groups"
    declares = {
        "prefix": "WG", "slug_column": "wg_id", "singular": N_("Working group"), "plural": N_("Working groups"),
        "group": N_("Forum"), "title": "name_en", "label": ("name_en",), "sort": "name_en",
        "columns": ("ref", "name_en", "name_ja", "forum_id", "us_lead_org_id", "jp_lead_org_id",
                    "established_date", "first_meeting_id"),
    }  # fmt: skip
    forum_id: Mapped[int] = reference(N_("Forum"), "forums", required=True)
    name_en: Mapped[str] = field(N_("Name"), required=True, width=260)
    name_ja: Mapped[str | None] = field(N_("Name in Japanese"), width=220)
    us_lead_org_id: Mapped[int | None] = reference(N_("U.S. lead"), "organizations")
    jp_lead_org_id: Mapped[int | None] = reference(N_("Japan lead"), "organizations")
    established_date: Mapped[str | None] = day(N_("Established"))
    established_at_meeting_id: Mapped[int | None] = reference(N_("Established at"), "meetings", width=200)
    first_meeting_id: Mapped[int | None] = reference(N_("First meeting"), "meetings", width=200)
    scope: Mapped[str | None] = field(N_("Scope"), Kind.LONG_TEXT, width=300)
