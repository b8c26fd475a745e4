"""The roots of words by which headers ask whether somebody may be sent mails, or say that they refused them.

In each language there are few words for what is sent, for agreeing to it and for refusing it, while the questions made
of them are endless. So a header is heard by its roots: a word of agreement beside a word of mails asks, and any word
of denial or refusal turns the question round. What stands here is compared with the words of a header as `text_of`
gives them, one underscore between two of them.
"""

import re
import unicodedata
from functools import cache

from app.domain.names import snake

_NO_ACCENTS = str.maketrans({"ß": "ss", "ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ς": "σ"})
"""Letters that Unicode does not take apart."""


def words_of(header: str) -> list[str]:
    """The words of a header, small and without accents."""
    return [word for word in _bare(snake(header)).split("_") if word]


def text_of(header: str) -> str:
    """The words of a header with one underscore between them, as the roots are compared with it."""
    return "_".join(words_of(header))[:_LONG]


_LONG = 2_000
"""So many signs of a header are looked at: a longer one is no question."""


def _bare(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_NO_ACCENTS)


def folded(roots: str) -> re.Pattern[str]:
    """Roots without accents, as `words_of` gives those of a header: in kana and Hangul too."""
    return re.compile(_bare(roots))


def _words(roots: str) -> re.Pattern[str]:
    """Roots at the beginning of a word."""
    return re.compile(rf"(?:^|_)(?:{_bare(roots)})")


