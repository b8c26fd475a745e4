"""Ready-made mappings: what the exports of known tools are called, how they are told, and what their columns mean.

Each is a JSON file that anybody can add to: those in `resources/mappings` come with the program, those in the user's
own folder stand before them. A file is told by its headers, in whichever order, case or language they stand. What a
column says of permission is never theirs: it is read from what stands in the cells.
"""

import functools
import importlib.resources
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import platformdirs

from app.domain.names import fold
from app.domain.problems import ImportProblem, Problem
from app.domain.serialising import as_document
from app.ingest.vocabulary import event_words, file_kind, map_file, permission_words, problems
from app.ingest.vocabulary.headers import plain
from app.ingest.vocabulary.map_file import Column, Mapping
from app.project import textfiles
from storage.disk.drafts import text_file

_KEYS = ("version", "tool", "what", "kind", "headers", "mapping", "advice", "where_to_find", "source")
_BODY = ("columns", "event", "timezone")
"""What of a mapping a ready-made one may say."""
_LEAST = 2
"""So many headers at least tell a file."""
_CLOSING = ("unsubscribed", "marked_as_spam", "bounced_email")
_OF_PERMISSION = ("status", "reason", "channel", "topic")

Told = tuple[str, ...]
"""A header in its plain forms: one for each language or spelling."""


@as_document("name", "title", "kind", "own", "where_to_find", "source")
@dataclass(frozen=True, slots=True)
class ReadyMade:
    """One export of a tool: how its file is told, and what is known of its columns.

    `must` are the headers that it always has, of `may` it has `enough` at least. `kind` is blank for files in which
    nothing is to be imported, whose `advice` says what is instead. `own` is one that the user added.
    """

    name: str
    tool: str
    what: str
    kind: str
    must: tuple[Told, ...]
    may: tuple[Told, ...]
    enough: int
    mapping: Mapping | None
    advice: str
    where_to_find: str
    source: str
    own: bool = False

    @property
    def title(self) -> str:
        """What people read: “Shopify, customers”."""
        return f"{self.tool}, {self.what}"

    def fit(self, here: frozenset[str]) -> int:
        """How many of its headers a file has, by their plain forms; 0 where it is not this export."""
        if not all(here.intersection(told) for told in self.must):
            return 0
        some = sum(bool(here.intersection(told)) for told in self.may)
        return len(self.must) + some if some >= self.enough else 0

    def columns_of(self, headers: Sequence[str]) -> dict[str, Column]:
        """What it knows of these headers."""
        found: dict[str, Column] = {}
        known = self.mapping.columns if self.mapping else {}
        for names, column in known.items():
            forms = _told(names)
            header = next((one for one in headers if one not in found and plain(one) in forms), None)
            if header is not None:
                found[header] = column
        return found


def _told(text: str) -> Told:
    return tuple(plain(one) for one in text.split("|"))


def recognised(headers: Iterable[str], kind: str) -> ReadyMade | None:
    """The export that a file of these headers is, where that is of this kind or holds nothing to import."""
    here = frozenset(map(plain, headers))
    fitting = [(one.fit(here), one.own, one) for one in everything()]
    fitting = [(fit, own, one) for fit, own, one in fitting if fit and one.kind in (kind, "")]
    # Whatever is of the kind before what is nothing, then the one that knows most of the headers.
    best = max(fitting, key=lambda told: (bool(told[2].kind), told[0], told[1]), default=None)
    return best[2] if best else None


def likeliest_kind(headers: Iterable[str]) -> str | None:
    """The kind of the export that a file's headers fit best; None where none does, or there is nothing to import."""
    here = frozenset(map(plain, headers))
    best = max(((one.fit(here), one.own, one.kind) for one in everything()), default=(0, False, ""))
    return best[2] if best[0] and best[2] else None


# Reading them.


