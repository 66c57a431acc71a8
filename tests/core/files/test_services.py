"""How a file comes to be kept, and what is left when it is not."""

import errno
import hashlib
import os
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import OperationalError, transaction

from ics_portal.accounts.actor import Actor
from ics_portal.core.errors import RuleBroken
from ics_portal.core.files import services, workspace
from ics_portal.core.files.errors import RefusedFile, StorageFull
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.scan import ScanResult
from ics_portal.core.files.services import (
    store_bytes,
    store_path,
    store_upload,
    sweep_files,
)
from tests.core.files import samples

NOW = datetime(2020, 11, 20, 9, 30, tzinfo=UTC)
AUTHOR = Actor(user_id=7, person_id=3, name="Director of finance")
FULL_DEVICE = Path("/dev/full")  # every write to it finds no room
TWO_DAYS = 2 * 24 * 60 * 60
NO_ROOM = (
    "There is no room left on the portal’s disk, so this file was not kept. Tell whoever "
    "looks after the portal, then upload it again."
)


def kept_files(settings) -> list[Path]:
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def keep(content: bytes, name: str = "paper.pdf", **options) -> StoredFile:
    return store_upload(
        upload=samples.upload(content, name), actor=AUTHOR, at=NOW, **options
    )


@pytest.mark.django_db
def test_an_upload_is_kept_whole_under_a_clean_name():
    content = samples.word()

    stored = keep(content, "../Finance\u202e report.docx")

    stored.refresh_from_db()
    assert Path(stored.file.path).read_bytes() == content
    assert {
        "sha256": stored.sha256,
        "size": stored.size,
        "content_type": stored.content_type,
        "original_name": stored.original_name,
        "virus_check": stored.virus_check,
        "created_at": stored.created_at,
        "created_by_id": stored.created_by_id,
    } == {
        "sha256": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "content_type": "application/vnd.openxmlformats-officedocument"
        ".wordprocessingml.document",
        "original_name": "Finance report.docx",
        "virus_check": "not checked for viruses",
        "created_at": NOW,
        "created_by_id": 7,
    }


@pytest.mark.django_db
def test_a_picture_called_a_document_is_kept_as_a_picture():
    stored = keep(samples.picture(), "scan of page 3.docx")

    assert (stored.original_name, stored.content_type) == (
        "scan of page 3.png",
        "image/png",
    )
    assert stored.file.name.endswith(".png")


@pytest.mark.django_db
def test_the_same_bytes_twice_are_two_files_on_disk():
    first, second = keep(samples.pdf()), keep(samples.pdf())

    assert first.sha256 == second.sha256
    assert first.file.name != second.file.name


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "paper.pdf"),
        (samples.word()[:-300], "cut off.docx"),
        (samples.zipped({"a": "b"}), "paper.docx"),
        (samples.macro_word(), "paper.docm"),
    ],
    ids=["empty", "damaged", "a zip", "macros"],
)
def test_a_refused_upload_leaves_nothing_behind(settings, content, name):
    with pytest.raises(RefusedFile):
        keep(content, name)

    assert kept_files(settings) == []
    assert not StoredFile.objects.exists()


@pytest.mark.django_db
def test_a_refusal_is_a_broken_rule_that_pages_show_beside_the_field():
    with pytest.raises(RuleBroken) as refused:
        keep(b"")

    assert (refused.value.rule_id, refused.value.field) == ("UPLOAD", "file")


@pytest.mark.django_db
def test_the_limit_is_named_when_it_is_passed(settings):
    settings.UPLOAD_MAX_BYTES = 200 * 1024 * 1024
    upload = samples.upload(samples.pdf())
    upload.size = 200 * 1024 * 1024 + 1

    with pytest.raises(RefusedFile) as refused:
        store_upload(upload=upload, actor=AUTHOR, at=NOW)

    assert refused.value.message == (
        "This file is larger than 200 MB, the most this portal takes. Make its pictures "
        "smaller, or split it and upload the parts."
    )


