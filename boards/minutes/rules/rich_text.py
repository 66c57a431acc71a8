"""Words with a little form: what may be in them, and how they are typed without scripts.

Paragraphs, line breaks, strong, emphasis and lists; nothing else, no attribute, from
whatever client it comes.
"""

from __future__ import annotations

import re
from html import escape, unescape

import nh3

TAGS = frozenset({"p", "br", "strong", "em", "ul", "ol", "li"})
LONGEST = 20_000
"""Letters of one discussion; more is a mistake of the clipboard."""

_BLOCKS = (
    (
        re.compile(r"<(/?)(?:div|h[1-6]|blockquote|pre|tr)(?=[\s>/])[^>]*>", re.I),
        r"<\1p>",
    ),
    (re.compile(r"<(/?)b(?=[\s>/])[^>]*>", re.I), r"<\1strong>"),
    (re.compile(r"<(/?)i(?=[\s>/])[^>]*>", re.I), r"<\1em>"),
)
_PARAGRAPH = re.compile(r"<p>.*?</p>", re.S)
_BREAKS = re.compile(r"(?:<br>\s*){2,}")
_EDGES = re.compile(r"<p>(?:\s|<br>)+|(?:\s|<br>)+</p>")
_EMPTY = re.compile(r"<(p|li|ul|ol|strong|em)>\s*</\1>")
_TAG = re.compile(r"<[^>]*>")


def clean_html(html: str) -> str:
    """The text with only what may be in it; loose words stand in a paragraph."""
    for found, instead in _BLOCKS:
        html = found.sub(instead, html)
    html = nh3.clean(html, tags=set(TAGS), attributes={}, link_rel=None)
    html = html.replace("&nbsp;", " ").replace("\xa0", " ")
    html = _PARAGRAPH.sub(lambda found: _BREAKS.sub("</p><p>", found.group()), html)
    before = None
    while before != html:
        before = html
        html = _EMPTY.sub("", _EDGES.sub(_tight, html))
    html = html.strip()
    if not text_of(html):
        return ""
    if html.startswith("<li>"):
        html = f"<ul>{html}</ul>"
    if not html.startswith(("<p>", "<ul>", "<ol>")):
        html = f"<p>{html}</p>"
    # Once more: what was put in place of a tag must stand where it may.
    return nh3.clean(html, tags=set(TAGS), attributes={}, link_rel=None)


def _tight(found: re.Match[str]) -> str:
    return "<p>" if found.group().startswith("<p>") else "</p>"


def html_of(text: str) -> str:
    """Plain text as it is typed without scripts: blank lines part paragraphs, lines that
    begin with a dash are a list."""
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if all(line.startswith("- ") for line in lines):
            rows = "".join(
                f"<li>{escape(line[2:], quote=False)}</li>" for line in lines
            )
            blocks.append(f"<ul>{rows}</ul>")
        else:
            words = "<br>".join(escape(line, quote=False) for line in lines)
            blocks.append(f"<p>{words}</p>")
    return clean_html("".join(blocks))


def text_of(html: str) -> str:
    """The other way: what the plain field shows of cleaned HTML."""
    text = html.replace("<li>", "- ").replace("</li>", "\n").replace("<br>", "\n")
    text = re.sub(r"</(?:p|ul|ol)>", "\n\n", text)
    text = unescape(_TAG.sub("", text)).replace("\xa0", " ")
    lines = (line.rstrip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
