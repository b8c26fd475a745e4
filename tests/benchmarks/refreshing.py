"""Two hundred segments refreshed in one pass, against as many counts: made of shared conditions, and of none twice."""

import shutil
from pathlib import Path
from random import Random
from typing import Any

from loading import scratch
from measuring import alone, compared, taken
from rule_kinds import At
from rules import RULES

SEGMENTS = 200
POOL = 40
"""So many conditions are what the segments of one team are made of, three or four in each."""


def _single(at: int, number: int, today: int) -> list[Any]:
    """The rules of the benchmark that name no segment, with their constants of one round."""
    found = [asked.rule(At(at, today, number)) for asked in RULES]
    return [rule for rule in found if '"segment"' not in str(rule).replace("'", '"')]


def shared(at: int, today: int) -> list[Any]:
    """Segments out of a pool of conditions, everyone of whom may be mailed."""
    random = Random(7)
    pool = random.sample(_single(at, 0, today), POOL)
    granted = {"consent": "email", "is": "granted"}
    return [{"all": [granted, *random.sample(pool, random.choice((2, 3)))]} for _ in range(SEGMENTS)]


def distinct(at: int, today: int) -> list[Any]:
    """Segments of which no two ask the same."""
    return [rule for number in range(SEGMENTS) for rule in _single(at, number, today)][:SEGMENTS]


def refreshes(project_path: Path) -> None:
    """Measure both kinds of segments on a copy of the project."""
    for name, make in (("shared conditions", shared), ("no condition twice", distinct)):
        with scratch(project_path.parent) as folder:
            copy = folder / "copy.quill"
            shutil.copyfile(project_path, copy)
            _measured(copy, name, make)


def _measured(path: Path, name: str, make: Any) -> None:
    from app import audience
    from app.audience import history, segments
    from app.project import Change, Project

    with Project.open(path) as project:
        moment = project.moment()
        rules = make(moment.us, moment.day)
        known = audience.names(project)
        with project.write("Segments", {Change.SEGMENTS}) as connection:
            for number, rule in enumerate(rules):
                segments.put(connection, segments.checked(known, f"S{number}", rule))
        names = [f"S{number}" for number in range(len(rules))]
        # What each statement looks like is worked out at the first time, on both sides.
        counts = [taken(lambda: [audience.count(project, rule).count for rule in rules]) for _ in range(2)]
        first = taken(lambda: history.refresh(project, names))
        after = taken(lambda: audience.count(project, {"all": []}).count)
        again = taken(lambda: history.refresh(project, names))
        differing = sum(one.count != count for one, count in zip(again.answer, counts[1].answer, strict=True))
        came = sum(one.entered for one in first.answer)
        compared(f"first refresh, {name}", [first], counts[:1], f"{len(rules)} counts, first", f"{came:,} came")
        alone("until questions can be put after it", [after])
        said = f"{differing} ANSWERS DIFFER" if differing else ""
        compared(f"refresh, {name}", [again], counts[1:], f"{len(rules)} counts", said)
