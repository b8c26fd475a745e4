"""Lists of answers inside an object of JSON (`consents: [{channel, status, at}]`), each as columns of its own.

Kept as JSON text such a list would be one word that nobody knows, and everybody in the file would have said no.
"""

from datetime import datetime
from typing import Any

_LISTS = frozenset(
    "consents consent permissions optins subscriptions preferences marketingconsents communicationpreferences "
    "einwilligungen consentements consentimientos consensi".split()
)
_LABELS = ("channel", "medium", "type", "name", "topic", "list", "purpose")
_ANSWERS = ("status", "state", "value", "consent", "granted", "subscribed", "opted_in", "optedin", "answer")
_TIMES = (
    "at", "date", "timestamp", "time", "updated_at", "updatedat", "changed_at", "changedat", "given_at", "givenat",
    "consented_at", "consentedat", "created_at", "createdat",
)  # fmt: skip
_FINER = frozenset({"topic", "list", "purpose"})
"""What an answer is about beside its channel: a no to one is none to all."""


def spread(found: dict[str, Any]) -> dict[str, Any]:
    """A row with its lists of answers as `consents.email.consent` and `consents.email.at`; what is not plain stays."""
    if not any(isinstance(value, list) for value in found.values()):
        return found
    made: dict[str, Any] = {}
    for name, value in found.items():
        told = _answers(value) if _plain(name.rpartition(".")[2]) in _LISTS else None
        if told is None:
            made[name] = value
            continue
        for label, (answer, at) in told.items():
            made[f"{name}.{label}.consent"] = answer
            if at is not None:
                made[f"{name}.{label}.at"] = at
    return made


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").replace(" ", "").casefold()


def _answers(value: Any) -> dict[str, tuple[Any, Any]] | None:
    """Each answer with its time by what it is about; None where one of them cannot be told."""
    if not isinstance(value, list) or not value or not all(isinstance(one, dict) for one in value):
        return None
    found: dict[str, tuple[Any, Any]] = {}
    for one in value:
        keyed = {key.casefold(): said for key, said in one.items()}
        label, answer, at = _label(keyed), _first(keyed, _ANSWERS), _first(keyed, _TIMES)
        if not label or answer is None or isinstance(answer, dict | list):
            return None
        if label not in found:
            found[label] = (answer, at)
        elif found[label][0] != answer:
            later = _later(found[label][1], at)
            if later is None:
                return None
            found[label] = (answer, at) if later else found[label]
    return found


def _label(keyed: dict[str, Any]) -> str:
    first = next((key for key in _LABELS if isinstance(keyed.get(key), str) and keyed[key].strip()), None)
    if first is None:
        return ""
    finer = [keyed[key] for key in _LABELS if key in _FINER and key != first and isinstance(keyed.get(key), str)]
    return ".".join(part.strip().casefold() for part in (keyed[first], *finer) if part.strip())


def _first(keyed: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((keyed[name] for name in names if keyed.get(name) is not None), None)


def _later(before: Any, after: Any) -> bool | None:
    """Whether the second of two times is the later; None where that cannot be told."""
    try:
        first, second = (datetime.fromisoformat(str(one)) for one in (before, after))
        return None if first == second else first < second
    except (ValueError, TypeError):
        return None
