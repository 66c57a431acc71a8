"""The author's page: what is typed, saved and sent, and the file that goes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from boards.papers import services
from boards.papers.forms import SheetForm
from boards.papers.models import Paper
from boards.papers.permissions import may_edit_paper
from boards.papers.presenters import WorkPage, work_page
from boards.papers.presenters.work import ClashView, clash_view, row_label
from boards.papers.rules import Clash, Stop, in_page_order, token_of
from boards.papers.selectors import (
    cover_sheet_of,
    form_of,
    number_and_presenters,
    paper_or_404,
    paper_to_edit,
    remarks_of,
    sheet_fields,
    stops_of,
    templates_of,
    verbs_of,
    version_or_404,
    who_wrote,
)
from boards.papers.views.common import (
    head_of,
    meeting_context,
    versions_of,
)
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import office_available
from ics_portal.core.jobs import worker_is_alive
from ics_portal.core.numbers import whole
from ics_portal.core.verdicts import require
from ics_portal.core.web.requests import PortalRequest
from ics_portal.core.web.words import moment, seconds_clock

TICKS = ("not_discussed_elsewhere",)
NOT_FIELDS = ("csrfmiddlewaretoken", "version", "act", "note", "file")
ROW_ACT = re.compile(r"(up|down|remove):(rec|route)-([a-z0-9]{1,16})")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Show the form, or keep what was typed and do what the button says."""
    paper = paper_or_404(request.actor, paper_id)
    require(may_edit_paper(request.actor, paper))
    if request.method == "POST":
        return _keep(request, paper)
    return _show(request, paper, add=request.GET.get("add", ""))


@require_POST
def autosave(request: PortalRequest, paper_id: int) -> JsonResponse:
    """Keep what is typed while it is typed; says 409 where two people clash."""
    paper = paper_or_404(request.actor, paper_id)
    try:
        saved = _save(request, paper, _typed(request, paper), not_if_clashing=True)
    except PermissionDenied as refused:
        return JsonResponse({"message": str(refused)}, status=403)
    except RuleBroken as broken:
        return JsonResponse({"errors": {broken.field: broken.message}}, status=422)
    if saved.clashes:
        who, when = _who_and_when(request, paper, saved.clashes[0].field)
        message = (
            f"{who} changed this{' at ' + when if when else ''} after you opened it. "
            "Press Save to see both texts."
        )
        return JsonResponse({"message": message}, status=409)
    told: dict[str, object] = {
        "saved_at": seconds_clock(timezone.now()),
        "version": saved.token,
    }
    if saved.problems:
        errors = {stop.field: stop.message for stop in saved.problems}
        return JsonResponse(told | {"errors": errors}, status=422)
    return JsonResponse(told)


def _save(
    request: PortalRequest,
    paper: Paper,
    typed: Mapping[str, str],
    *,
    not_if_clashing: bool = False,
) -> services.SavedSheet:
    """Keep every field that can be kept; one that is refused keeps no other back."""
    typed = dict(typed)
    refused: list[Stop] = []
    while True:
        try:
            saved = services.save_cover_sheet(
                paper=paper,
                typed=typed,
                seen=request.POST.get("version", ""),
                actor=request.actor,
                at=timezone.now(),
                not_if_clashing=not_if_clashing,
            )
        except RuleBroken as broken:
            if broken.field not in typed:
                raise
            refused.append(Stop(broken.field, broken.message, broken.rule_id))
            del typed[broken.field]
        else:
            return replace(saved, problems=(*refused, *saved.problems))


def _keep(request: PortalRequest, paper: Paper) -> HttpResponse:
    """Save everything that can be saved first, whatever the button says next."""
    act = request.POST.get("act", "save")
    typed = _typed(request, paper)
    if act.startswith("take:"):
        typed.pop(act.removeprefix("take:"), None)
    saved = _save(request, paper, typed)
    stops, clashes = list(saved.problems), saved.clashes
    wrong = [stop.field for stop in stops] + [clash.field for clash in clashes]
    again = {name: typed[name] for name in wrong}
    stops += _upload(request, paper)
    if not stops and not clashes:
        done = _act(request, paper, act)
        if isinstance(done, HttpResponseRedirect):
            return done
        stops, told = done, True
    else:
        told = act == "send" and not clashes
        if told:
            stops += stops_of(paper)
    return _show(
        request,
        paper,
        again=again,
        stops=in_page_order(stops, form_of(paper_to_edit(paper.pk)), typed),
        told=told,
        clashes=clashes,
        token=saved.token,
    )


def _upload(request: PortalRequest, paper: Paper) -> list[Stop]:
    """Keep the file of the form; it is kept even where a field is wrong."""
    upload = request.FILES.get("file")
    if upload is None:
        asked = request.POST.get("act") == "upload"
        return [Stop("file", "Choose a file", "PAPER-4")] if asked else []
    try:
        version = services.upload_version(
            paper=paper,
            upload=upload,
            note=request.POST.get("note", ""),
            actor=request.actor,
            at=timezone.now(),
        )
    except RuleBroken as broken:
        return [Stop(broken.field or "file", broken.message, broken.rule_id)]
    messages.success(
        request,
        f"{version.original.original_name} was uploaded as version {version.number} and "
        "is being prepared.",
    )
    return []


