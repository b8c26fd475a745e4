"""Names of fields replaced in a source without parsing it anew: within its constructs, outside of what stands raw."""

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """Where names stand in a language: its `constructs`, those of them that are `verbatim`, and the `tokens` inside."""

    constructs: re.Pattern[str]
    verbatim: re.Pattern[str]
    tokens: re.Pattern[str]

    def renamed(self, source: str, names: Mapping[str, str]) -> str:
        """The source with these names replaced."""
        return self.constructs.sub(lambda found: self._inside(found.group(), names), source) if names else source

    def _inside(self, construct: str, names: Mapping[str, str]) -> str:
        if self.verbatim.match(construct):
            return construct
        return self.tokens.sub(lambda found: _word(found.group(), names), construct)


def _word(word: str, names: Mapping[str, str]) -> str:
    parts = word.split(".")
    # The longer name first: `customer.segment` before `customer`.
    for length in (2, 1):
        head = ".".join(parts[:length])
        if head in names:
            return ".".join([names[head], *parts[length:]])
    return word
