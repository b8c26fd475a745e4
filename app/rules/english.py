"""A rule as one English sentence with nothing left out; two rules that mean otherwise never read the same.

Every condition becomes a clause that begins with "who" or "whose". Groups inside groups stand in brackets, and
texts in quotation marks, so that the sentence can be taken apart in one way only.
"""

from decimal import Decimal

from app.rules import coded_values, phrases, trait_phrases
from app.rules.event_grammar import DAY
from app.rules.operators import operator
from app.rules.tree import (
    WHOLE,
    ConsentTest,
    Deed,
    EventTest,
    FirstTime,
    Group,
    Leaf,
    Measured,
    MoreOften,
    NearTest,
    Node,
    PropertyTest,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    Trend,
    normal,
)
from app.rules.vocabulary import Names

_NOBODY = "nobody "
"""How a single condition is turned around."""
_CASE = " (capitals count)"
_EMPTY = {"all": "who is anyone at all", "any": "who is no one", "none": "who matches none of no conditions"}


def sentence(root: Node, names: Names) -> str:
    """The whole rule."""
    rule = normal(root)
    if not rule.muted and isinstance(rule.what, Group) and not rule.what.children:
        return {"all": "Everyone.", "any": "No one.", "none": "Everyone (none of no conditions)."}[rule.what.kind]
    text = _clause(rule, names, outermost=True)
    return f"Everyone {text.replace(_NOBODY, 'except anyone ', 1) if text.startswith(_NOBODY) else text}."


def condition(node: Node, names: Names) -> str:
    """One condition by itself, as a row's caption."""
    text = _clause(Node(node.what), names, outermost=True)
    text = text.removeprefix("who ").removeprefix("whose ")
    return text[0].upper() + text[1:]


def _clause(node: Node, names: Names, *, outermost: bool = False) -> str:
    if node.muted:
        return f"[switched off: {_clause(Node(node.what), names)}]"
    if not isinstance(node.what, Group):
        return leaf(node.what, names)
    text = _group(node.what, names)
    return text if outermost or text.startswith(_NOBODY) else f"({text})"


def _group(group: Group, names: Names) -> str:
    parts = [_clause(child, names) for child in group.children]
    if not parts:
        return _EMPTY[group.kind]
    if group.kind == "none" and len(parts) == 1:
        return f"{_NOBODY}{_other(parts[0])}"
    if group.kind == "none":
        return f"who matches none of these: {'; '.join(map(_other, parts))}"
    if group.kind == "any":
        return phrases.listed([_other(part) for part in parts], "or")
    # Whom it is about comes first, whom it leaves out last.
    if parts[0].startswith(_NOBODY):
        parts[0] = _other(parts[0])
    return phrases.listed(parts, "and")


def _other(part: str) -> str:
    """A condition that is turned around, where “nobody” would turn around what stands before it."""
    return f"who is not someone {part.removeprefix(_NOBODY)}" if part.startswith(_NOBODY) else part


def leaf(what: Leaf, names: Names) -> str:
    """One condition as a clause."""
    if isinstance(what, TraitTest):
        return _trait(what, names)
    if isinstance(what, EventTest):
        return _event(what, names)
    return _plain(what, names)


def _plain(what: Leaf, names: Names) -> str:
    if isinstance(what, SegmentTest):
        return f"who is in the segment {phrases.quoted(names.segment(what.segment, '').name)}"
    if isinstance(what, ConsentTest):
        topic = f" on {phrases.quoted(what.topic)}" if what.topic is not None else ""
        return f"whose consent to {phrases.CHANNELS.get(what.channel, what.channel)}{topic} is {what.state}"
    if isinstance(what, SuppressedTest):
        return "who is on the suppression list" if what.suppressed else "who is not on the suppression list"
    if isinstance(what, TagTest):
        return f"who carries the tag {phrases.quoted(what.tag)}"
    if isinstance(what, NearTest):
        point = f"{phrases.number(what.lat)}°, {phrases.number(what.lon)}°"
        return f"who lives at most {phrases.number(what.km)} km from latitude and longitude {point}"
    if isinstance(what, SampleTest):
        share = phrases.number((what.share * 100).normalize() + Decimal(0))
        drawn = f"drawn with the seed {phrases.quoted(what.seed)}" if what.seed else "drawn without a seed"
        return f"who falls into a sample of {share} % {drawn}"
    return f"who matches the unknown condition {phrases.quoted(getattr(what, 'text', ''))}"


