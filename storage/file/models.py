"""The tables of a project file.

Times are integer microseconds UTC, amounts and quantities integers of 1/10,000, lists and objects JSON.
Everything that came from a file carries the batch that brought it, so that an import can be taken back.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from storage.file.columns import at as _at
from storage.file.columns import batch as _batch
from storage.file.columns import integer as _integer
from storage.file.columns import metadata as metadata
from storage.file.columns import number as _id
from storage.file.columns import table as _table
from storage.file.columns import text as _text
from storage.file.fields import field as field
from storage.file.fields import hand_value as hand_value

APPLICATION_ID = 0x5155_494C
"""`QUIL`, kept in the file's header: what makes an SQLite file a Quillwork project."""


# The project itself.
setting = _table("setting", Column("name", Text, primary_key=True), Column("value", JSON(none_as_null=False)))
commit_log = _table(
    "commit_log",
    Column("number", Integer, primary_key=True),
    _text("token", nullable=False),
    _at(),
    _text("what", nullable=False),
    Column("changes", JSON, nullable=False),
    Column("touched", JSON(none_as_null=True)),
)
audit = _table(
    "audit", _id(), _at(), _text("actor", nullable=False), _text("action", nullable=False),
    Column("detail", JSON, nullable=False), _text("previous_hash", nullable=False), _text("hash", nullable=False),
    _text("kind"), Column("people", JSON(none_as_null=True)),
)  # fmt: skip

# What was imported.
batch = _table(
    "batch",
    Column("id", Integer, primary_key=True),
    _text("kind", nullable=False),
    _text("source"),
    _text("file_name", nullable=False),
    _text("file_sha256", nullable=False),
    Column("mapping", JSON, nullable=False),
    _at("as_of"),
    _at("imported_at"),
    *(
        _integer(name, nullable=False)
        for name in ("rows", "accepted", "rejected", "adjustments", "duplicates", "anonymous")
    ),
    Column("report", JSON, nullable=False),
    _at("undone_at", nullable=True),
)  # numbers of batches are never used twice, so that the history stays true after an undo


def _kept_row(name: str, *said: str) -> Table:
    """Rows of files as they were, to be mended."""
    line, row = _integer("line", nullable=False), Column("row", JSON, nullable=False)
    texts = [_text(one, nullable=False) for one in said]
    return _table(name, _id(), _batch(), line, *texts, row, Index(f"ix_{name}_batch", "batch_id", "line"))


rejected_row = _kept_row("rejected_row", "reason")
unread_cell = _kept_row("unread_cell", "header", "value", "why")
# Of orders of which other rows were put aside: an order is mended whole, for what comes again replaces it.
companion_row = _kept_row("companion_row")

# Who is who.
link = _table(
    "link",
    _id(),
    _batch(),
    _integer("row", nullable=False),
    _integer("profile_id"),
    Column("identifiers", JSON, nullable=False),
    Index("ix_link_batch", "batch_id"),
    Index("ix_link_profile", "profile_id"),
)
profile = _table(
    "profile",
    _id(),
    _text("key", nullable=False, unique=True),
    _text("email"),
    Column("mailable", Boolean, nullable=False),
    # Left out where they are what the first of a person's rows says, as with most people: its JSON is there already.
    Column("traits", JSON(none_as_null=True)),
    _integer("created_batch", nullable=False),
)
identifier = _table(
    "identifier",
    _id(),
    _integer("profile_id", nullable=False),
    _text("kind", nullable=False),
    _text("value", nullable=False),
    _text("original", nullable=False),
    _integer("link_id", nullable=False),
    UniqueConstraint("kind", "value", name="uq_identifier_kind_value"),
    Index("ix_identifier_profile", "profile_id"),
)
conflict = _table(
    "conflict",
    _id(),
    _batch(),
    _integer("row", nullable=False),
    Column("detail", JSON, nullable=False),
    Index("ix_conflict_batch", "batch_id"),
)
decision = _table(
    # What somebody said of two identifiers, beside the links: that they are one person's, or two people's.
    "decision", _id(), _text("verdict", nullable=False),
    *(_text(name, nullable=False) for name in ("kind", "value", "other_kind", "other_value", "by")), _at(),
    _at("taken_back_at", nullable=True),
    # The tags that each of the two had by hand before they were one: to be told apart again.
    Column("tags", JSON(none_as_null=True)),
)  # fmt: skip
order_decision = _table(
    # What somebody said of an order that stands out: known by an identifier of whoever placed it, and by its number, or
    # where it has none by what it says (`digest`), so that it holds whatever files come and go.
    "order_decision", _id(), _text("verdict", nullable=False),
    *(_text(name, nullable=False) for name in ("kind", "value")), _text("order_id"), _integer("digest"),
    _text("reason"), _text("by", nullable=False), _at(), _at("taken_back_at", nullable=True),
)  # fmt: skip
profile_row = _table(
    "profile_row",
    _id(),
    _integer("link_id", nullable=False),
    _integer("profile_id", nullable=False),
    _batch(),
    _integer("row", nullable=False),
    _at("effective_at"),
    _text("mode", nullable=False),
    Column("traits", JSON, nullable=False),
    Index("ix_profile_row_batch", "batch_id"),
    Index("ix_profile_row_profile", "profile_id"),
)
trait = _table(
    "trait",
    _id(),
    _text("name", nullable=False, unique=True),
    _text("label", nullable=False),
    _text("type", nullable=False),
    _text("source"),
    Column("own", Boolean, nullable=False),
)