def parse(found: object, name: str, *, own: bool = True) -> ReadyMade:
    """Read one; raises ImportProblem that names the place of what is wrong."""
    if not isinstance(found, dict):
        raise problems.NO_OBJECT(where=name)
    for key in found:
        if key not in _KEYS:
            raise problems.NO_KEY(where=str(key), known=", ".join(_KEYS))
    if found.get("version", 1) != 1:
        raise problems.NO_VERSION(where="version", version=found["version"])
    texts = {key: _text(found, key) for key in ("tool", "what", "advice", "where_to_find", "source")}
    for key in ("tool", "what"):
        if not texts[key]:
            raise problems.NO_TEXT(where=key)
    kind = found.get("kind") or ""
    if kind and kind not in file_kind.ALL:
        raise file_kind.unknown(kind, "Write", where="kind")
    must, may, enough = _headers(found.get("headers"))
    mapping = _mapping(found.get("mapping"), str(kind)) if kind else None
    return ReadyMade(name, texts["tool"], texts["what"], str(kind), must, may, enough, mapping, texts["advice"],
                     texts["where_to_find"], texts["source"], own)  # fmt: skip


def _text(found: dict[str, Any], key: str) -> str:
    value = found.get(key, "")
    if not isinstance(value, str):
        raise problems.NO_TEXT(where=key)
    return value.strip()


def _headers(found: object) -> tuple[tuple[Told, ...], tuple[Told, ...], int]:
    """The headers by which a file is told: those that it must have, those that it may, and how many of these."""
    known = found if isinstance(found, dict) else {}
    lists = [known.get(key, []) for key in ("must", "may")]
    for key, names in zip(("must", "may"), lists, strict=True):
        if not isinstance(names, list) or not all(isinstance(one, str) and plain(one) for one in names):
            raise problems.NO_HEADERS(where=f"headers.{key}")
    must, may = (tuple(_told(one) for one in names) for names in lists)
    enough = known.get("enough", len(may))
    if not isinstance(enough, int) or isinstance(enough, bool) or not 0 <= enough <= len(may):
        raise problems.NO_COUNT(where="headers.enough", most=len(may))
    if len(must) + enough < _LEAST:
        raise problems.TOO_FEW_HEADERS(where="headers", least=_LEAST)
    return must, may, enough


def _mapping(found: object, kind: str) -> Mapping:
    if found is None:
        found = {}
    if not isinstance(found, dict):
        raise problems.NO_OBJECT(where="mapping")
    for key in found:
        if key not in _BODY:
            raise problems.NO_KEY(where=f"mapping.{key}", known=", ".join(_BODY))
    try:
        mapping = map_file.parse({"version": 1, "kind": kind, **found})
    except ImportProblem as problem:
        place = f"mapping.{problem.where}" if problem.where else "mapping"
        raise problems.IN_READY_MADE(where=place, what=problem.what, remedy=problem.remedy) from None
    for header, column in mapping.columns.items():
        _refuse_loose(header, column)
    return mapping


def _refuse_loose(header: str, column: Column) -> None:
    """Refuse whatever would say who may be mailed: that stands in the cells, and is read from them each time."""
    where = f"mapping.columns[{header}]"
    target = column.to or ""
    if target.startswith(("consent:", "suppressed:")) or target in _OF_PERMISSION or column.format in (
        map_file.OPT_OUT, map_file.STATES,
    ):  # fmt: skip
        raise problems.SAYS_PERMISSION(where=where)
    for word, meant in (column.values or {}).items():
        ends = event_words.event_name(word) in _CLOSING or permission_words.ending(word) is not None
        if ends and meant not in _CLOSING:
            raise problems.ENDS_MAILING(where=f"{where}.values", word=word)


@functools.cache
def shipped() -> tuple[ReadyMade, ...]:
    """Those that come with the program, in the order of their names."""
    folder = importlib.resources.files("resources").joinpath("mappings")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".json")), key=lambda one: one.name)
    return tuple(parse(orjson.loads(one.read_bytes()), one.name.removesuffix(".json"), own=False) for one in files)


def home() -> Path:
    """Where the user's own lie: `$QUILLWORK_MAPPINGS`, else in the user's folder of settings."""
    chosen = os.environ.get("QUILLWORK_MAPPINGS")
    return Path(chosen) if chosen else platformdirs.user_config_path("Quillwork", appauthor=False) / "mappings"


