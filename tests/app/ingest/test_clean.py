"""Cleaning whole columns."""

from decimal import Decimal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pytest
from babel.numbers import format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from app.cleaning import dates, emails, numbers, places, texts
from app.domain.clock import parse_moment
from app.ingest.facts.event_digests import digest
from app.ingest.importing.preview import shown
from app.ingest.vocabulary import event_words, permission_words

LONDON = ZoneInfo("Europe/London")


def column(*cells: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(cells, pa.string())])


def test_tidy() -> None:
    found = texts.tidy(column(" Ann ", "N/A", "-", "null", "", "\u200bBob\u00a0", "e\u0301", "Nan Smith", "unknown"))
    assert found.to_pylist() == ["Ann", None, None, None, None, "Bob", "é", "Nan Smith", None]


@pytest.mark.parametrize(
    ("cells", "mended"),
    [
        (["17850.0", "", "1.0"], ["17850", None, "1"]),
        (["17850.0", "A1"], ["17850.0", "A1"]),
        (["17850.0", "17.5"], ["17850.0", "17.5"]),
        (["", " "], [None, None]),
    ],
)
def test_ids_that_a_spreadsheet_made_numbers(cells: list[str], mended: list[str | None]) -> None:
    assert texts.own_ids(column(*cells)).to_pylist() == mended


def test_genders_and_languages_and_lists() -> None:
    said = column("f", "W", "männlich", "Mr.", "divers", "n/a", "")
    assert texts.genders(said).to_pylist() == ["female", "female", "male", "male", "other", None, None]
    tongues = column("EN", "de_AT", "German", "Français", "zh-hant-TW", "")
    assert texts.languages(tongues).to_pylist() == ["en", "de-AT", "de", "fr", "zh-Hant-TW", None]
    assert texts.lists(column("A|B | A", "", '["x","y"]', "n/a"), "|").to_pylist() == [
        ["A", "B"],
        None,
        ["x", "y"],
        None,
    ]
    assert texts.booleans(column("Yes", "NEIN", "1", "0", "oui", "perhaps")).to_pylist() == [
        True, False, True, False, True, None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("address", "matched"),
    [
        (" Ann.Lee@Example.COM ", "ann.lee@example.com"),
        ("user+tag@sub.example.co.uk", "user+tag@sub.example.co.uk"),
        ("o'neil@example.com", "o'neil@example.com"),
        ("JÜRGEN@MÜLLER.de", "jürgen@xn--mller-kva.de"),
        ("पा@उदाहरण.भारत", "पा@xn--p1b6ci4b4b3a.xn--h2brj9c"),
        ("a@xn--mller-kva.de", "a@xn--mller-kva.de"),
        ("n/a", None),
        ("a@@example.com", None),
        ("a@example..com", None),
        ("a,x@example.com", None),
        ("a b@example.com", None),
        ("a@", None),
        ("example.com", None),
        ("a.@example.com", None),
        ("a@-x.com", None),
        ("a@x.c0m", None),
        ("a@localhost", None),
        ('"a b"@example.com', None),
        ("a" * 65 + "@example.com", None),
        ("", None),
    ],
)
def test_addresses(address: str, matched: str | None) -> None:
    assert emails.addresses(column(address))[0].to_pylist() == [matched]
    assert emails.match_form(address) == matched


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_matched_address_is_its_own_match(text: str) -> None:
    matched = emails.match_form(text)
    assert matched is None or emails.match_form(matched) == matched


@pytest.mark.parametrize(
    ("cells", "style", "found"),
    [
        (["2.55", "-1", "0.0001"], None, [25_500, -10_000, 1]),
        (
            ["£1,234.50", "$ 12", "1 234", "(3.5)", "5-"],
            numbers.POINT,
            [12_345_000, 120_000, 12_340_000, -35_000, -50_000],
        ),
        (["1.234,50 €", "0,99", "12", "1.5"], numbers.COMMA, [12_345_000, 9_900, 120_000, None]),
        (["12345678901234.5678", "0.00005", "1e3"], None, [123_456_789_012_345_678, 0, 10_000_000]),
        (["", "abc", "n/a", "1,2,3", "nan", "1" * 40], None, [None] * 6),
    ],
)
def test_amounts(cells: list[str], style: str | None, found: list[int | None]) -> None:
    assert numbers.amounts(column(*cells), style).to_pylist() == found


