"""Headers of columns: the ESP's own, one's own, and numbers where two would be one."""

import pytest

from app.template import tree as t
from app.template.compiling.dialect import CannotSay, Columns
from app.template.dialects import dialects


def test_headers_and_limits_come_from_the_profile() -> None:
    mailchimp = dialects()["mailchimp"]
    assert mailchimp.header_of("first_name") == ("First Name", "FNAME")
    assert mailchimp.header_of("loyalty_tier") == ("LOYALTY_TI", "LOYALTY_TI")
    assert mailchimp.own_fields(["Email Address", "First Name", "CITY", "CITY"]) == ["CITY"]
    assert dialects()["generic"].title == "A generic ESP"


def test_two_long_names_of_one_tag_are_told_apart() -> None:
    columns = Columns(dialects()["mailchimp"], {"favourite_category": "text", "favourite_brand": "text"}, frozenset())
    tags = [columns.field(t.Name(name)).tag for name in ("favourite_category", "favourite_brand")]
    assert tags == ["FAVOURITE", "FAVOURIT_2"]


def test_what_is_no_text_field_is_no_column_as_it_is() -> None:
    columns = Columns(dialects()["klaviyo"], {"orders": "number"}, frozenset({"own"}))
    for expr in (t.Name("orders"), t.Name("own"), t.Const("x")):
        with pytest.raises(CannotSay):
            columns.field(expr)


def test_what_an_esp_lacks_is_said_of_it() -> None:
    with pytest.raises(CannotSay, match="Klaviyo has no moon_url"):
        dialects()["klaviyo"].system("moon_url")
    with pytest.raises(CannotSay, match="The project's sender has no fax"):
        dialects()["klaviyo"].sender("fax")
