"""The making of one stored part, step by step, from an opened upload."""

from pathlib import Path
from typing import IO, Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, String

from ics_portal.core.pdf.accessibility import check_structure
from ics_portal.core.pdf.annotations import PACK_ADDRESS
from ics_portal.core.pdf.contentchecks import (
    check_content,
    links_without_words,
    pages_described,
)
from ics_portal.core.pdf.destinations import Destinations
from ics_portal.core.pdf.fonts import check_fonts
from ics_portal.core.pdf.forms import survey_form
from ics_portal.core.pdf.holes import Hole, Marker
from ics_portal.core.pdf.layers import layers_of
from ics_portal.core.pdf.linkwords import describe_links
from ics_portal.core.pdf.names import names
from ics_portal.core.pdf.ownobjects import own_objects
from ics_portal.core.pdf.pageprep import PagePreparer, PreparedPage
from ics_portal.core.pdf.partwriter import PAGES_NODE, PartWriter
from ics_portal.core.pdf.record import (
    Finding,
    LeftBehind,
    Level,
    PageRecord,
    PartRecord,
)
from ics_portal.core.pdf.survey import (
    attachments_in,
    language_of,
    outline_of,
    scripts_in,
    title_of,
)
from ics_portal.core.pdf.tagging import (
    Tagging,
    attach,
    forget_parent_keys,
    is_tagged,
    rebuild_tags,
)

# Tags that need nothing but their numbers changed; told for the statistics.
SIMPLE_KEYS = names("/Type /S /P /Pg /K /@top")


