"""A recipe as JSON has it: read with the place of what is wrong, checked against the columns of a file, written."""

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from app.project import Project, of_file, textfiles
from app.recipe import problems
from app.recipe.step import EVERY, Misfit, Step
from app.recipe.steps import kind_of
from storage.disk.drafts import text_file

Recipe = tuple[Step, ...]
DEFAULT: Final[Recipe] = ({"step": "trim", "columns": [EVERY]},)
"""What is done where nobody says anything."""


def parse(found: object, where: str = "recipe") -> Recipe:
    """Read a list of steps; raises ImportProblem that names the place of what is wrong, as `recipe[2].find`."""
    if not isinstance(found, list):
        raise problems.NO_STEPS(where=where)
    return tuple(_step(one, f"{where}[{place}]") for place, one in enumerate(found))


def load(path: Path) -> Recipe:
    """Read a recipe from a file of its own: a list of steps, or an object with them under `recipe`. Raises Problem."""
    found = textfiles.as_json(path, "a cleaning recipe, as the import wizard saves one")
    if not isinstance(found, dict):
        return parse(found)
    for key in found:
        if key not in ("version", "recipe"):
            raise problems.NO_KEY(where=str(key), known="version, recipe")
    if found.get("version", 1) != 1:
        raise problems.NO_VERSION(where="version", version=found["version"])
    return parse(found.get("recipe", []))


def save(project: Project, path: Path, recipe: Iterable[Step]) -> None:
    """Write a recipe into a file, which `load` reads back; raises FileProblem, ProjectProblem.

    Its lists of values may name somebody, so the project notes where it goes.
    """

    def before() -> None:
        """Note the recipe, which is whole and not yet in its place."""
        project.note(f"Made a cleaning recipe for {path.name}", "export", {"file": str(path.absolute())}, first=True)

    told = {"version": 1, "recipe": [dict(step) for step in recipe]}
    try:
        with text_file(path, before) as file:
            json.dump(told, file, ensure_ascii=False, indent=1)
            file.write("\n")
    except OSError as error:
        raise of_file(error, f"{path.name} cannot be written", "Choose another place.") from None


def _step(found: object, where: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise problems.NO_OBJECT(where=where)
    kind = kind_of(found.get("step"), f"{where}.step")
    wanted = found.get("columns", [EVERY])
    if not isinstance(wanted, list) or not all(isinstance(name, str) for name in wanted):
        raise problems.NO_HEADERS(where=f"{where}.columns")
    if kind.one_column and (len(wanted) != 1 or EVERY in wanted):
        raise problems.ONE_COLUMN(where=f"{where}.columns")
    known = {one.key: one for one in kind.parameters}
    for key in found:
        if key not in known and key not in ("step", "columns"):
            raise problems.NO_KEY(where=f"{where}.{key}", known=", ".join(("step", "columns", *known)))
    for key, parameter in known.items():
        if key in found:
            parameter.check(found[key], f"{where}.{key}")
        elif parameter.needed:
            raise problems.LACKS(where=f"{where}.{key}", step=kind.name, hint=parameter.hint or f"`{key}`")
    kind.check(found, where)
    return found


def misfits(recipe: Iterable[Step], headers: Collection[str]) -> list[Misfit]:
    """The steps that these columns do not fit, those counted that earlier steps make; none where the recipe can run."""
    there, found = set(headers), []
    for place, step in enumerate(recipe):
        kind = kind_of(step["step"])
        needed = [name for name in (*step.get("columns", [EVERY]), *kind.asks(step)) if name != EVERY]
        found += [Misfit(place, kind.sentence(step), name) for name in needed if name not in there]
        twice = [name for name in kind.makes(step) if name in there]
        found += [Misfit(place, kind.sentence(step), name, missing=False) for name in twice]
        there.update(kind.makes(step))
    return found


def refuse_misfits(recipe: Iterable[Step], headers: Collection[str], where: str = "recipe") -> None:
    """Raise ImportProblem where a recipe does not fit: it names the step, the column and the remedy."""
    recipe = tuple(recipe)
    for one in misfits(recipe, headers):
        if one.missing:
            shown = ", ".join(headers)
            place = f"{where}[{one.place}].columns"
            raise problems.MISFIT(where=place, sentence=one.sentence, header=one.header, headers=shown)
        raise problems.MADE_TWICE(where=f"{where}[{one.place}].into", sentence=one.sentence, header=one.header)


def renamed(recipe: Iterable[Step], names: Mapping[str, str]) -> Recipe:
    """The recipe for columns that are called otherwise: by the old header the new one."""
    found = []
    for step in recipe:
        one: dict[str, Any] = dict(step)
        if "columns" in one:
            one["columns"] = [names.get(name, name) for name in one["columns"]]
        if "country_column" in one:
            one["country_column"] = names.get(one["country_column"], one["country_column"])
        found.append(one)
    return tuple(found)


def made_by(recipe: Iterable[Step]) -> list[str]:
    """The headers of the columns that a recipe adds to a file."""
    return [name for step in recipe for name in kind_of(step["step"]).makes(step)]
