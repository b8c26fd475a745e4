"""What the profiles of the ESPs say, and where they may stand."""

import json
from pathlib import Path

import pytest

import resources
from app.template.esp_profile import Limits, profile_of


def test_headers_and_limits_are_those_of_the_profile() -> None:
    mailchimp = profile_of("mailchimp")
    assert mailchimp.headers["first_name"] == ("First Name", "FNAME")
    assert (mailchimp.limits.columns, mailchimp.limits.room, mailchimp.limits.holder) == (30, 25, "audience")
    assert profile_of("generic").headers == {}
    assert profile_of("generic").limits == Limits()


def test_a_folder_beside_may_bring_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads((Path(resources.__path__[0]) / "esp" / "generic.json").read_text("utf-8"))
    (tmp_path / "esp").mkdir()
    (tmp_path / "esp" / "wren.json").write_text(json.dumps(document | {"name": "wren", "title": "Wren"}))
    monkeypatch.setattr(resources, "__path__", [*resources.__path__, str(tmp_path)])
    assert profile_of("wren").title == "Wren"
    with pytest.raises(FileNotFoundError):
        profile_of("auk")
    profile_of.cache_clear()
