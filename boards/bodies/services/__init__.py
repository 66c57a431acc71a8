"""Changes to bodies, one file per subject."""

from boards.bodies.services.appointments import (
    appoint,
    appoint_deputy,
    end_appointment,
    mark_accountable_officer,
    record_exception,
    say_mental_health,
)
from boards.bodies.services.composition import (
    Loaded,
    add_own_rule,
    end_own_rule,
    load_rules,
)
from boards.bodies.services.delegations import (
    add_function,
    add_objective,
    delegate,
    end_delegation,
    end_objective,
    function_remarks,
)
from boards.bodies.services.forms_of_governance import end_lead, name_lead, take_form
from boards.bodies.services.founding import (
    USUAL_PURPOSES,
    PurposeWord,
    establish_body,
    set_predecessor,
    set_purposes,
)
from boards.bodies.services.functions import (
    change_function,
    end_function,
    publish_map,
)
from boards.bodies.services.instruments import add_instrument, add_version
from boards.bodies.services.membership import add_member, end_member
from boards.bodies.services.roles import assign_role, end_role
from boards.bodies.services.routes import end_route, lay_route, lay_route_anew
from boards.bodies.services.scheme import LineSaid, say_scheme
from boards.bodies.services.seats import add_seat, close_seat
from boards.bodies.services.seen import mark_of, require_as_seen
from boards.bodies.services.standing import set_parents, set_standing
from boards.bodies.services.terms import Quorum, Terms, add_terms

__all__ = [
    "USUAL_PURPOSES",
    "LineSaid",
    "Loaded",
    "PurposeWord",
    "Quorum",
    "Terms",
    "add_function",
    "add_instrument",
    "add_member",
    "add_objective",
    "add_own_rule",
    "add_seat",
    "add_terms",
    "add_version",
    "appoint",
    "appoint_deputy",
    "assign_role",
    "change_function",
    "close_seat",
    "delegate",
    "end_appointment",
    "end_delegation",
    "end_function",
    "end_lead",
    "end_member",
    "end_objective",
    "end_own_rule",
    "end_role",
    "end_route",
    "establish_body",
    "function_remarks",
    "lay_route",
    "lay_route_anew",
    "load_rules",
    "mark_accountable_officer",
    "mark_of",
    "name_lead",
    "publish_map",
    "record_exception",
    "require_as_seen",
    "say_mental_health",
    "say_scheme",
    "set_parents",
    "set_predecessor",
    "set_purposes",
    "set_standing",
    "take_form",
]
