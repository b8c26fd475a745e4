"""A line of a template as it is read in a list: `[first name], the autumn table is laid`, and no tags."""

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages import FIRST_LANGUAGE, language_of


def gist(source: str, language: str = FIRST_LANGUAGE) -> str:
    """Fields by their names, and of each choice and loop the first way; a source with a mistake as it stands."""
    try:
        found = language_of(language).parse(source)
    except TemplateProblem:
        return source
    return " ".join(_said(found.body).split())


def _said(nodes: tuple[t.Node, ...]) -> str:
    return "".join(_of(node) for node in nodes)


def _of(node: t.Node) -> str:
    if isinstance(node, t.Text):
        return node.data
    if isinstance(node, t.Output):
        return _field(node.expr)
    if isinstance(node, t.If):
        return _said(node.branches[0].body)
    return _said(node.body) if isinstance(node, t.For) else ""


def _field(expr: t.Expr) -> str:
    path = next((path for one in t.subexpressions(expr) if (path := t.path_of(one))), "")
    return f"[{path.replace('.', ' ').replace('_', ' ')}]" if path else "[…]"
