"""What stands inside Liquid's tags: values, filters, conditions and arguments, read into the tree's expressions."""

import re
from dataclasses import dataclass

from app.template import tree as t
from app.template.languages.liquid import filters, problems
from app.template.reading import names
from app.template.reading import problems as reading
from app.template.reading.source import Source

_TOKEN = re.compile(
    r"(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>-?\d+(?:\.(?!\.)\d+)?(?![\w-]))|(?P<name>[^\W\d][\w-]*\??)"
    r"|(?P<sign>==|!=|<>|<=|>=|\.\.|[<>|:,.\[\]()=])"
)
_SPACE = re.compile(r"\s*")
_COMPARISONS = {"==": "==", "!=": "!=", "<>": "!=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_LITERALS = {"true": True, "false": False, "nil": None, "null": None}
_ASKED = ("blank", "empty")
_LOOP = {"rindex": "revindex", "rindex0": "revindex0"}
MAX_RANGE = 100
"""Numbers that a range may have."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign, of which kind, and where it stands."""

    kind: str
    text: str
    at: int


class Reader:
    """Reads one tag or output from left to right; raises TemplateProblem with its place."""

    def __init__(self, source: Source, inside: str, at: int, own: frozenset[str], loops: int = 0) -> None:
        self.source, self.own, self._loops = source, own, loops
        self._end = at + len(inside)
        self._tokens = self._scan(inside, at)
        self._next = 0

    def _scan(self, inside: str, base: int) -> list[Token]:
        made, at = [], _SPACE.match(inside).end()  # type: ignore[union-attr]  # it may be empty
        while at < len(inside):
            found = _TOKEN.match(inside, at)
            if found is None:
                raise self._strange(inside[at], base + at)
            made.append(Token(str(found.lastgroup), found.group(), base + at))
            at = _SPACE.match(inside, found.end()).end()  # type: ignore[union-attr]
        return made

    def _strange(self, sign: str, at: int) -> Exception:
        if sign in "'\"":
            what, remedy = "A quote is opened and not closed", "Close it before the braces end."
        elif sign in "‘’“”":
            what, remedy = "A curly quote cannot stand there", "Use straight quotes."
        else:
            what, remedy = f"“{sign}” cannot stand there", "Reckon with filters, as in {{ orders | plus: 1 }}."
        return self.source.problem(problems.SYNTAX, at, what=what, remedy=remedy)

    @property
    def here(self) -> int:
        """Where the next word stands."""
        return self._tokens[self._next].at if self._next < len(self._tokens) else self._end

    def line(self, at: int | None = None) -> int:
        """The line of an offset, or of the next word."""
        return self.source.line(self.here if at is None else at)

    def peek(self, *texts: str, kind: str = "") -> bool:
        """Whether the next word is one of these, or of that kind."""
        if self._next >= len(self._tokens):
            return False
        token = self._tokens[self._next]
        return token.kind == kind if kind else token.kind != "text" and token.text in texts

    def take(self, *texts: str, kind: str = "") -> Token | None:
        """The next word if it is one of these, or of that kind, else None."""
        if not self.peek(*texts, kind=kind):
            return None
        self._next += 1
        return self._tokens[self._next - 1]

    def need(self, *texts: str, kind: str = "", instead: str = "") -> Token:
        """The next word, which must be that."""
        found = self.take(*texts, kind=kind)
        if found is None:
            raise self.unexpected(instead or f"“{texts[0]}” has to stand there.")
        return found

    def unexpected(self, remedy: str) -> Exception:
        """The problem that the next word, or the end, is."""
        if self._next < len(self._tokens):
            what = f"“{self._tokens[self._next].text}” cannot stand there"
        else:
            what = "Something is missing before its end"
        return self.source.problem(problems.SYNTAX, self.here, what=what, remedy=remedy)

    def refuse(self, at: int, what: str, remedy: str) -> Exception:
        """The problem that a template cannot use something."""
        return self.source.problem(problems.NOT_ALLOWED, at, what=what, remedy=remedy)

    def done(self) -> None:
        """Raise TemplateProblem unless all was read."""
        if self._next < len(self._tokens):
            raise self.unexpected("Take it out, or put it in quotes.")

    # Values.

    def filtered(self) -> t.Expr:
        """A value with its filters."""
        made = self.value()
        while self.take("|"):
            name = self.need(
                kind="name", instead="A filter's name has to stand there, as in {{ first_name | upcase }}."
            )
            args, named = self._arguments()
            self.source.count(name.at)
            made = filters.applied(self, made, name.text, name.at, args, named)
        return made

    def _arguments(self) -> tuple[list[t.Expr], list[tuple[str, t.Expr]]]:
        args: list[t.Expr] = []
        named: list[tuple[str, t.Expr]] = []
        if not self.take(":"):
            return args, named
        while True:
            key = self._key()
            value = self.value()
            if key:
                named.append((key, value))
            else:
                args.append(value)
            if not self.take(","):
                return args, named

    def _key(self) -> str:
        ahead = self._tokens[self._next : self._next + 2]
        if len(ahead) == 2 and ahead[0].kind == "name" and ahead[1].text == ":":
            self._next += 2
            return ahead[0].text
        return ""

    def value(self) -> t.Expr:
        """A literal, a range, or a field with its parts."""
        at = self.here
        made = self._operand()
        if _asks(made):
            raise self.refuse(at, "blank or empty here", "Compare with it, as in {% if city == blank %}.")
        return made

    def _operand(self) -> t.Expr:
        at = self.here
        with self.source.deeper(at):
            line = self.source.line(at)
            if text := self.take(kind="text"):
                return t.Const(text.text[1:-1], line)
            if number := self.take(kind="number"):
                return self._number(number)
            if self.take("("):
                return self._range(at)
            return self._path(line)

    def _number(self, found: Token) -> t.Const:
        if len(found.text) > 300:
            raise self.source.problem(reading.NUMBER_TOO_LARGE, found.at)
        value = float(found.text) if "." in found.text else int(found.text)
        return t.Const(value, self.source.line(found.at))

    def _range(self, at: int) -> t.Expr:
        first = self.value()
        self.need("..")
        last = self.value()
        self.need(")")
        ends = [int(each.value) for each in (first, last) if _is_number(each)]  # type: ignore[union-attr, arg-type]
        if len(ends) < 2 or ends[1] - ends[0] >= MAX_RANGE:
            raise self.refuse(at, "such a range", f"Write both numbers, at most {MAX_RANGE} apart, as in (1..5).")
        line = self.source.line(at)
        return t.Items(tuple(t.Const(each, line) for each in range(ends[0], ends[1] + 1)), line)

    def _path(self, line: int) -> t.Expr:
        head = self.peek("[")
        if head:
            made = self._top_level(line)
        else:
            name = self.need(kind="name", instead="A field, a text in quotes or a number has to stand there.")
            if name.text in _LITERALS:
                return self._alone(t.Const(_LITERALS[name.text], line))
            if name.text in _ASKED:
                return self._alone(t.Test(t.Const(None, line), name.text, (), line))
            made = self._named(name, line)
        while True:
            if self.take("."):
                made = self._dotted(made, self.need(kind="name", instead="The name of a part has to stand there."))
            elif self.peek("["):
                made = self._index(made)
            else:
                return made

    def _alone(self, made: t.Expr) -> t.Expr:
        if self.peek(".", "["):
            raise self.unexpected("Only fields have parts.")
        return made

    def _named(self, name: Token, line: int) -> t.Expr:
        self._check(name)
        if name.text == "forloop":
            if not self._loops:
                raise self.refuse(name.at, "forloop outside of a loop", "Take it out.")
            return t.Name("loop", line)
        if name.text == "loop" and "loop" not in self.own:
            raise self.refuse(name.at, "the name “loop”", "Choose another, or write forloop.")
        return names.field(name.text, line, self.own)

    def _check(self, name: Token) -> None:
        if name.text.startswith("_"):
            raise self.source.problem(reading.UNDERSCORE, name.at, name=name.text)

    def _top_level(self, line: int) -> t.Expr:
        at = self.need("[").at
        key = self.value()
        self.need("]")
        if not isinstance(key, t.Const) or not isinstance(key.value, str) or not key.value or key.value[0] == "_":
            raise self.refuse(at, "a field whose name is worked out", "Write its name, as in {{ ['odd name'] }}.")
        return names.field(key.value, line, self.own)

    def _dotted(self, of: t.Expr, name: Token) -> t.Expr:
        self._check(name)
        line = self.source.line(name.at)
        if isinstance(of, t.Name) and of.name == "loop" and "loop" not in self.own:
            part = _LOOP.get(name.text, name.text)
            if part not in t.LOOP_PARTS or (part != name.text and name.text not in _LOOP):
                known = "index, index0, rindex, rindex0, first, last and length"
                raise self.refuse(name.at, f"forloop.{name.text}", f"A loop has {known}.")
            return t.Attr(of, part, line)
        if name.text in ("size", "first", "last"):
            return t.Filter(of, "entry", (t.Const(name.text, line),), (), line)
        return names.part(of, name.text, line, self.own)

    def _index(self, of: t.Expr) -> t.Expr:
        at = self.need("[").at
        index = self.value()
        self.need("]")
        line = self.source.line(at)
        if isinstance(of, t.Name) and of.name == "loop" and "loop" not in self.own:
            raise self.refuse(at, "brackets behind forloop", "Write forloop.index.")
        if isinstance(index, t.Const) and isinstance(index.value, str):
            if index.value.startswith("_"):
                raise self.source.problem(reading.UNDERSCORE, at, name=index.value)
            if index.value in ("size", "first", "last"):
                return t.Filter(of, "entry", (index,), (), line)
            return names.part(of, index.value, line, self.own)
        return t.Item(of, index, line)

    # Conditions.

    def condition(self) -> t.Expr:
        """Comparisons joined by `and` and `or`, which bind from the right."""
        at = self.here
        with self.source.deeper(at):
            left = self._comparison()
            word = self.take("and", "or")
            if word is None:
                return left
            return t.Binary(word.text, left, self.condition(), self.source.line(word.at))

    def _comparison(self) -> t.Expr:
        at = self.here
        left = self._operand()
        word = self.take(*_COMPARISONS, "contains")
        if word is None:
            if _asks(left):
                raise self.refuse(at, "blank or empty alone", "Compare with it, as in {% if city == blank %}.")
            return left
        return self._compared(left, word, self._operand())

    def _compared(self, left: t.Expr, word: Token, right: t.Expr) -> t.Expr:
        line = self.source.line(word.at)
        if word.text == "contains":
            if _asks(left) or _asks(right):
                raise self.refuse(word.at, "contains with blank or empty", "Name what is looked for.")
            if isinstance(right, t.Const) and isinstance(right.value, str):
                return t.Compare(right, (("in", left),), line)
            return t.Test(left, "containing", (right,), line)
        op = _COMPARISONS[word.text]
        if _asks(left) or _asks(right):
            return self._emptiness(left, op, right, word)
        if op in ("==", "!="):
            return self._same(left, op, right, word)
        return self._ordered(left, op, right, word)

    def _emptiness(self, left: t.Expr, op: str, right: t.Expr, word: Token) -> t.Expr:
        line = self.source.line(word.at)
        if _asks(left) and not _asks(right):
            left, right = right, left
        if op not in ("==", "!=") or _asks(left):
            raise self.refuse(word.at, f"{word.text} with blank or empty", "Ask by == or by !=.")
        assert isinstance(right, t.Test)  # it is what was asked for
        made: t.Expr = t.Test(left, right.name, (), line)
        if right.name == "blank":
            # In Liquid false is blank too.
            made = t.Binary("or", made, t.Compare(left, (("==", t.Const(False, line)),), line), line)
        return made if op == "==" else t.Not(made, line)

    def _same(self, left: t.Expr, op: str, right: t.Expr, word: Token) -> t.Expr:
        line = self.source.line(word.at)
        for one, other in ((left, right), (right, left)):
            if isinstance(other, t.Const) and other.value is None:
                return t.Test(one, "none", (), line) if op == "==" else t.Not(t.Test(one, "none", (), line), line)
            if isinstance(other, t.Const) and other.value == "":
                if t.path_of(one) is not None and not (isinstance(one, t.Name) and one.name in self.own):
                    blank = "== blank" if op == "==" else "!= blank"
                    raise self.refuse(word.at, "a comparison of a field with ''", f"Missing is not '': write {blank}.")
                made = t.Binary("and", t.Test(one, "string", (), line), t.Compare(one, (("==", other),), line), line)
                return made if op == "==" else t.Not(made, line)
        return t.Compare(left, ((op, right),), line)

    def _ordered(self, left: t.Expr, op: str, right: t.Expr, word: Token) -> t.Expr:
        kinds = {type(each.value) for each in (left, right) if isinstance(each, t.Const)}
        kinds = {int if each is float else each for each in kinds}
        if (len(kinds) > 1 and type(None) not in kinds) or bool in kinds:
            raise self.refuse(word.at, f"{word.text} between a text and a number", "Take the quotes away.")
        return t.Compare(left, ((op, right),), self.source.line(word.at))


def _is_number(expr: t.Expr) -> bool:
    return isinstance(expr, t.Const) and isinstance(expr.value, (int, float)) and not isinstance(expr.value, bool)


def _asks(expr: t.Expr) -> bool:
    return isinstance(expr, t.Test)
