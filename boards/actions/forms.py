"""What the list of actions can be narrowed to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms

from boards.bodies.models import Body

if TYPE_CHECKING:
    from ics_portal.accounts.actor import Actor


class LogFilter(forms.Form):
    """Which body, and whether ended actions are shown too."""

    body = forms.ModelChoiceField(
        queryset=Body.objects.none(), required=False, empty_label="Every body"
    )
    ended = forms.BooleanField(required=False, label="Show closed and superseded too")

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bodies = Body.objects.filter(pk__in=actor.body_ids())
        field: Any = self.fields["body"]
        field.queryset = bodies

    def chosen(self) -> dict[str, Any]:
        """For ``selectors.actions_for``; a body that is not the actor's is no choice."""
        clean = self.cleaned_data if self.is_bound and self.is_valid() else {}
        body = clean.get("body")
        return {
            "body_id": body.pk if body else None,
            "with_ended": bool(clean.get("ended")),
        }
