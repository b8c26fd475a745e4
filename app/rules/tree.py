"""A parsed rule: what `grammar.parse` makes of the JSON, and what everything else in this package reads."""

from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Literal

from app.rules import coded_values
from app.rules.windows import Duration, Window

GroupKind = Literal["all", "any", "none"]

Value = object
"""A comparand as `values.read` returns it: None, text, texts, a Decimal or two, a date or two, a date-time,
a Duration, or a month."""


@dataclass(frozen=True, slots=True)
class TraitTest:
    """`{"trait": …}`; `type` is the trait's, `lasting` the `for`, and `was` whether it held before but no longer."""

    trait: str
    type: str
    op: str
    value: Value = None
    case: bool = False
    lasting: Duration | None = None
    was: bool = False


@dataclass(frozen=True, slots=True)
class PropertyTest:
    """One line of a `where`: a property of the event, of its product (`product.NAME`) or its `time`."""

    property: str
    type: str
    op: str
    value: Value = None
    case: bool = False


@dataclass(frozen=True, slots=True)
class Deed:
    """Which events are meant: their names (None means any) and what each of them must satisfy."""

    names: tuple[str, ...] | None
    where: tuple[PropertyTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure of the events in the window, compared: `type` is the type of what is compared."""

    measure: str
    of: str | None
    type: str
    op: str
    value: Value
    case: bool = False


@dataclass(frozen=True, slots=True)
class FirstTime:
    """The earliest such event lies in the window."""


@dataclass(frozen=True, slots=True)
class Trend:
    """More (`rising`) or fewer (`falling`) in the window than in the one before it, by at least this share."""

    direction: Literal["rising", "falling"]
    by_at_least: Decimal


@dataclass(frozen=True, slots=True)
class MoreOften:
    """Strictly more such events in the window than of the other kind."""

    than: Deed


EventQuestion = Measured | FirstTime | Trend | MoreOften


@dataclass(frozen=True, slots=True)
class EventTest:
    """`{"event": …}`."""

    deed: Deed
    within: Window | None
    question: EventQuestion


@dataclass(frozen=True, slots=True)
class SegmentTest:
    """In another segment, kept by its id."""

    segment: int


@dataclass(frozen=True, slots=True)
class ConsentTest:
    """The latest consent for a channel, and for a topic where one is given."""

    channel: str
    topic: str | None
    state: str


@dataclass(frozen=True, slots=True)
class SuppressedTest:
    """On the suppression list, or not."""

    suppressed: bool


@dataclass(frozen=True, slots=True)
class TagTest:
    """Carries the tag."""

    tag: str


@dataclass(frozen=True, slots=True)
class NearTest:
    """At most `km` from a place given in degrees."""

    lat: Decimal
    lon: Decimal
    km: Decimal


@dataclass(frozen=True, slots=True)
class SampleTest:
    """In a seeded share (0 to 1) of everyone."""

    share: Decimal
    seed: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A muted condition that names something unknown: kept as its JSON text, never asked."""

    text: str


Leaf = TraitTest | EventTest | SegmentTest | ConsentTest | SuppressedTest | TagTest | NearTest | SampleTest | Unresolved


@dataclass(frozen=True, slots=True)
class Group:
    """`{"all": […]}`, `{"any": […]}` or `{"none": […]}`."""

    kind: GroupKind
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A rule at its place: `path` is empty for the root, else as `all[1].any[0]`."""

    what: Group | Leaf
    muted: bool = False
    path: str = field(default="", compare=False)
    locked: bool = field(default=False, compare=False)
    note: str = field(default="", compare=False)


def live(node: Node) -> Node | None:
    """The rule without what is muted, or None where nothing is left of it.

    A group that never had a child stays: it holds for everyone or for no one. One whose children are all
    muted is absent.
    """
    if node.muted or isinstance(node.what, Unresolved):
        return None
    if not isinstance(node.what, Group) or not node.what.children:
        return node
    children = tuple(kept for kept in map(live, node.what.children) if kept is not None)
    if not children:
        return None
    return Node(Group(node.what.kind, children), path=node.path)


def leaves(node: Node) -> list[Node]:
    """The conditions under a rule, in the order in which they are written."""
    if not isinstance(node.what, Group):
        return [node]
    return [leaf for child in node.what.children for leaf in leaves(child)]


WHOLE = frozenset(("is", "is_not", "is_any_of", "is_none_of"))
"""Operators that compare whole texts."""


def _as_kept(what: Leaf) -> Leaf:
    """Germany and `DE` are one value: the condition with what the project keeps."""
    if not isinstance(what, TraitTest) or what.case or what.op not in WHOLE:
        return what
    if isinstance(what.value, tuple):
        return replace(what, value=tuple(coded_values.kept(what.trait, one) for one in what.value))
    return replace(what, value=coded_values.kept(what.trait, str(what.value)))


def normal(node: Node) -> Node:
    """The rule as compared with others: groups of one unwrapped, values as kept; no paths, notes, locks."""
    if not isinstance(node.what, Group):
        return Node(_as_kept(node.what), node.muted, node.path)
    children = tuple(normal(child) for child in node.what.children)
    if len(children) == 1 and node.what.kind != "none":
        return Node(children[0].what, node.muted or children[0].muted, children[0].path)
    return Node(Group(node.what.kind, children), node.muted, node.path)
