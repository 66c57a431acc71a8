"""Every change of a meeting and its agenda."""

from boards.meetings.services.calling import call_meeting, give_notice, move_meeting
from boards.meetings.services.carried import (
    carry_item,
    defer_carried_again,
    drop_carried_item,
    refer_item,
    take_back_carried,
    take_carried_item,
)
from boards.meetings.services.decisions import (
    DecisionDetails,
    DissentDetails,
    correct_decision,
    decision_words,
    record_decision,
)
from boards.meetings.services.editing import (
    ITEM_FIELDS,
    edit_item,
    set_item_field,
    set_item_owners,
    set_item_parties,
    set_item_purposes,
    shown_fields,
)
from boards.meetings.services.forward import (
    PlanDetails,
    add_planned,
    drop_planned,
    edit_planned,
    move_entries_made_from,
    move_planned,
    take_planned,
)
from boards.meetings.services.freezing import freeze_numbers
from boards.meetings.services.inserting import ItemDraft
from boards.meetings.services.items import (
    add_item,
    defer_item,
    remove_item,
    restore_item,
    withdraw_item,
)
from boards.meetings.services.meetings import (
    MeetingDetails,
    create_meeting,
    update_meeting,
)
from boards.meetings.services.moves import drop_item, move_item, step_item
from boards.meetings.services.replies import save_reply
from boards.meetings.services.rounds import (
    RoundDetails,
    answer_round,
    decide_round,
    end_round,
    open_round,
    settle_ratification,
    tally_of,
)
from boards.meetings.services.seal import SealDetails, record_seal_use
from boards.meetings.services.sections import (
    add_section,
    move_section,
    remove_section,
    rename_section,
)
from boards.meetings.services.starting import (
    MAX_ROWS,
    RowToAdd,
    add_items_from_rows,
    start_from_last_meeting,
    start_from_template,
)
from boards.meetings.services.templates import TemplateRow, save_template
from boards.meetings.services.undoing import undo_change, undo_last_change

__all__ = [
    "ITEM_FIELDS",
    "MAX_ROWS",
    "DecisionDetails",
    "DissentDetails",
    "ItemDraft",
    "MeetingDetails",
    "PlanDetails",
    "RoundDetails",
    "RowToAdd",
    "SealDetails",
    "TemplateRow",
    "add_item",
    "add_items_from_rows",
    "add_planned",
    "add_section",
    "answer_round",
    "call_meeting",
    "carry_item",
    "correct_decision",
    "create_meeting",
    "decide_round",
    "decision_words",
    "defer_carried_again",
    "defer_item",
    "drop_carried_item",
    "drop_item",
    "drop_planned",
    "edit_item",
    "edit_planned",
    "end_round",
    "freeze_numbers",
    "give_notice",
    "move_entries_made_from",
    "move_item",
    "move_meeting",
    "move_planned",
    "move_section",
    "open_round",
    "record_decision",
    "record_seal_use",
    "refer_item",
    "remove_item",
    "remove_section",
    "rename_section",
    "restore_item",
    "save_reply",
    "save_template",
    "set_item_field",
    "set_item_owners",
    "set_item_parties",
    "set_item_purposes",
    "settle_ratification",
    "shown_fields",
    "start_from_last_meeting",
    "start_from_template",
    "step_item",
    "take_back_carried",
    "take_carried_item",
    "take_planned",
    "tally_of",
    "undo_change",
    "undo_last_change",
    "update_meeting",
    "withdraw_item",
]
