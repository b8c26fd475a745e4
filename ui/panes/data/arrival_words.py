"""A row of a file in words: who it is or what happened, what they allow, and some of what is said of them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain import names
from ui.core import formats
from ui.panes.data.overview import shown

if TYPE_CHECKING:
    from collections.abc import Mapping as Dictionary

    from app.ingest import Answer, Arrival
    from ui.panes.data.columns import HeadState
    from ui.panes.data.overview import Look

_LINES: Final = 7
"""So many lines are shown of one row."""
_TOLD: Final = {
    "granted": ("yes", "good"),
    "denied": ("no", "bad"),
    "withdrawn": ("no more", "bad"),
    "pending": ("not confirmed yet", "warn"),
    "unknown": ("no answer", "muted"),
    "suppressed": ("never", "bad"),
}


@dataclass(frozen=True)
class Line:
    """What is said of one thing; `tone` is the colour of the value."""

    label: str
    value: str
    tone: str = ""


@dataclass(frozen=True)
class Shown:
    """A row as the card shows it: a face by `name` or `icon`, the title, a quiet line, and the lines below."""

    name: str
    icon: str
    title: str
    quiet: str
    lines: tuple[Line, ...]
    more: int
    line: int


def told(look: "Look") -> list[Shown]:
    """The rows at the top of a file, as they will arrive; none of a file that cannot come in as it is read."""
    if look.plan.problem:
        return []
    columns = {head.header: head for head in look.heads}
    types = {column.header: column.type for column in look.plan.columns}
    icon = "user" if look.mapping.of.names_people else look.mapping.of.icon
    return [_shown(one, columns, types, icon) for one in look.plan.arrivals]


def caption(look: "Look") -> str:
    """What the card is called, by what stands for a row of the file."""
    kind = look.mapping.of
    if kind.of_people:
        return "As they will arrive"
    return "Who did what" if kind.names_people and not kind.of_refused else "As they will arrive"


def _shown(one: "Arrival", columns: "Dictionary[str, HeadState]", types: "Dictionary[str, str]", icon: str) -> Shown:
    what = names.EVENTS.get(one.what, names.label_of(one.what)) if one.what else ""
    title = one.name or one.address or f"Line {formats.number(one.line)}"
    quiet = one.address if one.name else ""
    when = shown("datetime", one.at) if one.at else ""
    lines = [Line("What", what)] if what else []
    lines += [Line("When", when)] if when else []
    # Who answers the same beside and is barred for good is told once.
    lines += [_answer(answer) for answer in one.answers]
    lines += [Line(columns[header].target, shown(types[header], value)) for header, value in one.facts]
    return Shown(
        one.name or _of_address(one.address), icon, title, quiet, tuple(lines[:_LINES]), len(lines[_LINES:]), one.line
    )


def _of_address(address: str) -> str:
    """The letters of an address that stand for a name: `ann.lee@…` is Ann Lee."""
    local, at, _ = address.partition("@")
    return local.replace(".", " ").replace("_", " ").replace("-", " ") if at else ""


def _answer(answer: "Answer") -> Line:
    channel = {"email": "Email", "sms": "SMS"}.get(answer.channel, answer.channel.capitalize())
    word, tone = _TOLD.get(answer.status, (answer.status, ""))
    if answer.reason:
        word = f"{word}: {answer.reason.replace('_', ' ')}"
    when = f", {shown('date', answer.at[:10])}" if answer.at else ""
    return Line(f"{channel} consent", f"{word}{when}", tone)
