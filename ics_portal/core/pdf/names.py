"""Sets of names, written the way the PDF standard lists them."""


def names(words: str) -> frozenset[str]:
    """``names("/A /B")`` is the set of "/A" and "/B"."""
    return frozenset(words.split())
