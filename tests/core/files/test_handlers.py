"""What happens to an upload while it is still arriving."""

import errno
import os
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.test import RequestFactory

from ics_portal.accounts.models import User
from ics_portal.core.files.errors import RefusedFile, StorageFull
from ics_portal.core.files.handlers import RefusedUpload
from ics_portal.core.files.services import store_upload
from tests.core.files import samples

LARGE = 3 * 1024 * 1024  # past the point where an upload stays in memory


@pytest.fixture
def posted(settings):
    """``posted(**files)`` is the request as a view gets it, through our handlers."""

    def post(**contents: bytes):
        fields = {
            name: samples.upload(content, f"{name}.pdf")
            for name, content in contents.items()
        }
        request = RequestFactory().post("/", {"title": "Finance report", **fields})
        request.user = User(email="author@demo.example")
        return request

    return post


def arriving(settings) -> list[Path]:
    return list(Path(settings.FILE_UPLOAD_TEMP_DIR).iterdir())


def test_the_portal_uses_this_handler(settings):
    assert settings.FILE_UPLOAD_HANDLERS[-1].endswith("GuardedUploadHandler")


def test_a_large_upload_arrives_on_disk_whole(posted):
    content = samples.pdf() + bytes(LARGE)

    request = posted(paper=content)

    assert isinstance(request.FILES["paper"], TemporaryUploadedFile)
    assert request.FILES["paper"].read() == content
    request.close()


def test_an_upload_past_the_limit_is_dropped_while_it_arrives(posted, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    request = posted(paper=bytes(LARGE))

    assert isinstance(request.FILES["paper"], RefusedUpload)
    assert arriving(settings) == []


def test_the_refusal_comes_where_the_file_would_be_kept_and_the_rest_is_read(
    posted, settings
):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024
    annex = samples.pdf()
    request = posted(paper=bytes(LARGE), annex=annex)

    with pytest.raises(RefusedFile) as refused:
        store_upload(upload=request.FILES["paper"], actor=None, at=None)

    assert refused.value.message.startswith(
        "This file is larger than 1.0 MB, the most "
    )
    assert request.POST["title"] == "Finance report"
    assert request.FILES["annex"].read() == annex
    request.close()


def test_a_refused_upload_does_not_fail_the_form_as_empty(posted, settings):
    settings.UPLOAD_MAX_BYTES = 1024 * 1024

    refused = posted(paper=bytes(LARGE)).FILES["paper"]

    assert (refused.name, refused.size) == ("paper.pdf", LARGE)


@pytest.mark.parametrize("call", ["write", "flush", "__init__"])
def test_a_disk_that_fills_up_while_an_upload_arrives_is_a_sentence(
    posted, settings, monkeypatch, call
):
    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(TemporaryUploadedFile, call, full, raising=False)
        request = posted(paper=bytes(LARGE))
        upload = request.FILES["paper"]

    with pytest.raises(StorageFull, match="no room left on the portal’s disk"):
        store_upload(upload=upload, actor=None, at=None)
    assert arriving(settings) == []


def test_another_fault_while_an_upload_arrives_is_not_dressed_up(posted, monkeypatch):
    def denied(*_args, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(TemporaryUploadedFile, "write", denied, raising=False)

    with pytest.raises(PermissionError):
        _ = posted(paper=bytes(LARGE)).FILES


def test_an_upload_broken_off_by_its_sender_leaves_nothing(settings):
    whole = RequestFactory().post("/", {"paper": samples.upload(bytes(LARGE))})
    body = whole.body
    cut = RequestFactory().generic(
        "POST", "/", body[: LARGE // 2], content_type=whole.headers["Content-Type"]
    )
    cut.user = User(email="author@demo.example")

    assert "paper" not in cut.FILES
    assert arriving(settings) == []
