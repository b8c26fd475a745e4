"""Numbers and amounts: currency signs and separators taken away, amounts as exact integers of 1/10,000."""

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from app.cleaning.texts import PLACEHOLDERS, trim

COMMA = "1.234,56"
"""The format of a column whose numbers have a decimal comma."""
POINT = "1,234.56"

_PLAIN = r"^-?\d+(\.\d+)?$"
_SIGNS = re.compile(r"[\s'’\u00a0\u202f_%٪]")
_SIGNS_BEHIND = re.compile(r"(?<=\d)(?:[.,][-–—]{1,2}|/-)$")
_CURRENCY_SIGNS = re.compile(r"(?:\b[A-Z]{1,2})?\$|[£€¥₹₽₺₩₪฿₫₴₦₱₡₲₵₸₼]")
_APART = re.compile(r"\d[\s'’\u00a0\u202f_]+\d")
_IN_THREES = re.compile(r"[-+(]*\s*\d{1,3}(?:[\s'’\u00a0\u202f_]\d{3})+(?:[.,]\d*)?[-)]?")
_BEFORE = re.compile(r"^([-+(]?\s*)([^\W\d_]+)\.?(?=[\s\d(+-])")
_BEHIND = re.compile(r"(?<=[\d\s)])([^\W\d_]+)\.?(\)?)$")
_MONEY = frozenset(
    "kr fr sfr rs zł zl kč kc ft lei лв rub руб tl us au ca nz hk nt mx tt rd rm rp ksh tsh ush sh km kn dm sk lt din "
    "дин ден den грн тг сум сом fcfa cfa lek nis dh dhs bs gs br birr sr qr kd jd bd le tk nrs ks rmb ct euro euros "
    "dollar dollars pound pounds franken francs kronor kroner krone krona zloty złotych forint lira yen yuan baht บาท "
    "円 圓 圆 元 원 rupees rupee real reais peso pesos рублей рубля лари ریال".split()
)
"""What stands for money beside a number; the codes of ISO 4217 are known besides."""
_LETTERS = frozenset("RQLKPN")
"""Signs of money of one letter, which stand before a number: rand, quetzal, lempira, kwacha, Philippine peso, naira."""
_MEASURES = frozenset(
    "pc pcs pce ea each qty stk st stck pz szt шт ks db kpl paar pack set kg gr lb lbs oz ltr gal ml cl cm mm gb mb mi "
    "min mins hr hrs sec secs mo mos yr yrs pt pts pkt piece pieces item items unit units un ud ve stück stueck pièces "
    "unidades pezzi day days tag tage jours días giorni year years jahr jahre ans años anni point points punkte puntos "
    "punti star stars sterne".split()
)
"""Behind a number these say what is counted. Any other letters make it none: `4OO`, `l2.50` and `1.2M` are misread."""
_FIGURES = str.maketrans(
    {chr(zero + figure): str(figure) for zero in (0x660, 0x6F0, 0x966, 0x9E6, 0xFF10) for figure in range(10)}
    | {"٫": ".", "٬": ",", "−": "-", "﹣": "-", "－": "-"}
    | {"，": ",", "．": ".", "（": "(", "）": ")", "＋": "+", "￥": "¥", "＄": "$", "￡": "£", "￦": "₩", "％": "%"}
)
_ODD_FIGURES = r"[٠-٩۰-۹०-९০-৯０-９٫٬−﹣－，．（）＋￥＄￡￦％]"
"""Figures and signs of other scripts, those of full width among them, in which Japanese and Chinese tools write."""
_GROUPED_COMMA = re.compile(r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?:\.\d*)?")
"""By thousands, or as in India by hundreds above the first thousand: `1,23,456`."""
_GROUPED_POINT = re.compile(r"[-+]?\d{1,3}(?:\.\d{3})+(?:,\d*)?")


@cache
def _codes() -> frozenset[str]:
    """The codes of all currencies, in small letters."""
    from babel.numbers import list_currencies

    return frozenset(code.casefold() for code in list_currencies())


def _is_money(word: str) -> bool:
    folded = word.casefold()
    return folded in _MONEY or (len(folded) == 3 and folded in _codes())


def _left_before(found: re.Match[str]) -> str:
    return found[1] if found[2] in _LETTERS or _is_money(found[2]) else found[0]


def _left_behind(found: re.Match[str]) -> str:
    return found[2] if _is_money(found[1]) or found[1].casefold() in _MEASURES else found[0]


def _bare(text: str) -> str:
    """Without currency, spaces and signs of negative that bookkeepers use."""
    said = _CURRENCY_SIGNS.sub("", text.strip().translate(_FIGURES)).strip()
    said = _BEHIND.sub(_left_behind, _BEFORE.sub(_left_before, said)).strip(" %٪")
    if _APART.search(said) and not _IN_THREES.fullmatch(_SIGNS_BEHIND.sub("", said)):
        return ""  # two numbers, or a damaged one: blanks part thousands and nothing else
    bare = _SIGNS.sub("", _SIGNS_BEHIND.sub("", said))
    if bare.startswith("(") and bare.endswith(")"):
        return "-" + bare[1:-1]
    return "-" + bare[:-1] if bare.endswith("-") else bare.replace("−", "-")


