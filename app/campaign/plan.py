"""PLAN.json, a campaign in writing: read strictly, so that a typo is never silently ignored.

The format is `spec/files.md`'s. Every refusal names its place, as `variants[1].share`.
"""

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.campaign import problems
from app.domain.problems import Problem
from app.domain.spelling import nearest

VERSION = 1
HTML = ("all", "sample", "none")
SAMPLE = 20
"""How many recipients a sample shows."""

_KEYS = (
    "version",
    "include",
    "exclude",
    "consent",
    "holdout",
    "template",
    "esp",
    "columns",
    "variants",
    "html",
    "scheduled_at",
    "trigger",
)
_MOST_DAYS = 3650
# Three thirds that are written with six figures sum to 0.999999.
_CLOSE_ENOUGH = 1e-6


@dataclass(frozen=True, slots=True)
class Variant:
    """One arm of the test: its share of the recipients (0 to 1) and what it says instead of the template's own."""

    name: str
    share: float
    subject: str | None = None
    preheader: str | None = None
    template: str | None = None


@dataclass(frozen=True, slots=True)
class Trigger:
    """Only who enters the audience gets the campaign, each once, or again after so many days (`again_days`).

    `since` gives for each segment that is included the moment (ISO) from which on entering it counts; whoever saves a
    plan gives what is missing.
    """

    again_days: int | None = None
    since: tuple[tuple[str, str], ...] = ()

    def document(self) -> dict[str, Any]:
        """As PLAN.json has it."""
        again = None if self.again_days is None else {"days": self.again_days}
        return {"again_after": again} | ({"since": dict(self.since)} if self.since else {})


