"""One column split into several: at a sign, or at a place."""

from typing import ClassVar

import numpy as np
import pyarrow as pa

from app.domain.counts import counted, listed
from app.recipe import problems
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns


class Split(StepKind):
    """The parts of a column's cells in columns of their own; the column itself stays."""

    name, title, group, one_column = "split", "Split into columns…", "Columns", True
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("separator", "At the sign or word", default=None),
        Parameter("at", "Or after so many signs", "count"),
        Parameter("into", "Into the columns", "words", hint='`into`, as ["First name", "Last name"]', needed=True),
        Parameter("last", "From the end, so that the first column takes the rest", "flag", False),
    )

    def check(self, step: Step, where: str) -> None:
        """Refuse what cannot be together."""
        if bool(step.get("separator")) == bool(step.get("at")):
            raise problems.SPLIT_WHERE(where=where)
        into = step["into"]
        if len(into) < 2 or len(set(into)) < len(into) or not all(one.strip() for one in into):
            raise problems.TOO_FEW_PARTS(where=f"{where}.into")
        if step.get("at") and len(into) != 2:
            raise problems.TOO_FEW_PARTS(where=f"{where}.into")

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        at, separator = step.get("at"), step.get("separator")
        sign = {" ": "the space", "\t": "the tab"}.get(str(separator), f"“{separator}”")
        place = f"after {counted(at, 'sign')}" if at else f"at {sign}"
        end = " from the end" if step.get("last") else ""
        return f"Split {of_columns(step)} {place}{end} into {listed([f'“{one}”' for one in step['into']])}"

    def makes(self, step: Step) -> list[str]:
        """The headers of the parts."""
        return list(step["into"])

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        encoded = column.combine_chunks().dictionary_encode()
        parts = [_parts(text, step) for text in encoded.dictionary.to_pylist()]
        rows = np.asarray(encoded.indices)
        whole = np.asarray([bool(text) and not any(told[1:]) for text, told in _pairs(encoded, parts)], dtype=np.bool_)
        more = {
            name: pa.chunked_array([pa.array([told[at] for told in parts], pa.string()).take(encoded.indices)])
            for at, name in enumerate(step["into"])
        }
        return Made(column, int(whole[rows].sum()) if len(rows) else 0, more)


def _pairs(encoded: pa.DictionaryArray, parts: list[list[str]]) -> "zip[tuple[str, list[str]]]":
    return zip(encoded.dictionary.to_pylist(), parts, strict=True)


def _parts(text: str, step: Step) -> list[str]:
    """As many parts as columns, those that are not there blank; what is left over stands in the last, or the first."""
    count, separator = len(step["into"]), step.get("separator")
    if not separator:
        at = step["at"]
        return [text[:-at], text[-at:]] if step.get("last") else [text[:at], text[at:]]
    found = text.rsplit(separator, count - 1) if step.get("last") else text.split(separator, count - 1)
    return [one.strip() for one in found] + [""] * (count - len(found))


STEPS = (Split(),)
