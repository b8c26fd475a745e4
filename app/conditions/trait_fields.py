"""The builder's row of a condition on a trait."""

from app.domain.names import is_dynamic
from app.rules import Names, builder


def subjects(key: str, names: Names) -> list[builder.Offer]:
    """Every trait that is not hidden, under a marketer's heading."""
    return [
        builder.Offer(f"{key}:{name}", names.label(name), "", _heading(name, computed=one.computed), name, one.type)
        for name, one in names.traits.items()
        if not one.hidden
    ]


def _heading(name: str, *, computed: bool) -> str:
    if is_dynamic(name) or name.startswith("rfm_"):
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

    def lasting(given: object) -> builder.Rule:
        """The rule with how long it has held; a question about the past goes."""
        return builder.changed(rule, **{"for": given, "was": None})

    how_long = builder.Length("For how long")
    if "for" in rule:
        found.append(
            builder.Field(f"for {builder.length(rule['for'], say)}", how_long, rule["for"], lasting, value=True)
        )
    if rule.get("was"):
        found.append(builder.Field("before, but no longer", how_long, None, lasting, value=True))
    return found
