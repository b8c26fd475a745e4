"""Everyone's address, consent and suppression, from everything that is recorded, whenever it was."""

import ibis
import pyarrow as pa

from app.domain.consent_answers import SEVERITY, latest
from app.query import Question


def people(question: Question, topic: str | None) -> pa.Table:
    """Everyone in key order: `id`, `key`, `email`, `address`, `mailable`, `said`, `suppressed` and `consent`.

    `address` is the email in matched form, `said` what a file gave as the address of those who are not mailable, and
    `consent` the state that counts for email and the topic, where one is given.
    """
    states = {number: state for state, number in SEVERITY.items()}
    table = question.people
    given = table["t_email"] if "t_email" in table.columns else ibis.null("string")
    asked = table.mutate(said=ibis.ifelse(table.mailable, ibis.null("string"), given))
    if topic is not None:
        # The whole table and not what was known at the moment: exclusions use everything recorded.
        answers = latest("email", topic, question.mirror.table("consents"))
        answers = answers.select(person="profile_id", consent="severity")
        asked = asked.drop("consent").left_join(answers, asked.id == answers.person)
    severity = ibis.coalesce(asked.consent, SEVERITY["unknown"])
    chosen = asked.select(
        "id", "key", "email", "address", "mailable", "said", "suppressed", severity=severity
    ).order_by("key")
    found = question.mirror.to_pyarrow(chosen)
    words = [states[number] for number in found.column("severity").to_pylist()]
    return found.append_column("consent", pa.array(words, pa.string()))


def suppression_reasons(question: Question) -> dict[int, str]:
    """Why people with a suppressed address are suppressed, by profile id; the first reason of several."""
    table = question.mirror.table("suppressions").select("profile_id", "reason")
    # Backwards, so that the first reason is the one that stays.
    return {row["profile_id"]: row["reason"] for row in reversed(question.mirror.to_pyarrow(table).to_pylist())}


def refused(question: Question) -> dict[str, str]:
    """Addresses that somebody is written to and that a no to all mail stands of, in matched form, with its state.

    A refusal of one topic is none of these.
    """
    table = question.mirror.table("consents")
    answers = latest("email", None, table.filter(table.f_topic.isnull()))
    answers = answers.filter(answers.severity >= SEVERITY["denied"]).select(person="profile_id", severity="severity")
    people = question.mirror.table("profiles")
    joined = people.inner_join(answers, people.id == answers.person)
    rows = question.mirror.to_pyarrow(joined.filter(joined.address.notnull()).select("address", "severity"))
    states = {number: state for state, number in SEVERITY.items()}
    return {row["address"]: states[row["severity"]] for row in rows.to_pylist()}
