"""The posts that people hold: read for a day, taken up with the one before it kept."""

from collections.abc import Mapping
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
_KEPT = ("title", "title_ja", "org_id", "from_date", "to_date", "source_id", "marking", "releasability")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post that a person takes up on an ISO day."""

    title: str
    from_date: str
    title_ja: str | None = None
    org_id: int | None = None


def posts_of(db: Db, person_id: int) -> list[dict[str, Any]]:
    """Return the rows of the posts that a person holds or held, the oldest first."""
    return [record.values for record in fetch(db, "posts", db.execute(OF_PERSON, (person_id,)).scalars())]


def held_on(db: Db, person_id: int, day: str | None) -> Mapping[str, Any] | None:
    """Return the row (of posts, or of the person) that says which post was held on a day, None if nothing does."""
    found = fetch(db, "persons", [person_id])
    return post_on(found[0].values, posts_of(db, person_id), day) if found else None


def take_up(step: "Step", person_id: int, post: NewPost) -> None:
    """Let a person take up a post: the one held until the day before is kept with its dates.

    FieldProblem if the day lies before the beginning of a post that is recorded, or the title is missing.
    """
    db = Db(step.raw)
    person = fetch(db, "persons", [person_id])[0].values
    posts = posts_of(db, person_id)
    until = (date.fromisoformat(post.from_date) - timedelta(days=1)).isoformat()
    begun = max((row["from_date"] for row in (*posts, person) if row["from_date"]), default="")
    if begun >= post.from_date:
        text = _("Held from: {day} is not after {begun}, when the post before it was taken up.")
        raise FieldProblem("from_date", text.format(day=post.from_date, begun=begun))
    if not posts and person["title"]:
        kept = {name: person[name] for name in _KEPT}
        step.add("posts", {**kept, "person_id": person_id, "to_date": person["to_date"] or until})
    for row in posts:
        if not row["to_date"]:
            step.update("posts", row["id"], {"to_date": until})
    new = {"title": post.title, "title_ja": post.title_ja, "org_id": post.org_id, "from_date": post.from_date}
    step.add("posts", {**new, "person_id": person_id})
    step.update("persons", person_id, {**new, "to_date": None})
