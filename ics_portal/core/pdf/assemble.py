"""Put stored parts together into one pack: stamped, tagged, labelled and linked.

Numbers are given out first, so that links may lead forward; then each part is copied
once; then come the objects that are the pack's own.
"""

import hashlib
import json
from pathlib import Path

from ics_portal.core.pdf.filling import Filling
from ics_portal.core.pdf.linking import ContentsLinks
from ics_portal.core.pdf.naming import AFTER_NAME
from ics_portal.core.pdf.packobjects import put_own_objects
from ics_portal.core.pdf.packwriter import PackWriter
from ics_portal.core.pdf.placing import Layout, lay_out
from ics_portal.core.pdf.plan import AssemblyPlan, AssemblyResult, Progress
from ics_portal.core.pdf.record import ENGINE
from ics_portal.core.pdf.stampfont import StampFonts, stamp_fonts


def assemble(
    plan: AssemblyPlan, out: Path, *, on_part: Progress | None = None
) -> AssemblyResult:
    """Write the pack to ``out`` and say what it holds.

    The same plan and parts give the same bytes. ``on_part`` is called before each
    part is copied and once at the end; if it raises, nothing is left behind. Raises
    StalePart, UnknownContentsLink or another AssemblyError where the plan cannot be
    carried out, FontMissing, and OSError as the disk does.
    """
    fonts = stamp_fonts()
    beside = out.with_name(out.name + ".new")
    try:
        with beside.open("wb") as file, PackWriter(file) as writer:
            result = _write(plan, writer, fonts, out, on_part)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return result


def _write(
    plan: AssemblyPlan,
    writer: PackWriter,
    fonts: StampFonts,
    out: Path,
    on_part: Progress | None,
) -> AssemblyResult:
    layout = lay_out(plan, writer)
    links = ContentsLinks(
        [(p.plan, p.entry) for p in layout.parts], layout.page_objects
    )
    count = len(layout.parts)
    name_places: list[int] = []
    for done, placed in enumerate(layout.parts):
        if on_part is not None:
            on_part(done, count, placed.plan.title)
        filling = Filling(plan, layout, placed, links)
        ends = writer.put_many(filling.stamps(fonts))
        if plan.name_room:
            name_places += [end - AFTER_NAME for end in ends]
        writer.copy(placed.stored, placed.base, filling, with_tags=placed.with_tags)
    if on_part is not None:
        on_part(count, count, plan.title)
    info = put_own_objects(plan, layout, links, fonts, writer)
    writer.finish(layout.catalog, info, _identity(plan, layout, fonts))
    return AssemblyResult(
        path=out,
        sha256=writer.sha256,
        size=writer.size,
        page_labels=tuple(label for p in layout.parts for label in p.labels),
        tagged_pages=sum(p.stored.facts["tagged_pages"] for p in layout.tagged()),
        entries=tuple(p.entry for p in layout.parts),
        claims_ua=plan.claims_ua,
        name_places=tuple(name_places),
    )


def _identity(plan: AssemblyPlan, layout: Layout, fonts: StampFonts) -> bytes:
    """What this pack is, in 16 bytes, from its inputs: never a date or chance."""
    inputs = [
        ENGINE,
        fonts.digest,
        plan.title,
        plan.lang,
        plan.header,
        plan.footer,
        plan.merge_tags,
        plan.may_claim_ua,
        plan.name_room,
        [(p.plan.record.sha256, p.plan.title, p.labels) for p in layout.parts],
    ]
    return hashlib.sha256(json.dumps(inputs).encode()).digest()[:16]
