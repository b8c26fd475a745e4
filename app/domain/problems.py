"""The failures that the world causes and a user can mend; anything else that is raised is a bug of ours.

A room declares its problems in its `problems.py`: `TAKEN = declared("segment.taken", "“{name}” is taken", remedy="…")`,
and raises `TAKEN(name=name)`. Whoever must tell one from another asks for its `code`, never for its words.
"""

import copy
from collections.abc import Mapping
from string import Formatter
from typing import Any, ClassVar, Final, Generic, Self, TypeVar, overload


class Problem(Exception):
    """Something that could not be done, said so that the user knows what to do next.

    `what` is a sentence without a full stop, `why` its cause, `remedy` the next step, and `where` the place
    (a line of a file, a path in a rule). The text of the exception joins those that are given. `code` is that of a
    declared one, and empty for any other; `values` are what its sentences were filled with.
    """

    PLACES: ClassVar[tuple[str, ...]] = ("where",)
    """The keywords that go beside its sentences, as where it came up."""
    code = ""
    values: Mapping[str, object] = {}

    def __init__(self, what: str, why: str = "", remedy: str = "", *, where: str = "") -> None:
        super().__init__(what, why, remedy, where)
        self.what = what
        self.why = why
        self.remedy = remedy
        self.where = where

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return " ".join(_as_sentence(part) for part in (head, self.why, self.remedy) if part)

    def __reduce__(self) -> tuple[Any, ...]:
        # An exception is made anew by what it was made with, of which keywords are no part.
        return _again, (type(self), self.args), vars(self)

    def retold(self, what: str, remedy: str) -> "Problem":
        """The same problem in other words, as a place that shows it needs them; without what only its kind has."""
        told = Problem(what, self.why, remedy, where=self.where)
        told.code, told.values = self.code, self.values
        return told

    def placed(self, where: str) -> Self:
        """The same problem at another place."""
        moved = copy.copy(self)
        moved.where = where
        return moved


def _again(kind: type[Problem], args: tuple[object, ...]) -> Problem:
    return kind.__new__(kind, *args)


def _as_sentence(text: str) -> str:
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


class FileProblem(Problem):
    """A file or folder that is missing, in use, of the wrong kind, damaged or full."""


class ProjectProblem(Problem):
    """A project file that cannot be opened, or that somebody else is writing."""


class EngineProblem(Problem):
    """An engine at an address that cannot be reached, or has not what it is asked for."""


class ImportProblem(Problem):
    """A file that cannot be read as the kind of data that it was said to hold."""


class RuleProblem(Problem):
    """A segment rule that means nothing; `where` is the place in it, as `all[1].event`."""


class TemplateProblem(Problem):
    """A template that cannot be parsed or rendered; line and column count from 1, and 0 means no particular one."""

    PLACES = ("where", "line", "column")

    def __init__(
        self, what: str, why: str = "", remedy: str = "", *, where: str = "", line: int = 0, column: int = 0
    ) -> None:
        self.line, self.column = line, column
        super().__init__(what, why, remedy, where=where or self.place)

    @property
    def place(self) -> str:
        """`line 3, column 14`, as much of it as is known."""
        parts = (f"line {self.line}" if self.line else "", f"column {self.column}" if self.column else "")
        return ", ".join(filter(None, parts))

    def in_column(self, column: int) -> Self:
        """The same problem, of whose line the column is known by now."""
        moved = copy.copy(self)
        moved.column = column
        return moved.placed(moved.place)


class NotFound(Problem):
    """A name or key that the project does not hold."""


class CampaignProblem(Problem):
    """A campaign that is not fit to be exported as it stands."""


class NotReady(CampaignProblem):
    """Something stands against a campaign's export; `beside` is the remedy where its findings are shown."""

    PLACES = ("where", "beside")

    def __init__(self, what: str, why: str = "", remedy: str = "", *, where: str = "", beside: str = "") -> None:
        super().__init__(what, why, remedy, where=where)
        self.beside = beside


Kind = TypeVar("Kind", bound=Problem, covariant=True)


class Declared(Generic[Kind]):
    """A problem that can come up: its code, the class that it is raised as, and its sentences with named values."""

    def __init__(self, code: str, kind: type[Kind], sentences: tuple[str, str, str]) -> None:
        self.code = code
        self.kind = kind
        self.sentences = sentences
        self.values = frozenset(name for text in sentences for _, name, _, _ in Formatter().parse(text) if name)

    def __call__(self, **values: Any) -> Kind:
        """The problem with its values filled in, to be raised; TypeError where one is missing or unknown.

        What its kind takes beside its sentences is no value: `where`, and a template's `line` and `column`.
        """
        place = {name: values.pop(name) for name in self.kind.PLACES if name in values}
        if values.keys() != self.values:
            raise TypeError(f"{self.code} takes {sorted(self.values)}, not {sorted(values)}")
        # A value may hold braces of its own: sentences are filled once, and never again.
        problem = self.kind(*(text.format(**values) for text in self.sentences), **place)
        problem.code, problem.values = self.code, values
        return problem


DECLARED: Final[dict[str, Declared[Problem]]] = {}
"""All that the rooms that are loaded declare, by code."""


@overload
def declared(code: str, what: str, why: str = "", remedy: str = "") -> Declared[Problem]: ...


@overload
def declared(code: str, what: str, why: str = "", remedy: str = "", *, kind: type[Kind]) -> Declared[Kind]: ...


def declared(
    code: str, what: str, why: str = "", remedy: str = "", *, kind: type[Problem] = Problem
) -> Declared[Problem]:
    """Declare a problem under a code of its own, `room.what-is-wrong`."""
    if code in DECLARED:
        raise ValueError(f"Two problems are declared as {code}")
    DECLARED[code] = Declared(code, kind, (what, why, remedy))
    return DECLARED[code]


def carried(problem: Problem) -> dict[str, Any]:
    """A problem as JSON takes it, to be raised in another process."""
    kinds = (str, int, float, bool, type(None))
    values = {name: one if isinstance(one, kinds) else str(one) for name, one in problem.values.items()}
    place = {name: getattr(problem, name) for name in problem.PLACES}
    said = {"what": problem.what, "why": problem.why, "remedy": problem.remedy}
    return {"kind": type(problem).__name__, "code": problem.code, "values": values, "place": place, **said}


def received(carried: Mapping[str, Any]) -> Problem:
    """The problem that another process raised; KeyError for one of a kind that this process does not know."""
    known = DECLARED.get(carried["code"])
    if known is not None:
        return known(**carried["place"], **carried["values"])
    kinds: list[type[Problem]] = [Problem, *Problem.__subclasses__()]
    return {one.__name__: one for one in kinds}[carried["kind"]](
        carried["what"], carried["why"], carried["remedy"], **carried["place"]
    )


NO_ZONE: Final = declared(
    "domain.no-zone",
    "There is no time zone called “{name}”",
    remedy="Use a name such as Europe/London or America/New_York.",
)
NO_DATE: Final = declared(
    "domain.no-date",
    "“{text}” is not a date",
    remedy="Write it as 2011-12-10, or with a time as 2011-12-10T09:30:00.",
)
