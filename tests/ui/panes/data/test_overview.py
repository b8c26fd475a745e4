"""A look at a file: what would arrive, and what its words mean."""

from collections.abc import Callable
from pathlib import Path

from tests.ui.panes.data.looked_at import cells, choose, head
from ui.panes.data.pane import Data


def test_the_grid_shows_what_would_arrive(data: Data, files: dict[str, str], tried: Callable[[], None]) -> None:
    data.bring_in([files["contacts.csv"]])
    tried()
    assert cells(data, "Date of birth")[:2] == ["3 Apr 1990", "5 Jun 1991"]
    assert cells(data, "Interests")[0] == "Tea, Books"
    assert head(data, "E-mail").note() == "1 malformed address"
    assert head(data, "Shoe size").target.text() == "Shoe size"
    assert head(data, "Customer ID").target.accessibleName() == "“Customer ID” becomes Customer ID"


def test_what_a_word_means_is_said_in_the_head_of_its_column(
    data: Data, tmp_path: Path, tried: Callable[[], None]
) -> None:
    path = tmp_path / "answers.csv"
    rows = "".join(f"a{at}@example.com,{'yes' if at % 3 else 'maybe later'}\n" for at in range(9))
    path.write_text(f"Email,Accepts Email Marketing\n{rows}", "utf-8")
    data.bring_in([str(path)])
    tried()
    header = "Accepts Email Marketing"
    told = next(figure.text for figure in data.wizard.tried.review.looks if "maybe later" in figure.text)
    assert told.endswith("counts as no. Choose what it means below.")
    data.wizard.corrections.pick_type(header)
    choose(head(data, header).type, "“maybe later” is a yes")
    tried()
    assert data.wizard.look.mapping.columns[header].values == {"maybe later": "granted"}
    assert not any("maybe later" in figure.text for figure in data.wizard.tried.review.looks)
    data.wizard.corrections.pick_type(header)
    choose(head(data, header).type, "“maybe later” is a no")
    tried()
    assert data.wizard.look.mapping.columns[header].values == {"maybe later": "denied"}
