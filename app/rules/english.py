"""A rule as one English sentence with nothing left out; two rules that mean otherwise never read the same.

Every condition becomes a clause that begins with "who" or "whose". Groups inside groups stand in brackets, and
texts in quotation marks, so that the sentence can be taken apart in one way only.
"""

from collections.abc import Sequence
from dataclasses import replace

from app.rules import phrases
from app.rules.operators import operator
from app.rules.phrases import Clause, Phrase
from app.rules.tree import Group, Node, normal
from app.rules.vocabulary import Names

_CASE = " (capitals count)"
_NO_CHILDREN = {
    "all": Clause("who", "is anyone at all"),
    "any": Clause("who", "is no one"),
    "none": Clause("who", "matches none of no conditions"),
}


def sentence(root: Node, names: Names) -> str:
    """The whole rule."""
    rule = normal(root)
    if not rule.muted and isinstance(rule.what, Group) and not rule.what.children:
        return {"all": "Everyone.", "any": "No one.", "none": "Everyone (none of no conditions)."}[rule.what.kind]
    said = _clause(rule, names, outermost=True)
    return f"Everyone except anyone {said.rest}." if said.opening == "nobody" else f"Everyone {said}."


def condition(node: Node, names: Names) -> str:
    """One condition by itself, as a row's caption."""
    said = _clause(Node(node.what), names, outermost=True)
    text = str(said) if said.opening == "nobody" else said.rest
    return text[0].upper() + text[1:]


def _clause(node: Node, names: Names, *, outermost: bool = False) -> Clause:
    if node.muted:
        return Clause("", f"[switched off: {_clause(Node(node.what), names)}]")
    if not isinstance(node.what, Group):
        return node.what.clause(names)
    said = _group(node.what, names)
    return said if outermost or said.opening == "nobody" else Clause("", f"({said})")


def _group(group: Group, names: Names) -> Clause:
    parts = [_clause(child, names) for child in group.children]
    if not parts:
        return _NO_CHILDREN[group.kind]
    if group.kind == "none" and len(parts) == 1:
        return Clause("nobody", str(_other(parts[0])))
    if group.kind == "none":
        return Clause("who", f"matches none of these: {'; '.join(str(_other(part)) for part in parts)}")
    if group.kind == "any":
        return _listed([_other(part) for part in parts], "or")
    # Whom it is about comes first, whom it leaves out last: only behind somebody can “nobody” stand.
    return _listed([_other(parts[0]), *parts[1:]], "and")


def _listed(parts: Sequence[Clause], word: str) -> Clause:
    first = parts[0]
    return Clause(first.opening, phrases.listed([first.rest, *map(str, parts[1:])], word))


def _other(part: Clause) -> Clause:
    """A condition that is turned around, where “nobody” would turn around what stands before it."""
    return Clause("who", f"is not someone {part.rest}") if part.opening == "nobody" else part


def compared(op: str, kind: str, value: object, *, case: bool) -> Phrase:
    """The operator and its value: is “Paris” (same case)."""
    said = phrases.phrase(operator(kind, op).english, op, value)
    return replace(said, rest=said.rest + _CASE) if case else said
