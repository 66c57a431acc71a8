"""What the paper's own text says of its cover sheet: read, compared, never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from boards.papers.rules.sheet import AskedFor, Remark
from boards.papers.rules.wording import compared, one_line

_NUMBER = r"(\d{1,2}(?:\.\d{1,2}){0,3})"
_JOIN = r"\s*(?:,\s*(?:and|or)\b|,|\band\b|&|\bor\b|\bto\b|-|\u2013)\s*"
_HEADING = re.compile(rf"^\s*{_NUMBER}[.)]?\s+\S")
_ASKS = re.compile(
    rf"^[ \t]*(?:{_NUMBER}[.)]?[ \t]+)?recommendations?[ \t]*(?::[ \t]*)?$",
    re.I | re.M,
)
_CITED_SECTIONS = re.compile(
    rf"\b(?:sections?|paragraphs?)\s+({_NUMBER}(?:{_JOIN}{_NUMBER})*)", re.I
)
_OF_AN_ACT = re.compile(r"\s*(?:of|in)\s+the\b[^.]{0,80}\b(?:act|regulations)\b", re.I)
# Capital letters only, or "appendix a copy" would cite an appendix A.
_LABEL = r"(?-i:[A-Z]|\d{1,2})"
_CITED_APPENDICES = re.compile(
    rf"\bappendi(?:x|ces)\s+({_LABEL}\b(?:{_JOIN}{_LABEL}\b)*)", re.I
)
_SECTION_LENGTH = 2500
_LONGEST_HEADING = 90
_LONGEST_RUN = 26


def recommendations_differ(
    asked: Sequence[AskedFor], verbs: Collection[str], text: str
) -> tuple[Remark, ...]:
    """Where the body's own Recommendations part and the sheet do not agree (CVR-16).

    ``verbs`` are the words of the body. A paper without such a heading, or without
    text, is not remarked on: there is nothing to compare.
    """
    part = _recommendations_part(text)
    if not part or not asked:
        return ()
    on_sheet = {row.verb.casefold() for row in asked if row.verb}
    in_body = {verb for verb in verbs if _says(part, verb)}
    remarks = [
        Remark(
            f"The sheet asks to {verb}, the Recommendations in the paper do not. "
            "Make them agree.",
            "CVR-16",
        )
        for verb in sorted(on_sheet)
        if not _says(part, verb)
    ]
    remarks += [
        Remark(
            f"The Recommendations in the paper ask to {verb}, the sheet does not. "
            "Make them agree.",
            "CVR-16",
        )
        for verb in sorted(in_body - on_sheet)
    ]
    return tuple(remarks)


def _recommendations_part(text: str) -> str:
    """The words below the last heading "Recommendations", up to the next heading."""
    headings = list(_ASKS.finditer(text.replace("\f", "\n")))
    if not headings:
        return ""
    last = headings[-1]
    below = text[last.end() :][:_SECTION_LENGTH]
    end = _next_heading(below, last[1])
    return below[:end]


def _next_heading(below: str, number: str | None) -> int:
    """Where the part ends: at an appendix, or at the heading numbered one more.

    Without a number, or where that number goes on a numbered list, it cannot be told
    and the part runs on.
    """
    ends = [len(below)]
    if match := re.search(r"^\s*append(?:ix|ices)\b", below, re.I | re.M):
        ends.append(match.start())
    if number is not None:
        this = int(number.split(".")[0])
        following = rf"^\s*{this + 1}(?:\.0)?[.)]?[ \t]+[A-Z]"
        in_list = rf"^\s*{this}[.)][ \t]+\S"
        match = re.search(following, below, re.M)
        if match and not re.search(in_list, below[: match.start()], re.M):
            ends.append(match.start())
    return min(ends)


def _says(text: str, verb: str) -> bool:
    """Whether a form of the verb stands in the text: endorse, endorsed, endorsing."""
    stem, forms = verb.casefold(), "(?:s|ed|ing)?"
    if stem.endswith("e"):
        stem, forms = stem[:-1], "(?:e|es|ed|ing)"
    elif stem.endswith("y"):
        stem, forms = stem[:-1], "(?:y|ies|ied|ying)"
    return re.search(rf"\b{re.escape(stem)}{forms}\b", text, re.I) is not None


def sections_not_found(sheet_text: str, text: str) -> tuple[Remark, ...]:
    """Sections the sheet cites by number that the paper does not have (CVR-17).

    Sections of an Act are somebody else's. ``text`` without any numbered heading
    gives no remark, since it cannot be told.
    """
    known = _section_numbers(text)
    if not known:
        return ()
    missing = [
        number
        for number in _cited(_CITED_SECTIONS, sheet_text)
        if _plain(number) not in known
    ]
    return tuple(
        Remark(
            f"The sheet cites section {number}; the paper has no section {number}. "
            "Check the number.",
            "CVR-17",
        )
        for number in missing
    )


def _section_numbers(text: str) -> set[str]:
    found: set[str] = set()
    for line in text.replace("\f", "\n").split("\n"):
        if match := _HEADING.match(line):
            number = _plain(match[1])
            # 4.2.1 proves 4.2 and 4, whose headings may have lost their line.
            pieces = number.split(".")
            found |= {".".join(pieces[:n]) for n in range(1, len(pieces) + 1)}
    return found


def _plain(number: str) -> str:
    return re.sub(r"(\.0)+$", "", number)


def appendices_cited(text: str) -> tuple[str, ...]:
    """Labels of the appendices a text speaks of, "A to C" written out, as first met."""
    return tuple(_cited(_CITED_APPENDICES, text))


def appendices_there(text: str) -> tuple[str, ...]:
    """Labels of the appendices a paper holds, read from its headings.

    A heading stands on a line of its own: short and no sentence, or the first line of
    its page; a line of a table of contents, with dots and a page, is none.
    """
    found: set[str] = set()
    for page in text.split("\f"):
        lines = [one_line(line) for line in page.split("\n") if line.strip()]
        for place, line in enumerate(lines):
            match = re.match(rf"appendix\s+({_LABEL})\b(.*)$", line, re.I)
            if match is None or re.search(r"\.{3}\s*\d+$", match[2]):
                continue
            alone = len(line) <= _LONGEST_HEADING and not line.endswith((".", ","))
            if alone or place == 0:
                found.add(match[1].upper())
    return tuple(sorted(found))


def missing_appendices(
    cited: Iterable[str], there: Iterable[str], other_titles: Iterable[str] = ()
) -> tuple[str, ...]:
    """Labels cited and not there, as ``("C",)`` (PCK-05).

    Another file under the same item is the appendix its title names.
    """
    present = set(there).union(*map(appendices_cited, other_titles))
    return tuple(sorted(set(cited) - present))


def _cited(pattern: re.Pattern[str], text: str) -> list[str]:
    """The labels named, runs such as "A to C" written out, in the order first met."""
    labels: dict[str, None] = {}
    joined = " ".join(text.split())
    for match in pattern.finditer(joined):
        if _OF_AN_ACT.match(joined, match.end()):
            continue
        pieces = re.split(f"({_JOIN})", match[1])
        labels.update(dict.fromkeys(_written_out(pieces)))
    return list(labels)


def _written_out(pieces: Sequence[str]) -> list[str]:
    names = [piece.upper() for piece in pieces[::2]]
    joins = pieces[1::2]
    labels = [names[0]]
    for join, name in zip(joins, names[1:], strict=True):
        if join.strip() in {"to", "-", "\u2013"}:
            labels += _between(labels[-1], name)
        labels.append(name)
    return labels


def _between(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit():
        run = range(int(first) + 1, int(last))
        return [str(n) for n in run] if len(run) < _LONGEST_RUN else []
    if first.isalpha() and last.isalpha():
        return [chr(n) for n in range(ord(first) + 1, ord(last))]
    return []


def appendix_remarks(missing: Iterable[str]) -> tuple[Remark, ...]:
    """A warning for each appendix that is not there (PCK-05)."""
    return tuple(
        Remark(
            f"Appendix {label} is cited but is not in the paper. Ask the author for it, "
            "or add it as an annex.",
            "PCK-05",
        )
        for label in missing
    )


def text_remarks(
    *,
    asked: Sequence[AskedFor],
    verbs: Collection[str],
    sheet_text: str,
    text: str,
) -> tuple[Remark, ...]:
    """What the paper's text says against its sheet; () where it has no text."""
    if not compared(text):
        return ()
    return (
        *recommendations_differ(asked, verbs, text),
        *sections_not_found(sheet_text, text),
    )
