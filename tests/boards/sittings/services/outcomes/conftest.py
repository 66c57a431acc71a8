"""Recording an outcome, changing it, and a body below its quorum."""

import pytest

from boards.sittings.services.outcomes import record_outcome


@pytest.fixture
def record(item, body, by):
    def write(details, recommendation=None, **others):
        return record_outcome(
            item=item,
            body=body,
            details=details,
            recommendation=recommendation,
            **{**by, **others},
        )

    return write
