"""The rows of the list of orders that stand out."""

from app.quality import Outlier
from ui.panes.quality.outliers_list import OutliersModel, called, money

ORDER = Outlier(7, 1, "email:ann@x.example", "", "A1", "2011-06-03T00:00:00+00:00", 1330.0, "EUR", "Why.", later=False)


def test_a_row_says_how_much_whose_and_why() -> None:
    model = OutliersModel()
    model.show_found([ORDER])
    assert (called(ORDER), money(ORDER)) == ("ann@x.example", "1,330.00 EUR")
    assert model.data(model.index(0, 0)) == "1,330.00 EUR, ann@x.example: Why."
    model.take(0)
    assert model.rowCount() == 0
