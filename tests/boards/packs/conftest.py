"""What building packs in tests needs besides: no heartbeat, and each page set once."""

import hashlib
from pathlib import Path
from typing import Any

import pytest

from boards.packs.services import parts
from ics_portal.core.pdf import PartRecord, PdfDocument
from tests.factories.directory import IntegratedCareSystemFactory

_rendered: dict[str, bytes] = {}
_normalised: dict[tuple[str, str], tuple[bytes, PartRecord]] = {}


@pytest.fixture(autouse=True)
def no_heartbeat(settings: Any) -> None:
    """A test holds its transaction open, so a heartbeat would wait for it in vain."""
    settings.JOB_HEARTBEAT_SECONDS = 3600.0


@pytest.fixture(autouse=True)
def set_each_page_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Equal documents give equal pages, which other tests prove; so the many tests that
    build the same small pack need not set its pages again and again. The system's name
    stands on most of them, so it is counted anew in each test."""
    IntegratedCareSystemFactory.reset_sequence(0)
    render, normalise = parts.render_pdf, parts.normalise_part

    def render_once(document: PdfDocument) -> bytes:
        key = parts.content_key_of(document, "")
        if key not in _rendered:
            _rendered[key] = render(document)
        return _rendered[key]

    def normalise_once(src: Path, out: Path, *, key: str, **kwargs: Any) -> PartRecord:
        known = (hashlib.sha256(src.read_bytes()).hexdigest(), key)
        if known not in _normalised:
            record = normalise(src, out, key=key, **kwargs)
            _normalised[known] = (out.read_bytes(), record)
        content, record = _normalised[known]
        out.write_bytes(content)
        return record

    monkeypatch.setattr(parts, "render_pdf", render_once)
    monkeypatch.setattr(parts, "normalise_part", normalise_once)
