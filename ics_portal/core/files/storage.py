"""Where stored files lie: a private folder without an address."""

import secrets
from pathlib import PurePosixPath
from typing import NoReturn

from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible

OWNER_ONLY_FILE = 0o600
OWNER_ONLY_FOLDER = 0o700
FILES = "files"
ARRIVING = "arriving"
"""Folders of MEDIA_ROOT: what is kept, and what is still being written."""


@deconstructible
class PrivateStorage(FileSystemStorage):
    """MEDIA_ROOT, readable by the portal's own user only and never served by address.

    A file leaves through ``file_response`` alone, after a room has said who may have it.
    """

    def __init__(self) -> None:
        super().__init__(
            file_permissions_mode=OWNER_ONLY_FILE,
            directory_permissions_mode=OWNER_ONLY_FOLDER,
        )

    def url(self, name: str | None) -> NoReturn:
        raise ValueError("Stored files have no address; use file_response().")


def storage_name(sha256: str, extension: str) -> str:
    """A new place for a file: sharded by its checksum, with a name nobody can guess.

    Two uploads of the same bytes get two places, so that removing one never takes the
    other away.
    """
    shard = PurePosixPath(FILES, sha256[:2], sha256[2:4])
    return str(shard / f"{secrets.token_hex(16)}{extension}")
