"""What can be unusual or wrong in an address, as the test suite of `is_email` names it, and in words.

The names, their order and their categories are those of Dominic Sayers' suite (isemail.info, BSD-3-Clause, `meta.xml`
3.05). What only a look into the domain name system tells (`DNSWARN`) is not asked here: by its form such an address is
valid. Mailing is stricter, as mail services are (`emails.match_form`): they take neither quoted names nor domains of
one word, and of a sound address that is not mailed the words say so.
"""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Category(StrEnum):
    """How sound an address is, the soundest first; what each means are the words of the suite."""

    VALID = "valid"
    """Sound in every place."""
    RFC5321 = "rfc5321"
    """Sound for the servers that carry mail, with unusual parts (a quoted name, an address in numbers)."""
    CFWS = "cfws"
    """Sound in a letter's head alone, for there are comments or blanks in it."""
    DEPREC = "deprec"
    """With parts that were given up long ago."""
    RFC5322 = "rfc5322"
    """Sound by the broadest reading of RFC 5322, and unsound otherwise."""
    ERR = "err"
    """Sound nowhere."""


class Diagnosis(IntEnum):
    """What is unusual or wrong; the higher number is graver."""

    VALID = 0
    TLD = 9
    TLDNUMERIC = 10
    QUOTEDSTRING = 11
    ADDRESSLITERAL = 12
    IPV6DEPRECATED = 13
    CFWS_COMMENT = 17
    CFWS_FWS = 18
    DEPREC_LOCALPART = 33
    DEPREC_FWS = 34
    DEPREC_QTEXT = 35
    DEPREC_QP = 36
    DEPREC_COMMENT = 37
    DEPREC_CTEXT = 38
    DEPREC_CFWS_NEAR_AT = 49
    DOMAIN = 65
    TOOLONG = 66
    LOCAL_TOOLONG = 67
    DOMAIN_TOOLONG = 68
    LABEL_TOOLONG = 69
    DOMAINLITERAL = 70
    DOMLIT_OBSDTEXT = 71
    IPV6_GRPCOUNT = 72
    IPV6_2X2XCOLON = 73
    IPV6_BADCHAR = 74
    IPV6_MAXGRPS = 75
    IPV6_COLONSTRT = 76
    IPV6_COLONEND = 77
    EXPECTING_DTEXT = 129
    NOLOCALPART = 130
    NODOMAIN = 131
    CONSECUTIVEDOTS = 132
    ATEXT_AFTER_CFWS = 133
    ATEXT_AFTER_QS = 134
    ATEXT_AFTER_DOMLIT = 135
    EXPECTING_QPAIR = 136
    EXPECTING_ATEXT = 137
    EXPECTING_QTEXT = 138
    EXPECTING_CTEXT = 139
    BACKSLASHEND = 140
    DOT_START = 141
    DOT_END = 142
    DOMAINHYPHENSTART = 143
    DOMAINHYPHENEND = 144
    UNCLOSEDQUOTEDSTR = 145
    UNCLOSEDCOMMENT = 146
    UNCLOSEDDOMLIT = 147
    FWS_CRLF_X2 = 148
    FWS_CRLF_END = 149
    CR_NO_LF = 150

    @property
    def category(self) -> Category:
        """The category that the suite gives it."""
        if self is Diagnosis.IPV6DEPRECATED:
            return Category.DEPREC  # Since 3.05, while its number stayed.
        return next(category for most, category in _UP_TO if self <= most)

    @property
    def is_fatal(self) -> bool:
        """Whether nothing behind it is looked at."""
        return self >= Diagnosis.EXPECTING_DTEXT


_UP_TO = (
    (0, Category.VALID),
    (15, Category.RFC5321),
    (31, Category.CFWS),
    (63, Category.DEPREC),
    (127, Category.RFC5322),
    (255, Category.ERR),
)

