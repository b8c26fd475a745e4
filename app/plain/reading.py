"""From the folder to things in writing: each file read strictly, and all that is wrong told at once."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.audience import TIMERS
from app.domain.names import fold
from app.domain.problems import Problem
from app.plain import folder as place
from app.plain import problems
from app.plain.layout import ABOUT, BODIES, FOLDERS, LIST, MARK, TEXT, VERSION, Thing
from app.project import of_file, textfiles
from app.template import FIRST_LANGUAGE

_Check = Callable[[object], bool]


def _text(value: object) -> bool:
    return isinstance(value, str)


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _texts_alone(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) and one.strip() for one in value)


def _object(value: object) -> bool:
    return isinstance(value, dict)


_FORMS: dict[str, dict[str, tuple[_Check, str, bool]]] = {
    "segment": {
        "name": (_text, "a text", True),
        "note": (_text, "a text", False),
        "content": (_flag, "true or false", False),
        "strategy": (_text, "a text", False),
        "owner": (_text, "a text", False),
        "folder": (_text, "a text", False),
        "timer": (lambda value: value in TIMERS, " or ".join(TIMERS), False),
        "rule": (_object, "a rule in braces", True),
        "people": (_texts_alone, "a list of keys", False),
    },
    "template": {
        "name": (_text, "a text", True),
        "language": (_text, "a text", False),
        "subject": (_text, "a text", False),
        "preheader": (_text, "a text", False),
        "body": (lambda value: value in BODIES, " or ".join(BODIES), True),
        "text": (lambda value: value is None or value == TEXT, f"null or {TEXT}", False),
        "draft": (_flag, "true or false", False),
    },
    "campaign": {"name": (_text, "a text", True), "plan": (_object, "a plan in braces", True)},
}
"""By kind and key: what may stand there, in words, and whether it must be there."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing as it is in writing; `said` is its file, with the texts of a template's files in the names' place."""

    thing: Thing
    said: dict[str, Any]


@dataclass
class Reading:
    """What was found in a folder, in the order of its list, what is wrong, and files that are passed over.

    `unread` are things whose files are wrong, by the names that they have or most likely would.
    """

    found: list[Found] = field(default_factory=list)
    unread: list[Thing] = field(default_factory=list)
    wrong: list[Problem] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)

    def of(self, kind: str) -> list[Found]:
        """The things of one kind."""
        return [one for one in self.found if one.thing.kind == kind]

    def names_of(self, kind: str) -> list[str]:
        """What things of one kind are called, those that could not be read too: they will be there once mended."""
        things = [one.thing for one in self.found] + self.unread
        return [one.name for one in things if one.kind == kind]


def read(folder: Path) -> Reading:
    """All that lies in the folder; raises FileProblem where it is none or cannot be read."""
    if not folder.is_dir():
        raise problems.NO_FOLDER(folder=folder)
    reading, order = Reading(), dict[str, int]()
    try:
        order = {path: rank for rank, path in enumerate(place.listed(folder))}
    except Problem as problem:
        reading.wrong.append(problem)
    try:
        for path in sorted(_paths(folder, reading), key=lambda path: (order.get(path, len(order)), path)):
            _read(folder, path, reading)
    except OSError as error:
        raise of_file(error, f"{folder} cannot be read", "See who may read it.") from None
    if not (reading.found or reading.wrong or (folder / LIST).is_file()):
        raise problems.NOTHING(folder=folder)
    reading.wrong.extend(_twice(reading.found))
    return reading


def _paths(folder: Path, reading: Reading) -> Iterator[str]:
    """The JSON files that may each be a thing."""
    for kind, top in FOLDERS.items():
        if (folder / top).is_symlink():
            reading.wrong.append(problems.LINK(where=top))
        elif (folder / top).is_dir():
            yield from _inside(folder / top, kind, reading)


def _inside(top: Path, kind: str, reading: Reading) -> Iterator[str]:
    for one in sorted(top.iterdir()):
        path = f"{top.name}/{one.name}"
        # Names that begin with a dot are those of systems and programs.
        if one.name.startswith("."):
            continue
        if one.is_symlink():
            reading.wrong.append(problems.LINK(where=path))
        elif kind != "template" and one.is_file() and one.suffix == ".json":
            yield path
        elif kind == "template" and one.is_dir() and (one / ABOUT).is_file():
            yield f"{path}/{ABOUT}"
        else:
            reading.passed_over.append(path)


