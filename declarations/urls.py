"""Addresses of declarations."""

from django.urls import path

from declarations.views import (
    breaches,
    conflicts,
    extracts,
    gifts,
    interest_acts,
    interests,
    registers,
    returns,
    settings,
    withheld,
)

app_name = "declarations"

_CONFLICTS = "meetings/<int:meeting_id>/conflicts/"
_RULED = f"{_CONFLICTS}items/<int:item_id>/people/<int:person_id>/"
_REGISTER = "interests/register/<slug:slug>/"
_INTEREST = "interests/<int:interest_id>/"
_PERSON = "interests/people/<int:person_id>/"
_RETURNS = "interests/returns/<slug:slug>/"
_SETTINGS = "interests/settings/<slug:slug>/"

urlpatterns = [
    path("interests/", interests.mine, name="mine"),
    path("interests/new/", interests.new_interest, name="new_interest"),
    path(_INTEREST, interests.interest, name="interest"),
    path(f"{_INTEREST}change/", interests.change, name="change_interest"),
    path(f"{_INTEREST}end/", interest_acts.end, name="end_interest"),
    path(f"{_INTEREST}withdraw/", interest_acts.withdraw, name="withdraw_interest"),
    path(f"{_INTEREST}object/", interest_acts.object_to, name="object"),
    path(f"{_INTEREST}review/", interest_acts.review, name="review_interest"),
    path(f"{_INTEREST}decide/", interest_acts.decide, name="decide_objection"),
    path("interests/people/", interests.people, name="people"),
    path(_PERSON, interests.person, name="person"),
    path(f"{_PERSON}new/", interests.new_for, name="new_for"),
    path(f"{_PERSON}return/", returns.make_return_for, name="return_for"),
    path("interests/return/", returns.make_return, name="return"),
    path(_RETURNS, returns.returns, name="returns"),
    path(f"{_RETURNS}open/", returns.open_round, name="open_cycle"),
    path(f"{_RETURNS}<int:cycle_id>/extend/", returns.extend, name="extend_cycle"),
    path(_SETTINGS, settings.settings, name="settings"),
    path(f"{_SETTINGS}standing/", settings.rule_standing, name="rule_standing"),
    path(
        f"{_SETTINGS}standing/<int:ruling_id>/end/",
        settings.end_standing,
        name="end_standing",
    ),
    path(_CONFLICTS, conflicts.conflicts, name="conflicts"),
    path(f"{_CONFLICTS}concerns/", conflicts.concerns, name="concerns"),
    path(f"{_CONFLICTS}extract/", extracts.extract, name="extract"),
    path(f"{_CONFLICTS}look-again/", conflicts.look_again, name="look_again"),
    path(_RULED, conflicts.rule, name="rule"),
    path(f"{_RULED}records/", withheld.withhold, name="withhold"),
    path(
        f"{_RULED}records/<int:record_id>/open/",
        withheld.open_record,
        name="open_record",
    ),
    path(f"{_CONFLICTS}<int:conflict_id>/dismiss/", conflicts.dismiss, name="dismiss"),
    path("interests/register/", registers.registers, name="registers"),
    path(_REGISTER, registers.register, name="register"),
    path(f"{_REGISTER}breaches/record/", breaches.breaches, name="breaches"),
    path(
        f"{_REGISTER}breaches/<int:breach_id>/", breaches.change, name="change_breach"
    ),
    path(
        f"{_REGISTER}breaches/<int:breach_id>/publish/",
        breaches.publish,
        name="publish_breach",
    ),
    path("interests/gifts/", gifts.gifts, name="gifts"),
    path("interests/gifts/new/", gifts.new_gift, name="new_gift"),
    path("interests/gifts/limits/", gifts.gift_limits, name="gift_limits"),
    path("interests/gifts/<int:gift_id>/", gifts.gift, name="gift"),
    path(f"{_REGISTER}publish/", registers.publish, name="publish_register"),
    path(f"{_REGISTER}<slug:part>/", registers.register, name="register_part"),
    path(
        f"{_REGISTER}published/<slug:key>/",
        registers.published,
        name="published_register",
    ),
]
