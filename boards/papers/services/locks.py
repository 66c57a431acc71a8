"""Holding one paper still while it is changed."""

from __future__ import annotations

from boards.papers.models import Paper


def lock_paper(paper: Paper) -> Paper:
    """The paper as it is stored now, held until the transaction ends.

    Verdicts are asked of this row: the one a caller holds may be of an hour ago.
    """
    locked: Paper = (
        Paper.objects.select_for_update(of=("self",))
        .select_related("item__meeting__body", "current_version")
        .prefetch_related("people")
        .get(pk=paper.pk)
    )
    return locked