# What they did.
event = _table(
    "event",
    _id(),
    _integer("link_id", nullable=False),
    _integer("profile_id"),
    _text("name", nullable=False),
    _at(),
    _batch(),
    _integer("row", nullable=False),
    _integer("digest", nullable=False),
    _text("order_id"),
    _text("sku"),
    _integer("quantity"),
    _integer("amount"),
    _integer("price"),
    _text("currency"),
    _text("discount_code"),
    _text("url"),
    _text("query"),
    _text("device"),
    Column("duration_s", Float),
    _text("method"),
    _text("campaign"),
    _text("variant"),
    _text("link"),
    _text("kind"),
    Column("machine", Boolean),
    _text("stage"),
    Column("more", JSON(none_as_null=True)),
    _text("aside"),
    Index("ix_event_profile_at", "profile_id", "at"),
    Index("ix_event_batch", "batch_id"),
    # Whose events a link has is told by its person; only of nobody's are there too many to look at.
    Index("ix_event_waiting", "profile_id", "link_id", sqlite_where=text("profile_id IS NULL")),
)
event_moment = _table(
    # Of each import: when the latest of its events was that had happened, and the first that lay ahead, as of writing.
    "event_moment", Column("batch_id", Integer, primary_key=True), _at("latest", nullable=True),
    _at("following", nullable=True),
)  # fmt: skip
telling = _table(
    # What a file says of an order as a whole; which of several stands, and what of its lines, is derived from them.
    "telling", _id(), _integer("link_id", nullable=False), _integer("profile_id"),
    Column("batch_id", BigInteger, nullable=False), _integer("row", nullable=False), _text("order_id", nullable=False),
    _at(), _at("updated_at", nullable=True), _text("standing", nullable=False), _text("state"), _integer("total"),
    _integer("refunded"), Column("lined", Boolean, nullable=False), _text("currency"), _text("discount_code"),
    Index("ix_telling_profile", "profile_id"),
    Index("ix_telling_batch", "batch_id"),
    Index("ix_telling_link", "link_id"),
)  # fmt: skip
adjustment = _table(
    "adjustment", _id(), _integer("link_id", nullable=False), _batch(), _integer("row", nullable=False),
    _integer("digest", nullable=False), _at(), _text("order_id"), _text("sku"), _integer("quantity"),
    _integer("price"), _text("reason", nullable=False), Index("ix_adjustment_batch", "batch_id"),
)  # fmt: skip
repeat = _table(
    # A row that was in the project already: if the batch that brought it first is taken back, this one brings it.
    "repeat", _id(), _batch(), _integer("row", nullable=False), _integer("link_id", nullable=False),
    _integer("digest", nullable=False), Index("ix_repeat_batch", "batch_id"), Index("ix_repeat_digest", "digest"),
    Index("ix_repeat_link", "link_id"),
)  # fmt: skip
event_name = _table("event_name", Column("name", Text, primary_key=True), _text("label", nullable=False))
event_property = _table(
    "event_property", Column("event", Text, primary_key=True), Column("name", Text, primary_key=True),
    _text("type", nullable=False),
)  # fmt: skip

