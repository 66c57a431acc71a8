"""Files that come in and go out: checked by content, kept privately, turned into PDF."""

from ics_portal.core.files.convert import ConversionReport, convert_to_pdf
from ics_portal.core.files.download import file_response
from ics_portal.core.files.errors import ConversionFailed, RefusedFile, StorageFull
from ics_portal.core.files.kinds import (
    ACCEPT_ATTRIBUTE,
    ACCEPTED_IN_WORDS,
    Family,
    FileKind,
)
from ics_portal.core.files.models import StoredFile
from ics_portal.core.files.office import office_available
from ics_portal.core.files.services import (
    store_bytes,
    store_path,
    store_upload,
    sweep_files,
)
from ics_portal.core.files.sniff import Sniffed, sniff

__all__ = [
    "ACCEPTED_IN_WORDS",
    "ACCEPT_ATTRIBUTE",
    "ConversionFailed",
    "ConversionReport",
    "Family",
    "FileKind",
    "RefusedFile",
    "Sniffed",
    "StorageFull",
    "StoredFile",
    "convert_to_pdf",
    "file_response",
    "office_available",
    "sniff",
    "store_bytes",
    "store_path",
    "store_upload",
    "sweep_files",
]
