"""A tree written as a source in Liquid, whatever language it came from.

What Liquid can say only with a name is given one by an assign before it (`value_1`). What it cannot say at all is told
by its line, and what could be said is written all the same.
"""

import re
from collections.abc import Collection

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import KNOWN_LISTS
from app.template.languages.liquid import problems
from app.template.languages.liquid.conditions import Conditions
from app.template.languages.liquid.filters import has_point
from app.template.languages.liquid.parser import TEXTS, is_blank, is_list
from app.template.languages.liquid.writing import Words
from app.template.reading.composing import CannotSay
from app.template.reading.simpler import simpler

_CONSTRUCT = re.compile(r"\{\{|\{%|\{\Z")
_FREE = re.compile(r"value_\d+\Z")
_REMEDY = "Say it otherwise, or keep the template as it is."


def composed(tree: t.Tree, told: list[TemplateProblem], texts: Collection[str] = ()) -> str:
    """The source of the tree; what Liquid cannot say is added to `told`. `texts` are fields known to hold text."""
    plain = simpler(tree, texts, default="false")
    return _Composer(plain, told, texts).body(plain.body, block=False)


class _Composer:
    def __init__(self, tree: t.Tree, told: list[TemplateProblem], texts: Collection[str]) -> None:
        self.own, self.texts, self._told = set(t.assigned(tree.body)) - {"loop"}, texts, told
        self._made = {node.name for node in t.walk(tree.body) if isinstance(node, t.Set) and _is_text(node.expr)}
        self._before: list[str] = []
        self._count = max((int(each[6:]) for each in self.own if _FREE.match(each)), default=0)
        self._words = Words(self.own, self._named)
        self._conditions = Conditions(self, self._flag)

    def value(self, expr: t.Expr) -> str:
        """The value where only a field or a literal can stand."""
        return self._words.value(expr)

    def may_be_blank_text(self, name: str) -> bool:
        """Whether it is one of those whose text Liquid makes of nothing."""
        return name in self._made

    # Names for what Liquid can say only with one.

    def _new(self) -> str:
        self._count += 1
        name = f"value_{self._count}"
        self.own.add(name)
        return name

    def _named(self, expr: t.Expr) -> str:
        name = self._new()
        if _is_text(expr):
            self._made.add(name)
        self._before.append(self._assigned(name, expr))
        return name

    def _flag(self, condition: str) -> str:
        name = self._new()
        yes, no = f"{{% assign {name} = true %}}", f"{{% assign {name} = false %}}"
        self._before.append(f"{{% if {condition} %}}{yes}{{% else %}}{no}{{% endif %}}")
        return name

    def _assigned(self, name: str, expr: t.Expr) -> str:
        match expr:
            case t.Choice(test, yes, no):
                return self._either(test, self._assigned(name, yes), self._assigned(name, no or t.Const("")))
            case t.Binary("and", left, right):
                return self._either(left, self._assigned(name, right), self._assigned(name, left))
            case t.Binary("or", left, right):
                return self._either(left, self._assigned(name, left), self._assigned(name, right))
            case t.Not() | t.Compare():
                return self._either(expr, self._assigned(name, t.Const(True)), self._assigned(name, t.Const(False)))
            case t.Binary("~", t.Filter() as made, t.Const("")) if _is_text(made):
                expr = made
        return f"{{% assign {name} = {self._words.chain(expr)} %}}"

    def _either(self, test: t.Expr, yes: str, no: str) -> str:
        return f"{{% if {self._conditions.said(test)} %}}{yes}{{% else %}}{no}{{% endif %}}"

    # Nodes.

    def body(self, nodes: tuple[t.Node, ...], *, block: bool = True) -> str:
        """The source of the nodes; in a block that prints nothing else, spaces are kept by standing raw."""
        solid = block and all(map(is_blank, nodes))
        return "".join(self._node(node, solid) for node in nodes)

    def _node(self, node: t.Node, solid: bool) -> str:
        outer, self._before = self._before, []
        try:
            made = self._said(node, solid)
            return "".join(self._before) + made
        except CannotSay as cannot:
            line = cannot.line or node.line
            self._told.append(problems.CANNOT_WRITE(line=line, what=cannot.what, remedy=_REMEDY))
            return ""
        finally:
            self._before = outer

    def _said(self, node: t.Node, solid: bool) -> str:
        match node:
            case t.Text(data):
                return _raw(data) if solid or _CONSTRUCT.search(data) else data
            case t.Output(expr):
                return self._output(expr)
            case t.If(branches):
                return self._if(branches)
            case t.For():
                return self._for(node)
            case t.Set(name, expr):
                if not name.isidentifier() or name in ("forloop", "blank", "empty", "nil", "null", "true", "false"):
                    raise CannotSay(f"a variable called “{name}”", node.line)
                return self._assigned(name, expr)
        raise TypeError(f"nothing that is written: {node!r}")

    def _output(self, expr: t.Expr) -> str:
        match expr:
            case t.Choice(test, yes, no):
                otherwise = f"{{% else %}}{self._output(no)}" if no is not None else ""
                return f"{{% if {self._conditions.said(test)} %}}{self._output(yes)}{otherwise}{{% endif %}}"
            case t.Filter(of, "decimal", (), ()) if has_point(of):
                expr = of
            case t.Filter(of, "joined", (t.Const(""),), ()) if is_list(of):
                expr = of
            case t.Const(value) if isinstance(value, float):
                expr = t.Const(int(value) if value.is_integer() else repr(value))
            case _ if is_list(expr):
                expr = t.Filter(expr, "join", (t.Const(", "),), (), expr.line)
            case _ if has_point(expr):
                expr = t.Filter(expr, "string", (), (), expr.line)
        try:
            return f"{{{{ {self._words.chain(expr)} }}}}"
        except CannotSay:
            return f"{{{{ {self._named(expr)} }}}}"

    def _if(self, branches: tuple[t.Branch, ...]) -> str:
        made = []
        for index, branch in enumerate(branches):
            tag = "else" if branch.test is None else ("elsif" if index else "if")
            asked = "" if branch.test is None else f" {self._conditions.said(branch.test)}"
            made.append(f"{{% {tag}{asked} %}}{self.body(branch.body)}")
        return "".join(made) + "{% endif %}"

    def _for(self, node: t.For) -> str:
        over, said = _slices(node.over)
        inner = over.of if isinstance(over, t.Filter) and over.name == "entries" else over
        if isinstance(inner, t.Name) and (inner.name in self.own or inner.name not in KNOWN_LISTS):
            # Liquid asks by itself whether it is a list or a record.
            over = inner
        body = node.body
        if node.keep is not None:
            if node.otherwise or _asks_loop(node.body):
                raise CannotSay("a loop over some entries whose place is asked for, or with an else", node.line)
            body = (t.If((t.Branch(node.keep, body, node.line),), node.line),)
        head = f"{{% for {node.target} in {self._words.value(over)}{said} %}}"
        otherwise = f"{{% else %}}{self.body(node.otherwise)}" if node.otherwise else ""
        return f"{head}{self.body(body)}{otherwise}{{% endfor %}}"


