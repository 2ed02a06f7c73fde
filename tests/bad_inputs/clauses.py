"""The bad inputs that the ten features of actions, deadlines and meetings must answer, in short words.

Each has at least one row in this package; a test compares them.
"""

CLAUSES: dict[int, dict[str, str]] = {
    1: {  # deadlines that hang on events
        "unknown name": "refused; the three nearest names are offered",
        "two events match": "to choose from a list",
        "event without a date": "kept, shown with its words, neither late nor on time, in a group of its own",
        "event lost": "cancelled or deleted: the last day stays and is flagged, never emptied",
        "new date has passed": "said of each deadline that moves with its event",
        "hangs on itself": "refused with the loop spelt out",
    },
    2: {  # the action register
        "no lead": "saved as a draft only; a draft never prints",
        "due already": "a new action is entered after a yes, marked as entered late",
        "open sub-items": "closing lists them: close all or leave it",
        "second lead": "offered as a supporting office",
        "impossible status": "only what may follow is taken",
        "no evidence": "closing asks for it; without any it is told and listed",
        "due moves without a reason": "refused without the reason and who agreed",
    },
    4: {  # the meeting workspace
        "end before start": "refused",
        "impossible length": "negative or longer than a day: refused",
        "section with items": "says how many it holds; they can be moved instead",
        "one head twice": "meetings that overlap under one head are warned of with both names, never blocked",
        "outcome before its time": "only in progress",
        "closed": "read-only; reopening asks for a reason",
        "template of the same name": "refused",
    },
    5: {  # capture and carry-over
        "action without owner": "kept, listed as incomplete at the close, counted on the button",
        "undiscussed items": "the close asks of each: next meeting, backlog, or drop with a reason",
        "crash": "at most the field being typed is lost; it comes back with a note",
        "kind of outcome": "one of four letters",
    },
    10: {  # people and delegations
        "second head": "asks which one steps down",
        "same kanji and office": "warned of; merged side by side, links follow, undone in one step",
        "person removed": "past meetings keep the name and the post of that day",
        "width of characters": "does not count in comparisons; kept as it was typed",
    },
    16: {  # what changed
        "before the journal": "says from when it can answer",
        "nothing changed": "says so; never an empty page",
        "import or merge": "changes made by one are named as such",
        "no point": "what is no meeting, day or step is refused",
        "no baseline": "says that there is none and what to give instead",
    },
    18: {  # tables
        "invalid cell": "stays in edit with a line under the cell",
        "removed column": "a view that names one opens without it and says so",
        "formula": "a cell that begins like one is exported as text",
        "blocked key": "says why in the status bar",
    },
    19: {  # calendars and zones
        "clock change": "a time that does not exist or comes twice is asked about",
        "holiday": "a deadline on one shows the working days around it and does not move",
        "year without a list": "weekends only, and it says so",
    },
    20: {  # the start page
        "nothing due": "says so",
        "clock set back": "a warning, and no counts of late or early",
    },
    21: {  # decisions and commitments
        "agreed words": "only corrected, with a reason; the old text is kept",
        "circle": "superseding in one is refused",
        "dependents": "deleting lists them and offers to withdraw",
        "no measure": "a commitment without one is taken and listed as not measurable",
    },
}
