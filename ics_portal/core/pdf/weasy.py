"""WeasyPrint itself. Imported by `render` when something is printed, not before: it
takes a second and 40 MB, and web processes never print."""

import logging
import mimetypes
from typing import Any

from PIL import ImageFile
from pydyf import String as PydyfString
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from ics_portal.core.pdf.fetching import BASE_URL, static_file

# WeasyPrint switches this on for the whole process when it is imported. A picture cut off
# half way must be refused at upload, and the pictures we print are whole.
ImageFile.LOAD_TRUNCATED_IMAGES = False

logger = logging.getLogger(__name__)

PRINT_FLAG = 4
DATA_TYPES = ("data:image/", "data:font/")


class AddressRefused(ValueError):
    """Not one of our own files. WeasyPrint goes on without the thing asked for."""


class OwnFilesOnly(URLFetcher):
    """Serve static files from disk and small data: addresses; refuse the rest.

    Nothing is ever fetched over a network: the handlers that could are not used.
    ``refused`` keeps what was asked for, for the log and the tests.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self.refused: list[str] = []

    def fetch(
        self, url: str, headers: dict[str, str] | None = None
    ) -> URLFetcherResponse:
        if url.startswith(DATA_TYPES):
            return super().fetch(url, headers)
        path = static_file(url)
        if path is None:
            shown = url if len(url) <= 200 else url[:200] + "…"
            self.refused.append(shown)
            logger.warning("Refused to load %s into a printed document.", shown)
            raise AddressRefused(shown)
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


def print_html(html: str) -> tuple[bytes, list[str]]:
    """The page as WeasyPrint makes it, and the addresses it was refused."""
    fetcher = OwnFilesOnly()
    made = HTML(
        string=html, base_url=BASE_URL, url_fetcher=fetcher, media_type="print"
    ).write_pdf(finisher=_describe_links, pdf_variant="pdf/ua-1")
    return made, fetcher.refused


def _describe_links(document: Any, pdf: Any) -> None:
    """Give each link annotation its link's own words.

    Left alone, WeasyPrint writes the anchor's name or the address, which a screen
    reader would spell out. The whole element is read, so that a link broken over two
    lines is described as one.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            annotation = getattr(box, "link_annotation", None)
            if annotation is None:
                continue
            words = " ".join("".join(box.element.itertext()).split())
            words = words or box.element.get("aria-label", "")
            if words:
                annotation["Contents"] = PydyfString(words)
            annotation["F"] = PRINT_FLAG
