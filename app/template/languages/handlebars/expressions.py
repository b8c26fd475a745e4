"""What stands inside a mustache, read into the tree's expressions: paths, literals, and helpers with their values."""

from app.template import tree as t
from app.template.languages.handlebars import problems
from app.template.languages.handlebars.contexts import Context, part
from app.template.languages.handlebars.helpers import helped
from app.template.languages.handlebars.scanner import Token
from app.template.reading import names
from app.template.reading import problems as reading
from app.template.reading.source import Source

_LITERALS = {"true": True, "false": False, "null": None, "undefined": None}
_PLACES = {"index": "index0", "first": "first", "last": "last"}


class Reader:
    """Reads the words of one mustache from left to right; raises TemplateProblem with its place."""

    def __init__(self, source: Source, tokens: list[Token], start: int, context: Context) -> None:
        self.source, self._tokens, self._start, self._context = source, tokens, start, context
        self._next = 0

    @property
    def here(self) -> int:
        """Where the next word stands, or the mustache where there is none."""
        return self._tokens[self._next].at if self._next < len(self._tokens) else self._start

    def peek(self, text: str = "", kind: str = "") -> bool:
        """Whether the next word is that, or of that kind."""
        if self._next >= len(self._tokens):
            return False
        token = self._tokens[self._next]
        return token.kind == kind if kind else token.text == text and token.kind != "text"

    def take(self, text: str = "", kind: str = "") -> Token | None:
        """The next word if it is that, or of that kind, else None."""
        if not self.peek(text, kind):
            return None
        self._next += 1
        return self._tokens[self._next - 1]

    def word(self) -> Token | None:
        """The next word if it is a plain name, as a block's is."""
        return self.take(kind="id")

    def unexpected(self, remedy: str) -> Exception:
        """The problem that the next word, or the end, is."""
        left = self._tokens[self._next].text if self._next < len(self._tokens) else ""
        what = f"“{left}” cannot stand there" if left else "Something is missing before its end"
        return self.source.problem(problems.SYNTAX, self.here, what=what, remedy=remedy)

    def refuse(self, at: int, what: str, remedy: str) -> Exception:
        """The problem that a template cannot use something."""
        return self.source.problem(problems.NOT_ALLOWED, at, what=what, remedy=remedy)

    def done(self) -> None:
        """Raise TemplateProblem unless all was read."""
        if self._next < len(self._tokens):
            raise self.unexpected("Take it out.")

    # Calls and values.

    def call(self) -> t.Expr:
        """A field, or a helper with its values, as a mustache holds it."""
        at = self.here
        if self.peek(kind="text") or self.peek(kind="number"):
            return self._named_by(at)
        if not self._calls():
            return self.path(literals=False)
        return self._helper(at)

    def _named_by(self, at: int) -> t.Expr:
        # A text or number alone is a field's name.
        token = self.take(kind="text") or self.take(kind="number")
        assert token is not None  # it was seen
        name = _unquoted(token.text) if token.kind == "text" else token.text
        if self._next < len(self._tokens):
            raise self.unexpected("A helper has a name.")
        return self._find(name, at)

    def _calls(self) -> bool:
        """Whether a plain name is followed by values."""
        if not self.peek(kind="id") or self._next + 1 >= len(self._tokens):
            return False
        follower = self._tokens[self._next + 1]
        return follower.kind == "up" or (follower.text not in ("/", ".", ")", "=") and follower.kind != "params")

    def _helper(self, at: int) -> t.Expr:
        name = self.take(kind="id")
        assert name is not None  # it was seen
        given, named = self.values()
        return helped(self.source, name.text, at, given, named)

    def values(self) -> tuple[list[t.Expr], list[tuple[str, t.Expr]]]:
        """Values by place, and behind them those by name."""
        given: list[t.Expr] = []
        named: list[tuple[str, t.Expr]] = []
        while self._next < len(self._tokens) and not self.peek(")") and not self.peek(kind="params"):
            if self._names():
                key = self._tokens[self._next]
                self._next += 2
                named.append((key.text.strip("[]"), self.value()))
            elif named:
                raise self.unexpected("Values by name stand last.")
            else:
                given.append(self.value())
        return given, named

    def _names(self) -> bool:
        ahead = self._tokens[self._next : self._next + 2]
        return len(ahead) == 2 and ahead[0].kind in ("id", "segment") and ahead[1].text == "="

    def value(self) -> t.Expr:
        """A literal, a path, or a helper in brackets."""
        at = self.here
        line = self.source.line(at)
        with self.source.deeper(at):
            if text := self.take(kind="text"):
                return t.Const(_unquoted(text.text), line)
            if number := self.take(kind="number"):
                return self._number(number)
            if self.take("("):
                if not self.peek(kind="id"):
                    raise self.unexpected("A helper’s name has to stand there.")
                made = self._helper(self.here)
                if not self.take(")"):
                    raise self.unexpected("Close the bracket.")
                return made
            return self.path()

    def _number(self, found: Token) -> t.Const:
        if len(found.text) > 300:
            raise self.source.problem(reading.NUMBER_TOO_LARGE, found.at)
        value = float(found.text) if "." in found.text else int(found.text)
        return t.Const(value, self.source.line(found.at))

    # Paths.

    def path(self, *, literals: bool = True) -> t.Expr:
        """A name with its parts, from here, from above (`../`), from the top (`@root`) or of the loop (`@index`)."""
        at = self.here
        if literals and self.peek(kind="id") and self._tokens[self._next].text in _LITERALS and not self._goes_on(1):
            self._next += 1
            return t.Const(_LITERALS[self._tokens[self._next - 1].text], self.source.line(at))
        if self.take("@"):
            return self._data(at)
        context = self._context
        climbed = False
        while self.take(kind="up"):
            climbed = True
            if context.up is None:
                raise self.refuse(at, "../ above the top", "Take it out.")
            context = context.up
            if not self.take("/"):
                return self._parts(self._this(context, at), at)
        return self._from(context, at, plain=not climbed)

    def _goes_on(self, ahead: int) -> bool:
        index = self._next + ahead
        return index < len(self._tokens) and self._tokens[index].text in (".", "/")

    def _from(self, context: Context, at: int, *, plain: bool) -> t.Expr:
        line = self.source.line(at)
        if self.take(".") or self.take("this"):
            if not self._separated() and not self._ends():
                raise self.unexpected("Write this.name, or the name alone.")
            if self._ends():
                return self._this(context, at)
            made = self._found(context, self._name(), line)
            return self._parts(made, at)
        name = self._name()
        if plain and name in context.given:
            return self._parts(context.given[name], at)
        return self._parts(self._found(context, name, line), at)

    def _ends(self) -> bool:
        return not (self.peek(kind="id") or self.peek(kind="segment") or self.peek(".") or self.peek("/")) or (
            not self._follows()
        )

    def _follows(self) -> bool:
        # Without a space between: `this .x` is two values.
        before, token = self._tokens[self._next - 1], self._tokens[self._next]
        return before.at + len(before.text) == token.at

    def _separated(self) -> bool:
        return self._next < len(self._tokens) and self._follows() and bool(self.take("/") or self.take("."))

    def _this(self, context: Context, at: int) -> t.Expr:
        if context.this is None:
            raise self.refuse(at, "“this” outside of a block", "Name a merge field.")
        return context.this

    def _name(self) -> str:
        token = self.take(kind="id") or self.take(kind="segment") or self.take(kind="number")
        if token is None:
            raise self.unexpected("A field’s name has to stand there.")
        name = token.text[1:-1].replace("\\]", "]") if token.kind == "segment" else token.text
        if name.startswith("_"):
            raise self.source.problem(reading.UNDERSCORE, token.at, name=name)
        if not name:
            raise self.refuse(token.at, "an empty name", "Name a merge field.")
        return name

    def _find(self, name: str, at: int) -> t.Expr:
        if name.startswith("_") or not name:
            raise self.source.problem(reading.UNDERSCORE, at, name=name)
        return self._found(self._context, name, self.source.line(at))

    def _found(self, context: Context, name: str, line: int) -> t.Expr:
        return context.find(name, line)

    def _parts(self, of: t.Expr, at: int) -> t.Expr:
        line = self.source.line(at)
        while self._next < len(self._tokens) and self._follows() and (self.take(".") or self.take("/")):
            if self.peek("this") or self.peek(kind="up") or self.peek("."):
                raise self.unexpected("“this” and “..” stand first.")
            of = part(of, self._name(), line)
        return of

    # What a block knows of itself.

    def _data(self, at: int) -> t.Expr:
        line = self.source.line(at)
        above = 0
        while self.take(kind="up"):
            above += 1
            self.take("/")
        name = self._name()
        if name == "root":
            if not self._separated():
                raise self.refuse(at, "@root alone", "Name a field of it, as in @root.first_name.")
            return self._parts(names.field(self._name(), line), at)
        loops = self._context.loops
        if len(loops) <= above:
            raise self.refuse(at, f"@{'../' * above}{name} here", "It stands in {{#each}}.")
        loop = loops[-1 - above]
        if name == "key":
            if not loop.keyed:
                raise self.refuse(at, "@key here", "It stands in {{#each}}.")
            return t.Attr(t.Name(loop.target, line), "key", line)
        if name not in _PLACES:
            raise self.refuse(at, f"@{name}", "There are @index, @first, @last, @key and @root.")
        if above == 0:
            return t.Attr(t.Name("loop", line), _PLACES[name], line)
        return t.Name(loop.places.setdefault(_PLACES[name], f"{loop.target}_{_PLACES[name]}"), line)


def _unquoted(text: str) -> str:
    return text[1:-1].replace(f"\\{text[0]}", text[0])
