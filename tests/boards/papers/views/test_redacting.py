import pytest
from django.urls import reverse

from boards.papers.models import Paper
from tests.core.files.samples import pdf, upload
from tests.factories.papers import PaperVersionFactory, a_current_version


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "tmp").mkdir()


def address(name, paper):
    return reverse(f"papers:{name}", kwargs={"paper_id": paper.pk})


@pytest.fixture
def secretary(board, sign_in):
    return sign_in(board.secretary)


def test_the_secretary_uploads_a_redacted_version(paper, secretary):
    answer = secretary.post(
        address("redacted", paper),
        {"file": upload(pdf(1), "open.pdf"), "note": "prices", "sheet": "without"},
        follow=True,
    )

    [version] = paper.versions.all()
    assert version.is_redacted
    assert "is being prepared" in answer.content.decode()


def test_without_a_file_what_was_typed_stays(paper, secretary, summary):
    answer = secretary.post(
        address("redacted", paper), {"note": "prices", "sheet": "with"}
    )

    assert answer.status_code == 422
    assert summary(answer) == {"#id_file": "Choose the redacted file."}
    assert "prices" in answer.content.decode()


def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(
    paper, secretary, summary
):
    answer = secretary.post(
        address("redacted", paper),
        {"file": upload(b"MZ nonsense", "open.exe"), "sheet": "with"},
    )

    assert answer.status_code == 422
    assert list(summary(answer)) == ["#id_file"]


def test_it_says_what_the_public_gets_and_takes_it_back(paper, secretary):
    version = a_current_version(paper)
    version.is_redacted = True
    version.save()
    Paper.objects.filter(pk=paper.pk).update(
        public_version=version, confidential=True, confidential_reason="Staff"
    )

    before = secretary.get(address("redacted", paper)).content.decode()
    after = secretary.post(address("drop_redacted", paper), follow=True)
    again = secretary.post(address("drop_redacted", paper), follow=True)

    assert "Redacted, for the public" in before
    assert "is not published" in after.content.decode()
    assert "has no redacted version" in again.content.decode()


@pytest.mark.parametrize("who", ["author", "member"])
def test_others_may_not(board, paper, sign_in, who):
    from tests.factories.papers import name_on  # noqa: PLC0415

    name_on(paper, getattr(board, who))
    client = sign_in(getattr(board, who))

    assert client.get(address("redacted", paper)).status_code == 403
    assert client.post(address("drop_redacted", paper)).status_code == 403


def a_failed_one(paper):
    return PaperVersionFactory(
        paper=paper,
        is_redacted=True,
        state="failed",
        failure="It has a password.",
        cure="Take it off.",
    )


@pytest.mark.parametrize(
    ("confidential", "then"), [(False, "gets the full paper"), (True, "nothing of it")]
)
def test_a_failed_one_is_dropped_on_the_page_which_says_what_then(
    paper, secretary, summary, confidential, then
):
    failed = a_failed_one(paper)
    reason = "Staff" if confidential else ""
    Paper.objects.filter(pk=paper.pk).update(
        confidential=confidential, confidential_reason=reason
    )
    where = {"paper_id": paper.pk, "number": failed.number}
    drop = reverse("papers:drop_failed", kwargs=where)

    page = secretary.get(address("redacted", paper)).content.decode()
    refused = secretary.post(drop, {"reason": "x" * 1001})
    dropped = secretary.post(drop, {"reason": "Not wanted"}, follow=True)

    assert "It has a password." in page
    assert then in page
    assert refused.status_code == 422
    assert summary(refused) == {"#id_reason": "Shorten the reason to 1,000 letters."}
    assert "x" * 1001 in refused.content.decode()
    html = dropped.content.decode()
    assert "keeps nothing back" in html
    assert "Not wanted" in html
    assert "Drop version" not in html
    missing = reverse("papers:drop_failed", kwargs={**where, "number": 99})
    assert secretary.post(missing, {"reason": "x"}).status_code == 404


def test_without_a_reason_it_is_not_dropped(paper, secretary, summary):
    where = {"paper_id": paper.pk, "number": a_failed_one(paper).number}

    refused = secretary.post(reverse("papers:drop_failed", kwargs=where), {})

    assert summary(refused) == {"#id_reason": "Say why it is dropped."}


def test_the_secretary_chooses_whether_the_sheet_goes_out(paper, secretary, summary):
    unsaid = secretary.post(
        address("redacted", paper), {"file": upload(pdf(1), "o.pdf")}
    )
    assert list(summary(unsaid)) == ["#id_sheet"]

    for sheet, without in (("without", True), ("with", False)):
        sent = {"file": upload(pdf(1), "open.pdf"), "sheet": sheet}
        assert secretary.post(address("redacted", paper), sent).status_code == 302
        paper.refresh_from_db()
        assert paper.without_sheet is without


def test_the_choice_is_changed_later(paper, secretary):
    version = a_current_version(paper)
    version.is_redacted = True
    version.save()
    Paper.objects.filter(pk=paper.pk).update(public_version=version)
    assert (
        "The cover sheet as it is."
        in secretary.get(address("redacted", paper)).content.decode()
    )

    page = secretary.post(
        address("public_sheet", paper), {"sheet": "without"}, follow=True
    ).content.decode()

    assert "No cover sheet." in page
    page = secretary.post(
        address("public_sheet", paper), {"sheet": "with"}, follow=True
    ).content.decode()
    assert "The cover sheet as it is." in page
    secretary.post(address("public_sheet", paper), {"sheet": "with"})
    paper.refresh_from_db()
    assert paper.history.filter(history_change_reason="The sheet goes out").count() == 1
