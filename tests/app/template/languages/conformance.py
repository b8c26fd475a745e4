"""Suites of other implementations put to a language of ours: each case agrees to the sign, or is refused in words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.domain.problems import TemplateProblem
from app.template.fields import OWNERS
from app.template.language import Language
from app.template.render_context import prepared_context
from app.template.run import Run
from app.template.runnable import Mode, Program

_ENTITIES = {"&#x3D;": "=", "&#x60;": "`", "&#x27;": "'", "&#39;": "'", "&quot;": '"', "&#34;": '"', "\u2060": ""}
"""Ways of escaping that mean the same, and the sign by which we part the braces of a value."""


@dataclass(frozen=True)
class Case:
    """One case: what it is about, its template and data, and what may come of it; None where it has to fail."""

    group: str
    name: str
    source: str
    data: Any
    expected: tuple[str, ...] | None
    mode: Mode = "text"


@dataclass
class Results:
    """By group how many cases agree and how many are refused, and the names of those that do neither."""

    agree: Counter[str]
    refused: Counter[str]
    differ: set[str]

    def table(self) -> dict[str, tuple[int, int]]:
        """By group how many agree, and how many are refused."""
        return {group: (self.agree[group], self.refused[group]) for group in sorted({*self.agree, *self.refused})}


def results(language: Language, cases: Iterable[Case]) -> Results:
    """What comes of the cases. A refusal counts as one only if it says what is wrong, where, and what to do."""
    found = Results(Counter(), Counter(), set())
    for case in cases:
        try:
            tree = language.parse(case.source)
        except TemplateProblem as problem:
            if not _is_clear(problem):
                found.differ.add(f"{case.name}: {problem}")
            found.refused[case.group] += 1
            continue
        made = plain(Program(tree, case.mode, language).render(prepared_context(_context(case.data)), Run()))
        if case.expected is not None and made in map(plain, case.expected):
            found.agree[case.group] += 1
        else:
            found.differ.add(case.name)
    return found


def _is_clear(problem: TemplateProblem) -> bool:
    """Whether it says what is wrong, at which place, and what to do instead."""
    told = problem.remedy or "takes" in problem.what
    return bool(problem.what and told and problem.line and problem.column)


def plain(text: str) -> str:
    """The text, of which each sign is escaped in one way only."""
    for written, sign in _ENTITIES.items():
        text = text.replace(written, sign)
    return text


def _context(data: Any) -> dict[str, Any]:
    """The data as a person's fields: what stands in a record of the person is one of them."""
    made = dict(data) if isinstance(data, dict) else {}
    for name, value in list(made.items()):
        if name in OWNERS and isinstance(value, dict):
            made |= value
    return made
