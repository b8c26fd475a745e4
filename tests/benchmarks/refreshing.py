"""Two hundred segments refreshed in one pass, against as many counts: made of shared conditions,
of everyday ones with limits of their own, and of all kinds, none twice.
"""

import shutil
from collections.abc import Callable
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


def thresholds(at: int, today: int) -> list[Any]:
    """Segments as marketers keep them: one to four everyday conditions, each with a limit or a window of its own."""
    random = Random(3)

    def last() -> dict[str, Any]:
        return {"last": {"days": random.randint(3, 360)}}

    def abandoned() -> dict[str, Any]:
        after = {"event": "placed_order", "not": True, "within_after": {"hours": random.randint(2, 90)}}
        return {"sequence": [{"event": "viewed_product"}, after], "within": last()}

    of_amount = {"event": "placed_order", "measure": "sum", "of": "amount", "op": ">"}
    kinds: list[Callable[[], dict[str, Any]]] = [
        lambda: {"trait": "revenue", "op": random.choice("<>"), "value": random.randint(10, 900)},
        lambda: {"trait": "orders", "op": ">=", "value": random.randint(1, 9)},
        lambda: {"trait": "points", "op": "between", "value": [(low := random.randint(0, 500)), low + 100]},
        lambda: {"trait": "city", "op": "starts_with", "value": random.choice("abcdehlmnop") + random.choice("aeiou")},
        lambda: {"trait": "last_order_at", "op": "not_in_last", "value": {"days": random.randint(10, 300)}},
        lambda: {"trait": "signed_up_at", "op": "in_last", "value": {"days": random.randint(10, 700)}},
        lambda: {"event": "opened_email", "within": last()},
        lambda: {"event": "clicked_email", "within": last()},
        lambda: {"event": "viewed_product", "op": "=", "value": 0, "within": last()},
        lambda: {"event": "placed_order", "op": ">=", "value": random.randint(1, 5), "within": last()},
        lambda: of_amount | {"value": random.randint(10, 500), "within": last()},
        abandoned,
    ]
    sizes = (1, 2, 2, 3, 3, 4)
    return [{"all": [random.choice(kinds)() for _ in range(random.choice(sizes))]} for _ in range(SEGMENTS)]


def refreshes(project_path: Path) -> None:
    """Measure each kind of segments on a copy of the project."""
    kinds = (("shared conditions", shared), ("thresholds of their own", thresholds), ("no condition twice", distinct))
    for name, make in kinds:
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