@pytest.mark.django_db
def test_a_size_that_was_told_wrong_is_found_while_reading(settings):
    upload = samples.upload(samples.pdf() + bytes(2000))
    upload.size = 10

    with pytest.raises(RefusedFile, match="larger than 1 KB"):
        store_upload(upload=upload, actor=AUTHOR, at=NOW, limit_bytes=1024)

    assert kept_files(settings) == []


@pytest.mark.django_db
def test_a_room_may_take_less_than_the_portal_but_not_more(settings):
    settings.UPLOAD_MAX_BYTES = 100

    with pytest.raises(RefusedFile, match="larger than 100 bytes"):
        keep(samples.pdf(), limit_bytes=10_000)


@pytest.mark.django_db
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("at", ["os.fsync", "tempfile.mkstemp", "pathlib.Path.mkdir"])
def test_a_full_disk_is_a_sentence_and_leaves_no_half_a_file(
    settings, monkeypatch, code, at
):
    def full(*_args, **_options):
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(at, full)
        with pytest.raises(StorageFull) as refused:
            keep(samples.pdf())

    assert refused.value.message == NO_ROOM
    assert kept_files(settings) == []


@pytest.mark.django_db
@pytest.mark.skipif(not FULL_DEVICE.exists(), reason="There is no /dev/full here")
def test_a_disk_that_fills_up_while_writing_is_cleaned_up(
    settings, monkeypatch, tmp_path
):
    half = tmp_path / "half"
    half.touch()
    with monkeypatch.context() as patch:
        patch.setattr(
            "tempfile.mkstemp", lambda **_: (os.open(FULL_DEVICE, os.O_WRONLY), half)
        )
        with pytest.raises(StorageFull):
            keep(samples.picture("BMP", (1000, 1000)), "photo.bmp")

    assert not half.exists()
    assert keep(samples.pdf()).size  # and when there is room again, it goes on


@pytest.mark.django_db
@pytest.mark.parametrize(
    "words",
    ["database or disk is full", "could not extend file: No space left on device"],
)
def test_a_full_disk_under_the_database_is_the_same_sentence(
    settings, monkeypatch, words
):
    def full(**_options):
        raise OperationalError(words)

    monkeypatch.setattr(StoredFile.objects, "create", full)

    with pytest.raises(StorageFull):
        keep(samples.pdf())
    assert kept_files(settings) == []


@pytest.mark.django_db
def test_another_fault_of_the_database_is_not_dressed_up(settings, monkeypatch):
    def locked(**_options):
        raise OperationalError("database is locked")

    monkeypatch.setattr(StoredFile.objects, "create", locked)

    with pytest.raises(OperationalError):
        keep(samples.pdf())
    assert kept_files(settings) == []


@pytest.mark.django_db
def test_another_fault_of_the_disk_is_not_dressed_up(monkeypatch):
    def denied(*_args, **_options):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", denied)

    with pytest.raises(PermissionError):
        keep(samples.pdf())


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_uploads_at_the_same_moment_are_each_kept():
    contents = [samples.pdf(pages) for pages in range(1, 7)]
    kept: list[str] = []
    together = threading.Barrier(len(contents))

    def send(content: bytes) -> None:
        from django.db import connection  # noqa: PLC0415 -- one to each thread

        together.wait()
        kept.append(keep(content).sha256)
        connection.close()

    threads = [threading.Thread(target=send, args=(content,)) for content in contents]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    expected = {hashlib.sha256(content).hexdigest() for content in contents}
    assert set(kept) == expected
    assert set(StoredFile.objects.values_list("sha256", flat=True)) == expected


# --- What the portal makes itself -----------------------------------------------------


@pytest.mark.django_db
def test_what_the_portal_made_is_kept_as_a_copy(tmp_path):
    made = samples.on_disk(tmp_path, b'{"entries": []}')

    stored = store_path(
        path=made,
        name="manifest/of pack.json",
        content_type="application/json",
        actor_id=None,
        at=NOW,
    )

    assert made.exists()
    assert Path(stored.file.path).read_bytes() == b'{"entries": []}'
    assert (stored.original_name, stored.virus_check, stored.created_by_id) == (
        "of pack.json",
        "made by the portal",
        None,
    )


