"""What people declare, and what follows from it."""

from declarations.models.conflict import (
    Breach,
    Conflict,
    ConflictSettings,
    StandingRuling,
)
from declarations.models.gift import GiftLimit, GiftOrHospitality
from declarations.models.interest import Interest, InterestParty
from declarations.models.register import AnnualReturn, PublishedRegister, ReturnCycle
from declarations.models.withheld import WithheldRecord

__all__ = [
    "AnnualReturn",
    "Breach",
    "Conflict",
    "ConflictSettings",
    "GiftLimit",
    "GiftOrHospitality",
    "Interest",
    "InterestParty",
    "PublishedRegister",
    "ReturnCycle",
    "StandingRuling",
    "WithheldRecord",
]
