"""Several items of an order in one cell, as shops write them: JSON, `name:Mug|quantity:2|total:20; …`, `2 x Mug`."""

import re
from typing import Any

import orjson

_KEYS = {
    "sku": ("sku", "variant_sku", "product_sku", "id_sku"),
    "item": ("name", "title", "product_name", "item_name", "product", "item", "description"),
    "quantity": ("quantity", "qty", "count", "units", "amount_of_items"),
    "price": ("price", "unit_price", "item_price", "unit_amount", "item_cost", "price_each"),
    "amount": ("total", "line_total", "line_price", "line_amount", "total_price", "amount", "amount_total", "subtotal"),
}
FIELDS = tuple(_KEYS)
"""What is known of an item, each a meaning of a column of lines."""

Item = dict[str, str]
_TIMES = re.compile(r"^\s*(?P<count>\d+)\s*[x×*]\s*(?P<name>\S.*?)\s*$")
_AFTER = re.compile(r"^\s*(?P<name>\S.*?)\s*(?:[x×*]\s*(?P<count>\d+)|\((?:(?i:qty):?\s*|x\s*)?(?P<round>\d+)\))\s*$")
_PAIR = re.compile(r"^\s*([A-Za-z_ ]+?)\s*[:=]\s*(.*?)\s*$")


def are_lists(said: list[str]) -> bool:
    """Whether most of the cells hold items."""
    return bool(said) and sum(bool(_told(value)) for value in said) * 2 > len(said)


def read(text: str) -> list[Item]:
    """The items of one cell; empty where it holds none that can be read."""
    # Where some parts of a cell name no count, those that do are taken all the same.
    return _told(text) or [item for item in map(_counted, re.split(r"[;,\n|]\s*", text)) if item]


def _told(text: str) -> list[Item]:
    text = text.strip()
    if text[:1] in "[{" and text:
        return _of_json(text)
    if re.search(r"(^|[|;,])\s*(name|sku|quantity|qty|title|product)\s*[:=]", text, re.IGNORECASE):
        return _of_pairs(text)
    parts = [part for part in re.split(r"[;,\n|]\s*", text) if part.strip()]
    counted = [_counted(part) for part in parts]
    return [item for item in counted if item] if parts and all(counted) else []


def _of_json(text: str) -> list[Item]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return []
    # Stripe wraps a list in `data`, GraphQL in `edges`; any other object is one item.
    if isinstance(found, dict):
        found = next(
            (found[key] for key in ("data", "items", "line_items", "edges") if isinstance(found.get(key), list)),
            [found],
        )
    items = [
        _item({str(key).casefold(): value for key, value in one.items()}) for one in found if isinstance(one, dict)
    ]
    return [one for one in items if one]


def _of_pairs(text: str) -> list[Item]:
    items: list[Item] = []
    for part in _items_of(text):
        pairs = [match.groups() for match in map(_PAIR.match, part) if match]
        item = _item({key.casefold().replace(" ", "_"): value for key, value in pairs})
        if item:
            items.append(item)
    return items


def _items_of(text: str) -> list[list[str]]:
    """The pairs of each item: `|` parts pairs and `;` items, or the other way round, or a key that comes again does."""
    # A comma last: it stands in names and amounts.
    separator = "|" if "|" in text else ";" if ";" in text else ","
    other = {"|": ";", ";": "\n", ",": ";"}[separator]
    if other in text:
        return [part.split(separator) for part in text.split(other) if part.strip()]
    items: list[list[str]] = []
    seen: set[str] = set()
    for part in text.split(separator):
        match = _PAIR.match(part)
        key = match.group(1).casefold() if match else ""
        if not items or key in seen:
            items.append([])
            seen = set()
        seen.add(key)
        items[-1].append(part)
    return items


def _item(told: dict[str, Any]) -> Item:
    found: Item = {}
    for field, keys in _KEYS.items():
        value = next((told[key] for key in keys if told.get(key) not in (None, "", [], {})), None)
        # Money and products come as objects of their own too.
        if isinstance(value, dict):
            value = value.get("name") or value.get("title") or value.get("amount")
        if value is not None and not isinstance(value, list):
            found[field] = str(value)
    return found if found.keys() & {"sku", "item"} else {}


def _counted(part: str) -> Item | None:
    match = _TIMES.match(part)
    if match:
        return {"item": match["name"], "quantity": match["count"]}
    match = _AFTER.match(part)
    return {"item": match["name"], "quantity": match["count"] or match["round"]} if match else None
