"""Regions of a country (states, provinces, Länder) by their code of ISO 3166-2, without the country's own."""

import functools
import json
from importlib import resources

from app.cleaning.texts import PLACEHOLDERS


@functools.cache
def _told() -> dict[str, dict[str, list[str]]]:
    text = resources.files("resources").joinpath("cleaning", "regions.json").read_text("utf-8")
    countries: dict[str, dict[str, str]] = json.loads(text)
    return {
        country: {code: names.split("|") for code, names in regions.items()} for country, regions in countries.items()
    }


@functools.cache
def _codes(country: str) -> dict[str, str]:
    found = {}
    for code, names in _told().get(country, {}).items():
        for name in (code, f"{country}-{code}", *names):
            found[_plain(name)] = code
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().replace(".", " ").replace("-", " ").split())


def known() -> list[str]:
    """The countries (ISO 3166-1 alpha-2) whose regions are known."""
    return sorted(_told())


def standard(text: str, country: str, *, name: bool = False) -> str | None:
    """The code of a region (`Bavaria`, `BY` and `DE-BY` are BY), or its name; None where it is none that is known."""
    code = _codes(country).get(_plain(text))
    if code is None or text.strip().casefold() in PLACEHOLDERS - {code.casefold()}:
        return None
    return _told()[country][code][0] if name else code
