"""What a rule calls other segments by: their names, in whatever writing, or the numbers that it is kept with."""

from collections.abc import Callable
from typing import Any

from app.domain.names import fold
from app.domain.problems import RuleProblem
from app.project import Json
from app.rules import GROUPS, KINDS


def renamed(rule: Json, to: Callable[[Any], Any]) -> Json:
    """The rule with each segment in it called otherwise; what is unknown and muted stays as it is."""
    if not isinstance(rule, dict):
        return rule
    changed = dict(rule)
    for kind in GROUPS:
        if isinstance(rule.get(kind), list):
            changed[kind] = [renamed(child, to) for child in rule[kind]]
    for key in _naming(rule):
        try:
            changed[key] = to(rule[key])
        except RuleProblem:
            if not rule.get("muted"):
                raise
    return changed


def referred(rule: Json) -> list[Any]:
    """What a rule calls other segments by, muted or not: their names, or their numbers."""
    found: list[Any] = []
    renamed(rule, found.append)
    return found


def asks_for(part: Json, means: Callable[[str], bool]) -> bool:
    """Whether a rule, or a definition with rules in it, asks at any depth for a field whose folded name `means` it."""
    if isinstance(part, dict):
        return means(fold(str(part.get("trait", "")))) or any(asks_for(one, means) for one in part.values())
    return isinstance(part, list) and any(asks_for(one, means) for one in part)


def _naming(rule: dict[str, Any]) -> list[str]:
    """The keys of a condition whose values are segments."""
    return [key for key, kind in KINDS.items() if kind.names_segment and key in rule]
