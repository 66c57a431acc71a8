"""Word, Excel and PowerPoint files of 1997 to 2003, and the locked ones of today.

Both are OLE compound files: small file systems of storages and streams. A password turns
a .docx of today into one as well. Sources: [MS-CFB], [MS-DOC] 2.5.2 (FibBase),
[MS-XLS] 2.4.117 (FilePass), [MS-PPT] 2.3.2 (CurrentUserAtom), [MS-OFFCRYPTO] 2.3.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import olefile

from ics_portal.core.files.archive import DAMAGED, LOCKED
from ics_portal.core.files.errors import RefusedFile
from ics_portal.core.files.kinds import ACCEPTED_IN_WORDS, FileKind
from ics_portal.core.files.office_zip import MACROS

MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_ENCRYPTED_PACKAGES = ("EncryptedPackage", "EncryptionInfo", "EncryptedSummary")
_RIGHTS_MANAGED = "\x06DataSpaces"
_FIB_MARK = 0xA5EC
_FIB_FLAGS_AT = 0x0A
_FIB_ENCRYPTED = 0x0100
_BIFF_FILEPASS = 0x002F
_BIFF_EOF = 0x000A
_BIFF_HEADER = struct.Struct("<HH")
_PPT_ENCRYPTED = 0xF3D1C4DF
_PPT_TOKEN_AT = 12
_HEAD_BYTES = 16_384
_OLD_WORKBOOK = "Book"  # Excel 5 and 95
_UNREADABLE = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)


def kind_of_compound_file(path: Path) -> FileKind:
    """Which old Office file this is.

    Raises RefusedFile for a password, macros, damage, and for what else is kept in such
    files (Outlook messages, Visio drawings, installers).
    """
    try:
        with olefile.OleFileIO(path) as ole:
            return _kind_of(ole)
    except _UNREADABLE as fault:
        raise RefusedFile(DAMAGED) from fault


def _kind_of(ole: olefile.OleFileIO) -> FileKind:
    if any(ole.exists(name) for name in (*_ENCRYPTED_PACKAGES, _RIGHTS_MANAGED)):
        raise RefusedFile(LOCKED)
    if ole.exists("WordDocument"):
        kind, locked = FileKind.DOC, _word_is_locked(_head(ole, "WordDocument"))
    elif ole.exists("PowerPoint Document"):
        kind = FileKind.PPT
        locked = _slides_are_locked(_head(ole, "Current User"))
    elif ole.exists("Workbook") or ole.exists(_OLD_WORKBOOK):
        stream = "Workbook" if ole.exists("Workbook") else _OLD_WORKBOOK
        kind, locked = FileKind.XLS, _workbook_is_locked(_head(ole, stream))
    else:
        raise RefusedFile(
            "This is neither a Word document, an Excel workbook nor a PowerPoint "
            f"presentation. The portal takes {ACCEPTED_IN_WORDS}."
        )
    if locked:
        raise RefusedFile(LOCKED)
    if _has_macros(ole):
        raise RefusedFile(MACROS)
    return kind


def _head(ole: olefile.OleFileIO, name: str) -> bytes:
    """The first bytes of a stream. olefile would read all of it: 200 MB, twice over."""
    if not ole.exists(name):
        return b""
    if ole.get_size(name) < ole.minisectorcutoff:
        return bytes(ole.openstream(name).read())
    sector = ole.root.kids_dict[name.lower()].isectStart
    content = b""
    while len(content) < _HEAD_BYTES and sector < len(ole.fat):
        content += ole.getsect(sector)
        sector = ole.fat[sector]
    return content


def _word_is_locked(head: bytes) -> bool:
    (mark,) = struct.unpack_from("<H", head)
    if mark != _FIB_MARK:
        raise RefusedFile(DAMAGED)
    (flags,) = struct.unpack_from("<H", head, _FIB_FLAGS_AT)
    return bool(flags & _FIB_ENCRYPTED)


def _workbook_is_locked(head: bytes) -> bool:
    return _BIFF_FILEPASS in _records(head)


def _records(head: bytes) -> Iterator[int]:
    """The record types at the start of a workbook, to the end of its first part."""
    at = 0
    while at + _BIFF_HEADER.size <= len(head):
        kind, length = _BIFF_HEADER.unpack_from(head, at)
        if kind == _BIFF_EOF:
            return
        yield kind
        at += _BIFF_HEADER.size + length


def _slides_are_locked(head: bytes) -> bool:
    (token,) = struct.unpack_from("<L", head, _PPT_TOKEN_AT)
    return bool(token == _PPT_ENCRYPTED)


def _has_macros(ole: olefile.OleFileIO) -> bool:
    """A VBA project is a storage named VBA with a stream named dir ([MS-OVBA] 2.2.1)."""
    streams = ([name.lower() for name in path] for path in ole.listdir())
    return any(path[-2:] == ["vba", "dir"] for path in streams)
