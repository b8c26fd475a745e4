"""A Handlebars source in pieces: texts and mustaches, with the spaces taken away that a mustache takes with it.

A block's tag, an else or a comment that has a line for itself takes the whole line; a `~` takes all spaces beside it.
"""

import re
from dataclasses import dataclass, field

from app.template.languages.handlebars import problems
from app.template.reading.source import Source

_OPEN = re.compile(r"(\\*)(\{\{)")
_KIND = re.compile(r"\{\{(~?)(!--|!|#>|#\*|[#^/>=*]|&|\{)?")
_TOKEN = re.compile(
    r"\s+|(?P<text>\"(?:\\[\"]|[^\"])*\"|'(?:\\[']|[^'])*')|(?P<segment>\[(?:\\\]|[^\]])*\])"
    r"|(?P<number>-?[0-9]+(?:\.[0-9]+)?(?=[=~}\s/.)\]|]))|(?P<params>as\s+\|)|(?P<up>\.\.)|(?P<sign>[()=./|@&^]|\}?~?\}\})"
    r"|(?P<id>[^\s!\"#%-,./;->@\[-\^`{-~]+)"
)
_STANDALONE = frozenset({"#", "^", "/", "!", "else"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign of a mustache, of which kind, and where it stands."""

    kind: str
    text: str
    at: int


@dataclass(slots=True)
class Piece:
    """A text, or a mustache with its words: `kind` is `text`, `{{`, `{{{` or the sign of a block, `else` or `!`."""

    kind: str
    start: int
    text: str = ""
    tokens: list[Token] = field(default_factory=list)
    trims: tuple[bool, bool] = (False, False)
    end: int = 0


def pieces(source: Source) -> list[Piece]:
    """The pieces in order, without comments and empty texts; raises TemplateProblem."""
    found = _pieces(source)
    texts = [piece.text for piece in found]
    for index, piece in enumerate(found):
        if piece.kind in _STANDALONE and _alone(found, texts, index):
            _cut(found, index - 1, r"[ \t]+\Z")
            _cut(found, index + 1, r"\A[ \t]*\r?\n?")
        if piece.trims[0]:
            _cut(found, index - 1, r"\s+\Z")
        if piece.trims[1]:
            _cut(found, index + 1, r"\A\s+")
    return [piece for piece in found if piece.kind != "!" and (piece.kind != "text" or piece.text)]


def _alone(found: list[Piece], texts: list[str], index: int) -> bool:
    before = found[index - 1] if index else None
    after = found[index + 1] if index + 1 < len(found) else None
    if (before is not None and before.kind != "text") or (after is not None and after.kind != "text"):
        return False
    start = r"(\A|\n)\s*?\Z" if index == 1 else r"\n\s*?\Z"
    end = r"\s*?(\r?\n|\Z)" if index + 2 == len(found) else r"\s*?\r?\n"
    left = before is None or re.search(start, texts[index - 1]) is not None
    return left and (after is None or re.match(end, texts[index + 1]) is not None)


def _cut(found: list[Piece], index: int, pattern: str) -> None:
    if 0 <= index < len(found) and found[index].kind == "text":
        found[index].text = re.sub(pattern, "", found[index].text)


def _pieces(source: Source) -> list[Piece]:
    text, at, made, literal, begun = source.text, 0, [], "", 0
    while found := _OPEN.search(text, at):
        slashes = len(found[1])
        literal += text[at : found.start()]
        if slashes == 1:
            # Escaped: what would open a mustache is text.
            literal, at = literal + "{{", found.end()
            continue
        literal += found[1][: slashes - 1] if slashes else ""
        if literal:
            made.append(Piece("text", begun, literal))
        piece = _mustache(source, found.start(2))
        made.append(piece)
        at = begun = piece.end
        literal = ""
    literal += text[at:]
    if literal:
        made.append(Piece("text", begun, literal))
    return made


def _mustache(source: Source, start: int) -> Piece:
    text = source.text
    if text.startswith("{{{{", start):
        raise source.problem(problems.NOT_ALLOWED, start, what="a raw block", remedy="Write \\{{ before what is text.")
    found = _KIND.match(text, start)
    assert found is not None  # it begins with {{
    sign, left = found[2] or "", bool(found[1])
    if sign in ("!", "!--"):
        return _comment(source, start, left, dashes=sign == "!--")
    if sign in _REFUSED:
        what, remedy = _REFUSED[sign]
        raise source.problem(problems.NOT_ALLOWED, start, what=what, remedy=remedy)
    tokens, end = _tokens(source, start, found.end(), "}}}" if sign == "{" else "}}")
    kind = {"": "{{", "&": "{{{", "{": "{{{"}.get(sign, sign)
    right = "~" in text[end - 4 if sign == "{" else end - 3 : end]
    words = [each.text for each in tokens]
    if (kind == "{{" and (words[:1] == ["else"] or words == ["^"])) or (kind == "^" and not words):
        kind = "else"
    return Piece(kind, start, "", tokens, (left, right), end)


_REFUSED = {
    ">": ("a partial", "Put its text into this template."),
    "#>": ("a partial", "Put its text into this template."),
    "#*": ("a decorator", "Put its text where it is used."),
    "*": ("a decorator", "Put its text where it is used."),
    "=": ("other delimiters", "Write {{ and }}."),
}


def _comment(source: Source, start: int, left: bool, *, dashes: bool) -> Piece:
    found = re.compile(r"--(~?)\}\}" if dashes else r"(~?)\}\}").search(source.text, start + 3)
    if found is None:
        what, remedy = "A comment is opened and not closed", "Close it with --}}." if dashes else "Close it with }}."
        raise source.problem(problems.SYNTAX, start, what=what, remedy=remedy)
    return Piece("!", start, "", [], (left, bool(found[1])), found.end())


def _tokens(source: Source, start: int, at: int, close: str) -> tuple[list[Token], int]:
    """The words of a mustache, and where it ends."""
    made: list[Token] = []
    while True:
        found = _TOKEN.match(source.text, at)
        if found is None:
            raise _strange(source, start, at)
        at = found.end()
        kind, text = str(found.lastgroup), found.group()
        if text.endswith("}}"):
            if text.replace("~", "") != close:
                what = f"“{close}” has to stand there"
                raise source.problem(problems.SYNTAX, found.start(), what=what, remedy="Close it as it was opened.")
            return made, at
        if found.lastgroup:
            made.append(Token(kind, text, found.start()))


def _strange(source: Source, start: int, at: int) -> Exception:
    sign = source.text[at : at + 1]
    if not sign:
        what, remedy = "A merge field is opened and not closed", "Close it with }}."
        return source.problem(problems.SYNTAX, start, what=what, remedy=remedy)
    if sign in "\"'":
        what, remedy = "A quote is opened and not closed", "Close it before the braces end."
    elif sign == "%":
        what, remedy = "“{%” is Jinja or Liquid", "In Handlebars it is {{#if … }} … {{/if}}."
    else:
        what, remedy = f"“{sign}” cannot stand there", "Only names, texts in quotes and numbers can stand there."
    return source.problem(problems.SYNTAX, at, what=what, remedy=remedy)
