"""Who is acting: a user, the person they are, and their roles in each body today."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from django.db.models import TextChoices


class Role(TextChoices):
    SECRETARY = "secretary", "Board secretary"
    GOVERNANCE_LEAD = "governance_lead", "Governance lead"
    CHAIR = "chair", "Chair"
    MEMBER = "member", "Member"
    ATTENDEE = "attendee", "In attendance"
    AUTHOR = "author", "Paper author"
    FINANCE_LEAD = "finance_lead", "Finance lead"
    RISK_LEAD = "risk_lead", "Risk and assurance lead"
    PROGRAMME_LEAD = "programme_lead", "Programme lead"


OFFICE_ROLES = (Role.SECRETARY, Role.GOVERNANCE_LEAD)
"""The board office: who arranges meetings and keeps agendas, papers, packs and logs."""

_NO_ROLES: Mapping[int, frozenset[Role]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Actor:
    """The one in whose name something is read or changed.

    ``roles_by_body`` maps a body's id to the roles held there today.
    """

    user_id: int | None
    person_id: int | None
    name: str
    roles_by_body: Mapping[int, frozenset[Role]] = field(
        default_factory=lambda: _NO_ROLES
    )

    def holds_any(self, *roles: Role, body_id: int | None = None) -> bool:
        """Whether one of the roles is held in the body, or anywhere if none is named."""
        if body_id is not None:
            return not self.roles_by_body.get(body_id, frozenset()).isdisjoint(roles)
        return any(not held.isdisjoint(roles) for held in self.roles_by_body.values())

    def body_ids(self, *roles: Role) -> frozenset[int]:
        """The bodies where one of the roles is held; all of them if none is named."""
        return frozenset(
            body_id
            for body_id, held in self.roles_by_body.items()
            if held and (not roles or not held.isdisjoint(roles))
        )


SYSTEM_ACTOR = Actor(user_id=None, person_id=None, name="The portal")
ANONYMOUS = Actor(user_id=None, person_id=None, name="Not signed in")
