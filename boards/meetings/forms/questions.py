"""The form in which anybody asks a question, and those of the office."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core import signing

from boards.bodies.forms.common import RuleForm
from boards.bodies.services.seen import mark_of
from boards.meetings.enums import QuestionRefusal
from boards.meetings.models import PublicQuestion
from boards.meetings.rules.questions import LONGEST, NAME_LENGTH
from boards.meetings.services.questions import QuestionDetails

SALT = "a question of the public"
GOOD_FOR_SECONDS = 4 * 60 * 60

TOO_OLD = (
    "This page was open for longer than four hours. Nothing you typed is lost: check it"
    " and send it again."
)
NOT_OURS = (
    "This form did not come from this page. Check what you typed and send it again."
)
TRAP = "Leave the box at the end of the form empty: it is there to catch programs."


@dataclass(frozen=True, slots=True)
class Token:
    """What a form was signed with. ``once`` is different for every form."""

    meeting_id: int
    once: str


def new_token(meeting_id: int) -> str:
    """Signs a form for one meeting, with the time.

    It stands where Django's check of forged requests does, which needs a cookie. That
    check keeps another site from acting with a reader's sign-in; nobody is signed in
    here, so nothing can be borrowed. What is left to prevent is programs that send
    without having read the page, or send one form for ever: a token is of this portal,
    of this meeting, and of the last four hours. The limits of a meeting and of an
    address (ACCOUNT_RATE_LIMITS) hold the rest.
    """
    return signing.dumps([meeting_id, secrets.token_urlsafe(9)], salt=SALT)


def read_token(words: str, meeting_id: int) -> Token:
    """The token that was sent; raises ValidationError with a sentence for the form."""
    try:
        told, once = signing.loads(words, salt=SALT, max_age=GOOD_FOR_SECONDS)
    except signing.SignatureExpired as fault:
        raise forms.ValidationError(TOO_OLD) from fault
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise forms.ValidationError(NOT_OURS) from fault
    if told != meeting_id:
        raise forms.ValidationError(NOT_OURS)
    return Token(told, once)


class AskForm(RuleForm):
    """A question with who asks it. ``website`` is a box that people do not see."""

    text = forms.CharField(
        label="Your question",
        max_length=LONGEST * 2,  # the rule says it better, in words
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"required": "Enter your question."},
    )
    item = forms.ChoiceField(label="What it is about", required=False)
    asked_by = forms.CharField(
        label="Your name",
        max_length=NAME_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Enter your name."},
    )
    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text="Only the board office can find it. It is never published.",
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address such as name@example.org.",
        },
    )
    publish_name = forms.BooleanField(
        label="My name may be published with my question", required=False
    )
    website = forms.CharField(required=False, widget=forms.TextInput)
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, meeting_id: int, items: Mapping[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._meeting_id = meeting_id
        self.read: Token | None = None
        field: Any = self.fields["item"]
        field.choices = [
            ("", "The meeting as a whole"),
            *((number, f"{number} {title}"[:90]) for number, title in items.items()),
        ]

    def clean_website(self) -> str:
        """Programs fill in every box there is."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(TRAP)
        return ""

    def clean(self) -> dict[str, Any]:
        """The signature last: what else is wrong is said as well."""
        data: dict[str, Any] = super().clean() or {}
        try:
            self.read = read_token(str(self.data.get("token", "")), self._meeting_id)
        except forms.ValidationError as problem:
            self.add_error(None, problem)
        return data

    def details(self) -> QuestionDetails:
        """What the service takes; the form must be valid."""
        data = self.cleaned_data
        return QuestionDetails(
            asked_by=data["asked_by"],
            email=data["email"],
            text=data["text"],
            item_number=data["item"],
            publish_name=data["publish_name"],
        )


class RefuseForm(RuleForm):
    """Why a question is not taken."""

    refusal = forms.ChoiceField(
        label="Why it is not taken",
        choices=QuestionRefusal.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose why the question is not taken."},
    )
    words = forms.CharField(
        label="What else the person who asked should know",
        required=False,
        max_length=2000,
        help_text="The person who asked reads this. It is not published.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(RuleForm):
    """The answer; ``seen`` is the mark of the answer it was opened with."""

    answer = forms.CharField(
        label="Answer",
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=(
            "The person who asked reads it at once, everybody when it is published. It"
            " names no patient."
        ),
        error_messages={"required": "Write the answer."},
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, question: PublicQuestion) -> None:
        opened = {"answer": question.answer, "seen": mark_of(question.answer)}
        super().__init__(data, initial=opened)
