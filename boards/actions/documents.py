"""The action log in print."""

from __future__ import annotations

from boards.actions.presenters import ActionLogPages
from ics_portal.core.pdf import PdfDocument


def action_log_document(log: ActionLogPages, *, title: str) -> PdfDocument:
    """The log as it stands in a pack; ``title`` is the paper's title on the agenda."""
    return PdfDocument(
        template="pdf/actions/action_log.html",
        context={"log": log},
        filename="action-log.pdf",
        title=title,
    )
