"""Files of codes: one line for each code of an offer."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from app.domain.counts import agreed, counted
from app.domain.names import OFFER_CODE
from app.ingest.kinds.catalogue_kind import CatalogueKind

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from app.ingest.facts.collected import CollectedFacts
    from app.ingest.facts.facts import Facts
    from app.ingest.facts.typed_block import Cells
    from app.ingest.kinds.catalogue import Catalogue
    from app.ingest.kinds.suppressions import Barred
    from app.ingest.mapping.inference import Assigned, Guesser
    from app.ingest.report import ImportReport


class CodeFiles(CatalogueKind):
    """Codes to be given away, each once; one may be somebody's already, whoever that is becomes no person by it."""

    name, title, icon, turn = "codes", "Codes of offers", "ticket", 80
    line = "One line for each code of an offer"
    targets = (
        "code", "offer", "value", "value_type", *OFFER_CODE, "customer_id", "email", "phone",
    )  # fmt: skip
    standard = OFFER_CODE
    types: ClassVar[dict[str, str]] = {
        "code": "text", "offer": "text", "value": "text", "value_type": "text", "used": "text", "currency": "text",
    }  # fmt: skip
    words: ClassVar[dict[str, str]] = {
        "code": "coupon code|coupon|discount code|promo code|promotion code|promotional code|voucher code|voucher|"
        "gift card code|redemption code|unique code|offer code|codes|gutscheincode|gutschein|rabattcode|aktionscode|"
        "code promo|code de reduction|codigo|codigo promocional|codigo de descuento|cupon|codice|codice sconto|"
        "kortingscode",
        "offer": "offer name|offer id|promotion|promotion name|campaign|campaign name|coupon name|discount name|"
        "discount title|pool|pool name|batch|list|list name|title|name|aktion|angebot|oferta|offre|offerta|actie",
        "value": "discount|discount value|coupon value|coupon amount|amount off|worth|wert|rabatt|valeur|valor|valore|"
        "waarde",
        "value_type": "discount type|type|coupon type|value kind|unit|amount type|rabattart",
        "amount": "fixed amount|discount amount",
        "percent": "percentage|percent off|discount percent|discount percentage|prozent|rabatt prozent",
        "valid_from": "start|starts|starts at|start date|start time|valid since|active from|begins|begins at|"
        "gultig ab|gultig von|debut|inicio|inizio|geldig vanaf|giltig fran|gaeldig fra|gyldig fra|voimassa alkaen|"
        "wazny od|platnost od|ervenyes tol|ervenyesseg kezdete|valable du|valable a partir du|valido desde|valido dal|"
        "gecerlilik baslangici|действует с|有効開始日|开始日期|生效日期|시작일|유효 시작일",
        "valid_until": "end|ends|ends at|end date|end time|expires|expires at|expiry|expiry date|expiration|"
        "expiration date|valid to|valid till|valid through|date expires|redeem by|gultig bis|ablaufdatum|fin|"
        "expiration date time|expire|expires on|geldig tot|scadenza|vence|giltig till|gaeldig til|gyldig til|"
        "voimassa asti|wazny do|platnost do|ervenyes ig|ervenyesseg vege|lejarat|valable jusqu au|valido hasta|"
        "valido fino al|valido ate|son kullanma tarihi|gecerlilik bitisi|действует до|срок действия|有効期限|有效期至|"
        "到期日|"
        "만료일|유효기간",
        "used": "redeemed|is used|times used|times used in total|usage count|used count|times redeemed|redemptions|"
        "eingelost|utilise|usado|utilizado|verwendet|benutzt|genutzt|gebraucht|utilisee|usato|utilizzato|riscattato|"
        "canjeado|resgatado|gebruikt|ingewisseld|anvand|inlost|brugt|indlost|brukt|innlost|kaytetty|uzyty|wykorzystany|"
        "pouzito|pouzity|uplatneno|felhasznalt|bevaltott|folosit|kullanildi|χρησιμοποιηθηκε|использован|использовано|"
        "использованный|использование|使用済み|使用済|已使用|使用状态|사용여부|사용됨|state|status|code status|"
        "async usage count",
        "used_at": "used on|redeemed at|redeemed on|redemption date|date used|used date|eingelost am",
    }
    section = "The code"
    needs = ("code", "offer")
    of_file: ClassVar[dict[str, str]] = {"offer": "What the codes are for"}

    def score(self, guesser: "Guesser", assigned: "Assigned", file_name: str) -> float:
        """A column of codes, each another, and what they are worth or until when."""
        from app.ingest.kinds import kind_signs

        return kind_signs.of_codes(guesser, assigned, file_name)

    def at_last(self, guesser: "Guesser", known: "Assigned", used: set[str], free: list[str]) -> "Assigned":
        """The only column of a list of codes, whatever stands above it."""
        if "code" in {*used, *known.values()} or guesser.raw.headers != free or len(free) > 1:
            return {}
        return {free[0]: "code"}

    def about(self, file_name: str) -> dict[str, str]:
        """The offer that the file's name tells."""
        from app.ingest.kinds import kind_signs

        return {"offer": kind_signs.called(file_name)} if kind_signs.called(file_name) else {}

    def facts(self, cells: "Cells", as_of: int) -> "Facts":
        """A code, its offer, and what is said of it."""
        from app.ingest.facts.catalogue_facts import code_facts

        return code_facts(cells, as_of)

    @property
    def catalogue(self) -> "Catalogue":
        """The codes of the project."""
        from app.ingest.kinds import catalogue

        return catalogue.CODES

    def count(
        self, connection: "Connection", found: "CollectedFacts", report: "ImportReport", *, again: bool
    ) -> "Barred":
        """Those that are new, the rows that change nothing, and those that another has already."""
        barred = super().count(connection, found, report, again=again)
        if not again:
            _tell_taken(connection, found, report)
        return barred

    def taking_back(self, connection: "Connection", number: int) -> Callable[[], str | None]:
        """The codes of its rows are what their other rows say; those that were handed out stay handed out."""
        finish = super().taking_back(connection, number)
        handed_out = _handed_out(connection, number)

        def done() -> str | None:
            """Bring the codes up to date; a sentence on those that stay, None where none does."""
            finish()
            # Those that another file says too are listed by that.
            kept = len(handed_out) - len(self.catalogue.known(connection, handed_out))
            if not kept:
                return None
            what = f"{counted(kept, 'code')} of it {agreed(kept, 'was', 'were')} handed out already"
            stays = agreed(kept, "it stays listed as given, and nobody else gets it", "they stay listed as given")
            return f"{what}: {stays}."

        return done


