"""Too large, and no room left: the two refusals that have nothing to do with content."""

import errno

from ics_portal.core.files.errors import RefusedFile, StorageFull
from ics_portal.core.files.limits import size_in_words

_FULL = (errno.ENOSPC, errno.EDQUOT)


def too_large(limit_bytes: int) -> RefusedFile:
    return RefusedFile(
        f"This file is larger than {size_in_words(limit_bytes)}, the most this portal "
        "takes. Make its pictures smaller, or split it and upload the parts."
    )


def is_disk_full(fault: OSError) -> bool:
    """Whether the disk, or this user's share of it, has no room left."""
    return fault.errno in _FULL


def no_room() -> StorageFull:
    return StorageFull(
        "There is no room left on the portal’s disk, so this file was not kept. "
        "Tell whoever looks after the portal, then upload it again."
    )