@settings(deadline=None)
@given(st.integers(-(10**13), 10**13))
def test_every_amount_comes_back(value: int) -> None:
    sign, whole = "-" if value < 0 else "", abs(value)
    assert numbers.amounts(column(f"{sign}{whole // 10_000}.{whole % 10_000:04d}")).to_pylist() == [value]


@pytest.mark.parametrize(
    ("cells", "style"),
    [
        (["1.234,50", "12"], numbers.COMMA),
        (["1,234.50"], numbers.POINT),
        (["1,234", "5,678"], numbers.POINT),
        (["1,5", "2"], numbers.COMMA),
        (["0,999"], numbers.COMMA),
        (["1.234.567"], numbers.COMMA),
        (["1.5", "2"], None),
    ],
)
def test_the_format_of_numbers_is_found(cells: list[str], style: str | None) -> None:
    assert numbers.find_format(cells) == style


def test_times_are_local_unless_they_state_a_zone() -> None:
    cells = ["2011-07-01 10:00", "2011-07-01T10:00:00Z", "2011-07-01T10:00:00.5+02:00", "2011-07-01 10:00 UTC",
             "2011-07-01", "2011", "2011-02-30", "soon", ""]  # fmt: skip
    said = ["2011-07-01T10:00+01:00", "2011-07-01T10:00+00:00", "2011-07-01T08:00:00.5+00:00", "2011-07-01T10:00+00:00",
            "2011-07-01T00:00+01:00"]  # fmt: skip
    wanted = [parse_moment(text, LONDON).us for text in said] + [None] * 4
    assert dates.times(column(*cells), None, LONDON).to_pylist() == wanted


@pytest.mark.parametrize("zone", [LONDON, ZoneInfo("Pacific/Auckland"), ZoneInfo("America/Los_Angeles")])
def test_moments_that_no_calendar_has_are_none(zone: ZoneInfo) -> None:
    found = dates.times(column("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-14:00"), None, zone).to_pylist()
    assert [value is not None for value in found] == [True, False]
    assert dates.times(column("1e15", "-1e15", "1"), dates.UNIX, zone).to_pylist() == [None, None, 1_000_000]
    assert dates.times(column("1e15", "-1e15", "3e6", "-1e6"), dates.EXCEL, zone).null_count == 4
    assert None not in dates.times(column("9999-12-31 23:59:59", "9999-12-31"), None, ZoneInfo("UTC")).to_pylist()
    assert shown("datetime", found[0], zone)


def test_skipped_times_move_forward_and_doubled_ones_are_the_first() -> None:
    skipped, doubled = dates.times(column("27/03/2011 01:30", "30/10/2011 01:30"), "%d/%m/%Y %H:%M", LONDON).to_pylist()
    assert skipped == parse_moment("2011-03-27T02:30+01:00", LONDON).us
    assert doubled == parse_moment("2011-10-30T01:30+01:00", LONDON).us


def test_dates_are_the_day_that_they_say() -> None:
    assert dates.dates(column("1970-01-02", "1969-12-31T23:00:00Z", "x"), None).to_pylist() == [1, -1, None]
    assert dates.dates(column("02/01/1970"), "%d/%m/%Y").to_pylist() == [1]
    assert dates.times(column("86400", "x"), dates.UNIX, LONDON).to_pylist() == [86_400_000_000, None]


def test_countries() -> None:
    given_names = ["UK", "United Kingdom", "Deutschland", "EIRE", "RSA", "USA", "fr", "GBR", "Czech Republic", "España",
                   "Channel Islands", "Unspecified", ""]  # fmt: skip
    codes, original = places.countries(column(*given_names))
    assert codes.to_pylist() == ["GB", "GB", "DE", "IE", "ZA", "US", "FR", "GB", "CZ", "ES", None, None, None]
    assert original.to_pylist()[-4:] == ["España", "Channel Islands", "Unspecified", None]
    assert places.countries(column("GB"))[1].to_pylist() == [None]


