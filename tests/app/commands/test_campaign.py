"""The campaign commands, from a contacts file to the folder for the ESP, by the command line alone."""

import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app import command_line

CONTACTS = """Customer ID,Email,First name,Tier,Email consent
1,ann@x.example,Ann,Gold,yes
2,bob@x.example,=Bob,Gold,yes
3,cy@x.example,,Silver,yes
4,dee@x.example,Dee,Gold,no
5,not an address,Eve,Gold,yes
6,fay@x.example,Fay,Gold,yes
"""
BODY = "<p>Hi {{ first_name | default('there') }}, {{ sender.address }} <a href='{{ unsubscribe_url }}'>stop</a></p>"
PLAN = {"version": 1, "include": ["Gold"], "template": "Spring", "esp": "klaviyo", "columns": ["email", "first_name"]}


PREHEADER = ("--preheader", "What is new in the shop this spring")


def run(*arguments: object) -> tuple[int, Any, str]:
    out, err = io.StringIO(), io.StringIO()
    status = command_line.run([*map(str, arguments), "--json"], out, err)
    return status, json.loads(out.getvalue()) if out.getvalue() else None, err.getvalue()


def told(*arguments: object) -> str:
    out = io.StringIO()
    assert command_line.run([*map(str, arguments)], out, io.StringIO()) == 0
    return out.getvalue()


