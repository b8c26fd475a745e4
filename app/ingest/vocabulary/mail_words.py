"""What became of a mail, in the words of many languages: that it was sent, arrived, was opened, or clicked in.

Names of events and headers of results share them: `Megnyitás` is an event in one file, and heads a column in another.
They are compared with `folded` words, and have to be all that a text says beside what mails are called: `ticket opened`
is nobody's opening of a mail. Words by which people leave are those of `unsubscribe_words`, and are asked before.
"""

import re
from functools import lru_cache

from app.ingest.vocabulary.unsubscribe_words import folded, parting

_SENT = (
    # German, French, Spanish, Portuguese, Italian, Dutch.
    "versendet|gesendet|envoyee?s?|envois?|enviad[oa]s?|envios?|inviat[oaie]|invii?o?|"
    "verzonden|verstuurd|verzending(en)?|"
    # Swedish, Danish, Norwegian, Finnish.
    "skicka(d|t|de|des)|avsan[dt]a?|utskicka(d|t|de)|utskick|(af|ud|ut)?sendt|(af|ud|ut)sendel?se|lahete(tty|tyt|ttiin)|lahetys|"
    # Polish, Czech, Slovak, Hungarian, Romanian, Turkish, Croatian and Slovene, Estonian, Lithuanian, Latvian.
    "wyslan[oyae]|wyslanie|wysylk[ai]|odeslan[oiyae]?|odeslani|odoslan[oiyae]|odoslanie|(el|ki)?kuld(ve|ott|es|ese)|"
    "trimis[ea]?|gonderil(di|en|mis)|gonderim|poslan[oaie]?|saadetud|issiust\\w*|nosutit\\w*|"
    # Greek, Russian, Ukrainian, Bulgarian.
    "σταλθηκε|εσταλη|απεσταλ\\w*|απεσταλμεν\\w*|αποστολη|отправлен[оаы]?|отправка|послано|надислан[оаи]?|відправлен[оаи]?|"
    "надіслан[оаи]?|изпратен[оаи]?|"
    # Chinese, Japanese, Korean, Vietnamese and Indonesian.
    "发送|發送|发出|送信|配信|送付|발송|전송|da gui|terkirim|dikirim"
)
_ARRIVED = (
    "zugestellt|zustellung|delivree?s?|remise?s?|recue?s?|entregad[oa]s?|recibid[oa]s?|"
    "entregues?|recebid[oa]s?|consegnat[oaie]|recapitat[oaie]|ricevut[oaie]|afgeleverd|bezorgd|ontvangen|"
    "levererat|levererad|levererade|mottag(en|et|na)|levere?t|modtaget|levert|mottatt|toimitettu|perilla|"
    "vastaanotettu|dostarczon[oyae]|doreczon[oyae]|otrzyman[oyae]|dorucen[oiyae]?|doruceni|dorucenie|"
    "kezbesit(ve|ett|es)|megerkezett|livrat[ea]?|primit[ea]?|teslim( edil(di|en|mis))?|iletildi|ulasti|"
    "dostavljen[oaie]?|isporucen[oaie]?|kohale toimetatud|pristatyt\\w*|piegadat\\w*|παραδοθηκε|παραδοση|ληφθηκε|"
    "доставлен[оаы]?|получен[оаы]?|доставка|отримано|送达|送達|投递成功|到达|到達|配達|受信|도달|수신|전달|da nhan|"
    "diterima"
)
_OPENED = (
    "geoffnet|offnung(en)?|ouverte?s?|ouvertures?|abiert[oa]s?|aperturas?|abert[oa]s?|"
    "aberturas?|apert[oaie]|apertur[ae]|geopend|opening(en)?|oppna(d|t|de|des)|"
    "oppning(ar)?|abnet|abning(er)?|apnet|apning(er)?|avattu|avattiin|avaus|avaukset|luettu|"
    "otwart[oaeyi]|otwarci[ea]|otevren[oiyae]?|otevreni|otvoren[oiyae]|otvorenie|precteno|"
    "megnyit(as|asok|va|ott|otta)|olvasott|deschis[ea]?|deschider[ei]|citit[ea]?|acil(di|an|ma|mis)|okundu|"
    "odprt[oaie]?|avatud|atidaryt\\w*|atverts?|atverta|ανοιχτηκε|ανοιξε|ανοιγμα\\w*|αναγνωσ\\w*|открыт[оаы]?|открытие|"
    "открытия|прочитан[оаы]?|відкрит[оаи]?|прочитано|отворен[оаи]?|打开|打開|开启|開啟|阅读|开信|開封|열람|오픈|개봉|"
    "읽음|da mo|dibuka"
)
_CLICKED = (
    "(an)?geklickt|klicks?|cliquee?s?|clics?|clicad[oa]s?|clicou|cliques?|pulsad[oa]s?|cliccat[oaie]|(aan)?geklikt|"
    "kliks?|klicka(d|t|de|des)|klickning(ar)?|klikket|klikk|klikattu|klikkaus|klikkaukset|klikkasi|klikniet[oaey]|"
    "klikniec\\w*|kliknut[oiyae]?|kliknuti|kliknutie|proklik\\w*|preklik\\w*|(ra)?kattint(as|asok|ott|va|otta)|"
    "atkattint\\w*|accesat[ea]?|clicuri|tiklan(di|an|ma|mis)|tikla(di|ma|ndi)|klikniv?\\w*|klikitud|klopsatud|paspaust\\w*|"
    "noklikskin\\w*|κλικ|клики?|кликнул[аи]?|клацнув|кликнат\\w*|нажат[оаы]?|перешел|переход(ы)?|перехід|натиснуто|点击|"
    "點擊|点按|クリック|클릭|nhap|diklik"
)
_VERBS = tuple(
    (name, re.compile(words))
    for name, words in (
        ("sent_email", _SENT),
        ("received_email", _ARRIVED),
        ("opened_email", _OPENED),
        ("clicked_email", _CLICKED),
    )
)
_OF_ANYTHING = {
    "sent_email": "sen[dt]s?|sending|versandt|versand|verschickt|abgeschickt|expediee?s?|expediat[ea]?|spedit[oaie]",
    "received_email": "deliver(ed|y|ies)|received?|ausgeliefert|livree?s?",
    "opened_email": "open(ed|s|ing)?|read|gelesen|lue?s?|leid[oa]s?|lid[oa]s?|lett[oaie]|gelezen|last",
    "clicked_email": "click(ed|s|ing)?",
}
"""Words that tell of a mail only where one is named: a ticket is opened as well, and a parcel delivered."""
_NEEDS_MAIL = tuple((name, re.compile(words)) for name, words in _OF_ANYTHING.items())

