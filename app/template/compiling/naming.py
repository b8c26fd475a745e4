"""What a computed column is called, and what it is told to come from."""

import re

from app.template import tree as t
from app.template.language import Language
from app.template.links import PART, WHOLE


def named(node: t.Output, language: Language) -> tuple[str, str]:
    """What the column of an output holds, and a readable name for it."""
    wish = _wish(node.expr)
    if not node.encode:
        return language.write(node.expr), wish
    wish = f"{wish.removesuffix('_text')}_link" if wish.endswith("_text") else wish
    if node.encode == PART:
        return language.write(t.Filter(node.expr, "urlencode")), wish
    # Each way to encode has a column of its own: they differ for one value.
    where = "as it begins a link" if node.encode == WHOLE else "as it stands in a link behind mailto: or tel:"
    return f"{language.write(node.expr)}, {where}", wish


def _wish(expr: t.Expr) -> str:
    for each in t.subexpressions(expr):
        match each:
            # As the rounds of a loop that is written out ask for it.
            case t.Attr(t.Item(t.Name(name), t.Const(int(index))), part) if index >= 0:
                return _slug(f"{name}_{index + 1}_{part}")
    names = [each.name for each in t.subexpressions(expr) if isinstance(each, (t.Name, t.Attr))]
    # The part comes before its owner here: of `a.b` first `b`.
    slug = _slug("_".join(reversed(names[:2])))
    return f"{slug}_text" if slug else "computed_text"


def wish_for_test(asked: list[t.Expr]) -> str:
    """`recommendations_2` for whether there is a second one, as each round of a loop asks."""
    match asked:
        case [t.Compare(t.Filter(t.Name(name), "length"), ((">", t.Const(int(index))),))] if index >= 0:
            return _slug(f"{name}_{index + 1}")
    return "choice"


def _slug(name: str) -> str:
    return re.sub(r"\W+", "_", name).strip("_").lower()


def head(node: t.Node, language: Language) -> str:
    """What a column of a whole block is told to come from."""
    match node:
        case t.If(branches):
            return " / ".join(language.write(each.test) for each in branches if each.test is not None)
        case t.For(target, over):
            return f"for {target} in {language.write(over)}"
        case t.Output(expr):
            return language.write(expr)
        case t.Text(data):
            return data.strip()[:40]
    return ""
