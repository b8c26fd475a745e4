"""No ring of modules that all need each other: two or three that are one thing in several files, and no more.

Imports inside functions and for types alone count. What a front names of its own folder is not counted: it is the
folder's list of contents, and loads when it is asked.
"""

from graphlib import CycleError, TopologicalSorter
from itertools import pairwise

import grimp
import pytest

MOST = 3

Arcs = dict[str, set[str]]


@pytest.fixture(scope="module")
def arcs() -> Arcs:
    graph = grimp.build_graph("app", "ui", "storage", cache_dir=None)
    known = sorted(graph.modules)
    return {
        one: {other for other in graph.find_modules_directly_imported_by(one) if not one.startswith(f"{other}.")}
        for one in known
    }


def _reached(arcs: Arcs, start: str) -> set[str]:
    found, ahead = set[str](), [start]
    while ahead:
        new = arcs.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _rings(arcs: Arcs) -> list[set[str]]:
    """The sets of modules of which each reaches each."""
    reached = {one: _reached(arcs, one) for one in arcs}
    rings: list[set[str]] = []
    for one in arcs:
        if one in reached[one] and not any(one in ring for ring in rings):
            rings.append({other for other in reached[one] if one in reached.get(other, set())})
    return rings


def test_no_ring_of_modules_is_larger_than_one_sitting(arcs: Arcs) -> None:
    assert [sorted(ring) for ring in _rings(arcs) if len(ring) > MOST] == []


def test_no_ring_of_rooms(arcs: Arcs) -> None:
    """Rooms are the folders right below `app`, `ui` and `storage`; within them import-linter's layers hold."""
    rooms: Arcs = {}
    for one, others in arcs.items():
        room = ".".join(one.split(".")[:2])
        rooms.setdefault(room, set()).update({".".join(other.split(".")[:2]) for other in others} - {room})
    layers = {"app", "ui", "storage"}
    try:
        tuple(TopologicalSorter({room: needs - layers for room, needs in rooms.items()}).static_order())
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))


def test_a_ring_is_found() -> None:
    names = ["a", "b", "c", "d", "a"]
    assert _rings({one: {other} for one, other in pairwise(names)} | {"e": {"a"}}) == [{"a", "b", "c", "d"}]