def find_format(values: list[str], comma: bool = False) -> str | None:
    """`1.234,56` where a column's numbers have a decimal comma, `1,234.56` where they group by comma, else None.

    `comma` says that the file's other numbers have a decimal comma: it decides where `1.234` or `1,234` could be both.
    """
    bare = [_bare(value) for value in values]
    commas = [value for value in bare if "," in value]
    if not commas:
        least = 0 if comma else 1
        # A number that begins with 0 is no thousand.
        dotted = [value for value in bare if value.count(".") > least and not value.lstrip("+-").startswith("0")]
        if comma and len(dotted) < sum("." in value for value in bare):
            return None
        return COMMA if dotted and all(_GROUPED_POINT.fullmatch(value) for value in dotted) else None
    for value in commas:
        if "." in value:
            return COMMA if value.rindex(",") > value.rindex(".") else POINT
    # `1,234` alone is a thousand in English; `12,5` or `0,99` anywhere in the column says otherwise.
    if any(not _GROUPED_COMMA.fullmatch(value) or value.lstrip("+-").startswith("0") for value in commas):
        return COMMA
    return COMMA if comma else POINT


_MOST_DIGITS = 300
"""What has more of them is no number that anybody counts: `1e9999999` is a name."""


def parse(text: str, style: str | None = None) -> Decimal | None:
    """One number, or None where the text is no number in that format."""
    bare = _bare(text)
    if style == COMMA:
        # Points must part thousands here: `12.5` in a column with commas is damaged, and no 125.
        grouped = _GROUPED_POINT.fullmatch(bare)
        if "." in bare and not grouped:
            return None
        bare = bare.replace(".", "").replace(",", ".")
    elif "," in bare:
        if not _GROUPED_COMMA.fullmatch(bare):
            return None
        bare = bare.replace(",", "")
    try:
        found = Decimal(bare)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < _MOST_DIGITS else None


def is_number(text: str, style: str | None = None) -> bool:
    """Whether the text is a number in that format."""
    return parse(text, style) is not None


def _split(column: pa.ChunkedArray, style: str | None) -> tuple[pa.Array, pa.Array]:
    """The trimmed text in plain figures, and where it is a number as it stands."""
    text = trim(column).combine_chunks()
    if not pc.all(pc.string_is_ascii(text)).as_py():
        odd = pc.match_substring_regex(text, _ODD_FIGURES)
        made = pa.array([value.translate(_FIGURES) for value in text.filter(odd).to_pylist()], pa.string())
        text = pc.replace_with_mask(text, odd, made)
    plain = pc.match_substring_regex(text, _PLAIN) if style != COMMA else pc.match_substring_regex(text, r"^-?\d+$")
    return text, plain


def decimals(column: pa.ChunkedArray, style: str | None = None) -> pa.Array:
    """Numbers as doubles; null where there is none."""
    text, plain = _split(column, style)
    return _finish(text, plain, style, pc.cast(pc.if_else(plain, text, None), pa.float64()), float)


def amounts(column: pa.ChunkedArray, style: str | None = None) -> pa.Array:
    """Amounts as integers of 1/10,000, half of a last place to even; null where there is none."""
    text, plain = _split(column, style)
    # A double holds 15 digits: what is longer or finer is computed exactly, one by one.
    fits = pc.and_(plain, pc.match_substring_regex(text, r"^-?\d{0,10}(\.\d{0,4})?$"))
    doubles = pc.cast(pc.if_else(fits, text, None), pa.float64())
    whole = np.rint(np.nan_to_num(doubles.to_numpy(zero_copy_only=False)) * 10_000).astype(np.int64)
    return _finish(text, fits, style, pa.array(whole, mask=~np.asarray(fits)), ten_thousandths)


_MOST_OF_AN_AMOUNT = 15


def ten_thousandths(number: Decimal) -> int | None:
    """An exact number as an integer of 1/10,000; None where no amount is so large."""
    # Before it is multiplied: `1e299` would make an integer of a thousand bits.
    if number.adjusted() > _MOST_OF_AN_AMOUNT:
        return None
    whole = int((number * 10_000).to_integral_value())
    return whole if abs(whole) < 1 << 62 else None


def _finish(
    text: pa.Array, done: pa.Array, style: str | None, found: pa.Array, make: Callable[[Decimal], float | None]
) -> pa.Array:
    """What was found, with the cells that are not done parsed one distinct text after another."""
    odd = pc.and_(pc.invert(done), pc.not_equal(text, ""))
    if not pc.any(odd).as_py():
        return found
    rest = text.filter(odd).dictionary_encode()
    parsed = [parse(value, style) for value in rest.dictionary.to_pylist()]
    values = [None if number is None else make(number) for number in parsed]
    return pc.replace_with_mask(found, odd, pa.array(values, found.type).take(rest.indices))


def holds_no_words(values: list[str]) -> bool:
    """Whether all letters beside the figures are those of currencies."""
    return all(_is_money(word) for value in values for word in re.findall(r"[^\W\d_]+", value))


def all_numbers(values: list[str], style: str | None) -> bool:
    """Whether every value that is no placeholder is a number."""
    said = [value for value in values if value.strip().casefold() not in PLACEHOLDERS]
    return bool(said) and all(is_number(value, style) for value in said)