def _act(
    request: PortalRequest, paper: Paper, act: str
) -> HttpResponseRedirect | list[Stop]:
    """Do what the button says; a list of stops where the paper cannot be sent."""
    here: dict[str, Any] = {"actor": request.actor, "at": timezone.now()}
    if act == "send":
        try:
            services.submit_paper(paper=paper, **here)
        except services.PaperIncomplete as incomplete:
            return list(incomplete.stops)
        messages.success(request, "The paper is with the board secretary.")
        return redirect("papers:detail", paper_id=paper.pk)
    anchor = ""
    if match := ROW_ACT.fullmatch(act):
        what, kind, key = match.groups()
        row: dict[str, Any] = {"paper": paper, "kind": kind, "key": key, **here}
        if what == "remove":
            services.remove_row(**row)
            anchor = f"#{kind}-rows"
        else:
            services.move_row(**row, up=what == "up")
            anchor = f"#{kind}-{key}"
    response = redirect("papers:edit", paper_id=paper.pk)
    if act in ("add:rec", "add:route"):
        kind = act.removeprefix("add:")
        response["Location"] += f"?add={kind}#{kind}-rows"
    elif anchor:
        response["Location"] += anchor
    elif request.FILES:
        response["Location"] += "#file"
    else:
        messages.success(request, "Saved.")
    return response


def _typed(request: PortalRequest, paper: Paper) -> dict[str, str]:
    """The form's fields as text. A tick that is off is not sent, so it is put in."""
    typed = {
        name: value
        for name, value in request.POST.items()
        if name not in NOT_FIELDS and isinstance(value, str)
    }
    if "confidential" in typed:
        typed["confidential"] = "yes" if typed["confidential"] == "yes" else ""
    if cover_sheet_of(paper) is not None:
        for name in TICKS:
            typed[name] = "yes" if name in typed else ""
    return typed


def _show(
    request: PortalRequest,
    paper: Paper,
    *,
    again: Mapping[str, str] | None = None,
    stops: Sequence[Stop] = (),
    told: bool = False,
    clashes: tuple[Clash, ...] = (),
    token: str | None = None,
    add: str = "",
) -> HttpResponse:
    """The form with what is stored, and over it what was typed and could not be kept."""
    paper = paper_to_edit(paper.pk)
    stored = sheet_fields(paper)
    fields = {**stored, **(again or {})}
    parts = form_of(paper)
    refused = any(stop.field in ("file", "note") for stop in stops)
    note = request.POST.get("note", "") if refused else ""
    form = SheetForm(fields, parts, stops, note)
    page = _page(
        request,
        paper,
        token=token_of(stored) if token is None else token,
        fields=fields,
        stops=stops,
        told=told,
        clashes=_clashes(request, paper, form, clashes),
        add=add,
    )
    context = {
        "paper": paper,
        "page": page,
        "form": form,
        "parts": parts,
        "verbs": verbs_of(paper.item.meeting.body_id),
        "templates": templates_of(paper),
        **meeting_context(request, paper.item.meeting_id),
    }
    status = 409 if clashes else 422 if stops else 200
    return render(request, "boards/papers/edit.html", context, status=status)


def _page(
    request: PortalRequest,
    paper: Paper,
    *,
    token: str,
    fields: Mapping[str, str],
    stops: Sequence[Stop],
    told: bool,
    clashes: tuple[ClashView, ...],
    add: str,
) -> WorkPage:
    number, owners = number_and_presenters(paper)
    missing = len(stops_of(paper))
    head = head_of(request, paper, number=number, missing=missing)
    sheet = cover_sheet_of(paper)
    unclear = sheet.imported.get("unclear", []) if sheet and sheet.imported else []
    latest = paper.moves.first()
    returned = latest is not None and latest.to_state == "returned"
    office = office_available()
    return work_page(
        head,
        token=token,
        fields=fields,
        stops=stops,
        told=told,
        add=add,
        clashes=clashes,
        remarks=remarks_of(paper),
        unclear=tuple(row["message"] for row in unclear),
        returned_with=latest.comment if latest and returned else "",
        missing=missing,
        versions=versions_of(paper, head),
        presenters=owners,
        office_warning="" if office else office.reason,
        worker_is_alive=worker_is_alive(timezone.now()),
    )


def _clashes(
    request: PortalRequest, paper: Paper, form: SheetForm, clashes: tuple[Clash, ...]
) -> tuple[ClashView, ...]:
    labels = form.labels()
    views = []
    for clash in clashes:
        who, when = _who_and_when(request, paper, clash.field)
        label = labels.get(clash.field, row_label(clash.field))
        views.append(clash_view(clash, label, who=who, when=when))
    return tuple(views)


def _who_and_when(request: PortalRequest, paper: Paper, field: str) -> tuple[str, str]:
    found = who_wrote(paper, field)
    if found is None:
        return "Somebody else", ""
    user_id, name, at = found
    if user_id == request.actor.user_id:
        name = "You, in another window,"
    return name, moment(at)


@require_POST
def choose_form(request: PortalRequest, paper_id: int) -> HttpResponse:
    """Put the sheet into another form of the body; what was written is kept."""
    paper = paper_or_404(request.actor, paper_id)
    asked = whole(request.POST.get("template", "")) or 0
    template = templates_of(paper).filter(pk=asked).first()
    if template is None:
        messages.error(request, "Choose one of the forms.")
    else:
        services.choose_form(
            paper=paper, template=template, actor=request.actor, at=timezone.now()
        )
        messages.success(
            request, f"The cover sheet is now on the form {template.name}."
        )
    return redirect("papers:edit", paper_id=paper.pk)


@require_POST
def retry(request: PortalRequest, paper_id: int, number: int) -> HttpResponse:
    """Prepare a version again that could not be used."""
    version = version_or_404(request.actor, paper_id, number)
    try:
        services.retry_version(version=version, actor=request.actor, at=timezone.now())
    except RuleBroken as broken:
        messages.error(request, broken.message)
    return redirect("papers:edit", paper_id=paper_id)
