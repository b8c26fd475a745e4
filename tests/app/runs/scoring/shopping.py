"""A score and an index for the shop, and everybody's values."""

from app import audience
from app.project import Project

SHOPPING = {"version": 1, "points": [{"event": "placed_order", "points": 10}, {"event": "viewed_product", "points": 1}]}
INDEX = {"version": 1, "index": [{"trait": "score:Shopping", "weight": 2}, {"trait": "revenue"}]}


def scores(project: Project, name: str) -> dict[str, float]:
    """By key what everybody has of a trait."""
    found = audience.members(project, {"all": []}, [name]).to_pydict()
    return dict(zip(found["key"], found[name], strict=True))