_AGREES = folded(
    r"agree|consent|accept|subscri|opt(_|)in|allow|permi|receive|sign_me_up|want|like|keep_me|send_me|einverstand|"
    r"einwillig|zustimm|erhalten|accepte|souhait|recev|acepto|deseo|recibir|accett|ricever|desider|akkoord|ontvang|"
    r"aceit[oa]|acept|(^|_)quer(o|es?)?(_|$)|desej|desea|gostaria|status|erlaub|gestattet|erwunscht|gewunscht|"
    r"autoris|"
    r"permes|consentit|"
    r"toegestaan|dozwolon|povolen|abonn|bezieht|(^|_)ja_nein|inschrij|subscrev|(?<!des)inscri|(?<!dis)iscri|"
    r"suscri|subscrit|assinant|assina|autoriz|"
    r"(^|_)quier|(^|_)ve(ut|ux|ulent)(_|$)|(^|_)(mochte|wunscht?|anmeldung)(_|$)|abonat|abonare|(^|_)acord|(^|"
    r"_)doresc|"
    r"(^|_)doreste|(^|_)vreau|aanmeld|"
    r"vuole|voglio|wenst|(^|_)wil(_|$)|aangemeld|zgod|zgadz|(^|_)chc[ei]|otrzym|subskry|zapisan|souhlas|suhlas|"
    r"prijim|"
    r"odber|prihlasen|zasila|zasie|posila|(^|_)zela|"
    r"samtyck|samtykk|onsk|tilmeld|pameld|prenumer|(^|_)vill?(_|$)|tillat|tillad|^ja_ta(k|kk|ck)_|"
    r"halua|tila[au]|suostu|lupa$|(^|_)lupa(_|$)|sahkopostimarkkinoin|hozzajarul|feliratkoz|szeretn|kivan|(^|"
    r"_)ker(i|em|ek)?(_|$)|"
    r"istiyor|istem|(^|_)izin|(^|_)izni|(^|_)onay|uyeli[kg]|"
    r"sutink|sutikim|nousolek|noustu|piekrit|pristan|suglas|narocil|(^|_)prijav|(^|_)dang_ky|(^|_)dong_y|(^|"
    r"_)nhan(_|$)|"
    r"setuju|bersedia|langganan|(^|_)ma(h)?u(_|$)|(^|_)vol(en)?_(rebre|el|la|els|newsletter|correus|butlleti|publicitat|ofertes)(_|$)|(^|_)nahi(_|$)|pranon|deshiron|samþykk|"
    r"razılıq|razılıg|razilig|(^|_)zel(i|im|ite)(_|$)|^prima(m|te)_|^prima_(bilten|obav|novosti)|privol|soglasj|soglasa|saglasn|(^|_)strinja|"
    r"согла|хочу|хоче|желае|желаю|подпис|підпис|згод|бажа|отримув|получ|съглас|абонамент|абонир|пристан|привол|сагласн|согласн|"
    r"συγκατ|συναιν|αποδοχ|επιθυμ|εγγραφ|λαμβαν|"
    r"希望|購読|受信|受け取|受取|配信|同意|承諾|订阅|訂閱|接收|愿意|수신|구독|동의|원하|받|"
    r"اشتراك|موافق|قبول|استلام|تلقي|يرغب|ترغب|اوافق|אישור|מאשר|הסכמ|מסכימ|מעוני|לקבל|קבלת|הרשמ"
)
_SENDS = folded(
    r"(^|_)(send|mail|contact|notify)|envi[ae]|envoy|invia|enviar|schick|skick|zasyl|wysyl|lahet|kuld|gonder|"
    r"αποστ|στελ|"
    r"отправл|присыл|слать|писать|надсил|送信|送ら|发送|發送|보내|ارسال|ترسل|שלח|שליח|לשלוח|gemaild|demarch"
)
_MAILS = folded(
    r"(^|_)e?_?mail(s|e|i|ow|y|u|ami|en|em)?(_|$)|newsletter|marketing|(^|_)(market_to|offers?|promotions?|promo|news|"
    r"updates|angebote|werbung|"
    r"offres|ofertas|offerte|aanbiedingen|nieuwsbrief|boletin|boletim|infolettre|mailings?|infomails?|rundmails?|"
    r"publicidade?|reclame|reklam\w*|oferty|nabidk\w*|novin\w*|biuletyn\w*|nyhetsbrev\w*|nyhedsbrev\w*|uutiskirje\w*|"
    r"hirlevel\w*|e?bulten\w*|correos?|courriels?|pubblicita|promozioni|promocoes|promociones|novidades|novedades|"
    r"e_?post(a|en|i)?|sahkoposti\w*|emailmarketing|prospection|demarch\w*|mailmarketing|emailing|emailuri|"
    r"emaile(ke)?t|werbekontakte?|gemaild|utskick\w*|"
    r"postituks\w*|envois|envios|pazarlama\w*|"
    r"lettre_d_?information|"
    r"(informaci|comunicaci|communicati|comunicazion|comunicaco|comunicari|information|mededeling|bericht)\w*_"
    r"(publicitari|comercia|commercia|commerciele)\w*|commercial_(communication|message|information|email)s?|"
    r"commerciele_\w+|informacj\w*_handlow\w*|obchodn\w*_(sdel|ozn|inform)\w*|"
    r"markedsforing\w*|marknadsforing\w*|\w*markkinoin\w*|ticari|kampanya\w*|naujienl\w*|uudiskir\w*|jaunum\w*|"
    r"novice|ban_tin|(tin_)?khuyen_mai|quang_cao|obavijesti|obavesti|novosti|bilten\w*|buletin\w*|butlleti\w*|publicitat|correus|bullet[ei]n\w*|"
    r"bulleten\w*|postlist\w*|markpost\w*|promosi|turundus\w*|otseturundus\w*|e_?posse|nuusbriewe?|marchnata)(_|$)|"
    r"(^|_)(elektronik_)?ileti(ler)?(_|$)|рассыл|розсил|новост|новин|реклам|маркетинг|б[иі]лтен|бюлетин|(^|_)лист(и|ы)(_|$)|(^|_)письм|"
    r"διαφημ|ενημερωτικ|προσφορ|ηλεκτρονικ|"
    r"メルマガ|メールマガジン|メール|ニュースレター|案内|邮件|郵件|电子报|電子報|营销|營銷|뉴스레터|"
    r"이메일|메일|광고|마케팅|"
    r"النشرة|بريد|الرسائل|رسائل|العروض|اعلان|تسويق|דיוור|ניוזלטר|ניוסלטר|פרסומ|תפוצה|עדכונים|מבצעים|מייל"
)
_ASKING = folded(
    r"(^|_)((may|can|shall|could|should)_(we|i)|(may|can|ok|okay)_(to_)?(market_to|e?mail)|(e?mail|send|notify|inform|tell|keep|write|contact)_(me|us|you)|"
    r"(darf|durfen|mogen|kann|konnen)_(wir|we)|(mag|kunnen)_we|pouvons_nous|peut_on|podemos|possiamo|(far|ma|kan)_vi|"
    r"saammeko|smime|muzeme|czy_mozemy|wolno_nam)(_|$)"
)
"""Words in which somebody is asked, or asks, to be written to: `May we email you?`, `Email me about events`."""
_CONSENT_ITSELF = folded(
    r"^(consent(ed|s)?|einwilligung\w*|zustimmung\w*|consentement|consentimiento|consentimento|consens[ou]\w*|"
    r"toestemming|zgod[aey]|souhlas\w*|suhlas\w*|samtyck\w*|samtykk\w*|suostumus\w*|hozzajarulas\w*|consimtamant\w*|"
    r"sutikim\w*|nousolek\w*|piekrisan\w*|pristan\w*|s[au]glasnost\w*|soglasj\w*|privol\w*|acord(ul)?|samþykki|razılı\w*|izin|izni|onay|onayi|συγκαταθεσ\w*|"
    r"συναινεσ\w*|согласи\w*|съгласи\w*|согласност\w*|сагласност\w*|пристан\w*|привол\w*|згод[аиу]|同意|동의|(ال)?موافقة|הסכמה)$"
)
_NOT = _words(
    r"(not|never|no_longer|dont|doesnt|nicht|kein\w*|niet|geen|nie|ne?_\w+_(pas|plus)|ne_(pas|plus)|ya_no|non)_\w|"
    r"no_(?!of_|\d)\w|(sin|sans|senza|sem|ohne|zonder|utan|uten|uden|ilman|bez|fara|tanpa)_\w|nessun|mai_|aucun|"
    r"jamais|"
    r"pas_de?_|plus_de?_|nein_|nao_|nunca|nooit|ej_|inte_|icke_|inga_|ingen_|aldrig?_|ne[ij]_t|ikke_|ei_|eivat|"
    r"alkaa_|en_(hal|suos|tah|ota|til|ann|hyv)|"
    r"brak_|nem_|ne_(kul|kap|zel|slaz|strinj|prist|prihv|prim|prej|kontakt|sal|posil|dozv|dovol|odob|obav|posal)|soha|nu_(do|vre|acc|sunt|tri|pri|con|este|mai|dor|ma_)|nuk_\w|dim_(marchnata|e_?byst|cylchlythyr|cyswllt)|ez_(dut|du|nahi)|khong_|tidak_|jangan_|"
    r"(не|нет|ні|без|немає|нема)_\w|(δεν|μην?|χωρις|οχι)_\w|(لا|عدم|غير|بدون)_|(לא|אינ\w*|אין|ללא|אל)_"
)
"""Words that deny, each with what must stand behind it."""
_DENIED = folded(
    r"kabul_etm|izin_(yok|verm)|ない|ません|なし|^不|_不|不(接|同|订|訂|想|愿|希|需|再)|않|"
    r"안_?함|미동의|없음"
)
_REFUSED = folded(
    r"ist[eə]m(iyor|em|ez|iyorum|ir|irem|irəm)|(^|_)(gonderme|gonderilme)(_|$)|"
    r"unerwunscht|ungewunscht|ongewenst|niechcian|nezadouc|oonskad|uonsk|нежелат|небажан|"
    r"werbe(verweiger|stopp|verbot)|reklam(e)?sp[ae]rr|(^|_)(e_?)?mail_?stopp?(_|$)|"
    r"不要|不可|いらない|要らない|拒|停止|解除|勿|反対|反对|反對|異議|异议|거부|거절|반대"
)
"""The same inside a word, and words that say alone that something is not wanted."""
_REFUSES = _words(
    r"nechc|nepr(e|i)|nesouhl|nesuhl|neode?b|nezas|nepos|nezel|nezad|nedost|nesm[ie]|nemuz|nekont|nesutin|nepiekr|"
    r"exclu(d|i[rdo]|(s|sion)?(_|$))|ausschl|ausgeschl|esclu(d|s[oai](_|$))|nega(_|t[oa]|d[oa])|nieg[ao](_|$)|"
    r"peruttu|perunut|refu[sz][aeio]|rechaz|rifiut|recus|declin|weiger|geweiger|verweiger|abgelehnt|ablehn|"
    r"lehnt|avboj|avvis|atsisak|atteic|atteik|loobu|keeld|keelat|neitar|odbij|odbil|odklon|zavrn|uskrac|refuzo|"
    r"avsla|afvis|"
    r"afsla|frabe[dt]|odmit|odmiet|odmow|odrzuc|elutasit|visszautas|kielt[aoy]|respin|redd|ret(_|$)|"
    r"oppose|opposition|opposizion|oppon|opone|oposi|bezwa+r|widersp|sprzeciw|namitk|namietk|tiltakoz|vastust|itiraz|"
    r"object(s|ed|ion)|verbot|verbied|verbod|prohib|interdi|vietat|zakaz|letilt|tilt(va|ott)|uitgesloten|"
    r"αρν(η|ειτ|ουμ)|αντιρρ|εναντιω|διαγραφ|απαγορ|отказ|отклон|відмов|відхил|возраж|запере|запре[тщ]|заборон|удален|исключ|"
    r"вилуч|видален|запереч|(про(ти|тив)(_|$))|"
    r"اعتراض|يعترض|התנגד|מתנגד|رفض|يرفض|ازالة|حذف|الغاء|הסר|הוסר|סרב|סירב|סירוב|מסרב|ביטול|tu_choi|menolak"
)
"""Words of refusing, objecting and being taken off."""
_RECALLS = _words(
    r"revoc|revok|ritir|retir|widerruf|wycofan|cofn|odwol|odvol|ingetrok|intrek|aterkall|tilba[gk]ekal|"
    r"tilba[gk]etr|peru|"
    r"visszavon|geri|preklic|povuc|povuk|opoziv|повуч|повлеч|оттегл|опозов|retrait|tuhista|отозв|отзыв|відклик|ανακλ|ανακαλ|撤回|철회|retras|neni|nema|nedal|neudel|odebra|neposkyt|"
    r"atsauk|tagasi|سحب"
)
"""Words of taking back, which turn what is said of a consent alone: goods are called back as well."""
_OF_OTHERS = folded(
    r"(^|_)(third|3rd|partners?|partenaires?|parceir\w*|socios_comerciales|terz[io]|terze|tercer\w*|terceir\w*|tiers|"
    r"dritte[nr]?|derden|tredje\w*|tredjepart\w*|trzeci\w*|partnerow|tretic?h?|tretim|harmadik|kolmansi\w*|ucuncu|"
    r"cession[ei]|weitergabe|doorgifte|affiliat\w*|sister_\w+)(_|$)|τριτ(ου|ων)|треть|третіх|партн[её]р|第三者|"
    r"第三方|제_?3_?자|"
    r"(^|_)profil(ing|age|owan\w*|ac\w*|azion\w*|bild\w*|er\w*|ov\w*|oint\w*)|профил|профіл"
)
"""Whose mails are somebody else's, and what is made of somebody's data: neither a yes nor a no to our mails."""
_BY_OTHER_MEANS = folded(
    r"(^|_)(telefon\w*|telephon\w*|llamad\w*|chiamat\w*|appels?|anruf\w*|puhelin\w*|puhelu\w*|tekstivies\w*|"
    r"whats_?app|viber|telegram|courriers?|cartace\w*|kirjeitse|briefpost|postal\w*|poczta_tradycyjn\w*|sms\w*|"
    r"smses?)(_|$)|"
    r"телефон|звонк|дзвінк|смс|短信|简讯|簡訊|电话|電話|문자|전화|푸시|プッシュ"
)


