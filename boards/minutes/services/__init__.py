"""Changes to minutes: drafting, typing, approving, confirming, signing, printing."""

from boards.minutes.services.drafting import draft_minutes
from boards.minutes.services.printing import minutes_pdf

__all__ = ["draft_minutes", "minutes_pdf"]
