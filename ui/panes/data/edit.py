"""Changes to a mapping that the wizard makes: each gives a new one, and leaves to `app` what has to be found again."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.domain.names import snake
from ui.panes.data.picker import OWN, SKIP

if TYPE_CHECKING:
    from collections.abc import Mapping as Dictionary
    from collections.abc import Sequence

    from app.ingest import Asked, Column, Mapping

_EXAMPLE = dt.datetime(2011, 12, 31, 18, 30, tzinfo=dt.UTC)
_WHOLE_FILE = {"kind", "encoding", "delimiter", "header_row", "sheet", "quote", "escape"}
"""Parts of a mapping of which a change means that the columns are others."""


def with_part(mapping: "Mapping", name: str, value: Any) -> "Mapping":
    """Another kind, encoding, separator, header row, sheet, time zone or rule for those who are known already."""
    if name == "event":
        return replace(mapping, event={"name": str(value)})
    changes: dict[str, Any] = {name: value}
    if name in _WHOLE_FILE:
        changes |= {"columns": {}, "event": None, "about": None}
    if name == "sheet":
        changes["header_row"] = None
    return replace(mapping, **changes)


def with_about(mapping: "Mapping", name: str, text: str) -> "Mapping":
    """What holds for the whole file said otherwise; a blank text says nothing."""
    about = {**(mapping.about or {}), name: text}
    return replace(mapping, about={key: said for key, said in about.items() if said} or None)


def with_target(mapping: "Mapping", header: str, choice: str) -> "Mapping":
    """A column that becomes what was chosen in the picker; another one that became it so far is guessed again."""
    if choice == SKIP:
        return _with(mapping, header, skip=True)
    called = choice.removeprefix(OWN) if choice.startswith(OWN) else None
    target = choice if called is None else snake(called) or "column"
    for other, column in mapping.columns.items():
        if other != header and column.to == target and not column.skip:
            mapping = _with(mapping, other)
    found = _with(mapping, header, to=target, values=None, label=called)
    if (mapping.event and mapping.event.get("name_from") == header) or target == "event":
        # Which column says what happened is said twice in a mapping: the columns decide.
        found = replace(found, event={"name_from": header} if target == "event" else None)
    return found


def skipped(mapping: "Mapping", headers: "Sequence[str]") -> "Mapping":
    """These columns left out."""
    for header in headers:
        mapping = _with(mapping, header, skip=True)
    return mapping


def taken_in(mapping: "Mapping", headers: "Sequence[str]") -> "Mapping":
    """Of these columns it is found out again what they mean."""
    gone = set(headers)
    return replace(mapping, columns={name: one for name, one in mapping.columns.items() if name not in gone})


def with_type(mapping: "Mapping", header: str, kind: str) -> "Mapping":
    """A column read as another type; its format or separator is found again."""
    column = mapping.columns[header]
    return _with(mapping, header, to=column.to, type=kind, label=column.label)


def with_format(mapping: "Mapping", header: str, style: str) -> "Mapping":
    """A column of dates read in another format."""
    return mapping.with_column(header, replace(mapping.columns[header], format=style))


def with_word(mapping: "Mapping", header: str, word: str, meant: str) -> "Mapping":
    """A word of a column that nobody knew, as what was meant by it."""
    column = mapping.columns[header]
    return mapping.with_column(header, replace(column, values={**(column.values or {}), word: meant}))


MEANT: dict[str, tuple[tuple[str, str], ...]] = {
    "consent": (("granted", "is a yes"), ("denied", "is a no")),
    "channel": (("email", "is email"), ("sms", "is SMS")),
}
"""What can be said of a word that nobody knows, by what is asked of it."""
_WORDS_OFFERED = 6


def word_choices(column: "Column", asked: "Asked | None") -> list[tuple[str, str]]:
    """What a column's menu offers for words that nobody knows or that were explained: keys are `word:MEANT:WORD`."""
    said = column.values or {}
    what = asked.what if asked is not None else _asked_of(said)
    words = dict.fromkeys([*said, *(asked.words[:_WORDS_OFFERED] if asked is not None else ())])
    found = [
        (f"word:{meant}:{word}", f"“{word[:40]}” {title}")
        for word in words
        for meant, title in MEANT.get(what, ())
        if said.get(word) != meant
    ]
    return [("", ""), *found] if found else []


def _asked_of(said: "Dictionary[str, str]") -> str:
    """What was asked of words whose meanings are known."""
    return next((what for what, offered in MEANT.items() if {one for one, _ in offered} >= set(said.values())), "")


def with_separator(mapping: "Mapping", header: str, separator: str) -> "Mapping":
    """A list split at another sign."""
    return mapping.with_column(header, replace(mapping.columns[header], type="list", separator=separator))


def _with(mapping: "Mapping", header: str, **said: Any) -> "Mapping":
    # What was found for the old meaning, its type and format, is found again for the new one.
    blank: Column = replace(
        mapping.columns[header], to=None, type=None, format=None, separator=None, skip=False, label=None
    )
    return mapping.with_column(header, replace(blank, **said))


_ORDERS = {"day first": "month first", "month first": "day first"}


def other_order(style: str | None) -> str | None:
    """The format with day and month exchanged, where it is one of numbers; else None."""
    if style in _ORDERS:
        return _ORDERS[style]
    if style is None or not style.startswith(("%d", "%m")) or "%b" in style or "%B" in style:
        return None
    first, second = ("%m", "%d") if style.startswith("%d") else ("%d", "%m")
    # Two codes of two signs with a sign between; the year and the time behind them stay as they are.
    return f"{first}{style[2:3]}{second}{style[5:]}"


def type_choices(column: "Column", kind: str) -> list[tuple[str, str]]:
    """What the type menu of a column of type `kind` offers: keys are `type:…`, `format:…` or `separator:…`."""
    from ui.panes.data.phrases import SEPARATORS, TYPE_TITLES

    choices = [(f"type:{name}", title) for name, title in TYPE_TITLES.items()]
    other = other_order(column.format)
    if kind in ("date", "datetime") and column.format and other:
        styles = sorted((column.format, other))
        choices += [("", ""), *((f"format:{style}", format_title(style)) for style in styles)]
    if kind == "list":
        choices += [("", ""), *((f"separator:{sign}", title) for sign, title in SEPARATORS)]
    return choices


def format_title(style: str | None) -> str:
    """A format in words: the last day of 2011 written in it."""
    if not style:
        return "2011-12-31"
    if style.startswith("unix"):
        return "seconds since 1970"
    if style in _ORDERS:
        return f"31 December 2011, {'31/12' if style == 'day first' else '12/31'}/2011 ({style})"
    if style == "excel":
        return "a spreadsheet's count of days"
    order = "day first" if style.startswith("%d") else "month first" if style.startswith("%m") else "year first"
    return f"{_EXAMPLE:{style}} ({order})"