def is_of_mails(text: str) -> bool:
    """Whether words speak of mails, or of what is sent by them."""
    return bool(_MAILS.search(text))


def is_of_messages(text: str) -> bool:
    """Whether words speak of what is sent by mail and by other means as well."""
    return bool(_BROADLY.search(text))


def agrees(text: str) -> bool:
    """Whether words speak of agreeing to be sent mails, whichever way round."""
    return bool(_AGREES.search(text) and _MAILS.search(text))


def asks_somebody(text: str) -> bool:
    """Whether words are a question or a wish to be sent mails."""
    return bool(_ASKING.search(text) and _MAILS.search(text))


def is_consent_itself(word: str) -> bool:
    """Whether a word is the one for consent."""
    return bool(_CONSENT_ITSELF.search(word))


def is_turned(text: str) -> bool:
    """Whether words hold one of denial or refusal, so that nothing they ask can be a yes."""
    return any(pattern.search(text) for pattern in (_NOT, _DENIED, _REFUSED, _REFUSES))


def is_of_others(text: str) -> bool:
    """Whether words speak of mails of somebody else, of profiles, or of another way to reach somebody alone."""
    return bool(_OF_OTHERS.search(text)) or (bool(_BY_OTHER_MEANS.search(text)) and not _BY_MAIL.search(text))


