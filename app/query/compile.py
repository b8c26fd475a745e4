"""A rule as one Ibis expression over the mirror: two-valued at every condition, so that no null ever leaks.

A condition about stored traits is a comparison on the table of profiles. Any other becomes a set of ids, one
semi-join of profiles with what was filtered and gathered once.
"""

import math
from collections.abc import Callable
from decimal import Decimal
from operator import and_, or_
from typing import Any

import ibis
import ibis.expr.types as ir

from app.domain import names as registry
from app.domain.problems import RuleProblem
from app.query import compile_events, consents, traits
from app.query.id_sets import Ids, two_valued
from app.query.question import Question
from app.rules import (
    Ask,
    ConsentTest,
    EventTest,
    Faces,
    Group,
    Leaf,
    NearTest,
    Node,
    SampleTest,
    SegmentTest,
    SuppressedTest,
    TagTest,
    TraitTest,
    live,
    operator,
)

EARTH_KM = 6371.0088


def members(root: Node, question: Question) -> ir.Table:
    """The rows of `profiles` for whom the rule holds."""
    kept = live(root)
    people = question.people
    return people if kept is None else people.filter(predicate(kept, question))


def predicate(node: Node, question: Question) -> ir.BooleanValue:
    """The rule as a condition on the table of profiles, never null; nothing in it is muted."""
    if not isinstance(node.what, Group):
        return _leaf(node.what, question)
    parts = [predicate(child, question) for child in node.what.children]
    if not parts:
        return ibis.literal(node.what.kind != "any")
    if node.what.kind == "all":
        return joined(parts, and_)
    either = joined(parts, or_)
    return ~either if node.what.kind == "none" else either


def joined(parts: list[Any], by: Callable[[Any, Any], Any]) -> Any:
    """Many conditions as one, as a shallow tree: engines and compilers walk it by recursion."""
    while len(parts) > 1:
        pairs = [by(*parts[at : at + 2]) for at in range(0, len(parts) - 1, 2)]
        parts = pairs + parts[len(pairs) * 2 :]
    return parts[0]


def _leaf(what: Leaf, question: Question) -> ir.BooleanValue:
    if isinstance(what, TraitTest):
        return predicate_of_trait(what, question)
    if isinstance(what, EventTest):
        return _of_ids(compile_events.ids(what, question), question)
    if isinstance(what, SegmentTest):
        return _segment(what.segment, question)
    if isinstance(what, ConsentTest):
        return _consent(what, question)
    if isinstance(what, TagTest):
        tags = question.mirror.table("tags")
        return question.people.id.isin(tags.filter(tags.f_tag == registry.fold(what.tag)).profile_id)
    if isinstance(what, SuppressedTest):
        listed = question.people.id.isin(question.suppressions.profile_id)
        return listed if what.suppressed else ~listed
    if isinstance(what, NearTest):
        return _near(what, question)
    assert isinstance(what, SampleTest)
    return _sample(what, question)


def _of_ids(found: Ids, question: Question) -> ir.BooleanValue:
    if found.of is None:
        return ibis.literal(found.others)
    inside = question.people.id.isin(found.of)
    return ~inside if found.others else inside


# Traits.


def predicate_of_trait(what: TraitTest, question: Question) -> ir.BooleanValue:
    """A condition on a trait, on the table of profiles, never null."""
    if what.lasting is not None or what.was:
        from app.query import trait_history

        return trait_history.condition(what, question)
    row = operator(what.type, what.op)
    check = row.check(Ask(what.type, what.value, what.case, question.moment, what.trait))

    def holds(faces: Faces) -> ir.BooleanValue:
        said = check.expression(faces[check.face])
        return two_valued(~said if row.negated else said, row.missing)

    source = traits.source(what.trait, question)
    if source.columns is not None:
        return holds(source.columns)
    if source.table is None:
        return ibis.literal(row.missing)
    without = row.missing if source.default is None else check.holds(source.default) is not row.negated
    said = holds(source.faces)
    wanted = source.table.filter(~said if without else said)
    return _of_ids(Ids(wanted.profile_id, without), question)


# Membership and permission.


def _segment(segment: int, question: Question) -> ir.BooleanValue:
    """In that segment at the same moment; a circle is refused, each segment is built once."""
    if segment not in question.segments:
        question.segments[segment] = None
        kept = live(question.rule_of(segment))
        question.segments[segment] = ibis.literal(True) if kept is None else predicate(kept, question)
    found = question.segments[segment]
    if found is None:
        name = question.names.segment(segment, "segment").name
        raise RuleProblem(f"the segment “{name}” is defined by itself", "", "Take it out of one of the rules")
    return found


def _consent(what: ConsentTest, question: Question) -> ir.BooleanValue:
    latest = consents.latest(what.channel, what.topic, question.consents)
    if what.state == "unknown":
        return ~question.people.id.isin(latest.filter(latest.severity != 0).profile_id)
    return question.people.id.isin(latest.filter(latest.severity == consents.SEVERITY[what.state]).profile_id)


# Places and samples.


def _near(what: NearTest, question: Question) -> ir.BooleanValue:
    places = traits.columns(question, ["latitude", "longitude"])
    lat, lon = places.latitude, places.longitude
    half = ((lat - float(what.lat)).radians() / 2).sin() ** 2 + lat.radians().cos() * math.cos(
        math.radians(what.lat)
    ) * ((lon - float(what.lon)).radians() / 2).sin() ** 2
    km = 2 * EARTH_KM * half.clip(lower=0, upper=1).sqrt().asin()
    return question.people.id.isin(places.filter(two_valued(km <= float(what.km), otherwise=False)).profile_id)


def sample_limit(share: Decimal) -> str | None:
    """Eight hexadecimal digits that a sampled hash lies below; None where every hash does."""
    limit = math.ceil(share * 2**32)
    return None if limit >= 2**32 else f"{limit:08x}"


def _sample(what: SampleTest, question: Question) -> ir.BooleanValue:
    limit = sample_limit(what.share)
    if limit is None:
        return ibis.literal(True)
    digest: Any = (ibis.literal(f"{what.seed}:") + question.people.key).hexdigest("md5")
    # Digits of equal length compare as the numbers that they are.
    return digest.lower().left(8) < limit
