"""Steps that write places and days to a standard: countries, regions, postcodes, dates."""

from collections.abc import Callable
from typing import ClassVar, Final
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import dates, places, postcodes, regions, texts
from app.recipe import problems
from app.recipe.step import Cells, Made, Parameter, Step, StepKind, of_columns
from app.recipe.steps.people import COUNTRY, COUNTRY_COLUMN, countries_of, of_country
from app.recipe.values import by_pair, by_value, kept_where_null

_GROUP: Final = "Places and dates"


class Country(StepKind):
    """Countries by their code of two letters."""

    name, title, group = "country", "Countries as codes (DE, GB)", _GROUP

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} as codes of countries (ISO 3166)"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        # `NA` is no placeholder here but Namibia.
        return kept_where_null(column, places.countries(column)[0], texts.is_placeholder)


class _InCountry(StepKind):
    """A step whose standard is each country's own."""

    group = _GROUP

    def check(self, step: Step, where: str) -> None:
        """Refuse what cannot be together."""
        if not step.get("country") and not step.get("country_column"):
            raise problems.NO_COUNTRY_SAID(where=where)
        known = self.known()
        if step.get("country") and step["country"] not in known:
            told = ", ".join(known)
            raise problems.NOT_KNOWN_THERE(where=f"{where}.country", country=step["country"], known=told)

    def known(self) -> list[str]:
        """The countries whose standard is known."""
        raise NotImplementedError

    def rule(self, step: Step) -> Callable[[str, str], str | None]:
        """What a value becomes in a country."""
        raise NotImplementedError

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        beside = pc.fill_null(countries_of(step, cells, len(column)), "")
        standard = self.rule(step)

        def rule(text: str, country: str) -> str | None:
            """The standard form in a country; a placeholder as it is, None for what has no such form."""
            return standard(text, country) or (text if texts.is_placeholder(text) else None)

        return by_pair(column, pa.chunked_array([beside]), rule)


class Region(_InCountry):
    """States, provinces and Länder by code or by name."""

    name, title = "region", "Regions as codes or names…"
    parameters: ClassVar[tuple[Parameter, ...]] = (
        COUNTRY,
        COUNTRY_COLUMN,
        Parameter("as", "Written as", "choice", "code", (("code", "codes, as CA"), ("name", "names, as California"))),
    )

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        kind = "names" if step.get("as") == "name" else "codes"
        return f"Write {of_columns(step)} as {kind} of regions{of_country(step, ' of')}"

    def known(self) -> list[str]:
        """Those of the list."""
        return regions.known()

    def rule(self, step: Step) -> Callable[[str, str], str | None]:
        """By the list of the country."""
        name = step.get("as") == "name"
        return lambda text, country: regions.standard(text, country, name=name)


class Postcode(_InCountry):
    """Postcodes in their country's form."""

    name, title = "postcode", "Postcodes in their country’s form…"
    parameters: ClassVar[tuple[Parameter, ...]] = (COUNTRY, COUNTRY_COLUMN)

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        return f"Write {of_columns(step)} as postcodes{of_country(step, ' of')}"

    def known(self) -> list[str]:
        """Those of the list."""
        return postcodes.known()

    def rule(self, step: Step) -> Callable[[str, str], str | None]:
        """By the list of the country."""
        return postcodes.standard


class Date(StepKind):
    """Dates and times as ISO 8601 writes them."""

    name, title, group = "date", "Dates as 2011-12-31…", _GROUP
    parameters: ClassVar[tuple[Parameter, ...]] = (
        Parameter("format", "Written now", needed=True, hint="`format`: day first, month first, or as %d/%m/%Y"),
    )

    def check(self, step: Step, where: str) -> None:
        """Refuse what cannot be together."""
        style = step["format"]
        why = None if style in _ORDERS else dates.fault_in(style) if "%" in style else "It names no part of a date"
        if why:
            raise problems.NO_DATE_FORMAT(where=f"{where}.format", style=style, why=why)

    def sentence(self, step: Step) -> str:
        """The step in plain English."""
        style = step["format"]
        read = f"the {style.removesuffix(' first')} standing first" if style in _ORDERS else f"as {style} says"
        return f"Write {of_columns(step)} as ISO dates, read {read}"

    def run(self, column: pa.ChunkedArray, step: Step, cells: Cells, target: str = "") -> Made:
        """The column as this step leaves it."""
        encoded = column.combine_chunks().dictionary_encode()
        said = pa.chunked_array([encoded.dictionary])
        found = dict(zip(said.to_pylist(), _iso(said, step["format"]), strict=True))
        return by_value(column, lambda text: found[text] or (text if _says_nothing(text) else None))


_ORDERS: Final = ("day first", "month first")
_DAY: Final = 86_400_000_000


def _says_nothing(text: str) -> bool:
    return texts.is_placeholder(text) or not text.strip() or dates.is_iso(text.strip())


def _iso(values: pa.ChunkedArray, style: str) -> list[str | None]:
    """Each value in ISO 8601: a day alone, a time without zone, or where a zone is stated the time in UTC."""
    # The same cells in two zones: what is the same moment in both states a zone of its own.
    found, other = (dates.times(values, style, ZoneInfo(zone)) for zone in ("UTC", "Asia/Tokyo"))
    here, there = (np.asarray(pc.fill_null(one, 0)) for one in (found, other))
    valid = np.asarray(pc.is_valid(found))
    stamps = pa.array(here, pa.timestamp("us"))
    days, times = (pc.strftime(stamps, format=form).to_pylist() for form in ("%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"))
    made: list[str | None] = []
    for at, text in enumerate(values.to_pylist()):
        if not valid[at]:
            made.append(None)
        elif here[at] == there[at]:
            made.append(times[at][:19] + "Z")
        else:
            made.append(days[at] if not here[at] % _DAY and ":" not in text else times[at][:19])
    return made


STEPS = (Country(), Region(), Postcode(), Date())
