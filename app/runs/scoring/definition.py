"""What a score of the marketer's own is made of, as JSON that is kept and exchanged.

Points: `{"version": 1, "points": [{"event", "where", "points", "per_day", "most"}], "within", "half_life", "most",
"below_zero"}`. Index: `{"version": 1, "index": [{"trait", "weight", "scale", "better"}], "missing"}`. Either may have
`about`. `event`, `where` and `within` are those of segment rules; an unknown key is refused with its place.
"""

from dataclasses import dataclass
from typing import Any, Final

from app.conditions import Deed, window_of
from app.domain.names import fold
from app.rules import Duration, Names, Window, comparands, grammar, near
from app.runs.scoring import problems

VERSION: Final = 1
MOST_POINTS: Final = 10_000
"""So many points one event may give: sums of them stay exact."""
SCALES: Final = ("rank", "min-max")
BETTER: Final = ("more", "less")
MISSING: Final = ("zero", "middle", "left_out", "no_score")
"""What becomes of a part that is not known of somebody: nothing, the middle, the other parts alone, or no score."""
FIGURES: Final = ("number", "amount", "date", "datetime")
"""The types that can be part of an index."""

at = grammar.at

_SCORE = ("version", "about", "points", "within", "half_life", "most", "below_zero")
_INDEX = ("version", "about", "index", "missing")
_LINE = ("event", "where", "points", "per_day", "most")
_PART = ("trait", "weight", "scale", "better")


@dataclass(frozen=True, slots=True)
class Line:
    """Points for each event of one sort: at most `per_day` of them count on one local day, and all together come to
    no more than `most` points (no less than its negative, where points are taken away)."""

    deed: Deed
    points: float
    per_day: int | None = None
    most: float | None = None

    @property
    def own_machines(self) -> bool:
        """Whether opens by a mail client's proxy are asked for; else they are nobody's doing and give nothing."""
        return any(test.property == "machine" for test in self.deed.where)


@dataclass(frozen=True, slots=True)
class Points:
    """A score out of points: those in the window, which halve with time, between the limits."""

    lines: tuple[Line, ...]
    within: Window | None = None
    half_life: Duration | None = None
    most: float | None = None
    below_zero: bool = False
    about: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of an index, brought to 0 to 100 by rank or between its least and its most."""

    trait: str
    weight: float = 1.0
    scale: str = "rank"
    better: str = "more"


@dataclass(frozen=True, slots=True)
class Index:
    """A score of 0 to 100: the mean of its parts by their weights."""

    parts: tuple[Part, ...]
    missing: str = "zero"
    about: str = ""


Definition = Points | Index


def parse(document: object, names: Names) -> Definition:
    """The definition; raises Problem with the place, as `points[1].event`, and what would be right."""
    body = _object(document, "", None)
    # Python takes True for 1.
    if body.get("version") != VERSION or body["version"] is True:
        raise problems.VERSION(where="version", version=VERSION)
    if ("points" in body) == ("index" in body):
        raise problems.ONE_WAY(where="points" if "points" in body else "")
    about = _text(body.get("about", ""), "about")
    if "index" in body:
        _only(body, _INDEX, "")
        parts = tuple(_part(one, f"index[{n}]", names) for n, one in enumerate(_list(body["index"], "index", "part")))
        return Index(parts, _choice(body.get("missing", "zero"), MISSING, "missing"), about)
    _only(body, _SCORE, "")
    lines = tuple(_line(one, f"points[{n}]", names) for n, one in enumerate(_list(body["points"], "points", "event")))
    return Points(
        lines,
        window_of(body["within"], "within") if "within" in body else None,
        _half_life(body["half_life"]) if "half_life" in body else None,
        _positive(body["most"], "most") if "most" in body else None,
        _flag(body.get("below_zero", False), "below_zero"),
        about,
    )


def _line(value: object, place: str, names: Names) -> Line:
    body = _object(value, place, _LINE)
    for key in ("event", "points"):
        if key not in body:
            raise problems.LACKS(where=place, key=key, remedy="Say which event gives how many points")
    points = _number(body["points"], at(place, "points"))
    if not points or abs(points) > MOST_POINTS or round(points, 4) != points:
        remedy = f"Give up to {MOST_POINTS:,} points, with at most four decimals; below 0 takes some away"
        raise problems.NO_NUMBER(where=at(place, "points"), given=points, wanted="a number of points", remedy=remedy)
    per_day = _positive(body["per_day"], at(place, "per_day"), whole=True) if "per_day" in body else None
    most = _positive(body["most"], at(place, "most")) if "most" in body else None
    return Line(Deed.parse(body, names, place), points, None if per_day is None else int(per_day), most)


def _part(value: object, place: str, names: Names) -> Part:
    body = _object(value, place, _PART)
    if "trait" not in body:
        raise problems.LACKS(where=place, key="trait", remedy="Say which figure counts")
    name, known = _text(body["trait"], at(place, "trait")), names.traits
    found = next((one for one in known.values() if fold(one.name) == fold(name)), None)
    if found is None:
        nearest = near(name, known)
        remedy = f"Did you mean {nearest}?" if nearest else "Use a field of this project"
        raise problems.NO_TRAIT(where=at(place, "trait"), name=name, remedy=remedy)
    if found.type not in FIGURES:
        raise problems.NO_FIGURE(where=at(place, "trait"), name=name)
    weight = _positive(body.get("weight", 1), at(place, "weight"))
    scale = _choice(body.get("scale", "rank"), SCALES, at(place, "scale"))
    return Part(found.name, weight, scale, _choice(body.get("better", "more"), BETTER, at(place, "better")))


def _half_life(value: object) -> Duration:
    length = comparands.length(value, "half_life")
    if length.unit == "months":
        raise problems.HALF_MONTHS(where="half_life")
    return length


def _object(value: object, place: str, known: tuple[str, ...] | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise problems.NO_OBJECT(where=place, given=comparands.shown(value))
    if known is not None:
        _only(value, known, place)
    return value


def _only(body: dict[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in body:
        if key not in known:
            nearest = near(str(key), known)
            remedy = f"Did you mean {nearest}?" if nearest else "It can have " + ", ".join(known)
            raise problems.NO_KEY(where=at(place, str(key)), key=key, remedy=remedy)


def _list(value: object, place: str, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise problems.NO_LIST(where=place, given=comparands.shown(value))
    if not value:
        raise problems.NOTHING(where=place, what=what)
    return value


def _number(value: object, place: str) -> float:
    # NaN and the infinities are numbers to Python, and none in JSON.
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not abs(value) < 1e15:
        shown = comparands.shown(value)
        raise problems.NO_NUMBER(where=place, given=shown, wanted="a number", remedy="Write it without quotation marks")
    return float(value)


def _positive(value: object, place: str, *, whole: bool = False) -> float:
    found = _number(value, place)
    wanted = f"a {'whole ' if whole else ''}number above 0"
    if found <= 0 or (whole and not found.is_integer()):
        remedy = "Leave out a part that shall not count" if place.endswith("weight") else "Leave it out for no limit"
        raise problems.NO_NUMBER(where=place, given=comparands.shown(value), wanted=wanted, remedy=remedy)
    return found


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise problems.NO_TEXT(where=place, given=comparands.shown(value))
    return value


def _flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise problems.NO_FLAG(where=place, given=comparands.shown(value))
    return value


def _choice(value: object, known: tuple[str, ...], place: str) -> str:
    if value not in known:
        raise problems.NO_CHOICE(where=place, given=comparands.shown(value), known=", ".join(known))
    return str(value)
