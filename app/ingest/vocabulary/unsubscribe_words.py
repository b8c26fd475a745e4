"""The words by which people leave a mailing list or are taken off it, in the languages whose mailings are known.

Headers, answers and names of events share them: what is called so in one of them means the same in the others. They are
roots, compared with `folded` words.
"""

import re
import unicodedata

_LEFT = (
    r"(\b|is|e?mail)un ?sub(?!mit|stan|tle|tly|urb|ject)|\bun ?su[bs]?cri|"
    r"(\b|e?mail|global)opt(s|ed|ing)? ?(me |us )?outs?\b|"
    r"\bopt ?in \w*(revoked|withdrawn|removed|expired|declined|refused)|"
    r"\bdo not (disturb|e ?mail|contact|send|mail)\b|\bdnd\b|"
    r"\bremoved? (me |\w+ )?from (the |all |our |my )?(e ?mail\w* )?(list|newsletter|mailing)|"
    r"\b(consent|permission)s? (was |is )?(revoked|withdrawn|removed|cancell?ed|ended|expired|denied|refused)|"
    r"\b(revok\w*|withdr[ae]w\w*|refus\w*|declin\w*|den(y|ied|ies)) (of )?(e ?mails? |marketing |the |all )*"
    r"(consent|permission|e ?mail|marketing|newsletter)|"
    r"\b(newsletter|mailing|e ?mail|marketing)s? (list )?(declined|refused|rejected|cancell?ed|withdrawn|revoked|"
    r"gekundigt|storniert|beendet)\b|"
    r"\b(cancel\w*|left|leaves?|ended|stop\w*) (the )?(e ?mails?|newsletters?|mailing|marketing|(mailing )?list)\b|"
    r"\b(subscriber|recipient)s? (was )?(removed|deleted|deactivated)\b|"
    # German, French, Spanish and Catalan, Portuguese, Italian, Dutch.
    r"abgemeldet|\babmeld|abbestell|\baustrag|ausgetragen|widerruf(?!sfrist|sbelehrung|srecht)|widerspr|werbesperre|"
    r"des ?abon|des ?inscri|(?<!planta )\bbaja\b(?! california)|de ?suscri|descadastr|desvincul|"
    r"cancel\w* (la |de |da |a |su |sua )*(suscri|inscri)|"
    r"disiscri|disdett|cancella\w* (dalla |della |la )?(iscri|newsletter|lista)|data (di )?cancellazione|"
    r"afgemeld|\bafmeld|uitgeschrev|uitschrij|"
    # The north, Finnish, Polish, Czech and Slovak, Hungarian, Romanian, Turkish, Indonesian, Vietnamese.
    r"\bodjavl|\bodjavil|\bloobunud|\batsisakes|\batteicies|\bafskr[aá][ðdn]|\bcregjistr|"
    r"\b(de|data|data de|deuse|donat|donada|dado|dada) baixa\b|\bbaixa (de |da |del |do |"
    r"de la )?(newsletter|butlleti|boletin|l?lista)|^baixa$|"
    r"avregistr|avprenum|avmeld|avbestall|framelding|peruut|wypis|rezygn|odhlas|leiratkoz|dezabon|"
    r"abonelik\w* (c[iı]k|iptal|ayr[iı]l)|berhenti berlangganan|h[uủ]y [dđ]ang k[yý]|"
    # Goods are called back and orders taken back as well: a consent is named, or nothing.
    r"(^|samty[ck]k\w* (er |blev |ble )?)(trukket( tilbake)?$|tilba[gk]e ?(tru|kal)|aterkall)|suostumu\w* peru|"
    r"(^|so?uhlas\w* |hozzajarulas\w* )(odvola|visszavon)|(izin|onay)\w* geri|"
    # Russian, Ukrainian, Bulgarian, Greek, Chinese, Japanese, Korean, Arabic, Hebrew.
    r"\bотпис|\bотпиш|\bодјав|\bвідпис|απεγγραφ|退订|退訂|取消订阅|取消訂閱|配信停止|配信解除|登録解除|購読解除|"
    r"(^|согласи\w* )отозва|(^|згод\w* )відклика|(^|συγκαταθεσ\w* )ανακ(λη|αλ)|"
    r"退会|退會|탈퇴|동의 ?철회|^철회|撤回|수신 ?거부|구독 ?(취소|해지)|[اإ]لغاء الاشتراك|ביטול"
)
_SPAM = (
    r"spam|complain|\babuse\b|\babuse |\bjunk|\bfbl\b|feedback loop|beschwer|\bplainte|\bqueja|\breclamo|\bklacht|"
    r"жалоб|скарг|\bспам|\breclamac|\bdenuncia|\blamentel|\bskarg|\bstiznost|\bpanasz|\bklagomal|"
    r"\bklage\b|\bsikayet|\bplangere|"
    r"スパム|迷惑メール|苦情|垃圾邮件|垃圾郵件|投诉|投訴|스팸"
)
_BOUNCED = (
    r"bounc|undeliver|unzustellbar|rebot|\brebond|rimbalz|permanent(ly)? fail|failed permanent|hard fail|"
    r"\bcleaned\b|\bnpai\b|\bruckl[aä]ufer|(nicht|un) ?zustellbar|onbestelbaar|non (delivr|distribu|recapit)|"
    r"mancat[oa] recapito|\bodbi(c|t|j)|nedoruc|niedorecz|niedostarcz|visszapattan|kimmok|kimmah|geri don(en|du)|"
    r"\bstuds(at|ade|ande)?\b|nao entreg|no entregad|недостав|не доставл|退信|バウンス|不達|반송"
)


def folded(text: str) -> str:
    """Words as they are compared: apart by one blank each, small, without accents."""
    return apart(unaccented(re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text.strip())))


def unaccented(text: str) -> str:
    """A text small and without accents."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    # Composed again: the letters of Korean come apart with the accents.
    return unicodedata.normalize("NFC", bare).casefold().translate(_NO_ACCENTS)


_NO_ACCENTS = str.maketrans("łøđı", "lodi")
"""Letters that Unicode takes for no others with an accent."""


def apart(text: str) -> str:
    """A text's words with one blank between them; an apostrophe parts none."""
    return re.sub(r"[\W_]+", " ", text.replace("'", "").replace("’", "")).strip()


_KINDS = tuple((name, re.compile(roots)) for name, roots in (
    ("unsubscribed", _LEFT), ("marked_as_spam", _SPAM), ("bounced_email", _BOUNCED),
))  # fmt: skip


_LONG = 400
"""So many signs of a text are looked at: a longer one is no answer and no name."""


def parting(words: str) -> str | None:
    """The event by which somebody left or was taken off, if folded words speak of one."""
    return next((name for name, roots in _KINDS if roots.search(words[:_LONG])), None)
