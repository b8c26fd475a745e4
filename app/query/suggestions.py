"""Values that people really have, with how many have each: what the builder offers while somebody types."""

from typing import TYPE_CHECKING

from app.domain import names as registry
from app.domain.names import fold
from app.rules import coded_values, digit_spellings

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.project import Mirror, Project


def values(project: "Project", name: str, typed: str = "", limit: int = 50) -> list[tuple[str, int]]:
    """The most frequent values that contain what was typed, whatever its case, each with how often it stands.

    `name` is a text or list trait, an event's property, a product's (`product.NAME`), or `tag`; anything else
    has no values to offer.
    """
    with project.audience() as mirror:
        rows = _rows(mirror, name)
        if rows is None:
            return []
        rows = rows.filter(rows.folded.notnull())
        if coded_values.is_meant(name):
            return _meant(mirror, rows, name, typed, limit)
        # Phones and postal codes are found however blanks, dashes and brackets stand in them.
        if wanted := fold(typed.strip()):
            spelt = digit_spellings.pattern(name, wanted, "in")
            rows = rows.filter(rows.folded.re_search(spelt) if spelt else rows.folded.contains(wanted))
        # Of several spellings of one value the least is shown, so that the list is the same each time.
        spelled = rows.group_by("folded").aggregate(value=rows.value.min(), times=rows.count())
        most = spelled.order_by([spelled.times.desc(), spelled.folded]).limit(limit)
        found = mirror.to_pyarrow(most.select("value", "times")).to_pylist()
        return [(row["value"], row["times"]) for row in found]


def _meant(mirror: "Mirror", rows: "ir.Table", name: str, typed: str, limit: int) -> list[tuple[str, int]]:
    """Values that are written in several ways: found by what is typed in any of them, given as they are kept."""
    spelled = rows.group_by("value").aggregate(times=rows.count())
    found: dict[str, int] = {}
    for row in mirror.to_pyarrow(spelled).to_pylist():
        value = coded_values.kept(name, row["value"])
        found[value] = found.get(value, 0) + row["times"]
    wanted, meant = fold(typed.strip()), coded_values.kept(name, typed.strip())
    kept = [
        (value, times)
        for value, times in found.items()
        if value == meant or any(wanted in fold(form) for form in coded_values.same(name, value))
    ]
    return sorted(kept, key=lambda one: (-one[1], one[0]))[:limit]


def _rows(mirror: "Mirror", name: str) -> "ir.Table | None":
    """Each standing of a text as `value` and its folded twin as `folded`."""
    if name == "tag":
        tags = mirror.table("tags")
        return tags.select(value=tags.tag, folded=tags.f_tag)
    if name == "sku":
        products = mirror.table("products")
        return products.select(value=products.sku, folded=products.f_sku)
    if name.startswith("product."):
        return _twins(mirror.table("products"), "p_", name.removeprefix("product."))
    if registry.is_dynamic(name) or name in ("rfm_segment", "lifecycle_stage"):
        scores = mirror.table("scores").filter(lambda row: row.name == name)
        return scores.select(value=scores.text, folded=scores.f_text)
    if name in mirror.types["traits"] or name == "tags":
        return _twins(mirror.table("profiles"), "t_", name)
    return _twins(mirror.table("events"), "p_", name)


def _twins(table: "ir.Table", prefix: str, name: str) -> "ir.Table | None":
    column, twin = f"{prefix}{name}", f"f_{name}"
    if column not in table.columns or twin not in table.columns:
        return None
    if table[column].type().is_array():
        return table.select(value=table[column].unnest(), folded=table[twin].unnest())
    return table.select(value=table[column], folded=table[twin])
