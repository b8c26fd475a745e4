"""Steps on what names people and how they are called up: the case of names, and phone numbers."""

from typing import ClassVar, Final

import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import person_names, places, texts
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns
from app.recipe.values import by_value, kept_where_null

COUNTRY: Final = Parameter("country", "Country, where a row says none", "country", "", hint="`country`, as GB")
COUNTRY_COLUMN: Final = Parameter("country_column", "Column that says the country", "column", "")


class Names(StepKind):
    """Names all in capitals, or all small, in the case of names."""

    name, title, group = "names", "Names in their case (McDonald, von der Leyen)", "People"

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} in the case of names, as McDonald"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        return by_value(column, person_names.proper)


class Phone(StepKind):
    """Phone numbers in E.164; one without the code of its country is read as one of the row's country."""

    name, title, group = "phone", "Phone numbers as +44 20 7946 0018…", "People"
    parameters: ClassVar[tuple[Parameter, ...]] = (COUNTRY, COUNTRY_COLUMN)

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} as international phone numbers{of_country(step, ', national ones as of')}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        found = places.phones(column, countries_of(step, cells, len(column)))
        return kept_where_null(column, found, texts.is_placeholder)


def of_country(step: Step, before: str) -> str:
    """What a sentence says of where the country stands."""
    parts = [f"“{told}”" for told in [step.get("country_column")] if told]
    parts += [told for told in [step.get("country")] if told]
    return f"{before} {', else '.join(parts)}" if parts else ""


def countries_of(step: Step, cells: Cells, rows: int) -> pa.Array:
    """The country (ISO 3166-1 alpha-2) of each row, by its column, else by the step; null where neither says one."""
    stated = pa.scalar(step.get("country") or None, pa.string())
    if not step.get("country_column"):
        return pa.array([stated.as_py()] * rows, pa.string())
    found = places.countries(cells(step["country_column"]))[0]
    return pc.fill_null(found, stated) if stated.is_valid else found


STEPS = (Names(), Phone())
