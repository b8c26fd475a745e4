"""The email that the benchmarks render, and the columns of people's CSV."""

SUBJECT = "News for {{ first_name | default('you', true) }}"
PREHEADER = "What is new in {{ city }} this spring"
BODY = (
    "<html><body><p>Hello {{ first_name | default('there', true) }} in {{ city }},</p>"
    "{% if loyalty_tier == 'Gold' %}<p>Gold members come first.</p>{% else %}<p>Come and see.</p>{% endif %}"
    + "<p>Our spring news.</p>"
    * 40
    + '<p><a href="https://shop.example/x">Shop</a> <a href="{{ unsubscribe_url }}">Unsubscribe</a> '
    "{{ sender.address }}</p></body></html>"
)
TEXT = (
    "Hello {{ first_name | default('there', true) }} in {{ city }},\n\n"
    "{% if loyalty_tier == 'Gold' %}Gold members come first.{% else %}Come and see.{% endif %}\n\n"
    + "Our spring news.\n" * 40
    + "\nUnsubscribe: {{ unsubscribe_url }}\n{{ sender.address }}\n"
)
SENDER = {"from_name": "Shop", "from_address": "shop@shop.example", "postal_address": "1 Shop Street", "website": ""}

COLUMNS = (
    *("email", "first_name", "phone", "birth_date", "city", "country", "latitude", "longitude", "loyalty_tier"),
    *("points", "has_app", "signed_up_at", "tags"),
)
"""All that a contacts file has said of people."""
