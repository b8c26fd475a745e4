"""Who bought, by name: columns of a file of orders that say what its buyers are called.

A name is no identifier: it joins nobody. It fills what is not known of a person whom the row identifies otherwise, and
never takes the place of what a file of contacts says. The name that a parcel goes to is often somebody else's.
"""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.domain.names import snake
from app.ingest.vocabulary import headers
from app.ingest.vocabulary.target_types import BUYER_NAMES

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns


_BEFORE = frozenset(
    "customer|buyer|client|contact|user|billing|bill|to|purchaser|payer|account|member|person|kunden|kunde|kaufer|"
    "besteller|rechnung|rechnungs|acheteur|facturation|cliente|comprador|facturacion|fatturazione|klant|koper".split(
        "|"
    )
)
"""Words before a name that say that it is the buyer's."""
_BUYERS = frozenset(
    "customer|buyer|client|purchaser|customer name|kunde|kundin|kundenname|kaufer|kauferin|besteller|acheteur|"
    "nom du client|nom client|cliente|comprador|nombre del cliente|nombre cliente|nome cliente|nome do cliente|"
    "acquirente|klant|klantnaam|koper|rechnungsname|bill to|billed to|sold to|kund|kundnavn|kundnamn|klient".split("|")
)
_SURE = 900
"""A word for a name itself, and no word that is near to one."""
_PERSON = re.compile(r"^[^\d@/;|]*[^\W\d_][^\d@/;|]*$")
_SIGNED = re.compile(r"^\s*(.*?)\s*\([^()]*\)\s*$")


def find(guesser: "Columns", known: dict[str, str], free: Iterable[str]) -> dict[str, str]:
    """The columns of the buyers' names, each with its meaning; `known` is what other columns mean."""
    found: dict[str, str] = {}
    things = not {"sku", "item", "items"}.isdisjoint(known.values())
    for header in free:
        target = None if header in known else _meaning(header, things)
        said = guesser.evidence(header).said if target else []
        if target and said and target not in {*known.values(), *found.values()} and _are_names(said, target):
            found[header] = target
    if "full_name" in found.values() and {"first_name", "last_name"} <= set(found.values()):
        # Both parts say it all.
        found = {header: target for header, target in found.items() if target != "full_name"}
    return found


def _meaning(header: str, things: bool) -> str | None:
    words = [word for word in snake(header).split("_") if word]
    if is_buyer(header):
        return "full_name"
    own = list(words)
    while len(own) > 1 and (own[0] in _BEFORE or (own[0] == "address" and own != words)):
        own = own[1:]
    if own == words and own in (["name"], ["nom"], ["nome"], ["namn"], ["navn"]) and not things:
        # A bare name may be that of what was bought.
        return None
    told = headers.meanings(" ".join(own), "profiles")
    return next((target for target in BUYER_NAMES if told.get(target, _SURE) < _SURE), None)


_PLAIN_BUYERS = frozenset(map(headers.plain, _BUYERS))


def is_buyer(header: str) -> bool:
    """Whether a header means the buyer as such, whom it may give by number as well as by name."""
    return headers.plain(header) in _PLAIN_BUYERS


def _are_names(said: list[str], target: str) -> bool:
    """Whether most of the cells can be names of people; a whole one mostly has two parts."""
    bare = [_unsigned(one) for one in said]
    # Four in five: some buyers are firms with figures in their names, and some cells hold remarks.
    likely = sum(bool(_PERSON.match(one)) and len(one) <= 60 for one in bare) * 10 >= len(bare) * 8
    return likely and (target != "full_name" or sum(" " in one or "," in one for one in bare) * 2 >= len(bare))


def _unsigned(name: str) -> str:
    found = _SIGNED.match(name)
    return found[1] if found and found[1] else name
