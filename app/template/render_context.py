"""What is known of one recipient, made ready for the programs of a template."""

from typing import Any

from app.template.values import one_line


def prepared_context(context: dict[str, Any]) -> dict[str, Any]:
    """The context with texts on one line, and blank ones missing: nothing counts as a value by being a space.

    It is for one recipient and one thread: what renders puts into it what it needs besides.
    """
    given = {name: one_line_or_none(value) if type(value) is str else value for name, value in context.items()}
    # For names that are none of Python's.
    return {**given, "_all": given}


def one_line_or_none(text: str) -> str | None:
    """A text as it is in a prepared context."""
    if text.isprintable():
        return None if not text or text.isspace() else text
    # Text of nothing but control characters is as blank as spaces are.
    line = one_line(text)
    return line if line.strip() else None


class Names:
    """All that Jinja's code asks of a context of its own; a name that nobody gave is None, which is missing."""

    __slots__ = ("exported_vars", "resolve_or_missing", "vars")

    def __init__(self, given: dict[str, Any]) -> None:
        self.resolve_or_missing = given.get
        self.vars: dict[str, Any] = {}
        self.exported_vars: set[str] = set()
