"""XML out of a stranger's file: nothing is fetched, expanded or believed."""

from collections.abc import Iterator
from typing import IO

from lxml import etree

from ics_portal.core.files.archive import DAMAGED
from ics_portal.core.files.errors import RefusedFile


def parse_xml(content: bytes) -> etree._Element:
    """The root of a small part.

    Raises RefusedFile when it is not well formed, or declares entities, which no Office
    program writes and which exist here only to blow up in memory.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as fault:
        raise RefusedFile(DAMAGED) from fault
    return _without_entities(root)


def first_element(part: IO[bytes]) -> etree._Element:
    """The opening element of a part of any size, which is not read further."""
    starts = etree.iterparse(
        part,
        events=("start",),
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
    )
    try:
        _, root = next(iter(starts))
    except (etree.XMLSyntaxError, StopIteration) as fault:
        raise RefusedFile(DAMAGED) from fault
    return _without_entities(root)


def elements(content: bytes, tag: str) -> Iterator[etree._Element]:
    """Every element of a small part with this name, whatever its namespace."""
    yield from parse_xml(content).iter(f"{{*}}{tag}")


def local_name(element: etree._Element) -> str:
    return str(etree.QName(element).localname)


def _without_entities(root: etree._Element) -> etree._Element:
    if root.getroottree().docinfo.internalDTD is not None:
        raise RefusedFile(DAMAGED)
    return root
