"""The objects of a stored part that no pack takes over: catalog, tree roots, title."""

from typing import Any

from pikepdf import String

from ics_portal.core.pdf.partwriter import CATALOG, PAGES_NODE, STRUCTURE_ROOT
from ics_portal.core.pdf.xmp import xmp_packet

Facts = dict[str, Any]


def own_objects(facts: Facts, *, first_free: int, title: str) -> dict[int, bytes]:
    """Print them by number; new ones are numbered from ``first_free``."""
    metadata = first_free
    parents = first_free + 1
    packet = xmp_packet(
        title=title or "Untitled", lang=facts["lang"] or "en-GB", claims_ua=False
    )
    printed = {
        CATALOG: _catalog(facts, metadata),
        STRUCTURE_ROOT: b"null",
        metadata: b"<</Type/Metadata/Subtype/XML/Length %d>>\nstream\n%s\nendstream"
        % (len(packet), packet),
    }
    if "top" in facts:
        printed[STRUCTURE_ROOT] = _structure_root(facts, parents)
        nums = b" ".join(
            b"%d %d 0 R" % (key, value) for key, value in enumerate(facts["parents"])
        )
        printed[parents] = b"<</Nums[%s]>>" % nums
    return printed


def _catalog(facts: Facts, metadata: int) -> bytes:
    catalog = b"<</Type/Catalog/Pages %d 0 R/Metadata %d 0 R" % (PAGES_NODE, metadata)
    catalog += b"/ViewerPreferences<</DisplayDocTitle true>>"
    if facts["lang"]:
        catalog += b"/Lang" + String(facts["lang"]).unparse()
    if "top" in facts:
        catalog += b"/StructTreeRoot %d 0 R/MarkInfo<</Marked true>>" % STRUCTURE_ROOT
    if "dests" in facts:
        catalog += b"/Names<</Dests<</Kids[%d 0 R]>>>>" % facts["dests"][0]
    if facts["layers"]:
        catalog += layer_properties(facts["layers"], facts["off"])
    return catalog + b">>"


def layer_properties(layers: list[int], off: list[int]) -> bytes:
    """/OCProperties naming every layer, and which of them are not shown."""
    return b"/OCProperties<</OCGs[%s]/D<</Name(Layers)/BaseState/ON/OFF[%s]>>>>" % (
        b" ".join(b"%d 0 R" % number for number in layers),
        b" ".join(b"%d 0 R" % number for number in off),
    )


def class_map(classes: dict[str, int]) -> bytes:
    return b"".join(
        b"%s %d 0 R" % (printed_name(name), number)
        for name, number in sorted(classes.items())
    )


def printed_name(name: str) -> bytes:
    """A name ("/x" as pikepdf gives it) as PDF writes it."""
    safe = bytearray(b"/")
    for byte in name[1:].encode("utf-8", "surrogateescape"):
        if (byte < 0x80 and chr(byte).isalnum()) or byte in b"._-+":
            safe.append(byte)
        else:
            safe += b"#%02x" % byte
    return bytes(safe)


def _structure_root(facts: Facts, parents: int) -> bytes:
    root = b"<</Type/StructTreeRoot/K[%d 0 R]/ParentTree %d 0 R" % (
        facts["top"],
        parents,
    )
    root += b"/ParentTreeNextKey %d" % len(facts["parents"])
    if "ids" in facts:
        root += b"/IDTree<</Kids[%d 0 R]>>" % facts["ids"][0]
    if facts["classes"]:
        root += b"/ClassMap<<%s>>" % class_map(facts["classes"])
    return root + b">>"