def test_phones() -> None:
    cells = column("+44 20 7946 0958", "0044 (20) 7946-0958", "020 7946 0958", "020 7946 0958", "12", "n/a", "")
    regions = pa.array(["FR", None, "GB", None, "GB", None, None])
    whole = "+442079460958"
    assert places.phones(cells, regions).to_pylist() == [whole, whole, whole, None, None, None, None]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("view", "viewed_product"), ("product_view", "viewed_product"), ("Viewed Product", "viewed_product"),
        ("addtocart", "added_to_cart"), ("add_to_cart", "added_to_cart"), ("sent", "sent_email"),
        ("delivered", "received_email"), ("opened", "opened_email"), ("open", "opened_email"),
        ("clicked", "clicked_email"), ("complained", "marked_as_spam"), ("complaint", "marked_as_spam"),
        ("spam", "marked_as_spam"), ("Wheel spun", "wheel_spun"), ("placed_order", "placed_order"),
    ],
)  # fmt: skip
def test_event_names(text: str, name: str) -> None:
    assert event_words.event_name(text) == name


@pytest.mark.parametrize(
    ("kind", "name", "found"),
    [
        ("General", None, "hard"), ("10", None, "hard"), ("twardy", None, "hard"), ("Xyzzy", "bounce", "hard"),
        ("22", None, "soft"), ("miękki", None, "soft"), ("over quota", None, "soft"), ("unknown", None, "soft"),
        ("", "bounce", "soft"), (None, "BadEmailAddress", "hard"), (None, "policy_rejection", "hard"),
        (None, "Odbicie twarde", "hard"), (None, "Odbicie", "soft"), ("Blocked", None, "soft"),
    ],
)  # fmt: skip
def test_a_kind_of_bounce_that_is_not_understood_is_hard(kind: str | None, name: str | None, found: str) -> None:
    assert event_words.bounce_kind(kind, name) == found


def test_bounces_and_consents() -> None:
    assert [event_words.bounce_kind(*said) for said in ((None,), ("Permanent",), ("soft",), (None, "hard bounce"))] == [
        "soft", "hard", "soft", "hard",
    ]  # fmt: skip
    states = [permission_words.consent_status(text) for text in ("yes", "No", "PENDING", "", "unsubscribed", "maybe")]
    assert states == ["granted", "denied", "pending", "unknown", "withdrawn", None]


def test_digests_tell_equal_rows_apart_and_know_them_again() -> None:
    def of(*names: str | None) -> list[int]:
        empty = pa.chunked_array([pa.nulls(len(names), pa.string())])
        return list(digest({"name": pa.chunked_array([pa.array(names, pa.string())]), "url": empty}))

    first = of("a", "b", "a", None)
    assert len(set(first)) == 4
    assert of("b", "a", "c", "a", None) == [first[1], first[0], of("c")[0], first[2], first[3]]
    # The same on every machine and in every version, for digests are stored.
    assert of("a") == [1151955206975249868]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ann Lee <ann@x.example>", "ann@x.example"),
        ("John Smith john@x.example", "john@x.example"),
        ("mailto:ann@x.example?subject=hi", "ann@x.example"),
        ("Ann (ann@x.example)", "ann@x.example"),
        ("“ann@x.example”", "ann@x.example"),
        ("'ann@x.example'", "ann@x.example"),
        ("ann＠x.example", "ann@x.example"),
        ("ann@x.example\u200b", "ann@x.example"),
        ("ann@x.example ::: bob@x.example", "ann@x.example"),
        ("ann@x.example; bob@x.example", "ann@x.example"),
        ("E-mail: ann@x.example,", "ann@x.example"),
        ("ann@x.example.", "ann@x.example"),
        # What may be the rest of another address is nobody's.
        ("ann,lee@x.example", None),
        ("ann lee@x.example", None),
        ("ann@@x.example", None),
        ("ann@x.example@y.example", None),
        ("http://ann@x.example/", None),
    ],
)
def test_an_address_in_a_longer_text_is_taken_out_of_it(text: str, found: str | None) -> None:
    matched, given = emails.addresses(column(text))
    assert matched.to_pylist() == [found]
    assert given.to_pylist() == [text if found is None else found]


