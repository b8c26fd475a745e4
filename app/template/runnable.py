"""A tree made runnable: compiled once through Jinja's sandbox, then rendered for any number of recipients.

Whatever language a template is in, its tree is written out as Jinja's syntax tree in which every operation is one of
our own functions, so the meaning is ours (`values`, `filters`) and the speed is Jinja's. No Python attribute is
reachable: records are read by `values.part`, and the sandbox stands behind that. Work and output are bounded per
recipient.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from itertools import islice
from typing import Any, Literal

from jinja2 import Template, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from app.domain.problems import TemplateProblem
from app.template import problems, values
from app.template import tree as t
from app.template.filters import FILTERS, TESTS, default
from app.template.language import Language
from app.template.links import in_link
from app.template.render_context import Names
from app.template.run import Run, Site
from app.template.stoppable_code import Generator

MAX_OUTPUT = 2_000_000
"""Characters of one rendered part."""
_PIECES = 200

PREHEADER = "_preheader"
"""The name under which the rendered preheader reaches the HTML: harmless already, but not yet escaped."""

Mode = Literal["html", "text"]

_GREETING = re.compile(
    r"(?:^|[\s>;])(?:hi|hey|hello|dear|welcome(?: back)?|good (?:morning|afternoon|evening)|hallo|liebe|lieber|bonjour)"
    r"(?:\s|&nbsp;)+$",
    re.IGNORECASE,
)


class Program:
    """One part of a template, ready to be rendered; safe to use from several threads."""

    def __init__(self, tree: t.Tree, mode: Mode, language: Language) -> None:
        self._language = language
        writer = _Writer(mode, language)
        body = writer.body(tree.body)
        self.sites: tuple[Site, ...] = tuple(writer.sites)
        parsed = nodes.Template(body, lineno=1)
        parsed.set_environment(_ENVIRONMENT)
        try:
            code = _ENVIRONMENT.compile(parsed)
        # Python's compiler has bounds of its own: 20 loops inside one another, a hundred levels of indentation.
        except (SyntaxError, RecursionError, MemoryError):
            raise problems.TOO_DEEP() from None
        self._template = Template.from_code(_ENVIRONMENT, code, {})

    def render(self, context: Names, run: Run) -> str:
        """The text for one recipient; `context` is from `prepared_context`, and `run` is filled in."""
        run.language = self._language
        context["_run"] = run
        stream = self._template.root_render_func(context)  # type: ignore[arg-type]
        done: list[str] = []
        size = 0
        while True:
            some: list[str] = []
            try:
                # Some at once, so that a loop is stopped on the way.
                some.extend(islice(stream, _PIECES))
            except TemplateProblem:
                # What came before it may have been too much already.
                _measured(size + sum(map(len, some)))
                raise
            text = "".join(some)
            size = _measured(size + len(text))
            if len(some) < _PIECES:
                return "".join([*done, text]) if done else text
            done.append(text)


def _measured(size: int) -> int:
    if size > MAX_OUTPUT:
        raise problems.EMAIL_TOO_LONG()
    return size


class _Nothing(Undefined):
    """What Jinja puts for an unknown name: plain None, which our functions treat as missing."""

    def __new__(cls, *_: object, **__: object) -> Any:
        return None


class _Writer:
    """Writes our tree as Jinja's, noting each site."""

    def __init__(self, mode: Mode, language: Language) -> None:
        self._language = language
        self.sites: list[Site] = []
        self._printer = f"_{mode}"
        self._before = ""

    def body(self, found: tuple[t.Node, ...]) -> list[nodes.Node]:
        """The statements of a body."""
        return [made for node in found for made in self._statement(node)]

    def _statement(self, node: t.Node) -> list[nodes.Node]:
        match node:
            case t.Text(data):
                self._before = data
                return [nodes.Output([nodes.TemplateData(data)])]
            case t.Output(expr) | t.KeepText(_, expr):
                return [self._output(node, expr)]
            case t.If(branches):
                return self._branches(branches)
            case t.For():
                return [self._loop(node)]
            case t.Set(name, expr):
                return [nodes.Assign(nodes.Name(name, "store"), self.expr(expr))]
            case t.Mark(key, label):
                return [nodes.Output([_call("_mark", nodes.Const(""), _RUN, nodes.Const(key), nodes.Const(label))])]
            case t.Keep(key, body):
                keep = nodes.Filter(None, "_keep", [_RUN, nodes.Const(key)], [], None, None)
                return [nodes.FilterBlock(self.body(body), keep)]

    def _output(self, node: t.Output | t.KeepText, expr: t.Expr) -> nodes.Node:
        if expr == t.Name(PREHEADER):
            return nodes.Output([_call("_escaped", nodes.Name(PREHEADER, "load"))])
        # A greeting is short: the end of what stands before is enough.
        site = self._site(expr, greets=bool(_GREETING.search(self._before[-40:])))
        self._before = ""
        value = self.expr(expr)
        if node.encode:
            value = _metered(expr, "_in_link", value, nodes.Const(node.encode))
        if isinstance(node, t.KeepText):
            value = _call("_keep_text", value, _RUN, nodes.Const(node.key))
        return nodes.Output([_call(self._printer, value, _RUN, nodes.Const(site), nodes.Const(expr.line))])

    def _site(self, expr: t.Expr, *, greets: bool = False) -> int:
        names = (each.name for each in t.subexpressions(expr) if isinstance(each, t.Name))
        path = t.path_of(expr) or next(names, "")
        self.sites.append(Site(expr.line, self._language.write(expr), path, greets))
        return len(self.sites) - 1

    def _branches(self, branches: tuple[t.Branch, ...]) -> list[nodes.Node]:
        before = self._before
        made: list[tuple[t.Expr | None, list[nodes.Node]]] = []
        for branch in branches:
            # Each branch follows what stands before the whole condition.
            self._before = before
            made.append((branch.test, self.body(branch.body)))
        otherwise = made.pop()[1] if made[-1][0] is None else []
        for test, body in reversed(made):
            otherwise = [nodes.If(self.expr(test), body, [], otherwise)]  # type: ignore[arg-type]
        return otherwise

    def _loop(self, node: t.For) -> nodes.Node:
        weight = sum(1 for each in t.walk(node.body) if not isinstance(each, t.Mark)) + 1
        over = _call("_each", self.expr(node.over), _RUN, nodes.Const(node.line), nodes.Const(weight))
        keep = self.expr(node.keep) if node.keep is not None else None
        body, otherwise = self.body(node.body), self.body(node.otherwise)
        return nodes.For(nodes.Name(node.target, "store"), over, body, otherwise, keep, False)

    def expr(self, expr: t.Expr) -> nodes.Expr:
        """The expression, each operation as a call of ours."""
        match expr:
            case t.Const(value):
                return nodes.Const(value)
            case t.Name(name):
                return _name(name)
            case t.Attr(of, name):
                return self._attr(of, name)
            case t.Item(of, index):
                return _call("_item", self.expr(of), self.expr(index))
            case t.Slice(of, start, stop):
                return _metered(expr, "_piece", self.expr(of), self._maybe(start), self._maybe(stop))
            case t.Filter():
                return self._filter(expr)
            case t.Test(of, name, args):
                return _metered(expr, f"is_{name}", self.expr(of), *map(self.expr, args))
            case t.Items(items):
                return _call("_made", nodes.List([self.expr(each) for each in items]), _RUN, nodes.Const(expr.line))
        return self._operation(expr)

    def _operation(self, expr: t.Expr) -> nodes.Expr:
        match expr:
            case t.Not(of):
                return nodes.Not(self.expr(of))
            case t.Sign(op, of):
                return _call("_sign", self.expr(of), nodes.Const(op))
            case t.Binary("and", left, right):
                return nodes.And(self.expr(left), self.expr(right))
            case t.Binary("or", left, right):
                return nodes.Or(self.expr(left), self.expr(right))
            case t.Binary(op, left, right):
                return _metered(expr, "_arithmetic", self.expr(left), nodes.Const(op), self.expr(right))
            case t.Compare(first, rest):
                return self._compare(first, rest)
            case t.Choice(test, yes, no):
                return nodes.CondExpr(self.expr(test), self.expr(yes), self._maybe(no, ""))
        raise TypeError(f"not an expression: {expr!r}")

    def _maybe(self, expr: t.Expr | None, otherwise: str | None = None) -> nodes.Expr:
        return nodes.Const(otherwise) if expr is None else self.expr(expr)

    def _attr(self, of: t.Expr, name: str) -> nodes.Expr:
        # Jinja's own object, of which the tree knows a closed list of parts: the one place where an attribute is read.
        if of == t.Name("loop"):
            return nodes.Getattr(nodes.Name("loop", "load"), name, "load")
        return _call("_part", self.expr(of), nodes.Const(name))

    def _compare(self, first: t.Expr, rest: tuple[tuple[str, t.Expr], ...]) -> nodes.Expr:
        pairs = []
        left = first
        for op, right in rest:
            pairs.append(_metered(first, "_compare", self.expr(left), nodes.Const(op), self.expr(right)))
            # An operand in the middle is worked out twice, which changes nothing: no operation of ours has effects.
            left = right
        made: nodes.Expr = pairs[0]
        for pair in pairs[1:]:
            made = nodes.And(made, pair)
        return made

    def _filter(self, expr: t.Filter) -> nodes.Expr:
        named = [nodes.Keyword(_PYTHON_NAMES.get(key, key), self.expr(value)) for key, value in expr.named]
        args = [self.expr(arg) for arg in expr.args]
        if expr.name in ("default", "d"):
            site = nodes.Const(self._site(expr.of))
            return nodes.Filter(self.expr(expr.of), "_default", [_RUN, site, *args], named, None, None)
        args = [_RUN, nodes.Const(expr.line), *args]
        return nodes.Filter(self.expr(expr.of), f"f_{expr.name}", args, named, None, None)


