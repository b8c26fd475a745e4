"""Suspected duplicates of a project: the pairs, the reasons in words, and what was decided about them."""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from app import ingest
from app.people import duplicates
from app.project import Project
from tests.storage.linkage.test_suspects import people


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    folder = tmp_path_factory.mktemp("twins")
    told = people()
    lines = [
        f"{row['id']},{row['first']},{row['last']},{row['birth'][:4]}-{row['birth'][4:6]}-{row['birth'][6:]},"
        f"{row['postal']},{row['email']}"
        for row in told.to_pylist()
    ]
    file = folder / "people.csv"
    file.write_text("\n".join(["customer id,first name,last name,birth date,postcode,email", *lines, ""]), "utf-8")
    with Project.create(folder / "shop.quill", clock="2012-01-01") as made:
        ingest.run_import(made, file, "profiles")
        yield made


def pairs(found: list[duplicates.Suspects]) -> set[tuple[str, ...]]:
    return {pair for one in found for pair in combinations(sorted(one.keys), 2)}


def test_twins_are_suspected_with_reasons_until_somebody_decides(project: Project) -> None:
    found = duplicates.find(project)
    assert pairs(found) == {tuple(sorted((f"customer_id:{n}", f"customer_id:{150 + n}"))) for n in range(12)}
    [first] = [one for one in found if "customer_id:3" in one.keys]
    assert first.because == (
        "same first name, surname spelled nearly alike, same birthday and same postcode, "
        "but other email address and other customer number"
    )
    assert 0.5 <= first.probability <= 1
    [second] = [one for one in found if "customer_id:4" in one.keys]
    ingest.keep_apart(project, list(first.people))
    decided = ingest.merge(project, list(second.people))
    left = pairs(duplicates.find(project))
    assert left == pairs(found) - pairs([first, second])
    ingest.take_back(project, decided)
    assert pairs(duplicates.find(project)) == left | pairs([second])


def test_reasons_are_one_sentence_of_what_is_alike_and_what_is_not() -> None:
    told = [("first", "same first name", True), ("email", "other email address", False)]
    assert duplicates.because(told) == "same first name, but other email address"
    assert duplicates.because(told[:1]) == "same first name"


# The real sets, of which the true links are known.

FEBRL = ("given_name", "surname", "suburb", "postcode", "state")


def _febrl(folder: Path, data: Path, number: int) -> tuple[Path, list[tuple[str, str]]]:
    import pandas as pd

    told = pd.read_csv(data / "febrl" / f"dataset{number}.csv", dtype=str, skipinitialspace=True).fillna("")
    made = pd.DataFrame({"customer id": [f"r{at}" for at in range(len(told))]})
    made["first name"], made["last name"], made["city"], made["postcode"] = (told[name] for name in FEBRL[:4])
    made["street"] = (told["street_number"] + " " + told["address_1"]).str.strip()
    made["birth date"] = told["date_of_birth"].where(told["date_of_birth"].str.len() == 8, "")
    made["birth date"] = made["birth date"].str.replace(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", regex=True)
    path = folder / f"febrl{number}.csv"
    made.to_csv(path, index=False)
    truth = told["rec_id"].str.extract(r"rec-(\d+)")[0]
    return path, list(zip(made["customer id"], truth, strict=True))


def _fake(folder: Path, data: Path) -> tuple[Path, list[tuple[str, str]]]:
    import pandas as pd

    told = pd.read_csv(data / "splink_datasets" / "fake_1000.csv", dtype=str).fillna("")
    made = told.rename(columns={"first_name": "first name", "surname": "last name", "dob": "birth date"})
    made["customer id"] = "r" + told["unique_id"]
    path = folder / "fake.csv"
    made.drop(columns=["unique_id", "cluster"]).to_csv(path, index=False)
    return path, list(zip(made["customer id"], told["cluster"], strict=True))


def _scored(project: Project, truth: list[tuple[str, str]]) -> tuple[float, float]:
    """Precision and recall of the suspects and of exact identity, by pairs of rows."""
    by: dict[str, list[str]] = {}
    for key, who in truth:
        by.setdefault(who, []).append(f"customer_id:{key}")
    true = {pair for theirs in by.values() for pair in combinations(sorted(theirs), 2)}
    found = pairs(duplicates.find(project))
    return len(found & true) / len(found), len(found & true) / len(true)


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("name", "least"), [("febrl1", 0.97), ("febrl2", 0.95), ("fake_1000", 0.85)])
def test_the_true_links_of_a_real_set(shared_data: Path, tmp_path: Path, name: str, least: float) -> None:
    file, truth = _fake(tmp_path, shared_data) if name == "fake_1000" else _febrl(tmp_path, shared_data, int(name[-1]))
    with Project.create(tmp_path / "set.quill", clock="2012-01-01") as made:
        report = ingest.run_import(made, file, "profiles")
        assert report.rejected == 0
        precision, recall = _scored(made, truth)
    score = 2 * precision * recall / (precision + recall)
    print(f"{name}: precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}")
    assert score >= least


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_the_second_addresses_of_the_composed_shop(shared_data: Path, tmp_path: Path) -> None:
    import csv
    import re

    file = shared_data / "composed_shop" / "contacts.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter=";"))
    # A row without a customer number is a second one of whoever has the number that stands in its address.
    twins = {number for row in rows if not row["Customer ID"]
             if (number := (re.findall(r"(\d{5})@", row["E-mail"]) or [""])[0])}  # fmt: skip
    with Project.create(tmp_path / "shop.quill", clock="2012-01-01") as made:
        ingest.run_import(made, file, "profiles")
        found = duplicates.find(made)
    said = [tuple(re.sub(r".*:(\d{5})$|.*?(\d{5})@.*", r"\1\2", key) for key in pair) for pair in pairs(found)]
    right = {one for one, other in said if one == other}
    print(f"composed_shop: {len(right)} of 94 others, precision {len(right) / len(said):.3f}, {len(twins)} in all")
    assert len(right) >= 90
    assert len(right) / len(said) >= 0.9
