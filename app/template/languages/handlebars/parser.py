"""Handlebars' source to the tree, with a stated subset of the language.

Taken: text, `{{x}}` and `{{{x}}}` (values are escaped where they must be in both), `if`, `unless`, `each`, `with`,
sections and inverted sections, `else` and `else if`, `../`, `this`, `@index @first @last @key @root`, block
parameters, literal segments, comments, whitespace control, `\\{{`, and the helpers of `helpers`. Everything else is
refused with its line and column.
"""

import re
from dataclasses import dataclass

from app.domain.problems import TemplateProblem
from app.template import tree as t
from app.template.fields import KNOWN_LISTS
from app.template.languages.handlebars import contexts, problems
from app.template.languages.handlebars.contexts import Context, Loop
from app.template.languages.handlebars.expressions import Reader
from app.template.languages.handlebars.helpers import BLOCKS, helped, is_helper
from app.template.languages.handlebars.scanner import Piece, pieces
from app.template.reading.source import Source

Body = tuple[t.Node, ...]


def parse(text: str) -> t.Tree:
    """The tree of a Handlebars source, each condition as it was written; raises TemplateProblem."""
    source = Source(text)
    return t.Tree(_Parser(source, pieces(source)).whole())


@dataclass(frozen=True)
class _Open:
    """A block that is open: what it is called, and its first piece."""

    name: str
    piece: Piece


