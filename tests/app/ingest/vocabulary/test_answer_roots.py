"""Answers in further languages: what is a no, a yes, not confirmed yet, or an address that takes nothing."""

import pytest

from app.ingest.vocabulary.answer_roots import ends, state_of
from app.ingest.vocabulary.permission_words import bare, consent_status, ending, suppression_of

NOES = (
    "Nie, dziękuję|Nej tack|Nej tak|Nei takk|No, grazie|Ei kiitos|Ne, děkuji|Ne, hvala|Hayır, istemiyorum|"
    "Нет, спасибо|Ні, дякую|いいえ、希望しません|希望しない|受け取らない|Nem|Nem kérek|Nee, bedankt|"
    "Όχι, ευχαριστώ|Όχι|"
    "Nu, mulțumesc|Nu doresc|لا شكرا|لا أوافق|לא תודה|לא מעוניין|Non, merci|Não, obrigado|No, gracias|No deseo|"
    "Nie chcę|Nie wyrażam zgody|Nechci|Nesouhlasím|Nesúhlasím|Nepřeji si|Neželim|Не согласен|Не хочу|Не згоден|"
    "Отказ|Отказался|Відмовився|Запрещено|Odmowa|Odmietnuté|Odmítnuto|Odmítl|Refuzat|Refuză|Elutasítva|"
    "Elutasítom|Kielletty|Kieltänyt|En halua|Ei suostu|Avböjd|Avvist|Afvist|Inte|Icke|Reddedildi|İstemiyorum|"
    "Kabul etmiyorum|Onay yok|Αρνήθηκε|Δεν επιθυμώ|Rifiutato|Rifiuta|Negato|Rechazado|Niega|No acepta|"
    "No autoriza|Recusado|Não aceita|Não autorizado|Geweigerd|Weigert|Verweigert|Verweigerte|Keine Zustimmung|"
    "Widerspruch|Abgelehnt|Refuse|Opposition|Opposé|S'oppose|Oppone|Bezwaar|Sprzeciw|Wypisany|Rezygnacja|"
    "Odhlášen|Odhlášený|Leiratkozott|Leiratkozva|Dezabonat|Peruutettu|Peruttu|Avregistrerad|Avmeldt|Framelding|"
    "Afmeldt|Abonelikten çıktı|Απεγγράφηκε|Отписан|Отписался|Отписка|Відписаний|退订|已退订|取消订阅|配信停止|"
    "退会|退会済み|解除|"
    "수신거부|거부|해지|탈퇴|미동의|동의안함|동의하지 않음|إلغاء الاشتراك|مرفوض|غير مشترك|ملغى|הוסר|לא מאושר|"
    "סירב|בוטל|מבוטל|"
    "Huỷ đăng ký|Berhenti berlangganan|✗|☐|NEIN|Não|Opt-out|OPTED_OUT|opted-out|unsub|DO_NOT_CONTACT|"
    "Unsubscribed by admin|已拒绝|不同意|不接收|拒收|拒绝接收"
).split("|")
YESES = (
    "Tak, chcę|Tak|Ano, souhlasím|Ano|Áno|Igen|Igen, kérem|Ja tak|Ja takk|Ja tack|Kyllä|Kyllä kiitos|Evet|"
    "Evet, istiyorum|Да|Да, согласен|Так|Ναι|はい|希望する|受け取る|配信中|購読中|예|동의함|수신|동의|是|同意|"
    "正常|已订阅|订阅中|نعم|موافق|مشترك|"
    "כן|מאשר|מאושר|רשום|Aktywny|Aktywna|Zapisany|Aktivní|Přihlášen|Aktív|Feliratkozott|Abonat|Activ|Aktiivinen|"
    "Tilannut|Aktiv|Prenumererar|Pameldt|Tilmeldt|Aktif|Abone|Onaylı|ONAY|Εγγεγραμμένος|Ενεργός|Активен|"
    "Подписан|Активний|Підписаний|有効|정상|구독중|활성|نشط|פעיל|Activo|Suscrito|Ativo|Inscrito|Attivo|Iscritto|"
    "Actief|"
    "Ingeschreven|Actif|Inscrit|Abonné|Angemeldet|Sí|Sì|Sim|Oui|Active|Opted-in|OPTED_IN|explicit|Yes please!|"
    "Zgoda|Souhlas|Samtykke gitt|Samtycke"
).split("|")
WAITING = (
    "Niepotwierdzony|Nie potwierdzono|Oczekuje|Oczekujący|Nepotvrzen|Nepotvrzený|Čeká na potvrzení|"
    "Megerősítésre vár|Nem megerősített|Függőben|Neconfirmat|În așteptare|Vahvistamaton|Odottaa vahvistusta|"
    "Obekräftad|Väntar|Ubekreftet|Ubekræftet|Afventer|Venter på bekreftelse|Onay bekliyor|Onaylanmadı|"
    "Beklemede|Μη επιβεβαιωμένος|Εκκρεμεί|Не подтверждён|Не подтвержден|Ожидает подтверждения|Не підтверджено|"
    "Очікує|未确认|待确认|未验证|未確認|確認待ち|仮登録|미확인|대기|인증대기|بانتظار التأكيد|غير مؤكد|"
    "ממתין לאישור|לא אומת|No confirmado|"
    "Pendiente|Não confirmado|Pendente|Non confermato|In attesa|Niet bevestigd|In afwachting|Non confirmé|"
    "En attente|Unbestätigt|Nicht bestätigt|Wartet auf Bestätigung|Unconfirmed|awaiting double opt-in|"
    "DOI pending"
).split("|")
ENDED = (
    "Odbity|Niedostarczony|Nedoručitelný|Visszapattant|Kimmahtanut|Studsade|Avvist av server|Returnert|"
    "Geri döndü|Недоступен|Недоставлен|Недійсний|Неверный адрес|硬退信|退信|无效邮箱|エラー|不達|エラー停止|"
    "반송|수신불가|مرتد|שגוי|"
    "Rebotado|Devuelto|Devolvido|Rimbalzato|Errato|Ongeldig|Geblokkeerd|Invalide|Rejeté|NPAI|Ungültig|Gesperrt|"
    "Zablokowany|Zablokován|Blokeret|Blokkert|Blockerad|Letiltva|Blocat|Engellendi|Заблокирован|Заблоковано|封禁|"
    "黑名单|차단|محظور|חסום"
).split("|")


@pytest.mark.parametrize("word", NOES)
def test_a_no_is_a_no(word: str) -> None:
    assert consent_status(word) in ("denied", "withdrawn")


@pytest.mark.parametrize("word", YESES)
def test_a_yes_is_a_yes(word: str) -> None:
    assert consent_status(word) == "granted"


@pytest.mark.parametrize("word", WAITING)
def test_who_has_not_confirmed_waits(word: str) -> None:
    assert consent_status(word) == "pending"


@pytest.mark.parametrize("word", ENDED)
def test_an_address_that_takes_nothing_gets_nothing(word: str) -> None:
    assert consent_status(word) in ("denied", "withdrawn")


def test_roots_of_a_yes_and_a_no_together_are_not_understood() -> None:
    assert state_of(bare("Evet, istemiyorum")) is None
    assert consent_status("Samtycke inte givet") != "granted"
    assert consent_status("Kabul etmiyorum") == "denied"


def test_a_word_for_blocked_ends_all_mailing_and_one_for_normal_bars_nobody() -> None:
    assert ends(bare("Zablokowany")) == "suppressed"
    assert ending("Недоступен") == "hard_bounce"
    assert suppression_of("正常") is None
