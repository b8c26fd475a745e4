"""How a count is said: one helper for every message, so that none says “1 rows”. The window's: `ui.core.formats`."""


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 person`, `4,561 people`; `many` defaults to `one` with an s."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def people(count: int) -> str:
    """So many people: `1 person`, `4,561 people`."""
    return counted(count, "person", "people")


def agreed(count: int, one: str, many: str) -> str:
    """The word that agrees with a count: `agreed(n, "matches", "match")`."""
    return one if count == 1 else many


def listed(parts: list[str]) -> str:
    """Parts as a sentence lists them."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
