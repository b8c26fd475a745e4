"""Who allowed email, for everybody at once: the answer that counts, from the mirror's own table of consents."""

from functools import cache

from app.domain import consent_answers


@cache
def answers() -> str:
    """A SELECT of profile_id and severity: what counts of each person's answers about email without a topic.

    All that is recorded counts, so that the moment of a question changes nothing of it.
    """
    import ibis

    columns = {"profile_id": "int64", "channel": "string", "f_topic": "string", "status": "string"}
    table = ibis.table(columns | {"batch": "int64", "held": "int64"}, name="consents")
    return str(ibis.to_sql(consent_answers.latest("email", None, table), dialect="duckdb"))
