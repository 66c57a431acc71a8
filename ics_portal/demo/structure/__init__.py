"""The structure of the demonstration's system: bodies, seats, places, collaboratives.

What the sources say of Lancashire and South Cumbria, and beside it a statutory board of
the smallest lawful shape (catalogue ICB-13), which no source describes: its people are
role titles and its days are ours. Gaps are left open, so that the findings show them: a
vacant seat, a place without a director of public health, a footprint not confirmed.
"""

from __future__ import annotations

from datetime import datetime

from boards.bodies.importers import read_editions
from boards.bodies.models import Body
from boards.bodies.services import load_rules
from ics_portal.accounts.actor import SYSTEM_ACTOR
from ics_portal.demo.structure.board import name_deputies, set_up_board
from ics_portal.demo.structure.collaboratives import set_up_collaboratives
from ics_portal.demo.structure.committees import set_up_committees, set_up_partnership
from ics_portal.demo.structure.documents import file_documents
from ics_portal.demo.structure.forums import seat_board_of_2020, set_up_forums
from ics_portal.demo.structure.functions import share_out_functions
from ics_portal.demo.structure.organisations import (
    found_nhs_body,
    say_what_providers_do,
)
from ics_portal.demo.structure.places import set_up_places
from ics_portal.demo.structure.routes import lay_routes
from ics_portal.demo.structure.scheme import say_schemes
from ics_portal.demo.structure.telling import By, Telling


def tell_structure(ics_board: Body, *, at: datetime) -> Telling:
    """Tell the structure around the board that is there already.

    Gives back the telling, for what others tell of the same system after it.
    """
    telling = Telling(ics_board.system, By(actor=SYSTEM_ACTOR, at=at))
    load_rules(rows=read_editions(), **telling.by)
    say_what_providers_do(telling)
    nhs_body = found_nhs_body(telling)
    seat_board_of_2020(telling, ics_board)
    set_up_forums(telling, ics_board)
    board = set_up_board(telling, nhs_body)
    name_deputies(telling, board)
    set_up_committees(telling, board, nhs_body)
    set_up_partnership(telling, nhs_body)
    set_up_places(telling, board)
    set_up_collaboratives(telling)
    file_documents(telling, board, nhs_body)
    share_out_functions(telling, board)
    say_schemes(telling)
    lay_routes(telling)
    return telling