def is_of_texts(text: str) -> bool:
    """Whether words ask for consent to texts (SMS) alone, or tell who refused them."""
    if not _TEXTS.search(text) or _BY_MAIL.search(text) or _OF_OTHERS.search(text) or _OF_A_TEXT.search(text):
        return False
    asked = any(map(_CONSENT_ITSELF.search, text.split("_"))) or _OPTED_IN.search(text) or _AGREES.search(text)
    return bool(asked) or refuses_texts(text)


def refuses_texts(text: str) -> bool:
    """Whether words about texts say that somebody wants none."""
    return bool(_TEXTS.search(text)) and (bool(_OUT.search(text)) or is_turned(text))


_TEXTS = folded(r"(^|_)(sms|mms|smses|text_messages?|tekstivies\w*)(_|$)|смс|短信|简讯|문자")
_OPTED_IN = folded(r"(^|_)(opt(ed)?_?in|marketing|tekstiviestimarkkinoin\w*)(_|$)")
_OUT = folded(
    r"(^|_)(opt(ed)?_?outs?|optedout|unsub\w*|stop(ped)?|blo(c|)k?list\w*|black_?list\w*|do_not|dont|no|block\w*|"
    r"suppress\w*|desabon\w*|abgemeldet|abmeld\w*|baja|afgemeld|avmeldt|afmeldt|wypis\w*|odhlas\w*)(_|$)|отпис|"
    r"відпис|退订|거부"
)
_OF_A_TEXT = folded(
    r"(^|_)(date|time|at|on|source|method|text|wording|count|sent|received|number|id|double|timestamp|ip|datum|fecha|"
    r"data|clicked|delivered|last|first|frequency|topics?|name|phone|or|and)(_|$)"
)
_BY_MAIL = folded(
    r"(^|_)e?_?mails?(_|$)|newsletter|e_post|sahkoposti|рассыл|розсил|メール|メルマガ|邮件|이메일|메일|דיוור|"
    r"nieuwsbrief|nyhe[td]sbrev|hirlevel"
)


