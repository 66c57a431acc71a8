"""What is typed into the pages of the directory; the rules speak when it is saved."""

from boards.directory.forms.common import (
    DayField,
    DayOnlyForm,
    EndForm,
    ReasonedForm,
    RuleForm,
)
from boards.directory.forms.organisations import (
    ChangeOrganisationForm,
    CorrectSuccessionForm,
    ImportForm,
    NewOrganisationForm,
    OrganisationFilter,
    OrganisationForm,
    ServicesForm,
    SuccessionForm,
    initial_of,
)
from boards.directory.forms.people import (
    BarForm,
    ChangeOutsideRoleForm,
    ChangePersonForm,
    OutsideRoleForm,
    PersonFilter,
    PersonForm,
)
from boards.directory.forms.places import (
    ChangePlaceForm,
    NewPlaceForm,
    PlaceFilter,
    PlaceForm,
)
from boards.directory.forms.systems import ChangeSystemForm

__all__ = [
    "BarForm",
    "ChangeOrganisationForm",
    "ChangeOutsideRoleForm",
    "ChangePersonForm",
    "ChangePlaceForm",
    "ChangeSystemForm",
    "CorrectSuccessionForm",
    "DayField",
    "DayOnlyForm",
    "EndForm",
    "ImportForm",
    "NewOrganisationForm",
    "NewPlaceForm",
    "OrganisationFilter",
    "OrganisationForm",
    "OutsideRoleForm",
    "PersonFilter",
    "PersonForm",
    "PlaceFilter",
    "PlaceForm",
    "ReasonedForm",
    "RuleForm",
    "ServicesForm",
    "SuccessionForm",
    "initial_of",
]