def own() -> tuple[list[ReadyMade], list[Problem]]:
    """The user's own, and what is wrong with those that cannot be read."""
    found: list[ReadyMade] = []
    wrong: list[Problem] = []
    for path in sorted(home().glob("*.json")) if home().is_dir() else ():
        try:
            found.append(load(path))
        except Problem as problem:
            wrong.append(problem)
    return found, wrong


def load(path: Path) -> ReadyMade:
    """One from disk; raises FileProblem or ImportProblem."""
    try:
        return parse(textfiles.as_json(path, "a ready-made mapping"), path.stem)
    except ImportProblem as problem:
        place = f"{path.name}, {problem.where}" if problem.where else path.name
        raise problems.IN_READY_MADE(where=place, what=problem.what, remedy=problem.remedy) from None


def everything() -> list[ReadyMade]:
    """All of them: the user's own in the place of shipped ones of the same name."""
    mine = own()[0]
    names = {one.name for one in mine}
    return [*mine, *(one for one in shipped() if one.name not in names)]


# Adding and removing.


def add_ready_made(path: Path) -> ReadyMade:
    """Keep a file as one of the user's own, under its name. Raises Problem."""
    found = load(path)
    return _keep(found.name, orjson.loads(textfiles.text(path, "a ready-made mapping")))


def keep_ready_made(tool: str, what: str, mapping: Mapping, headers: Sequence[str]) -> ReadyMade:
    """Make one of how a file is read, told by its headers: but for what says who may be mailed. Raises Problem."""
    columns = {name: column.document() for name, column in mapping.columns.items() if _keeps(column)}
    body: dict[str, Any] = {"columns": columns}
    if mapping.event and "name_from" in mapping.event:
        body["event"] = dict(mapping.event)
    # Of a long list some may go or come next year, and it is still the same export.
    told = {"may": [name.replace("|", "") for name in headers if plain(name)]}
    enough = max(min(len(told["may"]), _LEAST), round(len(told["may"]) * 0.8))
    document = {
        "version": 1, "tool": tool.strip(), "what": what.strip(), "kind": mapping.kind,
        "headers": told | {"enough": enough}, "mapping": body, "source": "Kept from a file that was brought in",
    }  # fmt: skip
    return _keep(_name(tool, what), document)


def _keeps(column: Column) -> bool:
    """Whether what was said of a column goes into a ready-made mapping."""
    try:
        _refuse_loose("", column)
    except ImportProblem:
        return False
    return True


def _name(tool: str, what: str) -> str:
    return "-".join(part for part in (plain(tool), plain(what)) if part) or "mapping"


def _keep(name: str, document: object) -> ReadyMade:
    path = home() / f"{name}.json"
    if path.exists():
        raise problems.KEPT_ALREADY(name=name)
    found = replace(parse(document, name), own=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with text_file(path) as file:
        file.write(orjson.dumps(document, option=orjson.OPT_INDENT_2).decode() + "\n")
    return found


def remove_ready_made(name: str) -> None:
    """Take one of the user's own away again. Raises NotFound."""
    path = home() / f"{name}.json"
    # What is no plain name stands elsewhere, and nothing elsewhere is removed.
    if Path(name).name != name or not path.is_file():
        raise problems.NO_READY_MADE(name=name)
    path.unlink()


def ready_made(search: str = "") -> tuple[list[ReadyMade], list[Problem]]:
    """Those whose tool or export holds a text, by tool, those of a warehouse last, and what is wrong with own ones."""
    wanted = fold(search.strip())
    some = [one for one in everything() if wanted in fold(f"{one.title} {one.kind} {one.name}")]
    return sorted(some, key=lambda one: ("warehouse" in one.where_to_find, fold(one.tool), one.what)), own()[1]


def named_ready_made(name: str) -> ReadyMade:
    """The one of that name. Raises NotFound."""
    found = next((one for one in everything() if one.name == name), None)
    if found is None:
        raise problems.NO_READY_MADE(name=name)
    return found
