"""Postcodes as the post of their country writes them (Universal Postal Union, postal addressing systems)."""

import functools
import json
import re
from importlib import resources
from typing import Any


@functools.cache
def _forms() -> dict[str, Any]:
    text = resources.files("resources").joinpath("cleaning", "postcodes.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def known() -> list[str]:
    """The countries (ISO 3166-1 alpha-2) whose form is known."""
    return sorted(_forms())


_SIGNS = re.compile(r"[^0-9A-Z]")
_FITS = {"9": str.isdigit, "A": str.isalpha, "X": str.isalnum}


def standard(text: str, country: str) -> str | None:
    """A postcode in its country's form: `sw1a1aa` as SW1A 1AA, `D-80331` as 80331; None where it has none of its forms.

    Noughts that a spreadsheet has lost at the beginning come back where so short a number can have had them.
    """
    told = _forms().get(country)
    if told is None:
        return None
    bare = _SIGNS.sub("", text.upper())
    forms = told["forms"]
    # The country before a number of figures: D-80331, CH 8001, but not the letters that are part of the code.
    figures = bare.removeprefix(country).lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") if len(bare) < 12 else bare
    if figures.isdigit() and all(re.search("[0-9A-Z]*$", form) and "A" not in _own(form, country) for form in forms):
        bare = figures
    for form in forms:
        if (found := _written(bare, form, country)) is not None:
            return found
    shortest = min(len(_SIGNS.sub("", _own(form, country))) for form in forms)
    lost = shortest - len(bare)
    if bare.isdigit() and 0 < lost <= told.get("lost", 0):
        return _written(bare.zfill(shortest), forms[0], country)
    return None


def _own(form: str, country: str) -> str:
    """The signs of a form that differ from code to code."""
    return form.removeprefix(f"{country}-")


def _written(bare: str, form: str, country: str) -> str | None:
    """The bare code in a form, None where it does not fit."""
    own, signs = _own(form, country), iter(bare)
    made = ""
    for sign in own:
        if sign not in _FITS:
            made += sign
        elif (found := next(signs, "")) and _FITS[sign](found):
            made += found
        else:
            return None
    return None if next(signs, "") else form[: len(form) - len(own)] + made
