"""What a service raises when it will not do what was asked."""


class RuleBroken(Exception):
    """A governance rule, or a rule of good input, refuses the change.

    ``rule_id`` is that of docs/rules.md; ``field`` names the form field the page shows
    the message beside, or is empty when it concerns the whole form.
    """

    def __init__(self, rule_id: str, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.rule_id = rule_id
        self.message = message
        self.field = field


class EditConflict(Exception):
    """Someone else changed this meanwhile; both texts are kept for the person to choose.

    ``mine`` is what was sent, ``theirs`` what is stored now.
    """

    def __init__(self, message: str, *, field: str, mine: str, theirs: str) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.mine = mine
        self.theirs = theirs
