"""Bad inputs of the register of actions, decisions and commitments."""

from tests.bad_inputs.declared import Named, Row, command

ACTION = ("add", "action_items", "description=Example")
LED = (*ACTION, "owner_org_id=us-dod")
PROMISE = command(*LED, "kind=commitment", "owner_side=US")
UI = "ui/test_register.py"

ROWS = (
    Row(
        2, "no lead", command(*ACTION), "AI-0030 has no lead (OPR): it is kept as a draft and never printed.",
        writes={"AI-0030": {"status": "draft"}},
    ),
    Row(
        2, "no lead", command("set", "action_items", "AI-0030", "status=open"),
        "Lead (OPR) is missing: name the office that leads before the action leaves Draft.", (command(*ACTION),),
    ),
    Row(2, "no lead", command("set", "action_items", "AI-0003", "owner_org_id="),
        "Lead (OPR): an action that is not closed has one; name the office that leads instead.",
    ),
    Row(2, "no lead", Named("briefs/test_actions.py", "test_a_draft_is_never_printed"), ""),
    Row(
        2, "due already", command(*LED, "due_date=2024-07-01"),
        "AI-0030 was due 1 Jul 2024, before it was entered: it is marked “entered late”.",
        writes={"AI-0030": {"status": "open", "due_date": "2024-07-01"}},
    ),
    Row(
        2, "due already", Named(UI, "test_a_new_action_that_was_due_already_is_entered_after_a_yes"),
        "The due date 1 Jul 2024 has passed. The action is kept and marked “entered late”.",
    ),
    Row(
        2, "open sub-items", command("set", "action_items", "AI-0003", "status=done"),
        "AI-0003 has 1 open sub-item, AI-0030: close it, too, or leave AI-0003 open. (--with-sub-items)",
        (command(*LED, "parent_id=AI-0003"),),
    ),
    Row(
        2, "open sub-items",
        Named("ui/test_asking.py", "test_closing_with_open_parts_lists_them_and_offers_to_close_all"),
        "Close with 1 open sub-item",
    ),
    Row(2, "second lead", command("support", "AI-0003", "usn"), "Office: USN leads AI-0003 already."),
    Row(
        2, "second lead", command("set", "action_items", "AI-0003", "owner_org_id=jp-atla"),
        "Lead (OPR): USN leads AI-0003, and an action has one lead: replace it, or add ATLA as OCR. "
        "(--replace-lead or --as-ocr)",
    ),
    Row(
        2, "second lead", command("add", "parties", "action_item_id=AI-0003", "org_id=usn"),
        "Office: USN leads AI-0003 already.",
    ),
    Row(
        2, "second lead", Named("exchange/test_registers.py", "test_a_second_lead_is_a_bad_row"),
        " leads ",
    ),
    Row(
        2, "second lead", Named(UI, "test_a_second_lead_is_offered_as_a_supporting_office"),
        "Lead (OPR): USN leads AI-0003, and an action has one lead: replace it, or add ATLA as OCR.",
    ),
    Row(
        2, "due moves without a reason", command("set", "action_items", "AI-0003", "due_date=2025-03-31"),
        "Due: AI-0003 was due by Jan 2024; say why it moves and who agreed. (--reason TEXT --agreed TEXT)",
    ),
    Row(
        2, "due moves without a reason",
        command("set", "action_items", "AI-0003", "due_date=2025-03-31", "--reason", "Example reason"),
        "Due: AI-0003 was due by Jan 2024; say why it moves and who agreed. (--reason TEXT --agreed TEXT)",
    ),
    Row(
        2, "no evidence", command("set", "action_items", "AI-0003", "status=done"),
        "AI-0003 is closed without evidence: give it with --evidence TEXT or evidence_decision_id=REF, or attach a "
        "file.",
        writes={"AI-0003": {"status": "done", "evidence": None}},
    ),
    Row(
        2, "no evidence", command("set", "action_items", "AI-0003", "priority=high", "--evidence", "Example evidence"),
        "--evidence goes with status=done of an action: nothing was changed.",
    ),
    Row(
        2, "no evidence", Named("ui/test_asking.py", "test_escape_at_the_evidence_leaves_the_action_open"),
        "Status: say what shows that AI-0003 is done, or name the decision that settled it.",
    ),
    Row(
        2, "no lead", Named("ui/test_sub_items.py", "test_what_is_wrong_is_told_and_nothing_is_written"),
        "Lead (OPR): there is no “nobody on record” among organizations.",
    ),
    Row(
        2, "impossible status", command("set", "action_items", "AI-0002", "status=cancelled"),
        "Status: an action that is Done can only become Open, In progress, Blocked, Partly done or Not recorded.",
    ),
    Row(
        21, "agreed words", command("set", "decisions", "D-0001", "text=Corrected"),
        "Text: D-0001 is Agreed, so its words are only corrected; give the reason, the old text is kept. "
        "(--reason TEXT)",
    ),
    Row(
        21, "agreed words", command("set", "decisions", "D-0001", "text=Corrected", "--reason", "Example reason"),
        "D-0001", writes={"D-0001": {"text": "Corrected"}},
    ),
    Row(
        21, "circle", command("set", "decisions", "D-0002", "superseded_by_id=D-0001"),
        "Superseded by: D-0002 → D-0001 → D-0002 is a circle; choose another decision.",
        (command("set", "decisions", "D-0001", "superseded_by_id=D-0002"),),
    ),
    Row(
        21, "circle", command("set", "decisions", "D-0001", "superseded_by_id=D-0001"),
        "Superseded by: D-0001 → D-0001 is a circle; choose another decision.",
    ),
    Row(
        21, "circle", command("set", "decisions", "D-0001", "status=superseded"),
        "Superseded by is missing: name the decision that takes its place. (superseded_by_id=REF)",
    ),
    Row(
        21, "dependents", command("delete", "decisions", "D-0001"),
        "AI-0030 rests on D-0001: withdraw D-0001 instead, or take it off D-0001 first.",
        (command(*LED, "decision_id=D-0001"),),
    ),
    Row(
        21, "dependents", Named(UI, "test_deleting_a_decision_on_which_others_rest_offers_to_withdraw_it"),
        "AI-0003 Start the first larger repair, on USS New Orleans",
    ),
    Row(
        21, "no measure", PROMISE, "AI-0030",
        writes={"AI-0030": {"kind": "commitment", "measure": None, "status": "open"}},
    ),
    Row(
        21, "no measure", command("owed", "--side", "US", "--as-of", "2024-07-15"),
        "Owed by the United States: 8 open, 1 late, 2 not measurable\n"
        "…AI-0030 Example DoD ○ Undated, not measurable\n…", (PROMISE,),
    ),
)  # fmt: skip
