"""Any trait, stored or computed, as columns at a moment: one definition for all that asks for traits."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import ibis
import ibis.expr.types as ir

from app.domain import names as registry
from app.domain.clock import Moment
from app.project import Mirror
from app.query import trait_families, trait_history
from app.query.ages import Ages
from app.query.question import Question
from app.rules import Check, Face, Faces, expression_of, vocabulary

if TYPE_CHECKING:
    from app.project import Project

# A stored trait carries a prefix, so that one called `key` or `mailable` hides no column of the table of profiles.
_PREFIX: dict[Face, str] = {"plain": "t_", "folded": "f_", "day": "d_", "month_day": "m_"}
_OWN_PREFIX: dict[Face, str] = {"plain": "", "folded": "f_", "day": "d_"}
_NO_HISTORY = ("email", "tags")  # who someone is and what they carry is kept as it is now


@dataclass(frozen=True)
class Source:
    """Where a trait is: on the table of profiles (`columns`), in a table of its own, or, with neither, nowhere.

    `default` is what someone has who is not in the table (None: nothing); `ages` tells of an age by the day of birth.
    """

    columns: Faces | None = None
    table: ir.Table | None = None
    faces: Faces = field(default_factory=dict)
    default: int | None = None
    ages: "Ages | None" = None

    def said(self, check: Check, faces: Faces, *, negated: bool) -> ir.BooleanValue:
        """What a check says of the values of these faces, null where there is none."""
        if self.ages is not None:
            return self.ages.said(check, negated=negated)
        found = expression_of(check, faces)
        return ~found if negated else found


def source(name: str, question: Question) -> Source:
    """Where to find a trait at the question's moment; looked for once in a question."""
    if name not in question.sources:
        question.sources[name] = _source(name, question)
    found: Source = question.sources[name]
    return found


def _source(name: str, question: Question) -> Source:
    name = standing(name, question.mirror)
    if name == "age":
        return _age(question)
    if trait_families.is_computed(name):
        table = trait_families.of(name, question)
        faces, default = _faces(table, name, _OWN_PREFIX), trait_families.DEFAULTS.get(name)
        return Source(table=table, faces=faces, default=default)
    faces = _stored(name, question)
    if not faces:
        return Source()
    if name not in _NO_HISTORY and trait_history.changed_later(name, question):
        table = trait_history.values_at(name, faces, question)
        return Source(table=table, faces={face: table[face] for face in faces if face in table.columns})
    return Source(columns=faces)


def _stored(name: str, question: Question) -> Faces:
    faces = _faces(question.people, name, _PREFIX)
    if name == "email" and not faces:
        return {"plain": question.people.email, "folded": question.people.email.lower()}
    return faces


def _faces(table: ir.Table, name: str, prefixes: dict[Face, str]) -> Faces:
    found = {face: prefix + name for face, prefix in prefixes.items()}
    return {face: table[column] for face, column in found.items() if column in table.columns}


def _age(question: Question) -> Source:
    """Whole years from the birth date: someone born on 29 February is a year older on the 28th of common years."""
    born = source("birth_date", question)
    if born.columns is None and born.table is None:
        return Source()
    day = (born.columns or born.faces)["plain"]
    years = trait_families.whole_years(day, question.moment.day)
    if born.columns is not None:
        return Source(columns={"plain": years}, ages=Ages(day, question.moment.day))
    assert born.table is not None
    table = born.table.select("profile_id", plain=years, born=day)
    return Source(table=table, faces={"plain": table.plain}, ages=Ages(table.born, question.moment.day))


def standing(name: str, mirror: Mirror) -> str:
    """The trait that a name means: of one that is part of another by now, that other."""
    return mirror.types.get("merged", {}).get(name, name)


def kind_of(name: str, mirror: Mirror) -> str:
    """The type of a trait: the project's own, else the standard one."""
    name = standing(name, mirror)
    if name in registry.COMPUTED:
        return registry.COMPUTED[name].type
    if registry.is_dynamic(name):
        return "text" if name.startswith("cluster:") else "number"
    known = registry.TRAITS.get(name)
    return mirror.types["traits"].get(name) or (known.type if known else "text")


IBIS_TYPES = {
    "text": "string",
    "number": "float64",
    "amount": "int64",
    "date": "int32",
    "datetime": "int64",
    "boolean": "boolean",
    "list": "array<string>",
}
"""How each type is kept in a column."""


def columns(question: Question, names: list[str], *, folded: bool = False) -> ir.Table:
    """profile_id and one column for each trait, for everyone; amounts stay integers of 1/10,000.

    With `folded`, the folded twin of each text and the local day of each date-time stand beside it, as `f_NAME`
    and `d_NAME`.
    """
    wanted = list(dict.fromkeys(names))
    sources = {name: source(name, question) for name in wanted}
    direct: dict[str, Any] = {}
    for name, found in sources.items():
        if found.columns is not None:
            direct |= _named(name, found.columns, folded=folded)
        elif found.table is None:
            # With its type: each engine makes another one of a bare null.
            direct[name] = ibis.null().cast(IBIS_TYPES[kind_of(name, question.mirror)])
    people = question.people
    result = people.select(profile_id=people.id, **direct)
    for table, theirs in _by_table(sources):
        made = {
            key: column for name in theirs for key, column in _named(name, sources[name].faces, folded=folded).items()
        }
        right = table.select(right_id=table.profile_id, **made)
        result = result.left_join(right, result.profile_id == right.right_id).drop("right_id")
    filled = {
        name: ibis.coalesce(result[name], found.default) for name, found in sources.items() if found.default is not None
    }
    kept = [column for column in result.columns if column in ("profile_id", *wanted) or folded]
    return (result.mutate(**filled) if filled else result).select(*kept)


def on_profiles(question: Question, names: list[str]) -> dict[str, Any]:
    """Of these traits those that stand on the table of profiles itself, as its columns by name."""
    found = {name: source(name, question).columns for name in names}
    return {name: faces["plain"] for name, faces in found.items() if faces is not None}


def _by_table(sources: dict[str, Source]) -> list[tuple[ir.Table, list[str]]]:
    """Traits that come from one table share its join."""
    groups: list[tuple[ir.Table, list[str]]] = []
    for name, found in sources.items():
        if found.table is None:
            continue
        # By structure: each trait of a family has built the family's table anew.
        same = next((theirs for table, theirs in groups if table.equals(found.table)), None)
        if same is None:
            groups.append((found.table, [name]))
        else:
            same.append(name)
    return groups


def _named(name: str, faces: Faces, *, folded: bool) -> dict[str, Any]:
    shown = _OWN_PREFIX if folded else ("plain",)
    return {_OWN_PREFIX[face] + name: column for face, column in faces.items() if face in shown}


def table(mirror: Mirror, names: list[str], moment: Moment, project: "Project | None" = None) -> ir.Table:
    """`profile_id` and one column for each trait, at a moment, for everyone."""
    return columns(Question(mirror, moment, vocabulary.standard(moment.timezone)), names)


def shown(kind: str, value: Any, moment: Moment) -> Any:
    """A value of a column as people read it: amounts with two places as floats of 1/100, dates, local times."""
    if value is None or kind in ("text", "boolean", "list"):
        return value
    if kind == "amount":
        return round(value / 10_000, 4)
    if kind == "date":
        return registry.date_text(value)
    if kind == "datetime":
        return Moment(value, moment.timezone).iso()
    return int(value) if isinstance(value, float) and value.is_integer() else value
