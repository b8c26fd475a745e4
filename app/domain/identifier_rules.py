"""What a project says of its kinds of identifier: which values are nobody's, how many go together, which kind decides.

Kept as one document in the project's settings; without any everything is as the program comes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from app.domain.names import IDENTIFIERS, identifier_rank

SETTING: Final = "identifiers"
"""The setting that holds them: `{"order", "blocked", "patterns", "limits", "tags"}`."""

Rank = Callable[[str], tuple[int, str]]
"""What sorts kinds, the highest first."""


@dataclass(frozen=True, slots=True)
class IdentifierRules:
    """Per kind the values and patterns that are nobody's and the limit of values; the order of kinds, () as it comes.

    A value is in its matched form. `tags` are those that people had by hand who went by what is blocked, by key.
    """

    order: tuple[str, ...] = ()
    blocked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    patterns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    limits: Mapping[str, int] = field(default_factory=dict)
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def rank(self) -> Rank:
        """What sorts kinds; those that the order does not name come last, by name."""
        if not self.order:
            return identifier_rank
        places = {kind: place for place, kind in enumerate(self.order)}
        return lambda kind: (places.get(kind, len(places)), kind)

    @property
    def blocks(self) -> bool:
        """Whether any value can be nobody's."""
        return bool(self.blocked or self.patterns)

    def document(self) -> dict[str, Any]:
        """As the settings keep it: only what is said."""
        said = {
            "order": list(self.order),
            "blocked": {kind: sorted(values) for kind, values in sorted(self.blocked.items()) if values},
            "patterns": {kind: sorted(values) for kind, values in sorted(self.patterns.items()) if values},
            "limits": dict(sorted(self.limits.items())),
            "tags": {key: list(names) for key, names in sorted(self.tags.items()) if names},
        }
        return {name: value for name, value in said.items() if value}


def parsed(document: Any) -> IdentifierRules:
    """The rules of such a document; what is not of its form says nothing."""
    told = document if isinstance(document, dict) else {}
    limits = {kind: most for kind, most in _mapping(told, "limits") if isinstance(most, int) and most > 0}
    order = tuple(kind for kind in told.get("order") or () if isinstance(kind, str))
    return IdentifierRules(order, _texts(told, "blocked"), _texts(told, "patterns"), limits, _texts(told, "tags"))


def _mapping(told: dict[str, Any], name: str) -> Iterable[tuple[str, Any]]:
    found = told.get(name)
    return found.items() if isinstance(found, dict) else ()


def _texts(told: dict[str, Any], name: str) -> dict[str, tuple[str, ...]]:
    return {
        kind: tuple(one for one in values if isinstance(one, str))
        for kind, values in _mapping(told, name)
        if isinstance(values, list)
    }


def whole_order(first: Iterable[str], rules: IdentifierRules) -> tuple[str, ...]:
    """The order that begins with these kinds, the others behind them as they were; () where it is as it comes."""
    named = tuple(dict.fromkeys(first))
    known = {*IDENTIFIERS, *rules.order, *named}
    order = named + tuple(kind for kind in sorted(known, key=rules.rank) if kind not in named)
    # Own kinds at the end in the order of their names stand where they would stand unsaid.
    plain = tuple(sorted(order, key=identifier_rank))
    return () if order == plain else order
