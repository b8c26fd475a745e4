"""Questions for consent, their refusals, and those of somebody else's mails, in the words of many languages."""

import pytest

from app.ingest.vocabulary import near_headers, suppression_columns
from app.ingest.vocabulary.headers import meanings
from app.ingest.vocabulary.mail_roots import is_turned, refuses, text_of

ASKS = (
    "Wants newsletter|Recevoir la newsletter|Souhaite recevoir nos offres|"
    "Je souhaite recevoir des informations commerciales|Accepte la prospection|"
    "Acepta comunicaciones comerciales|Acepto recibir publicidad por correo|"
    "Desea recibir información comercial|Quiero recibir ofertas|Accetto di ricevere comunicazioni commerciali|"
    "Consenso marketing|Iscritto alla newsletter|Autorizo o envio de e-mails|Aceita comunicações de marketing|"
    "Deseja receber novidades|Ja, ik wil de nieuwsbrief|Toestemming e-mailmarketing|Ontvangt nieuwsbrief|"
    "Aanmelding nieuwsbrief|Möchte Newsletter|Newsletter-Anmeldung|Einwilligung E-Mail-Werbung|"
    "Werbung per E-Mail erlaubt|Ønsker nyhetsbrev|Ønsker nyhedsbrev|Samtykke til e-post|Samtykke markedsføring|"
    "Ja tak til nyhedsbrev|Vill ha nyhetsbrev|Samtycke till marknadsföring|Tillåter e-post|Uutiskirjeen tilaus|"
    "Sähköpostimarkkinointi|Sähköpostimarkkinointilupa|Haluan uutiskirjeen|Suostumus sähköpostimarkkinointiin|"
    "Zgoda marketingowa|Zgoda na otrzymywanie newslettera|Zgoda na informacje handlowe|Chcę otrzymywać oferty|"
    "Odběr novinek|Odběr newsletteru|Souhlas s marketingem|Souhlas se zasíláním obchodních sdělení|"
    "Chci dostávat novinky|Súhlas s newsletterom|Odber noviniek|Hírlevelet kér|Hírlevél feliratkozás|"
    "Hozzájárul a marketing megkereséshez|Abonare newsletter|Doresc să primesc newsletter|Acord marketing|"
    "E-bülten üyeliği|E-posta izni|Kampanya bildirimi istiyorum|Ticari elektronik ileti onayı|"
    "Συγκατάθεση για newsletter|Εγγραφή στο newsletter|Επιθυμώ να λαμβάνω ενημερωτικά email|"
    "Согласие на рекламную рассылку|Согласен получать новости|Подписка на рассылку|Згода на розсилку|"
    "Хочу отримувати новини|Съгласие за бюлетин|Абонамент за бюлетин|メルマガ購読|メール配信希望|"
    "メールマガジンを受け取る|お知らせメール受信|"
    "광고성 정보 수신 동의|이메일 수신 동의|뉴스레터 구독|마케팅 수신동의|是否接收邮件|同意接收营销邮件|"
    "订阅邮件|订阅状态|訂閱電子報|الاشتراك في النشرة البريدية|"
    "الموافقة على استلام العروض|هل ترغب في تلقي رسائلنا الإخبارية؟|אישור דיוור|מאשר קבלת דיוור|"
    "הסכמה לקבלת פרסומות|מעוניין לקבל עדכונים במייל|Naročilo na novice|Pristanak na newsletter|"
    "Đăng ký nhận bản tin|Setuju menerima newsletter|Sutinku gauti naujienlaiškį|Nõusolek uudiskirjaks|"
    "Piekrītu saņemt jaunumus"
).split("|")
REFUSES = (
    "No desea recibir publicidad|No quiere recibir correos|No acepta publicidad|"
    "No autoriza comunicaciones comerciales|No enviar publicidad|Não deseja receber e-mails|"
    "Não quer receber newsletter|Não enviar e-mail|Non desidera ricevere newsletter|"
    "Non vuole ricevere pubblicità|Non inviare email|Ne souhaite pas recevoir la newsletter|"
    "Ne veut pas d'e-mails|Refus newsletter|Refuse la prospection|Opposition prospection|"
    "Opposition à la prospection commerciale|S'oppose au démarchage|Pas de newsletter|Möchte keinen Newsletter|"
    "Will keine Werbung|Keine E-Mails gewünscht|Widerspruch Werbung|Wünscht keine Werbung|E-Mail unerwünscht|"
    "Werbeverweigerer|Newsletter abgelehnt|Wil geen nieuwsbrief|Geen e-mail ontvangen|Bezwaar direct marketing|"
    "Weigert nieuwsbrief|Vill ej ha reklam|Vill inte ha nyhetsbrev|Nej till e-post|Ingen reklam|Reklamspärr|"
    "Avböjer e-post|Ønsker ikke nyhetsbrev|Ønsker ikke reklame|Vil ikke ha e-post|Nei takk til reklame|"
    "Nej tak til nyhedsbrev|Reservert mot reklam|Ikke send e-post|Ei halua uutiskirjettä|Ei markkinointia|"
    "Markkinointikielto|Suoramarkkinointikielto|Ei saa lähettää sähköpostia|Kieltänyt markkinoinnin|"
    "Nie chce newslettera|Nie wyraża zgody na marketing|Brak zgody na marketing|Sprzeciw wobec marketingu|"
    "Nie wysyłać maili|Wycofanie zgody|Nechce newsletter|Nesouhlasí s marketingem|Nepřeje si zasílat novinky|"
    "Nezasílat e-maily|Odmítl newsletter|Nechce novinky|Neželá si newsletter|Nem kér hírlevelet|"
    "Ne küldjünk hírlevelet|Letiltva hírlevélről|Nu dorește newsletter|Refuză newsletter|Dezabonat|"
    "E-posta istemiyor|Bülten istemiyorum|Ticari ileti reddi|Δεν επιθυμεί newsletter|Μη αποστολή email|"
    "Αρνήθηκε newsletter|Διαγραφή από newsletter|Отказ от рассылки|Отказался от рассылки|"
    "Не хочет получать рассылку|Не согласен на рассылку|Отписался от рассылки|Запрет рассылки|"
    "Не присылать письма|Відмовився від розсилки|Не бажає отримувати листи|Відмова від розсилки|"
    "Отказ от бюлетин|Не желае бюлетин|配信停止希望|メルマガ不要|メール受信拒否|メール配信を希望しない|退会日|"
    "이메일 수신거부|수신 거부|광고 수신 거부|"
    "메일 수신 원하지 않음|不接收邮件|拒收邮件|不同意接收营销信息|退订|取消订阅时间|إلغاء الاشتراك|"
    "لا يرغب في تلقي الرسائل|رفض الرسائل التسويقية|"
    "عدم إرسال بريد إلكتروني|הסרה מרשימת תפוצה|הוסר מרשימת תפוצה|לא מעוניין בדיוור|סירב לדיוור|ביטול הרשמה|"
    "Không nhận email|Tidak mau newsletter|Please do not send me emails|No marketing emails|"
    "Does not want newsletter|Do not send offers|Opted out of newsletter|Exclude from mailings|Email refused|"
    "Unsubscribe requested|Left mailing list|Mail stop|Marketing opt-out|No promo|Declined marketing|"
    "Objects to marketing|Newsletter opt out date|Removed from list on"
).split("|")
NEITHER = (
    "Consenso cessione a terzi|Consenso marketing terze parti|Consenso marketing di terzi|"
    "Consent to third party marketing|I agree to receive offers from partners|Offres partenaires|"
    "J'accepte de recevoir les offres des partenaires|Acepta publicidad de terceros|"
    "Aceita ofertas de parceiros|Weitergabe an Dritte für Werbung|Ik wil aanbiedingen van partners ontvangen|"
    "Zgoda na marketing podmiotów trzecich|Zgoda marketingowa partnerów|Souhlas s marketingem třetích stran|"
    "Consenso profilazione|Consenso profilazione marketing|Zgoda na profilowanie|Einwilligung Profilbildung|"
    "Consentement profilage marketing|Consent to profiling for marketing|Zgoda na przetwarzanie danych|"
    "Согласие на обработку персональных данных|SMS marketing consent text|Zgoda na kontakt telefoniczny|"
    "Согласие на звонки|Samtykke telefon|Consentimiento llamadas|Newsletter name|Newsletter topic|"
    "Newsletter ID|Email template|Mailing address|Mail|Marketing budget|Marketing channel|Newsletter frequency|"
    "Last newsletter sent|Number of newsletters|News|Offers made|Terms accepted|Accepte les SMS|"
    "Accepte les appels|Consentement courrier postal|Zgoda na SMS|Согласие на SMS|SMS izni|SMS 수신동의|短信订阅|"
    "Consenso SMS|Samtycke SMS|Tekstiviestimarkkinointi|Aceita receber SMS|Post erwünscht|Werbung per Post|"
    "Consenso posta cartacea|Push consent|WhatsApp opt-in"
).split("|")
TEXTS = {
    "SMS opt-in": False, "SMS consent status": False, "SMS status": False,
    "Zgoda na SMS": False, "SMS 수신동의": False, "Согласие на СМС": False,
    "Consenso SMS": False, "Tekstiviestimarkkinointi": False, "SMS opt-out": True, "SMS_BLOCKLISTED": True, "sms_unsubscribed": True, "do_not_sms": True, "Ingen SMS": True, "SMS opted out": True,
}  # fmt: skip


