"""A tool's own way of writing merge fields, from which templates are brought over.

Its tags are written anew as Jinja2, tag by tag and line by line, so that the tree can be read from that; a tag that
has no counterpart stays in the text as it is, and is told with its line.
"""

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field

RAW = re.compile(r"\{\{|\{%|\{#|\{\Z")
"""Text that Jinja2 would take for a tag, or for the beginning of one."""


@dataclass(frozen=True, slots=True)
class Untold:
    """What could not be converted: where, and what stands there or is wrong with it."""

    part: str
    line: int
    message: str


class Origin(ABC):
    """One tool. `name` is how the command line asks for it, `title` what people call it."""

    name = ""
    title = ""
    tag: re.Pattern[str]
    """All of its tags, one match each."""
    own: re.Pattern[str]
    """What stands in its templates alone."""

    def writes(self, source: str) -> bool:
        """Whether the source holds tags that are this tool's alone."""
        return self.own.search(source) is not None

    @abstractmethod
    def instead(self, tag: str, blocks: "Blocks") -> str | None:
        """The tag in Jinja2; None where it has no counterpart. A block's tags keep `blocks` up to date."""

    def rewritten(self, source: str, part: str, told: list[Untold]) -> str:
        """The source as Jinja2; what has no counterpart is added to `told`."""
        made: list[str] = []
        at, blocks = 0, Blocks()
        for found in self.tag.finditer(source):
            made.append(as_text(source[at : found.start()], found.group()))
            said = self.instead(found.group(), blocks)
            if said is None:
                line = source.count("\n", 0, found.start()) + 1
                gist = " ".join(found.group().split())
                told.append(Untold(part, line, f"“{gist[:60]}” has no counterpart, and stays as it is"))
                said = as_text(found.group(), "{")
            made.append(said)
            at = found.end()
        return "".join([*made, as_text(source[at:], "")])


def as_text(text: str, follower: str) -> str:
    """A text of the tool's, so written that Jinja2 sees no tag in it; `follower` is what stands behind it."""
    if RAW.search(text) is None and not (text.endswith("{") and follower):
        return text
    return f"{{% raw %}}{text}{{% endraw %}}"


@dataclass
class Blocks:
    """The blocks that are open, the innermost last: how each ends in Jinja2, or None where it stays as it is."""

    open: list[str | None] = field(default_factory=list)

    def begin(self, said: str | None, end: str) -> str | None:
        """A block that begins with that; what it is in Jinja2."""
        self.open.append(end if said is not None else None)
        return said

    def between(self, said: str | None) -> str | None:
        """A tag between the beginning and the end of the innermost block."""
        return said if self.open and self.open[-1] is not None else None

    def end(self) -> str | None:
        """The end of the innermost block; None where it stays as it is."""
        return self.open.pop() if self.open else None


def quoted(text: str) -> str:
    """A text as a literal of Jinja2."""
    escaped = text.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
