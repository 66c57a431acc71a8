"""Organisations: added, changed, closed, followed by others."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from boards.directory import services
from boards.directory.enums import OrganisationKind, Service, SuccessionKind
from boards.directory.models import (
    Organisation,
    OrganisationService,
    OrganisationSuccession,
)
from boards.directory.selectors.history import latest_change_id
from boards.directory.services import (
    OrganisationDetails,
    add_organisation,
    add_system,
    organisations,
)
from ics_portal.accounts.actor import ANONYMOUS, SYSTEM_ACTOR
from ics_portal.core.audit.models import AuditEvent
from ics_portal.core.errors import EditConflict, RuleBroken

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 4, 1, 9, tzinfo=UTC)
BY = {"actor": SYSTEM_ACTOR, "at": NOW}
OPENED = date(2010, 4, 1)
ON = date(2020, 1, 1)


def an_organisation(**fields):
    kept = {"name": "A trust", "kind": OrganisationKind.NHS_TRUST, **fields}
    return add_organisation(**BY, **kept)


def details(**fields):
    return OrganisationDetails(
        **{"name": "A trust", "kind": OrganisationKind.NHS_TRUST, **fields}
    )


def change(organisation, reason="Corrected", seen=None, systems=None, **fields):
    return services.change_organisation(
        organisation=organisation,
        details=details(**fields),
        systems=systems,
        reason=reason,
        seen=seen,
        **BY,
    )


def spans(organisation):
    return [
        (row.service, row.starts_on, row.ends_on)
        for row in organisation.services.order_by("service", "starts_on")
    ]


# --- Adding ------------------------------------------------------------------------


def test_a_code_is_tidied_and_kept():
    assert an_organisation(ods_code=" rxn ").ods_code == "RXN"


def test_an_organisation_may_have_no_code():
    an_organisation()
    an_organisation(name="Another")

    assert list(Organisation.objects.values_list("ods_code", flat=True)) == ["", ""]


@pytest.mark.parametrize(
    ("kind", "field", "code"),
    [
        (OrganisationKind.NHS_TRUST, "ods_code", "RXN"),
        (OrganisationKind.LOCAL_AUTHORITY, "ons_code", "E10000017"),
    ],
)
def test_a_code_belongs_to_one_organisation_even_when_it_is_closed(kind, field, code):
    an_organisation(kind=kind, ends_on=ON, **{field: code})

    with pytest.raises(
        RuleBroken, match="belongs to another organisation: A trust"
    ) as r:
        an_organisation(name="Another", kind=kind, **{field: code.lower()})
    assert (r.value.rule_id, r.value.field) == ("DIR-2", field)


def test_a_code_taken_between_look_and_write_is_told(monkeypatch):
    an_organisation(ods_code="RXN")
    other = an_organisation(name="Another")
    # As if the first had not been there yet when the second looked.
    monkeypatch.setattr(organisations, "codes_right", lambda **_: ("RXN", ""))

    with pytest.raises(RuleBroken, match="just now") as refusal:
        an_organisation(name="Third")
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-2", "ods_code")
    with pytest.raises(RuleBroken, match="just now"):
        change(other, name="Another")
    assert Organisation.objects.filter(ods_code="RXN").count() == 1


@pytest.mark.parametrize("code", ["R", "R-N1", "TOOLONGCODE", "QE1"])
def test_a_code_of_a_wrong_form_is_refused(code):
    with pytest.raises(RuleBroken, match="that is R and 2 letters") as refusal:
        an_organisation(ods_code=code)
    assert refusal.value.rule_id == "DIR-1"


def test_an_ons_code_that_is_not_of_the_kind_is_refused():
    with pytest.raises(RuleBroken, match="gives no code to an NHS trust") as refusal:
        an_organisation(ons_code="E10000017")
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-3", "ons_code")


@pytest.mark.parametrize(
    ("fields", "told", "field"),
    [
        ({"name": "  "}, "Enter the name", "name"),
        ({"name": "x" * 201}, "to 200 letters; it has 201", "name"),
        ({"short_name": "x" * 81}, "Shorten the short name", "short_name"),
        ({"kind": "guild"}, "no kind of organisation", "kind"),
        ({"services": ["alchemy"]}, "no service", "services"),
    ],
)
def test_what_is_not_fit_to_be_kept_is_refused_at_its_field(fields, told, field):
    with pytest.raises(RuleBroken, match=told) as refusal:
        an_organisation(**fields)
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-5", field)
    assert not Organisation.objects.exists()


def test_an_end_before_the_start_is_refused():
    with pytest.raises(RuleBroken, match="before it starts on 1 April 2010") as refusal:
        an_organisation(starts_on=OPENED, ends_on=date(2009, 1, 1))
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-4", "ends_on")


@pytest.mark.requirement("PTN-08")
def test_a_council_says_by_its_code_whether_it_provides_social_care():
    council = OrganisationKind.LOCAL_AUTHORITY

    county = an_organisation(kind=council, ons_code="E10000017")
    district = an_organisation(kind=council, ons_code="E07000117")
    unsaid = an_organisation(kind=council)
    said = an_organisation(kind=council, is_upper_tier=True)

    upper = [one.is_upper_tier for one in (county, district, unsaid, said)]
    assert upper == [True, False, None, True]


def test_only_a_council_is_upper_tier():
    assert an_organisation(is_upper_tier=True).is_upper_tier is None


def test_the_systems_of_an_organisation_are_in_its_history():
    system = add_system(name="A system", short_name="AS", **BY)

    organisation = an_organisation(systems=[system])

    latest = organisation.history.first()
    assert [row.integratedcaresystem_id for row in latest.systems.all()] == [system.pk]
    assert latest.history_change_reason == "Added to the directory"


def test_services_begin_with_the_organisation():
    trust = an_organisation(starts_on=OPENED, services=["mental_health", "acute"])

    assert spans(trust) == [("acute", OPENED, None), ("mental_health", OPENED, None)]


def test_a_stranger_changes_nothing():
    trust = an_organisation()
    by = {"actor": ANONYMOUS, "at": NOW, "reason": "Because"}
    acts = [
        lambda: add_organisation(name="X", kind="icb", actor=ANONYMOUS, at=NOW),
        lambda: services.change_organisation(
            organisation=trust, details=details(), **by
        ),
        lambda: services.close_organisation(organisation=trust, on=ON, **by),
        lambda: services.say_services(organisation=trust, services=[], **by),
        lambda: services.record_succession(
            predecessor=trust, successor=trust, kind="merger", on=ON, **by
        ),
    ]
    for act in acts:
        with pytest.raises(PermissionDenied, match="keeps the directory"):
            act()


# --- Changing ----------------------------------------------------------------------


def test_a_change_is_kept_with_its_reason():
    trust = an_organisation(ods_code="RXN")
    system = add_system(name="A system", short_name="AS", **BY)

    change(
        trust, reason="New name", name="Another name", ods_code="RXN", systems=[system]
    )

    trust.refresh_from_db()
    assert (trust.name, list(trust.systems.all())) == ("Another name", [system])
    assert trust.history.first().history_change_reason == "New name"
    event = AuditEvent.objects.get(verb="directory.organisation_changed")
    assert event.reason == "New name"


def test_its_own_code_is_no_other_organisations():
    trust = an_organisation(ods_code="RXN")

    assert change(trust, ods_code="RXN", name="New").name == "New"


def test_a_change_needs_a_reason():
    with pytest.raises(RuleBroken, match="Enter the reason") as refusal:
        change(an_organisation(), reason=" ")
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-5", "reason")


def test_the_second_of_two_is_shown_what_changed():
    trust = an_organisation()
    seen = latest_change_id(trust)
    change(trust, name="Theirs", seen=seen)

    with pytest.raises(EditConflict) as conflict:
        change(trust, name="Mine", seen=seen)

    assert conflict.value.field == "name"
    assert (conflict.value.mine, conflict.value.theirs) == (
        "Name: Mine",
        "Name: Theirs",
    )
    trust.refresh_from_db()
    assert trust.name == "Theirs"


def test_two_who_say_the_same_do_not_clash():
    trust = an_organisation()
    seen = latest_change_id(trust)
    change(trust, name="New", seen=seen)

    assert change(trust, name="New", seen=seen).name == "New"


# --- Closing -----------------------------------------------------------------------


def close(organisation, on=ON, reason="Dissolved"):
    return services.close_organisation(
        organisation=organisation, on=on, reason=reason, **BY
    )


def test_an_organisation_closes_with_what_it_provides():
    trust = an_organisation(starts_on=OPENED, services=["acute"])

    assert close(trust).ends_on == ON
    assert spans(trust) == [("acute", OPENED, ON)]
    assert trust.history.first().history_change_reason == "Dissolved"


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"starts_on": date(2021, 1, 1)}, "before it opened on 1 January 2021"),
        ({"ends_on": date(2019, 1, 1)}, "closed on 1 January 2019 already"),
    ],
)
def test_it_closes_once_and_after_it_opened(fields, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        close(an_organisation(**fields))
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-4", "on")


def test_it_does_not_close_before_a_service_begins():
    trust = an_organisation()
    say(trust, ["acute"], on=date(2021, 1, 1))

    with pytest.raises(RuleBroken, match="acute services from 1 January 2021 on"):
        close(trust)


# --- What it provides --------------------------------------------------------------


def say(organisation, named, on=ON, seen=None, reason="Contract"):
    return services.say_services(
        organisation=organisation,
        services=named,
        on=on,
        seen=seen,
        reason=reason,
        **BY,
    )


def test_services_begin_and_end_on_their_days():
    trust = an_organisation(starts_on=OPENED, services=["acute"])

    say(trust, [Service.COMMUNITY])

    assert spans(trust) == [
        ("acute", OPENED, date(2019, 12, 31)),
        ("community", ON, None),
    ]


def test_what_is_said_again_stays_as_it_was():
    trust = an_organisation(starts_on=OPENED, services=["acute"])

    say(trust, ["acute"])

    assert spans(trust) == [("acute", OPENED, None)]
    assert OrganisationService.history.count() == 1


def test_a_service_can_come_back():
    trust = an_organisation(starts_on=OPENED, services=["acute"])
    say(trust, [])

    say(trust, ["acute"], on=date(2021, 1, 1))

    assert spans(trust) == [
        ("acute", OPENED, date(2019, 12, 31)),
        ("acute", date(2021, 1, 1), None),
    ]


@pytest.mark.parametrize(
    ("named", "on", "told"),
    [
        ([], None, "Say from which day Acute is not provided"),
        ([], OPENED, "Acute began on 1 April 2010"),
        (["acute", "community"], date(2009, 1, 1), "before it starts on 1 April 2010"),
        (["alchemy"], ON, "no service"),
    ],
)
def test_days_of_services_that_cannot_be_are_refused(named, on, told):
    trust = an_organisation(starts_on=OPENED, services=["acute"])

    with pytest.raises(RuleBroken, match=told):
        say(trust, named, on=on)
    assert spans(trust) == [("acute", OPENED, None)]


@pytest.mark.parametrize("on", [None, date(2019, 6, 1)])
def test_a_service_does_not_begin_while_it_was_provided(on):
    trust = an_organisation(starts_on=OPENED, services=["acute"])
    say(trust, [])

    with pytest.raises(RuleBroken, match="provided until 31 December 2019"):
        say(trust, ["acute"], on=on)


def test_a_closed_organisation_begins_nothing():
    with pytest.raises(RuleBroken, match="closed on 1 January 2019"):
        say(an_organisation(ends_on=date(2019, 1, 1)), ["acute"])


def test_the_second_of_two_is_shown_the_services_of_the_first():
    trust = an_organisation(services=["acute"])
    seen = services.open_services(trust)
    say(trust, ["acute", "community"], seen=seen)

    with pytest.raises(EditConflict) as conflict:
        say(trust, ["acute", "ambulance"], seen=seen)

    assert conflict.value.mine == "Acute, Ambulance"
    assert conflict.value.theirs == "Acute, Community"


# --- Succession --------------------------------------------------------------------

JULY = date(2022, 7, 1)
JUNE = date(2022, 6, 30)


def follow(before, after, kind=SuccessionKind.TRANSFER, on=JULY):
    return services.record_succession(
        predecessor=before, successor=after, kind=kind, on=on, reason="The Act", **BY
    )


def a_group(name="A group", **fields):
    kind = OrganisationKind.CCG
    return an_organisation(
        **{"name": name, "kind": kind, "starts_on": OPENED, **fields}
    )


def a_board(**fields):
    kind = OrganisationKind.ICB
    return an_organisation(
        **{"name": "A board", "kind": kind, "starts_on": JULY, **fields}
    )


def test_a_predecessor_closes_the_day_before():
    group, board = a_group(services=["primary_care"]), a_board()

    follow(group, board)

    group.refresh_from_db()
    assert group.ends_on == JUNE
    assert spans(group) == [("primary_care", OPENED, JUNE)]
    assert str(OrganisationSuccession.objects.get()) == (
        "A group functions transferred to A board"
    )


def test_many_may_merge_into_one_and_one_may_pass_to_several():
    board, other = a_board(), a_board(name="Another board")
    group = a_group()

    follow(group, board)
    follow(a_group("Second"), board, SuccessionKind.MERGER)
    follow(group, other)

    assert board.precessions.count() == 2
    assert group.successions.count() == 2


def test_nothing_follows_itself():
    group = a_group()

    with pytest.raises(RuleBroken, match="cannot follow itself") as refusal:
        follow(group, group)
    assert (refusal.value.rule_id, refusal.value.field) == ("DIR-6", "other")


def test_nothing_follows_itself_over_two_steps():
    group, board = a_group(), a_board()
    follow(group, board)

    with pytest.raises(RuleBroken, match="A group closed on 30 June 2022"):
        follow(board, group, on=date(2024, 1, 1))


def test_a_succession_is_said_once():
    group, board = a_group(), a_board()
    follow(group, board)

    with pytest.raises(RuleBroken, match="recorded already"):
        follow(group, board)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ({"ends_on": date(2022, 3, 31)}, {}, "begins on 1 April 2022"),
        ({"starts_on": date(2023, 1, 1)}, {}, "opened on 1 January 2023"),
        ({}, {"starts_on": date(2023, 1, 1)}, "opens on 1 January 2023"),
        ({}, {"starts_on": None, "ends_on": JUNE}, "closed on 30 June 2022"),
    ],
)
def test_days_that_do_not_meet_are_refused(before, after, told):
    with pytest.raises(RuleBroken, match=told) as refusal:
        follow(a_group(**before), a_board(**after))
    assert refusal.value.field == "on"
    assert not OrganisationSuccession.objects.exists()


def test_an_unknown_kind_of_succession_is_refused():
    with pytest.raises(RuleBroken, match="no kind of succession"):
        follow(a_group(), a_board(), kind="conquest")


@pytest.mark.parametrize(
    ("which", "fields", "told"),
    [
        ("group", {"ends_on": None}, "cannot be open after that"),
        ("group", {"ends_on": date(2022, 1, 1)}, "begins on 2 January 2022"),
        ("board", {"starts_on": date(2023, 1, 1)}, "opens on 1 January 2023"),
    ],
)
def test_a_correction_does_not_contradict_a_succession(which, fields, told):
    both = {"group": a_group(), "board": a_board()}
    follow(both["group"], both["board"])

    with pytest.raises(RuleBroken, match=told) as refusal:
        change(both[which], kind=both[which].kind, name=both[which].name, **fields)
    assert refusal.value.rule_id == "DIR-6"


def test_a_correction_that_fits_is_taken():
    group, board = a_group(), a_board()
    follow(group, board)

    change(group, kind=group.kind, name="New name", ends_on=JUNE)
    change(board, kind=board.kind, name="Newer name", starts_on=JULY)

    board.refresh_from_db()
    assert board.name == "Newer name"
