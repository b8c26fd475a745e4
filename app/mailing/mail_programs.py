"""In which mail programs an audience reads, told by the providers of their addresses: `resources/clients/domains.json`.

What somebody really reads in, nobody knows before they open an email. Whoever has an address of a provider is taken to
read there, everybody on a phone too, and whoever has one of a company in what companies use.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

from app.project import Project
from app.template import MAIN_PROGRAMS, program_names

SHARE = 0.01
"""A provider with fewer of the addresses than this is not looked at."""


def programs_of(project: Project) -> dict[str, float]:
    """The mail programs of the people who can be mailed, each with the share of them who may read there, 0 to 1.

    Empty where nobody can be mailed.
    """
    import ibis

    with project.audience() as mirror:
        people = mirror.table("profiles")
        domain = people.email.lower().split("@")[-1].name("domain")
        mailable = people.filter(people.mailable & people.email.notnull())
        asked = mailable.group_by(domain).agg(people=ibis._.count())
        rows: list[dict[str, Any]] = mirror.known.once("mail domains", lambda: mirror.to_pyarrow(asked).to_pylist())
    counts: dict[str, int] = {}
    for row in rows:
        provider = _provider(str(row["domain"]))
        counts[provider] = counts.get(provider, 0) + int(row["people"])
    return _read_in(counts)


def readers_programs(project: Project) -> list[str]:
    """The mail programs that an email has to look right in: those of `programs_of`, or the commonest of all."""
    return list(programs_of(project)) or list(MAIN_PROGRAMS)


def _read_in(counts: Mapping[str, int]) -> dict[str, float]:
    """The programs of so many people of each provider ("" for others)."""
    whole = sum(counts.values())
    found: dict[str, float] = {}
    for provider, people in counts.items():
        if people < whole * SHARE:
            continue
        for program in _programs(provider):
            found[program] = found.get(program, 0.0) + people / whole
    if whole:
        found |= dict.fromkeys(_expanded(_document()["everybody"]), 1.0)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


@cache
def _document() -> Any:
    return json.loads(resources.files("resources.clients").joinpath("domains.json").read_text("utf-8"))


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(re.escape(one).replace(r"\*", r"[a-z.]{2,7}")), provider)
        for provider, told in _document()["providers"].items()
        for one in told["domains"]
    )


@cache
def _provider(domain: str) -> str:
    """Whose addresses these are; empty for a domain of somebody's own."""
    return next((provider for pattern, provider in _patterns() if pattern.fullmatch(domain)), "")


def _programs(provider: str) -> list[str]:
    return _expanded(_document()["providers"][provider]["clients"] if provider else _document()["others"])


def _expanded(listed: list[str]) -> list[str]:
    """Families as all of their programs."""
    return [one for name in listed for one in program_names() if one == name or one.startswith(f"{name}.")]
