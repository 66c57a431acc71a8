"""A stored file on its way out."""

from pathlib import Path

import pytest
from django.http import Http404
from django.test import RequestFactory

from ics_portal.core.files.download import SENT_AT_ONCE, file_response
from tests.factories.files import StoredFileFactory

pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 4
SIZE = len(CONTENT)


@pytest.fixture
def stored():
    return StoredFileFactory(content=CONTENT)


def ask(stored, *, inline=False, filename="Pack 2 Dec.pdf", method="get", **headers):
    request = getattr(RequestFactory(), method)("/", headers=headers)
    return file_response(stored, filename=filename, request=request, inline=inline)


def sent(answer) -> bytes:
    body = answer.getvalue()
    answer.close()
    return body


def test_the_whole_file_is_a_private_download_under_its_name(stored):
    answer = ask(stored)

    assert sent(answer) == CONTENT
    assert answer.status_code == 200
    assert dict(answer.items()) == {
        "Content-Type": "application/pdf",
        "Content-Length": str(SIZE),
        "Content-Disposition": (
            "attachment; filename=\"Pack 2 Dec.pdf\"; filename*=UTF-8''Pack%202%20Dec.pdf"
        ),
        "ETag": f'"{stored.sha256}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        ("bytes=0-99", 0, 99),
        ("bytes=1000-", 1000, SIZE - 1),
        ("bytes=-24", SIZE - 24, SIZE - 1),
        ("bytes=0-0", 0, 0),
        ("bytes=1020-5000", 1020, SIZE - 1),
    ],
)
def test_a_part_is_sent_alone(stored, asked, first, last):
    answer = ask(stored, range=asked)

    assert sent(answer) == CONTENT[first : last + 1]
    assert (answer.status_code, answer["Content-Range"], answer["Content-Length"]) == (
        206,
        f"bytes {first}-{last}/{SIZE}",
        str(last - first + 1),
    )


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=0-9,20-29",
        "bytes=90-10",
        "bytes=-",
        "lines=1-2",
        "bytes=a-b",
        "bytes=٣-٤",
        "bytes=-5000",
        "bytes=0-",
        f"bytes=0-{'9' * 5000}",
        f"bytes=-{'9' * 5000}",
    ],
)
def test_nonsense_and_several_ranges_are_answered_with_the_whole(stored, asked):
    answer = ask(stored, range=asked)

    assert (answer.status_code, sent(answer)) == (200, CONTENT)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=5000-6000", "bytes=-0"])
def test_a_part_outside_the_file_is_refused_with_its_size(stored, asked):
    answer = ask(stored, range=asked)

    assert (answer.status_code, answer["Content-Range"]) == (416, f"bytes */{SIZE}")


def test_a_reader_who_holds_part_of_another_version_gets_the_whole(stored):
    same = ask(stored, range="bytes=0-9", if_range=f'"{stored.sha256}"')
    other = ask(stored, range="bytes=0-9", if_range='"another"')

    assert (sent(same), sent(other)) == (CONTENT[:10], CONTENT)


def test_a_reader_who_holds_this_version_is_told_so(stored):
    answer = ask(stored, if_none_match=f'"x", "{stored.sha256}"')

    assert (answer.status_code, answer["Cache-Control"]) == (304, "private, no-store")


def test_a_range_on_anything_but_get_is_ignored(stored):
    answer = ask(stored, method="head", range="bytes=0-9")

    assert (answer.status_code, answer["Content-Length"]) == (200, str(SIZE))
    answer.close()


@pytest.mark.parametrize(
    ("content_type", "shown"),
    [
        ("application/pdf", "inline"),
        ("image/png", "inline"),
        ("image/svg+xml", "attachment"),
        ("text/html", "attachment"),
        ("application/msword", "attachment"),
    ],
)
def test_only_what_cannot_run_is_shown_in_the_browser(content_type, shown):
    answer = ask(StoredFileFactory(content_type=content_type), inline=True)

    assert answer["Content-Disposition"].startswith(f"{shown}; ")
    answer.close()


def test_a_large_file_is_sent_in_pieces():
    answer = ask(StoredFileFactory(content=bytes(3 * SENT_AT_ONCE + 5)))

    assert [len(piece) for piece in answer] == [SENT_AT_ONCE] * 3 + [5]
    answer.close()


def test_a_reader_who_goes_away_at_once_leaves_no_open_file(stored):
    answer = ask(stored)

    answer.close()

    with pytest.raises(ValueError, match="closed file"):
        list(answer)


def test_bytes_that_are_gone_are_not_found_and_logged(stored, caplog):
    Path(stored.file.path).unlink()

    with pytest.raises(Http404):
        ask(stored)

    assert str(stored.pk) in caplog.text
