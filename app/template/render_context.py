"""What is known of one recipient, made ready for the programs of a template."""

from typing import Any

from app.template.values import one_line


class Names(dict[str, Any]):
    """What is known of a recipient, as Jinja's code asks a context for it; a name that nobody gave is missing."""

    __slots__ = ()

    resolve_or_missing = dict.get
    # Where the code notes what a template has set, for others that extend it: there are none.
    vars = property(lambda _: {})
    exported_vars = property(lambda _: set())


def prepared_context(context: dict[str, Any]) -> Names:
    """The context with texts on one line, and blank ones missing: nothing counts as a value by being a space.

    It is for one recipient and one thread: what renders puts into it what it needs besides.
    """
    given = {
        # Most texts are what they seem, of which not even a call is to be made.
        name: value if type(value) is not str or value.isalnum() else one_line_or_none(value)
        for name, value in context.items()
    }
    # For names that are none of Python's.
    return Names(given, _all=given)


def one_line_or_none(text: str) -> str | None:
    """A text as it is in a prepared context."""
    if text.isprintable():
        return None if not text or text.isspace() else text
    # Text of nothing but control characters is as blank as spaces are.
    line = one_line(text)
    return line if line.strip() else None
