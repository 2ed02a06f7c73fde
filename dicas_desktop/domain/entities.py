"""The registry: every entity class of the program, in the order in which their pages stand in the sidebar."""

from sqlalchemy.orm import configure_mappers

from dicas_desktop.domain.actions import ActionItem
from dicas_desktop.domain.base import Record
from dicas_desktop.domain.closures import Closure
from dicas_desktop.domain.follow_up import Attachment, Extension, Party
from dicas_desktop.domain.forums import Forum, Organization, Person, Post, WorkingGroup
from dicas_desktop.domain.meetings import AgendaItem, Decision, Delegation, DelegationMember, Meeting
from dicas_desktop.domain.milestones import Milestone
from dicas_desktop.domain.papers import Note, Paper
from dicas_desktop.domain.production import ProductionActual, ProductionTarget, Programme
from dicas_desktop.domain.repairs import Facility, Platform, RepairSchedule
from dicas_desktop.domain.sources import Source
from dicas_desktop.domain.supply import SupplyItem
from dicas_desktop.domain.templates import Template, TemplateItem

MODELS: tuple[type[Record], ...] = (
    Forum, WorkingGroup, Meeting, AgendaItem, Delegation, DelegationMember, Note, Paper, Template, TemplateItem,
    ActionItem, Party, Extension, Decision, Milestone,
    RepairSchedule, Platform, Facility,
    Programme, ProductionTarget, ProductionActual, SupplyItem,
    Organization, Person, Post, Closure, Source, Attachment,
)  # fmt: skip
configure_mappers()  # so that rules can be asked of bare values, see `store.step.problems_of`
_BY_TABLE = {model.entity.table: model for model in MODELS}


def model(table: str) -> type[Record]:
    """Return the entity class of a table; KeyError if there is none."""
    return _BY_TABLE[table]
