"""What the table of people is filtered by: a segment, values of traits, and people who were picked elsewhere."""

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.people import Bucket

Rule = dict[str, Any]


@dataclass(frozen=True)
class Filter:
    """One trait's chosen values: any of them will do."""

    trait: str
    label: str
    buckets: "tuple[Bucket, ...]"

    @property
    def words(self) -> str:
        """`City: Leeds or York`."""
        return f"{self.label}: {' or '.join(bucket.label for bucket in self.buckets)}"

    @property
    def rule(self) -> Rule:
        """The values as one rule."""
        rules = [bucket.rule for bucket in self.buckets]
        found: Rule = rules[0] if len(rules) == 1 else {"any": rules}
        return found


@dataclass
class Filters:
    """The segment and the filters; `picked` are numbers of profiles that were chosen elsewhere, `called` what they are.

    All of them must hold.
    """

    segment: str = ""
    traits: dict[str, Filter] = field(default_factory=dict)
    picked: Any = None
    called: str = ""

    def toggle(self, trait: str, label: str, bucket: "Bucket") -> None:
        """Add a value of a trait, or take it away."""
        held = self.traits[trait].buckets if trait in self.traits else ()
        kept = tuple(one for one in held if one.rule != bucket.rule)
        chosen = kept if len(kept) < len(held) else (*held, bucket)
        self.traits.pop(trait, None)
        if chosen:
            self.traits[trait] = Filter(trait, label, chosen)

    def has(self, trait: str, bucket: "Bucket") -> bool:
        """Whether this value is chosen."""
        return trait in self.traits and any(one.rule == bucket.rule for one in self.traits[trait].buckets)

    def pick(self, numbers: Any, called: str) -> None:
        """Show only these people, whatever else was asked for before."""
        self.segment, self.traits, self.picked, self.called = "", {}, numbers, called

    def drop(self, trait: str) -> None:
        """Take a filter away; without a name, the people who were picked."""
        if trait:
            self.traits.pop(trait, None)
        else:
            self.picked, self.called = None, ""

    def clear(self) -> None:
        """Leave nobody out but by the segment."""
        self.traits, self.picked, self.called = {}, None, ""

    def asked(self) -> tuple[str, int]:
        """What tells one question from another."""
        # The array itself may hold a million numbers; it is never changed in place, so that it is the same tells
        # enough.
        return json.dumps(self.rule(), sort_keys=True, default=str), id(self.picked)

    @property
    def filtered(self) -> bool:
        """Whether anybody may be left out."""
        return bool(self.segment or self.traits or self.picked is not None)

    def rule(self, leaving: str = "") -> Rule | None:
        """The segment and the filters as one rule, without that of one trait; None where nothing is asked."""
        rules: list[Rule] = [{"segment": self.segment}] if self.segment else []
        rules += [one.rule for trait, one in self.traits.items() if trait != leaving]
        if len(rules) < 2:
            return rules[0] if rules else None
        return {"all": rules}
