import pytest
from django.urls import reverse

from boards.papers.models import Paper
from tests.core.files.samples import pdf, upload
from tests.factories.papers import a_current_version


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
        {"file": upload(pdf(1), "open.pdf"), "note": "prices"},
        follow=True,
    )

    [version] = paper.versions.all()
    assert version.is_redacted
    assert "is being prepared" in answer.content.decode()


def test_without_a_file_what_was_typed_stays(paper, secretary, summary):
    answer = secretary.post(address("redacted", paper), {"note": "prices"})

    assert answer.status_code == 422
    assert summary(answer) == {"#id_file": "Choose the redacted file."}
    assert "prices" in answer.content.decode()


def test_a_file_that_cannot_be_taken_is_refused_beside_the_field(
    paper, secretary, summary
):
    answer = secretary.post(
        address("redacted", paper), {"file": upload(b"MZ nonsense", "open.exe")}
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