# What is sold.
product = _table(
    "product", Column("sku", Text, primary_key=True), _text("name"), _text("category"), _text("brand"),
    _integer("price"), Column("in_stock", Boolean), _text("url"), _text("image_url"), _batch(),
    Column("more", JSON(none_as_null=True)),
)  # fmt: skip
product_row = _table(
    "product_row", _id(), _batch(), _integer("row", nullable=False), _text("sku", nullable=False),
    _text("mode", nullable=False), Column("fields", JSON, nullable=False),
    Index("ix_product_row_batch", "batch_id"), Index("ix_product_row_sku", "sku"),
)  # fmt: skip

# Where it is sold.
store = _table(
    "store", Column("store_id", Text, primary_key=True), _text("name"), _text("street"), _text("city"),
    _text("region"), _text("postal_code"), _text("country"), _text("phone"), _text("email"), _text("url"),
    _text("opening_hours"), Column("latitude", Float), Column("longitude", Float), _batch(),
    Column("more", JSON(none_as_null=True)),
)  # fmt: skip
store_row = _table(
    "store_row", _id(), _batch(), _integer("row", nullable=False), _text("store_id", nullable=False),
    _text("mode", nullable=False), Column("fields", JSON, nullable=False),
    Index("ix_store_row_batch", "batch_id"), Index("ix_store_row_store", "store_id"),
)  # fmt: skip

# What is offered: the codes of an offer, what files said of them, and which of them were handed out.
offer_code = _table(
    "offer_code", Column("offer", Text, primary_key=True), Column("code", Text, primary_key=True),
    _integer("amount"), Column("percent", Float), _text("currency"), _at("valid_from", nullable=True),
    _at("valid_until", nullable=True), Column("used", Boolean), _at("used_at", nullable=True), _text("holder_kind"),
    _text("holder"), _batch(), Column("more", JSON(none_as_null=True)),
)  # fmt: skip
offer_code_row = _table(
    "offer_code_row", _id(), _batch(), _integer("row", nullable=False), _text("offer", nullable=False),
    _text("code", nullable=False), _text("mode", nullable=False), Column("fields", JSON, nullable=False),
    Index("ix_offer_code_row_batch", "batch_id"), Index("ix_offer_code_row_code", "offer", "code"),
)  # fmt: skip
given_code = _table(
    # What was handed out stays so, whatever becomes of the import that brought it; whom it went to may be erased.
    "given_code", Column("offer", Text, primary_key=True), Column("code", Text, primary_key=True), _text("kind"),
    _text("value"), _at(), Column("fields", JSON, nullable=False),
)  # fmt: skip

# What they allow.
tag = _table(
    "tag", Column("profile_id", Integer, primary_key=True), Column("tag", Text, primary_key=True),
    Column("batch_id", Integer, primary_key=True), Column("link_id", Integer),
)  # fmt: skip
consent = _table(
    "consent", _id(), _integer("link_id"), _integer("profile_id", nullable=False), Column("batch_id", Integer),
    _integer("row"), _text("address"), _text("channel", nullable=False), _text("topic"),
    _text("status", nullable=False), _at(nullable=True), _text("source"),
    *(_text(name) for name in ("method", "wording")), Column("double_opt_in", Boolean),
    Index("ix_consent_profile", "profile_id"), Index("ix_consent_batch", "batch_id"),
    Index("ix_consent_address", "address"),
)  # fmt: skip
suppression = _table(
    "suppression",
    _id(),
    _text("channel", nullable=False),
    _text("address", nullable=False),
    _text("reason", nullable=False),
    _at(nullable=True),
    Column("batch_id", Integer),
    _text("source"),
    # One that a file states stands for good; the others follow from refusals.
    Column("derived", Boolean, nullable=False, server_default=text("0")),
    UniqueConstraint("channel", "address", name="uq_suppression_address"),
)
refusal = _table(
    # A no for good by somebody whom a row named without an address: it is of every address that they have.
    "refusal", _id(), _text("channel", nullable=False), _text("identifiers", nullable=False),
    _text("reason", nullable=False), _at(nullable=True), Column("batch_id", Integer), _text("source"),
    UniqueConstraint("channel", "identifiers", name="uq_refusal_identifiers"),
)  # fmt: skip
erased_address = _table(
    # Of whoever was erased nothing is left but this: who comes again by such an address is not written to.
    "erased_address", Column("kind", Text, primary_key=True), Column("hash", Text, primary_key=True), _at(),
)  # fmt: skip
unfinished_erasure = _table("unfinished_erasure", _id(), Column("traces", JSON, nullable=False))

