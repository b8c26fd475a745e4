"""Liquid, a stated subset of it, as Shopify has it and most ESPs know it.

In it everything is true but what is missing or false: 0 is, and so is a text with nothing in it.
"""

from app.template import tree as t
from app.template.language import Language
from app.template.languages.liquid import parser
from app.template.source_signs import Signs


class Liquid(Language):
    """Liquid."""

    name = "liquid"
    title = "Liquid"
    signs = Signs(("{{", "}}"), ("{%", "%}"), None, trim="-")
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
        """The expression in Liquid's words."""
        return ""

    def holds(self, expr: t.Expr) -> t.Expr:
        """Neither missing nor false."""
        known = t.Test(expr, "defined", (), expr.line)
        return t.Binary("and", known, t.Compare(expr, (("!=", t.Const(False, expr.line)),), expr.line), expr.line)


LANGUAGE = Liquid()
