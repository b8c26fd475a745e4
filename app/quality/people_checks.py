"""Checks on people: what is not known of them, addresses that will not arrive, and what cannot be true."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.cleaning import Fault, fault_of
from app.domain.names import label_of
from app.project import Json
from app.quality import addresses
from app.quality.checks import ADDRESSES, COVERAGE, PEOPLE, SHOWN, Check, Kind
from app.query import traits

if TYPE_CHECKING:
    from ibis.expr.types import Table

    from app.query import Question

_DOMAINS = 200
"""So many domains stand in a rule, those of most people first."""
_OLDEST = "1900-01-01"


def of(question: "Question") -> Iterator[Check]:
    """All of them, for what the project knows of people."""
    known = question.mirror.types["traits"]
    yield from _missing(question, known)
    yield from _of_addresses(question)
    yield from _impossible(question, known)


def _missing(question: "Question", known: Mapping[str, str]) -> Iterator[Check]:
    for name in ("email", *sorted(set(known) - {"email", "tags", "country_original"})):
        trait = question.names.traits.get(name)
        label = trait.label if trait is not None else label_of(name)
        yield Check(
            f"missing:{name}", COVERAGE, label, {"trait": name, "op": "is_not_set"},
            remedy="An email that uses it needs a default." if name != "email" else "They cannot be emailed.",
        )  # fmt: skip


def _of_addresses(question: "Question") -> Iterator[Check]:
    domains = _domains(question)
    slips = addresses.slips(domains)
    told = sorted(slips, key=lambda one: (-domains[one], one))
    first = f": {told[0]} is {slips[told[0]]} most likely" if told else ""
    yield _malformed(question)
    yield Check(
        "typo_domain", ADDRESSES, "Domains that look mistyped", _at(told),
        examples=[f"{one} → {slips[one]}" for one in told],
        remedy=f"Correct them where they came from{first}." if told else "",
    )  # fmt: skip
    yield Check(
        "disposable_domain", ADDRESSES, "Addresses made to be thrown away",
        _at(sorted(set(addresses.thrown_away(domains)) - set(told), key=lambda one: (-domains[one], one))),
        remedy="They bounce after some days: leave these people out.",
    )  # fmt: skip
    yield Check(
        "role_address", ADDRESSES, "Addresses of a task, not of a person",
        {"any": [{"trait": "email", "op": "starts_with", "value": f"{one}@"} for one in addresses.roles()]},
        remedy="Several people read them, and none of them may have said yes.",
    )  # fmt: skip


MALFORMED = "malformed_address"


def _malformed(question: "Question") -> Check:
    """By what the export goes by; no rule can ask for that."""
    wrong = malformed(question)
    rows = question.mirror.to_pyarrow(wrong.order_by("key")).to_pylist()
    faults = [fault_of(row["said"]) for row in rows]
    told = [f"{row['said']} ({fault.words}; {row['key']})" for row, fault in zip(rows[:SHOWN], faults, strict=False)]
    return Check(
        MALFORMED, ADDRESSES, "Malformed addresses", found=len(rows), of=question.mirror.people, examples=told,
        remedy="Correct them where they came from and import the file again: they are never mailed as they are.",
        kinds=_kinds(faults),
    )  # fmt: skip


def _kinds(faults: Sequence[Fault]) -> tuple[Kind, ...]:
    """What is wrong with them, the commonest first, and how sound such addresses are otherwise."""
    counts = Counter((fault.words, fault.category.value) for fault in faults)
    return tuple(Kind(words, many, category) for (words, category), many in sorted(
        counts.items(), key=lambda one: (-one[1], one[0])))  # fmt: skip


def malformed(question: "Question") -> "Table":
    """id, key and `said` of whoever has an address that cannot be mailed."""
    given = traits.columns(question, ["email"]).rename(person="profile_id", said="email")
    people = question.people.filter(~question.people.mailable).select("id", "key")
    found: Table = people.inner_join(given.filter(given.said.notnull()), people.id == given.person)
    return found.select("id", "key", "said")


def _at(domains: list[str]) -> Json:
    """The rule that holds for whoever has an address of these domains."""
    return {"any": [{"trait": "email", "op": "ends_with", "value": f"@{one}"} for one in domains[:_DOMAINS]]}


def _domains(question: "Question") -> dict[str, int]:
    """How many people have an address of each domain."""
    people = question.people.filter(question.people.email.notnull())
    counted = people.select(domain=people.email.lower().re_extract(r"@([^@]+)$", 1)).group_by("domain")
    rows = question.mirror.to_pyarrow(counted.aggregate(people=lambda table: table.count())).to_pylist()
    return {row["domain"]: int(row["people"]) for row in rows if row["domain"]}


def _impossible(question: "Question", known: Mapping[str, str]) -> Iterator[Check]:
    today = question.moment.iso()[:10]
    if "birth_date" in known:
        # Birthdays without a year stand far before: they are right.
        early: Json = {"trait": "birth_date", "op": "between", "value": ["1605-01-01", _OLDEST]}
        late: Json = {"trait": "birth_date", "op": "after", "value": today}
        yield Check(
            "birth_date", PEOPLE, "Birthdays that cannot be", {"any": [early, late]},
            remedy="A day before 1900 or after today: look whether day, month and year were read in the right order.",
        )  # fmt: skip
    if "signed_up_at" in known:
        yield Check(
            "signed_up_later", PEOPLE, "Signed up after today",
            {"trait": "signed_up_at", "op": "after", "value": today},
            remedy="Look at the project's clock, and whether day and month were exchanged.",
        )  # fmt: skip
    if "phone" in known:
        plus: Json = {"trait": "phone", "op": "starts_with", "value": "+"}
        yield Check(
            "phone", PEOPLE, "Phones that are no numbers",
            {"all": [{"trait": "phone", "op": "is_set"}, {"none": [plus]}]},
            remedy="Without the code of a country a number is read by the person's country: map that column too.",
        )  # fmt: skip
