"""The limits on files, read from settings at the moment of use, and how they are said."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

KIBI = 1024
MEBI = KIBI * KIBI


@dataclass(frozen=True, slots=True)
class Limits:
    """What one upload or one conversion may use.

    The defaults stand where an installation sets nothing; each is the lower-case of the
    setting of its name. A4 at 600 dpi is 35 million pixels and A3 is 70.
    """

    upload_max_bytes: int = 200 * MEBI
    upload_max_pages: int = 1500
    upload_max_image_pixels: int = 100_000_000
    office_timeout_seconds: int = 120
    office_memory_mb: int = 2048


def current_limits() -> Limits:
    """The limits of this installation, now."""
    names = Limits.__dataclass_fields__
    return Limits(
        **{
            name: getattr(settings, name.upper())
            for name in names
            if hasattr(settings, name.upper())
        }
    )


def work_root() -> Path:
    """The folder for unfinished work, made if need be: VAR_DIR/tmp.

    It is on the disk of the stored files, so what is finished can be moved into place in
    one step.
    """
    base = getattr(settings, "VAR_DIR", None)
    root = Path(base if base is not None else tempfile.gettempdir()) / "tmp"
    root.mkdir(parents=True, exist_ok=True)
    return root


def size_in_words(size: int) -> str:
    """``size`` bytes as a person says it: 812 bytes, 45 KB, 1.4 MB, 200 MB."""
    if size < KIBI:
        return f"{size} bytes"
    if size < MEBI:
        return f"{size / KIBI:.0f} KB"
    megabytes = size / MEBI
    return f"{megabytes:.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"