_MAILS = frozenset(
    "email emails mail mails newsletter newsletters mailing mailings courriel courriels correo correos mejl mejlet "
    "epost "
    "eposten sahkoposti e mailt eposta bulten hirlevel письмо письма".split()
)
"""What a mail is called."""
_BESIDE = frozenset(
    "e message messages post posta user users recipient recipients contact subscriber customer campaign link links the "
    "a an in on of by was were has been is to from event "
    "die der das wurde wurden ist im nachricht nachrichten l le la les un une dans lien liens est ete sur el los "
    "enlace "
    "enlaces se fue ha o os as foi no na il lo gli stato stata link nel de het een werd naar i ett en blev har lank "
    "lanken "
    "brev on linkki viestia viesti w wiadomosc wiadomosci odkaz odkazu zprava zpravy sprava az level linkre hivatkozas "
    "mesaj mesajul baglanti baglantiya по ссылке ссылка посилання το μηνυμα".split()
)
"""What stands beside and says nothing of its own."""
_SCRIPTS = re.compile(
    r"이메일|메일|뉴스레터|링크|여부|완료|횟수|건수|됨|함$|メールマ[ガカ][ジシ]ン|メール|メルマガ|リンク|済み|済|された|した|回数|件数|"
    r"电子邮件|邮件|郵件|链接|連結|成功|次数|已|了$"
)
"""The same in scripts that leave no blanks between words."""
_WHEN = re.compile(
    r"\b(am|at|um|on|le|el|il|op|la|kl|ora|date|time|timestamp|datum|zeit|zeitpunkt|uhrzeit|fecha|hora|data|dato|tid|"
    r"tidspunkt|tidpunkt|pvm|paiva|aika|ajankohta|czas|cas|ido|ideje|idopont\w*|datuma|tarihi?|zamani?|ημερομηνια|ωρα|"
    r"дата|время|час|first|last|erste[rs]?|letzte[rs]?|premiere?|derniere?|primera?|ultim[oa]|prim[oa]|forsta|sista|"
    r"eerste|laatste|elso|utolso|pierwsze|ostatnie|prvni|posledni)\b|일시|시간|시각|날짜|일자|최초|최종|日時|日付|時刻|"
    r"时间|日期|時間|首次|最后|初回|最終|(?<=[信封達])日$"
)
"""What a column of times has in its header beside what happened then."""
_COUNTED = re.compile(
    r"\b(number|count|counts|total|times|unique|anzahl|nombre|numero|cantidad|aantal|antal|antall|maara|liczba|pocet|"
    r"szama|numar|numarul|sayisi|αριθμος|количество|число|кількість)\b|수$|数$|數$"
)


@lru_cache(maxsize=4_096)
def event_of(text: str) -> str | None:
    """The event that a text names, of a mail that was sent, delivered, opened or clicked; None where it is another."""
    words = _SCRIPTS.sub("", folded(text))
    told = words.split()
    mailed = any(word in _MAILS for word in told)
    bare = " ".join(word for word in told if word not in _MAILS and word not in _BESIDE)
    if not bare:
        # All of it stood aside: `последний`, `last` are such words, and no events.
        return None
    for name, verb in (*_VERBS, *(_NEEDS_MAIL if mailed else ())):
        if verb.fullmatch(bare):
            return name
    return None


@lru_cache(maxsize=4_096)
def event_of_header(header: str) -> str | None:
    """The event that a column of results is about, whether it counts, says yes, or says when."""
    words = folded(header)
    if parting(words):
        return None
    bare = _COUNTED.sub(" ", _WHEN.sub(" ", _SCRIPTS.sub("", words))).strip()
    return event_of(words) or (event_of(bare) if bare else None)
