"""The roots of answers in further languages: who has not confirmed yet, who refused, who is subscribed.

Compared with words as `app.ingest.vocabulary.permission_words.bare` gives them. What has a root of a no is never a yes,
whatever stands beside it.
"""

import re

from app.ingest.vocabulary.unsubscribe_words import unaccented


def _roots(told: str) -> re.Pattern[str]:
    return re.compile(unaccented(told))


_UNCONFIRMED = _roots(
    r"\b(no|nao|non|not|niet|nicht|nie|ne|nem|ikke|inte|ej) (\w+ )?(confirm|conferm|bevestig|bestatig|verifi|"
    r"potwierdz|"
    r"potvrz|potvrd|megerosit|bekreft|bekraft)|"
    r"\bniepotwierdz|\bnepotvr[zd]|\bneconfirmat|\bvahvistamat|\bobekraft|\bubekr\w{1,2}ft|\bonaylanma[dm]|"
    r"\bw[ae](rt|it)et auf|\boczekuj|\bcek(a|ajici)\b( na)?|\bmegerositesre var|\bfuggoben|\bin asteptare|\bodotta|"
    r"\bvantar|\bafventer|\bventer\b|\bonay bekl|\bbekle(mede|niyor|yen)|"
    r"не ?(подтвержд|підтвердж|потвърд)|неподтвержд|непідтвердж|^ожида|^очіку|^изчакв|μη επιβεβαι|εκκρεμ|"
    r"未(确认|確認|验证|驗證|激活)|待(确认|確認|验证)|確認待ち|承認待ち|仮登録|미확인|미인증|대기|"
    r"غير مؤكد|بانتظار|لم يؤكد|ממתין|לא אומת|לא אושר"
)
_REFUSED = _roots(
    r"\b(nein|nei|nej|non|nao|no|ei|en|ne|ni|nem|nu|hayir) (danke|ta[ck]k|takk|merci|obrigad[oa]|gracias|grazie|"
    r"kiitos|"
    r"dekuji|diky|hvala|kerem|kerek|multumesc|doresc|vreau|halua|suostu|tesekkur|istem\w*|accepto?)\b|"
    r"\b(nechc|nesouhl|nesuhl|nepr[ei]j|neprej|nezel|nezad)\w*|\b(odmow|odmit|odmiet)\w*|\brefuz\w*|\belutasit\w*|"
    r"\bkielt[aye]\w*|\bkielletty|\b(avboj|avvis|afvis|avsla|afsla)\w*|\bicke\b|"
    r"\b\w*(etm|istem|verm)(iyor|edi|ez|em)\w*|\bonay yok|\bizin yok|\bnega(to|do|ta|da)\b|\bnieg[ao]\b|"
    r"\b(ver)?weiger\w*|\boppos(e|ed|ition|to|ta)\b|\bs ?oppose|\boppone|\bopone\b|\bopuest[oa]|\bbezwaar|\bsprzeciw|"
    r"\bperut\w*|\bzabran\w*|^(нет|ні|не)\b|^отказ|відмов|^запре[тщ]|^заборон|^против|^запереч|αρν(η|ειτ|ουμ)|αντιρρ|^οχι\b|^δεν\b|"
    r"拒收|拒绝|拒絕|^לא\b|סירב|סרב|הוסר|בוטל|מבוטל|^(لا|غير)\b|مرفوض|رفض|ملغ"
)
_YES = _roots(
    r"^(ano|igen|kylla|evet|hai|jah|taip)\b|\bsouhlasi|\b(samtyck|samtykk)\w*|^(zgoda|souhlas|suhlas)$|"
    r"\baktiivinen|^activ$|\btilannut|^aktif$|^да\b|^так\b|^ναι\b|^ενεργος|"
    r"^正常$|^有效$|^活跃$|^已激活$|^启用$|^激活$|^정상$|^활성화?$|^موافق|^مشترك|^نشط$|^مفعل$|^نعم\b|"
    r"^מאשר|^מאושר|^רשומה$|^רשום$|^פעילה?$|^כן\b"
)
_BARRED = _roots(
    r"\b(za)?bloc?k(ir|ovan|owan|eret|kert|erad|erat)\w*|\bblocat\b|\bletilt\w*|\bengellen\w*|заблок|封禁|"
    r"黑名单|黑名單|차단|"
    r"محظور|"
    r"חסום"
)
_UNREACHED = _roots(
    r"недоступ|недійсн|неверн\w* адрес|无效(邮箱|邮件|地址)|無效(郵箱|信箱)|^エラー|수신 ?불가|مرتد|שגוי|"
    r"\bdevuelt|\bdevolvid|\breturnert|\bavvist av server|\b(ongeldig|ungultig|invalide|errat[oa]|rejete)\b"
)


def state_of(word: str) -> str | None:
    """What a bare word answers by its roots: `pending`, `denied` or `granted`; None where it has none, or both."""
    if _UNCONFIRMED.search(word):
        return "pending"
    refused, agreed = bool(_REFUSED.search(word)), bool(_YES.search(word))
    if refused and agreed:
        return None
    return "denied" if refused else "granted" if agreed else None


def ends(word: str) -> str | None:
    """The reason for which a bare word ends all mailing, by its roots."""
    if _UNREACHED.search(word):
        return "hard_bounce"
    return "suppressed" if _BARRED.search(word) else None
