"""The ways of a rendering: each told in the order of the source, and noted when it is taken."""

from app.mailing.branch_marks import marked, ways
from app.template.prepared_template import Template, prepare

BODY = (
    "{% if city %}{% for one in orders %}{% if one.paid %}x{% endif %}{% endfor %}\n"
    "{% elif age > 3 %}y{% else %}z{% endif %}"
)


def taken(context: dict) -> set[str]:
    made = marked(prepare(Template("T", "", "", BODY))).render(dict(context))
    return {key for key, _ in made.runs["html"].marks}


def test_each_way_has_its_line_and_its_words() -> None:
    found = ways(prepare(Template("T", "", "", BODY)), ("html",))
    assert [(one.key, one.line, one.words) for one in found] == [
        ("html.0.0", 1, "“city”"),
        ("html.0.1", 2, "“age > 3”"),
        ("html.0.2", 2, "the “else” of “city”"),
        ("html.1.0", 1, "something of “orders”"),
        ("html.1.1", 1, "nothing of “orders”"),
        ("html.2.0", 1, "“one.paid”"),
    ]


def test_what_is_taken_is_noted_once_and_changes_nothing() -> None:
    assert taken({}) == {"html.0.2"}
    assert taken({"age": 4}) == {"html.0.1"}
    assert taken({"city": "Rome"}) == {"html.0.0", "html.1.1"}
    orders = [{"paid": False}, {"paid": True}]
    assert taken({"city": "Rome", "orders": orders[:1]}) == {"html.0.0", "html.1.0"}
    assert taken({"city": "Rome", "orders": orders}) == {"html.0.0", "html.1.0", "html.2.0"}
    prepared = prepare(Template("T", "", "", BODY))
    context = {"city": "Rome", "orders": orders}
    assert marked(prepared).render(dict(context)).html == prepared.render(dict(context)).html