def _read(folder: Path, path: str, reading: Reading) -> None:
    kind = next(kind for kind, top in FOLDERS.items() if path.startswith(f"{top}/"))
    name = path.split("/")[1].removesuffix(".json")
    try:
        said = _json(folder, path, f"a {kind}")
        if not isinstance(said, dict) or MARK not in said:
            reading.passed_over.append(path)
            return
        wrong = list(_wrong(kind, said))
        name = _name(kind, said) or name
        if not wrong:
            said = {key: value for key, value in said.items() if key not in (MARK, "version")}
            said |= _texts(folder, path, said) if kind == "template" else {}
            reading.found.append(Found(Thing(kind, name, path), said))
    except Problem as problem:
        wrong = [problem]
    if wrong:
        reading.wrong.extend(_placed(problem, path) for problem in wrong)
        reading.unread.append(Thing(kind, name, path))


def _name(kind: str, said: dict[str, Any]) -> str:
    """The name as the project keeps names: those of segments without blanks that nobody sees."""
    name = said.get("name")
    if not isinstance(name, str):
        return ""
    return " ".join(name.split()) if kind == "segment" else name.strip()


def _placed(problem: Problem, path: str) -> Problem:
    return problem.placed(f"{path}: {problem.where}" if problem.where else path)


def _json(folder: Path, path: str, what: str) -> Any:
    text = _source(folder, path, what)
    try:
        json.loads(text)
    except ValueError:
        # What git could not put together is no JSON, and its marks say why.
        _refuse_conflict(text)
    return textfiles.as_json(folder / path, what)


def _source(folder: Path, path: str, what: str) -> str:
    if (folder / path).is_symlink():
        raise problems.LINK()
    return textfiles.text(folder / path, what)


def _refuse_conflict(text: str) -> None:
    begun, parted = 0, False
    # Line by line, for a file may hold any number of such marks that belong to nothing.
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("<<<<<<< "):
            begun, parted = number, False
        elif begun and line == "=======":
            parted = True
        elif parted and line.startswith(">>>>>>> "):
            raise problems.CONFLICT(where=f"line {begun}")


def _wrong(kind: str, said: dict[str, Any]) -> Iterator[Problem]:
    """All that is wrong with the form of a file."""
    if said[MARK] != kind:
        yield problems.WRONG_MARK(where=MARK, given=said[MARK], kind=kind)
        return
    # To Python true is a number too.
    if type(said.get("version")) is not int or said["version"] != VERSION:
        yield problems.NEWER(where="version", version=VERSION)
        return
    form = _FORMS[kind]
    for key in said:
        if key not in form and key not in (MARK, "version"):
            yield problems.NO_KEY(where=key, kind=kind, known=", ".join(form))
    for key, (fits, wanted, needed) in form.items():
        if key not in said and needed:
            yield problems.LACKS(where=key, wanted=wanted)
        elif key in said and not fits(said[key]):
            yield problems.WRONG_TYPE(where=key, wanted=wanted)
        elif key in said and _is_half(said[key]):
            yield problems.HALF(where=key)
    if isinstance(name := said.get("name"), str) and not name.strip():
        yield problems.NAMELESS(where="name", kind=kind)


def _is_half(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    except RecursionError:
        # Whoever reads the rule or the plan says that it is nested too deep.
        return False
    return False


def _texts(folder: Path, path: str, said: dict[str, Any]) -> dict[str, Any]:
    """The texts of the files beside a template's, and what is said where nothing is."""
    about = path.removesuffix(ABOUT)
    found: dict[str, Any] = {"language": FIRST_LANGUAGE, "subject": "", "preheader": "", "draft": False, **said}
    for key in ("body", "text"):
        name = said.get(key)
        if name is not None and not (folder / about / name).is_file():
            raise problems.NO_BODY(where=key, name=name)
        try:
            found[key] = None if name is None else _source(folder, f"{about}{name}", "a template")
            _refuse_conflict(found[key] or "")
        except Problem as problem:
            raise problem.placed(", ".join(filter(None, (name, problem.where)))) from None
    return found | {"file": f"{about}{said['body']}"}


def _twice(found: list[Found]) -> Iterator[Problem]:
    first: dict[tuple[str, str], str] = {}
    for one in found:
        other = first.setdefault((one.thing.kind, fold(one.thing.name)), one.thing.file)
        if other != one.thing.file:
            yield problems.TWICE(where=one.thing.file, name=one.thing.name, other=other)
