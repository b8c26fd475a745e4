"""`{"near": {"lat": 48.85, "lon": 2.35}, "km": 25}`: at most so far from a place, by haversine."""

import math
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.evaluation import Evaluation
from app.rules import Clause, Condition, Names, Needs, Step, builder, comparands, grammar, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question

# The mean radius of the Earth, on which the grammar of rules settles.
EARTH_KM = 6371.0088
_START_KM = 25
_FARTHEST = 20_016  # half of the way around


@dataclass(frozen=True, slots=True)
class NearTest(Condition):
    """At most `km` from a place given in degrees."""

    key: ClassVar[str] = "near"
    title: ClassVar[str] = "Lives near"
    help: ClassVar[str] = "Whoever’s coordinates are known and at most so far from a place, as the crow flies."

    lat: Decimal
    lon: Decimal
    km: Decimal

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "NearTest":
        """The place and the distance."""
        grammar.only(body, ("near", "km"), path)
        place, point = grammar.at(path, "near"), body["near"]
        if point == {}:
            # As the builder leaves it until a place is given.
            raise problems.PLACE_MISSING(where=place)
        if not isinstance(point, dict) or set(point) != {"lat", "lon"}:
            raise problems.NO_PLACE(where=place)
        lat = _degrees(point["lat"], 90, f"{place}.lat")
        lon = _degrees(point["lon"], 180, f"{place}.lon")
        if "km" not in body:
            raise problems.DISTANCE_MISSING(where=grammar.at(path, "km"))
        km = comparands.number(body["km"], grammar.at(path, "km"))
        if km < 0:
            raise problems.NEGATIVE_DISTANCE(where=grammar.at(path, "km"))
        return cls(lat, lon, km)

    def clause(self, names: Names) -> Clause:
        """Who lives so near."""
        point = f"{phrases.number(self.lat)}°, {phrases.number(self.lon)}°"
        return Clause("who", f"lives at most {phrases.number(self.km)} km from latitude and longitude {point}")

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those whose coordinates are known and near enough."""
        from app.query import traits

        sources = [traits.source(name, question) for name in ("latitude", "longitude")]
        if all(source.columns is not None for source in sources):
            return self.within(*(source.columns["plain"] for source in sources if source.columns is not None))
        places = traits.columns(question, ["latitude", "longitude"])
        return question.people.id.isin(places.filter(self.within(places.latitude, places.longitude)).profile_id)

    def within(self, lat: Any, lon: Any) -> "ir.BooleanValue":
        """Whether places are near enough, where they are known."""
        # Whoever is farther north or south alone need not be asked for the angle; the margin is beyond any rounding.
        band = math.degrees(float(self.km) / EARTH_KM) + 1e-5
        near: ir.BooleanValue = lat.between(float(self.lat) - band, float(self.lat) + band) & self.by_angle(lat, lon)
        return near

    def by_angle(self, lat: Any, lon: Any) -> "ir.BooleanValue":
        """The same by the haversine formula on a sphere alone."""
        half = ((lat - float(self.lat)).radians() / 2).sin() ** 2 + lat.radians().cos() * math.cos(
            math.radians(self.lat)
        ) * ((lon - float(self.lon)).radians() / 2).sin() ** 2
        # Rounding can lead beyond 1 on the far side of the Earth, where there is no arc sine.
        km = 2 * EARTH_KM * half.clip(lower=0, upper=1).sqrt().asin()
        near: ir.BooleanValue = km <= float(self.km)
        return near

    def needs(self) -> Needs:
        """Their coordinates."""
        return Needs(traits=frozenset(("latitude", "longitude")))

    def _distance(self, asked: Evaluation) -> float | None:
        """Kilometres from the place."""
        lat, lon = (asked.person.traits[name]["plain"] for name in ("latitude", "longitude"))
        if lat is None or lon is None:
            return None
        half = (
            math.sin(math.radians(lat - float(self.lat)) / 2) ** 2
            + math.cos(math.radians(lat))
            * math.cos(math.radians(float(self.lat)))
            * math.sin(math.radians(lon - float(self.lon)) / 2) ** 2
        )
        return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, max(0.0, half))))

    def holds(self, asked: Evaluation) -> bool:
        """Whether they live near enough."""
        distance = self._distance(asked)
        return distance is not None and distance <= float(self.km)

    def because(self, asked: Evaluation) -> str:
        """How far away they live."""
        distance = self._distance(asked)
        return "no coordinates are known" if distance is None else f"is {distance:,.1f} km away"

    def step(self, asked: Evaluation) -> Step:
        """To move."""
        return Step("move away" if self.holds(asked) else "move nearer")

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Places."""
        return [builder.Offer(cls.key, cls.title, "map-pin", "More", "distance km place latitude longitude")]

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """Near a place that has to be given yet."""
        return {cls.key: {}, "km": _START_KM}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The place in degrees, and how near."""
        at, km = rule["near"], rule.get("km", _START_KM)
        known = "lat" in at and "lon" in at
        text = f"{builder.figure(at['lat'], say)}, {builder.figure(at['lon'], say)}" if known else builder.CHOOSE
        within = f"within {builder.figure(km, say)} km"
        return [
            builder.Field(cls.title, builder.Subject()),
            builder.Field(
                text,
                builder.Place(),
                at,
                lambda given: builder.changed(rule, near=given),
                value=True,
                missing=not known,
            ),
            builder.Field(
                within,
                builder.Figure("Kilometres", 0, _FARTHEST),
                km,
                lambda given: builder.changed(rule, km=given),
                value=True,
            ),
        ]


def _degrees(value: object, most: int, place: str) -> Decimal:
    found = comparands.number(value, place)
    if abs(found) > most:
        raise problems.OFF_THE_GLOBE(where=place, degrees=found, most=most)
    return found
