"""The rows of the table of people: what is asked of `app`, off the interface's thread."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.progress import Progress

if TYPE_CHECKING:
    from app.people import Facet
    from app.project import Project
    from app.rules import Names
    from ui.panes.people.filters import Filters

_NAMES = ("last_name", "first_name", "full_name")


@dataclass(frozen=True)
class Known:
    """What a project's rules may name, which fields were given values, and whether anybody did anything."""

    names: "Names"
    said: tuple[str, ...]
    events: bool


def known(project: "Project") -> Known:
    """What is known of a project before its people are asked for."""
    from app import audience, fields
    from app.project import overview

    said = (one for one in fields.listed(project) if one.kind in ("standard", "own") and not one.hidden)
    return Known(audience.names(project), tuple(one.name for one in said), overview(project).events > 0)


class RowFetcher:
    """Fetches rows of ids for the columns that are shown; `name` is put together from the parts of a name."""

    def __init__(self, project: "Project") -> None:
        self._project = project
        self.columns: tuple[str, ...] = ()
        self.known: frozenset[str] = frozenset()

    def fetch(self, ids: list[int], progress: Progress) -> Sequence[Mapping[str, Any]]:
        """One row for each id; somebody who is gone by now leaves an empty one."""
        from app import people

        parts = [name for name in _NAMES if name in self.known]
        wanted = [name for name in self.columns if name != "name" and name in self.known]
        # The address stands in for a name that nobody knows, so it is fetched whether or not it is shown.
        columns = list(dict.fromkeys((*wanted, *parts, "email")))
        found = {row["id"]: row for row in people.page(self._project, ids, columns)}
        rows = [found.get(one, {"id": one, "key": ""}) for one in ids]
        return [_called(row, people.name_of(row)) for row in rows]

    def question(
        self, names: "Names", sort: tuple[str, bool], filters: "Filters", search: str
    ) -> Callable[[Progress], tuple[Any, int]]:
        """Work that gives the sorted ids of those whom filters and a search leave, and how many there are in all."""
        project = self._project
        self.known = frozenset(names.traits)
        key, descending = sort
        if key == "name":
            # The name that is shown is no trait; by the last name is how people look for somebody.
            key = next((part for part in _NAMES if part in names.traits), "key")
        elif key not in names.traits:
            key = "key"
        rule, picked = filters.rule(), filters.picked

        def work(progress: Progress) -> tuple[Any, int]:
            from app import people

            found = people.ids(project, key, descending, rule, search, progress=progress, among=picked)
            return found, people.count(project)

        return work

    def reach(self, filters: "Filters") -> Callable[[Progress], int]:
        """Work that counts who can be emailed of those whom filters by rules leave, as an export would keep them."""
        project, rule = self._project, filters.rule() or {"all": []}

        def work(progress: Progress) -> int:
            from app import audience

            return audience.reach(project, rule, progress=progress).mailable

        return work

    def facet(self, trait: str, filters: "Filters", search: str) -> "Callable[[Progress], Facet]":
        """Work that counts the values of a trait among those whom the other filters and a search leave."""
        project, rule, picked = self._project, filters.rule(leaving=trait), filters.picked

        def work(progress: Progress) -> "Facet":
            from app.people import facets

            return facets.facet(project, trait, rule, search, picked, progress=progress)

        return work


def _called(row: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A row with what somebody is called by, and below it how they are reached, where that says more."""
    email, key = row.get("email") or "", row["key"]
    return {**row, "name": name or email or key, "line": (email or key) if name else key if email else ""}
