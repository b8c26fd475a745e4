"""Words that stand in a template to be replaced, and were not: of a starter, of a designer, of another tool.

Only what the marketer's own source says is looked at, never a customer's value.
"""

import html
import re
from collections.abc import Iterator

from app.domain.background import tick
from app.template import tree as t
from app.template.construct_markers import Skeleton
from app.template.findings import Finding
from app.template.markup import scan

STARTER = ("One line that makes them open it", "Write here what they should know.")
"""What our own new template says where its writer has to say something."""

_OF_TOOLS = (
    "Use this space to add a short email preview",
    "Will be used in the preview area of some email clients",
    "It's time to design your email",
    "This is where your preheader",
    "Lorem ipsum",
    "dolor sit amet",
    "placeholder text",
    "dummy text",
    "sample text",
    "click to edit",
    "edit this text",
    "replace this text",
    "type your text",
    "enter your text",
    "Your Company Name",
    "Your Brand Name",
    "Your Logo Here",
)
_NOUNS = (
    "text|copy|headline|heading|title|subject|content|logo|image|picture|photo|message|name|company|brand|link|url|"
    "product|address|preheader|description|offer|button|cta|date|price|discount|code|city|e-?mail|phone|number|amount|"
    "first[ _]?name|last[ _]?name|fname|lname|surname|customer|sender|store|shop|website|"
    "vorname|nachname|produktname|firma|prénom|nom|nombre|apellido|empresa|voornaam|achternaam"
)
_CERTAIN = re.compile(
    "|".join(re.escape(one) for one in (*STARTER, *_OF_TOOLS))
    + rf"|\byour (?:{_NOUNS})(?: goes)? here\b|\b(?:{_NOUNS}) goes here\b"
    + r"|\b(?:subject|headline|preheader) (?:line )?(?:goes )?here\b"
    + r"|\badd your (?:own )?(?:text|copy|headline|heading)\b"
    + rf"|\{{(?=\w+ )(?:\w+ )*(?:{_NOUNS})\}}|\[%-? *\w[\w. ]*-?%\]"
    + rf"|\[(?:your |the |my |insert |add |enter )*(?:(?:\w+ )?(?:{_NOUNS})s?)(?: here)?\]"
    + r"|[\[(<](?:insert|add|enter|todo|tbd|tbc|placeholder|fixme)\b[^\])>\n]{0,40}[\])>]"
    + r"|\binsert (?:\w+ ){1,4}here\b|\btodo:|\bfixme\b",
    re.IGNORECASE,
)
_CERTAIN_AS_WRITTEN = re.compile(
    r"\bINSERT(?:[ _][A-Z]+)+\b|\bYOUR_[A-Z_]+\b|(?<![\w])XX+ ?%|[£$€]XX+\b|\$\{[A-Za-z_][\w.]*\}"
    r"|\{[$!][A-Za-z_][\w.]*\}|(?<!\w)__[A-Z][A-Z_]*__(?!\w)"
    r"|<<[A-Za-z][\w ]{0,40}>>|«[A-Za-z][\w ]{0,40}»|(?<![\w%])%[A-Z][A-Z0-9_]{3,}%(?![\w%])"
)
_AS_TAGS = re.compile(r"<<[A-Za-z][\w ]{0,40}>>")
"""Between double angles, which in HTML would be taken for a tag."""
_DOUBTFUL = re.compile(
    r"\bTODO\b|\b[Xx]{3,}\b|\bYour Company\b|\bCompany Name\b|\bAcme\b|\b123 (?:Main|Any|Anywhere|Your|Example) St"
    r"|\bAnytown\b|\[(?i:unsubscribe|preferences|view in browser)[^\]]{0,20}\]"
)
_NOWHERE = re.compile(
    r"https?://(?:[\w-]+\.)*(?:example\.(?:com|net|org)|(?:your-?|my-?)(?:domain|website|site|company|shop|store|brand)"
    r"\.\w+|placehold\.(?:it|co)|placeholder\.com|dummyimage\.com|loremflickr\.com|picsum\.photos)(?=[/?#:]|\Z)",
    re.IGNORECASE,
)
_ATTRIBUTES = frozenset({"href", "src", "alt", "background"})
_SILENT = frozenset({"style", "script"})
_ENTITY = re.compile(r"&(?:#\d+;?|#x[0-9a-f]+;?|[^\t\n\f <&#;]{1,32};?)", re.IGNORECASE)
"""What `html.unescape` reads as one entity, if it is any."""


def placeholders(tree: t.Tree, skeleton: Skeleton, part: str) -> Iterator[Finding]:
    """What one part of a template says that was to be replaced, each with its line."""
    is_html = part == "html"
    pieces = _of_markup(skeleton.text) if is_html else [(0, skeleton.text, "")]
    if is_html:
        for tag in _AS_TAGS.finditer(skeleton.text):
            yield Finding(
                "placeholder", part, f"“{tag.group()}” stands there to be replaced", skeleton.line_at(tag.start())
            )
    for offset, source, name in pieces:
        for at, said, code in _found(html.unescape(source) if is_html else source, name):
            yield Finding(code, part, said, skeleton.line_at(offset + (_written_at(source, at) if is_html else at)))
    for expr in t.expressions(tree.body):
        if isinstance(expr, t.Const) and isinstance(expr.value, str):
            for _, said, code in _found(expr.value, ""):
                yield Finding(code, part, said, expr.line)


def _of_markup(markup: str) -> Iterator[tuple[int, str, str]]:
    """What people see or follow in HTML: offset, source, and the attribute that it stands in or a link's `a`."""
    inside: str = ""
    for piece in scan(markup):
        if piece.kind == "text" or (piece.kind == "raw" and piece.name not in _SILENT):
            yield piece.start, markup[piece.start : piece.end], inside
        elif piece.kind == "tag":
            if piece.name == "a":
                inside = "" if piece.closing else "a"
            for own in piece.attributes:
                if own.name in _ATTRIBUTES:
                    yield own.value_start, own.value, own.name


def _written_at(source: str, at: int) -> int:
    """Where in a source that stands which is at a place of it once its entities are read."""
    written = read = 0
    for found in _ENTITY.finditer(source):
        begins = read + found.start() - written
        if begins >= at:
            break
        written, read = found.end(), begins + len(html.unescape(found.group()))
    return written + max(0, at - read)


def _found(text: str, name: str) -> Iterator[tuple[int, str, str]]:
    certain: list[re.Match[str]] = []
    for pattern in (_CERTAIN, _CERTAIN_AS_WRITTEN):
        tick()
        certain.extend(pattern.finditer(text))
    tick()
    for found in certain:
        yield found.start(), f"“{found.group()}” stands there to be replaced", "placeholder"
    for found in _DOUBTFUL.finditer(text):
        named = any(other.start() <= found.start() < other.end() for other in certain)
        is_link_text = name == "a" and found.group().startswith("[")
        if not (named or is_link_text or name in ("href", "src")):
            yield found.start(), f"“{found.group()}” looks as if it were to be replaced", "placeholder-doubtful"
    found_link = _NOWHERE.match(text.strip()) if name in ("href", "src", "background") else None
    if found_link:
        yield 0, f"{found_link.group()} is a place for examples: put the real one", "placeholder-doubtful"
