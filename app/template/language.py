"""A language that templates are written in: from source to the tree, and from the tree back to what the marketer reads.

What a template means is said by its tree alone (`tree`, `values`, `filters`): a language brings its own meaning to
the tree's terms when it reads, so that the renderer, the lint and the dialects need to know none.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

from app.domain.problems import TemplateProblem
from app.template import problems
from app.template import tree as t
from app.template.source_signs import Signs, Typing
from app.template.truth import conditions_as


@dataclass(frozen=True)
class Mended:
    """A line with a fallback put in, and where the words stand that are to be looked over (characters)."""

    line: str
    start: int
    end: int


class Language(ABC):
    """One language. `name` is how templates keep it and the command line asks for it, `title` what people call it."""

    name = ""
    title = ""
    signs: Signs
    """What its tags stand between."""
    hints: Mapping[str, str] = {}
    """By merge field or by type, in a few words, how such a value is best written in it."""

    @abstractmethod
    def read(self, source: str) -> t.Tree:
        """The tree of a source, each condition as it was written.

        Raises TemplateProblem in the words of the language, with line and column and what to write instead. Names are
        canonical (`fields.canonical`), calls are of our filters and tests (`filters.check_call`), and whatever would
        take long to read is refused (see `languages/jinja/parser.py` for the bounds).
        """

    @abstractmethod
    def write(self, expr: t.Expr) -> str:
        """The expression as source; reading it again gives an equal tree."""

    def compose(self, tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
        """The source of a tree whose conditions are in the tree's own terms, from whatever language it came.

        What this language has no words for is added to `told`, each with the line of the tree; the rest is written all
        the same. `texts` are the fields that are known to hold text, of which much can be asked in fewer words.
        """
        told.append(problems.NOT_WRITTEN(title=self.title))
        return ""

    def holds(self, expr: t.Expr) -> t.Expr:
        """What the tree asks, for the expression to count as true in this language; the tree's own truth, unless said
        otherwise: Liquid's 0 and "" are true, so there it is that the value is not missing and not false."""
        return expr

    def parse(self, source: str) -> t.Tree:
        """The tree of a source, its conditions in the tree's own terms; raises TemplateProblem."""
        tree = self.read(source)
        return tree if type(self).holds is Language.holds else conditions_as(tree, self.holds)

    def output(self, expr: t.Expr) -> str:
        """The merge field that prints the expression, as it is written in a text."""
        return self.signs.field(self.write(expr))

    def renamed(self, source: str, names: Mapping[str, str]) -> str:
        """The source with these names of fields replaced, where they stand as names; as it is where it cannot tell."""
        return source

    def with_fallback(self, line: str) -> Mended | None:
        """The line with a fallback for its first merge field that has none; None where there is none to mend."""
        return None

    @cached_property
    def typing(self) -> Typing:
        """What an editor asks while somebody types in it."""
        return Typing(self.signs)
