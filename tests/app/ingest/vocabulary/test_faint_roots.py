"""Which headers may tell of a refusal, and which never do."""

import pytest

from app.ingest.vocabulary.faint_roots import denies, is_unread, may_refuse

DENYING = (
    "Refuses|Objected|GDPR objection raised|Processing restricted|Widerspruch liegt vor|Keine Ansprache|"
    "Ne souhaite rien|Rechaza comunicación|Nie wyraża|Nesouhlas|Ei yhteydenottoja|Vill ej bli kontaktad|"
    "Не беспокоить|Відмова|Αρνείται επικοινωνία|不希望联系|連絡しない|연락 거부|رفض التواصل|סירוב לקשר|Menolak|"
    "Is disabled|Suspended"
)
TOUCHING = (
    "Contact ok|Mailshot|Promo mails|Kontakt ok|Contatto|Contactable|E-Mail ok?|Pazarlama|Маркетинг|Επικοινωνία|联系|"
    "連絡|연락|Kapcsolatfelvétel|Yhteydenotto|Cold outreach"
)
OTHERS = (
    "VIP|Has children|Accepts terms|Tax exempt|SMS opt-in|Accepts returns|Marketing source|Marketing qualified lead|"
    "Primary contact|Emergency contact|Email verified|Non-profit|Non smoker|No show|Card declined|Returns refused|"
    "Kein Anruf|Do not call|Partner marketing|Third party emails|Contact owner|Reddit|Payment refused|Email opened|"
    "Html email|Name|Birthday|Town|Loyalty member|No plastic bags|Sin gluten"
)


@pytest.mark.parametrize("header", DENYING.split("|"))
def test_words_of_denying_refusing_and_objecting_are_heard(header: str) -> None:
    assert may_refuse(header)
    assert denies(header)


@pytest.mark.parametrize("header", TOUCHING.split("|"))
def test_words_of_mails_and_of_getting_in_touch_are_heard_and_deny_nothing(header: str) -> None:
    assert may_refuse(header)
    assert not denies(header)


@pytest.mark.parametrize("header", ["უარი მარკეტინგზე", "ยกเลิกการรับข่าวสาร", "सदस्यता रद्द"])
def test_letters_of_which_nobody_knows_a_word_are_asked_about(header: str) -> None:
    assert may_refuse(header)
    assert is_unread(header)
    assert not is_unread("Ärger, ошибка, 拒否, ªº ﾒｰﾙ")


@pytest.mark.parametrize("header", OTHERS.split("|"))
def test_what_is_of_something_else_is_not_asked_about(header: str) -> None:
    assert not may_refuse(header)
