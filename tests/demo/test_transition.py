"""The demonstration's way into the new system, with gaps for its pages to say."""

from collections import Counter
from datetime import date

import pytest

from boards.duties.models import Involvement, Workstream
from boards.duties.presenters.transition import milestone_row, workstream_row
from boards.duties.rules.involvement import warnings_of
from boards.duties.selectors.involvement import fact_of
from boards.duties.selectors.transition import milestones_of, workstreams_on
from ics_portal.demo.structure import tell_structure
from ics_portal.demo.transition import tell_transition
from tests.demo.conftest import NOW

pytestmark = pytest.mark.django_db


def test_the_transition_is_told_with_its_gaps(ground):
    telling = tell_structure(ground.body, at=NOW)

    tell_transition(telling)

    day = date(2022, 7, 1)
    rows = [milestone_row(one, day) for one in milestones_of(telling.system)]
    stand = Counter(row.progress for row in rows)
    assert (len(rows), stand["done"], stand["overdue"]) == (32, 8, 24 - stand["ahead"])
    [constitution] = [row for row in rows if row.code == "MS-18"]
    assert constitution.documents
    streams = [workstream_row(one) for one in workstreams_on(telling.system, day)]
    assert [row.name for row in streams if not row.is_met] == [
        "Children’s services",
        "Self-care and personalised care",
    ]
    assert Workstream.objects.filter(name__startswith="Stroke").count() == 2
    well, badly = Involvement.objects.order_by("raised_on")
    assert warnings_of(fact_of(well)) == ()
    assert len(warnings_of(fact_of(badly))) == 4
