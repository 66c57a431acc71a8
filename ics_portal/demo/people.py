"""Who is who in the demonstration. People are role titles; nobody real is named."""

from __future__ import annotations

from dataclasses import dataclass

from ics_portal.accounts.actor import Role

PASSWORD = "board-portal-demo"  # noqa: S105 -- printed by make run; never in production


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody with a role in the board; ``email`` only where they sign in."""

    title: str
    roles: tuple[Role, ...]
    email: str = ""


SITTERS = (
    Sitter("Board Secretary", (Role.SECRETARY,), "secretary@demo.example"),
    Sitter("Governance Lead", (Role.GOVERNANCE_LEAD,), "governance@demo.example"),
    Sitter("Independent Chair", (Role.CHAIR, Role.MEMBER), "chair@demo.example"),
    Sitter("Lay Member", (Role.MEMBER,), "member@demo.example"),
    Sitter("ICS Medical Director", (Role.MEMBER, Role.AUTHOR), "author@demo.example"),
    Sitter(
        "ICS Executive Director of Finance",
        (Role.MEMBER, Role.FINANCE_LEAD, Role.AUTHOR),
        "finance@demo.example",
    ),
    Sitter("ICS Chief Officer", (Role.MEMBER,)),
    Sitter("ICS Strategy and Policy Director", (Role.ATTENDEE, Role.AUTHOR)),
    Sitter(
        "Clinical Chair, NHS Morecambe Bay CCG (ICP lead)", (Role.MEMBER, Role.AUTHOR)
    ),
    Sitter("Head of ICS PMO", (Role.ATTENDEE, Role.PROGRAMME_LEAD, Role.AUTHOR)),
    Sitter("ICS Executive Director of Transformation", (Role.MEMBER, Role.AUTHOR)),
    Sitter("ICS Head of Finance", (Role.AUTHOR,)),
)

CHAIR_MAIL = "icb.chair@demo.example"
"""The chair of the statutory board signs in with this; the others sit in the ICS Board."""

SIGN_INS = (
    *((sitter.email, sitter.title) for sitter in SITTERS if sitter.email),
    (CHAIR_MAIL, "Chair of the NHS body"),
)
