"""What a kind of file is called, what its columns can mean, and what it cannot do without.

This is the ground of an import kind, which rooms up to the mapping ask; what its rows say and how they are written
is added in `app/ingest/kinds`, where each kind stands whole in one module.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from app.domain.names import PROPERTIES, Known
from app.domain.problems import ImportProblem
from app.ingest.vocabulary import problems

WHO = ("customer_id", "email", "phone", "device_id", "cookie_id")
"""The meanings that say who a row is about."""
ANSWERS = (
    "suppressed:email", "suppressed:email:at", "suppressed:email:reason",
    "consent:email", "consent:email:at", "consent:email:source", "consent:email:method", "consent:email:wording",
    "consent:email:double_opt_in", "consent:sms", "consent:sms:at", "consent:sms:source", "consent:sms:method",
    "consent:sms:wording", "consent:sms:double_opt_in",
)  # fmt: skip
"""The meanings of columns that say whether somebody may be mailed."""
HOW = ("method", "wording", "double_opt_in")
"""How an answer was given: by which way, to which words, and whether it was confirmed by a second step."""
OF_EVENTS = frozenset({"weekday", "hour"})
"""What every event can be asked for, whatever its file says."""
CHANNELS = frozenset({"consent:email", "consent:sms", "consent:phone", "consent:post"})


@dataclass(frozen=True, slots=True)
class Count:
    """A number of a report and what it counts; a `note` says what follows of it, `weighs` that it deserves a look.

    `always` is for a nought that is good to know, `told` for what the result of an import repeats; `one` is what is
    said of a single one, where it is more than that the last letter goes.
    """

    text: str
    value: int
    weighs: bool = False
    note: str = ""
    one: str = ""
    always: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What a report says in figures: the one that matters most for a kind of file, and the others.

    `one` is what is said of a single one of those that matter most, where more than the last letter goes.
    """

    caption: str
    hero: int
    counts: list[Count]
    one: str = ""


class Numbers(Protocol):
    """What an import came to, as far as a kind of file may tell of it; `ImportReport` says what each number counts."""

    rows: int
    accepted: int
    rejected: int
    duplicates: int
    adjustments: int
    anonymous: int
    profiles_created: int
    profiles_updated: int
    events: dict[str, int]

    @property
    def events_added(self) -> int:
        """The sum of the events."""


class FileKind:
    """One kind of file. A new one says what differs; what it leaves out is so for most."""

    name: ClassVar[str]
    """How it is called on the command line, in mappings and in the project."""
    title: ClassVar[str]
    """What people read for it."""
    line: ClassVar[str]
    """What one line of such a file is, for people."""
    icon: ClassVar[str] = "file-csv"
    """The icon beside its title."""
    turn: ClassVar[int] = 50
    """Its place among files that come in together: those that say who people are come first."""

    # What its columns mean.

    targets: ClassVar[tuple[str, ...]]
    """What they can mean, the first the likelier where a header fits two."""
    words: ClassVar[Mapping[str, str]] = {}
    """The headers of targets that no other kind has, parted by `|`: `store` of `"shop|branch"`."""
    standard: ClassVar[Mapping[str, Known]] = PROPERTIES
    """The standard names among its targets."""
    types: ClassVar[Mapping[str, str]] = {}
    """The types of targets that have one of their own here."""
    section: ClassVar[str] = "What happened"
    """The heading above the meanings that are this kind's own."""
    bare_id: ClassVar[str | None] = None
    """What a column means that is called `id` and nothing more."""
    reserved: ClassVar[frozenset[str]] = frozenset()
    """Names that no column of the user's own can have."""
    renamed: ClassVar[Mapping[str, str]] = {}
    """What a column of the user's own is called instead of its header."""
    never_filled: ClassVar[frozenset[str]] = frozenset()
    """Targets that no column with anything in it is guessed to mean."""
    needs: ClassVar[tuple[str, ...]] = ()
    """The targets without which nothing can be read."""

    # What its rows are about.

    of_people: ClassVar[bool] = False
    """Whether a row says what one person is like."""
    of_sales: ClassVar[bool] = False
    """Whether a row is a sale: its headers speak of cents and taxes, and its `status` is the order's own."""
    of_refused: ClassVar[bool] = False
    """Whether every row is somebody who must not be mailed."""
    names_people: ClassVar[bool] = True
    """Whether a row that says nobody is refused."""
    nobody: ClassVar[tuple[str, str]] = ("", "")
    """Why such a file may name nobody at all, and what mends that."""
    makes_people: ClassVar[bool] = True
    """Whether somebody whom a row names becomes a person of the project."""
    several_addresses: ClassVar[bool] = False
    """Whether a row may have further addresses and numbers of the same person."""
    has_recipients: ClassVar[bool] = True
    """Whether an address may stand in other columns where a record has another shape."""
    may_refuse: ClassVar[bool] = False
    """Whether a row that cannot be parted into cells may have said that somebody left."""
    merges: ClassVar[bool] = False
    """Whether a mapping says what wins where something is known already."""
    one_event: ClassVar[bool] = False
    """Whether a mapping may say which event each line is."""
    reread: ClassVar[Literal["", "told", "refused"]] = ""
    """What happens where the same file, read otherwise before, would count twice."""
    answer: ClassVar[tuple[str, str]] = ("consent:email", "consent:email:at")
    """The meanings of the column that answers whether somebody may be emailed, and of the one that says when."""
    dates_answers: ClassVar[bool] = False
    """Whether answers are dated by what they stand beside."""
    of_file: ClassVar[Mapping[str, str]] = {}
    """What a mapping may say `about` a whole file where no column says it, and what people read for it."""
    arrives_as: ClassVar[Mapping[str, str]] = {}
    """What meanings are called in the facts of a row, where that is another name."""
    arrives_as_written: ClassVar[bool] = False
    """Whether cells are shown as they are written, for what they become are words of our own."""

    def lacks(self, has: set[str]) -> tuple[str, str] | None:
        """What a file with these meanings cannot do without and how to mend it; None where all is there."""
        for target in self.needs:
            if target not in has:
                return f"No column says the {target.replace('_', ' ')}", f"Map one to {target}."
        return None

    def explained(self, target: str | None, *, names_events: bool) -> str:
        """What the words of a column are that somebody may explain: `consent`, `event`, or nothing.

        `names_events` says whether the events of the file are called by this column's words.
        """
        del names_events
        return "consent" if target in CHANNELS else ""

    def told(self, report: Numbers) -> Told:
        """The numbers of an import in figures."""
        return Told("Rows", report.accepted - report.duplicates, [new_people(report), *common(report)])


def new_people(report: Numbers) -> Count:
    """How many people the project did not know."""
    return Count("New people", report.profiles_created, one="new person", told=True)


def common(report: Numbers) -> list[Count]:
    """What is counted of every file."""
    return [
        Count("Rows that were here already", report.duplicates, note="They change nothing."),
        Count("Rejected rows", report.rejected, weighs=bool(report.rejected), always=True),
    ]


ALL: dict[str, FileKind] = {}
"""Every kind of file by its name; `app/ingest/kinds` fills it before anything here is asked."""


def of(name: str) -> FileKind:
    """The kind of that name. Raises ImportProblem."""
    if name not in ALL:
        raise unknown(name, "Choose")
    return ALL[name]


def unknown(name: object, verb: str, where: str = "") -> ImportProblem:
    """The problem of a kind that there is not."""
    return problems.NO_KIND(where=where, name=name, verb=verb, kinds=", ".join(ALL))
