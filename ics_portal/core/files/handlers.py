"""How an upload arrives: to disk, never more of it than is taken.

Django reads the whole request before a view may say no. Without this, ten gigabytes
would be written first, and a full disk would be an error page instead of a sentence.
"""

import contextlib
import io
from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler

from ics_portal.core.files.errors import RefusedFile, StorageFull
from ics_portal.core.files.limits import current_limits
from ics_portal.core.files.room import is_disk_full, no_room, too_large


class RefusedUpload(UploadedFile):  # type: ignore[type-arg]  # not generic when it runs
    """Stands in the form for an upload that was not kept; ``refusal`` says why.

    It has a name and a size, so the rest of the form is validated and kept as usual;
    ``store_upload`` raises the refusal.
    """

    def __init__(self, *, name: str | None, size: int, refusal: RefusedFile) -> None:
        super().__init__(io.BytesIO(), name=name, size=size)
        self.refusal = refusal


class GuardedUploadHandler(TemporaryFileUploadHandler):
    """Writes an upload to disk until it is too large or the disk is full.

    From then on what still comes is read and dropped, and what was written is removed.
    Nothing at all is written for a stranger: the CSRF check reads a form before anybody
    is asked to sign in, so every address would take their files.
    """

    refusal: RefusedFile | None = None
    is_strangers = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        self.refusal = None
        self._forget()
        user = getattr(self.request, "user", None)
        self.is_strangers = user is None or not user.is_authenticated
        if self.is_strangers:
            return
        try:
            super().new_file(*args, **kwargs)
        except OSError as fault:
            self._refuse_if_full(fault)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if self.refusal is not None or self.is_strangers:
            return
        if start + len(raw_data) > current_limits().upload_max_bytes:
            self._refuse(too_large(current_limits().upload_max_bytes))
            return
        try:
            super().receive_data_chunk(raw_data, start)
        except OSError as fault:
            self._refuse_if_full(fault)

    def file_complete(self, file_size: int) -> "UploadedFile[bytes] | None":
        if self.refusal is None and hasattr(self, "file"):
            try:
                self.file.flush()  # the last bytes may be what the disk has no room for
                return super().file_complete(file_size)
            except OSError as fault:
                self._refuse_if_full(fault)
        if self.refusal is None:
            return None
        return RefusedUpload(
            name=self.file_name, size=max(1, file_size), refusal=self.refusal
        )

    def upload_interrupted(self) -> None:
        self._drop()

    def _refuse_if_full(self, fault: OSError) -> None:
        if not is_disk_full(fault):
            self._drop()
            raise fault
        self._refuse(no_room())

    def _refuse(self, refusal: RefusedFile | StorageFull) -> None:
        self.refusal = refusal
        self._drop()

    def _drop(self) -> None:
        file = self._forget()
        if file is not None:
            # Closing removes the file; its last bytes may not find room even now.
            with contextlib.suppress(OSError):
                file.close()

    def _forget(self) -> TemporaryUploadedFile | None:
        """Let go of the file at hand. Django closes whatever handlers call ``file``, so
        there must be no such attribute while there is none."""
        file: TemporaryUploadedFile | None = self.__dict__.pop("file", None)
        return file
