import pytest
from django.db import IntegrityError, transaction

from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.models import FileIsFixedError, StoredFile
from ics_portal.core.files.storage import storage_name
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db


@pytest.mark.database
@pytest.mark.parametrize(
    "wrong",
    [
        {"size": 0},
        {"sha256": "abc"},
        {"original_name": ""},
        {"content_type": ""},
        {"file": ""},
    ],
)
def test_the_database_refuses_a_file_that_is_not_whole(wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory(**wrong)


@pytest.mark.database
def test_no_two_rows_share_the_same_bytes_on_disk():
    first = StoredFileFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFileFactory(file=first.file.name)


def test_a_stored_file_is_never_changed():
    stored = StoredFileFactory()

    with pytest.raises(FileIsFixedError):
        stored.save()
    with pytest.raises(FileIsFixedError):
        StoredFile.objects.update(original_name="other.pdf")


def test_a_stored_file_has_no_address():
    with pytest.raises(ValueError, match="no address"):
        _ = StoredFileFactory().file.url


def test_only_the_portals_own_user_can_read_a_stored_file(tmp_path):
    stored = StoredFileFactory()

    path = tmp_path / "var" / "media" / stored.file.name
    assert oct(path.stat().st_mode)[-3:] == "600"


@pytest.mark.parametrize(
    ("content_type", "kind"),
    [
        ("application/pdf", FileKind.PDF),
        ("image/tiff", FileKind.TIFF),
        ("application/json", None),
    ],
)
def test_a_stored_file_knows_its_kind(content_type, kind):
    assert StoredFile(content_type=content_type).kind is kind


def test_each_file_gets_a_place_of_its_own_below_its_checksum():
    places = {storage_name("abcd" * 16, ".pdf") for _ in range(50)}

    assert len(places) == 50
    assert all(place.startswith("files/ab/cd/") for place in places)
    assert all(place.endswith(".pdf") for place in places)
