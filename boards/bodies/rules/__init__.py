"""Rules about who must be where, and what must exist: plain values in and out."""

from boards.bodies.rules.composition import (
    CONSTITUENCIES,
    Finding,
    Level,
    Outcome,
    Verdict,
    evaluate,
)
from boards.bodies.rules.facts import (
    AppointmentFact,
    BodyFact,
    DelegationFact,
    DocumentFact,
    FormFact,
    LeadFact,
    OrganisationFact,
    OutsideRoleFact,
    ParentFact,
    RuleFact,
    SeatFact,
    ServiceFact,
    Span,
    SystemFacts,
)

__all__ = [
    "CONSTITUENCIES",
    "AppointmentFact",
    "BodyFact",
    "DelegationFact",
    "DocumentFact",
    "Finding",
    "FormFact",
    "LeadFact",
    "Level",
    "OrganisationFact",
    "Outcome",
    "OutsideRoleFact",
    "ParentFact",
    "RuleFact",
    "SeatFact",
    "ServiceFact",
    "Span",
    "SystemFacts",
    "Verdict",
    "evaluate",
]
