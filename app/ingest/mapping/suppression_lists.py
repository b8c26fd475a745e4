"""Lists of those who must not be mailed: the signs by which a file is one, and what is told where it might be one."""

import re

import pyarrow.compute as pc

from app.cleaning import texts
from app.domain.counts import agreed, counted, listed
from app.domain.names import snake
from app.ingest.mapping import header_evidence
from app.ingest.mapping.inference import Assigned, Guesser
from app.ingest.readers.table import RawTable
from app.ingest.report import Note
from app.ingest.vocabulary import headers, suppression_columns, tool_ids
from app.ingest.vocabulary.event_words import refusal_of
from app.ingest.vocabulary.map_file import FURTHER, Mapping

_NAMES = re.compile(
    r"suppress|(?<!non)unsub|bounce|blocklist|blacklist|complain|opt.?out|spam.?report|do.?not.?(e?mail|contact)|\bdnc\b|"
    r"abmeld|abgemeldet|sperrliste|robinson|desabon|d[eé]sinscri|d[eé]sabon|\bbajas?\b|disiscri|uitgeschrev|afmeld|wypis|"
    r"odhlas|отпис",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"(^|[\W_])(no|non|not|never|without|excl\w*|minus|less|ohne|nicht|sans|sin|senza|zonder|bez|без)[\W_]+\w*$",
    re.IGNORECASE,
)
"""What stands before such a word in the name of a file that is without those people."""
_COLUMNS_OF_A_LIST = 6
"""A list of those who may not be mailed says little else of them."""
_CODE = re.compile(r"[45]\.\d{1,3}\.\d{1,3}|[4-6]\d\d")
"""What a mail server answers to a mail that it does not take; Mailgun's own begin with a 6."""
_CODES = frozenset({"code", "status", "error", "error_code", "status_code", "smtp_code", "bounce_code", "smtp_status"})
_WORDS = frozenset(
    {"error", "reason", "message", "description", "response", "bounce_reason", "error_message", "detail"}
)
"""Where such a code stands, and where a server's words beside it do."""
_ABOUT_MAIL = frozenset({"transactional", "non_transactional"})
_OF_NOBODY = frozenset({"id", "list", "ip", "ip_address", "created", "updated", "date"})
"""What stands beside addresses and tells nothing of whoever has them."""
_JOINED = re.compile(r"sign|opt|subscri|regist|join|abonn|anmeld|inscri|iscri|suscri")
"""Where a time is one at which somebody came."""


def is_named_so(file_name: str) -> bool:
    """Whether a file's name speaks of people who must not be mailed."""
    words = file_name.replace("_", " ")
    found = _NAMES.search(words)
    return found is not None and not _WITHOUT.search(words[: found.start()])


def name_of(raw: RawTable, file_name: str) -> str:
    """What people are called by where they stand: by their sheet where it speaks of such people, else by the file."""
    sheet = raw.layout.sheet
    return sheet if sheet and is_named_so(sheet) else file_name


def unread_sheets(raw: RawTable) -> list[Note]:
    """What is told of a workbook's sheets beside the one that was read; some may hold people who said no."""
    others = [name for name in raw.sheets if name != raw.layout.sheet and not _BLANK_SHEET.fullmatch(name)]
    if not others:
        return []
    told = f"{counted(len(others), 'more sheet')} of this workbook {agreed(len(others), 'was', 'were')} not read"
    mend = "Import the file again with each sheet that you need chosen"
    refusing = [name for name in others if is_named_so(name)]
    if refusing:
        text = f"{told}, and {listed([f'“{name}”' for name in refusing])} may hold people who must not be mailed"
        return [Note("red", f"{text}: they can still be mailed. {mend}.", len(others))]
    return [Note("yellow", f"{told}: {listed([f'“{name}”' for name in others[:_NAMED]])}. {mend}.", len(others))]


_BLANK_SHEET = re.compile(r"(sheet|tabelle|feuille?|hoja|foglio|blad|arkusz|list|planilha)\s?[23]", re.IGNORECASE)
"""The names of the sheets that older programs put, empty, into every new workbook."""
_NAMED = 5
"""So many sheets are named."""


def is_called(guesser: Guesser, file_name: str) -> bool:
    """Whether a file with addresses is named as a list of the refused, and no more than one tells who is meant."""
    names = guesser.raw.headers
    if not is_named_so(file_name) or "email" not in guesser.assign("suppressions", {}, names).values():
        return False
    return len(names) <= _COLUMNS_OF_A_LIST or not _tells(guesser.assign("profiles", {}, names))