@dataclass(frozen=True, slots=True)
class Plan:
    """A campaign's plan; `variants` has at least one, called `A`, and their shares sum to 1."""

    include: tuple[str, ...]
    template: str
    esp: str
    exclude: tuple[str, ...] = ()
    topic: str | None = None
    holdout_share: float = 0.0
    holdout_seed: str = ""
    columns: tuple[str, ...] = ("email",)
    variants: tuple[Variant, ...] = (Variant("A", 1.0),)
    html: str = "sample"
    scheduled_at: str | None = None
    trigger: Trigger | None = None

    def document(self) -> dict[str, Any]:
        """The plan as PLAN.json, with every default filled in."""
        return {
            "version": VERSION,
            "include": list(self.include),
            "exclude": list(self.exclude),
            "consent": {"channel": "email", "topic": self.topic},
            "holdout": {"share": self.holdout_share, "seed": self.holdout_seed},
            "template": self.template,
            "esp": self.esp,
            "columns": list(self.columns),
            "variants": [_variant_document(variant) for variant in self.variants],
            "html": self.html,
            "scheduled_at": self.scheduled_at,
        } | ({"trigger": self.trigger.document()} if self.trigger else {})


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan may name: how the project spells its segments and templates, the ESPs and the columns."""

    segments: Collection[str]
    templates: Collection[str]
    esps: Collection[str]
    columns: Collection[str]
    is_moment: Callable[[str], object]


def parse(document: object, known: Known) -> Plan:
    """The plan of a PLAN.json; raises CampaignProblem with the place of what is wrong and what would be right."""
    plan = _object(document, "", _KEYS)
    # Python takes True for 1.
    if plan.get("version") != VERSION or plan["version"] is True:
        raise problems.PLAN_VERSION(where="version", version=VERSION)
    for key in ("include", "template", "esp"):
        if key not in plan:
            raise problems.PLAN_LACKS(where=key)
    share, seed = _holdout(plan.get("holdout"))
    include = _names(plan["include"], "include", known.segments, "segment", at_least_one=True)
    return Plan(
        include=include,
        exclude=_names(plan.get("exclude") or [], "exclude", known.segments, "segment"),
        topic=_consent(plan.get("consent")),
        holdout_share=share,
        holdout_seed=seed,
        template=_name(plan["template"], "template", known.templates, "template"),
        esp=_name(plan["esp"], "esp", known.esps, "ESP"),
        columns=_columns(plan.get("columns"), known.columns),
        variants=_variants(plan.get("variants"), known.templates),
        html=_choice(plan.get("html", "sample"), "html", HTML),
        scheduled_at=_moment(plan.get("scheduled_at"), "scheduled_at", known.is_moment),
        trigger=_trigger(plan.get("trigger"), include, known),
    )


def _object(value: object, where: str, keys: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise problems.PLAN_NO_OBJECT(where=where or "the plan")
    for key in value:
        if key not in keys:
            place = f"{where}.{key}" if where else str(key)
            raise problems.PLAN_NO_KEY(where=place, near=closest(str(key), keys))
    return value


def closest(name: str, known: Collection[str]) -> str:
    """The remedy for an unknown name: the one most like it, or the list of a few."""
    if meant := nearest(name, known):
        return f"Did you mean “{meant}”?"
    if not known:
        return "There is none yet."
    return f"Known: {', '.join(sorted(known)[:12])}{', …' if len(known) > 12 else ''}."


def _text(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise problems.PLAN_NO_TEXT(where=where)
    return value


def _name(value: object, where: str, known: Collection[str], kind: str) -> str:
    """The name as the project spells it: names are unique without case."""
    text = _text(value, where)
    spelled = {one.casefold(): one for one in known}.get(text.casefold())
    if spelled is None:
        raise problems.PLAN_UNKNOWN(where=where, kind=kind, name=text, near=closest(text, known))
    return spelled


def _list(value: object, where: str) -> list[object]:
    if not isinstance(value, list):
        raise problems.PLAN_NO_LIST(where=where)
    return value


def _names(
    value: object, where: str, known: Collection[str], kind: str, *, at_least_one: bool = False
) -> tuple[str, ...]:
    found = [_name(one, f"{where}[{index}]", known, kind) for index, one in enumerate(_list(value, where))]
    if at_least_one and not found:
        raise problems.PLAN_NONE_NAMED(where=where, kind=kind)
    return tuple(dict.fromkeys(found))


def _choice(value: object, where: str, choices: tuple[str, ...]) -> str:
    if value not in choices:
        raise problems.PLAN_NO_CHOICE(where=where, choices=", ".join(choices))
    return str(value)


def _consent(value: object) -> str | None:
    """The topic whose consent is needed; the channel of an email campaign is email."""
    if value is None:
        return None
    found = _object(value, "consent", ("channel", "topic"))
    if found.get("channel", "email") != "email":
        raise problems.PLAN_CHANNEL(where="consent.channel")
    topic = found.get("topic")
    return None if topic is None else _text(topic, "consent.topic")


def _share(value: object, where: str) -> float:
    # To Python true is a number, and JSON of other programs may hold NaN.
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise problems.PLAN_NO_NUMBER(where=where)
    return float(value)


def _holdout(value: object) -> tuple[float, str]:
    if value is None:
        return 0.0, ""
    found = _object(value, "holdout", ("share", "seed"))
    share = _share(found.get("share", 0), "holdout.share")
    # With everybody held out there would be nobody to write to.
    if not 0 <= share < 1:
        raise problems.PLAN_HOLDOUT(where="holdout.share")
    seed = found.get("seed")
    if seed is None and share > 0:
        raise problems.PLAN_NO_SEED(where="holdout.seed")
    return share, "" if seed in (None, "") else _text(seed, "holdout.seed")


def _columns(value: object, known: Collection[str]) -> tuple[str, ...]:
    """The columns, the address always among them and first: each ESP wants it there."""
    if value is None:
        return ("email",)
    found = []
    for index, one in enumerate(_list(value, "columns")):
        name = _text(one, f"columns[{index}]")
        if name not in known:
            raise problems.PLAN_NO_COLUMN(where=f"columns[{index}]", name=name, near=closest(name, known))
        found.append(name)
    return tuple(dict.fromkeys(["email", *found]))


def _variants(value: object, templates: Collection[str]) -> tuple[Variant, ...]:
    if value is None or value == []:
        return (Variant("A", 1.0),)
    found = [_variant(one, f"variants[{index}]", templates) for index, one in enumerate(_list(value, "variants"))]
    names = [variant.name.casefold() for variant in found]
    for index, name in enumerate(names):
        if name in names[:index]:
            raise problems.PLAN_TWICE(where=f"variants[{index}].name", name=found[index].name)
    # Exactly, and rounded once: ten tenths added one after another are not one.
    total = math.fsum(variant.share for variant in found)
    if abs(total - 1) > _CLOSE_ENOUGH:
        raise problems.PLAN_SHARES(where="variants", total=f"{total:g}")
    return tuple(found)


def _variant(value: object, where: str, templates: Collection[str]) -> Variant:
    found = _object(value, where, ("name", "share", "subject", "preheader", "template"))
    share = _share(found.get("share"), f"{where}.share")
    if not 0 < share <= 1:
        raise problems.PLAN_SHARE(where=f"{where}.share")
    template = found.get("template")
    return Variant(
        _file_part(found.get("name"), f"{where}.name"),
        share,
        _maybe_text(found.get("subject"), f"{where}.subject"),
        _maybe_text(found.get("preheader"), f"{where}.preheader"),
        None if template is None else _name(template, f"{where}.template", templates, "template"),
    )


def _file_part(value: object, where: str) -> str:
    """A variant's name: it becomes a part of file names, so it may hold only what every system allows there."""
    name = _text(value, where)
    if len(name) > 40 or name != name.strip(" .") or any(sign in '\\/:*?"<>|%' or ord(sign) < 32 for sign in name):
        raise problems.PLAN_NO_FILE_NAME(where=where)
    return name


