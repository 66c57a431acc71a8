"""What the office says on the public pages, and the organisation's mark."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from boards.meetings.models import PublicSite
from boards.meetings.services.public_site import SiteDetails, save_public_site
from ics_portal.accounts.actor import Role
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import StoredFile
from tests.factories.bodies import BodyFactory, actor_in, someone_signed_up
from tests.factories.published import a_pdf

pytestmark = pytest.mark.django_db
AT = dt.datetime(2020, 11, 24, 9, tzinfo=dt.UTC)
DETAILS = SiteDetails(licence="OGL", about="Who we are.", mark_words="A wave")


def a_picture(name="mark.png", kind="PNG"):
    out = BytesIO()
    Image.new("RGB", (40, 20), "white").save(out, kind)
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def body():
    return BodyFactory(meets_in_public=True)


def save(body, details=DETAILS, role=Role.SECRETARY, **more):
    actor = actor_in(body, role)
    return save_public_site(
        system=body.system, details=details, actor=actor, at=AT, **more
    )


def test_what_is_said_is_kept_with_its_history(body):
    save(body)
    site = save(body, SiteDetails(licence="Ours"), mark=None)

    assert site.licence == "Ours"
    assert site.history.count() == 2
    assert PublicSite.objects.count() == 1


def test_a_mark_is_shown_to_everybody_and_can_be_dropped(body, client):
    save(body, mark=a_picture())

    page = client.get("/public/").content.decode()
    assert 'alt="A wave"' in page
    answer = client.get("/public/mark/")
    assert answer["Content-Type"] == "image/png"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    save(body, drop_mark=True)
    assert client.get("/public/mark/").status_code == 404


def test_a_mark_is_a_picture_with_words(body):
    with a_pdf().file.open() as kept:
        pdf = SimpleUploadedFile("mark.png", kept.read())
    svg = SimpleUploadedFile("mark.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    for upload in (pdf, svg, a_picture("mark.gif", "GIF")):
        with pytest.raises(RuleBroken):
            save(body, mark=upload)
    with pytest.raises(RuleBroken, match="Say in words"):
        save(body, SiteDetails(licence="OGL"), mark=a_picture())
    with pytest.raises(RuleBroken, match="licence"):
        save(body, SiteDetails(licence=" "))
    assert not PublicSite.objects.exists()


def test_only_an_office_keeps_the_pages(body):
    with pytest.raises(PermissionDenied):
        save(body, role=Role.MEMBER)


def test_the_office_has_a_form_for_it_and_nobody_else(body, client):
    client.force_login(someone_signed_up(body, Role.MEMBER))
    assert client.get("/settings/public-site/").status_code == 403
    client.force_login(someone_signed_up(body, Role.SECRETARY))
    assert client.get("/settings/public-site/").status_code == 200

    sent = {
        **as_shown(client),
        "about": "About us",
        "mark_words": "W",
        "mark": a_picture(),
    }
    answer = client.post("/settings/public-site/", sent)
    assert answer.status_code == 302
    assert PublicSite.objects.get().mark is not None
    answer = client.post("/settings/public-site/", {"licence": "", "about": "Kept"})
    assert answer.status_code == 422
    assert "Kept" in answer.content.decode()


def as_shown(client):
    """What the form sends back when nothing is changed."""
    html = client.get(reverse("public:settings")).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', html)
    assert seen is not None
    return {"seen": seen[1], "licence": "OGL", "mark_words": "A wave"}


def test_two_people_at_once_are_shown_both_texts(body, client):
    save(body, mark=a_picture())
    actor = actor_in(body, Role.SECRETARY)
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    form = as_shown(client)
    save(body, SiteDetails(licence="OGL", about="We are new.", mark_words="A wave"))

    clash = client.post(
        reverse("public:settings"),
        {**form, "about": "Mine alone.", "mark": a_picture("other.png")},
    )
    html = clash.content.decode()

    assert clash.status_code == 409
    assert "We are new." in html
    assert html.count("Mine alone.") == 2
    assert "Choose your picture again too." in html
    assert PublicSite.objects.get().about == "We are new."
    assert not StoredFile.objects.filter(original_name="other.png").exists()

    seen = re.search(r'name="seen" value="(\w+)"', html)
    sent = {**form, "about": "Mine alone.", "seen": seen[1]}
    assert client.post(reverse("public:settings"), sent).status_code == 302
    assert PublicSite.objects.get().about == "Mine alone."


def test_another_picture_meanwhile_is_a_clash_too(body, client):
    save(body)
    actor = actor_in(body, Role.SECRETARY)
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    form = as_shown(client)
    save(body, mark=a_picture())

    clash = client.post(reverse("public:settings"), {**form, "about": "Who we are."})

    assert clash.status_code == 409
    assert "Picture: mark.png" in clash.content.decode()


def test_a_first_save_goes_through(body, client):
    actor = actor_in(body, Role.SECRETARY)
    client.force_login(get_user_model().objects.get(pk=actor.user_id))
    form = as_shown(client)

    assert client.post(reverse("public:settings"), form).status_code == 302
    assert PublicSite.objects.get().licence == "OGL"
