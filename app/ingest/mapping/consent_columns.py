"""Which columns of a file say who may be emailed, beside the first that asks for consent: of every kind of file."""

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.cleaning import texts
from app.ingest.mapping import header_evidence
from app.ingest.vocabulary import file_kind, headers, near_headers, suppression_columns
from app.ingest.vocabulary.map_file import STATES, Column
from app.ingest.vocabulary.unsubscribe_words import folded

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

Rule = Callable[["Columns", str], str | None]
"""What a column says of who may be emailed: ASKED, BARRED or nothing."""

ASKED, BARRED = "consent:email", "suppressed:email"

_OF_MAIL = re.compile(r"e ?mail|newsletter|mailing|marketing|suppress|\bdnc\b|\bdo ?not\b|subscri")
_SWITCHED_OFF = re.compile(r"^(is )?inactive$")
"""Postmark's column of bounces for addresses to which it sends nothing any more."""

_FOR_GOOD = re.compile(r"^(is )?(hard|permanent) ?bounced?$")
"""Mailjet's flag beside each bounce."""


def of_rows(guesser: "Columns", used: set[str], free: list[str], says: Rule) -> dict[str, str]:
    """What the free columns say by a rule, beside what the rows are about; the first that asks is the consent."""
    found: dict[str, str] = {}
    for header in free:
        told = says(guesser, header)
        # Of a second question the noes count alone.
        if told == ASKED and ASKED in {*used, *found.values()}:
            told = BARRED
        if told:
            found[header] = told
    return found


def of_people(guesser: "Columns", used: set[str], free: list[str]) -> dict[str, str]:
    """The columns that bar addresses, by their headers or by the words in them; the first may be the consent."""
    found: dict[str, str] = {}
    for header in free:
        evidence = guesser.evidence(header)
        if is_of_letters(header, guesser.raw.headers):
            continue
        if suppression_columns.bars(header) or suppression_columns.needs_yes(header):
            found |= {header: BARRED} if _bears_out(guesser, header) else {}
        elif header_evidence.tells_standing(header, evidence):
            found[header] = BARRED if ASKED in {*used, *found.values()} else ASKED
        elif header_evidence.answers_too(header, evidence) or (
            ASKED in {*used, *found.values()} and header_evidence.is_unconfirmed(header, evidence)
        ):
            found[header] = BARRED
    return found


def is_of_letters(header: str, headers: Sequence[str]) -> bool:
    """Whether mails are letters, for a column of the same words about emails stands beside: Dynamics has both."""
    words = folded(header)
    if not _LETTERS.search(words):
        return False
    twins = {_LETTERS.sub(_MAILED, words), _LETTERS.sub(f"{_MAILED}s", words)}
    return any(re.sub(r"\be mail", "email", folded(other)) in twins for other in headers)


_LETTERS, _MAILED = re.compile(r"(?<!e )\bmails?\b"), "email"


def _bears_out(guesser: "Columns", header: str) -> bool:
    """Whether the cells of a column do not speak against it barring somebody."""
    evidence = guesser.evidence(header)
    return not evidence.are_addresses() and (
        not suppression_columns.is_faint(header) or header_evidence.tells_leaving(evidence)
    )


def _bars(guesser: "Columns", header: str) -> str | None:
    """Beside what rows are about, a column bars where its header speaks of mailings: `Stop` may be a bus's."""
    return None if _is_of_anything(header) else bars_at_all(guesser, header)


def _is_of_anything(header: str) -> bool:
    """Whether what a header bars by could be said of an order: a bounced cheque, a blocked account."""
    if suppression_columns.says_no(header) or suppression_columns.needs_yes(header) or _OF_MAIL.search(folded(header)):
        return False
    return suppression_columns.is_faint(header) or suppression_columns.bars(header) != "unsubscribed"


def bars_at_all(guesser: "Columns", header: str) -> str | None:
    """Whether a column bars somebody, whatever it speaks of."""
    barred = suppression_columns.bars(header) or suppression_columns.needs_yes(header)
    return BARRED if barred and _bears_out(guesser, header) else None


def says_beside_orders(guesser: "Columns", header: str) -> str | None:
    """What a column says beside sales: whom it bars, or whom it asks."""
    return _bars(guesser, header) or (ASKED if _asks(guesser, header) else None)


def says_beside_events(guesser: "Columns", header: str) -> str | None:
    """Of an event's bounce its kind tells; what came of it for the address is told by `Inactive`."""
    said = guesser.evidence(header).said
    # Beside bounces alone: elsewhere `Inactive` is an account's.
    if _SWITCHED_OFF.search(folded(header)):
        bounced = any("bounce" in folded(name) for name in guesser.raw.headers)
        return BARRED if bounced and said and header_evidence.tells_leaving(guesser.evidence(header)) else None
    if _FOR_GOOD.search(folded(header)) and said and all(texts.yes_or_no(word) is not None for word in said):
        return BARRED
    # Whether a bounce was a hard one is told by its kind, and not by a column that speaks of bounces.
    if suppression_columns.bars(header) in ("hard_bounce", "marked_as_spam") or not said:
        return None
    if _OF_MAIL.search(folded(header)) and header_evidence.answers_too(header, guesser.evidence(header)):
        # `portalSubscriptionStatus`: where the event left somebody.
        return BARRED
    return says_beside_orders(guesser, header)


def _asks(guesser: "Columns", header: str) -> bool:
    evidence = guesser.evidence(header)
    if suppression_columns.is_elsewhere(header) or not evidence.said or evidence.time_format()[0]:
        return False
    return asks(header) and header_evidence.says_consent(header, evidence)


def asks(header: str) -> bool:
    """Whether a header asks for consent to emails, so that a yes below it is one."""
    return ASKED in headers.meanings(header, "profiles") or near_headers.tells_subscribed(header)


def holds_states(header: str, target: str, kind: str, given: Column | None) -> bool:
    """Whether a column that was found to bar holds answers: its noes count, and not every filled cell."""
    if (
        target != BARRED
        or given is not None
        or suppression_columns.bars(header)
        or suppression_columns.needs_yes(header)
    ):
        return False
    return not (file_kind.of(kind).one_event and _SWITCHED_OFF.search(folded(header)))


def only_noes(column: Column) -> bool:
    """Whether a column is a further one of answers."""
    return column.to == BARRED and column.format == STATES and not column.skip
