"""The posts that people hold: read for a day, taken up with the one before it kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dicas_desktop.domain.posts import post_on
from dicas_desktop.domain.problems import FieldProblem
from dicas_desktop.domain.texts import _
from dicas_desktop.store.db import Db
from dicas_desktop.store.listing import fetch

if TYPE_CHECKING:
    from dicas_desktop.store.step import Step

# Those that went to the bin with their person still tell what he was: a past meeting prints them.
OF_PERSON = (
    "SELECT id FROM posts WHERE person_id = ? AND (deleted_at IS NULL OR deleted_batch IN "
    "(SELECT deleted_batch FROM persons WHERE id = posts.person_id)) ORDER BY from_date, id"
)
_OF_NOW = ("title", "from_date", "to_date")  # in which a person's own row and the post held now are the same
_SHARED = (*_OF_NOW, "title_ja", "org_id")
_KEPT = ("title", "title_ja", "org_id", "from_date", "to_date", "source_id", "marking", "releasability")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that a person takes up on an ISO day; `to_date` is the last day of one that is over, or limited."""

    title: str
    from_date: str | None
    title_ja: str | None = None
    org_id: int | None = None
    to_date: str | None = None

    @property
    def values(self) -> dict[str, Any]:
        """Return the columns that a post and its holder have in common, but for the end."""
        return {"title": self.title, "title_ja": self.title_ja, "org_id": self.org_id, "from_date": self.from_date}


def posts_of(db: Db, person_id: int) -> list[dict[str, Any]]:
    """Return the rows of the posts that a person holds or held, the oldest first."""
    return [record.values for record in fetch(db, "posts", db.execute(OF_PERSON, (person_id,)).scalars())]


def held_on(db: Db, person_id: int, day: str | None) -> Mapping[str, Any] | None:
    """Return the row (of posts, or of the person) that says which post was held on a day, None if nothing does."""
    found = fetch(db, "persons", [person_id])
    return post_on(found[0].values, posts_of(db, person_id), day) if found else None


def day_before(day: str) -> str:
    """Return the ISO day before another: the last one of the post before."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def take_up(step: "Step", person_id: int, post: NewPost) -> None:
    """Let a person take up a post. Without an end it is the one held now: the post until the day before is kept.

    With an end it stands beside those that are known, and what is held now stays. FieldProblem if the title is
    missing, neither day is known, the end is before the beginning, or a post held now would begin before another.
    """
    if not post.title:
        raise FieldProblem("title", _("Title is missing: enter it."))
    if post.to_date is not None:
        _keep_own(step, person_id, None)
        step.add("posts", {**post.values, "to_date": post.to_date, "person_id": person_id})
        return
    if post.from_date is None:
        text = _("Held from is missing: enter the first day, or Held to, the last day of a post that is over.")
        raise FieldProblem("from_date", text)
    db = Db(step.raw)
    person = fetch(db, "persons", [person_id])[0].values
    posts = posts_of(db, person_id)
    begun = max((row["from_date"] for row in (*posts, person) if row["from_date"]), default="")
    if begun >= post.from_date:
        text = _("Held from: {day} is not after {begun}, when the post before it was taken up.")
        raise FieldProblem("from_date", text.format(day=post.from_date, begun=begun))
    until = day_before(post.from_date)
    _keep_own(step, person_id, until)
    for row in posts:
        if not row["to_date"]:
            step.update("posts", row["id"], {"to_date": until})
    step.add("posts", {**post.values, "person_id": person_id})
    step.update("persons", person_id, {**post.values, "to_date": None})


def correct(step: "Step", post_id: int, values: Mapping[str, Any]) -> None:
    """Change what is recorded of a post; where it is the one held now, the person's own title follows."""
    db = Db(step.raw)
    before = fetch(db, "posts", [post_id])[0].values
    person = fetch(db, "persons", [before["person_id"]])[0].values
    step.update("posts", post_id, values)
    if _alike(person, [before]):
        step.update("persons", person["id"], {name: value for name, value in values.items() if name in _SHARED})


def settle_holder(
    step: "Step", person_id: int, before: Mapping[str, Any], values: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Guard of every route: the post held now says what the holder's own row is corrected to say.

    A title that is taken out leaves it as it was: a post without a title is none, and what was held stays on record.
    """
    changed = {name: values[name] for name in _SHARED if name in values}
    if changed and changed.get("title", before["title"]):
        posts = [row for row in posts_of(Db(step.raw), person_id) if not row["deleted_at"]]
        if not _alike({**before, **changed}, posts):  # else a post was taken up or corrected, and the holder follows
            for row in _alike(before, posts):
                step.update("posts", row["id"], changed)
    return values


def _alike(own: Mapping[str, Any], posts: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [row for row in posts if all(row[name] == own[name] for name in _OF_NOW)]


def _keep_own(step: "Step", person_id: int, until: str | None) -> None:
    """Make a post of the title of a person who has none: until a day, if the end is not recorded already."""
    db = Db(step.raw)
    person = fetch(db, "persons", [person_id])[0].values
    if person["title"] and not posts_of(db, person_id):
        kept = {name: person[name] for name in _KEPT}
        step.add("posts", {**kept, "person_id": person_id, "to_date": person["to_date"] or until})
