"""Handlebars, a stated subset of it, as many ESPs and the articles write it; sections of Mustache with it.

In it nothing counts that is missing, false, 0, or a text or list with nothing in it, as in the tree.
"""

from collections.abc import Collection, Mapping

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.language import Language, Mended
from app.template.languages.handlebars import composing, editing, parser
from app.template.languages.handlebars.writing import Words
from app.template.reading.composing import CannotSay
from app.template.source_signs import Signs


class Handlebars(Language):
    """Handlebars."""

    name = "handlebars"
    title = "Handlebars"
    signs = Signs(
        ("{{", "}}"),
        ("{{#", "}}"),
        ("{{!", "}}"),
        trim="~",
        more_logic=(("{{/", "}}"), ("{{^", "}}"), ("{{else", "}}")),
    )
    hints = {
        "today": "the day, {{date today '%-d %B'}}",
        "amount": "as 12.50, {{money revenue}} as £12.50",
        "date": "as 2026-08-31, {{date … '%-d %B'}}",
        "boolean": "for {{#if …}}",
        "list": "with commas, or {{#each …}}",
    }

    def read(self, source: str) -> t.Tree:
        """The tree, by our own parser."""
        return parser.parse(source)

    def write(self, expr: t.Expr) -> str:
        """The expression in Handlebars' words; the field that it asks for, where there are none for it."""
        try:
            said = Words().value(expr)
        except CannotSay:
            names = (each.name for each in t.subexpressions(expr) if isinstance(each, t.Name))
            return t.path_of(expr) or next(names, "…")
        return said[1:-1] if said.startswith("(") else said

    def output(self, expr: t.Expr) -> str:
        """The mustache that prints the expression."""
        return self.signs.field(f"string {self.write(expr)}" if isinstance(expr, t.Const) else self.write(expr))

    def compose(self, tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
        """The source of a tree, its variables replaced by what they stand for."""
        return composing.composed(tree, told, texts)

    def renamed(self, source: str, names: Mapping[str, str]) -> str:
        """Names within mustaches, outside of quotes, comments and what is escaped."""
        return editing.renamed(source, names)

    def with_fallback(self, line: str) -> Mended | None:
        """A `default` with words."""
        return editing.with_fallback(line)


LANGUAGE = Handlebars()
