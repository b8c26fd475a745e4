"""What can be mended in a source by itself, without asking: a language, roles of tables, links by https."""

import re
from collections.abc import Callable

from app.template.lint_access import loose_tables
from app.template.markup import scan

_INSECURE = re.compile(r"(?i)http://")


def mended(source: str, code: str, line: int) -> str:
    """The source with what a finding of this code says put right; as it is where nothing can be."""
    mend = MENDS.get(code)
    return mend(source, line) if mend is not None else source


def _with_language(source: str, _: int) -> str:
    """English, for a start: it is the first thing that somebody changes."""
    for piece in scan(source):
        if piece.kind == "tag" and piece.name == "html" and not piece.closing:
            own = piece.get("lang")
            if own is not None:
                return f'{source[: own.start]}lang="en"{source[own.end :]}'
            at = piece.start + len("<html")
            return f'{source[:at]} lang="en"{source[at:]}'
    return source


def _with_roles(source: str, _: int) -> str:
    for piece in reversed(loose_tables(list(scan(source)))):
        at = piece.start + len("<table")
        source = f'{source[:at]} role="presentation"{source[at:]}'
    return source


def _with_https(source: str, line: int) -> str:
    """The links of that line."""
    lines = source.split("\n")
    if 0 < line <= len(lines):
        for piece in reversed(list(scan(lines[line - 1]))):
            own = piece.get("href")
            if own is not None and _INSECURE.match(own.value):
                at = own.value_start
                lines[line - 1] = f"{lines[line - 1][:at]}https://{lines[line - 1][at + len('http://') :]}"
    return "\n".join(lines)


MENDS: dict[str, Callable[[str, int], str]] = {
    "language-missing": _with_language,
    "role-missing": _with_roles,
    "link-insecure": _with_https,
}
"""What is done for each code, given the source and the line."""
