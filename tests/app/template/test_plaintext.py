"""The text part that is made from the HTML."""

from app.template.prepared_template import Parts, Template, prepare, with_system

SENDER = {"from_name": "Shop", "from_address": "a@shop.example", "postal_address": "1 Quay St, Leeds"}


def render(body: str, subject: str = "", preheader: str = "", text: str | None = None, **context: object) -> Parts:
    return prepare(Template("T", subject, preheader, body, text)).render(with_system(context, SENDER))


def test_the_text_part_reads_well_and_keeps_links() -> None:
    body = """<html><head><title>No</title><style>p{}</style></head><body>
    <h1>Big  news,&nbsp;{{ first_name }}</h1><p>Line one<br>line &amp; two</p>
    {% if city %}<p>Near {{ city }}</p>{% else %}<p>Anywhere</p>{% endif %}
    <ul>{% for r in recommendations %}<li><a href="{{ r.url }}">{{ r.name }}</a></li>{% endfor %}</ul>
    <div style="display:none">hidden <div>deep</div></div><img src="x" alt="A lamp">
    <a href="https://x.example">https://x.example</a> <a href="#">top</a></body></html>"""
    lamps = [{"url": "https://x.example/?a=1&b=2", "name": "Lamp <1>"}, {"url": "https://y.example", "name": "B"}]
    assert render(body, first_name="Ann", city="Leeds", recommendations=lamps).text == (
        "Big news, Ann\n\nLine one\nline & two\n\nNear Leeds\n\n"
        "* Lamp <1> (https://x.example/?a=1&b=2)\n* B (https://y.example)\n\nA lamp https://x.example top\n"
    )


def test_a_text_part_of_one_s_own_is_kept() -> None:
    assert render("<p>x</p>", text="Dear {{ first_name }} & co\n", first_name="<A>").text == "Dear <A> & co"