def _asks_loop(body: tuple[t.Node, ...]) -> bool:
    return any(isinstance(expr, t.Name) and expr.name == "loop" for expr in t.expressions(body))


def _slices(over: t.Expr) -> tuple[t.Expr, str]:
    """What a loop goes over, and the words for which of it and in which order."""
    turned = isinstance(over, t.Filter) and over.name == "backwards"
    inner = over.of if isinstance(over, t.Filter) and turned else over
    said = " reversed" if turned else ""
    if not isinstance(inner, t.Slice):
        return inner, said
    first, last = (each.value if isinstance(each, t.Const) else each for each in (inner.start, inner.stop))
    start = 0 if first is None else first
    if not isinstance(start, int) or start < 0 or not (last is None or (isinstance(last, int) and last >= start)):
        return inner, said
    limit = f" limit: {last - start}" if isinstance(last, int) else ""
    return inner.of, f"{limit}{f' offset: {start}' if first is not None else ''}{said}"


def _is_text(expr: t.Expr) -> bool:
    return isinstance(expr, t.Filter) and expr.name in TEXTS


def _raw(data: str) -> str:
    if re.search(r"\{%-?\s*endraw", data):
        raise CannotSay("the text “{% endraw %}”")
    return f"{{% raw %}}{data}{{% endraw %}}"
