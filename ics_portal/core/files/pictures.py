"""Pictures checked before they are kept: real, whole, and not a bomb."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image

from ics_portal.core.files.archive import DAMAGED
from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.limits import MEBI, current_limits, size_in_words

DECODED_AT_UPLOAD_PIXELS = 25_000_000
"""Up to here a picture is unpacked while its sender waits; larger ones are only in the
worker, where a fault ends the conversion instead."""

MAX_UNPACKED_BYTES = 4096 * MEBI
"""All frames of one TIFF together: 1,500 pages of black and white at 300 dpi are 1.6 GB."""

_DRAFT_SCALE = 8
_BITS = {"1": 1, "L": 8, "P": 8, "I;16": 16, "RGB": 24}
_BITS_OF_OTHERS = 32
_STRIPS_AND_TILES = ((273, 279), (324, 325))  # TIFF 6.0, sections 8 and 15

_UNREADABLE = (
    OSError,
    SyntaxError,  # Pillow's word for a broken PNG
    ValueError,
    EOFError,
    IndexError,
    KeyError,
    TypeError,
    OverflowError,
    MemoryError,
    ZeroDivisionError,
    struct.error,
    Warning,  # where warnings are errors, as in the tests
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


def check_picture(path: Path, kind: FileKind) -> None:
    """Raise RefusedFile unless ``path`` is a whole picture of this kind within limits.

    Only a TIFF has frames that are pages; of moving pictures the first frame counts.
    """
    with _opened(path, kind) as picture:
        _refuse_too_many_pixels(picture)
        if kind is FileKind.TIFF:
            _check_frames(picture, file_size=path.stat().st_size)
            picture.seek(0)
        if picture.width * picture.height <= DECODED_AT_UPLOAD_PIXELS:
            # A JPEG is read to its end, but drawn at an eighth of its size.
            picture.draft(
                picture.mode,
                (
                    max(1, picture.width // _DRAFT_SCALE),
                    max(1, picture.height // _DRAFT_SCALE),
                ),
            )
            picture.load()


def _check_frames(picture: Image.Image, *, file_size: int) -> None:
    """Every frame of a TIFF, read from its directory without unpacking it."""
    limits = current_limits()
    unpacked = 0
    frame = 0
    while True:
        _refuse_too_many_pixels(picture)
        if not _strips_lie_within(picture, file_size):
            raise RefusedFile(DAMAGED)
        bits = _BITS.get(picture.mode, _BITS_OF_OTHERS)
        unpacked += picture.width * picture.height * bits // 8
        if unpacked > MAX_UNPACKED_BYTES:
            raise RefusedFile(
                f"The pages of this picture unpack to more than "
                f"{size_in_words(MAX_UNPACKED_BYTES)}, so it was not kept. Save it as "
                "PDF and upload that."
            )
        frame += 1
        try:
            picture.seek(frame)
        except EOFError:
            return
        if frame >= limits.upload_max_pages:
            raise RefusedFile(
                f"This picture has more than {limits.upload_max_pages:,} pages, the "
                "most this portal takes. Split it and upload the parts."
            )


def _strips_lie_within(picture: Image.Image, file_size: int) -> bool:
    """Whether the file holds all the bytes its directory names for this frame.

    Pillow only warns when a TIFF was cut short, and goes on without the missing pages.
    """
    tags = getattr(picture, "tag_v2", {})
    for offsets, counts in _STRIPS_AND_TILES:
        if offsets in tags and counts in tags:
            pairs = zip(tags[offsets], tags[counts], strict=True)
            return all(start + length <= file_size for start, length in pairs)
    return False


def _refuse_too_many_pixels(picture: Image.Image) -> None:
    if picture.width * picture.height > current_limits().upload_max_image_pixels:
        raise _too_many_pixels()


def _too_many_pixels() -> RefusedFile:
    most = current_limits().upload_max_image_pixels
    return RefusedFile(
        f"This picture has more than {most / 1_000_000:g} million dots, the most this "
        "portal takes. Save it smaller: an A4 page needs 2,480 by 3,508."
    )


@contextmanager
def _opened(path: Path, kind: FileKind) -> Iterator[Image.Image]:
    """The picture, opened by the one decoder its content asked for."""
    # Pillow's own limit warns at 89 million dots; here too the portal's word counts.
    Image.MAX_IMAGE_PIXELS = current_limits().upload_max_image_pixels
    try:
        with Image.open(path, formats=[kind.name]) as picture:
            yield picture
    except _BOMB as fault:
        raise _too_many_pixels() from fault
    except _UNREADABLE as fault:
        raise RefusedFile(DAMAGED) from fault
