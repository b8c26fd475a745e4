"""What the builder calls a property of an event."""

from app.domain import names as registry


def property_label(name: str) -> str:
    """A property in words: `category` for `product.category`."""
    if name.startswith("product."):
        known = registry.PRODUCT.get(name.removeprefix("product."))
        return known.label.lower() if known else name.removeprefix("product.").replace("_", " ")
    return {"time": "time", "time.weekday": "weekday", "time.hour": "hour of the day"}.get(
        name, registry.label_of(name).lower()
    )
