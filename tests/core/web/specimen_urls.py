"""The portal's addresses, and a sheet with every component in every state."""

from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.template import engines
from django.template.backends.utils import csrf_input_lazy
from django.urls import include, path
from django.utils import timezone

from ics_portal.core.web.navigation import NavLink
from ics_portal.core.web.pagination import paginate

HERE = Path(__file__).parent
PURPOSES = [("note", "Note"), ("approve", "Approve")]
ANSWERS = [("", "Not answered"), ("yes", "Yes"), ("no", "No"), ("na", "N/A")]


class EveryWidget(forms.Form):
    """One field for each widget the portal draws."""

    title = forms.CharField(max_length=40, help_text="As it will stand on the agenda.")
    minutes = forms.IntegerField(min_value=1)
    meets_on = forms.DateField(widget=forms.DateInput)
    born_on = forms.DateField(widget=forms.SelectDateWidget, label="Date of ruling")
    starts_at = forms.TimeField(widget=forms.TimeInput)
    email = forms.EmailField(label="E-mail address")
    password = forms.CharField(widget=forms.PasswordInput)
    summary = forms.CharField(widget=forms.Textarea)
    purpose = forms.ChoiceField(choices=PURPOSES)
    seat = forms.ChoiceField(
        choices=[("ICB", [("1", "Chair")]), ("Places", [("2", "Place lead")])]
    )
    bodies = forms.MultipleChoiceField(choices=[("1", "ICS Board"), ("2", "JCCCG")])
    conflicts = forms.ChoiceField(
        widget=forms.RadioSelect,
        choices=[("none", "None identified"), ("some", "Identified")],
    )
    parties = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        choices=[("a", "Blackpool CCG"), ("b", "East Lancashire CCG")],
    )
    confidential = forms.BooleanField(label="Members only")
    paper = forms.FileField()
    between = forms.SplitDateTimeField(label="Published at")
    version = forms.CharField(widget=forms.HiddenInput, initial="7")


class Implications(forms.Form):
    quality = forms.ChoiceField(choices=ANSWERS, label="Quality impact assessment")
    risks = forms.ChoiceField(choices=ANSWERS, label="Associated risks")


@dataclass(frozen=True)
class SpecimenJob:
    """A job as the progress part sees it."""

    pk: str = "0f6d"
    state: str = "running"
    done: int = 6
    of: int = 9
    percent: int = 66
    message: str = "Stamping item 10, ICS Finance Report"
    title: str = "Pack, version 2"
    failure: str = ""
    is_active: bool = True
    cancel_requested_at: object = None


RUNNING = SpecimenJob()
FAILED = replace(
    RUNNING,
    pk="0f6e",
    state="failed",
    is_active=False,
    failure="Item 7, Clinical Strategy: the file is locked with a password.",
)


def drawn(request: HttpRequest, name: str, **context: object) -> HttpResponse:
    """Render a template of this folder as a page of the portal."""
    env = engines["jinja2"].env
    template = env.from_string((HERE / name).read_text(encoding="utf-8"))
    links = [
        NavLink(key, key.capitalize(), f"/{key}/")
        for key in ("home", "meetings", "actions", "interests", "finance", "programmes")
    ]
    context = {
        "request": request,
        "csrf_token": get_token(request),
        "csrf_input": csrf_input_lazy(request),
        "navigation_for": lambda actor: links,
    } | context
    return HttpResponse(template.render(context))


def _rows() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(number=n, title=title, state=state, version="3", pages=pages,
                        printed=printed, seconds="2 s", confidential=state == "set",
                        failure=failure, cures=[("Ask the author", "#")] if failure else [])
        for n, title, state, pages, printed, failure in (
            ("", "Front page and agenda", "set", 3, "1–3", ""),
            ("7", "Clinical Strategy", "failed", "", "", "It is locked with a password."),
            ("10", "ICS Finance Report", "setting", 8, "37–44", ""),
            ("8", "ICP Core Narrative", "skipped", "–", "will come as 28a", ""),
        )
    ]  # fmt: skip


@login_not_required
def sheet(request: HttpRequest) -> HttpResponse:
    """Every component; ``?errors`` fills the forms badly."""
    bad = {
        "title": "x" * 60,
        "minutes": "ten",
        "version": "7",
        "meets_on": "2020-13-01",
    }
    data = bad if "errors" in request.GET else None
    return drawn(
        request,
        "sheet.html",
        form=EveryWidget(data, auto_id="w_%s"),
        implications=Implications(data, auto_id="a_%s"),
        running=RUNNING,
        failed=FAILED,
        rows=_rows(),
        pages=paginate(range(400), request, per_page=20),
        now=timezone.now(),
    )


@login_not_required
def interactive(request: HttpRequest) -> HttpResponse:
    """A page for the scripts: autosave, moving, quick add, a job."""
    return drawn(request, "interactive.html", order=ORDER, job=RUNNING)


ORDER = ["1", "2", "3"]
SAVED: dict[str, str] = {}
TICKS = {"percent": 30, "by": 30}


@login_not_required
def save(request: HttpRequest) -> JsonResponse:
    """The answer of an autosave: kept, refused or changed by somebody else."""
    text = request.POST["text"]
    if text == "conflict":
        return JsonResponse({"message": "The chair saved this at 09:12."}, status=409)
    if text == "bad":
        return JsonResponse(
            {"errors": {"text": "Enter a text that is good"}}, status=422
        )
    SAVED["text"] = text
    return JsonResponse({"saved_at": "10:55:48", "version": "8"})


@login_not_required
def move(request: HttpRequest, key: str) -> HttpResponse:
    """Move a row and answer with the list, as the agenda does."""
    place = ORDER.index(key)
    ORDER.remove(key)
    if "direction" in request.POST:
        step = -1 if request.POST["direction"] == "up" else 1
        ORDER.insert(max(place + step, 0), key)
    else:
        after = request.POST["after"]
        ORDER.insert(ORDER.index(after) + 1 if after else 0, key)
    response = drawn(request, "list.html", order=ORDER)
    said = f"Item {key} is now {ORDER.index(key) + 1}, was {place + 1}"
    response["HX-Trigger"] = f'{{"announce": "{said}"}}'
    return response


@login_not_required
def add(request: HttpRequest) -> HttpResponse:
    """Add a row by its title."""
    if request.POST["title"] == "refused":
        return HttpResponse(
            "<div data-reason><h1>You cannot do this</h1><p>The agenda is issued</p></div>",
            status=403,
        )
    ORDER.append(request.POST["title"])
    return drawn(request, "list.html", order=ORDER)


@login_not_required
def progress(request: HttpRequest) -> HttpResponse:
    """The moving part of a job that goes on by so many per cent a look."""
    TICKS["percent"] += TICKS["by"]
    done = TICKS["percent"] >= 100
    job = replace(
        RUNNING,
        percent=min(TICKS["percent"], 100),
        state="done" if done else "running",
        is_active=not done,
    )
    response = drawn(request, "progress.html", job=job)
    response.status_code = 286 if done else 200
    return response


urlpatterns = [
    path("sheet/", sheet),
    path("interactive/", interactive),
    path("save/", save),
    path("move/<str:key>/", move, name="move"),
    path("add/", add),
    path("progress/", progress),
    path("", include("ics_portal.urls")),
]

handler400 = "ics_portal.core.web.errors.bad_request"
handler403 = "ics_portal.core.web.errors.permission_denied"
handler404 = "ics_portal.core.web.errors.page_not_found"
handler500 = "ics_portal.core.web.errors.server_error"
