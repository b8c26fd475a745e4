"""The builder's row of a condition on a trait."""

from app.domain.names import is_dynamic, is_of_a_run
from app.rules import Names, builder, of_type


def subjects(key: str, names: Names) -> list[builder.Offer]:
    """Every trait that is not hidden, under a marketer's heading."""
    return [
        builder.Offer(f"{key}:{name}", names.label(name), "", _heading(name, computed=one.computed), name, one.type)
        for name, one in names.traits.items()
        if not one.hidden
    ]


def _heading(name: str, *, computed: bool) -> str:
    if is_of_a_run(name):
        return "Scores and groups"
    return "What their orders and visits come to" if computed else "What is known of them"


def begun(name: str, names: Names) -> builder.Rule:
    """A new condition about a trait, with the operator that is asked for most."""
    kind = names.traits[name].type
    return {"trait": name} | builder.with_op({}, kind, builder.first_op(kind))


def fields(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The trait, its operator and value, and how long it has held or when it did."""
    name = str(rule["trait"])
    # Of one that is part of another by now that other is asked.
    name = names.merged.get(name, name)
    known = names.traits.get(name)
    if known is None:
        return [builder.Field(f"Unknown field {name}", builder.Subject(), missing=True)]
    found = [builder.Field(names.label(name), builder.Subject())]
    found += builder.comparison(rule, known.type, say, lambda made: made, name, coded=name)

    row = of_type(known.type).get(str(rule.get("op")))
    past = _has_past(name, rule, computed=known.computed, moving=row is not None and row.moving)
    return [*found, *_past(rule, say)] if past else found


_WHENS = {"now": "now", "for": "without a break for…", "was": "before, but no longer"}
"""When a trait is meant to be so: the keys of the offers, and how the row says them."""


def _has_past(name: str, rule: builder.Rule, *, computed: bool, moving: bool) -> bool:
    """Whether former values of a trait are kept, and can be asked for with this operator."""
    if "for" in rule or rule.get("was"):
        return True
    return not (computed or is_dynamic(name) or name in ("email", "tags") or moving)


def _past(rule: builder.Rule, say: builder.Saying) -> list[builder.Field]:
    """Whether it is so now, has been so for so long, or was so before: a button as long as it is asked of now."""
    current = "for" if "for" in rule else "was" if rule.get("was") else "now"
    offers = tuple(builder.Offer(key, said) for key, said in _WHENS.items())

    def chosen(key: str) -> builder.Rule:
        """The rule about another time."""
        lasting = rule.get("for", {"days": 30}) if key == "for" else None
        return builder.changed(rule, **{"for": lasting, "was": True if key == "was" else None})

    pick = builder.Pick("When it is so", offers, current)
    if current == "now":
        return [builder.Field("When…: for how long, or before", pick, given=chosen, adds="clock")]
    if current == "was":
        return [builder.Field(_WHENS["was"], pick, given=chosen)]
    how_long = builder.Field(
        builder.length(rule["for"], say),
        builder.Length("For how long"),
        rule["for"],
        lambda given: builder.changed(rule, **{"for": given}),
        value=True,
    )
    return [builder.Field("for", pick, given=chosen), how_long]