@pytest.fixture
def shop(made: Path, tmp_path: Path) -> Path:
    """A project of six people, a segment, a template, and a campaign “Spring” in it."""
    shutil.copytree(made.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "shop.quill"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the project and the files that it is made of, to be copied by each test."""
    tmp_path = tmp_path_factory.mktemp("shop")
    path = tmp_path / "shop.quill"
    written = {
        "contacts.csv": CONTACTS,
        "gone.csv": "email,reason\nfay@x.example,asked\n",
        "gold.json": json.dumps({"trait": "loyalty_tier", "op": "is", "value": "Gold"}),
        "body.html": BODY,
        # With a byte-order mark, as Notepad writes.
        "plan.json": "\ufeff" + json.dumps(PLAN),
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    sender = ("--from-name", "Shop", "--from-address", "a@shop.example", "--postal-address", "1 Quay")
    for words in (
        ("new", path, "--clock", "2026-03-01"),
        ("import", path, tmp_path / "contacts.csv", "--as", "profiles"),
        ("import", path, tmp_path / "gone.csv", "--as", "suppressions"),
        ("sender", path, *sender),
        ("segment", "save", path, "Gold", "--rule", tmp_path / "gold.json"),
        ("template", "save", path, "Spring", "--body", tmp_path / "body.html", "--subject", "Spring", *PREHEADER),
        ("campaign", "save", path, "Spring", "--plan", tmp_path / "plan.json"),
    ):
        status, _, said = run(*words)
        assert status == 0, said
    return path


def test_saving_tells_who_would_get_it(shop: Path) -> None:
    status, saved, _ = run("campaign", "save", shop, "Spring", "--plan", shop.with_name("plan.json"))
    assert status == 0
    assert {key: saved[key] for key in ("name", "audience", "excluded", "holdout", "recipients")} == {
        "name": "Spring",
        "audience": 5,
        "excluded": {"no_valid_address": 1, "no_consent": 1, "suppressed": 1, "address_twice": 0},
        "holdout": 0,
        "recipients": 2,
    }
    assert saved["variants"] == [{"name": "A", "share": 1.0, "people": 2}]
    assert run("campaign", "show", shop, "spring")[1] == saved
    assert "Not suppressed" in told("campaign", "show", shop, "Spring")


def test_the_list(shop: Path) -> None:
    _, listed, _ = run("campaign", "list", shop)
    assert [(one["name"], one["esp"], one["exports"]) for one in listed] == [("Spring", "klaviyo", 0)]


def test_the_check(shop: Path) -> None:
    status, verdict, _ = run("campaign", "check", shop, "Spring")
    assert (status, verdict["ready"], verdict["recipients"], verdict["findings"]) == (0, True, 2, [])
    assert "Every email rendered: 2 of 2" in told("campaign", "check", shop, "Spring")


def test_the_reason_for_one_person(shop: Path) -> None:
    _, fate, _ = run("campaign", "explain", shop, "Spring", "fay@x.example")
    assert (fate["recipient"], fate["step"], fate["reason"]) == (False, "Not suppressed", "asked")
    assert "gets the email, variant A" in told("campaign", "explain", shop, "Spring", "ann@x.example")


def test_the_export(shop: Path, tmp_path: Path) -> None:
    status, done, said = run("campaign", "export", shop, "Spring", "--out", tmp_path / "out")
    assert status == 0, said
    assert set(done) == {"export", "recipients", "files", "seconds"}
    assert done["recipients"] == 2
    lines = (tmp_path / "out" / "contacts.csv").read_bytes().split(b"\r\n")
    assert lines == [b"Email,First Name", b"ann@x.example,Ann", b"bob@x.example,'=Bob", b""]
    assert {entry["path"] for entry in done["files"]} == {
        path.relative_to(tmp_path / "out").as_posix()
        for path in (tmp_path / "out").rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert run("campaign", "list", shop)[1][0]["exports"] == 1
    refused = run("campaign", "export", shop, "Spring", "--out", tmp_path / "out")
    assert (refused[0], refused[1]) == (1, None)
    assert "--replace" in refused[2]
    assert run("campaign", "export", shop, "Spring", "--out", tmp_path / "out", "--replace")[0] == 0


def test_what_blocks_is_said_and_can_be_overruled(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "body.html").write_text("<p>Hello</p>")
    run("template", "save", shop, "Spring", "--body", tmp_path / "body.html", "--subject", "Spring")
    out = tmp_path / "out"
    status, _, said = run("campaign", "export", shop, "Spring", "--out", out)
    assert status == 1
    assert "--overrule unsubscribe-missing=REASON" in said
    reason = ("--overrule", "unsubscribe-missing=our ESP adds one", "--overrule", "address-missing=and that")
    status, _, said = run("campaign", "export", shop, "Spring", "--out", out, *reason)
    assert status == 0, said
    overrules = json.loads((out / "manifest.json").read_text("utf-8"))["overrules"]
    assert [(one["code"], one["reason"]) for one in overrules] == [
        ("unsubscribe-missing", "our ESP adds one"),
        ("address-missing", "and that"),
    ]
    # It is kept: the next export of the same needs no reason, and the check says what it was.
    assert run("campaign", "export", shop, "Spring", "--out", out, "--replace")[0] == 0
    assert json.loads((out / "manifest.json").read_text("utf-8"))["overrules"] == overrules
    assert "because: our ESP adds one" in told("campaign", "check", shop, "Spring")


def test_the_check_keeps_what_is_overruled_until_it_is_taken_back(shop: Path, tmp_path: Path) -> None:
    assert run("sender", shop, "--postal-address", "")[0] == 0
    _, before, _ = run("campaign", "check", shop, "Spring")
    assert [(one["code"], one["overruled"]) for one in before["findings"] if one["severity"] == "error"] == [
        ("sender-incomplete", None)
    ]
    _, after, _ = run("campaign", "check", shop, "Spring", "--overrule", "sender-incomplete=Klaviyo’s footer has it")
    assert (before["ready"], after["ready"]) == (False, True)
    assert run("campaign", "check", shop, "Spring")[1]["ready"]
    assert run("campaign", "export", shop, "Spring", "--out", tmp_path / "out")[0] == 0
    assert not run("campaign", "check", shop, "Spring", "--enforce", "sender-incomplete")[1]["ready"]
    assert "Nothing is overruled" in run("campaign", "check", shop, "Spring", "--enforce", "sender-incomplete")[2]


@pytest.mark.parametrize(
    ("word", "status", "said"),
    [
        ("sender-incomplete", 2, "says no reason: write sender-incomplete=REASON"),
        ("sender-incomplete= ", 2, "says no reason"),
        ("leftover=who cares", 1, "can never be overruled"),
        ("sender-incomplet=x", 1, "Did you mean “sender-incomplete”?"),
    ],
)
def test_what_cannot_overrule(
    shop: Path, capsys: pytest.CaptureFixture[str], word: str, status: int, said: str
) -> None:
    found, _, words = run("campaign", "check", shop, "Spring", "--overrule", word)
    assert found == status
    assert said in words + capsys.readouterr().err


def test_what_is_wrong_with_a_plan_is_one_sentence(shop: Path, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(json.dumps(PLAN | {"templat": "x"}))
    status, _, said = run("campaign", "save", shop, "Other", "--plan", tmp_path / "plan.json")
    assert status == 1
    assert said == "quillwork: templat: is not a key that a plan has. Did you mean “template”?\n"
    (tmp_path / "plan.json").write_text("{")
    assert "holds no JSON" in run("campaign", "save", shop, "Other", "--plan", tmp_path / "plan.json")[2]
    assert "cannot be read" in run("campaign", "save", shop, "Other", "--plan", tmp_path / "no.json")[2]


def test_deleting(shop: Path) -> None:
    assert run("campaign", "delete", shop, "Spring")[0] == 0
    assert run("campaign", "list", shop)[1] == []
    assert run("campaign", "show", shop, "Spring")[0] == 1
