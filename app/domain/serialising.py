"""The one way from a typed answer to a JSON document; the command line prints it, and whatever asks by JSON gets it.

An answer is a dataclass. It is written field by field under the fields' names, unless `as_document` says otherwise.
What has a file format of its own, which is read again too (a mapping, a plan), writes itself by its `document()`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import PurePath
from typing import Any, Final, TypeVar

Json = Any
Answer = TypeVar("Answer", bound=type)


@dataclass(frozen=True, slots=True)
class _Form:
    """How a kind of answer is written, where that is not simply all of its fields."""

    names: tuple[str, ...]
    called: Mapping[str, str] = field(default_factory=dict)
    if_told: frozenset[str] = frozenset()
    spread: frozenset[str] = frozenset()


_FORMS: Final[dict[type, _Form]] = {}


def as_document(
    *names: str, called: Mapping[str, str] | None = None, if_told: tuple[str, ...] = (), spread: tuple[str, ...] = ()
) -> Callable[[Answer], Answer]:
    """Say how a dataclass is written: which fields and properties, in which order.

    `called` gives another name to some, those of `if_told` are left out where they say nothing (None, an empty text,
    zero), and the documents of those of `spread` stand in the answer's own, not as one of its values.
    """

    def mark(kind: Answer) -> Answer:
        """Note how the class is written; TypeError for names that it does not have."""
        known = {one.name for one in fields(kind)}
        unknown = [name for name in names if name not in known and not hasattr(kind, name)]
        if unknown or not {*(called or {}), *if_told, *spread} <= set(names):
            raise TypeError(f"{kind.__name__} cannot be written so: {unknown or names}")
        _FORMS[kind] = _Form(names, called or {}, frozenset(if_told), frozenset(spread))
        return kind

    return mark


def to_json(answer: object) -> Json:
    """The answer as `json.dumps` takes it: texts, numbers, yes and no, None, lists and dictionaries of them."""
    if answer is None or isinstance(answer, (str, int, float)):
        return answer
    if isinstance(answer, Mapping):
        return {name: to_json(value) for name, value in answer.items()}
    if isinstance(answer, (list, tuple)):
        return [to_json(one) for one in answer]
    if isinstance(answer, (set, frozenset)):
        # A set comes in another order every time the program runs.
        return sorted(to_json(one) for one in answer)
    if isinstance(answer, PurePath):
        return str(answer)
    own = getattr(answer, "document", None)
    if own is not None:
        return to_json(own())
    if is_dataclass(answer):
        return _document(answer)
    # A value that nobody thought of is a mistake of ours: guessing at it would put it into somebody's script.
    raise TypeError(f"{type(answer).__name__} is no part of an answer")


def _document(answer: Any) -> dict[str, Json]:
    form = _FORMS.get(type(answer)) or _Form(tuple(one.name for one in fields(answer)))
    found: dict[str, Json] = {}
    for name in form.names:
        value = getattr(answer, name)
        if name in form.if_told and (value is None or value == "" or value == 0):
            continue
        if name in form.spread:
            found |= to_json(value)
        else:
            found[form.called.get(name, name)] = to_json(value)
    return found