@cache
def refuses(text: str) -> bool:
    """Whether words say that somebody wants no mails, or took their consent back: a yes below them is a no."""
    if is_of_others(text):
        return False
    mails, no = bool(_MAILS.search(text) or _BROADLY.search(text)), bool(_REFUSED.search(text))
    if (mails and _REFUSES.search(text)) or (no and (mails or _AD.search(text))):
        return True
    no = no or bool(_NOT.search(text) or _DENIED.search(text))
    if no and mails and (_AGREES.search(text) or _SENDS.search(text) or _NEXT.search(text)):
        return True
    if (no and _RECEIVES.search(text)) or ((no or _REFUSES.search(text)) and _CONTACTED.search(text)):
        return True
    consent = any(map(_CONSENT_ITSELF.search, text.split("_")))
    return consent and bool(_RECALLS.search(text) or _REFUSES.search(text) or _WITHOUT.search(text))


_BROADLY = folded(
    r"(^|_)(communications?|comunicaciones|comunicacoes|comunicazioni|wiadomosc\w*|zprav\w*|spravy|nachrichten|"
    r"berichten|"
    r"meddelanden|meldinger|beskeder|viesteja|uzenet\w*|mesaj\w*|messages?|mensajes|mensagens|messaggi|poruk[ea]|sporocil\w*|missatges|mesazhe)(_|$)|"
    r"сообщени|съобщени|(^|_)порак|(^|_)поруке?(_|$)|повідомлен|μηνυματ|お知らせ|消息|소식"
)
"""What is sent by other means as well: a no to it is one to mails, while a yes is none."""
_AD = folded(r"werbe|reklam|mail_?stopp?|(^|_)dm")
_RECEIVES = folded(
    r"수신|구독|受信|配信|接收|订阅|訂閱|(^|_)(ال)?بريد|(^|_)(no|ne[ij]|nein|nee)_(danke|ta[ck]k?|bedankt)(_|$)"
)
"""What is received by mail alone, in languages where one word says so."""
_CONTACTED = folded(
    r"_(kontakt(ira[nl][aoi]?|iraj\w*|ira|a|ad|as|at|es|et|er|eres|ov\w+|owa\w+|oi\w+|irati|ieren|iert)|gecontacteerd|"
    r"beworben|contact(a|ad[oa]s?|at[aei]?|ar|e|ed|er|ee?s?|eren|ati)|contattat[oaie]|contattare|benaderd?|benaderen|"
    r"anschreiben|"
    r"angeschrieben|demarch(er|ee?s?)|sollicit\w+|keres\w*|megkeres\w*|iletisime_gecme|контакт(увати|ировать|ира\w*|увај\w*)|dihubungi|kontaktuar|kontakteer|susisiek\w*|"
    r"беспокоить|"
    r"турбувати)(_werden|_worden|_wird|_per_\w+)?$|"
    r"(^|_)(ikke|ej|inte)_kontakt$"
)
_NEXT = folded(
    rf"(?:^|_)(?:no|kein\w*|geen|liever_geen|ne[ij]_t\w+(?:_til)?|ingen|inga|ei|nem|ikke|aucune?|nessuna?|pas_de?|plus_de?|sin|sans|sem|bez|ej|inte|fara|dim|χωρις|οχι)_"
    rf"(?:{_MAILS.pattern.replace('(^|_)', '')})"
)
"""A denial right before what is sent."""
_WITHOUT = _words("brak|sin|sans|senza|sem|ohne|zonder|utan|uten|uden|ilman|bez|без|fara|kein")
