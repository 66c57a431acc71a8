"""File names made safe to keep, to print and to send back."""

import re
import unicodedata
from urllib.parse import quote

from ics_portal.core.files.kinds import FileKind

NAME_LETTERS = 150
NAME_BYTES = 200
"""Under the 255 bytes of a name on disk, with room for what a browser adds."""

_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")
_FORBIDDEN_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED_ON_WINDOWS = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])\Z", re.IGNORECASE
)
_NAMELESS = "file"


def clean_name(name: str) -> str:
    """The readable part of ``name``: at most 150 letters, its extension kept.

    Folders, control characters, characters that turn the direction of writing (they make
    ``slip.exe`` read as a document) and names that mean a device on Windows are taken
    out. A name of which nothing is left becomes ``file`` with the extension.
    """
    name = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    name = "".join(_plain(letter) for letter in name)
    name = unicodedata.normalize("NFC", name)
    name = _FORBIDDEN_ON_WINDOWS.sub("-", name)
    stem, extension = _split(" ".join(name.split()))
    # A leading dot hides a file and a leading hyphen reads as an option.
    stem = stem.lstrip(" .-").rstrip(" .") or _NAMELESS
    # Windows takes "con.old.pdf" for the device too.
    first, dot, rest = stem.partition(".")
    if _RESERVED_ON_WINDOWS.match(first.strip()):
        stem = f"{first.strip()}-{_NAMELESS}{dot}{rest}"
    return _shorten(stem, extension) + extension


def name_for(name: str, kind: FileKind) -> str:
    """``clean_name(name)`` with an extension that tells the truth about ``kind``.

    A picture sent as ``scan.docx`` is kept as ``scan.png``, so that whoever opens it
    later gets the right program.
    """
    cleaned = clean_name(name)
    stem, extension = _split(cleaned)
    if extension.lower() in kind.extensions:
        return cleaned
    # Only a real extension is replaced: "Minutes 2.12" has none worth losing.
    if extension[1:].isdigit():
        stem = cleaned
    return _shorten(stem, kind.extension) + kind.extension


def extension_of(name: str) -> str:
    """The extension in lower case with its dot, or nothing: ``.docx``."""
    return _split(name.strip())[1].lower()


def content_disposition(name: str, *, inline: bool = False) -> str:
    """The header that names a download, safe whatever the name (RFC 6266, RFC 5987).

    Two forms: plain letters for old clients and UTF-8 for the others.
    """
    cleaned = clean_name(name)
    plain = unicodedata.normalize("NFKD", cleaned).encode("ascii", "ignore").decode()
    # A percent sign would be read as an escape by some browsers in the plain form.
    plain = plain.replace('"', "").replace("%", "-").replace(";", "-")
    plain = clean_name(plain)
    encoded = quote(cleaned, safe="")
    disposition = "inline" if inline else "attachment"
    return f"{disposition}; filename=\"{plain}\"; filename*=UTF-8''{encoded}"


def _plain(letter: str) -> str:
    """The letter, a space for white space of any sort, or nothing for the unseen."""
    category = unicodedata.category(letter)
    if letter.isspace() or category in {"Zs", "Zl", "Zp"}:
        return " "
    return "" if category.startswith("C") else letter


def _split(name: str) -> tuple[str, str]:
    """Stem and extension; only a short run of letters and digits is an extension."""
    found = _EXTENSION.search(name)
    if not found:
        return name, ""
    return name[: found.start()], found.group()


def _shorten(stem: str, extension: str) -> str:
    """The stem cut so that the whole keeps within the letters and the bytes allowed."""
    stem = stem[: NAME_LETTERS - len(extension)]
    while len((stem + extension).encode()) > NAME_BYTES:
        stem = stem[:-1]
    # Not between a letter and its accent, nor on a space.
    while stem and unicodedata.combining(stem[-1]):
        stem = stem[:-1]
    return stem.rstrip(" .") or _NAMELESS
