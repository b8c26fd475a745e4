"""`{"consent": "email", "topic": …, "is": "granted"}`: the latest word on a channel, and on a topic of it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from app.conditions import problems
from app.conditions.evaluation import Evaluation
from app.domain.names import CHANNELS, CONSENT_STATES
from app.rules import Clause, Condition, Names, Needs, Step, builder, comparands, grammar, phrases

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from app.query import Question


@dataclass(frozen=True, slots=True)
class ConsentTest(Condition):
    """The latest consent for a channel, and for a topic where one is given."""

    key: ClassVar[str] = "consent"
    title: ClassVar[str] = "Consent"
    help: ClassVar[str] = "Whoever’s latest word on a channel, and on a topic of it, is this one."

    channel: str
    topic: str | None
    state: str

    @classmethod
    def parse(cls, body: dict[str, Any], names: Names, path: str) -> "ConsentTest":
        """The channel, the topic and the state."""
        grammar.only(body, ("consent", "topic", "is"), path)
        channel = grammar.choice(body["consent"], CHANNELS, "channel", grammar.at(path, "consent"))
        topic = comparands.text(body["topic"], grammar.at(path, "topic")) if "topic" in body else None
        place = grammar.at(path, "is")
        if "is" not in body:
            raise problems.STATE_MISSING(where=place)
        return cls(channel, topic, grammar.choice(body["is"], CONSENT_STATES, "state of consent", place))

    def clause(self, names: Names) -> Clause:
        """Whose consent is so."""
        topic = f" on {phrases.quoted(self.topic)}" if self.topic is not None else ""
        return Clause("whose", f"consent to {phrases.CHANNELS.get(self.channel, self.channel)}{topic} is {self.state}")

    def predicate(self, question: "Question") -> "ir.BooleanValue":
        """Those whose answer that counts is this state; of whom nothing is recorded it is unknown."""
        from app.domain.consent_answers import SEVERITY, latest

        if (self.channel, self.topic) == ("email", None) and not question.answered_later:
            # What is recorded by now is all that is: the people have it as a column.
            said = question.people.consent
            # A file may say “unknown” in so many words, which is as if it said nothing.
            return (said == 0) | said.isnull() if self.state == "unknown" else said == SEVERITY[self.state]
        answers = latest(self.channel, self.topic, question.consents)
        if self.state == "unknown":
            return ~question.people.id.isin(answers.filter(answers.severity != 0).profile_id)
        return question.people.id.isin(answers.filter(answers.severity == SEVERITY[self.state]).profile_id)

    def needs(self) -> Needs:
        """All that they ever said."""
        return Needs(rows={"consents": lambda question: question.consents})

    def _latest(self, asked: Evaluation) -> tuple[str, int | None]:
        """The latest consent and its time; `unknown` without any."""
        from app.domain import consent_answers

        return consent_answers.answer(asked.person.rows["consents"], self.channel, self.topic)

    def holds(self, asked: Evaluation) -> bool:
        """Whether the latest is so."""
        return self._latest(asked)[0] == self.state

    def because(self, asked: Evaluation) -> str:
        """The latest, and since when."""
        state, at = self._latest(asked)
        since = "" if at is None else f" since {asked.day_of(at)}"
        return f"the latest consent to {phrases.CHANNELS.get(self.channel, self.channel)} is {state}{since}"

    def step(self, asked: Evaluation) -> Step:
        """Another word on the channel."""
        return Step(f"consent to {self.channel} becomes {'anything but ' if self.holds(asked) else ''}{self.state}")

    @classmethod
    def subjects(cls, names: Names) -> list[builder.Offer]:
        """Every channel."""
        return [builder.Offer(f"{cls.key}:{one}", _called(one), "check-circle", "Permission") for one in CHANNELS]

    @classmethod
    def subject_of(cls, rule: builder.Rule) -> str:
        """The channel."""
        return f"{cls.key}:{rule[cls.key]}"

    @classmethod
    def begun(cls, what: str, names: Names, before: builder.Rule | None = None) -> builder.Rule:
        """Granted for that channel."""
        return {cls.key: what, "is": "granted"}

    @classmethod
    def fields(cls, rule: builder.Rule, names: Names, say: builder.Saying) -> list[builder.Field]:
        """The channel, the topic where there is one, and the state."""
        found = [builder.Field(_called(str(rule["consent"])), builder.Subject())]
        topic = rule.get("topic")
        named = builder.Line("Topic", "for example News; empty for all of them")

        def about(given: str | None) -> builder.Rule:
            """The rule for one topic, or for none."""
            return builder.changed(rule, topic=given or None)

        if topic:
            found.append(builder.Field(f"for “{topic}”", named, topic, about, value=True))
        state = str(rule.get("is", "granted"))
        states = builder.Pick("Consent", tuple(builder.Offer(one, one) for one in CONSENT_STATES), state)
        return [
            *found,
            builder.Field("is"),
            builder.Field(state, states, given=lambda given: rule | {"is": given}, value=True),
            *([] if topic else [builder.Field("Only for a topic…", named, "", about, adds="funnel")]),
        ]


def _called(channel: str) -> str:
    return f"{channel.capitalize()} consent"
