"""Which rule must refuse, and beside which field."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ics_portal.core.errors import RuleBroken


class Said:
    """The sentence of the refusal, once it came."""

    message = ""


@contextmanager
def refused(rule_id: str, field: str | None = None) -> Iterator[Said]:
    """The block must be refused by this rule; ``field`` where that matters."""
    said = Said()
    with pytest.raises(RuleBroken) as info:
        yield said
    said.message = info.value.message
    assert info.value.rule_id == rule_id
    assert field is None or info.value.field == field
