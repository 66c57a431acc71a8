"""Sends a stored file, whole or in part, to someone a room has allowed to have it."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.utils.http import parse_etags

from ics_portal.core.files.kinds import FileKind
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.names import content_disposition

logger = logging.getLogger(__name__)

SENT_AT_ONCE = 64 * 1024
# No file has a size of twenty digits, and Python refuses to read thousands of them.
_ONE_RANGE = re.compile(r"bytes=(\d{0,19})-(\d{0,19})\Z", re.ASCII)
_SHOWN_BY_BROWSERS = frozenset(
    kind.mime
    for kind in (
        FileKind.PDF,
        FileKind.PNG,
        FileKind.JPEG,
        FileKind.GIF,
        FileKind.WEBP,
    )
)


class _Unsatisfiable(Exception):
    """The part asked for lies outside the file."""


class _Part:
    """The bytes of an open file from ``start``, ``length`` of them, in pieces."""

    def __init__(self, source: BinaryIO, start: int, length: int) -> None:
        source.seek(start)
        self._source = source
        self._left = length

    def __iter__(self) -> Iterator[bytes]:
        while self._left > 0:
            piece = self._source.read(min(SENT_AT_ONCE, self._left))
            if not piece:
                return
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Called by Django when the answer is sent or the reader has gone away."""
        self._source.close()


def file_response(
    stored: StoredFile, *, filename: str, request: HttpRequest, inline: bool = False
) -> HttpResponseBase:
    """The file under ``filename``; the caller has already asked who may have it.

    Answers one range (206, or 416 outside the file) and If-None-Match. ``inline`` holds
    for PDF and pictures only: anything else a browser might run is always a download.
    Never kept by shared caches nor, being private, by the reader's own. Raises Http404
    when the bytes are gone, which is logged.
    """
    etag = f'"{stored.sha256}"'
    shown = inline and stored.content_type in _SHOWN_BY_BROWSERS
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return _with_headers(HttpResponseNotModified(), etag)
    try:
        first, last = _wanted(request, stored, etag) or (0, stored.size - 1)
    except _Unsatisfiable:
        answer: HttpResponseBase = HttpResponse(status=416)
        answer["Content-Range"] = f"bytes */{stored.size}"
        return _with_headers(answer, etag)
    length = last - first + 1
    part = length < stored.size
    answer = StreamingHttpResponse(
        _Part(_opened(stored), first, length), status=206 if part else 200
    )
    if part:
        answer["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    answer["Content-Type"] = stored.content_type
    answer["Content-Length"] = str(length)
    answer["Content-Disposition"] = content_disposition(filename, inline=shown)
    return _with_headers(answer, etag)


def _wanted(
    request: HttpRequest, stored: StoredFile, etag: str
) -> tuple[int, int] | None:
    """First and last byte asked for; None for all of it (RFC 9110, 14.2).

    Several ranges at once, other units and nonsense may be answered with the whole.
    """
    asked = _ONE_RANGE.match(request.headers.get("Range", ""))
    if request.method != "GET" or not asked:
        return None
    if request.headers.get("If-Range", etag) != etag:
        return None  # the reader holds part of another file
    start, end = asked.groups()
    if not start:
        if not end:
            return None
        if int(end) == 0:
            raise _Unsatisfiable
        return max(0, stored.size - int(end)), stored.size - 1
    first, last = int(start), int(end) if end else stored.size - 1
    if end and last < first:
        return None
    if first >= stored.size:
        raise _Unsatisfiable
    return first, min(last, stored.size - 1)


def _opened(stored: StoredFile) -> BinaryIO:
    path = Path(stored.file.path)
    try:
        return path.open("rb")
    except FileNotFoundError as fault:
        logger.exception("The bytes of stored file %s are missing", stored.pk)
        raise Http404("This file is missing from the portal’s storage.") from fault


def _with_headers(answer: HttpResponseBase, etag: str) -> HttpResponseBase:
    answer["ETag"] = etag
    answer["Accept-Ranges"] = "bytes"
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
