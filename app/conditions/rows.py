"""The builder's row of any condition, and all that a condition can be about."""

from app.rules import KINDS, Names, builder, grammar


def subjects(names: Names) -> list[builder.Offer]:
    """Everything that a condition can begin with, under a marketer's headings."""
    offers = [offer for kind in KINDS.values() for offer in kind.subjects(names)]
    return builder.in_sections(offers, builder.SECTIONS)


def subject(rule: builder.Rule) -> str:
    """The key of what a condition is about, among `subjects`; empty for one that no kind knows."""
    kind = grammar.kind_of(rule)
    return kind.subject_of(rule) if kind else ""


def begun(key: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
    """A new condition about one of the subjects, as complete as can be; `before` is the one that it replaces."""
    kind, _, what = key.partition(":")
    return KINDS[kind].begun(what, names, before)


def fields(rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
    """The fields of a condition, in the order in which they are read."""
    kind = grammar.kind_of(rule)
    return kind.fields(rule, names, say) if kind else [builder.Field("Something this builder cannot show")]
