"""The form of a paper, as its author sends it."""

from django.urls import reverse

from boards.papers.rules import token_of
from boards.papers.selectors import paper_to_edit, sheet_fields


def edit(paper):
    return reverse("papers:edit", kwargs={"paper_id": paper.pk})


def stored(paper):
    return sheet_fields(paper_to_edit(paper.pk))


def seen(paper):
    return token_of(stored(paper))


def post(client, paper, act="save", **typed):
    data = {"version": seen(paper), "title": paper.title, "act": act}
    return client.post(
        edit(paper), data | {k.replace("__", "-"): v for k, v in typed.items()}
    )