def test_all_addresses_of_a_cell_are_found() -> None:
    cells = column("Ann <ann@x.example>, BOB@x.example", "cy@x.example", "d@@x.example; e@x.example", "")
    assert emails.all_addresses(cells) == {0: ["ann@x.example", "bob@x.example"]}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("email_unsubscribed", "unsubscribed"), ("Unsubscribed Email", "unsubscribed"),
        ("emailUnsubscribe", "unsubscribed"), ("Abmeldung Newsletter", "unsubscribed"),
        ("se désabonner", "unsubscribed"), ("subscriber.unsubscribed", "unsubscribed"),
        ("Email Opt-Out", "unsubscribed"),
        ("darse de baja", "unsubscribed"), ("Marked Email as Spam", "marked_as_spam"), ("spamreport", "marked_as_spam"),
        ("email.complained", "marked_as_spam"), ("contact.hard_bounced", "bounced_email"),
        # What only looks so: another channel's, a page's, or a shop's.
        ("Unsubscribed from SMS Marketing", "unsubscribed_from_sms_marketing"),
        ("Unsubscribe Form Viewed", "unsubscribe_form_viewed"), ("Cancelled Subscription", "cancelled_subscription"),
        ("removed_from_cart", "removed_from_cart"), ("View spam score", "view_spam_score"),
    ],
)  # fmt: skip
def test_an_event_that_smells_of_a_refusal_is_taken_for_one(text: str, name: str) -> None:
    assert event_words.event_name(text) == name


@pytest.mark.parametrize("text", ["Dropped Email", "blocked", "hard_bounce", "email_blacklisted", "permanent_fail"])
def test_a_bounce_for_good_is_hard_by_its_name(text: str) -> None:
    assert (event_words.event_name(text), event_words.bounce_kind(None, text)) == ("bounced_email", "hard")
    assert event_words.bounce_kind("soft", text) == "soft"


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Yes, I agree", "granted"), ("No, thanks", "denied"), ("Ja, gerne", "granted"), ("Nein danke", "denied"),
        ("DNC", "denied"), ("do not email", "denied"), ("opt_out", "withdrawn"), ("optedOut", "withdrawn"),
        ("NEVER_SUBSCRIBED", "denied"), ("Non-marketing contact", "denied"), ("Marketing contact", "unknown"),
        ("subscribed (unconfirmed)", "pending"), ("CLEANED", "withdrawn"), ("unreachable", "withdrawn"),
        ("N/A", "unknown"), ("jein", None), ("not unsubscribed", None), ("maybe", None),
    ],
)  # fmt: skip
def test_states_of_consent_in_the_words_of_people_and_programs(text: str, state: str | None) -> None:
    assert permission_words.consent_status(text) == state


def test_what_ends_all_mailing_is_told_from_what_was_taken_back() -> None:
    told = [
        permission_words.ending(text)
        for text in ("cleaned", "Bounced", "complained", "soft bounced", "unsubscribed", "no")
    ]
    assert told == ["hard_bounce", "hard_bounce", "marked_as_spam", None, None, None]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("e-mail", "email"), ("Emails", "email"), ("", "email"), ("E-MAIL MARKETING", "email"), ("all", "all"),
        ("alle", "all"), ("Email+SMS", "email+sms"), ("push", "push"), ("whatever", None),
    ],
)  # fmt: skip
def test_channels_in_the_words_of_people_and_programs(text: str, channel: str | None) -> None:
    assert permission_words.channel_of(text) == channel


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("[{'reason': 'HARD_BOUNCE', 'timestamp': '2025-01-01'}]", "hard_bounce"), ("[]", None), ("", None),
        ("false", None), ("0", None), ("2024-03-01 10:00:00", ""), ("true", ""), ("SPAM_COMPLAINT", "marked_as_spam"),
        ("Mailbox full", "Mailbox full"), ("soft", None), ("NONE", None), ("2", ""),
    ],
)  # fmt: skip
def test_cells_of_columns_of_suppressions(cell: str, reason: str | None) -> None:
    assert permission_words.suppression_of(cell) == reason


