"""Questions for consent, their refusals, and those of somebody else's mails, in the words of many languages."""

import pytest

from app.ingest.vocabulary import near_headers, suppression_columns
from app.ingest.vocabulary.headers import meanings
from app.ingest.vocabulary.mail_roots import is_turned, refuses, text_of

ASKS = (
    "Newsletter ja/nein|Bezieht Newsletter|Newsletterabonnent|Abonné(e) à la lettre d'information|"
    "Abonnement newsletter|Inscription à la newsletter|Accord pour recevoir des emails|Suscripción al boletín|"
    "Suscriptor newsletter|Consentimiento marketing|Autoriza envío de correos|Iscrizione newsletter|"
    "Desidera ricevere email|Autorizzo l'invio di newsletter|Aceita newsletter|Subscreve newsletter|"
    "Consentimento de marketing|Abonnee nieuwsbrief|Toestemming voor e-mail|Inschrijving nieuwsbrief|Nyhetsbrev|"
    "Prenumererar på nyhetsbrev|Samtycke e-post|Nyhedsbrev tilmeldt|Samtykke til nyhedsbrev|Nyhetsbrev samtykke|"
    "Uutiskirje|Tilaa uutiskirjeen|Newsletter zgoda|Zgoda e-mail|Subskrypcja newslettera|"
    "Zgoda na komunikację marketingową|Newsletter souhlas|Zasílat novinky|Hírlevél|Kér hírlevelet|"
    "Marketing hozzájárulás|Abonat la newsletter|Accept newsletter|E-posta onayı|Pazarlama izni|"
    "Newsletter συναίνεση|Подписан на рассылку|Получать рассылку|Согласие на email|Розсилка|メルマガ|"
    "メルマガ希望|ニュースレター購読|뉴스레터 수신|이메일수신여부|광고수신동의|订阅邮件通知|营销邮件同意|"
    "الاشتراك بالنشرة|رسائل تسويقية موافقة|הסכמה לדיוור|"
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
    "Piekrītu saņemt jaunumus|Съгласие за маркетинг|Абониран за бюлетин|Privola za marketing|Prijavljen na novice|"
    "Пристанак за билтен|Согласност за маркетинг|Согласие на маркетинг|Uudiskiri|Samþykkir póstlista|Accepta butlletí|"
    "Pranon buletinin|Berlangganan newsletter|Setuju terima promosi|Bülleten razılığı|Nuusbrief|Buletina jaso nahi du|"
    "Acord comunicări comerciale|Consentement exprès (LCAP)|Đồng ý nhận tin khuyến mãi"
).split("|")
REFUSES = (
    "Ich möchte keine E-Mails mehr erhalten|Darf nicht beworben werden|Kein Werbekontakt|"
    "Ich widerspreche der Werbung|Je ne veux pas recevoir d'emails|Je ne souhaite plus recevoir la newsletter|"
    "Pas d'emailing|No quiero recibir publicidad|No me envíen correos|No acepto comunicaciones|"
    "Prefiero no recibir emails|Non voglio ricevere email|Non acconsento al marketing|Não quero receber emails|"
    "Não aceito publicidade|Ik wil geen e-mails ontvangen|Liever geen nieuwsbrief|Jag vill inte ha e-post|"
    "Inga utskick|Nej tack till nyhetsbrev|Jeg ønsker ikke at modtage nyhedsbreve|Ingen e-mails|"
    "Ikke send nyhetsbrev|En halua uutiskirjettä|En halua markkinointia|Nie chcę otrzymywać wiadomości|"
    "Nie zgadzam się na marketing|Nechci dostávat e-maily|Nesouhlasím se zasíláním|Nem szeretnék hírlevelet|"
    "Nu vreau să primesc emailuri|Nu sunt de acord cu marketingul|E-posta almak istemiyorum|Reklam istemiyorum|"
    "Pazarlamaya izin vermiyorum|Δεν θέλω να λαμβάνω newsletter|Не хочу получать рассылку|"
    "Не даю согласие на рассылку|Не хочу отримувати листи|メールを受け取らない|メール不要です|이메일 받지 않음|"
    "이메일 수신을 원하지 않습니다|我不想接收邮件|不要发邮件|لا أريد استلام الرسائل|איני מעוניין בדיוור|"
    "לא מאשר דיוור|"
    "Ne souhaite plus être contacté|Wycofano zgodę|Nepřeje si být kontaktován|Wil niet meer gemaild worden|"
    "Não deseja ser contactado|Non vuole essere contattato|No desea ser contactado|Möchte nicht angeschrieben werden|"
    "Vill inte bli kontaktad|Ønsker ikke å bli kontaktet|Ønsker ikke at blive kontaktet|"
    "Ei halua tulla kontaktoiduksi|"
    "Nie chce być kontaktowany|Nem szeretné, hogy megkeressük|Není souhlas|Nemá souhlas|Nedal souhlas|"
    "Odebral souhlas|"
    "Sutikimas atšauktas|Nõusolek tagasi võetud|Onayını geri aldı|Согласие отозвано|Згоду відкликано|"
    "Newsletter nein danke|Newsletter abbestellt|Kein E-Mail-Kontakt|Werbesperre E-Mail|Bitte keine Werbung|"
    "Mailing-Ausschluss|Von Mailings ausschließen|E-Mail-Sperre|Nicht anschreiben|Abbestelldatum|"
    "Désinscrit newsletter|Stop pub|Stop email|Ne pas contacter|Ne pas démarcher|Refuse emailing|"
    "N'accepte pas les emails|Plus de newsletter|Exclu des envois|Sin newsletter|No contactar|No mailing|"
    "Baja newsletter|Fecha baja|Excluir de envíos|Rechaza email marketing|Non contattare|Escludi da newsletter|"
    "Nega consenso marketing|Consenso revocato|No newsletter|Não contactar|Cancelou newsletter|Recusa e-mails|"
    "Remover da lista|Niet mailen|Uitgeschreven|Geen mailing|Wenst geen e-mails|Mag niet gemaild worden|"
    "Ej nyhetsbrev|Ej utskick|Vill ej bli kontaktad|Avregistrerad|Ikke kontakt|Afmeldt nyhedsbrev|"
    "Frabedt reklame|Reserveret mod henvendelser|Ikke nyhetsbrev|Ei postituksia|Ei saa kontaktoida|"
    "Suoramarkkinointi kielletty|Uutiskirje peruttu|Nie kontaktować|Rezygnacja z newslettera|"
    "Wypisany z newslettera|Bez newslettera|Cofnięta zgoda|Nekontaktovat|Odhlášen z newsletteru|Bez newsletteru|"
    "Odvolání souhlasu|Hírlevélről leiratkozott|Nem kér reklámot|Hozzájárulás visszavonva|Nu contacta|"
    "Fără newsletter|Retras consimțământul|Mail gönderme|İletişime geçme|Abonelikten ayrıldı|Bülten istemiyor|"
    "Όχι newsletter|Χωρίς newsletter|Ανάκληση συγκατάθεσης|Не беспокоить|Не отправлять email|"
    "Отписка от рассылки|Отзыв согласия|Стоп-лист|Не контактувати|Відкликання згоди|Відписка|配信不可|"
    "メール不要|DM不要|配信停止日|수신거부일|마케팅 거부|수신 안함|免打扰|勿扰名单|不再接收|屏蔽|إلغاء النشرة|"
    "لا ترسل بريد|سحب الموافقة|הסר מדיוור|לא לשלוח מיילים|ביטול הסכמה|"
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
    "Objects to marketing|Newsletter opt out date|Removed from list on|"
    "Odjavljen|Soglasje preklicano|Privola povučena|Ne želi biti kontaktiran|Одјављен|Не контактирај|Отпишан|"
    "Не желае съобщения|Nu dorește să fie contactat|Loobunud|Otseturunduse keeld|Atsisakė naujienlaiškio|"
    "Atteicies no jaunumiem|Afskráð(ur)|No vol publicitat|Deuse de baixa|Data de baixa|Nuk dëshiron emaile|"
    "Tidak mahu dihubungi|Reklam istəmir|Wil nie e-posse ontvang nie|Dim marchnata|Retrait du consentement|"
    "Αρνείται newsletter|Αντίρρηση στο marketing|反对营销|이메일 반대|الاعتراض على التسويق يعترض|Do not solicit|On Hold"
).split("|")
NEITHER = (
    "Newsletter Sprache|Newsletter-Typ|Newsletter geöffnet|Letzter Newsletter|Anzahl Newsletter|"
    "E-Mail geschäftlich|E-Mail privat|Email 2|E-post arbeid|Sähköposti 2|Correo alternativo|Email secondaria|"
    "E-mail verificado|E-Mail bestätigt|Mail gelöscht|Mailserver|Kontaktperson|Kontakt am|Angebot|"
    "Angebote erstellt|Objekt|Opposition party|Retrait magasin|Retrait en point relais|Refund|"
    "Refuse collection day|Rettungsdienst|Kieli|Kielitaito|Permisos de conducir|Permiso de trabajo|"
    "Opt-in Datum Partner|Gewünschte Lieferung|Wunschprodukt|Wishlist|Desired product|Nota|Nein|Notizen|No|"
    "No. of emails|Nº|Number|Novinka|Novy zakaznik|Neapol|Nepal|Nemzetiség|Ne|Nuovo cliente|Nueva|Inga|Ingen|"
    "Eircode|Eigentümer|Mailand|Email client|Marketing source|Marketing segment|Stop name|Bus stop|Stopover|"
    "Geri bildirim|Peru|Perusmaksu|Contact|Contact name|Contact person|Kontaktart|Kundennummer|Lehnt|"
    "Verbotszone|Rückgabe|Rückruf|Rückrufbitte|Widerrufsfrist|Kampanya adı|Letter of intent|Listing|Profil URL|"
    "LinkedIn profile|Partner name|Partneri|Third name|Tiers|Objection handling|Post code|Postleitzahl|Poste|"
    "Postal address|Telefon dienstlich|Lupa numero|Onayı veren|Sperrgut|Reklamation|Reklamace|Reklamacja|"
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
    "Consenso posta cartacea|Push consent|WhatsApp opt-in|Renda baixa|Prioridade baixa|Odpis|Keel|Keele kood|"
    "Prima newsletter|Vol 3|Buletin de identitate|Acordeon|Data odjave|Retrait magasin|Nema"
).split("|")
TEXTS = {
    "SMS opt-in": False, "SMS consent status": False, "SMS status": False, "Zgoda na SMS": False,
    "SMS 수신동의": False, "Согласие на СМС": False, "Consenso SMS": False, "Tekstiviestimarkkinointi": False,
    "SMS opt-out": True, "SMS_BLOCKLISTED": True, "sms_unsubscribed": True, "do_not_sms": True, "Ingen SMS": True,
    "SMS opted out": True,
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
