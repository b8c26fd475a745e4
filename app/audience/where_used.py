"""Where segments are used: in the rules of others, in campaigns, and in templates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from app.domain.counts import counted
from app.domain.names import fold
from app.domain.problems import Problem
from app.project import Json, Project
from app.query import segments_of
from app.rules import GROUPS, KINDS, KnownSegment
from storage.file.models import campaign, segment

if TYPE_CHECKING:
    from app.template import Template

_FIELDS: Final = frozenset({"segment", "segments"})
_TEMPLATES: Final = 512
"""Sources of templates of which it is kept what they say about segments."""


@dataclass(frozen=True, slots=True)
class Use:
    """A place in which a segment is used: `segment`, `campaign` or `template`, its name, and as what."""

    kind: str
    name: str
    role: str = ""

    def __str__(self) -> str:
        return f"the {self.kind} “{self.name}”" + (f" ({self.role})" if self.role else "")

    def document(self) -> dict[str, str]:
        """As a document has it."""
        return {"kind": self.kind, "name": self.name, "role": self.role}


def of(project: Project, kept: KnownSegment) -> list[Use]:
    """Where a segment is used: other segments, then campaigns, then templates."""
    return every(project)[kept.id]


def every(project: Project) -> dict[int, list[Use]]:
    """The uses of each segment, by its number."""
    with project.read() as connection:
        content = set(connection.scalars(select(segment.c.id).where(segment.c.content)))
        known = segments_of(connection)
        plans = connection.execute(select(campaign.c.name, campaign.c.plan).order_by(campaign.c.name)).all()
    found: dict[int, list[Use]] = {number: [] for number in known}
    by_name = {fold(one.name): one.id for one in known.values()}
    for one in known.values():
        for number in dict.fromkeys(_numbers(one.rule, by_name)):
            if number in found and number != one.id:
                found[number].append(Use("segment", one.name))
    for row in plans:
        for number, role in _of_plan(row.plan, by_name).items():
            if number in found:
                found[number].append(Use("campaign", row.name, role))
    for name, said, asks in _of_templates(project):
        named = {by_name[fold(text)] for text in said if fold(text) in by_name}
        # `{{ segment }}` may be any of the content segments.
        for number in sorted(named | (content if asks else set())):
            found[number].append(Use("template", name, "" if number in named else "as {{ segment }}"))
    return found


def _numbers(rule: Json, by_name: dict[str, int]) -> Iterator[int]:
    """The segments that a rule names, muted or not: by their numbers, which are true of nobody's else."""
    if not isinstance(rule, dict):
        return
    for key, kind in KINDS.items():
        if kind.names_segment and key in rule:
            yield from _number(rule[key], by_name)
    for kind_of_group in GROUPS:
        children = rule.get(kind_of_group)
        for child in children if isinstance(children, list) else ():
            yield from _numbers(child, by_name)


def _number(wanted: Any, by_name: dict[str, int]) -> Iterator[int]:
    if type(wanted) is int:
        yield wanted
    # By its name too: a muted condition keeps what it was written with where nobody knew it then.
    elif isinstance(wanted, str) and fold(wanted) in by_name:
        yield by_name[fold(wanted)]


def _of_plan(plan: Json, by_name: dict[str, int]) -> dict[int, str]:
    """The segments of a campaign's plan, by the number beside their names or by the names alone, and as what."""
    if not isinstance(plan, dict):
        return {}
    ids = plan.get("ids")
    numbers = ids.get("segments") if isinstance(ids, dict) else None
    numbers = numbers if isinstance(numbers, dict) else {}
    found: dict[int, str] = {}
    for key, role in (("include", "included"), ("exclude", "left out")):
        listed = plan.get(key)
        for name in listed if isinstance(listed, list) else ():
            number = numbers.get(name, by_name.get(fold(name))) if isinstance(name, str) else None
            if type(number) is int:
                found.setdefault(number, role)
    # What was numbered and is listed no more by that name is the plan's all the same.
    return found | {number: "" for number in numbers.values() if type(number) is int and number not in found}


def _of_templates(project: Project) -> Iterator[tuple[str, frozenset[str], bool]]:
    """Of each template that asks for segments: its name, the texts that it holds them against, and whether it asks for
    the content segment."""
    from app.template import store

    try:
        kept = store.all_of(project)
    except Problem:
        # What is damaged there is told where templates are.
        return
    for one in kept:
        said, asks = frozenset[str](), False
        for source in _sources(one):
            if "segment" in source.casefold():
                texts, name = _said(one.language, source)
                said, asks = said | texts, asks or name
        if said or asks:
            yield one.name, said, asks


def _sources(one: "Template") -> tuple[str, ...]:
    return (one.subject, one.preheader, one.body, one.text or "")


@lru_cache(maxsize=_TEMPLATES)
def _said(language: str, source: str) -> tuple[frozenset[str], bool]:
    """The texts that a source compares segments with, and whether it asks for `segment` itself."""
    from app.template import language_of, tree

    try:
        found = list(tree.expressions(language_of(language).parse(source).body))
    except Problem:
        # Of a draft that cannot be read nobody knows it.
        return frozenset(), False
    return frozenset(text for one in found for text in _compared(one)), any(_field(one) == "segment" for one in found)


def _compared(expression: Any) -> Iterator[str]:
    """The texts beside a field of segments in a comparison."""
    from app.template import tree

    if isinstance(expression, (tree.Compare, tree.Filter, tree.Test)):
        parts = list(tree.subexpressions(expression))
        if any(_field(part) in _FIELDS for part in parts):
            yield from (part.value for part in parts if isinstance(part, tree.Const) and isinstance(part.value, str))


def _field(expression: Any) -> str:
    """The field of a recipient that an expression is, whatever record it stands in: `customer.segment` too."""
    from app.template import tree

    return (tree.path_of(expression) or "").rpartition(".")[2]


def in_few_words(uses: Sequence[Use]) -> str:
    """How often a segment is used: `2 campaigns, 1 template`; empty for never."""
    kinds = [use.kind for use in uses]
    return ", ".join(counted(kinds.count(kind), kind) for kind in ("campaign", "template", "segment") if kind in kinds)
