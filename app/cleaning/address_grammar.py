"""The grammar of addresses as RFC 5321 and RFC 5322 have it, with all that is legal, obsolete or wrong in one.

It classes an address as Dominic Sayers' `is_email` 3.05 does (isemail.info, BSD-3-Clause), whose test suite it is held
to: RFC 5322 section 3.4.1 (addr-spec) with the obsolete forms of section 4, RFC 5321 sections 4.1.2, 4.1.3 and 4.5.3.1
(lengths, address literals), RFC 4291 section 2.2 (IPv6), RFC 1035 section 2.3.4 (labels). The suite also looks domains
up; here nobody is asked. Which domains of one word have mail of their own (`test@io`) is known from RFC 7085's list.

Each sign is looked at once, in the part of the address that is open at it; of all that is found the gravest counts.
"""

import json
import re
from collections.abc import Callable
from enum import Enum, auto
from functools import cache
from importlib import resources

from app.cleaning.address_diagnoses import Diagnosis
from app.cleaning.address_literals import address_literal

_SPECIALS = frozenset('()<>[]:;@\\,."')
"""Visible ASCII that no atom holds: RFC 5322 section 3.2.3."""
_FOLDS = frozenset(" \t\r")
_LET_DIG = re.compile(r"[0-9A-Za-z]")
_MOST_LOCAL, _MOST_DOMAIN, _MOST, _MOST_LABEL = 64, 255, 254, 63


@cache
def _dotless_with_mail() -> frozenset[str]:
    text = resources.files("resources").joinpath("cleaning", "dotless.json").read_text("utf-8")
    return frozenset(json.loads(text)["with_mail"])


def diagnose(address: str, *, international: bool = False) -> Diagnosis:
    """The gravest thing that the suite would say of an address; `international` takes RFC 6531's signs for letters."""
    return _Reading(address, international=international).diagnosis()


class _In(Enum):
    """The part of the address that a sign stands in."""

    LOCAL = auto()
    DOMAIN = auto()
    LITERAL = auto()
    QUOTED = auto()
    PAIR = auto()
    COMMENT = auto()
    FOLD = auto()


