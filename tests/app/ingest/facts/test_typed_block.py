"""A block of a file's rows, each column in its type, null where a cell says nothing."""

from app.domain.names import date_of_days
from app.ingest.facts.typed_block import look_over
from tests.app.ingest.tables import cells, mapped

PEOPLE = "Customer ID,Email,Birth date,Shoe size,Tags\n17850.0,ANN@x.de,1990-05-03,41.5,a;b\n17851.0,n/a,soon,big,\n"


def test_columns_are_typed_and_what_cannot_be_read_is_noted_with_why() -> None:
    block = cells(PEOPLE, "profiles")
    born = block.value("birth_date").to_pylist()
    assert (date_of_days(born[0]).isoformat(), born[1]) == ("1990-05-03", None)
    assert block.value("email", "text").to_pylist()[1] is None
    assert block.unread["Birth date"][0].tolist() == [False, True]
    assert block.value("tags").to_pylist() == [["a", "b"], None]
    assert block.value("nothing_such", "text").to_pylist() == [None, None]


def test_identifiers_have_their_matched_form_and_the_text_as_given() -> None:
    told = cells(PEOPLE, "profiles").identifiers()
    assert told["customer_id"][0].to_pylist() == ["17850", "17851"], "a spreadsheet made them numbers"
    assert [column.to_pylist()[0] for column in told["email"]] == ["ann@x.de", "ANN@x.de"]


def test_only_the_whole_file_tells_whose_ids_are_mended_and_whether_0_is_a_guest() -> None:
    raw, mapping = mapped("Order ID,Date,Customer ID,Email,Total\n1,2025-11-01,0,a@x.de,5\n2,2025-11-02,0,b@x.de,5\n")
    assert look_over(raw.columns, mapping).guests
    raw, mapping = mapped("Customer ID,Email\n0,a@x.de\n1,b@x.de\n", "profiles")
    assert not look_over(raw.columns, mapping).guests
    raw, mapping = mapped(PEOPLE, "profiles")
    assert look_over(raw.columns, mapping).mended == {"Customer ID"}


def test_what_the_mapping_says_of_columns_is_found_by_their_meaning() -> None:
    block = cells(PEOPLE, "profiles")
    assert (block.header("email"), block.header("phone"), block.has("email")) == ("Email", None, True)
    assert block.said("phone").to_pylist() == ["", ""]
    assert [(name, kind) for name, kind, _ in block.own(frozenset({"email", "customer_id", "birth_date", "tags"}))]
