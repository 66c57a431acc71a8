"""Which letters a person wants."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from ics_portal.core.notify.services import choose_reminders, wants_reminders
from ics_portal.core.web.requests import PortalRequest


class NoticesForm(forms.Form):
    """Reminders or none."""

    reminders = forms.BooleanField(
        required=False,
        label="Send me reminders of my actions",
        help_text="One a week before an action is due, and one a week when it is overdue.",
    )


@never_cache
def choices(request: PortalRequest) -> HttpResponse:
    """One's own choice; notices of meetings and packs go to all they are for."""
    user_id = int(request.user.pk or 0)  # a signed-in user has one
    shown = {"reminders": wants_reminders(user_id)}
    form = NoticesForm(request.POST or None, initial=shown)
    if request.method == "POST":
        wants = bool(request.POST.get("reminders"))
        choose_reminders(user_id=user_id, wants=wants)
        messages.success(request, "Your choice is saved.")
        return redirect("notify:choices")
    return render(request, "account/notices.html", {"form": form})
