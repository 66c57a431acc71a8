"""Where a paper may go from where it stands."""

from __future__ import annotations

from boards.papers.enums import PaperState
from ics_portal.core.state import Transitions, document

PAPER_STATES = document(
    Transitions(
        name="paper",
        noun="paper",
        rule_id="PAPER-1",
        start=PaperState.REQUESTED,
        moves={
            PaperState.REQUESTED: frozenset(
                {PaperState.DRAFTING, PaperState.SUBMITTED, PaperState.WITHDRAWN}
            ),
            PaperState.DRAFTING: frozenset(
                {PaperState.SUBMITTED, PaperState.WITHDRAWN}
            ),
            PaperState.SUBMITTED: frozenset(
                {PaperState.ACCEPTED, PaperState.RETURNED, PaperState.WITHDRAWN}
            ),
            # A paper can come back after it was accepted: figures turn out wrong.
            PaperState.ACCEPTED: frozenset({PaperState.RETURNED, PaperState.WITHDRAWN}),
            PaperState.RETURNED: frozenset(
                {PaperState.SUBMITTED, PaperState.WITHDRAWN}
            ),
            # Withdrawn by mistake: it is taken up again as a draft.
            PaperState.WITHDRAWN: frozenset({PaperState.DRAFTING}),
        },
    )
)

WITH_THE_AUTHOR = frozenset(
    {PaperState.REQUESTED, PaperState.DRAFTING, PaperState.RETURNED}
)
"""States in which the author works on the paper and nobody else waits for the office."""