def _maybe_text(value: object, where: str) -> str | None:
    return None if value is None else _text(value, where)


def _trigger(value: object, include: Sequence[str], known: Known) -> Trigger | None:
    if value is None:
        return None
    found = _object(value, "trigger", ("again_after", "since"))
    again, days = found.get("again_after"), None
    if again is not None:
        days = _object(again, "trigger.again_after", ("days",)).get("days")
        # To Python true is 1.
        if not isinstance(days, int) or isinstance(days, bool) or not 1 <= days <= _MOST_DAYS:
            raise problems.PLAN_NO_DAYS(where="trigger.again_after.days", most=_MOST_DAYS)
    return Trigger(days, _since(found.get("since"), include, known))


def _since(value: object, include: Sequence[str], known: Known) -> tuple[tuple[str, str], ...]:
    """A moment for all segments that are included, or one by the name of each; other segments are left out."""
    if value is None:
        return ()
    if not isinstance(value, dict):
        said = _moment(value, "trigger.since", known.is_moment)
        return tuple((name, said) for name in include if said)
    given = {
        _name(name, f"trigger.since.{name}", known.segments, "segment"): _moment(
            moment, f"trigger.since.{name}", known.is_moment
        )
        for name, moment in value.items()
    }
    return tuple((name, moment) for name in include if (moment := given.get(name)))


def _moment(value: object, where: str, is_moment: Callable[[str], object]) -> str | None:
    if value is None:
        return None
    text = _text(value, where)
    try:
        is_moment(text)
    except Problem as problem:
        raise problems.PLAN_NO_MOMENT(where=where, what=problem.what, remedy=problem.remedy) from None
    return text


def _variant_document(variant: Variant) -> dict[str, Any]:
    given = {"subject": variant.subject, "preheader": variant.preheader, "template": variant.template}
    return {"name": variant.name, "share": variant.share} | {
        name: text for name, text in given.items() if text is not None
    }
