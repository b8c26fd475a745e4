"""Domains in brackets."""

import pytest

from app.cleaning.address_diagnoses import Diagnosis
from app.cleaning.address_literals import address_literal


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("255.255.255.255", Diagnosis.ADDRESSLITERAL),
        ("255.255.255.256", Diagnosis.DOMAINLITERAL),
        ("1.2.3.4.5", Diagnosis.DOMAINLITERAL),
        ("IPv6:1:2:3:4:5:6:7:8", Diagnosis.ADDRESSLITERAL),
        ("IPv6:1:2:3:4:5:6:7", Diagnosis.IPV6_GRPCOUNT),
        ("IPv6:1::2::3", Diagnosis.IPV6_2X2XCOLON),
        ("IPv6:1:2:3:4:5:6::8", Diagnosis.IPV6DEPRECATED),
        ("IPv6:1:2:3:4:5:6::7:8", Diagnosis.IPV6_MAXGRPS),
        ("IPv6::2:3:4:5:6:7:8", Diagnosis.IPV6_COLONSTRT),
        ("IPv6:1::2:", Diagnosis.IPV6_COLONEND),
        ("IPv6:1:2:3:4:5:6:7:G", Diagnosis.IPV6_BADCHAR),
        ("IPv6:1:2:3:4:5:6:1.2.3.4", Diagnosis.ADDRESSLITERAL),
        ("IPv6:", Diagnosis.IPV6_GRPCOUNT),
        ("", Diagnosis.DOMAINLITERAL),
    ],
)
def test_what_a_domain_in_brackets_is(text: str, found: Diagnosis) -> None:
    assert address_literal(text) is found
