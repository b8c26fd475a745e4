"""`{"trait": "city", "op": "is", "value": "Paris"}`: what is known of somebody, now, for so long, or before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems, trait_fields, trait_times
from app.conditions.evaluation import Evaluation, asked_of
from app.conditions.person import Values
from app.conditions.reasons import shown
from app.conditions.steps import gap, missing, more
from app.conditions.tag import carriers
from app.domain import names as registry
from app.domain.clock import Moment
from app.rules import (
    WHOLE,
    Ask,
    Check,
    Clause,
    Condition,
    Duration,
    Faces,
    Has,
    Names,
    Needs,
    Operator,
    Step,
    There,
    builder,
    coded_values,
    comparands,
    english,
    expression_of,
    grammar,
    limits,
    near,
    one_decides,
    operator,
    phrases,
    trait_phrases,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Ids, Question, traits


@dataclass(frozen=True, slots=True)
class OfEach:
    """A table with a row for each person (`profile_id`) who has a value, and whom a condition `named` there.

    These are in, or, with `others`, they are out and everybody else is in.
    """

    table: "ir.Table"
    named: "ir.BooleanValue"
    others: bool


_FEW_NAMES = 5
"""So many names are told one by one."""


@dataclass(frozen=True, slots=True)
class TraitTest(Condition):
    """A trait compared; `type` is the trait's, `lasting` the `for`, `was` whether it held before but no longer."""

    key: ClassVar[str] = "trait"
    title: ClassVar[str] = "A field"
    help: ClassVar[str] = "Whoever’s field compares so: now, without a break for so long, or before but no longer."

    trait: str
    type: str
    op: str
    value: Any = None
    case: bool = False
    lasting: Duration | None = None
    was: bool = False

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "TraitTest":
        """The trait, its operator and value, and how long or when it is meant to hold."""
        grammar.only(body, ("trait", "op", "value", "case", "for", "was"), path)
        place = grammar.at(path, "trait")
        known = names.trait(grammar.name(body["trait"], place), place)
        row, value, case = grammar.compared(body, known.type, path)
        # Whoever asks for capitals asks for letters, and not for what they mean.
        if row.key in WHOLE and known.type == "text" and not case:
            _refuse_meaningless(known.name, value, grammar.at(path, "value"))
        was = grammar.flag(body, "was", path)
        lasting = comparands.length(body["for"], grammar.at(path, "for")) if "for" in body else None
        if lasting is not None and was:
            place = grammar.at(path, "was")
            raise problems.EXCLUDE(where=place)
        if lasting is not None or was:
            key = "for" if lasting is not None else "was"
            _refuse_without_history(known.name, row, computed=known.computed, place=grammar.at(path, key), key=key)
        return cls(known.name, known.type, row.key, value, case, lasting, was)

    def normal(self) -> "TraitTest":
        """Germany and `DE` are one value: the condition with what the project keeps."""
        return replace(self, value=self._recoded(coded_values.kept))

    def _recoded(self, coded: Any) -> Any:
        """The comparand, each whole value in it written otherwise where it is compared in any case."""
        if self.case or self.op not in WHOLE:
            return self.value
        if isinstance(self.value, tuple):
            return tuple(coded(self.trait, one) for one in self.value)
        return coded(self.trait, str(self.value))

    def clause(self, names: Names) -> Clause:
        """Whose trait is so, has been so, or was."""
        phrase = english.compared(self.op, self.type, self._recoded(coded_values.said), case=self.case)
        if self.was:
            return Clause("whose", trait_phrases.once(self.trait, phrase, names))
        been = "have" if trait_phrases.noun(self.trait, names).plural else "has"
        lasting = f" and {been} been so for {phrases.length(self.lasting)}" if self.lasting is not None else ""
        return Clause("whose", trait_phrases.asked(self.trait, self.op, phrase, names) + lasting)

    # Whom it holds for.

    def check(self, moment: Moment) -> tuple[Check, Operator]:
        """What is asked of a value at a moment, and the row of the operator."""
        row = operator(self.type, self.op)
        return row.check(Ask(self.type, self.value, self.case, moment, self.trait)), row

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """A comparison on the table of profiles where the trait is stored there, else a set of ids."""
        if self.lasting is not None or self.was:
            return trait_times.predicate(self, question)
        return self.predicate_now(question)

    def predicate_now(self, question: "Question") -> "ir.BooleanValue":
        """The comparison alone, of the value at the question's moment."""
        import ibis

        from app.query import Ids, traits

        found = self._found_by_rows(question)
        if found is not None:
            return found.among(question.people)
        source = traits.source(self.trait, question)
        if source.columns is not None:
            return self._said(source, source.columns, question)
        if (each := self.of_each(question)) is None:
            return ibis.literal(self.check(question.moment)[1].missing)
        return Ids(each.table.filter(each.named).profile_id, each.others).among(question.people)

    def of_each(self, question: "Question") -> "OfEach | None":
        """Whom it names in the trait's own table; None where it is stored with people, or nowhere."""
        from app.query import negated, traits

        source = traits.source(self.trait, question)
        if source.columns is not None or source.table is None:
            return None
        check, row = self.check(question.moment)
        others = row.missing if source.default is None else check.holds(source.default) is not row.negated
        said = self._said(source, source.faces, question)
        return OfEach(source.table, negated(said) if others else said, others)

    def _said(self, source: "traits.Source", faces: Faces, question: "Question") -> "ir.BooleanValue":
        """Whether the condition holds of the trait's columns, yes or no for everybody."""
        from app.query import two_valued

        check, row = self.check(question.moment)
        said = source.said(check, faces, negated=row.negated)
        return two_valued(said, otherwise=True) if row.missing else said

    def _found_by_rows(self, question: "Question") -> "Ids | None":
        """Whom it holds for, by the rows that the trait follows from, where nobody's value need be made of them."""
        from app.query import Ids, negated, trait_families, two_valued

        check, row = self.check(question.moment)
        if self.trait == "tags" and isinstance(check, Has) and check.any_folded and row.missing is row.negated:
            # Looked up once for all of them: a column of lists is gone through for each.
            return Ids(carriers(check.values, question), others=row.negated)
        if isinstance(check, There) and (had := trait_families.having(self.trait, question)) is not None:
            return Ids(had, others=row.negated)
        ends = trait_families.ends_of(self.trait, question)
        if ends and not row.negated and one_decides(check, greatest=ends.greatest, most=question.moment.us):
            at = ends.rows.day if check.face == "day" else ends.rows["at"]
            return Ids(ends.rows.filter(check.expression(at)).profile_id)
        whose = trait_families.whose_of(self.trait, question)
        if whose is None:
            return None

        def named(faces: Faces) -> "ir.BooleanValue":
            """Whether the rows of a person name them as in, or, where a missing value is in, as out."""
            said: ir.BooleanValue = expression_of(check, faces)
            said = ~said if row.negated else said
            # Whoever has no value is in no row: where they are in, the others who fail are named instead.
            return negated(two_valued(said, otherwise=True)) if row.missing else said

        return Ids(whose(named), row.missing)

    def needs(self) -> Needs:
        """The trait, and its course where that counts."""
        mine = frozenset((self.trait,))
        return Needs(traits=mine, courses=mine if self.was or self.lasting else frozenset())

    def said_of(self, faces: Values, asked: Evaluation) -> bool:
        """Whether one value satisfies the comparison."""
        check, row = self.check(asked.moment)
        return asked_of(check, faces, negated=row.negated, missing=row.missing)

    def holds(self, asked: Evaluation) -> bool:
        """Whether their value compares so, and has or had."""
        said = self.said_of(asked.value(self.trait), asked)
        if self.was:
            return not said and any(self.said_of(faces, asked) for _, faces in trait_times.course(self.trait, asked))
        return said and (self.lasting is None or trait_times.lasted(self, asked))

    def because(self, asked: Evaluation) -> str:
        """Their value, and since when where that counts."""
        called = trait_phrases.noun(self.trait, asked.question.names)
        value = asked.value(self.trait)["plain"]
        if value is None:
            return f"no {called.text} {called.verb('is')} known"
        if isinstance(value, str):
            value = coded_values.said(self.trait, value)
        said = f"the {called.text} {called.verb('is')} {shown(self.type, value, asked)}"
        if (self.lasting or self.was) and asked.person.courses.get(self.trait):
            changed = max((at for at, _ in trait_times.course(self.trait, asked)), default=None)
            return said if changed is None else f"{said} since {asked.day_of(changed)}"
        return said + self._age_of_run(asked)

    def _age_of_run(self, asked: Evaluation) -> str:
        if self.trait not in registry.COMPUTED and not registry.is_dynamic(self.trait):
            return ""
        from app.query import trait_families

        run = trait_families.newest_run(self.trait, asked.question)
        return "" if run is None else f", by the run of {asked.day_of(run[1])}"

    def step(self, asked: Evaluation) -> Step:
        """So many orders more, a number up or down, or to become so."""
        value = asked.value(self.trait)["plain"]
        if self.type in ("number", "amount") and value is not None and self.lasting is None and not self.was:
            holds = self.holds(asked)
            # Whole orders, in words; of any other trait a number is all that can be said.
            if self.trait == "orders":
                return Step(more(missing(self.op, self.value, value, holds=holds), phrases.EVENTS["placed_order"]))
            away = gap(value / (10_000 if self.type == "amount" else 1), limits(self.op, self.value), holds=holds)
            if away:
                called = trait_phrases.noun(self.trait, asked.question.names).text
                by = phrases.number(Decimal(f"{abs(away):.4f}").normalize() + Decimal(0))
                return Step(f"the {called} {'up' if away > 0 else 'down'} by {by}")
        return asked.clause_step(self)

    def turns(self, asked: Evaluation) -> set[int]:
        """When a length of time runs out, a day comes round, or an age is reached."""
        return trait_times.turns(self, asked)

    # The builder.

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Every trait."""
        return trait_fields.subjects(cls.key, names)

    @classmethod
    def subject_of(cls, rule: builder.Rule) -> str:
        """The trait."""
        return f"{cls.key}:{rule[cls.key]}"

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """The trait with the operator that is asked for most."""
        return trait_fields.begun(what, names)

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The trait, its operator and value, and how long it has held or when it did."""
        return trait_fields.fields(rule, names, say)


def _refuse_meaningless(trait: str, value: object, place: str) -> None:
    """Refuse a country that is none: it would match nobody, and nobody would know why."""
    values: Sequence[Any] = value if isinstance(value, tuple) else (str(value),)
    for index, one in enumerate(values):
        found = coded_values.unknown(trait, one)
        if found is not None:
            what, known = found
            where = f"{place}[{index}]" if isinstance(value, tuple) else place
            nearest = near(one, known)
            guess = f"Did you mean {nearest}? " if nearest else ""
            some = ", ".join(known) if len(known) <= _FEW_NAMES else "its name or its code of two letters"
            raise problems.NO_VALUE(where=where, kind=what, name=one[:60], guess=guess, known=some)


def _refuse_without_history(trait: str, row: Operator, *, computed: bool, place: str, key: str) -> None:
    if computed or registry.is_dynamic(trait) or trait in ("email", "tags"):
        raise problems.NO_HISTORY(where=place, key=key, trait=trait)
    # “In the last 30 days” would be asked of an earlier value with the days of now.
    if row.moving:
        raise problems.MOVING(where=place, key=key, operator=row.key)
