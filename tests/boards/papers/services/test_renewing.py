"""After an upgrade of the PDF engine every stored part is made anew, once."""

from io import StringIO

import pytest
from django.core.management import call_command

from boards.papers.enums import VersionState
from boards.papers.models import PaperVersion
from boards.papers.services import conversion, upload_version
from ics_portal.core.files import ConversionFailed
from ics_portal.core.jobs import Job, JobState
from ics_portal.core.jobs.worker import execute
from ics_portal.core.pdf.record import ENGINE
from tests.core.files.samples import pdf, upload
from tests.factories.papers import NOW


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    settings.MEDIA_ROOT = str(tmp_path / "media")
    (tmp_path / "tmp").mkdir()


def prepared(board, paper) -> PaperVersion:
    version = upload_version(
        paper=paper,
        upload=upload(pdf(2), "paper.pdf"),
        note="",
        actor=board.author,
        at=NOW,
    )
    execute(version.job_id)
    version.refresh_from_db()
    return version


def of_an_earlier_engine(version: PaperVersion) -> PaperVersion:
    version.record["engine"] = ENGINE - 1
    version.save()
    return version


def prepare_papers() -> str:
    out = StringIO()
    call_command("prepare_papers", stdout=out)
    return out.getvalue().strip()


def test_only_what_another_engine_wrote_is_made_anew(board, paper):
    old = of_an_earlier_engine(prepared(board, paper))
    new = prepared(board, paper)
    part = old.part_id

    said = prepare_papers()
    old.refresh_from_db()
    assert said == "Asked for: 1 version. Waiting already: 0. Nothing to do: 1."
    assert (old.state, old.part_id) == (VersionState.READY, part)

    execute(old.job_id)
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.state, old.record["engine"]) == (VersionState.READY, ENGINE)
    assert old.part_id != part
    assert old.part.sha256 == old.record["sha256"]
    assert old.history.first().history_change_reason == (
        f"Prepared anew by engine {ENGINE}"
    )
    paper.refresh_from_db()
    assert paper.current_version == new
    assert prepare_papers() == (
        "Asked for: 0 versions. Waiting already: 0. Nothing to do: 2."
    )


def test_asked_twice_it_asks_once(board, paper):
    of_an_earlier_engine(prepared(board, paper))
    prepare_papers()
    jobs = Job.objects.count()

    said = prepare_papers()

    assert said == "Asked for: 0 versions. Waiting already: 1. Nothing to do: 0."
    assert Job.objects.count() == jobs


def test_what_cannot_be_made_anew_keeps_its_part(board, paper, monkeypatch):
    version = of_an_earlier_engine(prepared(board, paper))
    part = version.part_id
    prepare_papers()
    version.refresh_from_db()

    def refuse(**_given):
        raise ConversionFailed("The file is damaged.", "Upload another.")

    monkeypatch.setattr(conversion, "convert_to_pdf", refuse)
    execute(version.job_id)

    job = Job.objects.get(pk=version.job_id)
    version.refresh_from_db()
    assert (job.state, job.failure) == (
        JobState.FAILED,
        "The file is damaged. Upload another.",
    )
    assert (version.state, version.part_id) == (VersionState.READY, part)
    assert prepare_papers().startswith("Asked for: 1 version.")


def test_a_version_without_a_record_of_its_engine_is_made_anew(board, paper):
    version = prepared(board, paper)
    del version.record["engine"]
    version.save()

    assert prepare_papers().startswith("Asked for: 1 version.")
