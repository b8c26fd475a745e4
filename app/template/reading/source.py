"""A source as it is read: checked before, its places told by line and column, and what is made of it counted."""

import re
from bisect import bisect_right
from functools import cached_property

from app.domain.background import tick
from app.domain.problems import Declared, TemplateProblem
from app.template.reading import problems

MAX_SOURCE = 1_000_000
"""Characters of one part of a template; a longer one is refused."""
MAX_NODES = 10_000
"""Fields, conditions and operations of one part: more than any email has, and few enough to be read in a moment."""
MAX_DEPTH = 60
"""Values inside one another: each walk over a tree takes several frames of Python's stack for one."""
MAX_NESTING = 12
"""Conditions and loops inside one another; Python's compiler gives up at 20 loops."""

# Private characters stand for constructs when HTML is worked on, and control characters mark lines of the text part.
_RESERVED = re.compile("[\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")


class Source:
    """The text of one part of a template; raises TemplateProblem where it is none that can be read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._depth = self._nesting = self._count = 0
        if len(text) > MAX_SOURCE:
            raise problems.SOURCE_TOO_LONG()
        found = _RESERVED.search(text)
        if found:
            kind = "control" if found.group() < " " else "private-use"
            raise self.problem(problems.HIDDEN_CHARACTER, found.start(), kind=kind)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", self.text))]

    def line(self, offset: int) -> int:
        """The line of an offset, from 1."""
        return bisect_right(self._starts, offset)

    def problem(self, declared: Declared[TemplateProblem], offset: int, **values: object) -> TemplateProblem:
        """That problem at an offset, with line and column."""
        return declared(line=self.line(offset), column=self.column(offset), **values)

    def column(self, offset: int) -> int:
        """The place of an offset in its line, from 1."""
        return offset - self._starts[self.line(offset) - 1] + 1

    def count(self, offset: int) -> None:
        """One more thing was made of the source; raises TemplateProblem where they are too many."""
        tick()
        self._count += 1
        if self._count > MAX_NODES:
            raise self.problem(problems.TOO_MANY, offset)

    def deeper(self, offset: int) -> "_Level":
        """A context in which one value inside another is read; raises TemplateProblem."""
        self.count(offset)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self.problem(problems.TOO_DEEP, offset)
        return _Level(self, "_depth")

    def nested(self, offset: int) -> "_Level":
        """A context in which the body of a condition or loop is read; raises TemplateProblem."""
        self._nesting += 1
        if self._nesting > MAX_NESTING:
            raise self.problem(problems.TOO_DEEP, offset)
        return _Level(self, "_nesting")

    def leave(self, what: str) -> None:
        """The end of such a context."""
        setattr(self, what, getattr(self, what) - 1)


class _Level:
    """A level that ends with its `with`."""

    def __init__(self, source: Source, what: str) -> None:
        self._source, self._what = source, what

    def __enter__(self) -> None:
        """Entered when it was made."""

    def __exit__(self, *_: object) -> None:
        self._source.leave(self._what)
