"""The regular expressions that a rule may use, written out so that they mean the same on every engine.

Allowed are literals, classes, `. * + ? {m,n} | ( ) ^ $`. The pattern is rewritten without flags: each letter
becomes the class of its cases, `.` any character but a line feed, `^` and `$` the ends of the whole text, and
`\\d`, `\\w`, `\\s` their ASCII classes. What comes out is read alike by RE2, PCRE and Java.
"""

import functools
import unicodedata

from app.rules import problems

_MOST_REPEATS = 1000  # RE2 refuses more, nested ones multiplied
_CLASSES = {
    "d": [(48, 57)],
    "w": [(48, 57), (65, 90), (95, 95), (97, 122)],
    "s": [(9, 13), (32, 32)],
}
_CONTROL = {"n": "\n", "r": "\r", "t": "\t", "f": "\f", "v": "\v"}
_SPECIAL = set("\\.*+?{}|()^$[]")
_ANY = "[^\\n]"

Ranges = list[tuple[int, int]]


def rewritten(pattern: str, *, case: bool) -> str:
    """The pattern in its engine-neutral form; raises PatternProblem for anything that is not allowed."""
    return _Reader(unicodedata.normalize("NFC", pattern), case).read()


class _Reader:
    """A recursive-descent reader that writes the neutral form as it goes."""

    def __init__(self, text: str, case: bool) -> None:
        self.text = text
        self.case = case
        self.at = 0

    def read(self) -> str:
        out, _ = self._choice()
        if self.at < len(self.text):
            raise problems.UNOPENED(look=self._here())
        return out

    def _here(self) -> str:
        return f"Look at character {self.at + 1} of the pattern"

    def _peek(self) -> str:
        return self.text[self.at] if self.at < len(self.text) else ""

    def _take(self) -> str:
        found = self._peek()
        self.at += 1
        return found

    def _choice(self) -> tuple[str, int]:
        # With each piece goes how often what is in it is counted out at most, inner times outer.
        parts = [self._row()]
        while self._peek() == "|":
            self.at += 1
            parts.append(self._row())
        return "|".join(out for out, _ in parts), max(most for _, most in parts)

    def _row(self) -> tuple[str, int]:
        out, most = "", 1
        while self._peek() not in ("", "|", ")"):
            piece, repeats = self._piece()
            out, most = out + piece, max(most, repeats)
        return out, most

    def _piece(self) -> tuple[str, int]:
        atom, repeats, can_repeat = self._atom()
        count = self._quantifier()
        if not count:
            return atom, repeats
        if not can_repeat:
            raise problems.REPEATED_END(look=self._here())
        if self._peek() in ("*", "+", "?", "{"):
            raise problems.REPEATED_TWICE()
        repeats *= self._most(count)
        if repeats > _MOST_REPEATS:
            raise problems.REPEATED_TOO_OFTEN(most=_MOST_REPEATS)
        return atom + count, repeats

    @staticmethod
    def _most(count: str) -> int:
        # `*` and `+` count as one: RE2 bounds what is counted out.
        numbers = [int(part) for part in count.strip("{}*+?").split(",") if part]
        return max([*numbers, 1])

    def _quantifier(self) -> str:
        if self._peek() in ("*", "+", "?"):
            return self._take()
        if self._peek() != "{":
            return ""
        end = self.text.find("}", self.at)
        inside = self.text[self.at + 1 : end] if end > 0 else ""
        low, comma, high = inside.partition(",")
        right = low.isascii() and low.isdigit() and (not high or (high.isascii() and high.isdigit()))
        if not right or (high and int(high) < int(low)):
            raise problems.HOW_OFTEN(look=self._here())
        self.at = end + 1
        return "{" + str(int(low)) + comma + (str(int(high)) if high else "") + "}"

    def _atom(self) -> tuple[str, int, bool]:
        char = self._take()
        if char == "(":
            return self._group()
        if char == "[":
            return self._class(), 1, True
        if char == ".":
            return _ANY, 1, True
        if char in "^$":
            # Whatever flags an engine sets by itself, these are never the ends of a line.
            return ("\\A" if char == "^" else "\\z"), 1, False
        if char in "*+?{}]":
            raise problems.NOTHING_TO_REPEAT(sign=char)
        if char == "\\":
            return self._escaped(), 1, True
        return self._literal(char), 1, True

    def _group(self) -> tuple[str, int, bool]:
        if self._peek() == "?":
            raise problems.NO_FLAGS()
        out, most = self._choice()
        if self._take() != ")":
            raise problems.UNCLOSED()
        return f"(?:{out})", most, True

    def _escaped(self) -> str:
        char = self._take()
        if char.lower() in _CLASSES:
            ranges = _CLASSES[char.lower()]
            return _written(ranges, negated=char.isupper())
        if char in _CONTROL:
            return self._literal(_CONTROL[char])
        if not char or char.isalnum():
            raise problems.NO_ESCAPE(sign=char)
        return self._literal(char)

    def _literal(self, char: str) -> str:
        ranges = self._cased([(ord(char), ord(char))])
        return _sign(ord(char)) if len(ranges) == 1 and ranges[0][0] == ranges[0][1] else _written(ranges)

    def _cased(self, ranges: Ranges) -> Ranges:
        if self.case:
            return ranges
        points = {point for low, high in ranges for point in range(low, high + 1)}
        return _merged(points | {other for point in points for other in _cases().get(point, ())})

    def _class(self) -> str:
        negated = self._peek() == "^"
        self.at += negated
        ranges: Ranges = []
        while self._peek() != "]" or not ranges:
            if not self._peek():
                raise problems.CLASS_UNCLOSED()
            ranges += self._class_part()
        self.at += 1
        return _written(self._cased(ranges), negated=negated)

    def _class_part(self) -> Ranges:
        if self.text.startswith("[:", self.at):
            raise problems.NAMED_CLASS()
        low = self._class_sign()
        if isinstance(low, list):
            return low
        # A dash before the closing bracket stands for itself, as does a bracket that comes first.
        if self._peek() != "-" or self.text[self.at + 1 : self.at + 2] in ("]", ""):
            return [(low, low)]
        self.at += 1
        high = self._class_sign()
        if isinstance(high, list) or high < low:
            raise problems.BACKWARDS(look=self._here())
        return [(low, high)]

    def _class_sign(self) -> int | Ranges:
        char = self._take()
        if char != "\\":
            return ord(char)
        char = self._take()
        if char in _CLASSES:
            return list(_CLASSES[char])
        if char in _CONTROL:
            return ord(_CONTROL[char])
        if not char or char.isalnum():
            raise problems.NO_ESCAPE_IN_CLASS(sign=char, look=self._here())
        return ord(char)


def _sign(point: int) -> str:
    char = chr(point)
    # In classes, other engines read &&, ~~ and -- as operations on sets.
    if char in _SPECIAL or char in "-&~#":
        return "\\" + char
    return f"\\x{point:02x}" if point < 32 or point == 127 else char


def _written(ranges: Ranges, *, negated: bool = False) -> str:
    inside = "".join(_sign(low) if low == high else f"{_sign(low)}-{_sign(high)}" for low, high in ranges)
    return f"[{'^' if negated else ''}{inside}]"


def _merged(points: set[int]) -> Ranges:
    ranges: Ranges = []
    for point in sorted(points):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1] = (ranges[-1][0], point)
        else:
            ranges.append((point, point))
    return ranges


@functools.cache
def _cases() -> dict[int, tuple[int, ...]]:
    """For each character that has other cases, all characters that fold to the same text."""
    folds: dict[str, list[int]] = {}
    for point in range(0x1F000):  # no cased script lies beyond
        if not 0xD800 <= point < 0xE000:
            folds.setdefault(chr(point).casefold(), []).append(point)
    return {point: tuple(same) for same in folds.values() if len(same) > 1 for point in same}
