"""The columns of the clock and of the zone that stand beside one of days: `Date,Time,Time Zone` say one moment.

A clock is taken for the one of the day where both headers speak of the same (`Order date`, `Order time`) and the column
of days says no time itself: a time of delivery is none of the order.
"""

import re
import unicodedata
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pyarrow as pa

from app.cleaning import clocks, dates
from app.domain.names import snake
from app.ingest.vocabulary import file_kind
from storage.mirror import local_time

if TYPE_CHECKING:
    from app.ingest.evidence.columns import Columns

CLOCK, ZONE = "time:of_day", "time:zone"
"""What these columns mean."""

_CLOCKS = frozenset(
    "time timestamp clock uhrzeit zeit hora horario heure horaire ora orario tijd tijdstip godzina czas cas "
    "hodina klokkeslett klokkeslaet klokkeslaett tid tidspunkt klockslag kellonaika aika klo idopont ido saat "
    "saati саат время час ωρα 時刻 時間 时间 시간".split()
)
_CLOCK_ENDS = re.compile("(uhrzeit|zeit|tijdstip|tijd|tidspunkt|tid|aika|time|時刻|時間|时间|시간)$")
_DAY_ENDS = re.compile("(datum|tag|dato|paiva|paivamaara|date|日付|日期|日|날짜|일자)$")
_ZONES = re.compile(
    r"(^|_)(tz|time_?zone|zeitzone|fuseau(_horaire)?|zona_horaria|huso_horario|fuso_orario|fuso_horario|tijdzone|"
    r"strefa_czasowa|casove_pasmo|tidszon|tidszone|tidssone|aikavyohyke|idozona|saat_dilimi|zone|"
    "часовои_пояс|タイムゾーン|时区|시간대)$"
)
_OF = frozenset("of the de der des del della dell la le l d du da do di di el al at in local lokale locale".split())
_DONE = frozenset(
    "order orders sale sales transaction transactions payment purchase event created creation invoice receipt "
    "placed checkout activity bestell bestellungs auftrags kauf verkaufs rechnungs beleg belegs buchungs "
    "transaktions zahlungs commande achat vente facture paiement pedido compra venta orden factura pago creacion "
    "ordine acquisto vendita fattura pagamento venda encomenda transaccion transazione transacao bestel "
    "bestellings bestelling aankoop zamowienia sprzedazy zakupu objednavky rendeles tilaus tilauksen ordre "
    "bestallnings kop kob kjops 注文 下单 订单 주문 заказа".split()
)
"""Words for what an order or an event is: its clock is that of the row."""


def beside(guesser: "Columns", kind: str, known: dict[str, str], free: list[str]) -> dict[str, str]:
    """The columns among `free` that say the clock and the zone of the rows' days; `known` are all other meanings."""
    by_target = {target: header for header, target in known.items()}
    day = by_target.get("time")
    if day is None or CLOCK not in file_kind.of(kind).targets or day not in guesser.raw.headers:
        return {}
    left = [header for header in free if header not in known]
    found = {}
    if CLOCK not in by_target:
        clock = next((one for one in left if _of_the_day(day, one) and clocks.are_clocks(_said(guesser, one))), None)
        # Without a clock a zone alone says nothing: the day is local as it is.
        if clock is None or not _says_days(guesser, day):
            return {}
        found[clock] = CLOCK
    if ZONE not in by_target:
        zone = next((one for one in left if _ZONES.search(_bare(one)) and clocks.are_zones(_said(guesser, one))), None)
        found |= {} if zone is None else {zone: ZONE}
    return found


def _said(guesser: "Columns", header: str) -> list[str]:
    return guesser.evidence(header).said


def _says_days(guesser: "Columns", header: str) -> bool:
    """Whether a column's cells are days alone, or all of them midnight."""
    said = _said(guesser, header)
    style = guesser.evidence(header).time_format()[1] or dates.find_count(said)
    # A count of seconds is a moment, at midnight too.
    if style in dates.UNIX_COUNTS:
        return False
    at = dates.times(pa.chunked_array([pa.array(said, pa.string())]), style, ZoneInfo("UTC"))
    return all(one % local_time.DAY == 0 for one in at.drop_null().to_pylist())


def _bare(header: str) -> str:
    """A header in small letters without their accents, its words apart."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", snake(header)) if not unicodedata.combining(sign))


def _rest(header: str, whole: frozenset[str], ends: re.Pattern[str]) -> set[str] | None:
    """The words of a header without those that say that it is a clock or a day; None where none says so."""
    words = [word for word in _bare(header).split("_") if word and word not in _OF]
    rest = [word for word in words if word not in whole]
    if len(rest) < len(words):
        return set(rest)
    # German and its neighbours join the words: `Bestellzeit`, `Bestelldatum`.
    cut = [ends.sub("", word) for word in rest]
    return {word for word in cut if word} if cut != rest else None


def _of_the_day(day: str, clock: str) -> bool:
    """Whether the clock's header speaks of what the day's does, or of the row itself."""
    rest = _rest(clock, _CLOCKS, _CLOCK_ENDS)
    if rest is None:
        return False
    # `Order date` and `Order time` share a word; `Time` alone, or that of the sale, is the row's.
    others = set(_bare(day).split("_")) | (_rest(day, frozenset(), _DAY_ENDS) or set())
    return rest <= others | _DONE
