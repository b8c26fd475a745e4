"""What labels say of permission: tags, lists, groups and events by which people left, beside what columns ask.

A label closes and never opens; its column stays what it is. Of another column only what names mailings is heard.
"""

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning import texts
from app.domain.names import IDENTIFIERS, TRAITS
from app.ingest.facts.permissions import Said
from app.ingest.facts.typed_block import Cells
from app.ingest.mapping import header_evidence
from app.ingest.vocabulary import permission_words, suppression_columns
from app.ingest.vocabulary.event_words import refusal_of
from app.ingest.vocabulary.unsubscribe_words import folded, parting

_LABELS = re.compile(
    r"\b(tags?|labels?|lists?|groups?|segments?|audiences?|categor(y|ies)|flags?|markers?|types?|lifecycle|stage|"
    r"subscriptions?|preferences?|permissions?|events?|metric|frequency|frequenz|haufigkeit|frequence|frecuencia|"
    r"frequenza|contact method|listen?|gruppen?|kategorien?|schlagworte?|merkmale?|kennzeichen|etiquetas?|etiquettes?|"
    r"grupos?|listas?|groupes?|gruppi|liste|segmente?|tagi|taggar|stitky|znacky|metki|group)\b|тег|метк|групп|спис"
)
_EVENTS = re.compile(r"\b(events?|metric)( (name|type))?$")
_OF_MAIL = re.compile(r"\b(e ?mails?|mail|newsletters?|mailings?|marketing|werbung|courriels?|correos?|contact)\b")
_HOW_OFTEN = re.compile(r"\b(frequency|frequenz|haufigkeit|frequence|frecuencia|frequenza|how often|me|preferences?)\b")
_NEVER = frozenset("never|none|no|off|nie|jamais|nunca|mai|nooit|no emails|nothing|gar nicht|aucun|ninguno".split("|"))
_DEAD = re.compile(
    r"(e ?mail |hard |permanent(ly)? |is |has |address )*(bounced?|bounces|cleaned|undeliverable|unzustellbar|"
    r"invalid( e ?mail| address)+|e ?mail invalid)( (hard|e ?mails?|address))*"
)
_SPAM = re.compile(
    r"(marked |reported |as )*(e ?mail )?spam( complaints?| complainers?| reports?| reported)?|complainer|"
    r"(e ?mail|abuse) complaints?"
)
_FORGOTTEN = re.compile(r"\b(gdpr|dsgvo|rgpd)\b.*\b(delet|eras|forget|forgot|remov|object|losch|widerspruch)\w*")
_DEALS = frozenset("cancelled canceled removed deleted left declined rejected stopped stop paused".split())
"""Words for leaving that are as well said of orders and contracts."""
_LONGEST = 5
"""More words are somebody's remark."""
_KINDS = 100
"""A column that holds no labels is looked at where it has few different cells."""
_PARTS = re.compile(r"[,;|\n\[\]\"]+")
_OBJECT = re.compile(r"\{[^{}]*\}")
_KEPT = ("denied", "withdrawn")


def of_people(cells: Cells) -> tuple[list[Said], list[Said]]:
    """The answers and the noes for good that stand as labels in rows about people; each word is told."""
    found: list[Said] = []
    noes: list[Said] = []
    for header, column in cells.mapping.columns.items():
        is_label = column.to in _LISTS or bool(_LABELS.search(folded(header)))
        if column.skip or not _may_hold(column.to, column.type, is_label) or suppression_columns.is_elsewhere(header):
            continue
        said = texts.trim(cells.raw(header)).combine_chunks()
        # Few different cells are labels in all but their header; many are remarks, in which a word for leaving is of
        # anything.
        if not is_label and len(pc.unique(said)) > _KINDS:
            continue
        told = _heard(cells, header, said, is_label)
        if told is not None:
            found.append(told[0])
            noes.append(told[1])
    return found, noes


_LISTS = ("tags", "interests")


def _may_hold(target: str | None, kind: str | None, is_label: bool) -> bool:
    """Whether a column may hold labels: one that a file calls its own, and of the known ones those of lists."""
    if not target or ":" in target or target in IDENTIFIERS or kind not in (None, "text", "list"):
        return False
    return target in _LISTS or target not in TRAITS


