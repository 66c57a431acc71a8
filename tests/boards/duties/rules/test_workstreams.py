"""Who leads a workstream."""

import pytest

from boards.duties.enums import Pillar
from boards.duties.rules.workstreams import (
    LEADS,
    PRINCIPLES,
    lacking,
    verdict_words,
)


@pytest.mark.requirement("CPL-07")
@pytest.mark.parametrize(
    ("named", "words"),
    [
        (set(LEADS), "It names all three leads."),
        (
            {"clinical_lead"},
            "It names no senior responsible owner and no finance lead.",
        ),
        (
            set(),
            "It names no senior responsible owner, no clinical lead and no finance lead.",
        ),
    ],
)
def test_what_a_workstream_lacks_is_said(named, words):
    assert verdict_words(lacking({name: name in named for name in LEADS})) == words


@pytest.mark.requirement("CPL-08")
def test_there_are_six_pillars_and_five_principles():
    assert (len(Pillar), len(PRINCIPLES)) == (6, 5)
