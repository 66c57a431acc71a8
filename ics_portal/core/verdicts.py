"""May she? Yes, or no with a reason a person can read."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer of a ``may_…`` function; true in a condition when allowed."""

    allowed: bool
    reason: str = ""
    rule_id: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Verdict(allowed=True)


def refused(reason: str, rule_id: str = "") -> Verdict:
    """Say no. The reason is printed to the person as it stands."""
    return Verdict(allowed=False, reason=reason, rule_id=rule_id)


def require(verdict: Verdict) -> None:
    """Raise PermissionDenied with the verdict's reason unless it is allowed."""
    if not verdict:
        raise PermissionDenied(verdict.reason)
