"""A tree written as a source in Jinja2, whatever language it came from."""

import re
from collections.abc import Collection

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.languages.jinja import problems
from app.template.languages.jinja.expression_text import source_of
from app.template.reading.simpler import simpler

_CONSTRUCT = re.compile(r"\{\{|\{%|\{#|\{\Z")
_WORDS = frozenset("and or not in is if else true false none True False None loop".split())


def composed(tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
    """The source of the tree; what Jinja2 cannot say is added to `told`."""
    for node in t.walk(tree.body):
        name = node.name if isinstance(node, t.Set) else node.target if isinstance(node, t.For) else ""
        if name in _WORDS:
            told.append(problems.CANNOT_WRITE(line=node.line, what=f"a variable called “{name}”"))
    made = _body(simpler(tree, texts).body)
    # Jinja2 takes one end of line off the end of a source.
    return made + "\n" if made.endswith("\n") else made


def _body(nodes: tuple[t.Node, ...]) -> str:
    return "".join(map(_node, nodes))


def _node(node: t.Node) -> str:
    match node:
        case t.Text(data):
            return _text(data)
        case t.Output(expr):
            return f"{{{{ {source_of(expr)} }}}}"
        case t.If(branches):
            return _if(branches)
        case t.For(target, over, keep, body, otherwise):
            some = f" if {source_of(keep)}" if keep is not None else ""
            head = f"{{% for {target} in {_one(over)}{some} %}}{_body(body)}"
            return head + (f"{{% else %}}{_body(otherwise)}" if otherwise else "") + "{% endfor %}"
        case t.Set(name, expr):
            return f"{{% set {name} = {source_of(expr)} %}}"
    raise TypeError(f"nothing that is written: {node!r}")


def _one(over: t.Expr) -> str:
    # `for x in a if b` takes some of a's entries.
    return f"({source_of(over)})" if isinstance(over, t.Choice) else source_of(over)


def _if(branches: tuple[t.Branch, ...]) -> str:
    made = []
    for index, branch in enumerate(branches):
        tag = "else" if branch.test is None else ("elif" if index else "if")
        asked = "" if branch.test is None else f" {source_of(branch.test)}"
        made.append(f"{{% {tag}{asked} %}}{_body(branch.body)}")
    return "".join(made) + "{% endif %}"


def _text(data: str) -> str:
    if not _CONSTRUCT.search(data):
        return data
    # Where raw would end within the text, the text is cut in two.
    return "".join(f"{{% raw %}}{piece}{{% endraw %}}" for piece in re.split(r"(?<=\{)(?=%[-+]?\s*endraw)", data))
