"""The XMP packet, written by us from nothing: no part's own metadata survives."""

from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

PRODUCER = "ICS portal"


def xmp_packet(
    *, title: str, lang: str, claims_ua: bool, at: datetime | None = None
) -> bytes:
    """The packet as UTF-8. ``at`` (aware) stands as both dates; None leaves them out.

    ``pdfuaid:part`` is written only where ``claims_ua`` says that it is earned.
    """
    about: list[str] = []
    if claims_ua:
        about.append(
            '<rdf:Description rdf:about=""'
            ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
            "<pdfuaid:part>1</pdfuaid:part></rdf:Description>"
        )
    dates = ""
    if at is not None:
        moment = at.isoformat(timespec="seconds")
        dates = (
            f"<xmp:CreateDate>{moment}</xmp:CreateDate>"
            f"<xmp:ModifyDate>{moment}</xmp:ModifyDate>"
        )
    about.append(
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/">'
        "<dc:title><rdf:Alt>"
        f'<rdf:li xml:lang="x-default">{_text(title)}</rdf:li>'
        f"<rdf:li xml:lang={quoteattr(lang)}>{_text(title)}</rdf:li>"
        "</rdf:Alt></dc:title>"
        f"<dc:language><rdf:Bag><rdf:li>{_text(lang)}</rdf:li></rdf:Bag></dc:language>"
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>{dates}</rdf:Description>"
    )
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        + "".join(about)
        + '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )
    return packet.encode("utf-8")


def _text(words: str) -> str:
    """Words for XML: markup escaped, and characters XML 1.0 forbids dropped."""
    return escape("".join(c for c in words if c in "\t\n\r" or c >= " "))
