"""The page of an act: shown, done once it is sent, said; a refusal keeps what was typed."""

from datetime import datetime
from typing import Any

import pytest
from django import forms
from django.http import HttpResponse
from django.test import RequestFactory

from ics_portal.core.errors import RuleBroken
from ics_portal.core.web import acts
from ics_portal.core.web.acts import Act, carry_out

ACT = Act(
    heading="End it",
    words="End it",
    said="It is over.",
    back_url="/there/",
    consequences=("It stays on record.",),
    danger=True,
)


class ReasonForm(forms.Form):
    reason = forms.CharField()

    def refuse(self, problem: RuleBroken) -> None:
        self.add_error(problem.field or None, problem.message)


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    found: list[str] = []
    monkeypatch.setattr(acts.messages, "success", lambda _, words: found.append(words))
    return found


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the template was given."""
    context: dict[str, Any] = {}

    def render(
        request: Any, template: str, given: dict[str, Any], *, status: int
    ) -> HttpResponse:
        context.update(given, template=template)
        return HttpResponse(status=status)

    monkeypatch.setattr(acts, "render", render)
    return context


def sent(data: dict[str, str] | None = None) -> Any:
    make = RequestFactory()
    request: Any = make.get("/act/?a=1") if data is None else make.post("/act/", data)
    request.actor = "the office"
    return request


def nothing(**_: object) -> None:
    raise AssertionError("Nothing is done by looking.")


def refuses(**_: object) -> None:
    raise RuleBroken("XX-1", "It is over already.", field="reason")


def test_looking_does_nothing_and_says_what_it_would_do(drawn, said):
    answer = carry_out(sent(), ReasonForm(), ACT, nothing, body="ICS Board")

    assert answer.status_code == 200
    assert drawn["template"] == "layouts/confirm.html"
    assert drawn["consequences"] == ("It stays on record.",)
    assert (drawn["act"], drawn["danger"], drawn["refusal"]) == ("End it", True, "")
    assert (drawn["action"], drawn["body"]) == ("/act/?a=1", "ICS Board")
    assert said == []


def test_it_is_done_with_what_was_typed_by_whom_and_when(drawn, said):
    done: dict[str, Any] = {}
    request = sent({"reason": "Sold"})

    answer = carry_out(
        request, ReasonForm(request.POST), ACT, lambda **by: done.update(by)
    )

    assert (answer.status_code, answer["Location"]) == (302, "/there/")
    assert isinstance(done.pop("at"), datetime)
    assert done == {"reason": "Sold", "actor": "the office"}
    assert said == ["It is over."]
    assert drawn == {}


def test_bad_input_is_not_done(drawn):
    request = sent({"reason": ""})

    assert carry_out(request, ReasonForm(request.POST), ACT, nothing).status_code == 422


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays(drawn, said):
    request = sent({"reason": "Sold"})
    form = ReasonForm(request.POST)

    assert carry_out(request, form, ACT, refuses).status_code == 422
    assert form.errors == {"reason": ["It is over already."]}
    assert form["reason"].value() == "Sold"
    assert said == []


def test_without_a_form_the_refusal_stands_over_the_act(drawn, said):
    assert carry_out(sent({}), None, ACT, refuses).status_code == 422
    assert drawn["refusal"] == "It is over already."
    assert carry_out(sent({}), None, ACT, lambda **_: None).status_code == 302


def test_an_answer_of_its_own_is_the_answer(said):
    page_of_a_job = HttpResponse("Under way")

    assert carry_out(sent({}), None, ACT, lambda **_: page_of_a_job) is page_of_a_job
    assert said == []
