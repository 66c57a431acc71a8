"""The directory."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory.enums import OrganisationKind
from boards.directory.models import Organisation
from boards.directory.services import add_organisation, add_person, add_system
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR
from ics_portal.core.errors import RuleBroken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)


def an_organisation(**fields):
    kept = {"name": "A trust", "kind": OrganisationKind.NHS_TRUST, **fields}
    return add_organisation(actor=SYSTEM_ACTOR, at=NOW, **kept)


def test_a_code_is_tidied_and_kept():
    assert an_organisation(ods_code=" rxn ").ods_code == "RXN"


def test_an_organisation_may_have_no_code():
    an_organisation()
    an_organisation(name="Another")

    assert list(Organisation.objects.values_list("ods_code", flat=True)) == ["", ""]


def test_a_code_belongs_to_one_organisation():
    an_organisation(ods_code="RXN")

    with pytest.raises(RuleBroken, match="belongs to another") as refusal:
        an_organisation(name="Another", ods_code="rxn")
    assert refusal.value.field == "ods_code"


@pytest.mark.parametrize("code", ["R", "R-N1", "TOOLONGCODE"])
def test_a_code_of_a_wrong_form_is_refused(code):
    with pytest.raises(RuleBroken, match="is not an ODS code"):
        an_organisation(ods_code=code)


def test_the_systems_of_an_organisation_are_in_its_history():
    system = add_system(name="A system", short_name="AS", actor=SYSTEM_ACTOR, at=NOW)

    organisation = an_organisation(systems=[system])

    latest = organisation.history.first()
    assert [row.integratedcaresystem_id for row in latest.systems.all()] == [system.pk]
    assert latest.history_change_reason == "Added to the directory"


def test_a_stranger_adds_nobody():
    with pytest.raises(PermissionDenied, match="keeps the directory"):
        add_person(name="A director", actor=ANONYMOUS, at=NOW)
