"""What a name in a source means: a merge field by any of its spellings, a part of one, or a variable."""

from collections.abc import Collection

from app.template import tree as t
from app.template.fields import OWNERS, canonical

_KEYED = ("score", "cluster")
"""Records whose parts are merge fields of their own: `score.churn`."""


def field(name: str, line: int, own: Collection[str] = ()) -> t.Name:
    """A field or, where it is among `own`, a variable of the template; another tool's name becomes the field's."""
    if name in own or name == "loop":
        return t.Name(name, line)
    found = canonical(name)
    return t.Name(found, line, name if name != found else "")


def part(of: t.Expr, name: str, line: int, own: Collection[str] = ()) -> t.Expr:
    """A part of a record; `customer.x` is the field `x`, and `score.churn` the score of that name."""
    if isinstance(of, t.Name) and of.name not in own:
        if of.name in _KEYED:
            return t.Name(f"{of.name}:{name}", line)
        written = of.written or of.name
        if written.lower() in OWNERS:
            found = canonical(name)
            return t.Name(found, line, f"{written}.{name}")
    return t.Attr(of, name, line)
