"""What is said when a file cannot be taken, or cannot be turned into PDF."""

from ics_portal.core.errors import RuleBroken


class RefusedFile(RuleBroken):
    """The file is not taken, and nothing of it is kept.

    The message is a sentence for the person who chose the file: what is wrong, and what
    to do about it. Being a RuleBroken, it is shown beside its field and answered 400.
    """

    def __init__(self, message: str, *, field: str = "file") -> None:
        super().__init__("UPLOAD", message, field=field)


class StorageFull(RefusedFile):
    """There is no room on the disk; the half-written file has been removed."""


class ConversionFailed(Exception):
    """The file is kept as it came, but no PDF could be made of it.

    ``sentence`` says what happened and ``cure`` what a person can do about it.
    ``is_final`` where the same file would fail however often it is tried.
    """

    def __init__(self, sentence: str, cure: str, *, is_final: bool = False) -> None:
        super().__init__(f"{sentence} {cure}")
        self.sentence = sentence
        self.cure = cure
        self.is_final = is_final
