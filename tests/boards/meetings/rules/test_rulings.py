"""The options of the person presiding, as settings of facts."""

import pytest

from boards.meetings.enums import RulingOption
from boards.meetings.rules.rulings import FACTS, contradiction, ruling_words


@pytest.mark.requirement("DOI-08")
def test_each_option_of_the_procedure_is_a_setting_of_facts():
    assert set(FACTS) == set(RulingOption)
    assert {
        option: (facts.stays, facts.speaks, facts.votes)
        for option, facts in FACTS.items()
    } == {
        RulingOption.FULL_PART: (True, True, True),
        RulingOption.NO_VOTE: (True, True, False),
        RulingOption.SILENT: (True, False, False),
        RulingOption.LEAVES_DECISION: (True, True, False),
        RulingOption.LEAVES: (False, False, False),
    }


def test_only_who_leaves_has_a_leaving_and_a_return():
    assert [option for option, facts in FACTS.items() if facts.moves] == [
        RulingOption.LEAVES_DECISION,
        RulingOption.LEAVES,
    ]


@pytest.mark.parametrize("option", RulingOption.values)
def test_every_option_has_words_for_the_minutes(option):
    words = ruling_words(option, who="the Lay Member", presiding="Independent Chair")

    assert words.startswith("The Independent Chair ")
    assert "the Lay Member" in words
    assert words.endswith(".")


@pytest.mark.requirement("DOI-08")
def test_who_takes_full_part_reads_the_papers():
    assert contradiction(RulingOption.FULL_PART, papers_withheld=True) == (
        "Who takes full part reads the papers. Do not withhold them, or choose another"
        " way of taking part."
    )
    assert contradiction(RulingOption.FULL_PART, papers_withheld=False) == ""


@pytest.mark.parametrize("option", RulingOption.values[1:])
def test_with_every_other_option_papers_may_be_withheld(option):
    assert contradiction(option, papers_withheld=True) == ""
