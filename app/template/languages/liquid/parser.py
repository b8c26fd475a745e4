"""Liquid's source to the tree, with a stated subset of the language.

Taken: text, `{{ … }}`, `echo`, `if/elsif/else`, `unless`, `case/when`, `for … in … limit offset reversed … else`,
`assign`, `capture`, `comment`, `doc`, `raw`, `{% # … %}`, whitespace control, and the filters of `filters`. Everything
else is refused with its line and column.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import KNOWN_LISTS
from app.template.languages.liquid import problems
from app.template.languages.liquid.captured import captured
from app.template.languages.liquid.expressions import Reader
from app.template.languages.liquid.filters import has_point
from app.template.languages.liquid.scanner import Piece, pieces
from app.template.languages.liquid.variables import check_variables
from app.template.reading import problems as reading
from app.template.reading.source import Source

_OWN = re.compile(r"\{%-?\s*(?:assign|capture|for)\s+['\"]?([^\W\d_]\w*)")
_ENDS = {"if": "endif", "unless": "endunless", "case": "endcase", "for": "endfor", "capture": "endcapture"}
_REFUSED = {
    "break": "Give the loop a limit, as in {% for product in recommendations limit: 3 %}.",
    "continue": "Put what follows into an {% if %}.",
    "cycle": "Ask forloop.index in an {% if %}.",
    "decrement": "Count with forloop.index.",
    "ifchanged": "Write an {% if %}.",
    "include": "Put its text into this template.",
    "increment": "Count with forloop.index.",
    "layout": "Put the layout into this template.",
    "liquid": "Write each tag by itself.",
    "render": "Put its text into this template.",
    "section": "Put its text into this template.",
    "tablerow": "Write the table, with a {% for %} in it.",
}
_TAGS = "Known are if, elsif, else, unless, case, when, for, assign, capture, echo, comment and raw."
TEXTS = frozenset(
    "upper lower capitalize trim lstrip rstrip replace replace_first replace_last strip_html escape".split()
)
TEXTS |= {"url_encode", "url_decode", "truncate", "truncatewords", "newline_to_br"}

Body = tuple[t.Node, ...]


def parse(text: str) -> t.Tree:
    """The tree of a Liquid source, each condition as it was written; raises TemplateProblem."""
    source = Source(text)
    parser = _Parser(source, list(pieces(source)), frozenset(_OWN.findall(text)))
    tree = t.Tree(parser.whole())
    check_variables(source, tree, parser.places)
    return tree


class _Parser:
    """Reads the pieces from the first to the last, going down into each block."""

    def __init__(self, source: Source, found: list[Piece], own: frozenset[str]) -> None:
        self._source, self._pieces, self._own = source, found, own
        self._next = self._loops = 0
        self.places: dict[int, int] = {}
        # Spaces that stand raw are printed also where there is nothing else; kept, so that no other takes its number.
        self._solid: dict[int, t.Text] = {}
        self._blocks: dict[str, Callable[[Piece], Body]] = {
            "if": self._if,
            "unless": self._if,
            "case": self._case,
            "for": self._for,
            "assign": self._assign,
            "capture": self._capture,
            "echo": self._echo,
        }

    def whole(self) -> Body:
        """The nodes of the whole source."""
        body, stopped = self._body(frozenset())
        assert stopped is None  # nothing ends it but the source
        return body

    def _body(self, until: frozenset[str], opened: Piece | None = None) -> tuple[Body, Piece | None]:
        """What stands up to one of these tags, and that tag."""
        made: list[t.Node] = []
        while self._next < len(self._pieces):
            piece = self._pieces[self._next]
            self._next += 1
            if piece.kind == "text":
                made.append(self._text(piece))
            elif piece.kind == "output":
                made.extend(self._echo(piece))
            elif piece.name in until:
                return tuple(made), piece
            else:
                made.extend(self._tag(piece))
        if opened is not None:
            what = f"The {opened.name} that begins there is not closed"
            raise self._wrong(opened, what, f"Close it with {{% {_ENDS[opened.name]} %}}.")
        return tuple(made), None

    def _text(self, piece: Piece) -> t.Text:
        made = t.Text(piece.inside, self._source.line(piece.start))
        if piece.name == "raw":
            self._solid[id(made)] = made
        return made

    def _wrong(self, piece: Piece, what: str, remedy: str) -> TemplateProblem:
        return self._source.problem(problems.SYNTAX, piece.start, what=what, remedy=remedy)

    def _tag(self, piece: Piece) -> Body:
        name = piece.name
        if name in self._blocks:
            with self._source.nested(piece.start):
                return self._blocks[name](piece)
        if name in _REFUSED:
            remedy = _REFUSED[name]
            raise self._source.problem(problems.NOT_ALLOWED, piece.start, what=f"the tag “{name}”", remedy=remedy)
        if name in _ENDS.values() or name in ("else", "elsif", "when", "end"):
            what = f"There is nothing open that “{name}” could belong to"
            raise self._wrong(piece, what, "Take it out, or open it before.")
        what = f"There is no tag “{name}”" if name else "A tag has no name"
        remedy = "Write {% elsif … %}." if name in ("elif", "elseif") else _TAGS
        raise self._wrong(piece, what, remedy)

    def _reader(self, piece: Piece) -> Reader:
        return Reader(self._source, piece.inside, piece.at, self._own, self._loops)

    def _alone(self, piece: Piece) -> None:
        if piece.inside.strip() and piece.name != "else":
            raise self._wrong(piece, f"The tag “{piece.name}” takes nothing", f"Write {{% {piece.name} %}} alone.")
        if piece.name == "else" and piece.inside.strip():
            raise self._wrong(piece, "An else takes no condition", "Write {% elsif … %}.")

    def _echo(self, piece: Piece) -> Body:
        line = self._source.line(piece.start)
        if not piece.inside.strip():
            if piece.kind == "output":
                raise self._wrong(
                    piece, "There is nothing between the braces", "Name a merge field, as in {{ first_name }}."
                )
            return ()
        reader = self._reader(piece)
        expr = reader.filtered()
        reader.done()
        if isinstance(expr, t.Filter) and expr.name == "newline_to_br":
            return _broken_lines(expr.of, line)
        self._no_breaks(piece, expr)
        if isinstance(expr, t.Const) and isinstance(expr.value, float):
            expr = t.Const(repr(expr.value), line)
        elif has_point(expr):
            expr = t.Filter(expr, "decimal", (), (), line)
        elif is_list(expr):
            expr = t.Filter(expr, "joined", (t.Const("", line),), (), line)
        return (t.Output(expr, line),)

    def _no_breaks(self, piece: Piece, expr: t.Expr) -> None:
        if any(isinstance(each, t.Filter) and each.name == "newline_to_br" for each in t.subexpressions(expr)):
            remedy = "Put it last, where the text is printed."
            what = "newline_to_br before another filter or in a variable"
            raise self._source.problem(problems.NOT_ALLOWED, piece.start, what=what, remedy=remedy)

    def _if(self, piece: Piece) -> Body:
        end = _ENDS[piece.name]
        branches: list[t.Branch] = []
        test: t.Expr | None = self._condition(piece)
        test = t.Not(test, test.line) if piece.name == "unless" and test else test
        at: Piece | None = piece
        while at is not None and at.name != end:
            body, stop = self._body(frozenset({"elsif", "else", end}), piece)
            branches.append(t.Branch(test, body, self._source.line(at.start)))
            if stop is not None and stop.name != end:
                self._after_else(branches, stop)
                test = self._condition(stop) if stop.name == "elsif" else None
            at = stop
        if at is not None:
            self._alone(at)
        return self._if_of(branches, self._source.line(piece.start))

    def _after_else(self, branches: list[t.Branch], stop: Piece) -> None:
        if stop.name == "else":
            self._alone(stop)
        if branches[-1].test is None:
            raise self._wrong(stop, f"“{stop.name}” stands behind an else", "Let the else be the last.")

    def _condition(self, piece: Piece) -> t.Expr:
        reader = self._reader(piece)
        made = reader.condition()
        reader.done()
        return made

    def _case(self, piece: Piece) -> Body:
        reader = self._reader(piece)
        asked = reader.value()
        reader.done()
        _, stop = self._body(frozenset({"when", "else", "endcase"}), piece)
        branches: list[t.Branch] = []
        seen: set[t.Expr] = set()
        while stop is not None and stop.name != "endcase":
            if branches and branches[-1].test is None:
                raise self._wrong(stop, f"“{stop.name}” stands behind an else", "Let the else be the last.")
            test = self._when(stop, asked, seen) if stop.name == "when" else None
            if stop.name == "else":
                self._alone(stop)
            at = self._source.line(stop.start)
            body, stop = self._body(frozenset({"when", "else", "endcase"}), piece)
            branches.append(t.Branch(test, body, at))
        if stop is not None:
            self._alone(stop)
        return self._if_of(branches, self._source.line(piece.start))

    def _when(self, piece: Piece, asked: t.Expr, seen: set[t.Expr]) -> t.Expr:
        reader = self._reader(piece)
        made: t.Expr | None = None
        while True:
            at = reader.here
            value = reader.value()
            if not isinstance(value, t.Const) or value.value in ("", None):
                raise reader.refuse(at, "a when of what is no text or number", "Write an {% if %} instead.")
            if value in seen:
                raise reader.refuse(at, "the same when twice", "Put both texts into one of them.")
            seen.add(value)
            one = t.Compare(asked, (("==", value),), value.line)
            made = one if made is None else t.Binary("or", made, one, value.line)
            if not reader.take(",", "or"):
                break
        reader.done()
        return made

    def _for(self, piece: Piece) -> Body:
        reader = self._reader(piece)
        line = reader.line()
        name = reader.need(
            kind="name", instead="A name has to stand there, as in {% for product in recommendations %}."
        )
        target = self._target(name.text, name.at)
        reader.need("in")
        whole = reader.value()
        if isinstance(whole, t.Name) and (whole.name in self._own or whole.name not in KNOWN_LISTS):
            # It may be a record, of which Liquid gives the names and values.
            whole = t.Filter(whole, "entries", (), (), line)
        over = self._slice(reader, whole, line)
        self._loops += 1
        body, stop = self._body(frozenset({"else", "endfor"}), piece)
        self._loops -= 1
        otherwise: Body = ()
        if stop is not None and stop.name == "else":
            self._alone(stop)
            otherwise, stop = self._body(frozenset({"endfor"}), piece)
        if stop is not None:
            self._alone(stop)
        made = t.For(target, over, None, body, otherwise, self._source.line(piece.start))
        return self._shown(made)

    def _shown(self, made: t.Node) -> Body:
        """A tag without the spaces in it where it prints nothing else, as in Liquid."""
        solid = any(id(each) in self._solid for each in t.walk((made,)))
        return (_unblanked(made),) if not solid and is_blank(made) else (made,)

    def _if_of(self, branches: list[t.Branch], line: int) -> Body:
        if not branches:
            return ()
        if all(branch.test is None for branch in branches):
            return branches[0].body
        return self._shown(t.If(tuple(branches), line))

    def _slice(self, reader: Reader, over: t.Expr, line: int) -> t.Expr:
        asked: dict[str, t.Expr] = {}
        turned = False
        while not reader.peek(kind="") or reader.peek("reversed", "limit", "offset", ","):
            if reader.take(","):
                continue
            if reader.take("reversed"):
                turned = True
                continue
            word = reader.take("limit", "offset")
            if word is None:
                break
            reader.need(":")
            at = reader.here
            value = reader.value()
            asked[word.text] = self._bound(reader, value, at)
        reader.done()
        return _part_of(over, asked, turned, line)

    def _bound(self, reader: Reader, value: t.Expr, at: int) -> t.Expr:
        if isinstance(value, t.Const) and isinstance(value.value, str) and value.value.isdecimal():
            value = t.Const(int(value.value[:9]), value.line)
        if not isinstance(value, t.Const) or isinstance(value.value, bool) or not isinstance(value.value, int):
            raise reader.refuse(at, "a limit or offset that is worked out", "Write a number.")
        if value.value < 0:
            raise reader.refuse(at, "a limit or offset below 0", "Write a number from 0.")
        return value

    def _target(self, name: str, at: int) -> str:
        if name.startswith("_"):
            raise self._source.problem(reading.UNDERSCORE, at, name=name)
        if not name.isidentifier() or name in ("loop", "forloop", "blank", "empty", "true", "false", "nil", "null"):
            raise self._source.problem(
                problems.NOT_ALLOWED,
                at,
                what=f"“{name}” as a variable’s name",
                remedy="Take letters, figures and _ only.",
            )
        return name

    def _assign(self, piece: Piece) -> Body:
        reader = self._reader(piece)
        name = reader.need(kind="name", instead="A name has to stand there, as in {% assign town = city %}.")
        target = self._target(name.text, name.at)
        reader.need("=", instead="Give it a value, as in {% assign town = city %}.")
        expr = reader.filtered()
        reader.done()
        self._no_breaks(piece, expr)
        if isinstance(expr, t.Filter) and expr.name in TEXTS:
            # In Liquid a text that was made of nothing is one, and true.
            expr = t.Binary("~", expr, t.Const("", expr.line), expr.line)
        return (self._set(target, expr, piece),)

    def _set(self, target: str, expr: t.Expr, piece: Piece) -> t.Set:
        made = t.Set(target, expr, self._source.line(piece.start))
        self.places[id(made)] = piece.start
        return made

    def _capture(self, piece: Piece) -> Body:
        reader = self._reader(piece)
        quoted = reader.take(kind="text")
        name = quoted or reader.need(kind="name", instead="A name has to stand there, as in {% capture town %}.")
        target = self._target(name.text.strip("'\""), name.at)
        reader.done()
        body, stop = self._body(frozenset({"endcapture"}), piece)
        if stop is not None:
            self._alone(stop)
        return (self._set(target, captured(self._source, body, piece.start), piece),)


def _part_of(over: t.Expr, asked: dict[str, t.Expr], turned: bool, line: int) -> t.Expr:
    """The entries that a loop goes over, of those that it could."""
    offset, limit = asked.get("offset"), asked.get("limit")
    first = offset.value if isinstance(offset, t.Const) else 0
    stop = t.Const(int(first or 0) + int(limit.value or 0), line) if isinstance(limit, t.Const) else None
    if offset is not None or stop is not None:
        over = t.Slice(over, offset, stop, line)
    return t.Filter(over, "backwards", (), (), line) if turned else over


def _broken_lines(of: t.Expr, line: int) -> Body:
    if isinstance(of, t.Const):
        pieces = str(of.value or "").replace("\r\n", "\n").split("\n")
        outputs = [(t.Output(t.Const(piece, line), line), t.Text("<br />\n", line)) for piece in pieces]
        return tuple(node for pair in outputs for node in pair)[:-1]
    lines = t.Filter(t.Filter(of, "replace", (t.Const("\r\n"), t.Const("\n"))), "split", (t.Const("\n"),), (), line)
    between = t.If((t.Branch(t.Not(t.Attr(t.Name("loop"), "last")), (t.Text("<br />\n", line),), line),), line)
    return (t.For("text_line", lines, None, (t.Output(t.Name("text_line"), line), between), (), line),)


def is_list(expr: t.Expr) -> bool:
    """Whether the expression makes a list, which Liquid prints without anything between its entries."""
    lists = ("split", "sort", "sort_as_text", "backwards", "unique", "map", "where", "reject")
    return isinstance(expr, t.Items) or (isinstance(expr, t.Filter) and expr.name in lists)


def is_blank(node: t.Node) -> bool:
    """Whether a tag prints nothing but spaces, whatever happens."""
    match node:
        case t.Text(data):
            return not data.strip()
        case t.Set():
            return True
        case t.If(branches):
            return all(is_blank(each) for branch in branches for each in branch.body)
        case t.For(body=body, otherwise=otherwise):
            return all(map(is_blank, (*body, *otherwise)))
    return False


def _unblanked(node: t.Node) -> t.Node:
    """The tag without the spaces in it: Liquid prints none where there is nothing else."""
    match node:
        case t.If(branches):
            return replace(node, branches=tuple(replace(each, body=_without_text(each.body)) for each in branches))
        case t.For(body=body, otherwise=otherwise):
            return replace(node, body=_without_text(body), otherwise=_without_text(otherwise))
    return node


def _without_text(body: Iterable[t.Node]) -> Body:
    return tuple(_unblanked(each) for each in body if not isinstance(each, t.Text))
