"""Text columns: trimmed, composed, placeholders emptied; words for yes and no, gender, language; lists."""

import csv
import functools
import re
import unicodedata
from collections.abc import Callable

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app.cleaning import cell_bytes

PLACEHOLDERS = frozenset(
    "n/a|na|n.a.|n.a|#n/a|#null!|null|nil|none|nan|undefined|unknown|unspecified|not set|(not set)|not available|"
    "not provided|not applicable|no data|missing|(blank)|blank|empty|(empty)|(null)|<null>|[null]|\\n|unbekannt|"
    "inconnu|desconocido|-|--|---|—|–|.|..|...|?|??|???|*|tbd|tbc".split("|")
)
"""Cells that say that there is nothing to say, casefolded."""

TRUE = frozenset(
    "true t yes y 1 on ja j oui o si sí sì s sim da tak wahr vrai vero x ✓ subscribed opted_in ano áno igen kyllä "
    "evet так да ναι 是 はい 예 네 نعم כן waar sand sandt sant sann tosi prawda pravda igaz adevărat doğru истина "
    "verdadero verdadeiro cierto jah taip jā já bai bəli ya có ใช่ हाँ بله კი այո иә".split()
)
FALSE = frozenset(
    "false f no n 0 off nein non não nao nie niet falsch faux falso nee nej nei nem ne ei hayır hayir nu нет ні не "
    "όχι οχι 否 不 いいえ 아니오 아니요 لا לא không tidak onwaar falsk falskt usann epätosi fałsz nepravda hamis fals "
    "yanlış ложь nē ez xeyr ไม่ ไม่ใช่ नहीं خیر არა ոչ жоқ nage".split()
)
"""Yes and no in the languages of the files, and what spreadsheets in them write for true and false."""

_FEMALE = frozenset(
    "f w female woman women weiblich frau femme femenino feminin femminile donna mujer vrouw girl mrs ms miss madame "
    "mme mlle sra señora signora sigra mevr mevrouw kvinna kvinde kvinne kobieta žena nő nainen kadın γυναίκα "
    "женский жен ж женщина жінка 女 女性 여 여성 여자 senhora females girls frauen damen dame ladies lady femmes dames "
    "mujeres donne vrouwen weibl fem kvinnor kvinder kobiety".split()
)
_MALE = frozenset(
    "m male man men männlich maennlich mann herr homme masculino masculin maschile uomo hombre h boy mr monsieur sr "
    "señor signor signore sig dhr meneer mężczyzna muž férfi mies erkek άνδρας мужской муж м мужчина чоловік 男 男性 "
    "남 남성 남자 senhor males boys männer herren gentlemen gentleman hommes messieurs hombres uomini mannen männl "
    "masc män mænd mężczyźni".split()
)
_OTHER = frozenset("o d x other divers diverse non-binary nonbinary nb enby autre otro altro".split())
_GENDERS = {"female": _FEMALE, "male": _MALE, "other": _OTHER}


def per_value(column: pa.ChunkedArray, kind: pa.DataType, rule: Callable[[str], object]) -> pa.Array:
    """A column with `rule` applied once to each distinct value (None for null)."""
    encoded = column.combine_chunks().dictionary_encode()
    made = pa.array([rule(value) for value in encoded.dictionary.to_pylist()], kind)
    return made.take(encoded.indices)


