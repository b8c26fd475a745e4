"""What a step of a recipe is: its name and parameters, its sentence, and the program that it runs on a whole column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

from app.domain.counts import listed
from app.recipe import problems

if TYPE_CHECKING:
    import pyarrow as pa

Step = Mapping[str, Any]
"""A step as JSON has it: `step`, `columns`, and the parameters of its kind."""

EVERY = "*"
"""Stands among `columns` for all of them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a step is told: its key in JSON, what people read for it, and what it takes.

    `takes` is `text`, `flag`, `choice`, `country`, `column`, `count`, `words` (a list of texts) or `values` (an object
    of texts). `needed` ones have no default. `hint` shows how it is written.
    """

    key: str
    title: str
    takes: str = "text"
    default: Any = None
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""
    needed: bool = False

    def check(self, value: object, where: str) -> None:
        """Raise ImportProblem, which names the place, where a value is not what this takes."""
        if self.takes == "flag" and not isinstance(value, bool):
            raise problems.NO_FLAG(where=where)
        if self.takes == "count" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
            raise problems.NO_COUNT(where=where)
        if self.takes == "words" and not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
            raise problems.NO_WORDS(where=where)
        if self.takes == "values" and not (
            isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        ):
            raise problems.NO_VALUES(where=where, example='{"Munich": "München"}')
        if self.takes in ("text", "choice", "country", "column") and not isinstance(value, str):
            raise problems.NO_TEXT(where=where)
        if self.takes == "choice" and value not in dict(self.choices):
            raise problems.NO_CHOICE(where=where, found=value, known=", ".join(key for key, _ in self.choices))
        if self.takes == "country" and value and not _is_country(str(value)):
            raise problems.NO_COUNTRY(where=where, found=value)


def _is_country(text: str) -> bool:
    from app.cleaning import country_code

    return len(text) == 2 and country_code(text) == text


@dataclass(frozen=True, slots=True)
class Made:
    """What a step made of a column: the column, how many cells it could not do and left as they are, columns that are
    new, and values that it treated though nobody named them."""

    column: "pa.ChunkedArray"
    left: int = 0
    more: Mapping[str, "pa.ChunkedArray"] = field(default_factory=dict)
    fresh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Misfit:
    """A step that a file's columns do not fit: its place (from 0), its sentence, the header, and whether that one is
    `missing` or made though it is there."""

    place: int
    sentence: str
    header: str
    missing: bool = True


Cells = Callable[[str], "pa.ChunkedArray"]
"""The text of another column, by its header."""


class StepKind:
    """A kind of step. A subclass says what it is called and told, says itself in a sentence, and does it.

    `plain` ones ask nothing but the cell, cheaply, and give the same text again: they are done where a column is read.
    `group` is the part of the menu in which it stands, `title` its line there.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    group: ClassVar[str] = "Text"
    parameters: ClassVar[tuple[Parameter, ...]] = ()
    plain: ClassVar[bool] = False
    one_column: ClassVar[bool] = False
    by_target: ClassVar[bool] = False
    """Whether it treats a cell otherwise where the column means something else."""

    def check(self, step: Step, where: str) -> None:
        """Raise ImportProblem where parameters that are right one by one are wrong together."""

    def sentence(self, step: Step) -> str:
        """The step in plain English, without a full stop."""
        raise NotImplementedError

    def asks(self, step: Step) -> list[str]:
        """The headers of columns that it looks into beside those that it changes."""
        return [told] if (told := step.get("country_column")) else []

    def makes(self, step: Step) -> list[str]:
        """The headers of the columns that it adds."""
        return []

    def run(self, column: "pa.ChunkedArray", step: Step, cells: Cells, target: str = "") -> Made:
        """The program: a text column that is never null, as it comes out; `target` is what it means, if that is known.

        What cannot be done is left as it is, and counted.
        """
        raise NotImplementedError

    def told(self, step: Step, key: str) -> Any:
        """A parameter of a step, by its default where nobody said it."""
        return step.get(key, next(one.default for one in self.parameters if one.key == key))


def of_columns(step: Step) -> str:
    """The columns of a step as its sentence has them."""
    headers = step.get("columns", [EVERY])
    if EVERY in headers:
        return "every column"
    if not headers:
        return "no column"
    shown = [f"“{header}”" for header in headers[:_SHOWN]]
    return listed([*shown, f"{len(headers) - _SHOWN} more"] if len(headers) > _SHOWN else shown)


_SHOWN = 4