@pytest.mark.django_db
def test_an_empty_result_is_not_kept(tmp_path):
    with pytest.raises(RefusedFile):
        store_path(
            path=samples.on_disk(tmp_path, b""),
            name="pack.pdf",
            content_type="application/pdf",
            actor_id=None,
            at=NOW,
        )


@pytest.mark.django_db
def test_what_is_held_in_memory_is_kept_as_what_lies_in_a_file_is():
    about = {"name": "register.pdf", "content_type": "application/pdf"}

    stored = store_bytes(content=b"%PDF-1.7", actor_id=None, at=NOW, **about)

    assert Path(stored.file.path).read_bytes() == b"%PDF-1.7"
    assert (stored.size, stored.virus_check) == (8, "made by the portal")
    with pytest.raises(RefusedFile):
        store_bytes(content=b"", actor_id=None, at=NOW, **about)


# --- Viruses --------------------------------------------------------------------------


def finds_nothing(path: Path) -> ScanResult:
    return ScanResult(clean=True, words=f"checked, {path.stat().st_size} bytes")


def finds_one(_path: Path) -> ScanResult:
    return ScanResult(clean=False, words="Eicar-Test-Signature")


def is_out_of_order(_path: Path) -> ScanResult:
    raise ConnectionRefusedError


@pytest.mark.django_db
def test_a_clean_file_says_how_it_was_checked(settings):
    settings.UPLOAD_SCANNER = f"{__name__}.finds_nothing"
    content = samples.pdf()

    assert keep(content).virus_check == f"checked, {len(content)} bytes"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scanner", "sentence"),
    [
        (
            "finds_one",
            (
                "The virus checker found Eicar-Test-Signature in this file, so it was not "
                "kept. Upload a clean copy."
            ),
        ),
        (
            "is_out_of_order",
            (
                "This file could not be checked for viruses just now, so it was not kept. "
                "Try again in a few minutes."
            ),
        ),
    ],
)
def test_an_infected_or_unchecked_file_is_not_let_in(settings, scanner, sentence):
    settings.UPLOAD_SCANNER = f"{__name__}.{scanner}"

    with pytest.raises(RefusedFile) as refused:
        keep(samples.pdf())

    assert refused.value.message == sentence
    assert kept_files(settings) == []


# --- Tidying --------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_sweep_removes_what_nobody_kept_and_nothing_else(settings):
    kept = keep(samples.pdf())
    with transaction.atomic():
        keep(samples.pdf(2))
        transaction.set_rollback(True)  # the room's own change failed: its row is gone
    cut_off = Path(settings.MEDIA_ROOT) / "arriving" / "half"
    cut_off.write_bytes(b"%PDF")
    fresh = Path(settings.MEDIA_ROOT) / "arriving" / "still arriving"
    for path in kept_files(settings):
        os.utime(path, (time.time() - TWO_DAYS,) * 2)
    fresh.write_bytes(b"%PDF")

    assert sweep_files() == 2
    assert set(kept_files(settings)) == {Path(kept.file.path), fresh}


@pytest.mark.django_db
def test_the_sweep_of_a_new_installation_finds_nothing():
    assert sweep_files() == 0


@pytest.mark.django_db
def test_the_sweep_asks_the_database_in_portions(
    settings, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(services, "_ASKED_AT_ONCE", 2)
    for _ in range(5):
        keep(samples.pdf())
    for path in kept_files(settings):
        os.utime(path, (time.time() - TWO_DAYS,) * 2)

    with django_assert_num_queries(3):
        assert sweep_files() == 0
    assert len(kept_files(settings)) == 5


def test_work_left_by_a_killed_process_is_removed_by_the_next(settings):
    left = Path(settings.VAR_DIR) / "tmp" / "work-left"
    left.mkdir()
    (left / "paper.docx").write_bytes(b"x")
    busy = Path(settings.VAR_DIR) / "tmp" / "work-busy"
    busy.mkdir()
    os.utime(left, (time.time() - TWO_DAYS,) * 2)

    with workspace.work_folder() as mine:
        assert sorted(path.name for path in mine.parent.iterdir()) == sorted(
            [busy.name, mine.name]
        )
    assert not mine.exists()
