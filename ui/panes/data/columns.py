"""What the wizard says of each column of a file: what it becomes, how full it is, and how sure that is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.domain import names
from ui.core import formats, icons
from ui.panes.data import edit
from ui.panes.data import phrases as say
from ui.widgets.picker import Choice

if TYPE_CHECKING:
    from app.ingest import ColumnPlan, FilePlan, ImportReport

STATES: Final = (
    ("understood", "known", "good"),
    ("new", "new", "accent"),
    ("doubtful", "to check", "warn"),
    ("empty", "empty", "muted"),
    ("skipped", "skipped", "muted"),
)
"""How a column can stand, what that is called beside its number, and the token of its colour."""


@dataclass(frozen=True)
class HeadState:
    """What is shown of a column. `share` of its cells are filled, 0 to 1; `problem` says what is wrong with some.

    `state` is one of `STATES`, `line` says in a few words what becomes of it.
    """

    header: str
    target: str
    icon: str
    kind: str
    skipped: bool
    share: float
    filled: str
    problem: str = ""
    state: str = "understood"
    line: str = ""
    examples: str = ""

    @property
    def said(self) -> str:
        """The whole, as a screen reader says it."""
        return ". ".join(filter(None, (self.header, self.line, self.filled, self.problem)))


def heads(plan: "FilePlan", report: "ImportReport | None" = None) -> list[HeadState]:
    """Each column; a dry run knows the problems of the whole file, a look those of its first rows."""
    said = set(plan.mapping.targets())
    return [_head(column, report, said) for column in plan.columns]


def counts(states: Sequence[HeadState]) -> list[tuple[str, str, str, int]]:
    """How many columns stand how: the state, its word, its token, and the number."""
    found = Counter(one.state for one in states)
    return [(*known, found[known[0]]) for known in STATES]


def _head(column: "ColumnPlan", report: "ImportReport | None", said: set[str]) -> HeadState:
    told, target = column.column, column.column.to or ""
    kind = "identifier" if target in names.IDENTIFIERS else "number" if target == "quantity" else column.type
    standard = say.NOES_ALONE if column.only_noes else say.target_label(target)
    called = column.called or (standard if column.standard else column.label)
    label = "Skipped" if told.skip else called
    icon = "prohibit" if told.skip else icons.OF_TYPE.get(kind, "text-t")
    filled = f"{formats.share(column.coverage, 1) or '0'} filled"
    unread, problem = _problem(column, report)
    state = column.state(unread)
    return HeadState(
        column.header,
        label,
        icon,
        _kind(column, kind),
        told.skip,
        column.coverage,
        filled,
        "" if told.skip else problem,
        state,
        _line(column, state, label, kind, unread, said),
        ", ".join(column.examples),
    )


def _problem(column: "ColumnPlan", report: "ImportReport | None") -> tuple[int, str]:
    """How many cells there are to look at, and what is to be said of the column."""
    if report is None:
        count = column.unreadable
        return count, f"{formats.number(count)} unreadable at the top" if count else column.doubt
    if column.column.to == "email" and report.malformed:
        return report.malformed, formats.counted(report.malformed, "malformed address", "malformed addresses")
    count = report.unreadable.get(column.header, 0)
    return count, f"{formats.counted(count, 'cell')} unreadable" if count else column.doubt


def _line(column: "ColumnPlan", state: str, label: str, kind: str, unread: int, said: set[str]) -> str:
    target = column.column.to or ""
    if column.column.skip:
        return "skipped, empty" if state == "empty" else "skipped"
    if f"{target}:at" in said and state != "empty":
        label = f"{label}, with its time"
    elif column.part:
        label = f"part of {label}"
    elif not column.standard:
        label = "own field" if label == column.header else f"own field “{label}”"
    elif kind == "identifier" and target not in ("email", "phone"):
        label = f"{label}, tells apart"
    if state == "empty":
        return f"{label}, empty"
    if unread:
        return f"{label} · {formats.counted(unread, 'cell')} unread"
    return f"{label} · look here" if state == "doubtful" else label


def _kind(column: "ColumnPlan", kind: str) -> str:
    title = say.TYPE_TITLES.get(kind, kind)
    if kind == "list":
        return f"{title}, split at {column.column.separator or ','}"
    if kind in ("date", "datetime") and edit.other_order(column.column.format):
        return f"{title}, {'day' if str(column.column.format).startswith(('%d', 'day')) else 'month'} first"
    return title


def choices(plan: "FilePlan") -> list[Choice]:
    """What a column of this file can become: the standard meanings, then the names that its other columns have."""
    kind = plan.mapping.kind
    found = [
        Choice(
            target,
            plan.called.get(target) or say.target_label(target),
            icons.OF_TYPE[say.target_type(target)],
            say.target_section(target, kind),
            f"{target.replace('_', ' ')} {label} {say.target_label(target)}",
        )
        for target, label in plan.targets
    ]
    own = [column for column in plan.columns if not column.standard and column.column.to]
    found += [
        Choice(str(one.column.to), one.called or one.label, icons.OF_TYPE.get(one.type, "text-t"), "Fields of your own")
        for one in own
    ]
    return found
