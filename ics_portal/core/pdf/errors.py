"""What can be wrong with a PDF, each said in a sentence the secretary can read.

None of these knows of Django: a caller shows ``str(error)`` beside the upload, or
ends the job with it.
"""


class PdfRefused(Exception):
    """This file cannot become part of a pack. ``str()`` is the whole sentence.

    ``is_final`` where the same file would be refused however often it is tried.
    """

    is_final = False


class EmptyPdf(PdfRefused):
    """A file of no bytes, or a PDF of no pages."""

    is_final = True


class DamagedPdf(PdfRefused):
    """Not a PDF, or one so broken that it cannot be mended."""


class EncryptedPdf(PdfRefused):
    """Opens only with a password that we do not have, and never ask for."""

    is_final = True


class TooManyPages(PdfRefused):
    """More pages than the limit, which the sentence names."""

    def __init__(self, pages: int, limit: int) -> None:
        super().__init__(
            f"This file has {pages:,} pages. The most this portal takes is {limit:,}. "
            "Split it into several papers."
        )
        self.pages = pages
        self.limit = limit


class TooComplicated(PdfRefused):
    """A file, or a page of it, that would take more memory than we allow."""


class AssemblyError(Exception):
    """The plan cannot be carried out: a fault of the build, not of the paper."""


class UnknownContentsLink(AssemblyError):
    """A contents page links to an item or entry that this pack does not hold."""


class StalePart(AssemblyError):
    """A stored part was made by another edition of the engine, or is another's."""


class FontMissing(RuntimeError):
    """The font of the running page numbers is not installed on this machine."""
