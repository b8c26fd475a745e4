"""What RFM is reckoned by: the window, the events that count, what stands beside or instead of money, and the method.

As JSON `{"within", "recency", "frequency", "third", "engagement", "thresholds"}`, each part left out where it is as it
is by default: all time, orders, money, the engagement rate, and fifths of the people.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from app.conditions import window_of
from app.domain.names import fold
from app.project import Json, Project
from app.rules import Names, Window, comparands, phrases, trait_phrases
from app.runs import problems
from app.runs.rfm_groups import ENGAGEMENT

SETTING: Final = "rfm_basis"
"""What the project's RFM is reckoned by; without it as by default."""
ORDERS: Final = ("placed_order",)
THIRDS: Final = ("money", "engagement", "both")
RATE: Final = "engagement_rate"
_KEYS = ("within", "recency", "frequency", "third", "engagement", "thresholds")
_SCORED = ("recency", "frequency", "monetary", ENGAGEMENT)


@dataclass(frozen=True)
class Basis:
    """See the module. `thresholds` has four borders by score, of days from the fewest, of all else from the least."""

    within: Window | None = None
    recency: tuple[str, ...] = ORDERS
    frequency: tuple[str, ...] = ORDERS
    third: str = "money"
    engagement: str = RATE
    thresholds: Mapping[str, tuple[float, ...]] = field(default_factory=dict)

    @property
    def scored(self) -> tuple[str, ...]:
        """What gets a score from 1 to 5."""
        third = {"money": ("monetary",), "engagement": (ENGAGEMENT,), "both": ("monetary", ENGAGEMENT)}
        return ("recency", "frequency", *third[self.third])


def of(project: Project, names: Names) -> Basis:
    """The project's own, else the default."""
    return read(project.setting(SETTING) or {}, names)


def read(document: Json, names: Names) -> Basis:
    """A basis from JSON; raises Problem with the place of what is wrong."""
    if not isinstance(document, Mapping):
        raise problems.NO_BASIS(given=comparands.shown(document))
    for key in document:
        if key not in _KEYS:
            raise problems.GROUP_KEY(key=key, known=", ".join(_KEYS), where=str(key))
    third = document.get("third", "money")
    if third not in THIRDS:
        raise problems.NO_THIRD(where="third", known=", ".join(THIRDS))
    return Basis(
        window_of(document["within"], "within") if document.get("within") is not None else None,
        _events(document.get("recency"), "recency", names),
        _events(document.get("frequency"), "frequency", names),
        third,
        _engagement(document.get("engagement", RATE), names),
        _thresholds(document.get("thresholds") or {}),
    )


def _events(value: Json, place: str, names: Names) -> tuple[str, ...]:
    if value is None:
        return ORDERS
    listed = [value] if isinstance(value, str) else value
    if not isinstance(listed, list) or not listed or not all(isinstance(one, str) for one in listed):
        raise problems.NO_EVENTS(where=place)
    return tuple(names.event(one, place) for one in listed)


def _engagement(value: Json, names: Names) -> str:
    known = names.traits.get(value) if isinstance(value, str) else None
    if known is None and isinstance(value, str):
        # A score may be meant by its name alone.
        known = next((one for one in names.traits.values() if fold(one.name) == fold(f"score:{value}")), None)
    if known is None or known.type not in ("number", "amount"):
        raise problems.NO_ENGAGEMENT(where="engagement", given=comparands.shown(value))
    return known.name


def _thresholds(value: Json) -> dict[str, tuple[float, ...]]:
    if not isinstance(value, Mapping):
        raise problems.NO_BORDERS(where="thresholds")
    found = {}
    for name, borders in value.items():
        place = f"thresholds.{name}"
        right = name in _SCORED and isinstance(borders, list) and len(borders) == 4
        if not right or not all(isinstance(one, (int, float)) and not isinstance(one, bool) for one in borders):
            raise problems.NO_BORDERS(where=place)
        if sorted(set(borders)) != list(borders):
            raise problems.BORDERS_ORDER(where=place)
        found[str(name)] = tuple(float(one) for one in borders)
    return found


def choose(project: Project, document: Json, names: Names) -> Basis:
    """Let RFM be reckoned so from now on, None for the default; raises Problem where that is wrong."""
    found = read(document or {}, names)
    project.change_settings({SETTING: document or None}, "Changed what RFM is reckoned by")
    return found


_LENGTH = re.compile(r"(\d+)\s*(d|days?|w|weeks?|m|months?|h|hours?)", re.IGNORECASE)
_UNITS = {"d": "days", "w": "weeks", "m": "months", "h": "hours"}


def window_from(text: str) -> Json:
    """A window as it is typed: `all`, `365 days`, `12 months`, `2011-01-01..2011-06-30` (an end may be left out)."""
    plain = text.strip()
    if fold(plain) == "all":
        return None
    if length := _LENGTH.fullmatch(plain):
        return {"last": {_UNITS[length[2][0].lower()]: int(length[1])}}
    start, dots, end = plain.partition("..")
    if not dots or not (start.strip() or end.strip()):
        raise problems.NO_WINDOW(given=text)
    try:
        given = {key: day.strip() for key, day in (("from", start), ("to", end)) if day.strip()}
        return {key: dt.date.fromisoformat(day).isoformat() for key, day in given.items()}
    except ValueError:
        raise problems.NO_WINDOW(given=text) from None


def sentence(basis: Basis, names: Names) -> str:
    """What RFM is reckoned by, for people."""
    window = phrases.window(basis.within) or " of all time"
    recency, frequency = (phrases.event_words(one, names) for one in (basis.recency, basis.frequency))
    said = f"By the last {recency.one} and the number of {frequency.many}"
    engaged = f"the {trait_phrases.noun(basis.engagement, names).text}"
    third = {"money": "what was spent", "engagement": engaged, "both": f"what was spent and {engaged}"}[basis.third]
    how = _how(basis)
    return f"{said}{window}, and by {third}. {how}"


def _how(basis: Basis) -> str:
    fixed = [_LABELS[one] for one in basis.scored if one in basis.thresholds]
    if not fixed:
        return "Each score is a fifth of the people, equal figures together."
    if len(fixed) == len(basis.scored):
        return "Each score is between fixed borders."
    return f"{phrases.listed(fixed, 'and').capitalize()} by fixed borders, the rest by fifths of the people."


_LABELS = {"recency": "recency", "frequency": "frequency", "monetary": "money", ENGAGEMENT: "engagement"}
