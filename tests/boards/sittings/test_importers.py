"""Tables of those present, pasted or in the form of the reference data."""

import json

import pytest

from boards.sittings.importers import read_attendance
from boards.sittings.models import Attendance
from boards.sittings.services.imported import import_attendance
from ics_portal.core.errors import RuleBroken

TABLE = """Job Title\tOrganisation\tName
Independent Chair\tICS
ICS Executive Directors
Medical Director\tICS, a trust\tNamed Person

In Attendance
Head of Communications\tICS
"""
REFERENCE = {
    "groups": [
        {
            "group": None,
            "rows": [{"role": "Independent Chair", "organisations": ["ICS"]}],
        },
        {
            "group": "ICS Executive Directors",
            "rows": [{"role": "Medical Director", "organisations": ["ICS", "a trust"]}],
        },
    ]
}


def test_a_pasted_table_is_read_in_its_groups():
    people = read_attendance(TABLE).people

    assert [(p.group, p.job_title, p.organisations, p.name) for p in people] == [
        ("", "Independent Chair", "ICS", ""),
        ("ICS Executive Directors", "Medical Director", "ICS, a trust", "Named Person"),
        ("In Attendance", "Head of Communications", "ICS", ""),
    ]


def test_the_form_of_the_reference_data_is_read():
    reading = read_attendance(json.dumps(REFERENCE))

    assert reading.groups == ("", "ICS Executive Directors")
    assert reading.people[1].organisations == "ICS, a trust"


@pytest.mark.parametrize(
    "text",
    [
        "{",
        '{"groups": 3}',
        '{"groups": [{"rows": [{}]}]}',
        '{"groups": ["x"]}',
        '{"groups": [{"rows": [{"role": "A", "organisations": "B"}]}]}',
        "A heading alone",
        "\n".join(f"Member {n}\tICS" for n in range(301)),
    ],
)
def test_what_is_no_table_is_refused(text):
    with pytest.raises(RuleBroken) as refused:
        read_attendance(text)
    assert (refused.value.rule_id, refused.value.field) == ("SIT-12", "text")


@pytest.mark.requirement("MIN-02")
@pytest.mark.requirement("MIN-03")
def test_a_table_is_saved_once_in_its_order(meeting, body, by):
    reading = read_attendance(TABLE)

    made = import_attendance(meeting=meeting, body=body, reading=reading, **by)
    again = import_attendance(meeting=meeting, body=body, reading=reading, **by)

    assert (len(made), again) == (3, [])
    rows = list(Attendance.objects.filter(meeting=meeting))
    assert [(row.group, row.kind, row.state) for row in rows] == [
        ("", "member", "present"),
        ("ICS Executive Directors", "member", "present"),
        ("In Attendance", "attendee", "present"),
    ]
    assert rows[0].name == "Independent Chair"
