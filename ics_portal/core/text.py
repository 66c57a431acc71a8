"""Typed words without what cannot be seen: the one place that says what that is.

Signs that turn the direction of writing make a title, a name or a file read as another
(source: Unicode Standard Annex 9 and Technical Report 36); signs without width make two
that look the same differ.
"""

from __future__ import annotations

import re

_TURNS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_NO_WIDTH = "\u00ad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffb"
_TAGS = "\U000e0000-\U000e007f"
_HIDDEN = re.compile(f"[{_TURNS}{_NO_WIDTH}{_TAGS}]")

# The joiners belong to the spelling of several languages and to some signs, never to our
# own letters: they stay between two characters that are both past the Latin ones.
_FOREIGN = "[\u0300-\u1fff\u2100-\U000dffff]"
_JOINER = re.compile(f"(?<!{_FOREIGN})[\u200c\u200d]|[\u200c\u200d](?!{_FOREIGN})")


def visible(text: str) -> str:
    """The text less every sign that turns the writing or has no width."""
    return _JOINER.sub("", _HIDDEN.sub("", text))
