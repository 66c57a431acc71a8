"""Pages of meetings: find, do, say, go."""

from boards.meetings.views.as_it_was import as_it_was
from boards.meetings.views.builder import (
    add,
    add_declarations,
    add_section,
    builder,
    move,
    move_section,
    save_row,
    set_format,
    set_purpose,
    start,
    undo,
)
from boards.meetings.views.calendars import (
    body_calendar,
    calendar_keys,
    own_calendar,
    revoke_calendar_key,
)
from boards.meetings.views.calling import call, change_state, notice, reply, reply_for
from boards.meetings.views.carried import defer_again, drop, take
from boards.meetings.views.decisions import (
    correct_decision,
    decision,
    log,
    new_decision,
)
from boards.meetings.views.forward import (
    add_planned,
    drop_planned,
    edit_planned,
    plan,
    take_planned,
)
from boards.meetings.views.items import (
    add_sub_item,
    defer,
    item,
    remove,
    restore,
    withdraw,
)
from boards.meetings.views.meetings import agenda, detail, edit, listing, new
from boards.meetings.views.pasting import paste
from boards.meetings.views.questions import (
    accept_question,
    answer_question,
    publish_answer,
    questions,
    refuse_question,
)
from boards.meetings.views.sections import remove_section, section
from boards.meetings.views.series import meeting_settings, new_series

__all__ = [
    "accept_question",
    "add",
    "add_declarations",
    "add_planned",
    "add_section",
    "add_sub_item",
    "agenda",
    "answer_question",
    "as_it_was",
    "body_calendar",
    "builder",
    "calendar_keys",
    "call",
    "change_state",
    "correct_decision",
    "decision",
    "defer",
    "defer_again",
    "detail",
    "drop",
    "drop_planned",
    "edit",
    "edit_planned",
    "item",
    "listing",
    "log",
    "meeting_settings",
    "move",
    "move_section",
    "new",
    "new_decision",
    "new_series",
    "notice",
    "own_calendar",
    "paste",
    "plan",
    "publish_answer",
    "questions",
    "refuse_question",
    "remove",
    "remove_section",
    "reply",
    "reply_for",
    "restore",
    "revoke_calendar_key",
    "save_row",
    "section",
    "set_format",
    "set_purpose",
    "start",
    "take",
    "take_planned",
    "undo",
    "withdraw",
]
