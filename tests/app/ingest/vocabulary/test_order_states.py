"""What the states of orders mean, in the words of common shops and their languages."""

import pytest

from app.ingest.vocabulary import order_states


@pytest.mark.parametrize(
    ("text", "said"), [("Live", False), ("test", True), ("0", False), ("Sandbox", True), ("B", None)]
)
def test_what_says_that_an_order_was_a_test(text: str, said: bool | None) -> None:
    assert order_states.testing(text) is said


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("Completed", order_states.PURCHASE),
        ("bezahlt", order_states.PURCHASE),
        ("Cancelled", order_states.TAKEN_BACK),
        ("storniert", order_states.TAKEN_BACK),
        ("pending payment", order_states.UNPAID),
        ("Xyzzy", order_states.UNKNOWN),
        ("注文取消し", order_states.TAKEN_BACK),
        ("入金待ち", order_states.UNPAID),
        ("発送済み", order_states.PURCHASE),
        ("交易关闭", order_states.TAKEN_BACK),
        ("待付款", order_states.UNPAID),
        ("취소완료", order_states.TAKEN_BACK),
        ("입금대기", order_states.UNPAID),
        ("Отменён", order_states.TAKEN_BACK),
        ("Не оплачен", order_states.UNPAID),
        ("Оплачен", order_states.PURCHASE),
        ("İptal edildi", order_states.TAKEN_BACK),
        ("Εκκρεμεί πληρωμή", order_states.UNPAID),
        ("Quotation Sent", order_states.UNPAID),
        ("SettledBulk", order_states.PURCHASE),
        ("Afsendt", order_states.PURCHASE),
        ("Kiszállítva", order_states.PURCHASE),
        ("Lemondva", order_states.TAKEN_BACK),
        ("部分退款", order_states.PURCHASE),
        ("Ödeme bekleniyor", order_states.UNPAID),
        ("Väntar på betalning", order_states.UNPAID),
        ("", None),
        ("n/a", None),
    ],
)
def test_what_a_states_words_say(text: str, standing: str | None) -> None:
    assert order_states.standing(text) == standing


def test_a_column_about_cancelling_takes_back_by_a_yes_or_a_date() -> None:
    said = [order_states.cancelling(text) for text in ("yes", "2025-11-13", "no", "", "0")]
    assert said == [order_states.TAKEN_BACK, order_states.TAKEN_BACK, None, None, None]
    assert order_states.cancelling_word("yes") == "cancelled"


def test_documents_that_take_another_one_back_say_what_was_given_back() -> None:
    said = [order_states.document(text) for text in ("Rechnung", "Gutschrift", "credit note", "Mahnung")]
    assert said == [order_states.PURCHASE, order_states.CREDIT, order_states.CREDIT, order_states.UNPAID]


def test_words_that_ask_for_a_second_look() -> None:
    assert order_states.is_partly_refunded("Partially refunded")
    assert not order_states.is_partly_refunded("Refunded")
    assert order_states.is_on_hold("on-hold")
    assert order_states.is_strange("Taubenpost")
    assert not order_states.is_strange("2025-11-13")
    assert order_states.folded("  Pagada_con-Éxito ") == "pagada con exito"
    assert order_states.trying("test") is not None
    assert order_states.trying("live") is None


def test_a_bookkeepers_codes_are_documents_and_no_strange_states() -> None:
    assert [order_states.document(text) for text in ("INV", "CRN", "NC", "XY")] == [
        order_states.PURCHASE, order_states.CREDIT, order_states.CREDIT, order_states.UNKNOWN,
    ]  # fmt: skip
    assert order_states.is_code("inv")
    assert [order_states.is_strange(text) for text in ("INV", "XY")] == [False, True]


def test_credit_among_ways_to_pay_gives_nothing_back() -> None:
    assert order_states.are_tenders(["Credit", "Cash"])
    assert not order_states.are_tenders(["Credit", "Sale"])
    assert not order_states.are_tenders(["Cash"])


def test_an_order_that_was_credited_is_taken_back() -> None:
    for word in ("Krediterad", "Wiedergutschrift", "credited"):
        assert order_states.standing(word) == order_states.TAKEN_BACK


@pytest.mark.parametrize(
    ("words", "standing"),
    [
        ("Anulată|Returnată|ملغي|מבוטל|Đã hủy|Đã hoàn tiền|ยกเลิก|Batal|Dibatalkan", order_states.TAKEN_BACK),
        ("Neachitată|غير مدفوع|ממתין לתשלום|Chưa thanh toán|รอชำระเงิน|Belum dibayar", order_states.UNPAID),
        ("Livrată|تم التنفيذ|הושלמה|Đã thanh toán|สำเร็จ|Selesai", order_states.PURCHASE),
    ],
)
def test_states_in_further_languages(words: str, standing: str) -> None:
    assert {order_states.standing(word) for word in words.split("|")} == {standing}
