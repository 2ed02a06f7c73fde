"""Which post a person held on a day: what is printed of a past meeting is the post of that day, not that of now."""

from collections.abc import Iterable, Mapping
from typing import Any

Row = Mapping[str, Any]


def post_on(person: Row, posts: Iterable[Row], day: str | None) -> Row | None:
    """Return the row that says which post the person held on an ISO day, None if that is not recorded.

    `posts` are the person's rows of that table; where none of them covers the day, the title of the person's own row
    does within its dates, and never before the end of the last post recorded. Without a day it is what is held now.
    """
    known = list(posts)
    if day is None:
        return _latest(post for post in known if not post["to_date"]) or _titled(person)
    held = _latest(post for post in known if _covers(post, day))
    if held is not None:
        return held
    ends = [post["to_date"] for post in known if post["to_date"]]
    after_all = not ends or day > max(ends)
    return _titled(person) if after_all and _covers(person, day) else None


def _covers(row: Row, day: str) -> bool:
    return (not row["from_date"] or row["from_date"] <= day) and (not row["to_date"] or day <= row["to_date"])


def _latest(posts: Iterable[Row]) -> Row | None:
    """Of posts held at once the one taken up last; what began on no known day is the oldest."""
    return max(posts, key=lambda post: (post["from_date"] or "", post.get("id") or 0), default=None)


def _titled(person: Row) -> Row | None:
    return person if person["title"] else None
