"""Everyone's address, consent and suppression, from everything that is recorded, whenever it was."""

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from app.audience.compile import SEVERITY, latest_consent
from app.audience.question import Question
from app.names import fold

_NOT_GIVEN = ("denied", "withdrawn", "pending")


def people(question: Question, topic: str | None) -> pa.Table:
    """Everyone in key order: `id`, `key`, `email`, `mailable`, `said` (what a file gave as the address of those who
    are not), `suppressed` and `consent`, the latest state for email and the topic, where one is given."""
    states = {number: state for state, number in SEVERITY.items()}
    ledger = _ledger(question.mirror.table("consents"), topic, question)
    latest = latest_consent("email", None, question, ledger).select(person="profile_id", severity="severity")
    table = question.people
    given = table["t_email"] if "t_email" in table.columns else ibis.null("string")
    said = ibis.ifelse(table.mailable, ibis.null("string"), given)
    joined = table.mutate(said=said).left_join(latest, table.id == latest.person)
    severity = ibis.coalesce(joined.severity, 0)
    chosen = joined.select("id", "key", "email", "mailable", "said", "suppressed", severity=severity).order_by("key")
    found = question.mirror.to_pyarrow(chosen)
    words = [states[number] for number in found.column("severity").to_pylist()]
    return found.append_column("consent", pa.array(words, pa.string()))


def _ledger(consents: ir.Table, topic: str | None, question: Question) -> ir.Table:
    """The entries that count for a topic: its own, and every one by which email as a whole was not consented to."""
    if topic is None:
        return consents
    every = question.mirror.to_pyarrow(consents.select("topic").distinct()).column(0).to_pylist()
    same = [one for one in every if one is not None and fold(one) == fold(topic)]
    general = consents.topic.isnull() & consents.status.isin(_NOT_GIVEN)
    return consents.filter(general | (consents.topic.isin(same) if same else ibis.literal(False)))


def suppression_reasons(question: Question) -> dict[int, str]:
    """Why people with a suppressed address are suppressed, by profile id; the first reason of several."""
    table = question.mirror.table("suppressions").select("profile_id", "reason")
    return {row["profile_id"]: row["reason"] for row in reversed(question.mirror.to_pyarrow(table).to_pylist())}