def trim(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Without the blank space around it (no-break and zero-width spaces and byte-order marks too) and NUL bytes."""
    if isinstance(column, pa.Array):
        return _trimmed(column)
    return pa.chunked_array([_trimmed(chunk) for chunk in column.chunks], column.type)


def _trimmed(cells: pa.Array) -> pa.Array:
    """Most cells have nothing to be trimmed, which their first and last bytes tell many times as fast."""
    odd = _suspects(cells)
    if not odd.any():
        return cells
    # Where most are odd, to pick them out saves nothing.
    if odd.mean() > 0.5:
        return _strip(cells)
    mask = pa.array(odd)
    return pc.replace_with_mask(cells, mask, _strip(cells.filter(mask)))


def _strip(cells: pa.Array) -> pa.Array:
    stripped = pc.utf8_trim(cells, characters="\ufeff\u200b\u200c\u200d\u2060\x00 \t\r\n\u00a0\u202f")
    # Signs of no width are no white space to Unicode, so they are named above.
    trimmed = pc.utf8_trim_whitespace(stripped)
    if pc.any(pc.match_substring(trimmed, "\x00")).as_py():
        trimmed = pc.replace_substring(trimmed, "\x00", "")
    if pc.any(pc.starts_with(trimmed, "'")).as_py():
        trimmed = pc.replace_substring_regex(trimmed, _GUARDED, r"\1")
    return trimmed


# The bytes that a cell can begin with if it begins with a blank or an apostrophe, and of those that it can end with
# the last, or the last but one of a sign of several bytes.
_FIRST = cell_bytes.table([*range(0x21), 0x27, 0xC2, 0xE1, 0xE2, 0xE3, 0xEF])
_LAST = cell_bytes.table(range(0x21))
_BEFORE_LAST = cell_bytes.table([0xC2, 0x80, 0x81, 0x9A, 0xBB])


def _suspects(cells: pa.Array) -> NDArray[np.bool_]:
    """The cells in which something may have to be trimmed."""
    found = np.zeros(len(cells), dtype=np.bool_)
    if not pa.types.is_string(cells.type) or not len(cells) or cells.buffers()[2] is None:
        return ~found if len(cells) and not pa.types.is_string(cells.type) else found
    # Figures, addresses and codes hold no byte of a blank, of an apostrophe or of another script anywhere.
    if cell_bytes.lie_between(cells, 0x28, 0x7F):
        return found
    offsets, data = cell_bytes.of(cells)
    if not data[offsets[0] : offsets[-1]].all():
        return ~found  # a NUL may be anywhere in a cell
    some = np.flatnonzero(offsets[1:] > offsets[:-1])
    first, last = offsets[some], offsets[some + 1] - 1
    end = data[last]
    wide = (end >= 0x80) & _BEFORE_LAST[data[np.maximum(last - 1, 0)]]
    found[some] = _FIRST[data[first]] | _LAST[end] | wide
    return found


_GUARDED = r"^'([+\d][\d\s()./-]*|[=+@-].*)$"
"""A number or a formula behind the apostrophe that exports put there lest a spreadsheet reads it."""


def compose(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """In Unicode's composed form (NFC), so that equal letters are equal."""
    # None comes of a column without rows.
    if pc.all(pc.string_is_ascii(column)).as_py() is not False:
        return column
    return pc.utf8_normalize(column, form="NFC")


def is_placeholder(text: str) -> bool:
    """Whether a cell only says that there is nothing to say."""
    return text.strip().casefold() in PLACEHOLDERS


_CLOCK = r"(?:[T, ]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?)? ?(?:Z|UTC|GMT|[-+]\d{2}:?\d{2})?"
_NO_DAY = re.compile(
    rf"(?:0{{4}}[-/.]0?[01][-/.]0?[01]|0?[01][-/.]0?[01][-/.]0{{4}}|0{{1,2}}([-/.])0{{1,2}}\1(?:0{{2}}|\d{{4}})|"
    rf"\d{{4}}[-/.]0{{1,2}}[-/.]0{{1,2}}|0{{3}}1[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]0{{3}}1|"
    rf"1900[-/.](?:0?1[-/.]0{{1,2}}|0{{1,2}}[-/.]0?1)|(?:0?1[-/.]0{{1,2}}|0{{1,2}}[-/.]0?1)[-/.]1900){_CLOCK}",
    re.IGNORECASE,
)
"""What programs write for a day that is not there: MySQL's zeros, the first day of year 1, a spreadsheet's day 0."""
_FIRST_MOMENT = re.compile(
    r"(?:1970[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]1970|1900[-/.]0?1[-/.]0?1|0?1[-/.]0?1[-/.]1900|1753[-/.]0?1[-/.]0?1|"
    r"0?1[-/.]0?1[-/.]1753|1899[-/.]12[-/.]3[01]|(?:12[-/.]3[01]|3[01][-/.]12)[-/.]1899)"
    r"(?:[T, ]+(?:0{1,2}|12(?=.*a\.?m))[:.]0{2}(?:[:.]0{2}(?:[.,]0+)?)?(?: ?a\.?m\.?)?)? ?(?:Z|UTC|GMT|[-+]00:?00)?",
    re.IGNORECASE,
)
"""The moments from which programs count (Unix, SQL Server, spreadsheets): somebody's birthday, no email's day."""


def is_no_day(text: str) -> bool:
    """Whether a cell is a day that there has never been, which stands for none."""
    # The cheap question first: every such day holds a nought.
    return "0" in text and _NO_DAY.fullmatch(text.strip()) is not None


def is_before_email(text: str) -> bool:
    """Whether a cell says that nothing has happened yet by a day on which nothing can have happened by email."""
    return is_no_day(text) or _FIRST_MOMENT.fullmatch(text.strip()) is not None


def tidy(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Trimmed and composed text, null where it is blank or a placeholder."""
    plain = compose(trim(column))
    if isinstance(plain, pa.Array):
        return _tidied(plain)
    return pa.chunked_array([_tidied(chunk) for chunk in plain.chunks], plain.type)


def written(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """Trimmed and composed text as it was written, null where there is none.

    `NA` is a country and `Null` a name, so they stay. What nobody can be called says nothing: a cell with neither
    letter nor figure, a spreadsheet's own errors, `N/A` with its stroke, and a small `null` among capitals.
    """
    plain = compose(trim(column))
    # By its first byte nearly every cell says something, and no pattern is asked.
    some = np.flatnonzero(cell_bytes.begin_with(plain, _HOLLOW_STARTS))
    cells = plain.take(pa.array(some))
    empty = pc.match_substring_regex(cells, _NO_TEXT)
    null = pc.equal(cells, "null")
    if pc.any(null).as_py() and _in_capitals(plain):
        empty = pc.or_(empty, null)
    if not pc.any(empty).as_py():
        return plain
    hollow = np.zeros(len(plain), dtype=np.bool_)
    hollow[some] = np.asarray(empty)
    return pc.if_else(pa.array(hollow), pa.scalar(None, pa.string()), plain)


def _in_capitals(column: pa.ChunkedArray) -> bool:
    """Whether more of the words begin with a capital than with a small letter."""
    large, small = (pc.sum(pc.match_substring_regex(column, sign)).as_py() or 0 for sign in (r"^\p{Lu}", r"^\p{Ll}"))
    return bool(large > small - (pc.sum(pc.equal(column, "null")).as_py() or 0))


_NO_TEXT = (
    r"^(?:[-–—_.?*/\\\s]*|#?[Nn]/[Aa]|[Nn]\.[Aa]\.?|#NULL!|#REF!|#VALUE!|#NAME\?|#DIV/0!|#NUM!|\\N|"
    r"\((?:blank|null|empty|not set)\)|<null>|\[null\]|undefined)$"
)


# The first bytes of what that pattern takes, and of `null`.
_HOLLOW_STARTS = cell_bytes.table([*range(0x21), *b"-_.?*/\\#Nn(<[u", 0xC2, 0xE1, 0xE2, 0xE3, 0xEF])


def _tidied(plain: pa.Array) -> pa.Array:
    # Placeholders are short: only those cells are looked at one by one.
    short = pc.fill_null(pc.less_equal(pc.binary_length(plain), _LONGEST), False)
    hollow = pc.is_in(pc.utf8_lower(plain.filter(short)), value_set=_HOLLOW)
    if not pc.any(hollow).as_py():
        return plain
    nothing = pc.replace_with_mask(pa.array(np.zeros(len(plain), dtype=np.bool_)), short, hollow)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), plain)


_HOLLOW = pa.array(sorted({*PLACEHOLDERS, ""}))
_LONGEST = max(len(word.encode()) for word in PLACEHOLDERS) + 2
"""In bytes, with room for letters that are longer before they are made small."""


def yes_or_no(text: str) -> bool | None:
    """What a word says in a yes/no column, or None."""
    word = text.strip().casefold()
    return True if word in TRUE else False if word in FALSE else None


def booleans(column: pa.ChunkedArray) -> pa.Array:
    """Yes and no in the words of several languages."""
    return per_value(column, pa.bool_(), yes_or_no)


def stocks(column: pa.ChunkedArray) -> pa.Array:
    """Whether there is something of a product: yes or no, how many there are, or a catalogue's own word."""
    return per_value(column, pa.bool_(), _is_in_stock)


def _is_in_stock(text: str) -> bool | None:
    said = yes_or_no(text)
    word = re.sub(r"[\W_]+", " ", text).strip().casefold()
    if said is not None or not word:
        return said
    if re.fullmatch(r"-?\d+([.,]\d+)?", text.strip()):
        return float(text.strip().replace(",", ".")) > 0
    return True if word in _HERE else False if word in _GONE else None


_HERE = frozenset(
    "in stock|instock|available|available for order|limited availability|low stock|auf lager|lieferbar|verfügbar|"
    "en stock|disponible|en existencia|disponibile|disponível|em estoque|op voorraad|i lager|på lager|varastossa|"
    "dostępny|w magazynie|skladem|raktáron|în stoc|stokta|stokta var|в наличии|有货|在庫あり|재고 있음|판매중".split(
        "|"
    )
)
_GONE = frozenset(
    "out of stock|outofstock|unavailable|not available|sold out|discontinued|preorder|pre order|backorder|"
    "on backorder|onbackorder|available for preorder|nicht auf lager|nicht lieferbar|nicht verfügbar|ausverkauft|"
    "épuisé|rupture de stock|en rupture|indisponible|agotado|sin existencias|no disponible|esaurito|non disponibile|"
    "esgotado|indisponível|niet op voorraad|uitverkocht|slut i lager|slutsåld|ikke på lager|utsolgt|udsolgt|"
    "loppu|niedostępny|wyprzedany|vyprodáno|není skladem|elfogyott|nincs raktáron|stoc epuizat|tükendi|stokta yok|"
    "нет в наличии|缺货|售罄|在庫なし|売り切れ|품절|재고 없음".split("|")
)
"""What is only to come is not there; a word of neither sort says nothing."""


_UNTOLD = frozenset("prefer not to say|not specified|u|uncertain|dr|dr med|prof|prof dr|rev|mx|family|firma".split("|"))
"""Titles and answers that do not tell."""


def known_gender(text: str) -> str | None:
    """`female`, `male` or `other` for a word that says so, else None."""
    word = text.strip().strip(".").casefold()
    return next((kept for kept, words in _GENDERS.items() if word in words), None)


def _gender(text: str) -> str | None:
    word = text.strip().strip(".").casefold()
    if not word or is_placeholder(word) or word in _UNTOLD:
        return None
    return known_gender(word) or "other"


def genders(column: pa.ChunkedArray) -> pa.Array:
    """`female`, `male` or `other`."""
    return per_value(column, pa.string(), _gender)


@functools.cache
def _language_names() -> dict[str, str]:
    """The codes of languages by their names in some languages."""
    from babel import Locale

    names: dict[str, str] = {}
    for shown_in in ("en", "de", "fr", "es", "it", "nl", "pt"):
        for code, name in Locale.parse(shown_in).languages.items():
            if len(code) in (2, 3):
                names.setdefault(name.casefold(), code)
    return names


@functools.cache
def _own_names() -> dict[str, str]:
    """The codes of languages by the names that they have for themselves: hundreds of tables, read where they must."""
    names: dict[str, str] = {}
    for code in set(_language_names().values()):
        if own := _own_name(code):
            names.setdefault(own.casefold(), code)
    return names


def _own_name(code: str) -> str | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code).get_display_name(code)
    except (UnknownLocaleError, ValueError):
        return None


_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?:\.[\w-]+)?")


