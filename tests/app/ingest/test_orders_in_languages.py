"""Exports of orders whose headers and states are French, Spanish or another language's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app import audience, ingest
from app.ingest.vocabulary import order_states
from app.project import Project
from storage.file.models import event

Rows = Callable[..., list[Any]]


Write = Callable[[str, str], Path]


VENTAS = (
    "Número de orden;Email;Fecha;Estado de la orden;Estado del pago;Total;Nombre del producto;Precio del producto;"
    "Cantidad del producto\n"
    "7;a@x.example;03/02/2026 10:00:00;Abierta;Recibido;25.00;Taza;10.00;2\n7;a@x.example;;;;;Plato;5.00;1\n"
    "8;b@x.example;04/02/2026 10:00:00;Cancelada;Anulado;9.00;Plato;9.00;1\n"
    "9;c@x.example;25/02/2026 10:00:00;Abierta;Pendiente;9.00;Plato;9.00;1\n"
)


def test_an_order_in_spanish_has_its_total_and_its_lines(project: Project, rows: Rows, write: Write) -> None:
    report = ingest.run_import(project, write("ventas.csv", VENTAS), "orders")
    assert (report.rejected, report.events["placed_order"], report.events["ordered_product"]) == (0, 1, 2)
    placed = [row for row in rows(project, event) if row["name"] == "placed_order"]
    assert [row["amount"] for row in placed] == [250_000]


@pytest.mark.parametrize(
    "text",
    ["Erreur de paiement", "En attente du paiement par chèque", "Fehler bei der Zahlung", "In attesa del bonifico"],
)
def test_an_order_whose_payment_is_awaited_or_went_wrong_is_none(text: str) -> None:
    assert order_states.standing(text) == order_states.UNPAID


ON_ONE_DAY = (
    "Nº pedido;Nº factura;Fecha;Correo electrónico;Total;Estado\n"
    "1;F1;13/11/2025;a@x.example;10,00 €;Completado\n2;F1;13/11/2025;a@x.example;20,00 €;Completado\n"
)


def test_orders_of_one_day_stay_apart_by_their_numbers(project: Project, rows: Rows, write: Write) -> None:
    report = ingest.run_import(project, write("pedidos.csv", ON_ONE_DAY), "orders")
    assert report.events["placed_order"] == 2
    placed = [row for row in rows(project, event) if row["name"] == "placed_order"]
    assert sorted(row["amount"] for row in placed) == [100_000, 200_000]


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Zahlung fehlgeschlagen", order_states.UNPAID), ("Mahnung", order_states.UNPAID),
        ("2. Mahnung", order_states.UNPAID),
        ("Written off", order_states.UNPAID), ("Paiement refusé", order_states.UNPAID),
        ("Pago rechazado", order_states.UNPAID),
        ("Pagamento non riuscito", order_states.UNPAID), ("Płatność odrzucona", order_states.UNPAID),
        ("Noch nicht bezahlt", order_states.UNPAID), ("Nog niet betaald", order_states.UNPAID),
        ("Sent to collections", order_states.UNPAID),
        ("Komplett bezahlt", order_states.PURCHASE), ("Payée par carte", order_states.PURCHASE),
        ("Xyzzy", order_states.UNKNOWN),
        ("Nieopłacone", order_states.UNPAID), ("Opłacone", order_states.PURCHASE), ("Fullført", order_states.PURCHASE),
    ],
)  # fmt: skip
def test_what_is_said_of_being_paid(text: str, right: str) -> None:
    assert order_states.paying(text) == right


def test_a_strange_word_of_paying_is_told_though_the_order_is_done(project: Project, write: Write) -> None:
    text = (
        "Bestellnr.;Bestelldatum;E-Mail;Summe;Bestellstatus;Zahlungsstatus\n"
        "1;13.11.2025;a@x.example;100,00;Abgeschlossen;Bezahlt\n2;14.11.2025;b@x.example;10,00;Abgeschlossen;Xyzzy\n"
        "3;14.11.2025;c@x.example;10,00;Taubenpost;Bezahlt\n4;14.11.2025;d@x.example;10,00;On hold;Plugh\n"
    )
    texts = [note.text for note in ingest.run_import(project, write("orders.csv", text), "orders").warnings]
    assert any("2 orders in a state that Quillwork does not know" in one and "“Xyzzy” 1" in one for one in texts)
    assert any("1 order on hold (“On hold” 1)" in one for one in texts)


IN_TONGUES = {
    "Polish": ("cp1250", """Numer zamówienia;Data złożenia;Status zamówienia;E-mail;SKU;Ilość;Cena brutto;\
Koszt dostawy;Wartość zamówienia
1;2026-05-01 10:00;Zrealizowane;ana@x.de;MUG;2;49,90 zł;12,00 zł;1 111,80 zł
1;2026-05-01 10:00;Zrealizowane;ana@x.de;ESP;1;1 000,00 zł;12,00 zł;1 111,80 zł
2;2026-05-02 10:00;Anulowane;bo@x.de;MUG;1;49,90 zł;12,00 zł;61,90 zł
3;2026-05-03 10:00;Oczekuje na płatność;cy@x.de;MUG;1;49,90 zł;12,00 zł;61,90 zł
""", 1111.8),
    "Dutch": ("utf-8", """Factuurnummer;Soort;Factuurdatum;Relatie e-mail;Bedrag excl. btw;Btw;Bedrag incl. btw
1;Factuur;1-5-2026;ana@x.de;100,00;21,00;121,00
2;Creditfactuur;12-5-2026;ana@x.de;-10,00;-2,10;-12,10
3;Offerte;13-5-2026;cy@x.de;10,00;2,10;12,10
""", 108.9),
    "Spanish": ("utf-8", """Número de pedido;Estado del pedido;Fecha del pedido;Correo electrónico (facturación);SKU;\