def _bars(header: str) -> bool:
    return bool(
        suppression_columns.says_no(header) or suppression_columns.bars(header) or suppression_columns.needs_yes(header)
    )


@pytest.mark.parametrize("header", ASKS)
def test_a_question_for_consent_is_heard_in_any_language(header: str) -> None:
    assert next(iter(meanings(header, "profiles")), None) == "consent:email"
    assert not _bars(header)


@pytest.mark.parametrize("header", REFUSES)
def test_a_yes_to_a_refusal_is_never_a_yes_to_mails(header: str) -> None:
    assert _bars(header)


@pytest.mark.parametrize("header", NEITHER)
def test_consents_to_others_and_by_other_means_say_nothing_of_our_mails(header: str) -> None:
    assert next(iter(meanings(header, "profiles")), None) != "consent:email"
    assert not _bars(header)


@pytest.mark.parametrize(("header", "refuses"), TEXTS.items())
def test_consents_to_texts_are_of_texts(header: str, refuses: bool) -> None:
    assert next(iter(meanings(header, "profiles"))) == "consent:sms"
    assert near_headers.refuses_texts(header) is refuses


def test_letters_that_unicode_takes_for_no_others_are_read_as_they_are_written() -> None:
    assert text_of("Ønsker ikke nyhetsbrev") == "onsker_ikke_nyhetsbrev"
    assert is_turned("onsker_ikke_nyhetsbrev")
    assert refuses("onsker_ikke_nyhetsbrev")
