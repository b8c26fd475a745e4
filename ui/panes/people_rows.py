"""The rows of the table of people: what is asked of `app`, off the interface's thread."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from app.progress import Progress

if TYPE_CHECKING:
    from app.audience.vocabulary import Names
    from app.project import Project

_NAMES = ("last_name", "first_name", "full_name")


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
        columns = list(dict.fromkeys((*wanted, *parts, "email")))
        found = {row["id"]: row for row in people.page(self._project, ids, columns)}
        rows = [found.get(one, {"id": one, "key": ""}) for one in ids]
        return [{**row, "name": people.name_of(row) or row.get("email") or row["key"]} for row in rows]

    def question(
        self, names: "Names", sort: tuple[str, bool], segment: str, search: str
    ) -> Callable[[Progress], tuple[Any, int]]:
        """Work that gives the sorted ids of those whom a segment and a search leave, and how many there are in all."""
        project = self._project
        self.known = frozenset(names.traits)
        key, descending = sort
        if key == "name":
            key = next((part for part in _NAMES if part in names.traits), "key")
        elif key not in names.traits:
            key = "key"
        rule = {"segment": segment} if segment else None

        def work(progress: Progress) -> tuple[Any, int]:
            from app import people

            return people.ids(project, key, descending, rule, search, progress=progress), people.count(project)

        return work
