"""Whether what was read can be kept: by what the project knows and by what the files bring, before anything is written.

Each kind answers what would be new or changed, ready to be written, and what is wrong; the same stays as it is.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app import audience
from app.audience import Beside, is_static, lists, rule_names, segments
from app.campaign import plan as plans
from app.campaign import store as campaigns
from app.domain.counts import agreed, people
from app.domain.names import fold
from app.domain.problems import CampaignProblem, Problem, RuleProblem, TemplateProblem
from app.domain.progress import Progress
from app.plain import problems
from app.plain.layout import ABOUT, TEXT, UNSAID, Thing, ordered, plain_text
from app.plain.reading import Found, Reading
from app.project import Project
from app.query import resolve_keys
from app.rules import KnownSegment, Names
from app.template import Template, language_names, prepare, stoppable
from app.template import store as templates

_EVERYONE = {"all": list[Any]()}


@dataclass
class Ready:
    """What is to be written, by kind, and how each thing compares with what is there.

    `lists` are the people of static segments among `rules`, by the same numbers.
    """

    rules: dict[int, segments.Checked] = field(default_factory=dict)
    lists: dict[int, frozenset[int]] = field(default_factory=dict)
    templates: list[Template] = field(default_factory=list)
    campaigns: list[tuple[str, plans.Plan]] = field(default_factory=list)
    new: list[Thing] = field(default_factory=list)
    changed: list[Thing] = field(default_factory=list)
    same: list[Thing] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def told(self, thing: Thing, there: bool, same: bool) -> bool:
        """Note how a thing compares with what is `there`; whether it is to be written."""
        (self.same if same else self.changed if there else self.new).append(thing)
        return not same

    def refuse(self, problem: Problem, path: str, key: str = "") -> None:
        """Note what is wrong in a file, at a place in it."""
        where = f"{key}.{problem.where}" if key and problem.where else key or problem.where
        self.wrong.append(problem.placed(f"{path}: {where}" if where else path))


def checked(project: Project, reading: Reading, progress: Progress) -> Ready:
    """All that was read, checked against the project; what is wrong stands in the answer and raises nothing."""
    ready = Ready(wrong=list(reading.wrong))
    _segments(project, reading, ready)
    _templates(project, reading.of("template"), ready, progress)
    _campaigns(project, reading, ready)
    return ready


def _segments(project: Project, reading: Reading, ready: Ready) -> None:
    names = audience.names(project)
    kept = {one.id: one for one in segments.every(project)}
    numbers = _numbers(names, reading.names_of("segment"))
    numbered = {numbers[fold(one.thing.name)]: one for one in reading.of("segment")}
    unread = [one.name for one in reading.unread if one.kind == "segment"]
    stubs = {number: KnownSegment(number, name, _EVERYONE) for name in unread if (number := numbers[fold(name)])}
    names = replace(names, segments=names.segments | stubs | _as_known(numbered))
    bad = {number for number, one in numbered.items() if not _is_read(one, names, ready)}
    # One that cannot be read is told once, and not by each that rests on it.
    names = replace(names, segments=names.segments | {one: _stub(names.segments[one]) for one in bad})
    for number, one in numbered.items():
        if number in bad:
            continue
        beside = _beside(one)
        try:
            made = segments.checked(names, one.thing.name, one.said["rule"], beside=beside)
        except Problem as problem:
            ready.refuse(problem, one.thing.file, "rule")
            continue
        if is_static(one.said["rule"]) != ("people" in one.said):
            ready.refuse(problems.PEOPLE(), one.thing.file, "people")
            continue
        there = kept.get(number)
        same = there is not None and _is_same(there, one, beside)
        on_it = _people(project, one, ready) if "people" in one.said else None
        if on_it is not None and there is not None and there.static:
            same = same and on_it == _people_of(project, there)
        if ready.told(one.thing, there is not None, same):
            ready.rules[number] = made
            ready.lists |= {number: on_it} if on_it is not None else {}


def _beside(one: Found) -> Beside:
    """What a file says that is kept beside the rule; what it leaves out is what that means."""
    said = {"note": "", "content": False, **UNSAID}
    return Beside(**{name: one.said.get(name, unsaid) for name, unsaid in said.items()})


def _people(project: Project, one: Found, ready: Ready) -> frozenset[int]:
    """The numbers of those whom a list names; that some are not in the project is a warning."""
    keys = one.said["people"]
    known = resolve_keys(project, keys)
    if missing := [key for key in keys if key not in known]:
        who = f"{people(len(missing))} of its list {agreed(len(missing), 'is', 'are')} not in this project"
        ready.warnings.append(f"{one.thing.file}: {who}, as {missing[0]}")
    return frozenset(known.values())


def _people_of(project: Project, kept: segments.Segment) -> frozenset[int]:
    return frozenset(resolve_keys(project, lists.keys_of(project, kept)).values())


def _numbers(names: Names, called: Sequence[str]) -> dict[str, int]:
    """The numbers of segments by their folded names, below zero for those that there are not yet."""
    new = {fold(name): -rank for rank, name in enumerate(called, start=1)}
    return new | {fold(one.name): number for number, one in names.segments.items()}


def _as_known(numbered: Mapping[int, Found]) -> dict[int, KnownSegment]:
    return {number: KnownSegment(number, one.thing.name, one.said["rule"]) for number, one in numbered.items()}


def _stub(one: KnownSegment) -> KnownSegment:
    return KnownSegment(one.id, one.name, _EVERYONE)


def _is_read(one: Found, names: Names, ready: Ready) -> bool:
    """Whether a rule means something by itself; what is wrong is noted."""
    try:
        rule = audience.parse(one.said["rule"], names)
    except RuleProblem as problem:
        ready.refuse(problem, one.thing.file, "rule")
        return False
    numbers = [wanted for wanted in rule_names.referred(one.said["rule"]) if type(wanted) is int]
    for number in numbers:
        ready.refuse(problems.BY_NUMBER(number=number), one.thing.file, "rule")
    ready.warnings.extend(f"{one.thing.file}: {warning}" for warning in rule.warnings)
    return not numbers


def _is_same(kept: segments.Segment, one: Found, beside: Beside) -> bool:
    there = (kept.name, kept.beside(), _canonical(kept.rule))
    return there == (one.thing.name, beside, _canonical(one.said["rule"]))


def _canonical(rule: Any) -> str:
    # As text: to Python true is 1, and 1 is 1.0.
    return json.dumps(ordered(rule))


def _templates(project: Project, found: list[Found], ready: Ready, progress: Progress) -> None:
    kept = {fold(one.name): one for one in templates.all_of(project)}
    for number, one in enumerate(found):
        progress.step(number, len(found), "Reading templates")
        said, there = one.said, kept.get(fold(one.thing.name))
        texts = {key: said[key] for key in ("subject", "preheader", "body", "text", "language")}
        made = Template(one.thing.name, **texts)
        same = there is not None and _plain(there) == _plain(made)
        if not same and made.language not in language_names():
            known = ", ".join(language_names())
            ready.refuse(problems.NO_LANGUAGE(name=made.language, known=known), one.thing.file, "language")
        elif not same and not said["draft"] and (problem := _unreadable(made, progress)):
            _refuse_template(problem, one, ready)
        elif ready.told(one.thing, there is not None, same):
            ready.templates.append(made)


def _plain(one: Template) -> Template:
    """The template as files have it, whose last line may end or not."""
    body, text = (None if each is None else plain_text(each).removesuffix("\n") for each in (one.body, one.text))
    return replace(one, body=body or "", text=text, version=0)


def _unreadable(one: Template, progress: Progress) -> TemplateProblem | None:
    try:
        with stoppable(progress):
            prepare(one)
    except TemplateProblem as problem:
        return problem
    return None


def _refuse_template(problem: TemplateProblem, one: Found, ready: Ready) -> None:
    part = problem.where.partition(",")[0]
    beside = {"subject": ABOUT, "preheader": ABOUT, "text": TEXT}.get(part, one.said["file"].rpartition("/")[2])
    told = problems.DRAFT(problem=str(problem.placed("")), about=ABOUT, where=problem.where)
    ready.refuse(told, one.thing.file.removesuffix(ABOUT) + beside)


def _campaigns(project: Project, reading: Reading, ready: Ready) -> None:
    found = reading.of("campaign")
    if not found:
        return
    kept = campaigns.plans(project)
    by_name = {fold(name): name for name in kept}
    known = campaigns.known(project)
    # Also what is wrong by itself: whoever names it names something that will be there.
    known = replace(
        known,
        segments=_respelled(known.segments, reading.names_of("segment")),
        templates=_respelled(known.templates, reading.names_of("template")),
    )
    for one in found:
        there = by_name.get(fold(one.thing.name))
        wanted, before = one.said["plan"], kept[there] if there == one.thing.name else None
        # What is there may not fit any more, and stays as it is all the same.
        if before is not None and json.dumps(before) == json.dumps(wanted):
            ready.same.append(one.thing)
            continue
        try:
            plan = plans.parse(wanted, known)
        except CampaignProblem as problem:
            ready.refuse(problem, one.thing.file, "plan")
            continue
        if ready.told(one.thing, there is not None, before is not None and plan == _plan(before, known)):
            ready.campaigns.append((one.thing.name, plan))


def _respelled(known: Iterable[str], found: Iterable[str]) -> Collection[str]:
    """The names that there will be: those of the files in the place of the same ones."""
    return list(({fold(name): name for name in known} | {fold(name): name for name in found}).values())


def _plan(kept: Any, known: plans.Known) -> plans.Plan | None:
    """A kept plan, or None for one that does not fit any more."""
    try:
        return plans.parse(kept, known)
    except CampaignProblem:
        return None


def sentences(wrong: Iterable[Problem]) -> Iterator[str]:
    """What is wrong, by file."""
    return (str(problem) for problem in sorted(wrong, key=lambda problem: problem.where))
