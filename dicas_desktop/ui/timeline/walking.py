"""From one bar or point to the next by keyboard."""

from bisect import bisect_left
from collections.abc import Iterable

from dicas_desktop.planning.lanes import Item, Plan


def beside(plan: Plan, item: Item, step: int) -> Item:
    """Return the item before (-1) or after (1) this one in its lane, itself at the end of the lane."""
    items = plan.lanes[item.lane].items
    place = bisect_left(items, item.first, key=lambda other: other.first)
    while items[place] is not item:  # among those that begin on the same day
        place += 1
    place += step
    return items[place] if 0 <= place < len(items) else item


def across(plan: Plan, item: Item, step: int) -> Item:
    """Return the item nearest in time in the next lane above (-1) or below (1) that has one, itself if none has."""
    lanes = range(item.lane + step, len(plan.lanes) if step > 0 else -1, step)
    return _nearest(plan, lanes, item.first) or item


def nearest(plan: Plan, day: int) -> Item | None:
    """Return where the keyboard begins: the item nearest to a day in the first lane that has one."""
    return _nearest(plan, range(len(plan.lanes)), day)


def _nearest(plan: Plan, lanes: Iterable[int], day: int) -> Item | None:
    for number in lanes:
        items = plan.lanes[number].items
        if items:
            place = bisect_left(items, day, key=lambda item: item.first)
            near = items[max(0, place - 1) : place + 1]
            return min(near, key=lambda item: abs(item.first - day))
    return None