class _Reading:
    """One address, read from its first sign to its last, or to what ends it."""

    def __init__(self, address: str, *, international: bool) -> None:
        self._text, self._international = address, international
        self._at = 0
        self._part, self._before = _In.LOCAL, _In.LOCAL
        self._around: list[_In] = []
        self._local = self._domain = self._literal = self._atom = ""
        self._atoms = self._length = 0
        """Which atom of the local part or the domain this is, and how long it is so far."""
        self._closed = False
        """Nothing but a dot or the end of this part may come any more."""
        self._hyphen = False
        self._last = ""
        self._lines: int | None = None
        self._worst = Diagnosis.VALID
        self._reads: dict[_In, Callable[[str], None]] = {
            _In.LOCAL: self._in_local,
            _In.DOMAIN: self._in_domain,
            _In.LITERAL: self._in_literal,
            _In.QUOTED: self._in_quoted,
            _In.PAIR: self._in_pair,
            _In.COMMENT: self._in_comment,
            _In.FOLD: self._in_fold,
        }

    def diagnosis(self) -> Diagnosis:
        """The gravest of all that there is to say."""
        sign = ""
        while self._at < len(self._text) and not self._worst.is_fatal:
            sign = self._text[self._at]
            self._reads[self._part](sign)
            self._at += 1
        if not self._worst.is_fatal:
            self._end(sign)
        return self._worst

    def _say(self, found: Diagnosis) -> None:
        self._worst = max(self._worst, found)

    def _open(self, part: _In) -> None:
        self._around.append(self._part)
        self._part = part

    def _close(self) -> None:
        self._before, self._part = self._part, self._around.pop()

    def _is_foreign(self, sign: str) -> bool:
        """Whether a sign is beyond ASCII and not to be taken for a letter."""
        return sign > "\x7f" and not self._international

    def _folds(self, sign: str) -> bool:
        """Go into folding white space; a carriage return needs its line feed, which is passed over."""
        if sign == "\r":
            self._at += 1
            if self._text[self._at : self._at + 1] != "\n":
                self._say(Diagnosis.CR_NO_LF)
                return False
        return True

    def _fold(self, sign: str) -> None:
        self._open(_In.FOLD)
        self._last = sign

    def _add(self, text: str) -> None:
        if self._part is _In.DOMAIN or self._part is _In.LITERAL:
            self._domain += text
        else:
            self._local += text
        self._atom += text
        self._length += len(text)

    def _next_atom(self) -> None:
        self._atoms, self._length, self._atom, self._closed = self._atoms + 1, 0, "", False

    # local-part = dot-atom / quoted-string / obs-local-part

    def _in_local(self, sign: str) -> None:
        if sign == "(":
            early = not self._length and self._atoms
            self._say(Diagnosis.DEPREC_COMMENT if early else Diagnosis.CFWS_COMMENT)
            self._closed = self._closed or bool(self._length)
            self._open(_In.COMMENT)
        elif sign == ".":
            self._dot_in_local()
        elif sign == '"':
            self._quote_in_local()
        elif sign in _FOLDS:
            if not self._folds(sign):
                return
            if self._length:
                self._closed = True
            else:
                self._say(Diagnosis.DEPREC_FWS if self._atoms else Diagnosis.CFWS_FWS)
            self._fold(sign)
        elif sign == "@":
            self._end_local()
        else:
            self._atext_in_local(sign)

    def _dot_in_local(self) -> None:
        if not self._length:
            self._say(Diagnosis.CONSECUTIVEDOTS if self._atoms else Diagnosis.DOT_START)
            return
        if self._closed:
            # The whole may be quoted; an atom that is, among others, is the obsolete form.
            self._say(Diagnosis.DEPREC_LOCALPART)
        self._local += "."
        self._next_atom()

    def _quote_in_local(self) -> None:
        if self._length:
            self._say(Diagnosis.EXPECTING_ATEXT)
            return
        self._say(Diagnosis.DEPREC_LOCALPART if self._atoms else Diagnosis.QUOTEDSTRING)
        self._add('"')
        self._closed = True
        self._open(_In.QUOTED)

    def _end_local(self) -> None:
        if not self._local:
            self._say(Diagnosis.NOLOCALPART)
        elif not self._length:
            self._say(Diagnosis.DOT_END)
        elif len(self._local.encode("utf-8", "replace")) > _MOST_LOCAL:
            self._say(Diagnosis.LOCAL_TOOLONG)
        elif self._before in (_In.COMMENT, _In.FOLD):
            self._say(Diagnosis.DEPREC_CFWS_NEAR_AT)
        self._part, self._around = _In.DOMAIN, []
        self._atoms, self._length, self._atom, self._closed = 0, 0, "", False

    def _atext_in_local(self, sign: str) -> None:
        if self._closed:
            after_fold = self._before in (_In.COMMENT, _In.FOLD)
            self._say(Diagnosis.ATEXT_AFTER_CFWS if after_fold else Diagnosis.ATEXT_AFTER_QS)
            return
        self._before = _In.LOCAL
        if (not "!" <= sign <= "~" and (self._is_foreign(sign) or sign <= "\x7f")) or sign in _SPECIALS:
            self._say(Diagnosis.EXPECTING_ATEXT)
        self._add(sign)

    # domain = dot-atom / domain-literal / obs-domain

    def _in_domain(self, sign: str) -> None:
        if sign == "(":
            self._say(self._in_the_way(Diagnosis.DEPREC_COMMENT, Diagnosis.CFWS_COMMENT))
            self._closed = self._closed or bool(self._length)
            self._open(_In.COMMENT)
        elif sign == ".":
            self._dot_in_domain()
        elif sign == "[":
            if self._domain:
                self._say(Diagnosis.EXPECTING_ATEXT)
                return
            self._closed = True
            self._add("[")
            self._open(_In.LITERAL)
        elif sign in _FOLDS:
            if not self._folds(sign):
                return
            self._say(self._in_the_way(Diagnosis.DEPREC_FWS, Diagnosis.CFWS_FWS))
            self._closed = self._closed or bool(self._length)
            self._fold(sign)
        else:
            self._atext_in_domain(sign)

    def _in_the_way(self, between: Diagnosis, behind: Diagnosis) -> Diagnosis:
        """What comments and blanks are where they stand in the domain."""
        if self._length:
            return behind
        return between if self._atoms else Diagnosis.DEPREC_CFWS_NEAR_AT

    def _dot_in_domain(self) -> None:
        if not self._length:
            self._say(Diagnosis.CONSECUTIVEDOTS if self._atoms else Diagnosis.DOT_START)
            return
        if self._hyphen:
            self._say(Diagnosis.DOMAINHYPHENEND)
            return
        if self._length > _MOST_LABEL:
            self._say(Diagnosis.LABEL_TOOLONG)
        self._domain += "."
        self._next_atom()

    def _atext_in_domain(self, sign: str) -> None:
        if self._closed:
            after_fold = self._before in (_In.COMMENT, _In.FOLD)
            self._say(Diagnosis.ATEXT_AFTER_CFWS if after_fold else Diagnosis.ATEXT_AFTER_DOMLIT)
        self._hyphen = sign == "-"
        if (not "!" <= sign <= "~" and (self._is_foreign(sign) or sign <= "\x7f")) or sign in _SPECIALS:
            self._say(Diagnosis.EXPECTING_ATEXT)
        elif self._hyphen:
            if not self._length:
                self._say(Diagnosis.DOMAINHYPHENSTART)
        elif sign <= "\x7f" and not _LET_DIG.match(sign):
            self._say(Diagnosis.DOMAIN)
        self._add(sign)

    # domain-literal = "[" *([FWS] dtext) [FWS] "]"

    def _in_literal(self, sign: str) -> None:
        if sign == "]":
            known = self._worst < Diagnosis.DOMAIN
            self._say(address_literal(self._literal) if known else Diagnosis.DOMAINLITERAL)
            self._add("]")
            self._close()
        elif sign == "\\":
            self._say(Diagnosis.DOMLIT_OBSDTEXT)
            self._open(_In.PAIR)
        elif sign in _FOLDS:
            if self._folds(sign):
                self._say(Diagnosis.CFWS_FWS)
                self._fold(sign)
        elif self._is_foreign(sign) or sign in "\0[":
            self._say(Diagnosis.EXPECTING_DTEXT)
        else:
            if sign < "!" or sign == "\x7f":
                self._say(Diagnosis.DOMLIT_OBSDTEXT)
            self._literal += sign
            self._add(sign)

    # quoted-string = DQUOTE *([FWS] qcontent) [FWS] DQUOTE

    def _in_quoted(self, sign: str) -> None:
        if sign == "\\":
            self._open(_In.PAIR)
        elif sign in "\r\t":
            # A blank is a sign of the name like others; only these two fold.
            if self._folds(sign):
                self._add(" ")
                self._say(Diagnosis.CFWS_FWS)
                self._fold(sign)
        elif sign == '"':
            self._add(sign)
            self._close()
        else:
            if self._is_foreign(sign) or sign in "\0\n":
                self._say(Diagnosis.EXPECTING_QTEXT)
            elif sign < " " or sign == "\x7f":
                self._say(Diagnosis.DEPREC_QTEXT)
            self._add(sign)

    # quoted-pair = ("\" (VCHAR / WSP)) / obs-qp

    def _in_pair(self, sign: str) -> None:
        if self._is_foreign(sign):
            self._say(Diagnosis.EXPECTING_QPAIR)
        elif (sign < "\x1f" and sign != "\t") or sign == "\x7f":
            self._say(Diagnosis.DEPREC_QP)
        self._close()
        if self._part is not _In.COMMENT:
            self._add("\\" + sign)

    # comment = "(" *([FWS] ccontent) [FWS] ")"

    def _in_comment(self, sign: str) -> None:
        if sign == "(":
            self._open(_In.COMMENT)
        elif sign == ")":
            self._close()
        elif sign == "\\":
            self._open(_In.PAIR)
        elif sign in _FOLDS:
            if self._folds(sign):
                self._say(Diagnosis.CFWS_FWS)
                self._fold(sign)
        elif self._is_foreign(sign) or sign in "\0\n":
            self._say(Diagnosis.EXPECTING_CTEXT)
        elif sign < " " or sign == "\x7f":
            self._say(Diagnosis.DEPREC_CTEXT)

    # FWS = ([*WSP CRLF] 1*WSP) / obs-FWS

    def _in_fold(self, sign: str) -> None:
        if self._last == "\r":
            if sign == "\r":
                self._say(Diagnosis.FWS_CRLF_X2)
                return
            self._lines = 1 if self._lines is None else self._lines + 1
            if self._lines > 1:
                self._say(Diagnosis.DEPREC_FWS)
        if sign == "\r":
            if not self._folds(sign):
                return
        elif sign not in _FOLDS:
            if self._last == "\r":
                self._say(Diagnosis.FWS_CRLF_END)
                return
            self._lines = None
            self._close()
            # It is a sign of the part around.
            self._at -= 1
        self._last = sign

    def _end(self, sign: str) -> None:
        """What only the end of the address tells."""
        unclosed = {
            _In.QUOTED: Diagnosis.UNCLOSEDQUOTEDSTR,
            _In.PAIR: Diagnosis.BACKSLASHEND,
            _In.COMMENT: Diagnosis.UNCLOSEDCOMMENT,
            _In.LITERAL: Diagnosis.UNCLOSEDDOMLIT,
        }
        if self._part in unclosed:
            self._say(unclosed[self._part])
        elif sign == "\r":
            self._say(Diagnosis.FWS_CRLF_END)
        elif not self._domain:
            self._say(Diagnosis.NODOMAIN)
        elif not self._length:
            self._say(Diagnosis.DOT_END)
        elif self._hyphen:
            self._say(Diagnosis.DOMAINHYPHENEND)
        else:
            self._too_long()
        # The suite tells of it only where nothing but a quoted name or numbers in brackets is unusual.
        if self._worst < Diagnosis.CFWS_COMMENT:
            self._top_level()

    def _too_long(self) -> None:
        local, domain = (len(part.encode("utf-8", "replace")) for part in (self._local, self._domain))
        if domain > _MOST_DOMAIN:
            self._say(Diagnosis.DOMAIN_TOOLONG)
        elif local + 1 + domain > _MOST:
            self._say(Diagnosis.TOOLONG)
        elif self._length > _MOST_LABEL:
            self._say(Diagnosis.LABEL_TOOLONG)

    def _top_level(self) -> None:
        if not self._atoms and self._atom.casefold() not in _dotless_with_mail():
            self._say(Diagnosis.TLD)
        if self._atom[:1].isdecimal():
            self._say(Diagnosis.TLDNUMERIC)