def compared(op: str, kind: str, value: object, *, case: bool) -> str:
    """The operator and its value: is “Paris” (same case)."""
    return phrases.phrase(operator(kind, op).english, op, value) + (_CASE if case else "")


def _trait(what: TraitTest, names: Names) -> str:
    phrase = compared(what.op, what.type, _read(what), case=what.case)
    if what.was:
        return f"whose {trait_phrases.once(what.trait, phrase, names)}"
    been = "have" if trait_phrases.noun(what.trait, names).plural else "has"
    lasting = f" and {been} been so for {phrases.length(what.lasting)}" if what.lasting is not None else ""
    return f"whose {trait_phrases.asked(what.trait, what.op, phrase, names)}{lasting}"


def _read(what: TraitTest) -> object:
    """The comparand as people read it: Germany for `DE`, where whole values are compared in any case."""
    if what.case or what.op not in WHOLE:
        return what.value
    if isinstance(what.value, tuple):
        return tuple(coded_values.said(what.trait, one) for one in what.value)
    return coded_values.said(what.trait, str(what.value))


def _line(line: PropertyTest, names: Names) -> str:
    label = phrases.property_label(line.property, names)
    return f"{label} {compared(line.op, line.type, line.value, case=line.case)}"


def where(deed: Deed, names: Names) -> str:
    """What each event must satisfy, in brackets; empty for nothing."""
    return f" (where {', and '.join(_line(line, names) for line in deed.where)})" if deed.where else ""


def _event(what: EventTest, names: Names) -> str:
    said = phrases.event_words(what.deed.names, names)
    lines, window = where(what.deed, names), phrases.window(what.within)
    asked = what.question
    if isinstance(asked, FirstTime):
        return f"who {said.did}{lines} for the first time{window or ' at any time'}"
    if isinstance(asked, Trend):
        more = "more" if asked.direction == "rising" else "less"
        share = phrases.number((asked.by_at_least * 100).normalize() + Decimal(0))
        least = f", by at least {share} %" if asked.by_at_least else ""
        return f"who {said.did}{lines}{window} {more} often than in the same time before{least}"
    if isinstance(asked, MoreOften):
        other = phrases.event_words(asked.than.names, names)
        return f"who{window} {said.did}{lines} more often than they {other.did}{where(asked.than, names)}"
    return _measured(asked, said, lines + window, names)


def _measured(asked: Measured, said: phrases.EventWords, tail: str, names: Names) -> str:
    if asked.measure == "count":
        if asked.op == "=" and asked.value == 0:
            return f"who {said.did_not}{tail}"
        return f"who {said.did} {phrases.times(asked.op, asked.value)}{tail}"
    phrase = compared(asked.op, asked.type, asked.value, case=asked.case)
    if asked.measure in ("days_since_last", "days_since_first"):
        which = asked.measure.rpartition("_")[2]
        return f"whose number of days since the {which} {said.one}{tail} {phrase}"
    if asked.measure == "distinct":
        if asked.of == DAY:
            return f"whose number of days with {said.many}{tail} {phrase}"
        different = f"different values of {phrases.property_label(str(asked.of), names)}"
        return f"whose number of {different} among {said.many}{tail} {phrase}"
    of = phrases.property_label(str(asked.of), names).removeprefix("the ")
    if asked.measure == "last":
        return f"whose {of} at the latest {said.one}{tail} {phrase}"
    called = {"sum": "total", "mean": "average", "min": "smallest", "max": "greatest"}[asked.measure]
    return f"whose {called} {of} of {said.many}{tail} {phrase}"
