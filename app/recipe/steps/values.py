"""Steps on what a column says: values merged by a table, and found and replaced."""

import re
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from app.domain.counts import counted
from app.recipe import problems
from app.recipe.keys import KEYS, Key
from app.recipe.patterns import safe
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns
from app.recipe.values import by_value


class Merge(StepKind):
    """Several spellings become one, by a table; with `alike` new ones that have the key of a known one, too."""

    name, title, group = "merge", "Merge values by a list…", "Values"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("values", "Values", "values", hint='`values`, as {"Munich": "München"}', needed=True),
        Parameter(
            "alike",
            "New spellings in later files",
            "choice",
            "",
            (
                ("", "leave as they are"),
                *((name, f"merge those of the same {title}") for name, (title, _) in KEYS.items()),
            ),
        ),
    )

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        values = step["values"]
        into = list(dict.fromkeys(values.values()))
        if not values:
            return f"Merge no values of {of_columns(step)}"
        said = f"Merge {counted(len(values), 'spelling')} of {of_columns(step)} into "
        said += f"“{into[0]}”" if len(into) == 1 else counted(len(into), "value")
        return f"{said}, and new ones that are alike" if step.get("alike") else said

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        values, key = step["values"], KEYS.get(step.get("alike", ""), ("", None))[1]
        if key is None:
            return by_value(column, lambda text: values.get(text, text))
        known = _by_key(values, key)
        fresh: set[str] = set()

        def rule(text: str) -> str:
            """What a value becomes: as the list says, else as its key does, which is counted as new."""
            if text in values:
                return str(values[text])
            found = known.get(key(text)) or text
            if found != text:
                fresh.add(text)
            return found

        made = by_value(column, rule)
        return Made(made.column, fresh=tuple(sorted(fresh)))


def _by_key(values: dict[str, str], key: Key) -> dict[str, str]:
    """The one value that all spellings of a key became; a key of several tells nothing."""
    found: dict[str, set[str]] = {}
    for old, new in values.items():
        for text in (old, new):
            found.setdefault(key(text), set()).add(new)
    return {one: next(iter(into)) for one, into in found.items() if one and len(into) == 1}


class Replace(StepKind):
    """A text found and replaced, in cells or where it is the whole cell; or a pattern."""

    name, title, group = "replace", "Find and replace…", "Values"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("find", "Find", hint="`find`, the text to be found", needed=True),
        Parameter("with", "Replace by", default=""),
        Parameter("whole", "Only where it is the whole cell", "flag", False),
        Parameter("case", "Capitals as they are written", "flag", True),
        Parameter("pattern", "It is a pattern, as in segment rules", "flag", False),
    )

    def check(self, step: Step, where: str) -> None:
        """Refuse what cannot be together."""
        if not step["find"]:
            raise problems.LACKS(where=f"{where}.find", step=self.name, hint="a text to be found")
        if step.get("pattern"):
            safe(step["find"], case=step.get("case", True), where=f"{where}.find")

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        find = f"the pattern {step['find']}" if step.get("pattern") else f"“{step['find']}”"
        whole = "cells that are " if step.get("whole") and not step.get("pattern") else ""
        whole = "cells that wholly match " if step.get("whole") and step.get("pattern") else whole
        if not step.get("with"):
            return f"{'Empty' if whole else 'Take out'} {whole}{find} in {of_columns(step)}"
        return f"Replace {whole}{find} by “{step['with']}” in {of_columns(step)}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        find, into = step["find"], step.get("with", "")
        case, whole = step.get("case", True), step.get("whole", False)
        if step.get("pattern"):
            return _by_pattern(column, safe(find, case=case), into, whole=whole)
        if whole:
            wanted = find if case else find.casefold()
            return by_value(column, lambda text: into if (text if case else text.casefold()) == wanted else text)
        if case:
            return by_value(column, lambda text: text.replace(find, into))
        found = re.compile(re.escape(find), re.IGNORECASE)
        return by_value(column, lambda text: found.sub(lambda _: into, text))


def _by_pattern(column: pa.ChunkedArray, pattern: str, into: str, *, whole: bool) -> Made:
    """RE2 goes over a cell in one pass, whatever the pattern; what stands in its place is taken letter for letter."""
    if whole:
        fits = pc.match_substring_regex(column, f"^(?:{pattern})$")
        return Made(pc.if_else(fits, pa.scalar(into, pa.string()), column))
    return Made(pc.replace_substring_regex(column, pattern, into.replace("\\", "\\\\")))


STEPS = (Merge(), Replace())
