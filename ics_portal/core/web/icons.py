"""Small pictures that never stand without words beside them.

Every icon is hidden from screen readers: the words carry the meaning, the shape helps
those who see it, and colour comes third.
"""

from markupsafe import Markup

_LINE = 'fill="none" stroke="currentColor"'

_SHAPES = {
    "tick": f'<path d="M2 8.5 6 12.5 14 3.5" {_LINE} stroke-width="2.6"/>',
    "cross": f'<path d="M3 3 13 13M13 3 3 13" {_LINE} stroke-width="2.6"/>',
    "warn": (
        '<path d="M8 1 15.5 15H.5Z" fill="currentColor"/>'
        '<path d="M8 6v4.5M8 12v1.6" stroke="#fff" stroke-width="1.8"/>'
    ),
    "stop": (
        '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
        '<path d="M8 3.5v6M8 11v1.8" stroke="#fff" stroke-width="2"/>'
    ),
    "info": (
        '<circle cx="8" cy="8" r="7.5" fill="currentColor"/>'
        '<path d="M8 7v6M8 3.4v2" stroke="#fff" stroke-width="2"/>'
    ),
    "lock": (
        '<rect x="2.5" y="7" width="11" height="8" rx="1" fill="currentColor"/>'
        f'<path d="M5 7V4.6a3 3 0 0 1 6 0V7" {_LINE} stroke-width="2"/>'
    ),
    "clock": (
        f'<circle cx="8" cy="8" r="6.6" {_LINE} stroke-width="2"/>'
        f'<path d="M8 4v4.4l3 1.8" {_LINE} stroke-width="1.8"/>'
    ),
    "grip": (
        '<g fill="currentColor">'
        '<circle cx="5" cy="3" r="1.5"/><circle cx="11" cy="3" r="1.5"/>'
        '<circle cx="5" cy="8" r="1.5"/><circle cx="11" cy="8" r="1.5"/>'
        '<circle cx="5" cy="13" r="1.5"/><circle cx="11" cy="13" r="1.5"/></g>'
    ),
    "up": f'<path d="M8 3v11M3 8l5-5 5 5" {_LINE} stroke-width="2"/>',
    "down": f'<path d="M8 13V2M3 8l5 5 5-5" {_LINE} stroke-width="2"/>',
    "level": (f'<path d="M1 8h14M5 4 1 8l4 4M11 4l4 4-4 4" {_LINE} stroke-width="2"/>'),
    "doc": (
        f'<path d="M3 1h7l3 3v11H3Z" {_LINE} stroke-width="1.8"/>'
        '<path d="M5.5 7h5M5.5 10h5" stroke="currentColor" stroke-width="1.4"/>'
    ),
    "ring": f'<circle cx="8" cy="8" r="6" {_LINE} stroke-width="2"/>',
    "half": (
        f'<circle cx="8" cy="8" r="6" {_LINE} stroke-width="2"/>'
        '<path d="M8 2a6 6 0 0 1 0 12Z" fill="currentColor"/>'
    ),
    "spin": f'<path d="M14 8a6 6 0 1 1-2-4.5" {_LINE} stroke-width="2.2"/>',
    "dash": '<path d="M2 8h12" stroke="currentColor" stroke-width="2.4"/>',
    "question": (
        f'<circle cx="8" cy="8" r="6.8" {_LINE} stroke-width="1.8"/>'
        '<path d="M5.8 6.2a2.2 2.2 0 1 1 3.2 2c-.8.4-1 .8-1 1.6M8 11.4v1.4"'
        f' {_LINE} stroke-width="1.7"/>'
    ),
    "out": f'<path d="M6 2H2v12h4M6 8h9M11 4l4 4-4 4" {_LINE} stroke-width="2"/>',
    "download": f'<path d="M8 1v10M3 6l5 5 5-5M2 15h12" {_LINE} stroke-width="2"/>',
    "undo": f'<path d="M6 2 2 6l4 4M2 6h8a4 4 0 0 1 0 8H6" {_LINE} stroke-width="2"/>',
}

ICON_NAMES = tuple(_SHAPES)


def icon(name: str) -> Markup:
    """Return the picture as inline SVG, at the size of the text around it.

    Raises KeyError for a name that is not in ``ICON_NAMES``.
    """
    # The shapes above are our own constants: nothing from a person reaches Markup.
    return Markup(  # noqa: S704
        '<svg class="app-icon" viewBox="0 0 16 16" aria-hidden="true"'
        f' focusable="false">{_SHAPES[name]}</svg>'
    )
