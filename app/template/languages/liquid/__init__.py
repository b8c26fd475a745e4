"""Liquid, a stated subset of it, as Shopify has it and most ESPs know it.

In it everything is true but what is missing or false: 0 is, and so is a text with nothing in it.
"""

from collections.abc import Collection, Mapping

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.language import Language, Mended
from app.template.languages.liquid import composing, editing, parser
from app.template.languages.liquid.writing import Words
from app.template.reading.composing import CannotSay
from app.template.source_signs import Signs


class Liquid(Language):
    """Liquid."""

    name = "liquid"
    title = "Liquid"
    signs = Signs(("{{", "}}"), ("{%", "%}"), ("{% comment %}", "{% endcomment %}"), trim="-")
    hints = {
        "today": "the day, | date: '%-d %B'",
        "amount": "as 12.50, | money as £12.50",
        "date": "as 2026-08-31, | date: '%-d %B'",
        "boolean": "for {% if … %}",
        "list": "with commas, or {% for … %}",
    }

    def read(self, source: str) -> t.Tree:
        """The tree, by our own parser."""
        return parser.parse(source)

    def write(self, expr: t.Expr) -> str:
        """The expression in Liquid's words; the field that it asks for, where only a source can say it."""
        words = Words()
        for say in (words.chain, words.condition):
            try:
                return say(expr)
            except CannotSay:
                continue
        names = (each.name for each in t.subexpressions(expr) if isinstance(each, t.Name))
        return t.path_of(expr) or next(names, "…")

    def compose(self, tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
        """The source of a tree, with assigns where Liquid needs them."""
        return composing.composed(tree, told, texts)

    def holds(self, expr: t.Expr) -> t.Expr:
        """Neither missing nor false."""
        known = t.Test(expr, "defined", (), expr.line)
        return t.Binary("and", known, t.Compare(expr, (("!=", t.Const(False, expr.line)),), expr.line), expr.line)

    def renamed(self, source: str, names: Mapping[str, str]) -> str:
        """Names within tags and merge fields, outside of quotes, comments and what stands raw."""
        return editing.renamed(source, names)

    def with_fallback(self, line: str) -> Mended | None:
        """A `default: …` before any other filter of the field."""
        return editing.with_fallback(line)


LANGUAGE = Liquid()
