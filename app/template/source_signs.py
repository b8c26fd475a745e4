"""The signs that a language's tags stand between, and what an editor of its source asks while somebody types.

Signs are plain text: whoever brings a language brings no regular expressions for the window.
"""

import re
from dataclasses import dataclass
from functools import cached_property

Pair = tuple[str, str]


@dataclass(frozen=True)
class Signs:
    """What merge fields, tags of logic and comments open and close with; `trim` may stand inside both."""

    fields: Pair
    logic: Pair | None = None
    comments: Pair | None = None
    trim: str = ""
    more_logic: tuple[Pair, ...] = ()
    """What else is logic, if its tags open with more than one sign."""

    def field(self, inside: str) -> str:
        """A merge field around what stands in it."""
        return f"{self.fields[0]} {inside} {self.fields[1]}"

    @cached_property
    def colours(self) -> tuple[tuple[re.Pattern[str], str], ...]:
        """What is coloured how: `field`, `logic` or `comment`; the later one wins."""
        more = (("logic", pair) for pair in self.more_logic)
        kinds = (("field", self.fields), ("logic", self.logic), *more, ("comment", self.comments))
        return tuple((re.compile(f"{re.escape(one[0])}.*?{re.escape(one[1])}"), kind) for kind, one in kinds if one)


@dataclass(frozen=True)
class Put:
    """What an editor puts in the place of what was typed of a name.

    `forward` are characters behind the cursor that are replaced too, `beyond` is how far the cursor goes on after it.
    """

    text: str
    forward: int = 0
    beyond: int = 0


_WORD = re.compile(r"[\w.:]*")


class Typing:
    """Completion of merge fields, as questions about the text before and after the cursor in its line."""

    def __init__(self, signs: Signs) -> None:
        self._signs = signs
        opens, self._closes = signs.fields
        trim = f"(?:{re.escape(signs.trim)})?" if signs.trim else ""
        shut = trim + re.escape(self._closes)
        starts = "|".join(re.escape(one[0]) for one in (signs.fields, signs.logic) if one)
        ends = "|".join(re.escape(one[1]) for one in (signs.fields, signs.logic) if one)
        self._begun = re.compile(rf"{re.escape(opens)}{trim}(\s*)(?P<word>[^\W\d][\w.:]*)?$")
        self._inside = re.compile(rf"(?:{starts})(?:(?!{ends}).)*$")
        self._goes_on = re.compile(rf"\s*(?:{shut}|[|\[(])")
        self._closed = re.compile(rf"(\s*){shut}")

    @property
    def hint(self) -> str:
        """What to type for the list of fields to open."""
        return self._signs.fields[0]

    def begun(self, before: str) -> str | None:
        """As much of a field's name as is typed in a merge field that has been begun; None where none has."""
        found = self._begun.search(before)
        return (found["word"] or "") if found else None

    def just_opened(self, before: str) -> bool:
        """Whether nothing but the sign that opens a merge field has been typed of it."""
        found = self._begun.search(before)
        return found is not None and not found[1] and not found["word"]

    def put(self, name: str, head: str, after: str) -> Put:
        """A field's name between what stands before it (`head`, without what was typed of the name) and after it, with
        the signs that are not there yet."""
        inside = self._inside.search(head)
        if not inside:
            return Put(self._signs.field(name))
        forward = rest.end() if (rest := _WORD.match(after)) else 0
        text = name if head[-1].isspace() else f" {name}"
        if not inside.group().startswith(self._signs.fields[0]):
            return Put(text, forward)
        after = after[forward:]
        if not self._goes_on.match(after):
            return Put(f"{text} {self._closes}", forward)
        braces = self._closed.match(after)
        if braces is None:
            return Put(text, forward)
        return Put(text if braces[1] else f"{text} ", forward, braces.end())
