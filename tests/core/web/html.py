"""Reading drawn HTML in tests, by CSS selectors."""

import cssselect2
import lxml.html
from lxml.html import HtmlElement


def parsed(html: object) -> HtmlElement:
    """The piece of HTML inside one ``div``."""
    return lxml.html.fromstring(f"<div>{html}</div>")


def every(page: HtmlElement, selector: str) -> list[HtmlElement]:
    """All elements the selector finds, in the order of the page."""
    root = cssselect2.ElementWrapper.from_html_root(page)
    return [found.etree_element for found in root.query_all(selector)]


def the(page: HtmlElement, selector: str) -> HtmlElement:
    """The only element the selector finds; fails when there is none, or another."""
    (found,) = every(page, selector)
    return found


def words_of(element: HtmlElement) -> str:
    """Its text, as a person reads it: one space between words."""
    return " ".join(element.text_content().split())
