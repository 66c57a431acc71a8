"""Papers as their pages and prints say them."""

from boards.papers.presenters.lists import (
    AccessibleWords,
    MyPaper,
    PaperLine,
    PapersPage,
    my_papers_page,
    papers_page,
)
from boards.papers.presenters.paper import (
    PaperHead,
    ReviewPage,
    VersionView,
    paper_head,
    review_page,
    version_view,
    version_views,
)
from boards.papers.presenters.words import due_words, state_chip
from boards.papers.presenters.work import RowView, WorkPage, work_page
from boards.papers.rules import PrintedPart, PrintedTick, SheetForPrint

__all__ = [
    "AccessibleWords",
    "MyPaper",
    "PaperHead",
    "PaperLine",
    "PapersPage",
    "PrintedPart",
    "PrintedTick",
    "ReviewPage",
    "RowView",
    "SheetForPrint",
    "VersionView",
    "WorkPage",
    "due_words",
    "my_papers_page",
    "paper_head",
    "papers_page",
    "review_page",
    "state_chip",
    "version_view",
    "version_views",
    "work_page",
]
