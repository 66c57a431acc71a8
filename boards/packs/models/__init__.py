"""Packs: builds with their files, and what single readers are given."""

from boards.packs.models.copy import (
    OmittedItem,
    PartPrint,
    ReaderCopy,
    ReaderCopyFor,
)
from boards.packs.models.pack import (
    LoggedItem,
    Pack,
    PackEntry,
    PackFile,
    RenderedPart,
)

__all__ = [
    "LoggedItem",
    "OmittedItem",
    "Pack",
    "PackEntry",
    "PackFile",
    "PartPrint",
    "ReaderCopy",
    "ReaderCopyFor",
    "RenderedPart",
]
