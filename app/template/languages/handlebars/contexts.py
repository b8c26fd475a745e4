"""What a name means where it stands: at the top a merge field, in a block over something a part of that."""

from collections.abc import Callable
from dataclasses import dataclass, field

from app.template import tree as t
from app.template.reading import names


@dataclass
class Loop:
    """A loop that is being read: its variable, and what it calls its place once an inner loop asks for it."""

    target: str
    keyed: bool = False
    places: dict[str, str] = field(default_factory=dict)


@dataclass
class Context:
    """What stands open: what `this` is there, how a name is found, the names that a block gave, and its loop.

    `loops` are all loops around it, the innermost last. `up` is the context that `../` leads to.
    """

    this: t.Expr | None
    find: Callable[[str, int], t.Expr]
    given: dict[str, t.Expr]
    loops: tuple[Loop, ...]
    up: "Context | None"


def top() -> Context:
    """The context outside of all blocks, where names are merge fields."""
    return Context(None, names.field, {}, (), None)


def inside(outer: Context, this: t.Expr, given: dict[str, t.Expr], loop: Loop | None = None) -> Context:
    """The context of a block over a value, whose names are its parts."""
    loops = (*outer.loops, loop) if loop else outer.loops
    return Context(this, lambda name, line: part(this, name, line), {**outer.given, **given}, loops, outer)


def section(outer: Context, loop: Loop, line: int) -> Context:
    """The context of a section, which over a mere `true` leaves names as they are outside."""
    item = t.Name(loop.target, line)
    asked = t.Test(item, "boolean", (), line)

    def find(name: str, at: int) -> t.Expr:
        """The name outside where there is but true, else the part."""
        return t.Choice(asked, outer.find(name, at), t.Attr(item, name, at), at)

    this = t.Choice(asked, outer.this, item, line) if outer.this is not None else item
    return Context(this, find, outer.given, (*outer.loops, loop), outer)


def part(of: t.Expr, name: str, line: int) -> t.Expr:
    """A part of a value; `length` is also how many entries a list has."""
    if name == "length":
        return t.Filter(of, "entry", (t.Const(name, line),), (), line)
    if name.isdecimal() and len(name) < 7:
        return t.Item(of, t.Const(int(name), line), line)
    return names.part(of, name, line)
