"""The check on people who look like somebody else: the same name, and something that two hardly share by chance.

It looks at everyone each time, so it compares letter for letter; how likely two are one, and who is spelled otherwise,
is what `app.people.duplicates` finds, which takes minutes.
"""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from app.quality.checks import PEOPLE, SHOWN, Check
from app.query import traits

if TYPE_CHECKING:
    from ibis.expr.types import StringColumn, Table

    from app.query import Question

ALIKE = "alike_people"
_BESIDE = ("birth_date", "phone", "postal_code")
"""What is shared beside a name; a city or a surname alone many share."""


def of(question: "Question") -> Iterator[Check]:
    """The check, where the project knows names and something beside them."""
    known = set(question.mirror.types["traits"])
    named = {"first_name", "last_name"} <= known or "full_name" in known
    if not named or known.isdisjoint(_BESIDE):
        return
    rows = question.mirror.to_pyarrow(alike(question).order_by("key"))
    keys = [str(key) for key in rows.column("key").to_pylist()]
    yield Check(
        ALIKE, PEOPLE, "People who look like somebody else", found=len(keys),
        of=question.mirror.people, examples=keys[:SHOWN],
        remedy="They have the name and the birthday, phone or postcode of another. Duplicates, in People, says how "
        "likely they are one person, and joins them or keeps them apart.",
    )  # fmt: skip


def alike(question: "Question") -> "Table":
    """id and key of whoever shares a name and something beside it with somebody else."""
    import ibis

    known = set(question.mirror.types["traits"])
    wanted = [name for name in ("first_name", "last_name", "full_name", *_BESIDE) if name in known]
    told = traits.columns(question, wanted, folded=True)
    named = told.mutate(name=_name(told, known))
    named = named.filter(named.name.notnull() & (named.name != ""))
    same = []
    for beside in (one for one in _BESIDE if one in known):
        column = named[_face(named, beside)]
        many = named.count().over(ibis.window(group_by=[named.name, column]))
        same.append(column.notnull() & (column.cast("string") != "") & (many > 1))
    shares = ibis.or_(*same)
    found = named.mutate(shares=shares)
    found = found.filter(found.shares).select(person="profile_id")
    people = question.people.select("id", "key")
    return people.semi_join(found, people.id == found.person)


def _name(told: "Table", known: Collection[str]) -> "StringColumn":
    """The whole name, in the form in which text is compared: of two fields, else of one."""
    import ibis

    parts = [told[_face(told, name)] for name in ("first_name", "last_name") if name in known]
    whole = told[_face(told, "full_name")] if "full_name" in known else ibis.null("string")
    if len(parts) < 2:
        return whole
    return ibis.coalesce(parts[0].nullif("") + " " + parts[1].nullif(""), whole)


def _face(told: "Table", name: str) -> str:
    folded = f"f_{name}"
    return folded if folded in told.columns else name
