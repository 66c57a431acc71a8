"""LibreOffice as a converter: where it is, what it may do, how it is told."""

import json
import os
import shutil
import time
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from django.conf import settings

from ics_portal.core.files.kinds import Family, FileKind
from ics_portal.core.verdicts import ALLOWED, Verdict, refused

NOT_INSTALLED = (
    "Office files cannot be turned into PDF on this machine: LibreOffice is not "
    "installed."
)
SAVE_AS_PDF = "Save it as PDF and upload that."

_LOOK_AGAIN_SECONDS = 30
_ELSEWHERE = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_NOWHERE = "http://127.0.0.1:9"

# The filter that reads each kind is named, or LibreOffice would look at the content for
# itself and could take a crafted file for something else.
_READERS = {
    FileKind.DOCX: "MS Word 2007 XML",
    FileKind.PPTX: "Impress MS PowerPoint 2007 XML",
    FileKind.XLSX: "Calc MS Excel 2007 XML",
    FileKind.DOC: "MS Word 97",
    FileKind.PPT: "MS PowerPoint 97",
    FileKind.XLS: "MS Excel 97",
    FileKind.ODT: "writer8",
    FileKind.ODP: "impress8",
    FileKind.ODS: "calc8",
}
_WRITERS = {
    Family.WRITER: "writer_pdf_Export",
    Family.IMPRESS: "impress_pdf_Export",
    Family.CALC: "calc_pdf_Export",
}
_EXPORT: dict[str, bool] = {
    "UseTaggedPDF": True,
    "ExportBookmarks": True,
    "DisplayPDFDocumentTitle": True,
    "ExportFormFields": False,
    "ExportNotes": False,
    "ExportNotesPages": False,
    "ExportHiddenSlides": False,
}

# LibreOffice's own settings, as its registrymodifications.xcu has them. Tried with
# documents that link to pictures, sections, sheets and templates elsewhere: without the
# first line it reads files of this machine and calls addresses; with it, neither.
_COMMON = "/org.openoffice.Office.Common"
_INTERNET = "/org.openoffice.Inet/Settings"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", "true"),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", "3"),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    # A4, and English as written here, for what does not say otherwise.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "en-GB"),
    # A4, and English as written here, for what does not say otherwise.
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    (_INTERNET, "ooInetProxyType", "2"),
    (_INTERNET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPProxyPort", "9"),
    (_INTERNET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_INTERNET, "ooInetHTTPSProxyPort", "9"),
    (_INTERNET, "ooInetNoProxy", ""),
)
_REGISTRY_OPENS = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
)


def office_available() -> Verdict:
    """Whether Office files can be converted here, in words for the upload page.

    Looked up at most twice a minute, so a page may ask on every request.
    """
    if soffice_path() is None:
        return refused(f"{NOT_INSTALLED} Save the file as PDF and upload that.")
    return ALLOWED


def soffice_path() -> Path | None:
    """LibreOffice's program: SOFFICE_PATH (a name or a path), or where it usually is."""
    wanted = getattr(settings, "SOFFICE_PATH", "") or "soffice"
    return _look_for(wanted, int(time.monotonic() // _LOOK_AGAIN_SECONDS))


@lru_cache(maxsize=4)
def _look_for(wanted: str, _moment: int) -> Path | None:
    names = (wanted, *_ELSEWHERE) if wanted == "soffice" else (wanted,)
    found = next((at for name in names if (at := shutil.which(name))), None)
    return Path(found) if found else None


def office_command(soffice: Path, *, kind: FileKind, folder: Path) -> list[str]:
    """The command that prints ``folder/paper.<kind>`` to ``folder/out/paper.pdf``.

    Also writes the profile it starts with, of its own: conversions that share one fail.
    """
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_registry())
    # LibreOffice 7 gives spreadsheets no tags, and would claim conformance all the same.
    chosen = _EXPORT | {"PDFUACompliance": kind.family is not Family.CALC}
    options = {
        name: {"type": "boolean", "value": str(value).lower()}
        for name, value in chosen.items()
    }
    return [
        str(soffice),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--nofirststartwizard",
        f"--infilter={_READERS[kind]}",
        "--convert-to",
        f"pdf:{_WRITERS[kind.family]}:{json.dumps(options)}",
        "--outdir",
        str(folder / "out"),
        str(folder / f"paper{kind.extension}"),
    ]


def office_environment(folder: Path) -> dict[str, str]:
    """The few variables LibreOffice needs, and none of the portal's secrets."""
    own_fonts = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "XDG_DATA_HOME": own_fonts,
        "LANG": "C.UTF-8",
        "SAL_USE_VCLPLUGIN": "svp",
        "http_proxy": _NOWHERE,
        "https_proxy": _NOWHERE,
    }


def _registry() -> str:
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    return f"{_REGISTRY_OPENS}{items}</oor:items>\n"