def _handed_out(connection: "Connection", number: int) -> list[tuple[str, str]]:
    """The codes of an import, each with its offer, that were handed out."""
    from sqlalchemy import and_, exists, select

    from storage.file.models import given_code, offer_code_row

    same = and_(offer_code_row.c.offer == given_code.c.offer, offer_code_row.c.code == given_code.c.code)
    brought = exists().where(same, offer_code_row.c.batch_id == number)
    rows = connection.execute(select(given_code.c.offer, given_code.c.code).where(brought))
    return [(row.offer, row.code) for row in rows]


def _tell_taken(connection: "Connection", found: "CollectedFacts", report: "ImportReport") -> None:
    """Tell of codes that a file gives to somebody though they are another's, in the project or further up."""
    from app.ingest.kinds import catalogue

    keys = catalogue.CODES.keys_of(found)
    whose = {
        key: f"{fields['holder_kind']}:{fields.get('holder')}"
        for key, fields in catalogue.CODES.known(connection, keys).items()
        if fields.get("holder_kind")
    }
    taken = []
    for line, key, holder in zip(found.lines.tolist(), keys, found.facts.column("whose").to_pylist(), strict=True):
        if holder is not None and whose.setdefault(key, holder) != holder:
            taken.append(line)
    if taken:
        is_are = agreed(len(taken), "is another person's", "are other people's")
        text = f"{counted(len(taken), 'code')} in this file {is_are} already: a code is given once, and "
        text += agreed(len(taken), "it stays with whoever had it first.", "they stay with whoever had them first.")
        report.warn("red", text, len(taken), taken)