def is_written(guesser: Guesser) -> bool:
    """Whether a file with addresses holds what only a list of the refused has."""
    names = guesser.raw.headers
    if len(names) > _COLUMNS_OF_A_LIST + 2 or "email" not in guesser.assign("suppressions", {}, names).values():
        return False
    return _has_signs(guesser)


def _tells(assigned: Assigned) -> bool:
    return any(to == "consent:email" or to.startswith("suppressed:") for to in assigned.values())


def _has_signs(guesser: Guesser) -> bool:
    """What mail services write into their own lists: servers' codes, the mails that are closed, and a `*` for all."""
    explained = any(snake(header) in _WORDS for header in guesser.raw.headers)
    for header in guesser.raw.headers:
        said = guesser.evidence(header).said
        # A bare 550 may count anything: a point in it (`5.1.1`), or a server's words beside, show that it is a code.
        if snake(header) in _CODES and said and all(map(_CODE.fullmatch, said)) and (explained or "." in said[0]):
            return True
        if headers.plain(header) in ("tags", "tag") and any(
            value.strip("[]\"' ") == "*" for value in guesser.evidence(header).values
        ):
            return True
    of_mail = [header for header in guesser.raw.headers if snake(header) in _ABOUT_MAIL]
    return bool(of_mail) and all(
        texts.yes_or_no(value) is not None for header in of_mail for value in guesser.evidence(header).said
    )


def notes(mapping: Mapping, file_name: str, rows: int) -> list[Note]:
    """What is told of a file of people whose name or whose columns are those that a list of the refused has, too."""
    if not mapping.of.of_people or not rows:
        return []
    used = {header: str(column.to) for header, column in mapping.columns.items() if column.to and not column.skip}
    if "email" not in used.values() or _tells(used) or any(map(suppression_columns.bars, used)):
        return []
    mend = "choose the do-not-mail list for what this file holds (--as suppressions) before you import it."
    if is_named_so(file_name):
        text = f"“{file_name}” is called like a list of people who must not be mailed, and no column says who they are"
        return [Note("red", f"{text}: imported as contacts they can be mailed. If they must not be, {mend}", rows)]
    known = {"email", *tool_ids.KINDS, *_OF_NOBODY, *(f"{base}:{number}" for base in FURTHER for number in range(2, 9))}
    # When somebody came speaks for subscribers; any other time may be that of their leaving.
    others = {to for header, to in used.items() if to != "signed_up_at" or _JOINED.search(snake(header))}
    if others <= known:
        text = f"{counted(rows, 'address')} {agreed(rows, 'stands', 'stand')} here with nothing said of the people"
        return [Note("yellow", f"{text}. If they must not be mailed, {mend}", rows)]
    return []


def unheard(raw: RawTable, mapping: Mapping) -> list[Note]:
    """What is told of columns that name events by which people leave, in a file of which no such event is kept."""
    if mapping.of.one_event or mapping.of.of_people or mapping.of.of_refused or "event" in mapping.of.targets:
        return []
    found = []
    for header, column in mapping.columns.items():
        if column.skip or str(column.to).startswith(("consent:", "suppressed:")) or not raw.says_words(header):
            continue
        some = pc.unique(raw.text(header).slice(0, _SOME)).to_pylist()
        if len(some) <= _NAMES_OF_EVENTS and header_evidence.names_leaving(
            words := pc.unique(raw.text(header)).to_pylist()
        ):
            leaving = listed([f"“{word}”" for word in words if word and refusal_of(word)][:_NAMED])
            text = f"“{header}” says that people left ({leaving}), and nobody hears it in a file of {mapping.of.title}"
            mend = "import it as events (--as events) as well, or they can still be mailed"
            found.append(Note("red", f"{text}: {mend}."))
    return found


_SOME, _NAMES_OF_EVENTS = 10_000, 100
"""A column of names of events has few different ones in its first rows."""


def told(raw: RawTable, mapping: Mapping, file_name: str) -> list[Note]:
    """All that is told of a file's name, columns and further sheets that may be about whom not to mail."""
    return [*notes(mapping, name_of(raw, file_name), raw.rows), *unheard(raw, mapping), *unread_sheets(raw)]
