"""The Jinja2 front-end: source to tree, by Jinja's own parser, with a stated subset of the language.

Taken: text, `{{ … }}`, `if/elif/else`, `for … in … if … else`, `set name = …`, `raw`, comments, whitespace
control; fields with their parts, literals, lists, filters and tests from our tables, arithmetic, comparison,
`and/or/not/in/is`, `~`, `a if b else c`, `x[0]`, `x[:3]`. Everything else is refused with its line.
"""

import re
from collections.abc import Callable, Iterable
from math import isfinite
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.domain.background import tick
from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import OWNERS, canonical
from app.template.filters import FILTERS, TESTS, check_call
from app.template.languages.jinja import problems
from app.template.languages.jinja.syntax import CONSTRUCT, column_of, position, syntax_problem

MAX_SOURCE = 1_000_000
"""Characters of one part of a template; a longer one is refused."""

# Operations inside one another: each walk over a tree takes several frames of Python's stack for one.
_MAX_DEPTH = 60
_MAX_NODES = 10_000
"""Fields, conditions and operations of one part: more than any email has, and few enough to be read in a moment."""
_MAX_WORDS = 200_000
_WORD = re.compile(r"\w+|[^\w\s]")
# Python's compiler gives up at 20 loops inside one another.
_MAX_NESTING = 12
# Private characters stand for constructs when HTML is worked on, and control characters mark lines of the text part.
_RESERVED = re.compile("[\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
# Only its parser is used.
_ENVIRONMENT = Environment(autoescape=False)

_REFUSED = {
    "Include": ("include", "Put its text into this template"),
    "Import": ("import", "Put what it defines into this template"),
    "FromImport": ("import", "Put what it defines into this template"),
    "Extends": ("extends", "Put the layout into this template"),
    "Block": ("block", "Write the text where the block stands"),
    "Macro": ("macro", "Write the text where it is used, or loop over a list"),
    "CallBlock": ("call", "Write the text where it stands"),
    "Call": ("a call", "Use a filter instead, as in {{ name | upper }}"),
    "FilterBlock": ("filter … endfilter", "Put the filter on each field"),
    "AssignBlock": ("set … endset", "Use {% set name = … %}"),
    "With": ("with", "Use {% set name = … %}"),
    "Dict": ("a dictionary", "Use conditions instead"),
    "Pow": ("the power operator", "Multiply instead"),
    "Scope": ("autoescape", "Every value is escaped where it must be"),
    "NSRef": ("a namespace", "Use a plain variable"),
}


def parse(source: str) -> t.Tree:
    """The tree of a Jinja2 source; raises TemplateProblem with line and column and what to do."""
    _check_source(source)
    try:
        return _parse(source)
    except TemplateSyntaxError as error:
        raise syntax_problem(error, source, _fails) from None
    except TemplateProblem as problem:
        raise problem.in_column(column_of(source, problem.line, _fails) if problem.line else 0) from None
    # ValueError: Python reads no whole number of more than 4,300 figures.
    except (RecursionError, ValueError, OverflowError, MemoryError):
        raise problems.TOO_DEEP_OR_LONG() from None


def _parse(source: str) -> t.Tree:
    parsed = _ENVIRONMENT.parse(source)
    # Only fields have other names: a variable of the template's own stays as it is called.
    own = frozenset(name.name for name in parsed.find_all(nodes.Name) if name.ctx == "store")
    return t.Tree(_Converter(own).body(parsed.body))


def _fails(piece: str) -> bool:
    """Whether a tag or merge field cannot be read even by itself."""
    try:
        _parse(piece)
    except (TemplateSyntaxError, TemplateProblem, RecursionError, ValueError, OverflowError, MemoryError):
        return True
    return False


def _check_length(source: str) -> None:
    """Refuse what the parser would take long over: it is asked only of tags and fields with so many words."""
    words = 0
    for found in CONSTRUCT.finditer(source):
        words += len(_WORD.findall(found.group()))
        if words > _MAX_WORDS:
            line, column = position(source, found.start())
            raise problems.TOO_MANY_WORDS(line=line, column=column)


def _check_source(source: str) -> None:
    if len(source) > MAX_SOURCE:
        raise problems.SOURCE_TOO_LONG()
    found = _RESERVED.search(source)
    if found:
        kind = "control" if found.group() < " " else "private-use"
        line, column = position(source, found.start())
        raise problems.HIDDEN_CHARACTER(line=line, column=column, kind=kind)
    _check_length(source)


class _Converter:
    """Turns Jinja's syntax tree into ours; anything not in the subset is a problem."""

    def __init__(self, own: frozenset[str]) -> None:
        self._own = own
        self._depth = 0
        self._nesting = 0
        self._count = 0

    def body(self, found: Iterable[nodes.Node]) -> tuple[t.Node, ...]:
        """The statements of a body, in order."""
        made: list[t.Node] = []
        self._nesting += 1
        for node in found:
            if self._nesting > _MAX_NESTING:
                raise problems.NESTED_TOO_DEEP(line=node.lineno)
            made.extend(self._statement(node))
        self._nesting -= 1
        return tuple(made)

    def _statement(self, node: nodes.Node) -> tuple[t.Node, ...]:
        match node:
            case nodes.Output():
                return tuple(self._piece(piece) for piece in node.nodes if not _is_empty(piece))
            case nodes.If():
                return (self._if(node),)
            case nodes.For():
                return (self._for(node),)
            case nodes.Assign():
                return (t.Set(self._target(node.target), self._expr(node.node), node.lineno),)
        raise _refused(node)

    def _piece(self, node: nodes.Expr) -> t.Node:
        if isinstance(node, nodes.TemplateData):
            return t.Text(node.data, node.lineno)
        return t.Output(self._expr(node), node.lineno)

    def _if(self, node: nodes.If) -> t.If:
        branches = [t.Branch(self._expr(each.test), self.body(each.body), each.lineno) for each in (node, *node.elif_)]
        if node.else_:
            branches.append(t.Branch(None, self.body(node.else_), node.else_[0].lineno))
        return t.If(tuple(branches), node.lineno)

    def _for(self, node: nodes.For) -> t.For:
        if node.recursive:
            raise problems.RECURSIVE_LOOP(line=node.lineno)
        keep = self._expr(node.test) if node.test is not None else None
        over = self._expr(node.iter)
        body, otherwise = self.body(node.body), self.body(node.else_)
        return t.For(self._target(node.target), over, keep, body, otherwise, node.lineno)

    def _target(self, node: nodes.Node) -> str:
        if not isinstance(node, nodes.Name):
            raise problems.ONE_NAME(line=node.lineno)
        _check_name(node.name, node.lineno)
        if node.name == "loop":
            raise problems.LOOP_TAKEN(line=node.lineno)
        return node.name

    def _expr(self, node: nodes.Node) -> t.Expr:
        tick()
        self._depth += 1
        self._count += 1
        if self._count > _MAX_NODES:
            raise problems.TOO_MANY(line=node.lineno)
        if self._depth > _MAX_DEPTH:
            raise problems.EXPRESSION_TOO_DEEP(line=node.lineno)
        writer = _EXPRESSIONS.get(type(node))
        if writer is None:
            raise _refused(node)
        made = writer(self, node)
        self._depth -= 1
        return made

    def maybe(self, node: nodes.Node | None) -> t.Expr | None:
        """The expression, or None where there is none."""
        return None if node is None else self._expr(node)

    def name(self, node: nodes.Name) -> t.Expr:
        """A field or variable; an alias becomes the field that it means."""
        _check_name(node.name, node.lineno)
        if node.name in self._own or node.name == "loop":
            return t.Name(node.name, node.lineno)
        return _field(node.name, node.name, node.lineno)

    def getattr(self, node: nodes.Getattr) -> t.Expr:
        """A part of a record; `customer.x` is `x`, and `score.churn` the score of that name."""
        _check_name(node.attr, node.lineno)
        return self._part(node.node, node.attr, node.lineno)

    def getitem(self, node: nodes.Getitem) -> t.Expr:
        """An entry, a slice, or a part whose name has odd characters."""
        if isinstance(node.arg, nodes.Slice):
            if node.arg.step is not None:
                raise problems.NO_STEP(line=node.lineno)
            return t.Slice(self._expr(node.node), self.maybe(node.arg.start), self.maybe(node.arg.stop), node.lineno)
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._part(node.node, node.arg.value, node.lineno)
        return t.Item(self._expr(node.node), self._expr(node.arg), node.lineno)

    def _part(self, of: nodes.Node, part: str, line: int) -> t.Expr:
        if isinstance(of, nodes.Name) and of.name not in self._own:
            if of.name == "loop" and part not in t.LOOP_PARTS:
                raise problems.NO_LOOP_PART(line=line, part=part, parts=", ".join(sorted(t.LOOP_PARTS)))
            if of.name in ("score", "cluster"):
                return t.Name(f"{of.name}:{part}", line)
            if of.name.lower() in OWNERS:
                return _field(part, f"{of.name}.{part}", line)
        return t.Attr(self._expr(of), part, line)

    def filter(self, node: nodes.Filter) -> t.Expr:
        """A filter of our table, with as many arguments as it takes."""
        _refuse_spread(node)
        if node.node is None:
            raise _refused(node)
        made = t.Filter(
            self._expr(node.node),
            node.name,
            tuple(map(self._expr, node.args)),
            tuple((str(pair.key), self._expr(pair.value)) for pair in node.kwargs),
            node.lineno,
        )
        check_call("filter", FILTERS, made.name, made.args, made.named, made.line)
        return made

    def test(self, node: nodes.Test) -> t.Expr:
        """A test of our table."""
        _refuse_spread(node)
        args = tuple(map(self._expr, node.args))
        check_call("test", TESTS, node.name, args, (), node.lineno)
        return t.Test(self._expr(node.node), node.name, args, node.lineno)

    def compare(self, node: nodes.Compare) -> t.Expr:
        """A comparison, chained or not."""
        rest = tuple((_COMPARISONS[each.op], self._expr(each.expr)) for each in node.ops)
        return t.Compare(self._expr(node.expr), rest, node.lineno)

    def binary(self, node: nodes.BinExpr) -> t.Expr:
        """Arithmetic, `and`, `or`."""
        return t.Binary(_BINARY[type(node)], self._expr(node.left), self._expr(node.right), node.lineno)

    def concat(self, node: nodes.Concat) -> t.Expr:
        """`a ~ b ~ c`, from the left."""
        # The chain that is made of them is as deep as they are many.
        if len(node.nodes) > _MAX_DEPTH:
            raise problems.TOO_MANY_JOINED(line=node.lineno)
        made, *others = map(self._expr, node.nodes)
        for right in others:
            made = t.Binary("~", made, right, node.lineno)
        return made

    def constant(self, node: nodes.Const) -> t.Expr:
        """Text, a number, true, false or none."""
        # Python reads 1e999 as infinity.
        if isinstance(node.value, float) and not isfinite(node.value):
            raise problems.NUMBER_TOO_LARGE(line=node.lineno)
        if isinstance(node.value, (str, int, float, bool, type(None))):
            return t.Const(node.value, node.lineno)
        raise _refused(node)

    def choice(self, node: nodes.CondExpr) -> t.Expr:
        """`a if b else c`."""
        return t.Choice(self._expr(node.test), self._expr(node.expr1), self.maybe(node.expr2), node.lineno)

    def sequence(self, node: nodes.List | nodes.Tuple) -> t.Expr:
        """A list that is written in the template."""
        return t.Items(tuple(map(self._expr, node.items)), node.lineno)

    def negation(self, node: nodes.Not) -> t.Expr:
        """`not x`."""
        return t.Not(self._expr(node.node), node.lineno)

    def sign(self, node: nodes.UnaryExpr) -> t.Expr:
        """`-x` and `+x`; a negative literal is a literal."""
        of = self._expr(node.node)
        number = isinstance(of, t.Const) and isinstance(of.value, (int, float)) and not isinstance(of.value, bool)
        if number and isinstance(node, nodes.Neg):
            return t.Const(-of.value, node.lineno)  # type: ignore[union-attr, operator]
        return t.Sign("-" if isinstance(node, nodes.Neg) else "+", of, node.lineno)


_COMPARISONS = {
    "eq": "==",
    "ne": "!=",
    "lt": "<",
    "lteq": "<=",
    "gt": ">",
    "gteq": ">=",
    "in": "in",
    "notin": "not-in",
}
_BINARY: dict[type, str] = {
    nodes.And: "and",
    nodes.Or: "or",
    nodes.Add: "+",
    nodes.Sub: "-",
    nodes.Mul: "*",
    nodes.Div: "/",
    nodes.FloorDiv: "//",
    nodes.Mod: "%",
}
_EXPRESSIONS: dict[type, Callable[[Any, Any], t.Expr]] = {
    nodes.Name: _Converter.name,
    nodes.Const: _Converter.constant,
    nodes.Getattr: _Converter.getattr,
    nodes.Getitem: _Converter.getitem,
    nodes.Filter: _Converter.filter,
    nodes.Test: _Converter.test,
    nodes.Compare: _Converter.compare,
    nodes.Concat: _Converter.concat,
    nodes.CondExpr: _Converter.choice,
    nodes.List: _Converter.sequence,
    nodes.Tuple: _Converter.sequence,
    nodes.Not: _Converter.negation,
    nodes.Neg: _Converter.sign,
    nodes.Pos: _Converter.sign,
    **dict.fromkeys(_BINARY, _Converter.binary),
}


def _field(name: str, written: str, line: int) -> t.Name:
    found = canonical(name)
    return t.Name(found, line, written if written != found else "")


def _is_empty(node: nodes.Expr) -> bool:
    return isinstance(node, nodes.TemplateData) and not node.data


def _check_name(name: str, line: int) -> None:
    # Names of our own begin with one, such as `_run`.
    if name.startswith("_"):
        raise problems.UNDERSCORE(line=line, name=name)


def _refuse_spread(node: nodes.Filter | nodes.Test) -> None:
    if node.dyn_args is not None or node.dyn_kwargs is not None:
        raise problems.SPREAD(line=node.lineno)


def _refused(node: nodes.Node) -> TemplateProblem:
    what, remedy = _REFUSED.get(type(node).__name__, (type(node).__name__.lower(), "Leave it out"))
    return problems.NOT_ALLOWED(line=node.lineno, what=what, remedy=remedy)
