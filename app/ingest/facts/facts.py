"""From typed columns to facts: what each accepted row says, by kind of file."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import emails, places, texts
from app.domain.names import PRODUCT, PROPERTIES, TRAITS, is_dynamic
from app.ingest.facts import permission_labels, permissions
from app.ingest.facts.permissions import Said
from app.ingest.facts.typed_block import Cells
from app.ingest.readers import json_columns
from app.ingest.vocabulary import event_words

Mask = NDArray[np.bool_]

NO_IDENTIFIER = "No identifier: the row does not say who it is about"
MALFORMED = "No identifier: the email address is malformed"
NATIONAL = "No identifier: the phone number has no country code, and the row does not name its country"
SHORTENED = (
    "No identifier: a spreadsheet has shortened the number, so that its last figures are gone. "
    "Format the column as text there and export it again"
)

EVENT_COLUMNS = tuple(PROPERTIES)
"""Standard properties, each a column of the table of events."""

ADJUSTMENT = ""
"""The event name of a line that is neither an order nor a refund."""


@dataclass(slots=True)
class Facts:
    """What a block says: columns of equal length, why rows are refused, its consents and noes for good, types seen."""

    columns: dict[str, pa.Array]
    refusals: list[tuple[Mask, str]] = field(default_factory=list)
    consents: list[Said] = field(default_factory=list)
    noes: list[Said] = field(default_factory=list)
    types: dict[str, str] = field(default_factory=dict)


def profile_facts(cells: Cells, as_of: int) -> Facts:
    """`traits` (JSON) and `effective_at` of each row, and what it says of consent."""
    columns: dict[str, pa.Array] = {}
    types: dict[str, str] = {}
    for name, known in TRAITS.items():
        if cells.has(name):
            columns |= _trait(cells, name, known.type)
            types[name] = known.type
    for name, kind, values in cells.own(frozenset(TRAITS)):
        columns[name] = values
        types[name] = kind
    if "country_original" in columns:
        types["country_original"] = "text"
    replace = cells.mapping.on_conflict == "replace"
    # A blank cell says something only in a file that replaces.
    traits = pc.fill_null(json_columns.objects(columns, cells.rows, keep_null=replace), "{}")
    effective = pa.array(np.full(cells.rows, as_of, dtype=np.int64))
    if cells.mapping.changed_at:
        effective = pc.coalesce(cells.typed(cells.mapping.changed_at, "datetime"), effective)
    facts = Facts({"traits": traits, "effective_at": effective}, types=types)
    # A file may say it in several ways at once, each of which closes by itself: columns of answers, of bounces, and
    # labels.
    told = [permissions.consent_of(cells, channel) for channel in ("email", "sms") if cells.has(f"consent:{channel}")]
    if cells.has(permissions.SUPPRESSED):
        told.append(permissions.suppressed_of(cells))
    told.append(permission_labels.of_people(cells))
    facts.consents = [one for said, _ in told for one in said]
    facts.noes = [one for _, noes in told for one in noes]
    return facts


_SPECIAL: dict[str, Callable[[Cells], pa.Array]] = {
    "gender": lambda cells: texts.genders(cells.said("gender")),
    "language": lambda cells: texts.languages(cells.said("language")),
    # The address and the number as they were given, malformed ones too.
    "email": lambda cells: emails.addresses(cells.said("email"))[1],
}


def _trait(cells: Cells, name: str, kind: str) -> dict[str, pa.Array]:
    if name == "country":
        codes, original = places.countries(cells.said("country"))
        return {"country": codes, "country_original": original}
    if name == "phone":
        number, given = cells.identifiers()["phone"]
        # What is no number stays a trait as it was given, and nobody is called by it.
        return {"phone": pc.coalesce(number, given)}
    return {name: _SPECIAL[name](cells) if name in _SPECIAL else cells.value(name, kind)}


def event_facts(cells: Cells, as_of: int) -> Facts:
    """`name`, `at`, and of each row the standard properties and `more` that the file has."""
    del as_of
    name, said = permissions.event_names(cells)
    columns = {"name": name, "at": cells.value("time", "datetime")}
    # Of what the file has no column for nothing is kept: a dozen columns of blanks would be most of what is.
    for prop in filter(cells.has, EVENT_COLUMNS):
        columns[prop] = cells.value(prop, PROPERTIES[prop].type)
    refund = pc.fill_null(pc.equal(name, "refunded_order"), False)
    if pc.any(refund).as_py() and cells.has("amount"):
        # What came back is written with a minus as often as without.
        columns["amount"] = pc.if_else(refund, pc.abs(columns["amount"]), columns["amount"])
    columns["kind"] = bounce_kinds(cells, name, said, cells.value("kind", PROPERTIES["kind"].type))
    own = cells.own(frozenset({*EVENT_COLUMNS, "time", "event"}))
    if own:
        columns["more"] = json_columns.objects({prop: values for prop, _, values in own}, cells.rows)
    facts = Facts(columns, types={prop: kind for prop, kind, _ in own})
    facts.consents, facts.noes = permissions.beside(cells, whom(cells), columns["at"])
    # Of the rows that are refused below too: a time that cannot be read makes no complaint undone.
    facts.noes.append(permissions.refused_by_events(cells, name, columns["kind"], columns["at"]))
    facts.refusals = [
        (_null(columns["at"]), "No time that can be read"),
        (_null(name), "No event name"),
    ]
    return facts


def whom(cells: Cells) -> pa.Array:
    """What stands in the columns that say who each row is about, as one text; null where nothing does."""
    if not (cells.has("consent:email") or cells.has(permissions.SUPPRESSED)):
        return pa.nulls(cells.rows, pa.string())
    # Joined by ASCII's own separator of units, which nobody writes.
    who = [pc.fill_null(matched, "") for matched, _ in cells.identifiers().values()]
    if not who:
        return pa.nulls(cells.rows, pa.string())
    found = pc.binary_join_element_wise(*who, "\x1f")
    return pc.if_else(pc.match_substring_regex(found, "^\x1f*$"), pa.scalar(None, pa.string()), found)


def bounce_kinds(cells: Cells, name: pa.Array, said: pa.Array, kind: pa.Array) -> pa.Array:
    """Hard or soft for bounces, by the kind or by the event's own word; other events keep what they have."""
    bounced = pc.fill_null(pc.equal(name, "bounced_email"), False)
    if not pc.any(bounced).as_py():
        return kind
    if cells.has("kind"):
        odd = texts.per_value(
            pa.chunked_array([kind]), pa.bool_(), lambda text: bool(text) and event_words.is_odd_kind(text)
        )
        mask = np.asarray(pc.fill_null(pc.and_(odd, bounced), False))
        cells.doubt("bounce", str(cells.mapping.header_of("kind")), kind, mask)
    else:
        # Without a column of kinds the reasons beside may tell it ("mailbox full" is soft).
        kind = pc.if_else(bounced, pc.coalesce(kind, _kinds_beside(cells)), kind)
    told = zip(kind.filter(bounced).to_pylist(), said.filter(bounced).to_pylist(), strict=True)
    return pc.replace_with_mask(kind, bounced, pa.array([event_words.bounce_kind(*both) for both in told], pa.string()))


