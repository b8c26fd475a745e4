"""Amounts of money: exact for sums and conditions, and printed with the places that their currency has.

An email says 12.50, not 12.5, and an average order value of 41.6667 is 41.67 to whoever reads it.
"""

from decimal import ROUND_HALF_UP, Context, Decimal

_PLACES = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
_PLACES |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
"""Decimal places of the currencies that have not two (ISO 4217)."""

_WIDE = Context(prec=1_000)
"""Digits enough for any number of a template; the usual 28 make an error of rounding a longer one."""

SYMBOLS = {
    "GBP": "£",
    "EUR": "€",
    "USD": "$",
    "JPY": "¥",
    "INR": "₹",
    "KRW": "₩",
    "CHF": "CHF\u00a0",
    "PLN": "zł\u00a0",
}
"""What stands before an amount in these currencies; any other is written by its code and a space."""


class Amount(Decimal):
    """An exact amount in a currency (its ISO 4217 code, empty where the project has not said which)."""

    currency: str

    def __new__(cls, value: Decimal | int | str, currency: str = "") -> "Amount":
        """The amount; `value` in whole units of the currency."""
        made = super().__new__(cls, value)
        made.currency = currency
        return made

    def __deepcopy__(self, memo: object) -> "Amount":
        """Itself: an amount never changes."""
        # Decimal's own would make it anew, without the currency.
        return self

    def text(self) -> str:
        """With the places of the currency, halves up, without signs between thousands: 1234.50."""
        return fixed(self, places_of(self.currency))


def places_of(currency: str) -> int:
    """How many decimal places the currency has; 2 where it is not known."""
    return _PLACES.get(currency.upper(), 2)


def rounded_to(value: Decimal, places: int) -> Decimal:
    """The number with so many places, halves away from zero, however many digits it has."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)


def fixed(value: Decimal, places: int, form: str = "f") -> str:
    """The number with so many places, halves away from zero; `form` is a format of a decimal, as `,f`."""
    rounded = rounded_to(value, places)
    # A small minus would read -0.00.
    return format(abs(rounded) if rounded == 0 else rounded, form)


def grouped(value: float | Decimal, places: int) -> str | None:
    """1,234.50 for two places; None for what is no finite number."""
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    return fixed(exact, places, ",f") if exact.is_finite() else None


def with_currency(value: float | Decimal, currency: str = "", places: int | None = None) -> str | None:
    """£1,234.50: by the currency given, else by the amount's own, with the places that it has unless told."""
    unit = currency or (value.currency if isinstance(value, Amount) else "")
    unit = unit.upper() if len(unit) == 3 and unit.isalpha() else unit
    made = grouped(value, places_of(unit) if places is None else places)
    if made is None:
        return None
    before = SYMBOLS.get(unit, f"{unit}\u00a0" if unit.isalpha() and len(unit) > 1 else unit)
    return f"-{before}{made[1:]}" if made.startswith("-") else f"{before}{made}"


def like(result: Decimal, op: str, left: object, right: object) -> Decimal:
    """The result of arithmetic as an amount where it is one: twice a price is money, a price in a price is not."""
    ours, theirs = isinstance(left, Amount), isinstance(right, Amount)
    is_money = (ours or theirs) if op in "+-" else ours != theirs if op == "*" else ours and not theirs
    if not is_money or op == "//":
        return result
    unit = left.currency if isinstance(left, Amount) else right.currency if isinstance(right, Amount) else ""
    return Amount(result, unit)