class _Parser:
    """Reads the pieces from the first to the last, going down into each block."""

    def __init__(self, source: Source, found: list[Piece]) -> None:
        self._source, self._pieces = source, found
        self._next = 0
        self._taken = set(re.findall(r"\w+", source.text))
        self._says_item = re.search(r"as\s+\|\s*item\b", source.text) is not None

    def whole(self) -> Body:
        """The nodes of the whole source."""
        body, stop = self._body(contexts.top())
        if stop is not None:
            said = "else" if stop.kind == "else" else "/" + "".join(each.text for each in stop.tokens)
            what = f"There is no open block that “{said}” could belong to"
            raise self._wrong(stop, what, "Take it out, or open one before it.")
        return body

    def _wrong(self, piece: Piece, what: str, remedy: str) -> TemplateProblem:
        return self._source.problem(problems.SYNTAX, piece.start, what=what, remedy=remedy)

    def _line(self, piece: Piece) -> int:
        return self._source.line(piece.start)

    def _body(self, context: Context) -> tuple[Body, Piece | None]:
        """What stands up to an else or the end of the block, and that piece."""
        made: list[t.Node] = []
        while self._next < len(self._pieces):
            piece = self._pieces[self._next]
            self._next += 1
            if piece.kind == "text":
                made.append(t.Text(piece.text, self._line(piece)))
            elif piece.kind in ("else", "/"):
                return tuple(made), piece
            elif piece.kind in ("#", "^"):
                with self._source.nested(piece.start):
                    made.extend(self._block(piece, context))
            else:
                made.append(self._output(piece, context))
        return tuple(made), None

    def _output(self, piece: Piece, context: Context) -> t.Output:
        if not piece.tokens:
            what, remedy = "There is nothing between the braces", "Name a merge field, as in {{first_name}}."
            raise self._wrong(piece, what, remedy)
        reader = Reader(self._source, piece.tokens, piece.start, context)
        made = t.Output(reader.call(), self._line(piece))
        reader.done()
        return made

    # Blocks.

    def _block(self, piece: Piece, context: Context) -> Body:
        reader = Reader(self._source, piece.tokens, piece.start, context)
        first = piece.tokens[0] if piece.tokens else None
        if first is None:
            raise self._wrong(piece, "A block has no name", "Write {{#if first_name}} … {{/if}}.")
        name = first.text if first.kind == "id" and len(piece.tokens) > 1 else ""
        opened = _Open(name or _path_text(piece), piece)
        if piece.kind == "^":
            return self._inverted(opened, reader, context)
        return self._opened(name, opened, reader, context)

    def _opened(self, name: str, opened: _Open, reader: Reader, context: Context) -> Body:
        """A block by its name; a chained one (`else each`) is read in the same way."""
        known = name in ("if", "unless", "each", "with") or name in BLOCKS
        if known and reader.word():
            if name in ("if", "unless"):
                return self._if(name, opened, reader, context)
            if name == "each":
                return self._each(opened, reader, context)
            return (
                self._with(opened, reader, context) if name == "with" else self._asking(name, opened, reader, context)
            )
        at = reader.here
        made = reader.path(literals=False)
        if not reader.peek(kind="params"):
            remedy = "Known blocks are if, unless, each and with."
            if name and (is_helper(name) or opened.piece.tokens[1].text not in (".", "/")):
                raise self._source.problem(problems.NO_HELPER, at, name=name, remedy=remedy)
            reader.done()
        return self._section(made, opened, reader, context)

    def _end(self, opened: _Open, stop: Piece | None, context: Context) -> Body | None:
        """What stands in for the block: None where it ends, else what its else holds, up to the end."""
        if stop is None:
            what = f"The {opened.name} that begins there is not closed"
            raise self._wrong(opened.piece, what, f"Close it with {{{{/{opened.name}}}}}.")
        if stop.kind == "/":
            said = _path_text(stop)
            if said != opened.name:
                what = f"“{{{{/{said}}}}}” closes what is not open"
                raise self._wrong(stop, what, f"Close the {opened.name} with {{{{/{opened.name}}}}} first.")
            return None
        return self._else(opened, stop, context)

    def _else(self, opened: _Open, stop: Piece, context: Context) -> Body:
        words = stop.tokens[1:]
        if not words:
            body, end = self._body(context)
            if end is not None and end.kind == "else":
                raise self._wrong(end, "An else stands behind an else", "Let the else without a condition be the last.")
            self._end(opened, end, context)
            return body
        if len(words) < 2 or words[0].kind != "id":
            raise self._wrong(stop, "An else has no such block", "Write {{else}} or {{else if …}}.")
        reader = Reader(self._source, words, stop.start, context)
        with self._source.nested(stop.start):
            return self._opened(words[0].text, opened, reader, context)

    def _if(self, name: str, opened: _Open, reader: Reader, context: Context) -> Body:
        at = reader.here
        given, named = reader.values()
        reader.done()
        zero = dict(named).pop("includeZero", t.Const(False))
        if len(given) != 1 or [key for key, _ in named] not in ([], ["includeZero"]) or not isinstance(zero, t.Const):
            raise reader.refuse(at, f"{name} with other than one value", "Join conditions by (and a b) or (or a b).")
        test = given[0]
        if zero.value:
            test = t.Binary("or", test, t.Compare(test, (("==", t.Const(0, test.line)),), test.line), test.line)
        return self._chosen(t.Not(test, test.line) if name == "unless" else test, opened, context, context)

    def _asking(self, name: str, opened: _Open, reader: Reader, context: Context) -> Body:
        at = reader.here
        given, named = reader.values()
        reader.done()
        return self._chosen(helped(self._source, BLOCKS[name], at, given, named), opened, context, context)

    def _chosen(self, test: t.Expr, opened: _Open, context: Context, outer: Context) -> Body:
        """A condition: its body in `context`, what its else holds in the outer one."""
        line = self._line(opened.piece)
        body, stop = self._body(context)
        otherwise = self._end(opened, stop, outer)
        branches = [t.Branch(test, body, test.line or line)]
        match otherwise:
            case None:
                pass
            case (t.If(others),) if stop is not None and len(stop.tokens) > 1:
                branches.extend(others)
            case _:
                branches.append(t.Branch(None, otherwise, self._line(stop) if stop else line))
        return (t.If(tuple(branches), line),)

    def _with(self, opened: _Open, reader: Reader, context: Context) -> Body:
        at = reader.here
        given, named = reader.values()
        if len(given) != 1 or named:
            raise reader.refuse(at, "with with other than one value", "Write {{#with sender}}.")
        params = self._params(reader, 1)
        reader.done()
        of = given[0]
        zero = t.Compare(of, (("==", t.Const(0, of.line)),), of.line)
        test = of if of == t.Name("sender") else t.Binary("or", of, zero, of.line)
        return self._chosen(test, opened, contexts.inside(context, of, dict.fromkeys(params, of)), context)

    def _params(self, reader: Reader, most: int) -> list[str]:
        made: list[str] = []
        at = reader.here
        if not reader.take(kind="params"):
            return made
        while word := reader.word():
            made.append(word.text)
        if not reader.take("|") or not 0 < len(made) <= most:
            raise reader.refuse(at, "such names of a block", "Write as |product| or as |product index|.")
        return made

    def _each(self, opened: _Open, reader: Reader, context: Context) -> Body:
        at = reader.here
        line = reader.source.line(at)
        given, named = reader.values()
        if len(given) != 1 or named:
            raise reader.refuse(at, "each with other than one list", "Write {{#each recommendations}}.")
        params = self._params(reader, 2)
        reader.done()
        over = given[0]
        keyed = self._asks_key() or (len(params) > 1 and not _is_list(over))
        loop = Loop(self._fresh(params[0] if params else "item", context), keyed)
        item = t.Name(loop.target, line)
        this = t.Attr(item, "value", line) if keyed else item
        names: dict[str, t.Expr] = {}
        if params:
            names[params[0]] = this
        if len(params) > 1:
            loop.places["index0"] = self._fresh(params[1], context)
            names[params[1]] = t.Attr(item, "key", line) if keyed else t.Name(loop.places["index0"], line)
        if keyed:
            loop.places.pop("index0", None)
        if keyed or not _is_list(over):
            over = t.Filter(over, "keyed" if keyed else "values", (), (), line)
        body, stop = self._body(contexts.inside(context, this, names, loop))
        otherwise = self._end(opened, stop, context) or ()
        return (t.For(loop.target, over, None, _with_places(loop, body, line), otherwise, self._line(opened.piece)),)

    def _asks_key(self) -> bool:
        """Whether a name is asked for by @key within the block that has just been opened."""
        depth = 1
        for piece in self._pieces[self._next :]:
            depth += (piece.kind in ("#", "^")) - (piece.kind == "/")
            if depth == 0:
                return False
            for index, token in enumerate(piece.tokens):
                if token.text == "key" and index and piece.tokens[index - 1].text in ("@", "/"):
                    return True
        return False

    def _fresh(self, wish: str, context: Context) -> str:
        """A variable's name, as a block gives it, that no loop around it and nothing else has."""
        base = re.sub(r"\W", "_", wish).strip("_") or "item"
        base = base if base.isidentifier() and base != "loop" else "item"
        around = {name for loop in context.loops for name in (loop.target, *loop.places.values())}
        name, number = base, 1
        while name in around or (name in self._taken and (name != wish or (wish == "item" and not self._says_item))):
            number += 1
            name = f"{base}_{number}"
        self._taken.add(name)
        return name

    def _section(self, of: t.Expr, opened: _Open, reader: Reader, context: Context) -> Body:
        line = self._line(opened.piece)
        params = self._params(reader, 1)
        reader.done()
        loop = Loop(self._fresh(params[0] if params else "item", context))
        if _is_list(of):
            item = t.Name(loop.target, line)
            inner = contexts.inside(context, item, dict.fromkeys(params, item), loop)
        else:
            of = t.Filter(of, "sections", (), (), line)
            inner = contexts.section(context, loop, line)
            if params and inner.this is not None:
                inner.given = {**inner.given, params[0]: inner.this}
        body, stop = self._body(inner)
        otherwise = self._end(opened, stop, context) or ()
        return (t.For(loop.target, of, None, _with_places(loop, body, line), otherwise, line),)

    def _inverted(self, opened: _Open, reader: Reader, context: Context) -> Body:
        of = reader.path(literals=False)
        reader.done()
        line = self._line(opened.piece)
        known = t.Compare(of, (("!=", t.Const(0, line)),), line)
        test = t.Not(of, line) if _is_list(of) else t.Binary("and", t.Not(of, line), known, line)
        body, stop = self._body(context)
        if stop is None or stop.kind != "else":
            self._end(opened, stop, context)
            return (t.If((t.Branch(test, body, line),), line),)
        raise self._wrong(stop, "An inverted section has no else", "Write {{#if}} … {{else}} … {{/if}}.")


def _with_places(loop: Loop, body: Body, line: int) -> Body:
    """The body behind what it calls the loop's place, where something within asks for that by a name."""
    places = (t.Set(name, t.Attr(t.Name("loop", line), part, line), line) for part, name in loop.places.items())
    return (*places, *body)


def _is_list(expr: t.Expr) -> bool:
    return isinstance(expr, t.Name) and expr.name in KNOWN_LISTS


def _path_text(piece: Piece) -> str:
    return "".join(each.text for each in piece.tokens)
