"""Email domains that are slips of the pen, or made to be thrown away; and boxes that are read by many.

A domain is a slip where it is one step of the pen (Damerau-Levenshtein: a letter more, fewer, another, or two of them
exchanged) from a large provider's, and few people have it, in all or beside the provider's own.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_SHORTEST = 7
"""Shorter domains are too near to too many others: `gmx.de` and `gmx.at` are both sound."""
_FEWER = 10
"""A slip is at least so many times rarer than what was meant, where that is written at all and the slip by more than
`_FEW` people."""
_FEW = 3


@cache
def _known() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files("resources").joinpath("quality", "addresses.json").read_text())
    return found


def roles() -> list[str]:
    """What stands before the @ in addresses that belong to a task and not to a person."""
    return list(_known()["roles"])


def slips(domains: Mapping[str, int]) -> dict[str, str]:
    """The domains (in folded form, with how many people have each) that look mistyped, each with what was meant."""
    from rapidfuzz.distance import DamerauLevenshtein

    providers = [one for one in _known()["providers"] if len(one) >= _SHORTEST]
    sound = set(_known()["providers"])
    found = {}
    for domain, people in domains.items():
        if domain in sound or len(domain) < _SHORTEST - 1:
            continue
        near = [one for one in providers if DamerauLevenshtein.distance(domain, one, score_cutoff=1) == 1]
        meant = max(near, key=lambda one: domains.get(one, 0), default=None)
        if meant is not None and (people <= _FEW or people * _FEWER <= domains.get(meant, people * _FEWER)):
            found[domain] = meant
    return found


def thrown_away(domains: Mapping[str, int]) -> list[str]:
    """The domains of services that lend an address for some minutes."""
    from disposable_email_domains import blocklist

    # A list names the service: what stands before it is its customer's.
    return [one for one in domains if one in blocklist or one.partition(".")[2] in blocklist]
