"""Addresses of the system's structure."""

from django.urls import path

from boards.bodies.views import (
    body,
    founding,
    functions,
    functions_keeping,
    own_rules,
    papers,
    routes,
    scheme,
    seats,
    structure,
    structure_of_body,
)

app_name = "bodies"

BODY = "system/bodies/<slug:slug>/"
FUNCTIONS = "system/functions/"
FUNCTION = f"{FUNCTIONS}<int:function_id>/"
ROUTES = "system/routes/"
SEAT = f"{BODY}seats/<int:seat_id>/"
APPOINTMENT = f"{BODY}appointments/<int:appointment_id>/"

urlpatterns = [
    path("system/", structure.system_map, name="map"),
    path("system/list/", structure.nested, name="list"),
    path("system/findings/", structure.findings, name="findings"),
    path("system/compare/", structure.compare, name="compare"),
    path(FUNCTIONS, functions.functions, name="functions"),
    path(f"{FUNCTIONS}add/", functions_keeping.add, name="add_function"),
    path(f"{FUNCTIONS}publish/", functions_keeping.publish, name="publish_functions"),
    path(
        f"{FUNCTIONS}versions/<int:version_id>/",
        functions.version,
        name="functions_version",
    ),
    path(
        f"{FUNCTIONS}decisions/<int:delegation_id>/end/",
        functions_keeping.end_decision,
        name="end_decision",
    ),
    path(f"{FUNCTION}change/", functions_keeping.change, name="change_function"),
    path(f"{FUNCTION}end/", functions_keeping.end, name="end_function"),
    path(f"{FUNCTION}decide/", functions_keeping.decide, name="decide"),
    path(ROUTES, routes.routes, name="routes"),
    path(f"{ROUTES}add/", routes.add, name="add_route"),
    path(f"{ROUTES}<int:route_id>/change/", routes.change, name="change_route"),
    path(f"{ROUTES}<int:route_id>/end/", routes.end, name="end_route"),
    path("system/new-body/", founding.add_body, name="add_body"),
    path(BODY, body.body, name="body"),
    path(f"{BODY}changes/", body.changes, name="changes"),
    path(f"{BODY}rules/", own_rules.rules, name="rules"),
    path(f"{BODY}rules/add/", own_rules.add, name="add_rule"),
    path(f"{BODY}rules/<int:rule_id>/end/", own_rules.end, name="end_rule"),
    path(f"{BODY}scheme/", scheme.scheme, name="scheme"),
    path(f"{BODY}scheme/<int:partner_id>/", scheme.partner, name="scheme_row"),
    path(f"{BODY}seats/add/", seats.add_seat, name="add_seat"),
    path(SEAT, seats.seat, name="seat"),
    path(f"{SEAT}close/", seats.close_seat, name="close_seat"),
    path(f"{SEAT}appoint/", seats.appoint, name="appoint"),
    path(f"{APPOINTMENT}end/", seats.end_appointment, name="end_appointment"),
    path(f"{APPOINTMENT}deputy/", seats.deputy, name="deputy"),
    path(f"{APPOINTMENT}exception/", seats.exception, name="exception"),
    path(f"{APPOINTMENT}officer/", seats.officer, name="officer"),
    path(f"{APPOINTMENT}mental-health/", seats.mental_health, name="mental_health"),
    path(f"{BODY}members/add/", structure_of_body.add_member, name="add_member"),
    path(
        f"{BODY}members/<int:member_id>/end/",
        structure_of_body.end_member,
        name="end_member",
    ),
    path(f"{BODY}form/", structure_of_body.take_form, name="take_form"),
    path(f"{BODY}leads/add/", structure_of_body.name_lead, name="name_lead"),
    path(
        f"{BODY}leads/<int:lead_id>/end/",
        structure_of_body.end_lead,
        name="end_lead",
    ),
    path(
        f"{BODY}objectives/add/", structure_of_body.add_objective, name="add_objective"
    ),
    path(
        f"{BODY}objectives/<int:objective_id>/end/",
        structure_of_body.end_objective,
        name="end_objective",
    ),
    path(f"{BODY}standing/", structure_of_body.standing, name="standing"),
    path(f"{BODY}follows/", structure_of_body.set_predecessor, name="follows"),
    path(f"{BODY}parents/", structure_of_body.parents, name="parents"),
    path(f"{BODY}terms/add/", papers.add_terms, name="add_terms"),
    path(f"{BODY}instruments/add/", papers.add_instrument, name="add_instrument"),
    path(
        f"{BODY}instruments/<int:instrument_id>/versions/add/",
        papers.add_version,
        name="add_version",
    ),
]
