"""Jinja2, a stated subset of it: the language that templates are written in unless they say otherwise.

What it means by true is what the tree means; how it reads is `parser`, how it writes `expression_text`, what it has
against a source `syntax`.
"""

from collections.abc import Collection, Mapping

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.language import Language, Mended
from app.template.languages.jinja import composing, editing, parser
from app.template.languages.jinja.expression_text import source_of
from app.template.source_signs import Signs


class Jinja(Language):
    """Jinja2."""

    name = "jinja"
    title = "Jinja2"
    signs = Signs(("{{", "}}"), ("{%", "%}"), ("{#", "#}"), trim="-")
    hints = {
        "today": "the day, | date('%-d %B')",
        "amount": "as 12.50, | money as £12.50",
        "date": "as 2026-08-31, | date('%-d %B')",
        "boolean": "for {% if … %}",
        "list": "with commas, or {% for … %}",
    }

    def read(self, source: str) -> t.Tree:
        """The tree, by Jinja's own parser."""
        return parser.parse(source)

    def write(self, expr: t.Expr) -> str:
        """The expression in Jinja's words."""
        return source_of(expr)

    def compose(self, tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
        """The source of a tree."""
        return composing.composed(tree, told, texts)

    def renamed(self, source: str, names: Mapping[str, str]) -> str:
        """Names within tags and merge fields, outside of quotes, comments and what stands raw."""
        return editing.renamed(source, names)

    def with_fallback(self, line: str) -> Mended | None:
        """A `default(…, true)` before any other filter of the field."""
        return editing.with_fallback(line)


LANGUAGE = Jinja()