def language(text: str) -> str | None:
    """The tag (BCP 47) of a tag, a locale such as `de_AT` or a language's name; other text as it is."""
    word = text.strip()
    if not word or is_placeholder(word):
        return None
    if tag := _TAG.fullmatch(word):
        parts = (tag[1].lower(), (tag[2] or "").title(), (tag[3] or "").upper())
        # The language small, the script with a capital, the land large: so BCP 47 writes them.
        return "-".join(part for part in parts if part)
    name = word.casefold()
    return _language_names().get(name) or _own_names().get(name, word)


def languages(column: pa.ChunkedArray) -> pa.Array:
    """Language tags (BCP 47) from tags, locales such as `de_AT` and names of languages."""
    return per_value(column, pa.string(), language)


_QUOTED = re.compile(r"""'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)\"""")
"""An element of a list as Python writes it."""


def split_list(text: str, separator: str) -> list[str] | None:
    """The elements of a list in one cell, each once, in their order; a list as JSON or Python writes it is one."""
    cell = text.strip()
    if cell.startswith("[") and cell.endswith("]"):
        try:
            parts = [_element(part) for part in orjson.loads(cell)]
        except orjson.JSONDecodeError:
            quoted = [one[1] or one[2] for one in _QUOTED.finditer(cell)]
            parts = quoted or cell[1:-1].split(separator)
    elif ":::" in cell:
        # Google's way of putting several values into a cell; a group of its own carries an asterisk.
        parts = [part.strip().removeprefix("* ") for part in cell.split(":::")]
    elif cell.startswith('"') and cell.endswith('"') and len(cell) > 1:
        # Elements in quotes of their own may hold the separator.
        parts = next(csv.reader([cell], delimiter=separator, skipinitialspace=True))
    else:
        parts = cell.split(separator)
    tidied = (unicodedata.normalize("NFC", part).strip() for part in parts)
    return list(dict.fromkeys(part for part in tidied if part and not _NO_ELEMENT.fullmatch(part.casefold()))) or None


def _element(part: object) -> str:
    """An element of a list of JSON as text: of an object that has a name it is the name."""
    if isinstance(part, dict):
        part = next((part[key] for key in ("name", "title", "label", "tag", "value") if key in part), part)
    return part if isinstance(part, str) else orjson.dumps(part).decode()


_NO_ELEMENT = re.compile(r"[\W_]+|#?n/a|n\.a\.?|[(<\[](?:null|blank|empty|not set)[)>\]]")
"""An element that says nothing; `NA`, `Null` and `None` are words that somebody may have chosen for a tag."""


def lists(column: pa.ChunkedArray, separator: str) -> pa.Array:
    """Lists of text."""
    return per_value(column, pa.list_(pa.string()), lambda cell: split_list(cell, separator))


def numbers_of_ids(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """`17850.0` as `17850`, if the column holds only such numbers (a spreadsheet's doing)."""
    odd = pc.invert(pc.match_substring_regex(column, r"^\d+\.0$"))
    if pc.any(pc.and_(odd, pc.not_equal(column, ""))).as_py() or not pc.any(pc.not_equal(column, "")).as_py():
        return column
    return pc.replace_substring_regex(column, r"\.0$", "")
