"""Equal pages of a pack set once in a run, for the many tests that build the same pack."""

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from boards.packs.services import parts
from ics_portal.core.pdf import PartRecord, PdfDocument
from tests.factories.directory import IntegratedCareSystemFactory


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the processes of this run share what they have set."""
    root = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent  # the run's own, above those of its processes
    folder = root / "printed"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def set_each_page_once(printed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal documents give equal pages, which other tests prove; so tests that build the
    same small pack need not set its pages again and again. The system's name stands on
    most of them, so it is counted anew in each test."""
    IntegratedCareSystemFactory.reset_sequence(0)
    render, normalise = parts.render_pdf, parts.normalise_part

    def render_once(document: PdfDocument) -> bytes:
        key = parts.content_key_of(document, "")
        return kept(printed / f"{key}.pdf", lambda: render(document))

    def normalise_once(src: Path, out: Path, *, key: str, **kwargs: Any) -> PartRecord:
        def make() -> bytes:
            record = normalise(src, out, key=key, **kwargs)
            return pickle.dumps((out.read_bytes(), record))

        asked = hashlib.sha256(key.encode() + b"\0" + src.read_bytes()).hexdigest()
        found = kept(printed / f"{asked}.part", make)
        content, record = pickle.loads(found)  # noqa: S301 -- we wrote it
        out.write_bytes(content)
        assert isinstance(record, PartRecord)
        return record

    monkeypatch.setattr(parts, "render_pdf", render_once)
    monkeypatch.setattr(parts, "normalise_part", normalise_once)


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The bytes of a file, made by whoever asks first; never seen half written."""
    if not path.exists():
        content = make()
        with NamedTemporaryFile(dir=path.parent, delete=False) as fresh:
            fresh.write(content)
        Path(fresh.name).replace(path)
    return path.read_bytes()
