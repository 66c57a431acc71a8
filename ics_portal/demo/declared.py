"""What the people of the demonstration declared, and a yearly round that is open.

No source says any of it: every interest is made up, and so are its organisations.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from boards.bodies.selectors import actor_for
from boards.directory.models import Organisation, Person
from boards.meetings.enums import RulingOption
from declarations.enums import InterestType, Relationship, SubType
from declarations.models import Interest
from declarations.rules.returns import financial_year_of
from declarations.services.interests import (
    InterestDetails,
    declare_interest,
    end_interest,
)
from declarations.services.returns import open_cycle, return_interests
from declarations.services.reviews import object_to_publication, review_interest
from declarations.services.settings import make_standing_ruling
from ics_portal.accounts.models import User
from ics_portal.demo.ground import Ground

LAY = "Lay Member"
DOCTOR = "ICS Medical Director"
FINANCE = "ICS Executive Director of Finance"
CHIEF = "ICS Chief Officer"
PARTNER = "Clinical Chair, NHS Morecambe Bay CCG (ICP lead)"
PARTNER_CCG = "Morecambe Bay CCG"


def tell_declarations(ground: Ground, *, at: datetime) -> None:
    """Interests of each type, and a round in which two have returned."""
    _Declaring(ground, at).tell()


class _Declaring:
    """The register while it is told, some weeks of it."""

    def __init__(self, ground: Ground, at: datetime) -> None:
        self.ground, self.at = ground, at
        self.office = ground.secretary

    def before(self, days: int) -> datetime:
        return self.at - timedelta(days=days)

    def tell(self) -> None:
        self._declare_all()
        self._open_a_round()
        self._rule_on_a_partner()

    def _declare_all(self) -> None:
        day = self.at.date()
        clinics = self._declare(
            LAY,
            InterestType.FINANCIAL,
            SubType.DIRECTOR,
            "Director",
            "Example Skin Clinics Ltd",
            "private skin clinics",
            arose=27,
            declared=0,
        )
        hospice = self._declare(
            LAY,
            InterestType.PERSONAL,
            SubType.VOLUNTARY_BOARD,
            "Trustee, unpaid",
            "Example Hospice",
            "charity",
            arose=900,
            declared=897,
        )
        end_interest(
            interest=hospice,
            ends_on=day - timedelta(days=90),
            reason="The term ended",
            actor=self.office,
            at=self.before(80),
        )
        partner = self._declare(
            DOCTOR,
            InterestType.FINANCIAL,
            SubType.DIRECTOR,
            "Works as a manager",
            "Example Diagnostics Ltd",
            "diagnostic services",
            arose=450,
            declared=409,
            relationship=Relationship.SPOUSE,
        )
        review_interest(
            interest=partner,
            words="Takes no part where diagnostic contracts are decided",
            actor=self.office,
            at=self.before(400),
        )
        self._declare(
            DOCTOR,
            InterestType.PROFESSIONAL,
            SubType.SPECIALIST_BODY,
            "Member",
            "A royal college",
            "professional body",
            arose=2000,
            declared=1990,
            is_routine=True,
        )
        self._declare(
            FINANCE,
            InterestType.FINANCIAL,
            SubType.OWNER,
            "Shareholder",
            "Example Care Homes Ltd",
            "care homes",
            arose=300,
            declared=290,
            share="6",
        )
        home = self._declare(
            CHIEF,
            InterestType.PERSONAL,
            SubType.VOLUNTEER,
            "Volunteer on one day a week",
            "Example Refuge",
            "charity",
            arose=120,
            declared=110,
        )
        object_to_publication(
            interest=home,
            reason="Its address is kept secret for the safety of those who live there.",
            actor=self.office,
            at=self.before(10),
        )
        review_interest(interest=clinics, words="", actor=self.office, at=self.at)

    def _declare(
        self,
        who: str,
        kind: InterestType,
        sub_type: SubType,
        nature: str,
        organisation: str,
        business: str,
        *,
        arose: int,
        declared: int,
        relationship: str = "",
        share: str = "",
        is_routine: bool = False,
    ) -> Interest:
        began = self.before(arose).date()
        return declare_interest(
            person=Person.objects.get(name=who),
            details=InterestDetails(
                kind=kind,
                sub_type=sub_type,
                nature=nature,
                is_direct=not relationship,
                relationship=relationship,
                organisation_name=f"{organisation} (illustrative)",
                business=business,
                share=share,
                is_routine=is_routine,
                starts_on=began,
                arose_on=began,
            ),
            actor=self.office,
            at=self.before(declared),
        )

    def _open_a_round(self) -> None:
        opened = self.before(20)
        cycle = open_cycle(
            body=self.ground.body,
            year=financial_year_of(self.at.date()),
            opens_on=opened.date(),
            closes_on=self.at.date() + timedelta(days=21),
            actor=self.office,
            at=opened,
        )
        for email, is_nil, days in (
            ("chair@demo.example", True, 12),
            ("author@demo.example", False, 5),
        ):
            user = User.objects.get(email=email)
            return_interests(
                cycle=cycle,
                person=Person.objects.get(user=user),
                is_nil=is_nil,
                actor=actor_for(user, self.at.date()),
                at=self.before(days),
            )

    def _rule_on_a_partner(self) -> None:
        """The clinical chair's role in the own CCG is known, and ruled on once."""
        chair = User.objects.get(email="chair@demo.example")
        make_standing_ruling(
            body=self.ground.body,
            person=Person.objects.get(name=PARTNER),
            organisation=Organisation.objects.get(name=PARTNER_CCG),
            option=RulingOption.FULL_PART,
            words="",
            ruled_by=self.ground.chair,
            starts_on=self.before(300).date(),
            actor=actor_for(chair, self.at.date()),
            at=self.before(300),
        )
