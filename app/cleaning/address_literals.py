"""Domains in brackets: addresses in numbers as RFC 5321 section 4.1.3 and RFC 4291 section 2.2 have them."""

import re

from app.cleaning.address_diagnoses import Diagnosis

_IPV4 = re.compile(r"\b(?:(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)\.){3}(?:25[0-5]|2[0-4][0-9]|[01]?[0-9][0-9]?)$")
_IPV6, _GROUPS = "IPv6:", 8
_GROUP = re.compile(r"[0-9A-Fa-f]{0,4}")


def address_literal(text: str) -> Diagnosis:
    """What a domain in brackets is: an address in numbers as RFC 5321 section 4.1.3 has it, or none."""
    tail = _IPV4.search(text)
    if tail is not None and tail.start() == 0:
        return Diagnosis.ADDRESSLITERAL
    if tail is not None:
        # The last two groups of an address of version 6 may be one of version 4.
        text = f"{text[: tail.start()]}0:0"
    return _ipv6(text.removeprefix(_IPV6)) if text.startswith(_IPV6) else Diagnosis.DOMAINLITERAL


def _ipv6(text: str) -> Diagnosis:
    groups, gap = text.split(":"), text.find("::")
    found = Diagnosis.ADDRESSLITERAL
    if gap < 0:
        if len(groups) != _GROUPS:
            found = Diagnosis.IPV6_GRPCOUNT
    elif gap != text.rfind("::"):
        found = Diagnosis.IPV6_2X2XCOLON
    else:
        most = _GROUPS + (gap in (0, len(text) - 2))
        if len(groups) > most:
            found = Diagnosis.IPV6_MAXGRPS
        elif len(groups) == most:
            found = Diagnosis.IPV6DEPRECATED
    if text[:1] == ":" and text[1:2] != ":":
        return max(found, Diagnosis.IPV6_COLONSTRT)
    if text[-1:] == ":" and text[-2:-1] != ":":
        return max(found, Diagnosis.IPV6_COLONEND)
    if not all(map(_GROUP.fullmatch, groups)):
        return max(found, Diagnosis.IPV6_BADCHAR)
    return found