@pytest.mark.parametrize(
    ("cell", "style", "told"),
    [
        ("1 234,56", numbers.COMMA, 1234.56), ("1\u202f234,56 €", numbers.COMMA, 1234.56), ("1'234.50", None, 1234.5),
        ("CHF 1’234.50", None, 1234.5), ("(12.50)", None, -12.5), ("($12.50)", None, -12.5), ("12.50-", None, -12.5),
        ("€ 12", None, 12), ("12 kr", None, 12), ("12 kr.", None, 12), ("1 234,50 zł", numbers.COMMA, 1234.5),
        ("Kč 12", None, 12), ("12,5 %", numbers.COMMA, 12.5), ("١٢٫٥", None, 12.5), ("۱۲", None, 12),
        ("１２", None, 12), ("−12", None, -12), ("Infinity", None, None), ("1e9999999", None, None),
        ("-1e9999999", None, None),
        ("1e-9999999", None, None), ("NaN", None, None), ("inf", None, None), ("12 apples", None, None),
    ],
)  # fmt: skip
def test_numbers_in_the_signs_of_many_lands_and_none_beyond_all_counting(
    cell: str, style: str | None, told: float | None
) -> None:
    assert numbers.decimals(column(cell), style).to_pylist() == [told]
    exact = None if told is None else round(told * 10_000)
    assert numbers.amounts(column(cell), style).to_pylist() == [exact]


@pytest.mark.parametrize(
    "cell",
    ["4OO", "O.50", "l2.50", "1Ol", "x4", "abc4", "no 4", "v2", "$4 off", "4 Mio", "4 5", "12 34", "1 2345", "1  234",
     "4x", "12abc", "kr4kr5", "$1.2M", "1M", "50c", "12l", "12.5S", "12a", "O12"],
)  # fmt: skip
def test_a_number_with_other_letters_or_two_in_one_cell_are_none(cell: str) -> None:
    assert numbers.decimals(column(cell)).to_pylist() == [None]
    assert numbers.amounts(column(cell)).to_pylist() == [None]


@pytest.mark.parametrize(
    "code",
    [
        "EUR",
        "usd",
        "AED",
        "Rs.",
        "R$",
        "A$",
        "HK$",
        "US$",
        "kr.",
        "zł",
        "руб.",
        "Fr.",
        "Bs.",
        "CFA",
        "NOK",
        "Birr",
        "MX$",
    ],
)
def test_money_is_read_with_its_sign_on_either_side(code: str) -> None:
    cells = [f"{code} 12.50", f"{code}12.50", f"12.50 {code}", f"-{code}12.50", f"({code} 12.50)"]
    assert numbers.amounts(column(*cells)).to_pylist() == [125_000, 125_000, 125_000, -125_000, -125_000]


def test_what_is_counted_may_stand_behind_a_number() -> None:
    assert numbers.decimals(column("Q12.50", "R 12", "P1,200.00", "L 12")).to_pylist() == [12.5, 12, 1200, 12]
    assert not numbers.holds_no_words(["36A", "34C"])
    cells = ["4 pcs", "12kg", "3 Stk.", "30 min", "5 szt", "12 Tage", "12.00 Euro", "₹1,23,456.00", "500/-"]
    assert numbers.decimals(column(*cells)).to_pylist() == [4, 12, 3, 30, 5, 12, 12, 123_456, 500]


@given(
    st.decimals(-999_999, 999_999, places=2),
    st.sampled_from(sorted({"en", "de", "fr", "de_CH", "pl", "sv", "nl", "it", "es", "pt_BR", "cs", "fa", "ar_EG"})),
)
def test_a_number_as_a_land_writes_it_is_that_number(number: Decimal, land: str) -> None:
    text = format_decimal(number, "#,##0.00", locale=land).replace("\u200e", "").replace("\u200f", "")
    point = text.translate(str.maketrans("٫", "."))[-3] == "."
    assert numbers.parse(text, None if point else numbers.COMMA) == number
