"""One rendering of one part for one recipient: what it came across, and how much work it took."""

from dataclasses import dataclass, field

from app.domain.problems import Declared, TemplateProblem
from app.template import tree as t
from app.template.language import Language

MAX_STEPS = 100_000
"""Steps that one part may take for one recipient: the rounds of its loops times what stands in them, the entries of the
lists that it writes, and a part of what its filters, comparisons and merge fields go through, by size."""

_SLICE = t.Slice(t.Name("xs"), None, t.Const(10))


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a value is printed or stood in for: the line, the expression, its field, whether it greets."""

    line: int
    source: str
    field: str
    greets: bool = False


@dataclass(slots=True)
class Run:
    """What one rendering came across; sites are numbers into `Program.sites`."""

    missing: list[int] = field(default_factory=list)
    fallbacks: list[tuple[int, str]] = field(default_factory=list)
    marks: list[tuple[str, str]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)
    steps: int = 0
    language: Language | None = None

    def spend(self, steps: int, too_much: Declared[TemplateProblem], line: int) -> None:
        """Count work; raises that problem where it is more than one recipient's email may need.

        Its value `slice`, where it has one, is a slice as the template's language writes it.
        """
        self.steps += steps
        if self.steps > MAX_STEPS:
            slice_ = self.language.write(_SLICE) if self.language else ""
            raise too_much(line=line, **({"slice": slice_} if "slice" in too_much.values else {}))
