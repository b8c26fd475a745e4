"""Names in their case, and phone numbers in E.164 by the country of their row."""

from tests.app.recipe.columns import done, told


def test_names_are_written_in_their_case() -> None:
    assert done({"step": "names"}, "MCDONALD", "Ann", "") == ["McDonald", "Ann", ""]


def test_a_national_number_is_of_the_row_s_country_else_of_the_step_s() -> None:
    step = {"step": "phone", "country": "GB", "country_column": "Land"}
    cells = ["020 7946 0018", "030 123456", "+49 89 123456", "12", "n/a", ""]
    made = done(step, *cells, Land=["", "Germany", "FR", "GB", "GB", "GB"])
    assert made == ["+442079460018", "+4930123456", "+4989123456", "12", "n/a", ""]
    report = told(step, *cells, Land=["", "Germany", "FR", "GB", "GB", "GB"])
    assert (report.cells, report.left) == (3, 1), "what says nothing is no number that could not be done"
    assert report.sentence == "Write “C” as international phone numbers, national ones as of “Land”, else GB"


def test_without_a_country_only_international_numbers_can_be_done() -> None:
    assert done({"step": "phone"}, "020 7946 0018", "0044 20 7946 0018") == ["020 7946 0018", "+442079460018"]
