"""The help's text: a page for each pane, everything that it must explain, no dead link, and a search that finds."""

import pytest
from PySide6.QtWidgets import QWidget

from app.conditions import MEASURES
from app.domain import names
from app.rules.operators import TABLE
from app.template.fields import MERGE
from app.template.filters import FILTERS
from ui.core.commands import Command, Commands
from ui.help import pages
from ui.help.pages import Tables, order, page, plain, search
from ui.help.tables import tables
from ui.panes import panes

LONGEST = 300
"""Words of a pane's page: what one screen of the help holds without much scrolling."""
DEVELOPER_TALK = ("json", "api", "null", "boolean", "string", "regex", "sql", "database", "server", "parse", "config")


@pytest.fixture
def made(qapp) -> Tables:
    host = QWidget()
    commands = Commands(host)
    commands.add(Command("go", "Open a project…", lambda: None, "file", ("Ctrl+O",)))
    commands.set_pane("Segments", [Command("why", "Why is someone in?", lambda: None, keys=("Ctrl+E",))])
    host.deleteLater()
    return tables(commands)


@pytest.mark.parametrize("entry", panes(), ids=lambda entry: entry.key)
def test_each_pane_has_a_page_that_is_no_longer_than_a_page(entry, made: Tables) -> None:
    found = page(entry.key, made)
    assert found.title == entry.title
    assert 100 < len(plain(found.source).split()) <= LONGEST


@pytest.mark.parametrize("key", order())
def test_every_link_leads_to_a_page(key: str, made: Tables) -> None:
    found = page(key, made)
    assert set(found.links) <= set(order()) - {key}
    assert found.source.count("](") == len(found.links)
    assert "[[" not in found.source


def test_every_page_can_be_reached_by_links_from_home(made: Tables) -> None:
    reached, waiting = set(), ["home"]
    while waiting:
        key = waiting.pop()
        if key not in reached:
            reached.add(key)
            waiting += page(key, made).links
    assert reached == set(order())


@pytest.mark.parametrize("key", order())
def test_no_page_speaks_as_developers_do(key: str, made: Tables) -> None:
    own = plain(pages._text(key)).casefold()
    spoken = {word.strip(".,:;()“”") for word in own.split()}
    assert [word for word in DEVELOPER_TALK if word in spoken] == []


def test_every_operator_stands_among_the_rules_with_what_it_means(made: Tables) -> None:
    rows = [line for line in page("rules", made).source.splitlines() if line.startswith("|")]
    for operator in TABLE:
        answer = "matches" if operator.missing else "–"
        wanted = f"| *{operator.label}* | {operator.help.replace('|', chr(92) + '|')} | {answer} |"
        assert rows.count(wanted) >= 1, operator.label
    for measure in MEASURES.values():
        assert any(f"*{measure.label}*" in row for row in rows)


def test_operators_of_a_type_stand_under_its_heading(made: Tables) -> None:
    sections = dict(page("rules", made).sections)
    assert "is at least" in sections["Numbers and amounts of money"]
    assert "is at least" not in sections["Text"]
    assert "has its anniversary" in sections["Dates with a time"]
    assert {kind for row in TABLE for kind in row.types} == {kind for kinds in _headed() for kind in kinds}


def _headed() -> list[tuple[str, ...]]:
    from ui.help.tables import _TYPES

    return list(_TYPES)


def test_every_merge_field_and_every_filter_is_explained(made: Tables) -> None:
    source = page("fields", made).source
    for name in (*names.TRAITS, *names.COMPUTED):
        assert f"`{{{{ {name} }}}}`" in source, name
    for name in MERGE:
        assert f"`{name}`" in source, name
    other_names = {"d", "e", "currency", "count"}
    for name in FILTERS.keys() - other_names:
        assert f"| `{name}` |" in source, name
    for name in other_names:
        assert f"| `{name}` |" not in source, name


def test_shortcuts_are_those_of_the_registry(made: Tables) -> None:
    sections = dict(page("keys", made).sections)
    assert "Open a project Ctrl O" in sections["File"]
    assert "Why is someone in? Ctrl E" in sections["Segments"]


def test_the_search_puts_headings_first_and_shows_the_words_around(made: Tables) -> None:
    hits = search("undo", made)
    assert (hits[0].page.key, hits[0].heading) == ("data", "Undo")
    assert "Undo this import" in hits[0].words
    assert any(hit.page.key == "privacy" for hit in hits)


def test_the_search_wants_every_word_and_minds_no_capitals(made: Tables) -> None:
    assert [hit.heading for hit in search("CONSENT withdrawn DENIED", made)] == ["Consent and suppression"]
    assert search("consent zebra", made) == []
    assert search("  ", made) == []


def test_the_search_reads_what_tables_say(made: Tables) -> None:
    assert any(hit.page.key == "rules" for hit in search("anniversary february", made))
    assert any(hit.page.key == "fields" for hit in search("loyalty_tier", made))


def test_what_is_no_page_is_refused(made: Tables) -> None:
    with pytest.raises(KeyError):
        page("zebra", made)
