"""Two fields made one, and taken apart again: what may be merged, what it would come to, and what uses the old name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.cleaning import refitted
from app.domain import names
from app.domain.clock import Moment
from app.domain.counts import listed
from app.domain.merged_fields import INTO, LEADS, Merge
from app.domain.progress import SILENT, Progress
from app.domain.serialising import as_document
from app.fields import choices, deleting, problems
from app.ingest import master_data
from app.project import Project
from app.query import traits, traits_of
from app.rules import Named

_OLD_REFUSED: Final = {
    "email": "Addresses tell who is who, and what is allowed belongs to them",
    "phone": "A phone number tells who is who, and what is allowed belongs to it",
    "tags": "Tags are given and taken off one by one",
}
_INTO_REFUSED: Final = {
    "email": ("An address tells who is who, and a merged one would be nobody’s", "Import the file with that column as "
              "Email: the person then has both addresses."),
    "tags": ("Tags are given and taken off one by one", "Choose a list of your own, or Interests."),
}  # fmt: skip


@as_document("case", "key", "old", "into", "shows")
@dataclass(frozen=True, slots=True)
class Sample:
    """Somebody (`key`), what both fields say of them as people read it, and what would show by which field leads.

    `case` is `only_old`, `equal`, `different` or `unreadable`; `shows` is by `into`, `old` and `newest`.
    """

    case: str
    key: str
    old: Any
    into: Any
    shows: Mapping[str, Any]


@as_document(
    "old", "into", "only_old", "only_into", "equal", "different", "unreadable", "samples", "uses", "notes",
)  # fmt: skip
@dataclass(frozen=True, slots=True)
class Foreseen:
    """What merging two fields would come to: how many people have only one of them, the same in both, or not the same.

    `old` and `into` are names, with the labels that people read; `unreadable` people have a value that is none in the
    field that stays. `uses` names what uses the old field, `notes` are sentences about the values.
    """

    old: str
    into: str
    old_label: str
    into_label: str
    only_old: int
    only_into: int
    equal: int
    different: int
    unreadable: int
    samples: tuple[Sample, ...]
    uses: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """The field that is part of another, that other, which leads, since when, and of how many people anything changed.

    `leads` is `into`, `old` or `newest`; `at` in microseconds UTC makes the very same merge again.
    """

    old: str
    into: str
    old_label: str
    into_label: str
    leads: str
    at: int
    people: int


@dataclass(frozen=True, slots=True)
class Part:
    """A field that is part of another: its name and label, of which, which of the two leads, and since when (µs)."""

    name: str
    label: str
    into: str
    leads: str
    at: int


def foresee(project: Project, old: str, into: str, progress: Progress = SILENT) -> Foreseen:
    """What merging the field `old` into `into` (names or labels) would come to; nothing is kept.

    Raises Problem where it may not be, NotFound.
    """
    mine, theirs = _allowed(project, old, into)
    figures = master_data.foresee(project, mine.name, theirs.name, progress)
    moment = project.moment()
    samples = tuple(_sample(one, mine, theirs, moment) for one in figures.samples)
    return Foreseen(
        mine.name, theirs.name, mine.label, theirs.label, figures.only_old, figures.only_into, figures.equal,
        figures.different, figures.unreadable, samples, tuple(uses(project, mine.name)), tuple(_notes(mine, theirs)),
    )  # fmt: skip


def merge(
    project: Project, old: str, into: str, leads: str = INTO, by: str = "you", progress: Progress = SILENT, at: int = 0
) -> Joined:
    """Read the field `old` as part of `into` from now on; rows keep what they say, and `take_apart` undoes it.

    `leads` says whose value shows where both have one: `into`, `old`, or `newest`, by time and the priority of sources.
    `at` is that of a merge that is made again. Raises Problem where it may not be, NotFound.
    """
    if leads not in LEADS:
        raise problems.NO_LEAD(leads=leads)
    mine, theirs = _allowed(project, old, into)
    said = Merge(mine.name, theirs.name, leads, at)
    done = master_data.merge(project, said, (mine.label, theirs.label), by, progress)
    return Joined(done.old, done.into, mine.label, theirs.label, done.leads, done.at, done.people)


def take_apart(project: Project, name: str, by: str = "you", progress: Progress = SILENT) -> Joined:
    """Let a merged field (its name or label) stand for itself again. Raises NotFound where it is part of no other."""
    wanted = {names.fold(name.strip()), names.snake(name)}
    found = next((one for one in parts(project) if wanted & {one.name, names.fold(one.label)}), None)
    if found is None:
        raise problems.NOT_PART(name=name)
    label = _labels(project).get(found.into) or names.label_of(found.into)
    done = master_data.take_apart(project, found.name, (found.label, label), by, progress)
    return Joined(done.old, done.into, found.label, label, done.leads, done.at, done.people)


def parts(project: Project) -> list[Part]:
    """The fields that are part of another, by name."""
    labels = _labels(project)
    return [
        Part(one.old, labels.get(one.old) or names.label_of(one.old), one.into, one.leads, one.at)
        for one in master_data.merges_of(project)
    ]


def uses(project: Project, name: str) -> list[str]:
    """What uses a field: segments, campaigns and templates."""
    with project.read() as connection:
        return list(deleting.uses_of(connection, name))


def _labels(project: Project) -> dict[str, str]:
    found = {name: one.label for name, one in traits_of(project).items()}
    return found | master_data.labels(project)


def _allowed(project: Project, old: str, into: str) -> tuple[Named, Named]:
    """Both fields, where the one may be merged into the other."""
    theirs = choices.find(project, into)
    # Before it is looked for as one that stands: it is said of which field it is part, whichever way it was meant.
    mine = choices.find(project, old)
    if mine.name == theirs.name:
        raise problems.SAME_FIELD(label=mine.label)
    _fit_as_old(mine, theirs)
    why = ("It is worked out from what people did", "Choose a field that files give.") if theirs.computed else None
    if (refused := why or _INTO_REFUSED.get(theirs.name)) is not None:
        raise problems.NOT_INTO(label=theirs.label, why=refused[0], remedy=refused[1])
    if theirs.type not in refitted.FITS[mine.type]:
        raise problems.UNFIT(
            old=mine.label, into=theirs.label, was=refitted.TO_WORDS[mine.type], kind=refitted.TO_WORDS[theirs.type]
        )
    if mine.type != theirs.type and (used := uses(project, mine.name)):
        raise problems.USED_AS(
            label=mine.label, uses=listed(used), was=refitted.TO_WORDS[mine.type], kind=refitted.TO_WORDS[theirs.type]
        )
    return mine, theirs


def _fit_as_old(mine: Named, theirs: Named) -> None:
    """Whether a field may be part of another. Raises Problem."""
    if mine.computed:
        raise problems.NOT_OLD(label=mine.label, why="It is worked out from what people did", remedy="Hide it instead.")
    if mine.name in _OLD_REFUSED:
        raise problems.NOT_OLD(label=mine.label, why=_OLD_REFUSED[mine.name], remedy="Leave it as it is.")
    if mine.name in names.TRAITS:
        raise problems.STANDARD_OLD(label=mine.label, other=theirs.label)


def _sample(one: master_data.MergeSample, mine: Named, theirs: Named, moment: Moment) -> Sample:
    shows = {leads: traits.shown(theirs.type, value, moment) for leads, value in one.shows.items()}
    old, into = traits.shown(mine.type, one.old, moment), traits.shown(theirs.type, one.into, moment)
    return Sample(one.case, one.key, old, into, shows)


_CLEANED: Final = {
    "country": "Names of countries become their codes of two letters.",
    "phone": "Numbers are written in their international form. They tell nobody apart: who is who stays as it is.",
    "gender": "Words for a gender become female, male or other.",
    "language": "Names of languages become their codes.",
}


def _notes(mine: Named, theirs: Named) -> list[str]:
    """What is told of the values."""
    found = []
    if mine.type != theirs.type:
        was, kind = refitted.TO_WORDS[mine.type], refitted.TO_WORDS[theirs.type]
        found.append(f"{mine.label} is {was} and is read as {kind}. What cannot be read so is not shown.")
    if theirs.name in _CLEANED:
        found.append(_CLEANED[theirs.name])
    if theirs.type == "list":
        found.append("A list holds the elements of both.")
    return found
