"""Regular expressions of rules as PostgreSQL reads them: the same language, where its spelling differs from RE2's.

Source: https://www.postgresql.org/docs/current/functions-matching.html#POSIX-SYNTAX-DETAILS
"""

import re

_MOST = 255
"""PostgreSQL counts a repetition no further."""
_ESCAPES = {
    "z": "\\Z",
    # As RE2 has it: without the vertical tab.
    "s": "\\t\\n\\f\\r ",
}
_NUMBERED = re.compile(r"\\x(?:\{([0-9A-Fa-f]+)\}|([0-9A-Fa-f]{2}))")
_COUNT = re.compile(r"\{(\d+)(,?)(\d*)\}")


def for_postgresql(pattern: str) -> str:
    """A pattern that `app.rules` wrote for RE2, so that PostgreSQL's `~` finds the same with it."""
    # One list of what is written so far for each group that is still open; each of its parts can be repeated.
    open_groups: list[list[str]] = [[]]
    at = 0
    while at < len(pattern):
        row = open_groups[-1]
        if pattern.startswith("(", at):
            opening = "(?:" if pattern.startswith("(?:", at) else "("
            open_groups.append([opening])
            at += len(opening)
        elif pattern[at] == ")":
            open_groups.pop()
            open_groups[-1].append("".join(row) + ")")
            at += 1
        elif (count := _COUNT.match(pattern, at)) is not None:
            row.append(_repeated(row.pop(), count))
            at = count.end()
        elif pattern[at] in "*+?":
            row.append(row.pop() + pattern[at])
            at += 1
        else:
            part, at = _class(pattern, at) if pattern[at] == "[" else _sign(pattern, at, inside=False)
            row.append(part)
    return "".join(open_groups[0])


def _class(pattern: str, at: int) -> tuple[str, int]:
    out, at = "[", at + 1
    if pattern[at] == "^":
        out, at = "[^", at + 1
    while pattern[at] != "]":
        part, at = _sign(pattern, at, inside=True)
        out += part
    return out + "]", at + 1


def _sign(pattern: str, at: int, *, inside: bool) -> tuple[str, int]:
    """One sign as PostgreSQL writes it, and where the next one begins; `inside` a class or not."""
    if (numbered := _NUMBERED.match(pattern, at)) is not None:
        # Its own \x takes as many digits as there are.
        return f"\\U{int(numbered[1] or numbered[2], 16):08x}", numbered.end()
    if pattern[at] != "\\":
        return pattern[at], at + 1
    known = _ESCAPES.get(pattern[at + 1], pattern[at : at + 2])
    return (f"[{known}]" if pattern[at + 1] == "s" and not inside else known), at + 2


def _repeated(part: str, count: "re.Match[str]") -> str:
    """A part that is repeated, written several times where it is repeated oftener than can be counted."""
    low, comma, high = count.groups()
    least = int(low)
    if max(least, int(high or 0)) <= _MOST:
        return part + count[0]
    written = _counted(part, least, "{{{}}}")
    if comma and not high:
        written += part + "*"
    elif comma:
        written += _counted(part, int(high) - least, "{{0,{}}}")
    # A group again, for what is around it repeats it as one.
    return f"(?:{written})"


def _counted(part: str, often: int, form: str) -> str:
    whole, rest = divmod(often, _MOST)
    return (part + form.format(_MOST)) * whole + (part + form.format(rest) if rest else "")