def _heard(cells: Cells, header: str, said: pa.Array, is_label: bool) -> tuple[Said, Said] | None:
    """What the cells of a column say: those who left, and the reasons for which some are never mailed again."""
    words = folded(header)
    often = bool(_OF_MAIL.search(words) and _HOW_OFTEN.search(words))
    # What a column of events is called in another language, its words tell.
    # One blank word and one too many are enough to tell that they are too many.
    named = header_evidence.names_leaving(pc.unique(said).slice(0, _KINDS + 2).to_pylist())
    events, is_label = named or bool(_EVENTS.search(words)), named or is_label

    def leaves(text: str) -> tuple[str, str] | None:
        """The strictest answer in one text, as its label and the answer; None where it says nothing."""
        return _strictest(text, is_label=is_label, often=often, events=events)

    # Labels are few and rows many: each different cell is looked at once.
    encoded = said.dictionary_encode()
    cells_with = _holding(encoded.dictionary, lambda text: leaves(text) is not None)
    each = [
        leaves(text) if maybe else None for text, maybe in zip(encoded.dictionary.to_pylist(), cells_with, strict=True)
    ]
    if not any(each):
        return None
    part = pa.array([one[0] if one else None for one in each], pa.string()).take(encoded.indices)
    why = pa.array([one[1] if one else None for one in each], pa.string()).take(encoded.indices)
    cells.doubt("label", header, part, np.asarray(pc.is_valid(part)))
    rows = np.flatnonzero(np.asarray(pc.is_valid(part)))
    nothing = pa.nulls(len(rows), pa.string())
    told = {"channel": pa.array(["email"] * len(rows), pa.string()), "at": pa.nulls(len(rows), pa.int64())}
    status = pa.array(["withdrawn"] * len(rows), pa.string())
    # Every such label takes the consent away; the worst of them bar the address for good besides.
    answer = Said(rows, {**told, "topic": nothing, "status": status, "source": nothing})
    for_good = np.asarray(pc.not_equal(why.take(pa.array(rows)), ""))
    kept = pa.array(np.flatnonzero(for_good))
    columns = {**told, "source": nothing, "reason": why.take(pa.array(rows))}
    return answer, Said(rows[for_good], {name: column.take(kept) for name, column in columns.items()})


def _holding(cells: pa.Array, says_no: Callable[[str], bool]) -> list[bool]:
    """Which cells have a part that says no, or an object of JSON; each different part is looked at once."""
    lists = pc.split_pattern_regex(cells, _PARTS.pattern)
    parts = lists.flatten().dictionary_encode()
    bad = np.array([says_no(part) for part in parts.dictionary.to_pylist()], dtype=np.bool_)
    holding = np.asarray(pc.match_substring(cells, "{")).copy()
    if bad.any():
        holding[np.asarray(pc.list_parent_indices(lists))[bad[np.asarray(parts.indices)]]] = True
    return list(holding)


def _strictest(text: str, *, is_label: bool, often: bool, events: bool) -> tuple[str, str] | None:
    """The part of a cell that says no, and the reason why its address is never mailed again (blank: it left).

    Of several it is the first that closes for good, else the first.
    """
    left: tuple[str, str] | None = None
    # Before it is taken apart at its commas.
    if "{" in text and is_label and (told := _refused_in(text)):
        return told, ""
    for part in _PARTS.split(text):
        why = _label(part.strip(), is_label, events)
        if why is None and often and folded(part) in _NEVER:
            why = ""
        if why:
            return part.strip(), why
        if why is not None and left is None:
            left = part.strip(), why
    return left


def _refused_in(text: str) -> str | None:
    """The object of a list of JSON by which somebody refuses email: `{"channel": "email", "status": "denied"}`."""
    for one in _OBJECT.findall(text):
        values = re.findall(r":\s*\"?([^\",{}]+)", one)
        by_mail = any(permission_words.channel_of(value) in ("email", permission_words.EVERY) for value in values)
        if by_mail and any(permission_words.consent_status(value) in _KEPT for value in values):
            return str(one)
    return None


@lru_cache(maxsize=8192)
def _label(part: str, is_label: bool, events: bool) -> str | None:
    """Why a label bars whoever has it: a reason for good, a blank for having left, None where it does neither."""
    words = folded(part)
    if (
        not words
        or len(words.split()) > _LONGEST
        or suppression_columns.is_elsewhere(part)
        or permission_words.denies_no(part)
    ):
        return None
    # "Unsubscribe survey" names a thing and not what somebody did.
    if words in _DEALS or _ABOUT.search(words) or not (is_label or _NAMES_MAIL.search(words)):
        return None
    # In a column of events a name that only smells of a refusal counts too.
    if events and (named := refusal_of(part)):
        return "hard_bounce" if named == "bounced_email" else named
    if _DEAD.fullmatch(words):
        return "hard_bounce"
    if _SPAM.fullmatch(words):
        return "marked_as_spam"
    if (
        words in _SHORT
        or parting(words) == "unsubscribed"
        or _FORGOTTEN.search(words)
        or suppression_columns.refuses(part)
    ):
        return ""
    return "suppressed" if _LISTED.fullmatch(words) else None


_ABOUT = re.compile(
    r"\b(surveys?|forms?|pages?|campaigns?|promo\w*|links?|templates?|tests?|filters?|win ?back|offers?)\b"
)
_SHORT = frozenset({"dnc", "dne", "dnm"})
_NAMES_MAIL = re.compile(r"un ?sub|\b(e ?mails?|newsletters?|mailings?|marketing)\b")
_LISTED = re.compile(
    r"(e ?mail |global |is |the )*(suppress(ed|ions?)?|(black|block|deny) ?list(ed)?|blocked)( e?mails?| list)*"
)
