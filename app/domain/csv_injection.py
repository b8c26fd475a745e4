"""Cells that a spreadsheet would run as formulas, and how they are made harmless."""

import re
from typing import Any

STARTS = frozenset("=+-@\t\r")
"""The signs at which a cell begins that a spreadsheet would run; no plain number or phone is an address."""
# Written so that Arrow, which knows no look-ahead and calls less a space, reads them as Python does.
NUMBER = r"[+-][ \t\n\r\f\v]?[$£€¥₹]?[ \t\n\r\f\v]?[0-9][0-9.,' ]*([eE][+-]?[0-9]+)?[ \t\n\r\f\v]?[%$£€¥₹]?"
"""A plain number, an amount of money or a share, as a pattern for the whole cell."""
# Fewer than six figures are no phone number, but may be a formula such as +1-2.
PHONE = r"\+(?:[ ().\-/]*[0-9]){6}[0-9 ().\-/]*"
"""A phone number, as a pattern for the whole cell."""
_PLAIN = re.compile(f"{NUMBER}|{PHONE}")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would run the cell: it begins with one of `=`, `+`, `-`, `@`, a tab or a carriage return,
    and is not a plain number (an amount of money, a share) or a phone number."""
    if not text or text[0] not in STARTS:
        return False
    return _PLAIN.fullmatch(text) is None


def guard(text: str) -> str:
    """The text, preceded by an apostrophe where a spreadsheet would run it."""
    return "'" + text if text[:1] in STARTS and is_formula(text) else text


def guarded(value: Any) -> Any:
    """A merge field's value with every text in it guarded, and without NULs.

    What is rendered here and what the ESP renders from the CSV then say the same.
    """
    if isinstance(value, str):
        # A NUL ends the file for many who read it, and hides what a spreadsheet would run behind it.
        return guard(value.replace("\0", "") if "\0" in value else value)
    if isinstance(value, list):
        return [guarded(one) for one in value]
    if isinstance(value, dict):
        # Most begin with no such sign, of which not even a call is to be made.
        return {
            name: one if type(one) is str and one[:1] not in STARTS and "\0" not in one else guarded(one)
            for name, one in value.items()
        }
    return value