_RUN = nodes.Name("_run", "load")


def _call(name: str, first: nodes.Expr, *args: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(first, name, list(args), [], None, None)


def _metered(expr: t.Expr, name: str, first: nodes.Expr, *args: nodes.Expr) -> nodes.Filter:
    """A call whose work is counted by how much it is given."""
    return _call(name, first, _RUN, nodes.Const(expr.line), *args)


def _name(name: str) -> nodes.Expr:
    if name.isidentifier():
        return nodes.Name(name, "load")
    return _call("_part", nodes.Name("_all", "load"), nodes.Const(name))


def _print_html(value: Any, run: Run, site: int, line: int) -> str:
    if value is None:
        run.missing.append(site)
        return ""
    if type(value) is str and len(value) <= _SHORT_TEXT:
        return _short_html(value)
    _weigh(value, run, line)
    return values.html(values.display(value))


def _print_text(value: Any, run: Run, site: int, line: int) -> str:
    if value is None:
        run.missing.append(site)
        return ""
    if type(value) is str and len(value) <= _SHORT_TEXT:
        return _short_inert(value)
    _weigh(value, run, line)
    return values.inert(values.display(value))


def _default(value: Any, run: Run, site: int, stand_in: Any = "", boolean: Any = False) -> Any:
    # What most people have: a text with something to see in it.
    if type(value) is str and value and not value.isspace():
        return value
    found = default(value, stand_in, boolean)
    if found is not value:
        run.fallbacks.append((site, values.display(stand_in)))
    return found


def _weigh(value: Any, run: Run, line: int) -> None:
    """Count the work of going through a value once: entries of lists with those inside them, and long texts."""
    kind = type(value)
    if kind is str:
        if len(value) > _SHORT_TEXT:
            run.spend(len(value) // _CHARACTERS_A_STEP, problems.TOO_MUCH_WORK, line)
    elif kind is list or kind is tuple:
        run.spend(values.size_of(value) // _ENTRIES_A_STEP, problems.TOO_MUCH_WORK, line)


_SHORT_TEXT = 1_000
_KEPT = 2_000
# Names, cities and links come again with other people, and within an email.
_short_html = lru_cache(_KEPT)(values.html)
_short_inert = lru_cache(_KEPT)(values.inert)
_CHARACTERS_A_STEP = 100
_ENTRIES_A_STEP = 4


def _counting(function: Callable[..., Any]) -> Callable[..., Any]:
    """The function with the work of each call counted for the recipient, by what it is given."""

    def counted(value: Any, run: Run, line: int, *args: Any, **named: Any) -> Any:
        """The filter's value; what it is given counts against what a template may take."""
        for each in (value, *args, *named.values()):
            # Most are short texts, of which not even a call is to be made.
            if type(each) is not str or len(each) > _SHORT_TEXT:
                _weigh(each, run, line)
        return function(value, *args, **named)

    return counted


def _compare(value: Any, run: Run, line: int, op: str, other: Any) -> Any:
    if type(value) is str and type(other) is str and op == "==" and len(value) <= _SHORT_TEXT >= len(other):
        return value == other
    return _weighed_compare(value, run, line, op, other)


_weighed_compare = _counting(values.compare)


def _each(value: Any, run: Run, line: int, weight: int) -> list[Any]:
    entries = list(value) if isinstance(value, (list, tuple)) else [] if value is None or value == "" else [value]
    run.spend(len(entries) * weight, problems.TOO_MANY_ROUNDS, line)
    return entries


def _made(entries: list[Any], run: Run, line: int) -> list[Any]:
    """A list that the template writes; what it holds counts as work."""
    run.spend(values.size_of(entries), problems.TOO_LARGE_LISTS, line)
    return entries


def _mark(_: str, run: Run, key: str, label: str) -> str:
    run.marks.append((key, label))
    return ""


def _keep(text: str, run: Run, key: str) -> str:
    run.kept.setdefault(key, text)
    return text


def _keep_text(value: Any, run: Run, key: str) -> Any:
    run.kept.setdefault(key, values.inert(values.display(value)))
    return value


# Arguments as Jinja calls them, and as our functions do.
_PYTHON_NAMES = {
    "default": "otherwise",
    "value": "stand_in",
    "format": "form",
    "d": "between",
    "num": "by",
    "seq": "whole",
}


def _environment() -> ImmutableSandboxedEnvironment:
    # Our printers escape, and our caller keeps programs. Not optimised: constants would be worked out while compiling,
    # where no work is counted.
    made = ImmutableSandboxedEnvironment(autoescape=False, undefined=_Nothing, optimized=False, cache_size=0)
    made.code_generator_class = Generator
    # Jinja's own hold `range`, with which a template could loop for good.
    made.globals = {}
    made.tests = {}
    made.filters = {
        "_html": _print_html,
        "_text": _print_text,
        "_escaped": lambda text: values.escaped(text or ""),
        "_default": _default,
        "_each": _each,
        "_made": _made,
        "_mark": _mark,
        "_in_link": _counting(in_link),
        "_keep": _keep,
        "_keep_text": _keep_text,
        "_part": values.part,
        "_item": values.item,
        "_piece": _counting(values.piece),
        "_compare": _compare,
        "_arithmetic": _counting(values.arithmetic),
        "_sign": lambda of, op: values.sign(op, of),
        **{f"f_{name}": _counting(spec.function) for name, spec in FILTERS.items()},
        **{f"is_{name}": _counting(partial(_truth, spec.function)) for name, spec in TESTS.items()},
    }
    return made


def _truth(function: Any, *args: Any) -> bool:
    return bool(function(*args))


_ENVIRONMENT = _environment()
