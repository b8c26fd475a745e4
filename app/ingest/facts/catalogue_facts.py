"""What rows say that are about nobody: stores and the codes of offers."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import coordinates, numbers, places, texts
from app.domain.names import IDENTIFIERS, OFFER_CODE, STORE, identifier_rank
from app.ingest.facts.facts import Facts
from app.ingest.facts.typed_block import Cells
from app.ingest.readers import json_columns

OF_CODES = ("code", "offer", "value", "value_type", "used", *OFFER_CODE)
"""What a column of a file of codes can mean, beside whom a code is for."""


def store_facts(cells: Cells, as_of: int) -> Facts:
    """`store_id` and `fields` (JSON) of each row; a store that has no number is known by its name."""
    del as_of
    columns = {name: cells.value(name, known.type) for name, known in STORE.items() if cells.has(name)}
    if cells.has("coordinates"):
        told = coordinates.pairs(texts.trim(cells.said("coordinates")))
        header, said = str(cells.header("coordinates")), texts.tidy(cells.said("coordinates")).combine_chunks()
        if (odd := np.asarray(pc.and_(pc.is_null(told[0]), pc.is_valid(said)))).any():
            cells.unread[header] = odd, "no latitude and longitude that can be read"
        for name, values in zip(("latitude", "longitude"), told, strict=True):
            columns[name] = pc.coalesce(columns[name], values) if name in columns else values
    number = cells.value("store_id", "text")
    # A list without numbers has its names in their place, and they are names all the same.
    columns["name"] = pc.coalesce(columns.get("name", number), number)
    if "country" in columns:
        columns["country"] = pc.coalesce(places.countries(cells.said("country"))[0], columns["country"])
    own = cells.own(frozenset({*STORE, "store_id", "coordinates"}))
    columns |= {name: values for name, _, values in own}
    facts = Facts(
        {"store_id": number, "fields": _document(cells, columns)}, types={name: kind for name, kind, _ in own}
    )
    facts.refusals = [(np.asarray(pc.is_null(number)), "No number or name of the store")]
    return facts


def _document(cells: Cells, columns: dict[str, pa.Array]) -> pa.Array:
    # A blank cell says something only in a file that replaces.
    replace = cells.mapping.on_conflict == "replace"
    return pc.fill_null(json_columns.objects(columns, cells.rows, keep_null=replace), "{}")


def code_facts(cells: Cells, as_of: int) -> Facts:
    """`offer`, `code` and `fields` (JSON) of each row; the offer is the file's where no column says it."""
    del as_of
    code = cells.value("code", "text")
    stated = pa.scalar((cells.mapping.about or {}).get("offer"), pa.string())
    offer = pc.coalesce(cells.value("offer", "text"), stated)
    read = [name for name in OFFER_CODE if name != "used" and cells.has(name)]
    columns = {name: cells.value(name, OFFER_CODE[name].type) for name in read}
    if cells.has("value"):
        amount, percent = _worth(cells)
        columns["amount"] = pc.coalesce(columns.get("amount", amount), amount)
        columns["percent"] = pc.coalesce(columns.get("percent", percent), percent)
    if cells.has("used"):
        columns["used"] = texts.per_value(texts.trim(cells.said("used")), pa.bool_(), _is_used)
    kind, holder, wrong = _holders(cells)
    columns |= {"holder_kind": kind, "holder": holder}
    own = [one for one in cells.own(frozenset({*OF_CODES})) if one[0] not in IDENTIFIERS]
    columns |= {name: values for name, _, values in own}
    fields = _document(cells, columns)
    facts = Facts(
        {"offer": offer, "code": code, "fields": fields, "whose": pc.binary_join_element_wise(kind, holder, ":")}
    )
    facts.types = {name: kind for name, kind, _ in own}
    facts.refusals = [
        (np.asarray(pc.is_null(code)), "No code"),
        (np.asarray(pc.is_null(offer)), "No offer: the row does not say what the code is for"),
        (wrong, "The person whom the code is for cannot be read"),
    ]
    return facts


def _worth(cells: Cells) -> tuple[pa.Array, pa.Array]:
    """The amount, or else the percentage, that codes are worth: by the sign beside the number, or by a column."""
    said = texts.trim(cells.said("value")).combine_chunks()
    header = str(cells.header("value"))
    percent = pc.match_substring(said, "%")
    if cells.has("value_type"):
        told = texts.per_value(
            texts.trim(cells.said("value_type")), pa.bool_(), lambda text: bool(_PERCENT.search(text))
        )
        percent = pc.or_(percent, pc.fill_null(told, False))
    percent = pc.or_(percent, pa.scalar(bool(_PERCENT.search(header))))
    # Shopify writes what is taken off with a minus.
    share = pc.abs(numbers.decimals(pa.chunked_array([pc.replace_substring(said, "%", "")]), None))
    amount = pc.abs(cells.typed(header, "amount"))
    nothing = pa.scalar(None)
    return pc.if_else(percent, nothing.cast(pa.int64()), amount), pc.if_else(percent, share, nothing.cast(pa.float64()))


_PERCENT = re.compile(r"%|percent|pct|prozent|pourcent|porcent|rate", re.IGNORECASE)


def _is_used(text: str) -> bool | None:
    """Whether a cell says that a code was redeemed; a number counts how often."""
    word = text.strip().casefold()
    if not word:
        return None
    if re.fullmatch(r"\d+([.,]0+)?", word):
        return float(word.replace(",", ".")) > 0
    if word in _UNUSED:
        return False
    said = texts.yes_or_no(word)
    # What is not understood closes: nobody is given a code that may be gone.
    return True if said is None else said


_UNUSED = frozenset(
    "unused|available|free|open|new|active|enabled|assigned|unassigned|not used|unredeemed|not redeemed|frei|offen|"
    "unbenutzt|libre|disponible|libero".split("|")
)


def _holders(cells: Cells) -> tuple[pa.Array, pa.Array, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Whom each code is for, as the kind and the value of an identifier, and the rows that name somebody unreadably."""
    kinds, values = pa.nulls(cells.rows, pa.string()), pa.nulls(cells.rows, pa.string())
    named = np.zeros(cells.rows, dtype=np.bool_)
    for kind, (matched, given) in sorted(cells.identifiers().items(), key=lambda one: identifier_rank(one[0])):
        fresh = pc.and_(pc.is_null(values), pc.is_valid(matched))
        kinds = pc.if_else(fresh, pa.scalar(kind), kinds)
        values = pc.if_else(fresh, matched, values)
        named |= np.asarray(pc.is_valid(given))
    return kinds, values, named & np.asarray(pc.is_null(values))