class PartMaker:
    """One file on its way to being a part; used once."""

    def __init__(
        self,
        pdf: pikepdf.Pdf,
        pages: list[Dictionary],
        src: Path,
        key: str,
        *,
        own_pages: bool,
    ) -> None:
        self._pdf = pdf
        self._pages = pages
        self._src = src
        self._key = key
        self._own_pages = own_pages
        self._marker = Marker()
        # Indexes of pages whose every picture has words written by a person.
        self.described: set[int] = set()

    def make(
        self, file: IO[bytes], findings: list[Finding], *, ends: int
    ) -> PartRecord:
        """Write the part to ``file``. ``ends`` is how often the upload says %%EOF.

        Hashes, text and margins are not known yet, and empty in the record.
        """
        pdf = self._pdf
        # Everything that the file says of itself comes first: the pages it speaks
        # of are changed afterwards.
        destinations = Destinations(pdf, self._pages)
        title, lang = title_of(pdf), language_of(pdf)
        outline = outline_of(pdf, destinations)
        form = survey_form(pdf, self._pages)
        attachments, scripts = attachments_in(pdf), scripts_in(pdf)
        named = destinations.named()
        layers = layers_of(pdf)

        preparer = PagePreparer(
            pdf, self._pages, destinations, self._marker, own_pages=self._own_pages
        )
        pages = preparer.prepare()
        links = self._open_contents_links(pages)
        forget_parent_keys(pages, preparer.reached)
        tagging = self._tags(pages, preparer, lang, findings)
        findings += self._doubts(lang, xfa=form.xfa, tagged=tagging is not None)
        for index, page in enumerate(pages):
            marks = tagging.tree.page_marks.get(index, {}) if tagging else {}
            preparer.close(index, page, set(marks))
        facts = {
            "key": self._key,
            "font": preparer.font_prefix,
            "lang": lang,
            "links": links,
        }
        self._write(file, pages, tagging, named, layers, facts, title)
        return PartRecord(
            key=self._key,
            source_sha256="",
            sha256="",
            size=0,
            pages=tuple(_page_record(page) for page in pages),
            tagged=tagging is not None,
            simple_tags=tagging is not None and _is_simple(tagging),
            lang=lang,
            title=title,
            outline=outline,
            findings=tuple(findings),
            left_behind=LeftBehind(
                attachments=attachments + preparer.counts.attachments,
                scripts=scripts + form.scripts + preparer.counts.scripts,
                form_fields=form.fields - form.signatures,
                signatures=form.signatures,
                comments=preparer.counts.comments,
                media=preparer.counts.media,
                older_revisions=max(0, ends - (2 if pdf.is_linearized else 1)),
            ),
        )

    def _open_contents_links(self, pages: list[PreparedPage]) -> list[list[str]]:
        """Make a hole of each contents link; return their (kind, key) in order."""
        links: list[list[str]] = []
        for page in pages:
            for annotation in page.annotations:
                action = annotation.get(Name.A)
                address = str(action.get(Name.URI, "")) if action is not None else ""
                if not address.startswith(PACK_ADDRESS):
                    continue
                kind, _, key = address.removeprefix(PACK_ADDRESS).partition("/")
                words = annotation.get(Name.Contents)
                default = b"/A " + annotation.A.unparse(resolved=True)
                if isinstance(words, String):
                    default += b"/Contents " + words.unparse()
                    del annotation[Name.Contents]
                del annotation[Name.A]
                annotation["/@link"] = self._marker.name(Hole.LINK, len(links), default)
                links.append([kind, key])
        return links

    def _tags(
        self,
        pages: list[PreparedPage],
        preparer: PagePreparer,
        lang: str,
        findings: list[Finding],
    ) -> Tagging | None:
        """The tags, attached and checked; None for a file without any."""
        if not is_tagged(self._pdf):
            return None
        tree = rebuild_tags(self._pdf, pages, preparer.reached, self._key)
        if not tree.has_content:
            return None
        describe_links(self._src, pages, links_without_words(pages))
        self.described = pages_described(tree)
        findings += check_structure(tree)
        findings += check_content(pages, tree)
        findings += check_fonts(preparer.reached.every_font())
        return attach(self._pdf, tree, pages, self._marker, lang=lang)

    def _doubts(self, lang: str, *, xfa: bool, tagged: bool) -> list[Finding]:
        found = []
        if xfa:
            found.append(
                Finding(
                    "FORM-XFA",
                    Level.WARNING,
                    "This is a form of Adobe's own kind, whose pages may show only "
                    "a notice. Print it to PDF and upload that.",
                )
            )
        if tagged and not lang:
            found.append(
                Finding(
                    "LANG-NONE",
                    Level.WARNING,
                    "The file does not say its language; English is assumed.",
                )
            )
        return found

    def _write(
        self,
        file: IO[bytes],
        pages: list[PreparedPage],
        tagging: Tagging | None,
        named: dict[bytes, Array],
        layers: tuple[list[Dictionary], set[tuple[int, int]]],
        facts: dict[str, Any],
        title: str,
    ) -> None:
        pdf, writer = self._pdf, PartWriter(self._pdf, self._marker, file)
        objects = [page.obj for page in pages]
        node = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Count=len(objects), Kids=Array(objects))
        )
        node["/@up"] = self._marker.name(Hole.PAGES_PARENT, 0, b"")
        for page in objects:
            page.Parent = node
        writer.allow([node, *objects])
        assert writer.number(node) == PAGES_NODE  # noqa: S101 -- the first numbered
        facts["pages"] = [writer.number(page) for page in objects]
        dests = self._named_leaf(named)
        if dests is not None:
            facts["dests"] = [writer.number(dests), *_limits(dests)]
        writer.write_waiting("plain")
        # Only layers that some page uses are worth a word in the pack.
        used = [layer for layer in layers[0] if writer.is_known(layer)]
        facts["layers"] = [writer.number(layer) for layer in used]
        facts["off"] = [writer.number(o) for o in used if o.objgen in layers[1]]
        if tagging is not None:
            self._write_tags(writer, tagging, facts)
        own = own_objects(facts, first_free=writer.last + 1, title=title)
        writer.finish(facts=facts, own=own)

    def _write_tags(
        self, writer: PartWriter, tagging: Tagging, facts: dict[str, Any]
    ) -> None:
        tree = tagging.tree
        writer.allow([tree.top.obj, *(element.obj for element in tree.elements())])
        facts["top"] = writer.number(tree.top.obj)
        facts["parents"] = [writer.number(value) for value in tagging.parents]
        facts["tagged_pages"] = tagging.tagged_pages
        if tagging.ids is not None:
            facts["ids"] = [writer.number(tagging.ids), *_limits(tagging.ids)]
        classes: dict[str, int] = {}
        for name, value in sorted(tree.classes.items()):
            held: Object = (
                value if value.is_indirect else self._pdf.make_indirect(value)
            )
            classes[name] = writer.number(held)
        facts["classes"] = classes
        writer.write_waiting("tags")

    def _named_leaf(self, named: dict[bytes, Array]) -> Dictionary | None:
        """The named destinations under the part's key, as one leaf of a name tree."""
        if not named:
            return None
        prefix = b"p." + self._key.encode() + b"."
        names: list[Any] = []
        for name, target in sorted(named.items()):
            names += [String(prefix + name), target]
        limits = Array([String(bytes(names[0])), String(bytes(names[-2]))])
        leaf: Dictionary = self._pdf.make_indirect(
            Dictionary(Limits=limits, Names=Array(names))
        )
        return leaf


def _limits(leaf: Dictionary) -> list[str]:
    return [bytes(limit).hex() for limit in leaf.Limits]


def _page_record(page: PreparedPage) -> PageRecord:
    return PageRecord(
        media=page.media,
        crop=page.crop,
        rotate=page.rotate,
        user_unit=page.user_unit,
        pushes=page.scan.pushes,
        pops=page.scan.pops,
        open_marks=page.scan.open_marks,
    )


def _is_simple(tagging: Tagging) -> bool:
    return all(
        SIMPLE_KEYS.issuperset(element.obj.keys())
        for element in tagging.tree.elements()
    )
