"""/PageLabels: what a reader's page box shows equals what is printed on the page."""

from pikepdf import String

from ics_portal.core.pdf.pages import LabelStyle
from ics_portal.core.pdf.plan import PlannedPart


def page_labels(placed: list[tuple[PlannedPart, int]]) -> bytes:
    """The number tree, from parts with their first page indexes."""
    ranges = []
    for part, first in placed:
        for run in part.labels:
            entry = b""
            if run.style is not LabelStyle.PREFIX_ONLY:
                entry = b"/S/%s/St %d" % (run.style.value.encode(), run.start)
            if run.prefix:
                entry += b"/P" + String(run.prefix).unparse()
            ranges.append(b"%d<<%s>>" % (first + run.from_page, entry))
    return b"<</Nums[%s]>>" % b"".join(ranges)