Cantidad;Coste del artículo;Importe total del pedido
1;Completado;05/06/2026 10:00;ana@x.de;MUG;2;10,00;20,00
2;Pendiente de pago;13/05/2026 10:00;bo@x.de;MUG;1;10,00;10,00
3;Reembolsado;14/05/2026 10:00;cy@x.de;MUG;1;10,00;10,00
""", 20.0),
    "Japanese": ("cp932", """注文番号,注文日時,メールアドレス,お名前(姓),お名前(名),対応状況,商品コード,単価,数量,\
送料,お支払い合計
1,2026/05/01 10:00:00,ana@x.de,佐藤,美咲,発送済み,MUG,"1,200",2,500,"2,900"
2,2026/05/02 10:00:00,bo@x.de,鈴木,健太,注文取消し,MUG,"1,200",1,500,"1,700"
""", 2900.0),
    "Chinese": ("gbk", """订单编号,邮箱,订单状态,订单创建时间,商品标题,数量,单价,买家实际支付金额,退款金额
1,ana@x.de,交易成功,2026-05-01 10:00:00,杯子,2,10.00,20.00,5.00
2,bo@x.de,交易关闭,2026-05-02 10:00:00,杯子,1,10.00,0.00,0.00
3,cy@x.de,等待买家付款,2026-05-03 10:00:00,杯子,1,10.00,10.00,0.00
""", 15.0),
    "Korean": ("cp949", """주문번호,주문일시,주문상태,주문자 이메일,주문자명,상품코드,수량,판매가,총 결제금액
1,2026-05-01 10:00:00,배송완료,ana@x.de,김안나,MUG,2,"12,000","26,500"
2,2026-05-02 10:00:00,취소완료,bo@x.de,이보,MUG,1,"12,000","14,500"
""", 26500.0),
    "Russian": ("cp1251", """Номер заказа;Дата заказа;Статус заказа;Эл. почта;Артикул;Количество;Цена;Сумма заказа
1;01.05.2026 10:00;Выполнен;ana@x.de;MUG;2;100,00 руб.;1 200,00 руб.
1;01.05.2026 10:00;Выполнен;ana@x.de;LAM;1;1 000,00 руб.;1 200,00 руб.
2;02.05.2026 10:00;Отменён;bo@x.de;MUG;1;100,00 руб.;100,00 руб.
3;03.05.2026 10:00;Не оплачен;cy@x.de;MUG;1;100,00 руб.;100,00 руб.
""", 1200.0),
    "Turkish": ("cp1254", """Sipariş No;Sipariş Tarihi;Sipariş Durumu;E-posta;Ürün Kodu;Adet;Birim Fiyat;Sipariş Tutarı
1;01.05.2026 10:00;Teslim edildi;ana@x.de;MUG;2;100,50 TL;1.201,00 TL
1;01.05.2026 10:00;Teslim edildi;ana@x.de;LAM;1;1.000,00 TL;1.201,00 TL
2;13.05.2026 10:00;İptal edildi;bo@x.de;MUG;1;100,50 TL;100,50 TL
3;14.05.2026 10:00;Ödeme bekleniyor;cy@x.de;MUG;1;100,50 TL;100,50 TL
""", 1201.0),
    "Swedish": ("latin-1", """Ordernummer;Orderdatum;Orderstatus;Kundens e-post;Artikelnr;Antal;À-pris;Ordersumma
1;2026-05-01 10:00;Skickad;ana@x.de;MUG;2;49,50 kr;1 099,00 kr
1;2026-05-01 10:00;Skickad;ana@x.de;LAM;1;1 000,00 kr;1 099,00 kr
2;2026-05-02 10:00;Makulerad;bo@x.de;MUG;1;49,50 kr;49,50 kr
3;2026-05-03 10:00;Väntar på betalning;cy@x.de;MUG;1;49,50 kr;49,50 kr
""", 1099.0),
    "Czech": ("cp1250", """Číslo objednávky;Datum objednávky;Stav objednávky;E-mail zákazníka;Kód zboží;Množství;\
Cena za kus;Celková cena objednávky
1;1.5.2026 10:00;Odesláno;ana@x.de;MUG;2;100,00 Kč;200,00 Kč
2;13.5.2026 10:00;Stornováno;bo@x.de;MUG;1;100,00 Kč;100,00 Kč
3;14.5.2026 10:00;Čeká na platbu;cy@x.de;MUG;1;100,00 Kč;100,00 Kč
""", 200.0),
    "books in English, by codes": ("utf-8", """Doc No,Doc Type,Date,Email,Amount
1,INV,2026-05-01,ana@x.de,100.00
2,CRN,2026-05-03,ana@x.de,(10.00)
""", 90.0),
}  # fmt: skip
"""An export of orders in each language, as programs encode it, and what Ana is worth; nobody else has bought."""


@pytest.mark.parametrize("tongue", IN_TONGUES)
def test_ana_alone_has_bought_in_every_language(tongue: str, tmp_path: Path) -> None:
    encoding, text, worth = IN_TONGUES[tongue]
    path = tmp_path / "export.csv"
    path.write_bytes(text.encode(encoding))
    with Project.create(tmp_path / "shop.quill", timezone="UTC", clock="2026-06-15") as made:
        report = ingest.run_import(made, path)
        assert (report.kind, report.rejected) == ("orders", 0), report.mapping.columns
        people = audience.members(made, {"all": []}, ["email", "orders", "net_revenue"]).to_pylist()
    bought = [(one["email"], one["orders"], one["net_revenue"] / 1e4) for one in people if one["orders"]]
    assert bought == [("ana@x.de", 1, worth)]
