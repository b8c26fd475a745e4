"""The properties of events, of their products and their time: as columns for the engine, as values for one person."""

from typing import TYPE_CHECKING, Any

from app.conditions import problems
from app.domain.clock import Moment
from app.domain.names import date_of_days
from app.rules import Check, Faces, Inside, day_start

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.conditions.evaluation import Evaluation
    from app.conditions.person import Event, Values
    from app.query import Question


def of_events(events: "ir.Table", name: str) -> Faces | None:
    """The faces of an event's own property or of its time; None where the project never held it."""
    if name == "time":
        return {"plain": events["at"], "day": events.day}
    if name == "time.weekday":
        # The first of 1970 was a Thursday (4). In SQL the remainder of a day before it is negative, hence the second
        # one.
        return {"plain": (events.day % 7 + 10) % 7 + 1}
    if name == "time.hour":
        return {"plain": events.hour}
    return of_products(events, name)


def of_products(table: "ir.Table", name: str) -> Faces | None:
    """The faces of a property as the table keeps it; None where the project never held it."""
    if f"p_{name}" not in table.columns:
        return None
    faces: dict[Any, Any] = {"plain": table[f"p_{name}"]}
    if f"f_{name}" in table.columns:
        faces["folded"] = table[f"f_{name}"]
    return faces


def measured(events: "ir.Table", name: str, question: "Question") -> tuple["ir.Table", Faces | None]:
    """The events, joined with their products where the property is one of those, and the property's faces."""
    if not name.startswith("product."):
        return events, of_events(events, name)
    faces = of_products(question.products, name.removeprefix("product."))
    if faces is None:
        return events, None
    columns = {f"of_{face}": column for face, column in faces.items()}
    products = question.products.select(of_sku=question.products.sku, **columns)
    # An event of an unknown product stays: it only lacks the value.
    joined = events.left_join(products, events.p_sku == products.of_sku)
    return joined, {face: joined[f"of_{face}"] for face in faces}


def of_event(name: str, event: "Event", asked: "Evaluation") -> "Values":
    """The faces of a property of one event, of its product or of its time."""
    if name == "time":
        return {"plain": event["at"], "day": event["day"]}
    if name == "time.weekday":
        # Python's remainder is never negative.
        return {"plain": (event["day"] + 3) % 7 + 1}
    if name == "time.hour":
        return {"plain": event["hour"]}
    source, own = event, name
    if name.startswith("product."):
        source, own = asked.person.products.get(event["p_sku"], {}), name.removeprefix("product.")
    faces: Values = {"plain": source.get(f"p_{own}")}
    if f"f_{own}" in source:
        faces["folded"] = source[f"f_{own}"]
    return faces


def compared_with(check: Check, faces: Faces, moment: Moment) -> Any:
    """The check over the face that it looks at.

    A time of which no local day is kept is compared as a moment, which says the same of a range of days.
    """
    if check.face in faces:
        return check.expression(faces[check.face])
    if not isinstance(check, Inside):
        raise problems.OWN_TIME_ALONE()
    return by_instant(check, moment).expression(faces["plain"])


def by_instant(check: Inside, moment: Moment) -> Inside:
    """A range of local days as one of moments."""
    zone = moment.timezone
    low = None if check.low is None else day_start(date_of_days(int(check.low)), zone)
    # The last microsecond of the day: the ends of a range are in.
    high = None if check.high is None else day_start(date_of_days(int(check.high) + 1), zone) - 1
    return Inside(low, high)
