"""What the builder calls a property."""

from app.conditions.property_words import property_label


def test_properties_are_called_by_their_labels() -> None:
    assert property_label("product.category") == "category"
    assert property_label("product.shoe_size") == "shoe size"
    assert (property_label("time.hour"), property_label("own_thing")) == ("hour of the day", "own thing")