def _kinds_beside(cells: Cells) -> pa.Array:
    """What columns beside events say in words of bounces, as `hard` or `soft`; null where they say nothing."""
    columns = cells.mapping.columns.items()
    beside = [name for name, one in columns if not one.skip and one.to not in ("event", "time", "email")]
    said = [texts.trim(cells.raw(name)).combine_chunks() for name in beside if event_words.tells_bounces(name)]
    if not said:
        return pa.nulls(cells.rows, pa.string())
    joined = pa.chunked_array([pc.binary_join_element_wise(*said, " ")])
    return texts.per_value(joined, pa.string(), event_words.kind_of_reason)


def _null(column: pa.Array) -> Mask:
    return np.asarray(pc.is_null(column))


def product_facts(cells: Cells, as_of: int) -> Facts:
    """`sku` and `fields` (JSON) of each row."""
    del as_of
    sku = cells.value("sku", "text")
    columns = {name: cells.value(name, known.type) for name, known in PRODUCT.items() if cells.has(name)}
    own = cells.own(frozenset({*PRODUCT, "sku"}))
    columns |= {name: values for name, _, values in own}
    replace = cells.mapping.on_conflict == "replace"
    fields = pc.fill_null(json_columns.objects(columns, cells.rows, keep_null=replace), "{}")
    facts = Facts({"sku": sku, "fields": fields}, types={name: kind for name, kind, _ in own})
    facts.refusals = [(_null(sku), "No SKU")]
    return facts


def score_facts(cells: Cells, as_of: int) -> Facts:
    """`at` (null: as of the import) and of each row its scores by name: numbers, or texts where they name a group."""
    del as_of
    columns: dict[str, pa.Array] = {"at": cells.value("time", "datetime")}
    types: dict[str, str] = {}
    for given, stated, _ in cells.own(frozenset({"time"})):
        # A name that somebody chose says by its type what it is.
        name = given if is_dynamic(given) else f"{'score' if stated in ('number', 'amount') else 'cluster'}:{given}"
        types[name] = "number" if name.startswith("score:") else "text"
        columns[name] = cells.typed(str(cells.header(given)), types[name])
    facts = Facts(columns, types=types)
    blank = np.ones(cells.rows, dtype=bool)
    for name in types:
        blank &= _null(columns[name])
    facts.refusals = [(blank, "No score that can be read")]
    return facts


def consent_facts(cells: Cells, as_of: int) -> Facts:
    """`channel`, `topic`, `status`, `at` and `source` of each row."""
    del as_of
    columns, noes = permissions.ledger_of(cells)
    if cells.has(permissions.SUPPRESSED):
        noes += permissions.suppressed_of(cells, columns["at"])[1]
    return Facts(columns, noes=noes)


def suppression_facts(cells: Cells, as_of: int) -> Facts:
    """`channel`, `reason`, `at` and `source` of each row; the address is its identifier."""
    del as_of
    listed = permissions.listed_of(cells)
    return Facts(listed.columns, noes=[listed])
