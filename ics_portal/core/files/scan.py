"""The place where a virus checker is plugged in. None is supplied.

``UPLOAD_SCANNER`` names a callable by its dotted path. It is called with the path of the
upload before anything is stored and returns a :class:`ScanResult`. Without one each file
says of itself that it was not checked, which is the truth.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.module_loading import import_string

from ics_portal.core.files.errors import RefusedFile

logger = logging.getLogger(__name__)

NOT_CHECKED = "not checked for viruses"
WORDS_KEPT = 200


@dataclass(frozen=True, slots=True)
class ScanResult:
    """What the checker says.

    ``words`` are kept with the file when it is clean ("checked by ClamAV 1.4, signatures
    of 2 December 2020"); when it is not they name what was found.
    """

    clean: bool
    words: str


Scanner = Callable[[Path], ScanResult]


def check_for_viruses(path: Path) -> str:
    """Return the words to keep with the file.

    Raises RefusedFile when something was found, and also when the checker did not
    answer: a file nobody could check is not let in while checking is switched on.
    """
    dotted = getattr(settings, "UPLOAD_SCANNER", "")
    if not dotted:
        return NOT_CHECKED
    scanner: Scanner = import_string(dotted)
    try:
        result = scanner(path)
    except Exception as fault:
        logger.exception("The virus checker %s failed", dotted)
        raise RefusedFile(
            "This file could not be checked for viruses just now, so it was not kept. "
            "Try again in a few minutes."
        ) from fault
    if not result.clean:
        raise RefusedFile(
            f"The virus checker found {result.words} in this file, so it was not kept. "
            "Upload a clean copy."
        )
    return result.words[:WORDS_KEPT]
