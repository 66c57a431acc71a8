"""Who decides: bodies, seats, roles, rules and the papers they stand on."""

from boards.bodies.models.body import (
    Body,
    BodyMember,
    BodyParent,
    BodyStanding,
    GovernanceForm,
    Objective,
    Purpose,
)
from boards.bodies.models.delegation import Delegation, Function
from boards.bodies.models.instrument import Instrument, InstrumentVersion
from boards.bodies.models.route import ApprovalRoute, ApprovalStep, SchemeLine
from boards.bodies.models.rule import CompositionRule
from boards.bodies.models.seats import Appointment, BodyRole, NamedLead, Seat
from boards.bodies.models.terms import QuorumLine, TermsOfReference

__all__ = [
    "Appointment",
    "ApprovalRoute",
    "ApprovalStep",
    "Body",
    "BodyMember",
    "BodyParent",
    "BodyRole",
    "BodyStanding",
    "CompositionRule",
    "Delegation",
    "Function",
    "GovernanceForm",
    "Instrument",
    "InstrumentVersion",
    "NamedLead",
    "Objective",
    "Purpose",
    "QuorumLine",
    "SchemeLine",
    "Seat",
    "TermsOfReference",
]