# What the marketer made.
segment = _table(
    "segment",
    _id(),
    _text("name", nullable=False),
    _text("name_folded", nullable=False, unique=True),
    Column("rule", JSON, nullable=False),
    _text("note"),
    _integer("position", nullable=False),
    Column("content", Boolean, nullable=False),
    _at("created_at"),
    _at("changed_at"),
    *(_text(name) for name in ("strategy", "owner", "folder")),
    # When its members are found anew by themselves.
    Column("timer", Text, nullable=False, server_default=text("'new-data'")),
)
membership = _table(
    "membership", _id(), _integer("segment_id", nullable=False), _integer("profile_id", nullable=False),
    _at("entered_at"), _at("left_at", nullable=True), Index("ix_membership_segment", "segment_id", "left_at"),
    Index("ix_membership_profile", "profile_id"),
)  # fmt: skip
segment_refresh = _table(
    # Each finding of a segment's members: at which moment, how many there were, and who came and went since the last.
    "segment_refresh", _id(), _integer("segment_id", nullable=False), _at(), _at("as_of"),
    *(_integer(name, nullable=False) for name in ("count", "mailable", "entered", "left")),
    Index("ix_segment_refresh_segment", "segment_id", "as_of"),
)  # fmt: skip
score_run = _table(
    "score_run",
    _id(),
    _text("name", nullable=False),
    _text("kind", nullable=False),
    _at("as_of"),
    _at("made_at"),
    Column("parameters", JSON, nullable=False),
    Column("summary", JSON, nullable=False),
    Index("ix_score_run_name", "name", "as_of"),
)
score_value = _table(
    "score_value", Column("run_id", Integer, ForeignKey("score_run.id"), primary_key=True),
    Column("profile_id", Integer, primary_key=True), Column("name", Text, primary_key=True), _text("text"),
    Column("number", Float), Index("ix_score_value_profile", "profile_id"),
)  # fmt: skip
score_row = _table(
    "score_row", _id(), _integer("link_id", nullable=False), _integer("profile_id", nullable=False), _batch(),
    _integer("row", nullable=False), _at(nullable=True), _text("name", nullable=False), _text("text"),
    Column("number", Float), Index("ix_score_row_batch", "batch_id"), Index("ix_score_row_link", "link_id"),
)  # fmt: skip
template = _table(
    "template",
    _id(),
    _text("name", nullable=False),
    _text("name_folded", nullable=False, unique=True),
    _text("language", nullable=False),
    _text("subject", nullable=False),
    _text("preheader", nullable=False),
    _text("body", nullable=False),
    _text("text"),
    _integer("version", nullable=False),
    _at("created_at"),
    _at("changed_at"),
)
template_version = _table(
    "template_version", Column("template_id", Integer, primary_key=True),
    Column("version", Integer, primary_key=True), _text("subject", nullable=False),
    _text("preheader", nullable=False), _text("body", nullable=False), _text("text"), _at("changed_at"),
    Column("language", Text, nullable=False, server_default=text("'jinja'")),
)  # fmt: skip
campaign = _table(
    "campaign", _id(), _text("name", nullable=False), _text("name_folded", nullable=False, unique=True),
    Column("plan", JSON, nullable=False), _at("created_at"), _at("changed_at"),
)  # fmt: skip
export = _table(
    "export", _id(), _integer("campaign_id", nullable=False), _text("folder", nullable=False),
    Column("manifest", JSON, nullable=False), _at(),
)  # fmt: skip
trigger_mail = _table(
    # Who got a triggered campaign: the address by a hash that only this project's key makes, and as of when.
    "trigger_mail", _id(), _integer("campaign_id", nullable=False), _text("hash", nullable=False), _at("as_of"),
    Index("ix_trigger_mail_hash", "campaign_id", "hash"),
)  # fmt: skip
asset = _table(
    "asset", Column("name", Text, primary_key=True), _text("type", nullable=False),
    Column("data", LargeBinary, nullable=False),
)  # fmt: skip
