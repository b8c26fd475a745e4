"""What Jinja's parser has against a template, in a marketer's words: where it is, what is wrong, what to write."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jinja2 import TemplateSyntaxError

from app.domain.problems import TemplateProblem
from app.template.languages.jinja import problems

CONSTRUCT = re.compile(r"\{#.*?(?:#\}|\Z)|\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)", re.DOTALL)
_TAG = re.compile(r"\{%[-+]?\s*(\w*)\s*(.*?)\s*[-+]?(?:%\}|\Z)", re.DOTALL)
_ENDS = {"endif": "if", "endfor": "for", "endraw": "raw"}
_TAGS = "Known are if, elif, else, for and set."

_TRIED = 50
"""How many tags and merge fields of a line are tried one by one to find the wrong one."""

_SIGNS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "end of template": "the end",
}

# The first that fits is told: what is special stands before what is general.
_SAID: tuple[tuple[str, str, str], ...] = (
    (
        r"unexpected char '[#/&^]'",
        "“{{{{#”, “{{{{/” and the like are Handlebars",
        "In Jinja it is {% if … %} … {% endif %}.",
    ),
    (r"unexpected char '[‘’“”]'", "A curly quote cannot stand there", "Use straight quotes."),
    (r"unexpected char [\"']['\"]", "A quote is opened and not closed", "Close it before the braces end."),
    (
        r"unexpected char '(.*)'",
        "“{0}” cannot stand there",
        "Only names, text in quotes, numbers and operators can stand there.",
    ),
    (r"[Ee]nd of template.*expected 'end of print", "A merge field is opened and not closed", "Close it with }}}}."),
    (r"[Ee]nd of template.*expected 'end of statement", "A tag is opened and not closed", "Close it with %}."),
    (
        r"[Uu]nexpected end of template.*to be closed is '(\w+)'",
        "The {0} that begins there is not closed",
        "Close it with {{% end{0} %}}.",
    ),
    (r"unknown tag '(else\s?if|elsif)'", "There is no tag “{0}”", "Write {% elif … %}."),
    (r"unknown tag 'end'", "There is no tag “end”", "Write {% endif %} or {% endfor %}."),
    (
        r"unknown tag '(endif|endfor|else|elif)'",
        "There is no open if or for that “{0}” could belong to",
        "Take it out, or open one before it.",
    ),
    (r"unknown tag '(.*?)'", "There is no tag “{0}”", _TAGS),
    (r"[Tt]ag name expected", "A tag has no name", _TAGS),
    (r"[Mm]issing end of comment", "A comment is opened and not closed", "Close it with #}."),
    (r"[Mm]issing end of raw", "A {% raw %} is not closed", "Close it with {% endraw %}."),
    (
        r"Expected an expression, got 'end",
        "There is nothing between the braces",
        "Name a merge field, as in {{ first_name }}.",
    ),
    (r"got '='", "“=” gives a value", "Compare with two equals signs, as in {% if a == b %}."),
    (
        r"unexpected '}'|got '}'",
        "“}” cannot stand there",
        "Close a merge field with two braces, as in {{ first_name }}.",
    ),
    (r"unexpected 'end of|got 'end of", "Something is missing before its end", "Finish it, or take it out."),
    (r"unexpected '(.*)'|got '(.*)'", "“{0}” cannot stand there", "Take it out, or put it in quotes."),
)
"""What Jinja says, what that means, and what to write."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """One tag or merge field of the source, with its offset."""

    start: int
    text: str

    @property
    def tag(self) -> tuple[str, str]:
        """Name and the rest of a tag; empty for anything else."""
        found = _TAG.match(self.text)
        return (found.group(1), found.group(2)) if found else ("", "")


def syntax_problem(error: TemplateSyntaxError, source: str, fails: Callable[[str], bool]) -> TemplateProblem:
    """The problem with line and column. `fails` says of a tag or merge field alone whether it cannot be read."""
    message = (error.message or "it means nothing").rstrip(".")
    why, remedy = _said(message)
    line, column = _place(message, error.lineno, source, fails)
    return problems.SYNTAX(line=line, column=column, why=why, remedy=remedy)


def _said(message: str) -> tuple[str, str]:
    for pattern, why, remedy in _SAID:
        found = re.search(pattern, message, re.IGNORECASE | re.DOTALL)
        if found:
            what = next((each for each in found.groups() if each), "")
            what = _SIGNS.get(what, what).replace("\0", "U+0000")
            return _filled(why, what), _filled(remedy, what)
    return message[:1].upper() + message[1:], "Look at that line."


def _filled(text: str, what: str) -> str:
    # Only what has a place for it, or braces written twice, is a format: Jinja's own `{% … %}` would break one.
    return text.format(what) if "{0}" in text or "{{{{" in text or "}}}}" in text else text


def _place(message: str, line: int, source: str, fails: Callable[[str], bool]) -> tuple[int, int]:
    """Line and column, from 1, of what is wrong."""
    # Jinja counts lines and places once all ends of lines are one sign.
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    stated = re.search(r" at (\d+)$", message)
    if stated:
        return position(text, int(stated.group(1)))
    if "to be closed is" in message and (opened := _unclosed(text)) is not None:
        return position(text, opened)
    line = min(line, text.count("\n") + 1)
    return line, column_of(text, line, fails)


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def column_of(source: str, line: int, fails: Callable[[str], bool]) -> int:
    """The column of the first tag or merge field on that line that cannot be read by itself, else of the first."""
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    starts = [0, *(found.end() for found in re.finditer("\n", text))]
    found = [piece for piece in _pieces(text) if bisect_right(starts, piece.start) == line]
    wrong = next((piece for piece in found[:_TRIED] if fails(_alone(piece))), found[0] if found else None)
    return 1 if wrong is None else wrong.start - starts[line - 1] + 1


def _pieces(text: str) -> Iterator[_Piece]:
    return (_Piece(found.start(), found.group()) for found in CONSTRUCT.finditer(text))


def _alone(piece: _Piece) -> str:
    """The piece as a template of its own: a condition closed, an `else` without its `if` nothing at all."""
    name, rest = piece.tag
    if name in ("if", "elif"):
        return f"{{% if {rest} %}}{{% endif %}}"
    if name == "for":
        return f"{piece.text}{{% endfor %}}"
    return "" if name in _ENDS or name in ("else", "raw") else piece.text


def _unclosed(text: str) -> int | None:
    """Where the innermost `if` or `for` begins that is not closed."""
    opened: list[tuple[str, int]] = []
    for piece in _pieces(text):
        name, _ = piece.tag
        if name in ("if", "for"):
            opened.append((name, piece.start))
        elif opened and _ENDS.get(name) == opened[-1][0]:
            opened.pop()
    return opened[-1][1] if opened else None