_LEGAL = "legal, but no ESP takes it"
_WORDS = {
    Diagnosis.VALID: f"an ending that no domain has: {_LEGAL}",
    Diagnosis.TLD: f"no dot in the domain: {_LEGAL}",
    Diagnosis.TLDNUMERIC: f"a domain that ends in figures: {_LEGAL}",
    Diagnosis.QUOTEDSTRING: f"a name in quotes: {_LEGAL}",
    Diagnosis.ADDRESSLITERAL: f"numbers in brackets for a domain: {_LEGAL}",
    Diagnosis.IPV6DEPRECATED: f"numbers in brackets for a domain: {_LEGAL}",
    Diagnosis.CFWS_COMMENT: "a remark in brackets",
    Diagnosis.CFWS_FWS: "a space or a line end in it",
    Diagnosis.DEPREC_LOCALPART: "quotes in a part of the name",
    Diagnosis.DEPREC_FWS: "a space or a line end in it",
    Diagnosis.DEPREC_QTEXT: "a sign that cannot be seen",
    Diagnosis.DEPREC_QP: "a sign that cannot be seen",
    Diagnosis.DEPREC_COMMENT: "a remark in brackets",
    Diagnosis.DEPREC_CTEXT: "a sign that cannot be seen",
    Diagnosis.DEPREC_CFWS_NEAR_AT: "a space or a remark beside the @",
    Diagnosis.DOMAIN: "a sign that no domain has",
    Diagnosis.TOOLONG: "more than 254 signs",
    Diagnosis.LOCAL_TOOLONG: "more than 64 signs before the @",
    Diagnosis.DOMAIN_TOOLONG: "more than 255 signs after the @",
    Diagnosis.LABEL_TOOLONG: "more than 63 signs between two dots of the domain",
    Diagnosis.NOLOCALPART: "nothing before the @",
    Diagnosis.NODOMAIN: "nothing after the @",
    Diagnosis.CONSECUTIVEDOTS: "two dots in a row",
    Diagnosis.ATEXT_AFTER_CFWS: "a space or a remark inside",
    Diagnosis.ATEXT_AFTER_QS: "something behind a quoted name",
    Diagnosis.ATEXT_AFTER_DOMLIT: "something behind a domain in brackets",
    Diagnosis.BACKSLASHEND: "a backslash at the end",
    Diagnosis.DOT_START: "a dot at the start of the name or of the domain",
    Diagnosis.DOT_END: "a dot at the end of the name or of the domain",
    Diagnosis.DOMAINHYPHENSTART: "a hyphen at the start of the domain or behind a dot of it",
    Diagnosis.DOMAINHYPHENEND: "a hyphen at the end of the domain or before a dot of it",
    Diagnosis.UNCLOSEDQUOTEDSTR: "a quote that is opened and never closed",
    Diagnosis.UNCLOSEDCOMMENT: "a bracket that is opened and never closed",
    Diagnosis.UNCLOSEDDOMLIT: "a bracket that is opened and never closed",
    Diagnosis.FWS_CRLF_X2: "a line end in it",
    Diagnosis.FWS_CRLF_END: "a line end in it",
    Diagnosis.CR_NO_LF: "a line end in it",
}  # fmt: skip
_OF_LITERALS = "no numbers that a domain can be, in brackets"
NO_AT, SEVERAL_AT, SPACE, ODD_SIGN = "no @", "more than one @", "a space inside", "a sign that no address has"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an address cannot be mailed: the suite's diagnosis, and the same in words for whoever can mend it."""

    diagnosis: Diagnosis
    words: str

    @property
    def category(self) -> Category:
        """How sound the address is otherwise."""
        return self.diagnosis.category


def fault_of(address: str) -> Fault:
    """Why an address that `emails.match_form` does not take cannot be mailed."""
    from app.cleaning.address_grammar import diagnose

    text = address.strip()
    found = diagnose(text, international=True)
    return Fault(found, _words(found, text))


def _words(found: Diagnosis, text: str) -> str:
    """What is wrong: what a glance sees first, and where there is nothing such the diagnosis in words."""
    if "@" not in text:
        return NO_AT
    if found.is_fatal or found.category in (Category.CFWS, Category.DEPREC):
        name, _, domain = text.rpartition("@")
        if '"' not in text and ("@" in name):
            return SEVERAL_AT
        if '"' not in text and "(" not in text and any(sign.isspace() for sign in name + domain):
            return SPACE
    if found is Diagnosis.VALID and "." not in text.rpartition("@")[2]:
        return _WORDS[Diagnosis.TLD]
    if Diagnosis.DOMAINLITERAL <= found <= Diagnosis.IPV6_COLONEND or found is Diagnosis.EXPECTING_DTEXT:
        return _OF_LITERALS
    return _WORDS.get(found, ODD_SIGN)
