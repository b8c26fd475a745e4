"""What stands in the way of writing a tree in a language."""


class CannotSay(Exception):
    """Raised for what a language has no words for: what it is, as a sentence goes on with it, and its line."""

    def __init__(self, what: str, line: int = 0) -> None:
        super().__init__(what)
        self.what, self.line = what, line
